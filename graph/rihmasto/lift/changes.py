"""What a change of some rows of the tables changes in the quads: only the rows that depend on it are lifted."""

# ruff: noqa: S608 -- the mapping is SQL itself, and the names are delimited
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from rihmasto.lift.compiler import compile_mapping
from rihmasto.lift.identifiers import delimited
from rihmasto.lift.mapping import Mapping as R2rml
from rihmasto.lift.mapping import Reference, TriplesMap
from rihmasto.lift.rowwise import Dependence, dependences
from rihmasto.lift.writing import check_cells, define_functions

# the column that tells rows that went, -1, from those that came, 1
_SIDE = "lift_side"

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def lifted_counts(connection: "DuckDBPyConnection", mapping: R2rml, without: Collection[str] = ()) -> str:
    """Return a SELECT of (line, n): the quads of a mapping, and how many times rows state each.

    Maps that read a schema which is not there, as that of the people is in a public database, are passed over.

    Args:
        connection: DuckDB with the tables of the mapping.
        mapping: what `load_mapping` read.
        without: IRIs of the graphs that are left out.

    Raises:
        InputError: a table or column is missing, or a cell makes no valid IRI or literal.
    """
    known = understand(connection, mapping)
    schemas = {name for (name,) in connection.execute("SELECT schema_name FROM duckdb_schemas()").fetchall()}
    maps = (
        one
        for one, depends in zip(mapping.triples_maps, known, strict=True)
        if {name.partition(".")[0] for name in depends.tables if "." in name} <= schemas
    )
    program = compile_mapping(connection, replace(mapping, triples_maps=tuple(maps)))
    check_cells(connection, program)
    return _counted([branch.select(None, without) for branch in program.branches.values()])


def understand(connection: "DuckDBPyConnection", mapping: R2rml) -> list[Dependence]:
    """Tell for each triples map what its rows depend on.

    Args:
        connection: DuckDB; its tables are not looked at.
        mapping: what `load_mapping` read.
    """
    define_functions(connection)
    return dependences(connection, [one.query for one in mapping.triples_maps])


def changed_lines(  # noqa: PLR0913, PLR0917 -- the parts of one request
    connection: "DuckDBPyConnection",
    mapping: R2rml,
    known: Sequence[Dependence],
    changed: Mapping[str, tuple[str, str]],
    tables: Mapping[str, tuple[str, str]],
    without: Collection[str] = (),
) -> dict[str, int]:
    """Lift what depends on changed rows, before and after the change.

    Args:
        connection: DuckDB with all tables that are named below.
        mapping: what `load_mapping` read.
        known: what `understand` told of it.
        changed: table of the mapping → names of the tables of its rows that went and that came.
        tables: table of the mapping → names of all of its rows before and after.
        without: IRIs of the graphs that are left out.

    Returns:
        Line of N-Quads → how many times more it is stated now than before; 0 is left out.

    Raises:
        InputError: a column is missing, or a cell that came makes no valid IRI or literal.
    """
    define_functions(connection)
    if any(isinstance(o, Reference) for m in mapping.triples_maps for p in m.predicate_objects for o in p.objects):
        return _lifted_twice(connection, mapping, known, tables, without)
    chosen = [
        (one, depends)
        for one, depends in zip(mapping.triples_maps, known, strict=True)
        if depends.tables & changed.keys() and depends.tables <= tables.keys()
    ]
    narrowed = []
    for number, (one, depends) in enumerate(chosen):
        # made once, for the check of the cells reads it again
        name = f"lift_narrowed_{number}"
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {_narrowed(one, depends, changed, tables)}")
        narrowed.append(replace(one, query=f"SELECT * FROM {name}"))
    program = compile_mapping(connection, replace(mapping, triples_maps=tuple(narrowed)))
    selects = [branch.select(None, without, beside=_SIDE) for branch in program.branches.values()]
    with _unplanned(connection):
        check_cells(connection, program)
        return dict(connection.execute(_counted(selects, f"sum({_SIDE})")).fetchall())


@contextmanager
def _unplanned(connection: "DuckDBPyConnection") -> Iterator[None]:
    """Run queries of many parts about few rows: the search for the best plan would take longer than they do."""
    connection.execute("PRAGMA disable_optimizer")
    try:
        yield
    finally:
        connection.execute("PRAGMA enable_optimizer")


def _lifted_twice(
    connection: "DuckDBPyConnection",
    mapping: R2rml,
    known: Sequence[Dependence],
    tables: Mapping[str, tuple[str, str]],
    without: Collection[str],
) -> dict[str, int]:
    """Lift everything before and after: with joins of maps, no row is sure to be left as it was."""
    found: dict[str, int] = {}
    for side, sign in ((0, -1), (1, 1)):
        maps = tuple(
            replace(one, query=_shadowed(one.query, {name: f"FROM {tables[name][side]}" for name in depends.tables}))
            for one, depends in zip(mapping.triples_maps, known, strict=True)
        )
        program = compile_mapping(connection, replace(mapping, triples_maps=maps))
        if side:
            check_cells(connection, program)
        selects = [branch.select(None, without) for branch in program.branches.values()]
        for line, n in connection.execute(_counted(selects)).fetchall():
            found[line] = found.get(line, 0) + sign * n
    return {line: n for line, n in found.items() if n}


def _shadowed(query: str, shadows: Mapping[str, str]) -> str:
    """Let a query read something else in place of its tables."""
    named = ", ".join(f"{delimited(name)} AS (\n{other}\n)" for name, other in sorted(shadows.items()))
    return f"WITH {named}\n{query}" if named else query


def _counted(selects: Iterable[str | None], count: str = "count(*)") -> str:
    lines = "\nUNION ALL\n".join(one for one in selects if one) or f"SELECT '' AS line, 0 AS {_SIDE} WHERE false"
    return f"SELECT line, {count}::BIGINT AS n FROM (\n{lines}\n) WHERE line IS NOT NULL GROUP BY line HAVING n <> 0"


def _narrowed(
    one: TriplesMap,
    depends: Dependence,
    changed: Mapping[str, tuple[str, str]],
    tables: Mapping[str, tuple[str, str]],
) -> str:
    """Return the query of a triples map that reads, in place of its tables, the rows before and after that matter."""
    queries = []
    for side, sign in ((0, -1), (1, 1)):
        if depends.by is None:
            shadows = {name: f"FROM {tables[name][side]}" for name in depends.tables}
        else:
            (name,) = depends.tables
            shadows = {name: _rows_of_one(changed[name], tables[name][side], side, depends.by)}
        queries.append(f"SELECT *, {sign} AS {_SIDE} FROM (\n{_shadowed(one.query, shadows)}\n)")
    return "\nUNION ALL BY NAME\n".join(queries)


def _rows_of_one(changed: tuple[str, str], whole: str, side: int, by: tuple[str, ...]) -> str:
    if not by:
        return f"FROM {changed[side]}"
    columns = ", ".join(delimited(c) for c in by)
    same = " AND ".join(f"k.{delimited(c)} IS NOT DISTINCT FROM w.{delimited(c)}" for c in by)
    keys = f"(SELECT {columns} FROM {changed[0]} UNION SELECT {columns} FROM {changed[1]})"
    return f"SELECT w.* FROM {whole} w SEMI JOIN {keys} k ON {same}"
