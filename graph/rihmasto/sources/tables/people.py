"""Persons in what was not taken of tables about persons: nobody says them, but they must be known to be withheld."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rihmasto.model import Column, Table, tables
from rihmasto.model.wording import is_person


@dataclass(slots=True)
class Untaken:
    """Who is named in rows and cells of private tables that became no record.

    Attributes:
        names: cells of a column of names, as they stand.
        perhaps: cells that may be such, for their row has too many cells or too few or the column is not known; they
            are written as names of persons are, but a thing that a table describes can be called so too.
    """

    names: list[str] = field(default_factory=list)
    perhaps: list[str] = field(default_factory=list)

    def row(
        self,
        table: Table,
        columns: Mapping[int, Column],
        cells: Sequence[str],
        width: int,
        taken: frozenset[int] = frozenset(),
    ) -> None:
        """Keep who is named in a row of a table about persons.

        Args:
            table: of the row; nothing is kept of a public one.
            columns: position → column, of those that are known.
            cells: of the row, as far as it can be parted into cells.
            width: number of cells of the header; with another number of cells a name may have moved.
            taken: positions that became values.
        """
        if not table.private:
            return
        named = [i for i, column in columns.items() if _is_name(column)]
        moved = len(cells) - width
        for position in named:
            if moved == 0:
                self.names += [cells[position]] if position not in taken else []
            else:
                self.loose(cells[max(0, position + min(moved, 0)) : position + max(moved, 0) + 1])
        if not named:
            self.loose([cell for i, cell in enumerate(cells) if i not in columns])

    def loose(self, cells: Sequence[str]) -> None:
        """Keep those of some cells that are written as names of persons are."""
        self.perhaps += [cell for cell in cells if is_person(cell)]


def _is_name(column: Column) -> bool:
    """Tell whether the cells of a column of a private table name persons."""
    return column.name == "name" or (column.type == "ref" and tables()[column.target].private)
