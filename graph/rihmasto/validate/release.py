"""Validation of a release folder: the public graph, and apart from it the people."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rihmasto.assets import asset
from rihmasto.errors import InputError
from rihmasto.model import tables
from rihmasto.validate.findings import as_records
from rihmasto.validate.report import Report
from rihmasto.validate.validation import validate

if TYPE_CHECKING:
    import duckdb

# results of shapes/public.ttl are about personal data in public text: the finding must not repeat it
WITHHELD = ("public",)


def check_release(folder: Path, connection: "duckdb.DuckDBPyConnection") -> dict[str, list[dict[str, object]]]:
    """Validate a release with the shipped shapes.

    Args:
        folder: with `graph.nq`, and `people.nq` if there are people.
        connection: with the release's tables; for people also the schema `people`.

    Returns:
        file name → what to write into it: `findings.json` about the public data, and, when there are people,
        `people-findings.json`, which is personal data itself.

    Raises:
        InputError: the folder holds no release.
    """
    found = {"findings.json": as_records(public_report(folder), connection, withheld=WITHHELD)}
    people = people_report(folder)
    if people is not None:
        found["people-findings.json"] = as_records(people, connection, evidence="people.evidence")
    return found


def public_report(folder: Path) -> Report:
    """Validate `graph.nq` of a release with all shapes but those of the private tables.

    Raises:
        InputError: the folder holds no release.
    """
    graph = folder / "graph.nq"
    if not graph.is_file():
        raise InputError("check-no-release", path=folder)
    return validate([graph], _shapes(private=False))


def people_report(folder: Path) -> Report | None:
    """Validate `people.nq` together with `graph.nq`; None when the release has no people."""
    people = folder / "people.nq"
    if not people.is_file():
        return None
    return validate([folder / "graph.nq", people], _shapes(private=True))


def _shapes(*, private: bool) -> Sequence[Path]:
    names = {table.name.replace("_", "-") for table in tables().values() if table.private}
    return [p for p in sorted(asset("shapes").glob("*.ttl")) if (p.stem in names) == private]
