"""What the build before the last one found, so that a person can be told what is new and what was mended.

It is kept beside the release and not in it: two builds of the same sources make the same release, whatever was there
before. Of findings about persons only the message is kept, and no name, value or place: a person who was removed from
the sources must not live on here.
"""

import json
import os
from contextlib import suppress
from pathlib import Path

from rihmasto.errors import RihmastoError
from rihmasto.pipeline.ledger import Record, told

FILE = ".findings-before.json"
_PEOPLE = "people-findings.json"
_REPORTS = ("findings.json", _PEOPLE)
LEFT_OUT = "left-out"


def findings_of(release: Path) -> dict[str, list[Record]] | None:
    """Read the findings of a release by the names of their files, and what it left out; None where none is.

    Args:
        release: its folder.
    """
    if not (release / _REPORTS[0]).is_file():
        return None
    found: dict[str, object] = {n: _read(release / n) for n in _REPORTS if (release / n).is_file()}
    with suppress(RihmastoError, OSError):  # damaged, or not there
        found[LEFT_OUT] = told(release / "ledger.json")
    return _known(found)


def keep_before(workspace: Path, found: dict[str, list[Record]] | None) -> None:
    """Keep what the release that was just replaced had found.

    Args:
        workspace: its folder.
        found: of `findings_of`, read before the build; with None an older file goes, for it would be compared wrongly.
    """
    target = workspace / FILE
    if found is None:
        target.unlink(missing_ok=True)
        return
    fresh = workspace / f"{FILE}.new"
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(
            {name: [_kept(name, r) for r in records] for name, records in found.items()}, file, ensure_ascii=False
        )
    fresh.replace(target)


def findings_before(workspace: Path) -> dict[str, list[Record]] | None:
    """Return what the build before the last one found; None when there was none.

    Args:
        workspace: its folder.
    """
    kept = _read(workspace / FILE) if (workspace / FILE).is_file() else None
    return _known(kept) if isinstance(kept, dict) else None


def _kept(name: str, record: Record) -> Record:
    if name == LEFT_OUT:
        return {"key": record["key"], "sentence": record["sentence"]}
    if name != _PEOPLE:
        return record
    return {"key": record["key"], "level": record["level"], "sentence": record["message"]}


def _read(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError):
        return None


def _known(found: dict[str, object]) -> dict[str, list[Record]] | None:
    """Return reports whose every finding has its key; an older release wrote none."""
    known: dict[str, list[Record]] = {}
    for name, records in found.items():
        if not isinstance(records, list) or not all(isinstance(r, dict) and "key" in r for r in records):
            return None
        known[name] = records
    return known
