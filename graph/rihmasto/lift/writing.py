"""Running a compiled mapping: the check of the cells, then one sorted stream of N-Quads into a file."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from rihmasto.errors import InputError
from rihmasto.lift.compiler import Program, compile_mapping
from rihmasto.lift.identifiers import quoted
from rihmasto.lift.mapping import Mapping

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_FUNCTIONS = Path(__file__).with_name("functions.sql")
# CSV without its quoting; the delimiter never comes between two columns, as there is one.
_PLAIN = "(FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\\t')"


def lift(
    connection: "DuckDBPyConnection",
    mapping: Mapping,
    destination: Path,
    *,
    only: Collection[str] | None = None,
    without: Collection[str] = (),
) -> int:
    """Write the quads of a mapping as canonical N-Quads, each once, sorted by bytes.

    A build calls it twice with the same graphs, `without=` for the public file and `only=` for the private one: what is
    in neither list of graphs cannot fall between the two files.

    Args:
        connection: DuckDB with the tables of the mapping; some temporary macros named lift_… are made in it.
        mapping: what `load_mapping` read.
        destination: the file; when the lift fails, what is there is to be thrown away.
        only: IRIs of the graphs that are written; None writes every graph.
        without: IRIs of the graphs that are not written.

    Returns:
        The number of quads.

    Raises:
        InputError: a table or column is missing, a cell makes no valid IRI or literal, or the file cannot be written.
    """
    import duckdb  # noqa: PLC0415 - 0.2 s that only those pay who build

    define_functions(connection)
    program = compile_mapping(connection, mapping)
    try:
        check_cells(connection, program)
        query = select_lines(program, only=only, without=without)
        written = connection.execute(f"COPY (\n{query}\n) TO {quoted(str(destination))} {_PLAIN}").fetchall()
    except duckdb.IOException as error:
        reason = str(error).partition("\n")[0]
        raise InputError("lift-not-written", path=destination, reason=reason) from error
    except duckdb.Error as error:
        raise InputError("lift-failed", reason=str(error).partition("\n")[0]) from error
    return int(written[0][0])


def select_lines(program: Program, *, only: Collection[str] | None = None, without: Collection[str] = ()) -> str:
    """Write the one SELECT of a program, whose rows are lines of N-Quads.

    Args:
        program: a compiled mapping.
        only: IRIs of the graphs that are wanted; None wants all.
        without: IRIs of the graphs that are not.
    """
    selects = [branch.select(only, without) for branch in program.branches.values()]
    lines = "\nUNION ALL\n".join(one for one in selects if one) or "SELECT '' AS line WHERE false"
    return f"SELECT DISTINCT line FROM (\n{lines}\n) WHERE line IS NOT NULL ORDER BY line"  # noqa: S608 - the mapping is SQL itself


def define_functions(connection: "DuckDBPyConnection") -> None:
    """Make the temporary macros that a compiled mapping calls."""
    connection.execute(_FUNCTIONS.read_text(encoding="utf-8"))


def check_cells(connection: "DuckDBPyConnection", program: Program) -> None:
    """Look for cells that make no valid term; the first by table, row and column is told, and how many more.

    Raises:
        InputError: there is one.
    """
    if not program.checks:
        return
    checks = " UNION ".join(program.checks)
    found = connection.execute(f"SELECT *, count(*) OVER () - 1 FROM ({checks}) ORDER BY ALL LIMIT 1").fetchone()  # noqa: S608 - the mapping is SQL itself
    if found:
        table, row, column, value, kind, more = found
        raise InputError("lift-invalid-value", table=table, row=row, column=column, value=value, kind=kind, more=more)
