"""The table definitions: which columns there are, of which type, and what they refer to."""

import tomllib
from dataclasses import dataclass
from functools import cache

from rihmasto.assets import asset
from rihmasto.names import expand


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        name: name in the sheet, in the record and in DuckDB.
        type: key, text, date, integer, decimal, boolean, url, email, phone, ref or concept.
        target: the table (of a ref) or the vocabulary (of a concept) that it points into, else "".
        property: IRI of the property that the evidence of a cell speaks about, else "".
        required: a row without it is rejected.
    """

    name: str
    type: str
    target: str
    property: str
    required: bool


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the model.

    Attributes:
        name: singular, snake case; the name of its sheet, CSV file and DuckDB table.
        columns: in the order of the sheet; the key column, if the table has one, comes first.
        identity: the columns that make the key when the row brings none.
        private: the rows are personal data and live only in the people graph, file and store.
    """

    name: str
    columns: tuple[Column, ...]
    identity: tuple[str, ...]
    private: bool

    @property
    def key(self) -> str | None:
        """Name of the key column, or None for a table whose rows are only links."""
        return next((c.name for c in self.columns if c.type == "key"), None)

    def column(self, name: str) -> Column:
        """Return a column by name.

        Raises:
            KeyError: there is none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def _column(entry: dict[str, object]) -> Column:
    kind, _, target = str(entry["type"]).partition(":")
    name = str(entry["name"])
    about = str(entry.get("property", ""))
    return Column(name, kind, target, expand(about) if about else "", bool(entry.get("required")))


@cache
def tables() -> dict[str, Table]:
    """Read `ontology/tables.toml`.

    Returns:
        table name → definition, in the order of the file.
    """
    entries = tomllib.loads(asset("ontology", "tables.toml").read_text(encoding="utf-8"))
    return {
        name: Table(
            name,
            tuple(_column(c) for c in entry["columns"]),
            tuple(entry["identity"]),
            bool(entry.get("private")),
        )
        for name, entry in entries.items()
    }
