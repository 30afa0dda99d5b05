"""The model's tables in DuckDB: filled in memory, written as Parquet and as one database file."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rihmasto.errors import InputError
from rihmasto.model import Table, tables
from rihmasto.store.columns import EVIDENCE, HEADING, derived_columns, plain_columns

if TYPE_CHECKING:
    import duckdb

PEOPLE = "people"
_NEVER_LIFTED = {"identity"}
Rows = Mapping[str, Sequence[Mapping[str, object]]]


def open_memory() -> "duckdb.DuckDBPyConnection":
    """Open an empty in-memory database with the schemas `main` (public) and `people`."""
    import duckdb  # noqa: PLC0415  # heavy

    connection = duckdb.connect(config={"threads": 2})
    connection.execute(f"CREATE SCHEMA {PEOPLE}")
    return connection


def fill(connection: "duckdb.DuckDBPyConnection", rows: Rows, scratch: Path) -> None:
    """Create and fill every table of the model, and the evidence; what is said of sources themselves is not lifted.

    Args:
        connection: from `open_memory`.
        rows: table name → rows (column → lexical value), with `evidence`, `people.evidence`, `source_evidence` and
            `heading` besides the model's.
        scratch: folder for a passing file; DuckDB reads JSON lines a hundred times faster than it binds values.
    """
    for table in tables().values():
        if table.name not in _NEVER_LIFTED:
            _fill_one(connection, table, rows.get(table.name, ()), scratch)
    for name in ("evidence", f"{PEOPLE}.evidence", "source_evidence"):
        whole = name if name.startswith(PEOPLE) else f"main.{name}"
        _load(connection, whole, EVIDENCE, {}, rows.get(name, ()), scratch)
    _load(connection, "main.heading", HEADING, {}, rows.get("heading", ()), scratch)


def _fill_one(
    connection: "duckdb.DuckDBPyConnection", table: Table, rows: Sequence[Mapping[str, object]], scratch: Path
) -> None:
    derived: dict[str, str] = {}
    for column in table.columns:
        derived.update(derived_columns(column))
    schema = PEOPLE if table.private else "main"
    _load(connection, f'{schema}."{table.name}"', plain_columns(table), derived, rows, scratch)


def _load(  # noqa: PLR0913, PLR0917  # one table: its name, its columns, its rows, and where to put them
    connection: "duckdb.DuckDBPyConnection",
    name: str,
    columns: Mapping[str, str],
    derived: Mapping[str, str],
    rows: Iterable[Mapping[str, object]],
    scratch: Path,
) -> None:
    path = scratch / "rows.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps({c: r[c] for c in columns if r.get(c) is not None}) + "\n" for r in rows)
    spec = ", ".join(f"'{c}': '{kind}'" for c, kind in columns.items())
    chosen = ", ".join([f'"{c}"' for c in columns] + [f'{sql} AS "{c}"' for c, sql in derived.items()])
    connection.execute(
        f"CREATE TABLE {name} AS SELECT {chosen} FROM read_json(?, format = 'newline_delimited', "  # noqa: S608
        f"columns = {{{spec}}}, maximum_object_size = 100000000) ORDER BY ALL",
        [str(path)],
    )
    path.unlink()


def listed(connection: "duckdb.DuckDBPyConnection", schema: str) -> list[str]:
    """List the tables of a schema in the order of their names."""
    found = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = ? AND NOT temporary ORDER BY 1", [schema]
    ).fetchall()
    return [name for (name,) in found]


def write_parquet(connection: "duckdb.DuckDBPyConnection", schema: str, folder: Path) -> list[Path]:
    """Write every table of a schema as a Parquet file, sorted, so that the same rows give the same bytes.

    Args:
        connection: with the tables.
        schema: main or people.
        folder: where to; it must exist.

    Returns:
        The files, one a table.
    """
    written = []
    for name in listed(connection, schema):
        path = folder / f"{name}.parquet"
        quoted = str(path).replace("'", "''")
        connection.execute(
            f"COPY (SELECT * FROM {schema}.\"{name}\" ORDER BY ALL) TO '{quoted}' (FORMAT parquet, COMPRESSION zstd)"  # noqa: S608
        )
        written.append(path)
    return written


def write_database(parquet: Sequence[Path], target: Path) -> None:
    """Pack Parquet files into one DuckDB file, in a process of its own that has seen nothing else.

    DuckDB leaves uninitialised memory in the blocks that it writes. A fresh process cannot leak a person into the
    public file, and with zeroed allocations two builds give the same bytes (measured: docs/decisions/0006).

    Args:
        parquet: files; a table is named as its file.
        target: the database file to be made.

    Raises:
        InputError: the file could not be written, for example because the disk is full.
    """
    environment = {**os.environ, "DUCKDB_JE_MALLOC_CONF": "zero:true"}
    run = subprocess.run(
        [sys.executable, "-m", "rihmasto.store.packing", str(target), *map(str, parquet)],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    if run.returncode:
        lines = run.stderr.strip().splitlines()
        raise InputError("cannot-write", path=target.name, reason=lines[-1] if lines else str(run.returncode))
