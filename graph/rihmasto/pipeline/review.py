"""`review.csv`: values that the reader was not sure of, and what a person decided on them.

The file lies in the workspace and never in a release, since it may hold contacts. A build adds rows and keeps what
the person wrote; a row is known again by its words (file, project, field, value, quote), of which `id` is the sum.
"""

import csv
import io
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from rihmasto.errors import InputError, RihmastoError
from rihmasto.model import Locator, Rejection
from rihmasto.model.dates import read_date
from rihmasto.names import fold, short_hash

FILE = "review.csv"
COLUMNS = (
    "file", "line", "project", "field", "value", "quote", "rule", "confidence", "decision", "correction", "by", "date",
    "id",
)  # fmt: skip
_WORDS = ("file", "project", "field", "value", "quote")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row.

    Attributes:
        cells: column → text, further columns of the person's own included.
        decision: accept, correct or reject; "" when nothing is decided, or not in words that are known.
        day: of the decision, as YYYY-MM-DD, or "".
    """

    cells: dict[str, str]
    decision: str = ""
    day: str = ""

    @property
    def key(self) -> str:
        """What the row is known by."""
        return self.cells["id"]

    @property
    def is_touched(self) -> bool:
        """Whether a person wrote something into the row."""
        return any(self.cells.get(name, "").strip() for name in ("decision", "correction", "by", "date"))


@dataclass(slots=True)
class Sheet:
    """The file as it was, and as it will be.

    Attributes:
        entries: rows by their key, in the order of the file.
        delimiter: what parts the cells.
        extra: columns of the person's own.
        notes: what is wrong with decisions.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    delimiter: str = ";"
    extra: tuple[str, ...] = ()
    notes: list[Rejection] = field(default_factory=list)

    def place(self, key: str, column: str) -> Locator:
        """Return where a cell stands; the header is row 1."""
        row = 2 + list(self.entries).index(key)
        return Locator(row=row, column=1 + COLUMNS.index(column), file=FILE)


def entry_key(file: str, project: str, field_name: str, value: str, quote: str) -> str:
    """Return what a value is known by when the page is read again."""
    return "v" + short_hash(*(fold(part) for part in (file, project, field_name, value, quote)), length=10)


def read_sheet(path: Path) -> Sheet:
    """Read `review.csv`; where there is none, nothing has been decided.

    Args:
        path: of the file.

    Raises:
        InputError: the file cannot be read, or columns that decisions need are missing: the build must not go on,
            or it would overwrite what a person decided.
    """
    if not path.is_file():
        return Sheet()
    from rihmasto.sources.tables.decoding import encoding_of  # noqa: PLC0415  # not at every start

    text = path.read_bytes().decode(encoding_of(path), errors="replace")
    first = text.split("\n", 1)[0]
    if first.casefold().startswith("sep="):
        text = text.partition("\n")[2]
        first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    try:
        header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except (csv.Error, ValueError) as error:
        raise InputError("review-broken", path=FILE, reason=str(error)) from error
    names = [fold(name) for name in header]
    missing = [name for name in (*_WORDS, "decision", "correction") if name not in names]
    if missing:
        raise InputError("review-columns", path=FILE, missing=", ".join(missing))
    sheet = Sheet(delimiter=delimiter, extra=tuple(n for n in names if n and n not in COLUMNS))
    for number, row in enumerate(rows, 2):
        if len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
            raise InputError("review-row", path=FILE, row=number)
        _take(sheet, dict(zip(names, (_unguarded(cell) for cell in row), strict=False)), number)
    return sheet


def _take(sheet: Sheet, cells: dict[str, str], number: int) -> None:
    if not any(cell.strip() for cell in cells.values()):
        return
    words = [cells.get(name, "") for name in _WORDS]
    key = cells.get("id", "").strip() or entry_key(*words)
    where = Locator(row=number, column=1 + COLUMNS.index("decision"), file=FILE)
    entry = _decided(Entry({**cells, "id": key}), where, sheet.notes)
    held = sheet.entries.get(key)
    if held is None or not held.is_touched:
        sheet.entries[key] = entry
    elif entry.is_touched and (held.decision, held.cells.get("correction")) != (
        entry.decision, entry.cells.get("correction"),
    ):  # fmt: skip
        sheet.notes.append(Rejection("review-twice", {}, where))


def _decided(entry: Entry, where: Locator, notes: list[Rejection]) -> Entry:
    word, correction = entry.cells.get("decision", "").strip(), entry.cells.get("correction", "").strip()
    decision = _decisions().get(fold(word), "") if word else ("correct" if correction else "")
    if word and not decision:
        notes.append(Rejection("review-decision", {"word": word[:40]}, where))
        return entry
    if decision == "correct" and not correction:
        notes.append(Rejection("review-without-correction", {}, where))
        return entry
    day = entry.cells.get("date", "").strip()
    try:
        return replace(entry, decision=decision, day=read_date(day) if day else "")
    except RihmastoError as error:
        notes.append(Rejection(error.code, {k: str(v) for k, v in error.values.items()}, where))
        return entry


@cache
def _decisions() -> dict[str, str]:
    words = tomllib.loads(Path(__file__).with_name("review.toml").read_text(encoding="utf-8"))
    return {fold(word): decision for decision, known in words.items() for word in known}


def sheet_bytes(sheet: Sheet) -> bytes:
    """Return the file: UTF-8 with a mark, so that a spreadsheet program shows ä and ö; formulas are disarmed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=sheet.delimiter, lineterminator="\r\n")
    columns = (*COLUMNS, *sheet.extra)
    writer.writerow(columns)
    writer.writerows([_guarded(e.cells.get(name, "")) for name in columns] for e in sheet.entries.values())
    return out.getvalue().encode("utf-8-sig")


def write_sheet(path: Path, sheet: Sheet) -> None:
    """Write the file in one step, when there is something to write and it differs from what is there.

    Args:
        path: of the file.
        sheet: its rows.
    """
    content = sheet_bytes(sheet)
    if (not sheet.entries and not path.exists()) or (path.exists() and path.read_bytes() == content):
        return
    handle = path.with_name(f".{path.name}")
    handle.write_bytes(content)
    handle.replace(path)


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def kept(sheet: Sheet, rows: Iterable[Entry]) -> Sheet:
    """Return the file as it will be: rows that a person touched and rows still open keep their order, new ones follow.

    Args:
        sheet: the file as it was.
        rows: a row for each value that was read and is open or decided, in the order of the pages.
    """
    read = {row.key: row for row in rows}
    entries: dict[str, Entry] = {}
    for key, held in sheet.entries.items():
        if key in read:
            entries[key] = replace(held, cells={**held.cells, **read.pop(key).cells})
        elif held.is_touched:
            entries[key] = held
    return replace(sheet, entries={**entries, **read})
