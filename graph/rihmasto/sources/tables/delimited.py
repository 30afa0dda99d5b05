"""CSV files: strict reading, in which no quote swallows rows and no row is short in silence."""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from rihmasto.errors import InputError
from rihmasto.model import Locator, Rejection, Table, tables
from rihmasto.names import fold
from rihmasto.sources.tables.cells import shown
from rihmasto.sources.tables.decoding import Lines, encoding_of
from rihmasto.sources.tables.reading import Row, RowReader, TableReading
from rihmasto.sources.tables.words import column_named, nearest_table, table_named

_DELIMITERS = ";,\t"


def read_csv(
    path: Path, *, table: str = "", mapping: Mapping[str, str] | None = None, into: TableReading | None = None
) -> TableReading:
    """Read a CSV file of one table.

    The file is UTF-8 (with or without a byte order mark) or else cp1252, which is noted; cells are separated by
    semicolons, commas or tabs, whichever the header uses (RFC 4180 otherwise).

    Args:
        path: the file; its name begins with the name or a label of the table: `project-2021.csv`, `Hankkeet.csv`.
        table: name of the table, if the file's name does not say it.
        mapping: header in the file → column of the table, for files with headers of their own.
        into: takes what is read; of a file that is refused it has the persons that are named there.

    Raises:
        InputError: nothing of the file can be read: it is missing, empty, binary, without a known header or table.
    """
    mapping = mapping or {}
    reading = TableReading() if into is None else into
    target = _target(path, table, reading)
    encoding = encoding_of(path)
    if encoding != "utf-8-sig":
        code = "table-utf16" if encoding == "utf-16" else "text-cp1252"
        reading.rejections.append(Rejection(code, {}, fate="note"))
    lines = Lines(path, encoding)
    try:
        try:
            delimiter = _delimiter(lines, path.name, target, mapping)
        except InputError:
            _keep_persons(path, target, reading)
            raise
        rows = _Rows(lines, delimiter, reading)
        RowReader(target, reading, target.name, path.name).read(rows, mapping)
    finally:
        lines.close()
    return reading


def csv_rows(path: Path, *, table: str = "", mapping: Mapping[str, str] | None = None) -> Iterator[Row]:
    """Yield the rows of a CSV file as `read_csv` counts them, header first; a broken row has no cells.

    Args:
        path: the file.
        table: name of the table, if the file's name does not say it.
        mapping: header in the file → column of the table.

    Raises:
        InputError: the file is missing, empty, binary, or without a known table.
    """
    target = tables().get(table) or table_named(path.stem)
    if target is None:
        raise InputError("table-unknown", name=table or path.name, offer="")
    lines = Lines(path, encoding_of(path))
    try:
        yield from _Rows(lines, _delimiter(lines, path.name, target, mapping or {}), TableReading())
    finally:
        lines.close()


def _target(path: Path, table: str, reading: TableReading) -> Table:
    target = tables().get(table) or (None if table else table_named(path.stem))
    if target is None:
        offer = nearest_table(table or path.stem)
        _keep_persons(path, table_named(offer), reading)
        raise InputError("table-near" if offer else "table-unknown", name=table or path.name, offer=offer)
    if target.private:
        reading.private.add(None)
    return target


def _keep_persons(path: Path, table: Table | None, reading: TableReading) -> None:
    """Keep who is named in a file about persons, or nearly called so, that cannot be parted into cells for sure."""
    if table is None or not table.private:
        return
    lines = Lines(path, encoding_of(path))
    try:
        for line in lines:
            lines.mark()
            reading.untaken.loose(_pieces(line, _DELIMITERS))
    finally:
        lines.close()


def _pieces(line: str, delimiters: str) -> list[str]:
    """Part a line at every delimiter, whatever its quotation marks say."""
    return [piece.strip(' "') for piece in re.split(f"[{delimiters}]", line.strip("\r\n"))]


def _delimiter(lines: Lines, name: str, table: Table, mapping: Mapping[str, str]) -> str:
    """Decide by the header alone: the delimiter that parts it into the most known columns, else into the most."""
    header = next((line for line in lines if line.strip()), "")
    if header.casefold().startswith("sep=") and len(header.strip()) == len("sep=;"):
        lines.mark()
        return header.strip()[-1]
    lines.taken.insert(0, "")
    lines.give_back_all_but_first()
    lines.mark()
    mapped = {fold(name) for name in mapping}
    best: dict[str, tuple[int, int]] = {}
    for delimiter in _DELIMITERS:
        try:
            cells = next(csv.reader([header], delimiter=delimiter), [])
        except csv.Error as error:
            raise InputError("table-header-broken", name=name, line=lines.number) from error
        known = [c for c in cells if fold(c) in mapped or column_named(table, c)]
        best[delimiter] = (len(known), len(cells))
    most = max(best.values())
    winners = [d for d in _DELIMITERS if best[d] == most]
    if len(winners) > 1 and most[1] > 1:
        raise InputError("table-delimiter", name=name, header=shown(header))
    return winners[0]


class _Rows:
    """The rows of a CSV file; a row that cannot be parsed is told, and reading goes on at the next line."""

    def __init__(self, lines: Lines, delimiter: str, into: TableReading) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._into = into
        self._number = 0
        self._width = 0

    def __iter__(self) -> Iterator[Row]:
        reader = csv.reader(self._lines, delimiter=self._delimiter, strict=True)
        while True:
            self._lines.mark()
            line = self._lines.number + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                where = self._where(line)
                broken = self._broken(error, where)
                torn = self._torn()
                self._lines.give_back_all_but_first()
                yield Row(where, broken=broken, torn=torn)
                continue
            if cells:
                yield from self._row(cells, line)

    def _row(self, cells: list[str], line: int) -> Iterator[Row]:
        where = self._where(line)
        taken = self._lines.taken
        if not any(cell.strip() for cell in cells):
            return
        self._width = self._width or len(cells)
        if self._lines.cut.intersection(range(line, line + len(taken))):
            yield Row(where, broken=Rejection("table-line-long", {}, where), torn=self._torn())
        elif len(taken) > 1 and len(cells) != self._width:
            told = {"line": str(line), "last": str(self._lines.number)}
            torn = self._torn()
            self._lines.give_back_all_but_first()
            yield Row(where, broken=Rejection("table-quote-open", told, where), torn=torn)
        else:
            self._note_quotes(cells, where)
            yield Row(where, cells)

    def _torn(self) -> list[str]:
        return _pieces(self._lines.taken[0], self._delimiter)

    def _where(self, line: int) -> Locator:
        self._number += 1
        return Locator(line=line, row=self._number)

    def _broken(self, error: csv.Error, where: Locator) -> Rejection:
        words = str(error)
        if "field larger" in words and len(self._lines.taken) == 1:
            return Rejection("table-line-long", {}, where)
        told = {"line": str(where.line), "last": str(self._lines.number)}
        stray = len(self._lines.taken) == 1 and "end of data" not in words
        code = "table-quote-stray" if stray else "table-quote-open"
        return Rejection(code, told, where)

    def _note_quotes(self, cells: list[str], where: Locator) -> None:
        """Tell of quotes that were taken as they stand, and of a cell over several lines that looks like rows."""
        taken = self._lines.taken
        told = {"line": str(where.line), "last": str(self._lines.number)}
        if sum(line.count('"') for line in taken) % 2:
            self._into.rejections.append(Rejection("table-quote-kept", told, where, "note"))
        inner = taken[1:]
        marks = self._width - 1
        if marks and any(_marks(line, self._delimiter) == marks for line in inner) and len(cells) > 1:
            self._into.rejections.append(Rejection("table-quote-rows", told, where, "note"))


def _marks(line: str, delimiter: str) -> int:
    """Count the delimiters of a line that stand as in a row of a table, without a space after them."""
    return line.count(delimiter) - line.count(f"{delimiter} ")
