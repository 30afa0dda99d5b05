"""The answer as an Excel workbook: typed cells, headings in words, and text that can never become a formula."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font

from rihmasto.errors import UsageError
from rihmasto.query.formats.headings import has_label, heading, shown_columns

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from rihmasto.query.results import Result, Value

_ROWS = 1_048_576
_CHARACTERS = 32_767
_MOMENT = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def xlsx_bytes(result: Result) -> bytes:
    """Write a workbook of one sheet; columns of IRIs whose labels stand beside them come last.

    Raises:
        UsageError: there are more rows, or longer cells, than a sheet can hold.
    """
    if len(result) + 1 > _ROWS:
        raise UsageError("too-many-rows", rows=len(result), most=_ROWS - 1)
    for value in (value for row in result.rows for value in row if isinstance(value, str)):
        if len(value) > _CHARACTERS:
            raise UsageError("cell-too-long", most=_CHARACTERS, start=value[:40])
    order = shown_columns(result)
    order += [at for at in range(len(result.columns)) if at not in order]
    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet("rihmasto")
    sheet.freeze_panes = "A2"
    names = [result.columns[at] for at in order]
    heads = [_cell(sheet, heading(name, result.language, address=has_label(name, result))) for name in names]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in result.rows:
        sheet.append([_cell(sheet, row[at]) for at in order])
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _cell(sheet: WriteOnlyWorksheet, value: Value) -> Cell:
    """Make a cell; text is marked as text, or `=1+1` in a name would be computed, and stays so when edited."""
    if not isinstance(value, str):
        return _of(sheet, value)
    cell = _of(sheet, _FORBIDDEN.sub("\ufffd", value))
    cell.data_type = "s"
    if value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        cell.quotePrefix = True
    return cell


def _of(sheet: WriteOnlyWorksheet, value: Value) -> Cell:
    # Excel knows no time zones; the moment is kept, in UTC.
    if isinstance(value, dt.datetime) and value.tzinfo:
        value = value.astimezone(dt.UTC).replace(tzinfo=None)
    cell: Cell = WriteOnlyCell(sheet, value)  # type: ignore[arg-type]  # its stub forgets Decimal and date
    return cell


def _timeless(book: bytes) -> bytes:
    """Rewrite the archive without the hour it was made, so that the same answer gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            content = _MODIFIED.sub(rb"\g<1>" + _MOMENT.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), old.read(name))
            new.writestr(zipfile.ZipInfo(name, _MOMENT.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
