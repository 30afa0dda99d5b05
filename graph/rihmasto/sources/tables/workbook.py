"""Workbooks (.xlsx): one sheet a table."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rihmasto.errors import InputError
from rihmasto.model import Locator, Rejection, Table, tables
from rihmasto.sources.tables.archive import LARGEST_SHEET, Extent, cell_name, look_into
from rihmasto.sources.tables.cells import quoted
from rihmasto.sources.tables.reading import Row, RowReader, TableReading
from rihmasto.sources.tables.words import nearest_table, sheet_names, table_named

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

    from rihmasto.sources.tables.cells import Raw


def read_workbook(path: Path, *, table: str = "", mapping: Mapping[str, str] | None = None) -> TableReading:
    """Read the sheets of an .xlsx workbook that are tables.

    Of a formula the value is read that the spreadsheet computed last, and a note says so. A typed date keeps the
    precision that its format shows.

    Args:
        path: the file; its sheets have the name or a label of a table.
        table: name of the table of sheets whose own name says none.
        mapping: header in the file → column of the table; for the sheets of `table` (without it, of all).

    Returns:
        The reading of all sheets together; a sheet that cannot be read is a rejection, and so are its rows.

    Raises:
        InputError: the file is missing, no .xlsx workbook, encrypted or damaged, or `table` is no table.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError  # noqa: PLC0415 (not for `--help`)

    if table and table not in tables():
        offer = nearest_table(table)
        raise InputError("table-near" if offer else "table-unknown", name=table, offer=offer)
    extents = look_into(path)
    reading = TableReading()
    try:
        sheets = _Sheets(CalamineWorkbook.from_path(str(path)), reading)
        for index, (name, extent) in enumerate(extents.items(), 1):
            target = table_named(name) or (tables()[table] if table and not _is_ours(name) else None)
            if target is not None:
                own = mapping if mapping and table in {"", target.name} else {}
                reader = RowReader(target, reading, f"{target.name}-{index}", name)
                sheets.read(name, extent, reader, own)
            elif extent.rows and not _is_ours(name):
                told = {"sheet": name, "offer": nearest_table(name)}
                code = "workbook-sheet-near" if told["offer"] else "workbook-sheet-unknown"
                reading.rejections.append(Rejection(code, told, Locator(sheet=name), "note"))
                sheets.keep_persons(name, extent, table_named(told["offer"]))
    except PasswordError as error:
        raise InputError("workbook-encrypted", name=path.name) from error
    except CalamineError as error:
        raise InputError("workbook-damaged", name=path.name) from error
    return reading


def _is_ours(sheet: str) -> bool:
    return sheet in sheet_names("guide") | sheet_names("lists")


class _Sheets:
    """The sheets of a workbook, which all add to one reading."""

    def __init__(self, workbook: "CalamineWorkbook", into: TableReading) -> None:
        self._workbook = workbook
        self._into = into

    def read(self, name: str, extent: Extent, reader: RowReader, mapping: Mapping[str, str]) -> None:
        """Read a sheet; if it cannot be read, that is a rejection, and so is each of its rows."""
        if not extent.rows:
            return
        if extent.rows * extent.columns > LARGEST_SHEET:
            self._tell("workbook-sheet-large", Locator(sheet=name), sheet=name, cell=_corner(extent))
            return
        if extent.formulas:
            row, column = min(extent.formulas)
            where = Locator(row=row, column=column, sheet=name)
            told = {"count": str(len(extent.formulas)), "cell": cell_name(row, column)}
            self._into.rejections.append(Rejection("workbook-formula", told, where, "note"))
        rows = list(self._rows(name, extent))
        try:
            reader.read(rows, mapping)
        except InputError as error:
            self._tell(error.code, Locator(sheet=name), **error.values)
            self._into.rows.read += max(0, len(rows) - 1)
            self._into.rows.rejected += max(0, len(rows) - 1)

    def keep_persons(self, name: str, extent: Extent, table: Table | None) -> None:
        """Keep who is named in a sheet that is not read, but nearly called as one about persons."""
        if table and table.private and extent.rows * extent.columns <= LARGEST_SHEET:
            for row in self._rows(name, extent):
                self._into.untaken.loose([quoted(cell) for cell in row.cells])

    def _tell(self, code: str, where: Locator, **values: object) -> None:
        self._into.rejections.append(Rejection(code, {key: str(value) for key, value in values.items()}, where))

    def _rows(self, name: str, extent: Extent) -> Iterator[Row]:
        """Yield the rows of a sheet that have anything in them, all equally wide."""
        months: dict[int, set[int]] = {}
        for row, column in extent.months:
            months.setdefault(row, set()).add(column - 1)
        broken = {row for row, _ in extent.errors}
        sheet = self._workbook.get_sheet_by_name(name)
        for number, found in enumerate(sheet.to_python(skip_empty_area=False), 1):
            cells: Sequence[Raw] = found
            if number in broken:
                cells = [extent.errors.get((number, column), cell) for column, cell in enumerate(cells, 1)]
            if any(cell not in {"", None} for cell in cells):
                yield Row(Locator(row=number, sheet=name), cells, months=frozenset(months.get(number, ())))


def _corner(extent: Extent) -> str:
    return cell_name(extent.rows, extent.columns)
