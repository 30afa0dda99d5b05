"""Workbooks (.xlsx) for people: names, typed cells, texts that stay texts, and the same bytes every time."""

import datetime as dt
import io
import re
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO

from rihmasto.errors import Language, UsageError
from rihmasto.model import Column
from rihmasto.publish.naming import Names, Thing, column_of, things
from rihmasto.publish.release import Tables
from rihmasto.sources.tables.choices import choice_said
from rihmasto.sources.tables.words import column_words, table_words

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

HEADER_COLOUR = "D9EAD3"

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
_FIRST_DAY = dt.date(1900, 3, 1)  # before it, spreadsheets count a 29 February 1900 that never was
_WIDEST = 60
_NARROWEST = 12
_MONEY = "#,##0.00"
_LEFT_OUT = {"evidence": ("evidence",), "governance_chain": ("funding",)}  # keys that name nothing to people
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_MOMENT = (2000, 1, 1, 0, 0, 0)


def write_workbook(tables: Tables, target: BinaryIO, language: Language) -> None:
    """Write all tables as one workbook, for people: what goes on to programs or comes back is CSV.

    Args:
        tables: the release.
        target: takes the bytes.
        language: of sheet names, headers, concepts and, where there are any, names.

    Raises:
        UsageError: a sheet cannot hold so many rows, or a cell so many characters.
    """
    from openpyxl import Workbook  # noqa: PLC0415 (not for `--help`)

    book = Workbook(write_only=True)
    names = Names(tables, language)
    for name in tables.names:
        _Sheet(book, tables, name, names, language).write()
    save(book, target)


def save(book: "Workbook", target: BinaryIO) -> None:
    """Write a workbook without the hour it was made, so that the same content gives the same bytes."""
    buffer = io.BytesIO()
    book.save(buffer)
    moment = dt.datetime(*_MOMENT, tzinfo=dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as final:
        for name in sorted(made.namelist()):
            part = made.read(name)
            if name.startswith("docProps/"):
                part = _STAMP.sub(rb"\g<1>" + moment, part)
            final.writestr(zipfile.ZipInfo(name, _MOMENT), part, zipfile.ZIP_DEFLATED)


class _Sheet:
    """One table as one sheet, for people: a row a thing, and names and labels instead of keys and addresses."""

    def __init__(self, book: "Workbook", tables: Tables, table: str, names: Names, language: Language) -> None:
        self._tables = tables
        self._table = table
        self._names = names
        self._language = language
        self._columns = [c for c in tables.columns(table) if c.name not in _LEFT_OUT.get(table, ())]
        self._sheet: Worksheet = book.create_sheet(table_words(table, language).label)

    def write(self) -> None:
        """Write header and rows."""
        from openpyxl.styles import Font, PatternFill  # noqa: PLC0415
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        found = things(self._tables, self._table)
        if len(found) >= MOST_ROWS:
            raise UsageError("too-many-rows", rows=len(found), most=MOST_ROWS - 1)
        rows = [[self._said(column, thing) for column in self._columns] for thing in found]
        if self._table == "evidence":
            subject = [c.name for c in self._columns].index("subject")
            rows.sort(key=lambda row: [str(said or "") for said in row[subject:]])
        labels = [column_words(self._table, c.name, self._language).label for c in self._columns]
        self._sheet.freeze_panes = "A2"
        for number, label in enumerate(labels, 1):
            longest = max((len(line) for row in rows for line in str(row[number - 1] or "").splitlines()), default=0)
            width = min(_WIDEST, max(_NARROWEST, len(label) + 4, longest + 2))
            self._sheet.column_dimensions[get_column_letter(number)].width = width
        header = [self._text(label) for label in labels]
        for cell in header:
            cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=HEADER_COLOUR)
        self._sheet.append(header)
        for row in rows:
            self._sheet.append([self._cell(c, value) for c, value in zip(self._columns, row, strict=True)])

    def _said(self, column: Column, thing: Thing) -> object:
        """Return what a cell says: a typed value, or words; several values of one thing are joined."""
        values = thing[column.name]
        if self._table == "evidence":
            values = [self._of_evidence(column, value, thing) for value in values]
        elif column.type == "ref":
            values = [self._names.name(column.target, str(value)) for value in values]
        elif column.type == "concept":
            values = [self._names.label(column.target, str(value)) for value in values]
        elif column.type == "text":
            values = [choice_said(self._table, column.name, str(value), self._language) for value in values]
        return values[0] if len(values) == 1 else "; ".join(map(str, values)) or None

    def _of_evidence(self, column: Column, value: object, thing: Thing) -> object:
        """Say what a piece of evidence is about: its table keeps addresses."""
        subject, address = str(thing["subject"][0]), str((thing["property"] or [""])[0])
        if column.name in {"subject", "object"}:
            return self._names.what(str(value))
        if column.name == "property":
            return self._names.property(subject, address)
        if column.name == "source":
            return self._names.name("source", str(value))
        if column.name == "rank":
            return self._names.label("ranks", str(value))
        stating = column_of(subject, address) if column.name == "value" else None
        if stating and stating[1].type == "concept":
            return self._names.label(stating[1].target, str(value))
        return value

    def _cell(self, column: Column, value: object) -> "Cell | int | bool | None":
        if value is None or isinstance(value, int):
            return value
        if isinstance(value, Decimal):
            return self._typed(value, _MONEY)
        text = str(value)
        day = _day(text) if column.type == "date" else None
        return self._typed(dt.datetime.combine(day, dt.time()), "yyyy-mm-dd") if day else self._text(text)

    def _typed(self, value: Decimal | dt.datetime, shown: str) -> "Cell":
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

        cell = WriteOnlyCell(self._sheet, value)  # type: ignore[arg-type]  # the stubs forget Decimal
        cell.number_format = shown
        return cell

    def _text(self, text: str) -> "Cell":
        """Make a cell of text: one that begins with = would be stored as a formula, were its type not set."""
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
        from openpyxl.styles import Alignment  # noqa: PLC0415

        if len(text) > MOST_CHARACTERS:
            raise UsageError("cell-too-long", most=MOST_CHARACTERS, start=text[:40])
        cell = WriteOnlyCell(self._sheet, NOT_XML.sub("\ufffd", text))
        cell.data_type = "s"
        if text[:1] in {"=", "+", "-", "@"}:
            cell.quotePrefix = True
        if len(text) > _WIDEST or "\n" in text:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        return cell


def _day(text: str) -> dt.date | None:
    """Return a date that is exact to the day and that spreadsheets can count; a year or month stays text."""
    try:
        day = dt.date.fromisoformat(text) if len(text) == len("2021-02-09") else None
    except ValueError:
        return None
    return day if day and day >= _FIRST_DAY else None
