"""The ledger: for every file, what was read and what became of it; nothing is lost in silence."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rihmasto.errors import LANGUAGES, InputError, Language, RihmastoError, sentence
from rihmasto.model import Locator, Rejection
from rihmasto.model.cells import cell_name
from rihmasto.names import short_hash
from rihmasto.pipeline.persons import Persons

# Notes that ask the person to look at something, or tell of something that was not read; the others only tell.
_ASKING = {
    "new-but-near", "new-project", "several-in-one-cell", "unknown-file", "workbook-sheet-unknown",
    "workbook-sheet-near", "table-column-unknown", "table-column-near", "table-column-unnamed", "table-mapping-unused",
    "html-deep", "pdf-long", "text-cp1252",
}  # fmt: skip
# Values of sentences that hold no cell of a table about persons: labels, places, and words that a list offers.
_OF_NO_CELL = {"name", "path", "sheet", "cell", "table", "column", "columns", "line", "last", "row", "wanted", "near"}
# Values that change when rows move; a finding is the same without them.
_MOVING = {"line", "last", "row", "cell"}
_PLACE = ("sheet", "row", "column", "line")
Record = dict[str, object]
FATES = ("accepted", "rejected", "suppressed", "duplicate")


@dataclass(slots=True)
class Account:
    """One file of the ledger; read = accepted + rejected + suppressed + duplicate.

    Attributes:
        file: path relative to the workspace.
        unit: what is counted: rows of a table, values of a page.
        counts: fate → number.
        notes: what a person should know, each with its place and its sentence in three languages.
        refused: the sentence of a file of which nothing could be read.
        private: sheets about persons, None for a file without sheets; `ledger.json` does not repeat their cells.
        row_keys: sheet and row → the key of the row as it stands, by which a note is known when rows have moved.
        headings: sheet and column → heading of the column.
    """

    file: str
    unit: str
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FATES, 0))
    notes: list[Rejection] = field(default_factory=list)
    refused: RihmastoError | None = None
    private: frozenset[str | None] = frozenset()
    row_keys: dict[tuple[str | None, int], str] = field(default_factory=dict)
    headings: dict[tuple[str | None, int], str] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """Number of rows or values in the file."""
        return sum(self.counts.values())

    def withhold(self, note: Rejection) -> None:
        """Count one accepted value as suppressed instead, and say why."""
        if self.unit == "values":
            self.counts["accepted"] -= 1
            self.counts["suppressed"] += 1
        self.notes.append(note)

    def as_json(self, persons: Persons) -> dict[str, object]:
        """Return the account as it stands in `ledger.json`, which a publisher may hand on.

        Args:
            persons: whoever a value or a file name speaks of is not named; such values are shown as "…".
        """
        entry: dict[str, object] = {
            "file": persons.public_file(self.file),
            "unit": self.unit,
            "read": self.read,
            **self.counts,
        }
        if self.refused:
            refused = _shown(self.refused.code, self.refused.values, persons, private=None in self.private)
            entry["refused"] = {language: _say(self.refused.code, refused, language) for language in LANGUAGES}
        entry["notes"] = [self._note(note, persons) for note in self.notes]
        return entry

    def _note(self, note: Rejection, persons: Persons) -> dict[str, object]:
        where = note.locator
        private = where.sheet in self.private
        values = _shown(note.code, note.values, persons, private=private)
        place = {key: getattr(where, key) for key in _PLACE}
        row = "" if private else self.row_keys.get((where.sheet, where.row or 0), "")
        stays = (f"{name}={value}" for name, value in sorted(values.items()) if name not in _MOVING)
        column = "" if where.column is None else str(where.column)
        still = (note.code, where.sheet or "", column, "" if persons.in_text(row) else row, *stays)
        return {
            "code": note.code,
            "fate": note.fate,
            "key": short_hash(*still, length=12),
            **{k: v for k, v in place.items() if v is not None},
            **{language: _say(note.code, values, language) for language in LANGUAGES},
        }


def lines(accounts: Iterable[Account], language: Language) -> list[str]:
    """Say in a language what was not taken, a line each: place and reason.

    Args:
        accounts: the ledger.
        language: fi, sv or en.
    """
    said = []
    for account in accounts:
        if account.refused:
            said.append(f"{account.file}: {account.refused.say(language)}")
        said += [
            f"{account.file}{_place(note.locator)}: {sentence(note.code, language, **note.values)}"
            for note in account.notes
        ]
    return said


def told(ledger: Path) -> list[Record]:
    """Return what the last build did not take, from its `ledger.json`.

    Args:
        ledger: the file.

    Returns:
        Objects with `sentence`, a line in each language; `message`, the same without the place; `place`, an object with
        `file` and what else is known of `sheet`, `row`, `column` and `line`; and `key`, by which it is known whatever
        rows have moved.

    Raises:
        InputError: the file is damaged, so the release is not whole.
    """
    try:
        return _all_told(json.loads(ledger.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("check-no-release", path=ledger.parent) from error


def _all_told(entries: Iterable[Mapping[str, Any]]) -> list[Record]:
    said: list[Record] = []
    for entry in entries:
        file = entry["file"]
        if "refused" in entry:
            said.append(_told(entry["refused"], file))
        for note in entry["notes"]:
            if note["fate"] != "note" or note["code"] in _ASKING:
                where = Locator(**{key: note[key] for key in _PLACE if key in note})
                said.append(_told(note, file, where))
    return said


def _told(said: Mapping[str, Any], file: str, where: Locator | None = None) -> Record:
    place = f"{file}{_place(where)}" if where else file
    parts = {key: getattr(where, key) for key in _PLACE} if where else {}
    return {
        "key": short_hash(file, said.get("key", said["en"]), length=12),
        "place": {"file": file, **{key: part for key, part in parts.items() if part is not None}},
        "message": {language: said[language] for language in LANGUAGES},
        "sentence": {language: f"{place}: {said[language]}" for language in LANGUAGES},
    }


def _place(where: Locator) -> str:
    if where.sheet and where.row:
        return f": {where.sheet}!{cell_name(where.row, where.column)}"
    parts = (where.sheet, where.line or where.row, where.column)
    return "".join(f":{part}" for part in parts if part is not None)


def _shown(code: str, values: Mapping[str, object], persons: Persons, *, private: bool) -> dict[str, object]:
    """Return the values of a sentence, with "…" for those that speak of persons or may."""

    def hidden(name: str, value: object) -> bool:
        of_cell = name not in _OF_NO_CELL and not (name == "offer" and code.endswith("-near"))
        counted = name == "found" and code == "table-ragged"
        said = value.say("en") if isinstance(value, RihmastoError) else str(value)
        return (private and of_cell and not counted) or persons.in_text(said)

    return {name: "…" if hidden(name, value) else value for name, value in values.items()}


def _say(code: str, values: Mapping[str, object], language: Language) -> str:
    return RihmastoError(code, **values).say(language)
