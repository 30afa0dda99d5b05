"""Logical tables: what columns a query of the mapping has, asked of DuckDB."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rihmasto.errors import InputError
from rihmasto.lift.identifiers import delimited
from rihmasto.lift.mapping import TriplesMap
from rihmasto.lift.natural import Natural, natural

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class LogicalTable:
    """The table of a triples map in a FROM clause.

    Args:
        triples_map: whose table it is.
        columns: case-folded name → (name, natural mapping); SQL identifiers do not tell capitals apart.
        alias: name that the table has in the FROM clause.
    """

    triples_map: TriplesMap
    columns: dict[str, tuple[str, Natural]]
    alias: str = "child"

    @property
    def source(self) -> str:
        """The table for a FROM clause."""
        return f"(\n{self.triples_map.query}\n) AS {self.alias}"

    def column(self, name: str) -> tuple[str, Natural]:
        """Return the SQL of a column, and how its values are written.

        Raises:
            InputError: the table has no such column.
        """
        found = self.columns.get(name.casefold())
        if found is None:
            raise InputError(
                "lift-no-column",
                map=self.triples_map.name,
                column=name,
                columns=", ".join(known for known, _ in self.columns.values()),
            )
        return f"{self.alias}.{delimited(found[0])}", found[1]

    def lexical(self, name: str) -> str:
        """Return the SQL of a column's value as text, in its canonical form."""
        sql, written = self.column(name)
        return written.lexical.format(sql)


def describe(connection: "DuckDBPyConnection", triples_map: TriplesMap) -> LogicalTable:
    """Ask DuckDB for the columns of a triples map's table.

    Raises:
        InputError: the query is not one SELECT, does not run, or names two columns alike.
    """
    import duckdb  # noqa: PLC0415 - 0.2 s that only those pay who build

    try:
        statements = connection.extract_statements(triples_map.query)
        if [one.type for one in statements] != [duckdb.StatementType.SELECT]:
            raise InputError("lift-query", map=triples_map.name, reason="SELECT")
        rows = connection.execute(f"DESCRIBE {triples_map.query}").fetchall()
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0]
        raise InputError("lift-query", map=triples_map.name, reason=reason) from error
    columns: dict[str, tuple[str, Natural]] = {}
    for name, sql_type, *_ in rows:
        if name.casefold() in columns:
            raise InputError("lift-column-twice", map=triples_map.name, column=name)
        columns[name.casefold()] = (name, natural(sql_type))
    return LogicalTable(triples_map, columns)
