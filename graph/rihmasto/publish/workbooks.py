"""Workbooks (.xlsx): cells with types, texts that stay texts, and the same bytes every time."""

import datetime as dt
import io
import re
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO

from rihmasto.errors import Language, UsageError
from rihmasto.model import Column
from rihmasto.publish.release import Tables
from rihmasto.sources.tables.concepts import concepts
from rihmasto.sources.tables.words import column_words, table_words

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

HEADER_COLOUR = "D9EAD3"

_MOST_ROWS = 1_048_576
_MOST_CHARACTERS = 32_767
_FIRST_DAY = dt.date(1900, 3, 1)  # before it, spreadsheets count a 29 February 1900 that never was
_WIDEST = 60
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_MOMENT = (2000, 1, 1, 0, 0, 0)


def write_workbook(tables: Tables, target: BinaryIO, language: Language) -> None:
    """Write all tables as one workbook, in the words of a language; it can be read back as a source.

    Args:
        tables: the release.
        target: takes the bytes.
        language: of sheet names, headers and concepts.

    Raises:
        UsageError: a sheet cannot hold so many rows, or a cell so many characters.
    """
    from openpyxl import Workbook  # noqa: PLC0415 (not for `--help`)

    book = Workbook(write_only=True)
    for name in tables.names:
        _Sheet(book, tables, name, language).write()
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
    """One table as one sheet."""

    def __init__(self, book: "Workbook", tables: Tables, table: str, language: Language) -> None:
        self._tables = tables
        self._table = table
        self._language = language
        self._columns = tables.columns(table)
        self._labels = {c.target: _labels(c.target, language) for c in self._columns if c.type == "concept"}
        self._sheet: Worksheet = book.create_sheet(table_words(table, language).label)

    def write(self) -> None:
        """Write header and rows."""
        from openpyxl.styles import Font, PatternFill  # noqa: PLC0415
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        labels = [column_words(self._table, c.name, self._language).label for c in self._columns]
        self._sheet.freeze_panes = "A2"
        for number, (column, label) in enumerate(zip(self._columns, labels, strict=True), 1):
            width = _WIDEST if column.name in {"description", "quote"} else max(12, len(label) + 4)
            self._sheet.column_dimensions[get_column_letter(number)].width = width
        header = [self._text(label) for label in labels]
        for cell in header:
            cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=HEADER_COLOUR)
        self._sheet.append(header)
        for count, row in enumerate(self._tables.rows(self._table), 2):
            if count > _MOST_ROWS:
                raise UsageError("too-many-rows", rows=f"{_MOST_ROWS}+", most=_MOST_ROWS - 1)
            self._sheet.append([self._cell(c, value) for c, value in zip(self._columns, row, strict=True)])

    def _cell(self, column: Column, value: object) -> "Cell | int | Decimal | bool | None":
        if value is None or isinstance(value, int | Decimal):
            return value
        text = str(value)
        day = _day(text) if column.type == "date" else None
        if day is not None:
            return self._date(day)
        return self._text(self._labels.get(column.target, {}).get(text, text))

    def _date(self, day: dt.date) -> "Cell":
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

        cell = WriteOnlyCell(self._sheet, dt.datetime.combine(day, dt.time()))
        cell.number_format = "yyyy-mm-dd"
        return cell

    def _text(self, text: str) -> "Cell":
        """Make a cell of text: one that begins with = would be stored as a formula, were its type not set."""
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

        if len(text) > _MOST_CHARACTERS:
            raise UsageError("cell-too-long", most=_MOST_CHARACTERS, start=text[:40])
        cell = WriteOnlyCell(self._sheet, _NOT_XML.sub("\ufffd", text))
        cell.data_type = "s"
        if text[:1] in {"=", "+", "-", "@"}:
            cell.quotePrefix = True
        return cell


def _labels(scheme: str, language: Language) -> dict[str, str]:
    return {c.slug: c.labels.get(language, c.slug) for c in concepts(scheme)}


def _day(text: str) -> dt.date | None:
    """Return a date that is exact to the day and that spreadsheets can count; a year or month stays text."""
    try:
        day = dt.date.fromisoformat(text) if len(text) == len("2021-02-09") else None
    except ValueError:
        return None
    return day if day and day >= _FIRST_DAY else None
