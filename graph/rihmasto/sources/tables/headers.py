"""Headers: which column of a file is which column of the table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rihmasto.errors import InputError, Language
from rihmasto.model import Column, Locator, Rejection, Table
from rihmasto.names import fold
from rihmasto.sources.tables.cells import shown
from rihmasto.sources.tables.words import (
    column_named,
    columns_of,
    columns_said,
    language_of,
    nearest,
    nearest_column,
    table_said,
)


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table.

    Attributes:
        columns: position in the row, counted from 0 → column of the table.
        labels: position → header as it is written, without the star of the template.
        language: of the headers; None when they are names of columns.
        unnamed: positions without a header, whose cells nobody can place.
        notes: what is kept out.
    """

    columns: dict[int, Column]
    labels: dict[int, str]
    language: Language | None
    unnamed: frozenset[int] = frozenset()
    notes: list[Rejection] = field(default_factory=list)


def read_header(table: Table, name: str, cells: Sequence[str], mapping: Mapping[str, str], where: Locator) -> Header:
    """Find the columns of a header row.

    Args:
        table: the table that the rows are for.
        name: name of the file or sheet, for the sentences about it.
        cells: the header's cells.
        mapping: header in the file → column of the table; goes before names and labels.
        where: row, line and sheet of the header.

    Raises:
        InputError: no column is known, one is there twice or a required one is missing, or the mapping is wrong.
    """
    mapped = _mapped(table, name, mapping)
    language = language_of(cells)
    columns: dict[int, Column] = {}
    notes: list[Rejection] = []
    for position, cell in enumerate(cells):
        if not fold(cell):
            continue
        column = mapped.get(fold(cell)) or column_named(table, cell)
        if column is None:
            place = Locator(line=where.line, row=where.row, column=position + 1, sheet=where.sheet)
            notes.append(_unknown(table, cell, language, place))
        elif column in columns.values():
            raise InputError(
                "table-column-twice", name=name, column=columns_said(table, [column.name], language), header=shown(cell)
            )
        else:
            columns[position] = column
    _check(table, name, cells, columns, language)
    headers = {fold(cell) for cell in cells}
    unused = sorted(header for header in mapping if fold(header) not in headers)
    notes += [Rejection("table-mapping-unused", {"header": header}, where, "note") for header in unused]
    unnamed = frozenset(i for i, cell in enumerate(cells) if not fold(cell))
    labels = {i: shown(cells[i].strip("* ")) for i in columns}
    return Header(columns, labels, language, unnamed, notes)


def _unknown(table: Table, cell: str, language: Language | None, place: Locator) -> Rejection:
    """Tell that a column is not read, and what the header may have meant."""
    offer = nearest_column(table, cell, language)
    values = {"column": shown(cell), "table": table_said(table, language), "offer": offer}
    if offer:
        return Rejection("table-column-near", values, place, "note")
    values["columns"] = columns_said(table, (c.name for c in columns_of(table)), language)
    return Rejection("table-column-unknown", values, place, "note")


def _mapped(table: Table, name: str, mapping: Mapping[str, str]) -> dict[str, Column]:
    known = {c.name: c for c in columns_of(table)}
    for header, column in mapping.items():
        if column not in known:
            offer = nearest(column, known) or ", ".join(known)
            values = {"header": header, "column": column, "table": table.name, "offer": offer}
            raise InputError("table-mapping-wrong", name=name, **values)
    return {fold(header): known[column] for header, column in mapping.items()}


def _check(
    table: Table, name: str, cells: Sequence[str], columns: dict[int, Column], language: Language | None
) -> None:
    said = table_said(table, language)
    if not columns:
        wanted = columns_said(table, (c.name for c in table.columns), language)
        found = shown(", ".join(c for c in cells if c))
        raise InputError("table-header-unknown", name=name, table=said, found=found, columns=wanted)
    missing = [c.name for c in table.columns if c.required and c not in columns.values()]
    if missing:
        raise InputError("table-column-missing", name=name, table=said, columns=columns_said(table, missing, language))
