"""Validation of a release folder: the public graph, and apart from it the people."""

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rihmasto.assets import asset
from rihmasto.errors import InputError
from rihmasto.model import tables
from rihmasto.validate import OWN_SHAPES
from rihmasto.validate.incremental import Checked
from rihmasto.validate.report import Report
from rihmasto.validate.validation import validate
from rihmasto.validate.wording import as_records

if TYPE_CHECKING:
    import duckdb

STATE = ".checked"
"""What is kept of the check of the public graph, in the workspace: after an edit only what it can affect is checked."""

# a smaller graph is checked whole in about a second
_WORTH_KEEPING = 64 << 20  # bytes

# results of shapes/public.ttl are about personal data in public text: the finding must not repeat it
WITHHELD = ("public",)


# shapes that speak of the people graph too: its evidence is as good as the public one
_BOTH = "evidence"
_SUBJECT = re.compile(r"<[^>]*>|_:\S+")


def own_shapes(workspace: Path) -> list[Path]:
    """List the workspace's own shapes: the Turtle files in its folder `shapes/`, used besides the shipped ones.

    Args:
        workspace: its folder.
    """
    return sorted((workspace / OWN_SHAPES).glob("*.ttl"))


def check_release(
    folder: Path, connection: "duckdb.DuckDBPyConnection", own: Sequence[Path] = (), state: Path | None = None
) -> dict[str, list[dict[str, object]]]:
    """Validate a release with the shipped shapes and the workspace's own.

    Args:
        folder: with `graph.nq`, and `people.nq` if there are people.
        connection: with the release's tables; for people also the schema `people`.
        own: further files of shapes, of `own_shapes`.
        state: of `public_report`.

    Returns:
        file name → what to write into it: `findings.json` about the public data, and, when there are people,
        `people-findings.json`, which is personal data itself.

    Raises:
        InputError: the folder holds no release.
    """
    found = {"findings.json": as_records(public_report(folder, own, state), connection, withheld=WITHHELD)}
    people = people_report(folder, own)
    if people is not None:
        found["people-findings.json"] = as_records(people, connection, evidence="people.evidence")
    return found


def public_report(folder: Path, own: Sequence[Path] = (), state: Path | None = None) -> Report:
    """Validate `graph.nq` of a release with all shapes but those of the private tables.

    Args:
        folder: the release.
        own: further files of shapes.
        state: where to keep what makes the next check of a large graph short; nothing about persons is in it.

    Raises:
        InputError: the folder holds no release, or a file of shapes cannot be used.
    """
    graph = folder / "graph.nq"
    if not graph.is_file():
        raise InputError("check-no-release", path=folder)
    shapes = [p for p in (*_shipped(), *own) if not _is_private(p)]
    if state is not None and graph.stat().st_size < _WORTH_KEEPING:
        _drop(state)  # of a time when the graph was larger: nothing that has gone shall stay in it
    elif state is not None and os.access(state.parent, os.W_OK):
        import duckdb  # noqa: PLC0415 -- heavy

        # a state that cannot be written, on a full disk for example, must not stand in the way of the check
        with suppress(OSError, duckdb.Error), Checked.follow(state, [graph], shapes) as checked:
            return checked.report(named=True)
    return validate([graph], shapes)


def _drop(state: Path) -> None:
    with suppress(OSError):
        state.unlink(missing_ok=True)
        state.with_name(f"{state.name}.wal").unlink(missing_ok=True)


def people_report(folder: Path, own: Sequence[Path] = ()) -> Report | None:
    """Validate `people.nq` together with `graph.nq`; None when the release has no people.

    Args:
        folder: the release.
        own: further files of shapes; those named as a private table, such as `contact.ttl`, are about people.

    Raises:
        InputError: a file of shapes cannot be used.
    """
    people = folder / "people.nq"
    if not people.is_file():
        return None
    shapes = [p for p in (*_shipped(), *own) if _is_private(p) or p.stem == _BOTH]
    report = validate([folder / "graph.nq", people], shapes)
    # What the public graph says is in the public report already.
    private = _subjects(people)
    return replace(report, results=tuple(r for r in report.results if r.origin != _BOTH or r.focus in private))


def _shipped() -> list[Path]:
    return sorted(asset("shapes").glob("*.ttl"))


def _is_private(shapes: Path) -> bool:
    return shapes.stem in {table.name.replace("_", "-") for table in tables().values() if table.private}


def _subjects(graph: Path) -> set[str]:
    with graph.open(encoding="utf-8") as lines:
        return {found[0] for line in lines if (found := _SUBJECT.match(line))}
