"""A small invented region in an in-memory DuckDB that has the tables of a release."""

import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pytest

from rihmasto.model import tables
from rihmasto.network import MAPS, project_network, render_page

Rows = dict[str, list[dict[str, object]]]
_TYPES = {"integer": "BIGINT", "decimal": "DECIMAL(18,2)", "boolean": "BOOLEAN"}
_EVIDENCE = (
    "evidence VARCHAR, source VARCHAR, file VARCHAR, subject VARCHAR, property VARCHAR, value VARCHAR, object VARCHAR, "
    'quote VARCHAR, start BIGINT, "end" BIGINT, line BIGINT, "row" BIGINT, "column" BIGINT, sheet VARCHAR, '
    "rule VARCHAR, confidence DECIMAL(3,2), rank VARCHAR"
)
_CHAIN = (
    "project VARCHAR, funding VARCHAR, ministry VARCHAR, instrument VARCHAR, authority VARCHAR, lead VARCHAR, "
    "complete BOOLEAN"
)


def fill(connection: duckdb.DuckDBPyConnection, rows: Rows) -> None:
    """Make every table of the model, with the columns that the maps read, and put the rows in."""
    for table in tables().values():
        if table.private:
            continue
        columns = {column.name: _TYPES.get(column.type, "VARCHAR") for column in table.columns}
        columns.setdefault("source", "VARCHAR")
        declared = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        connection.execute(f'CREATE TABLE "{table.name}" ({declared})')
    connection.execute(f"CREATE TABLE evidence ({_EVIDENCE})")
    connection.execute(f"CREATE TABLE governance_chain ({_CHAIN})")
    for table_name, entries in rows.items():
        for entry in entries:
            names = ", ".join(f'"{name}"' for name in entry)
            marks = ", ".join("?" for _ in entry)
            insert = f'INSERT INTO "{table_name}" ({names}) VALUES ({marks})'  # noqa: S608 - names of our own tables
            connection.execute(insert, list(entry.values()))


@pytest.fixture(scope="session")
def region() -> Rows:
    return tomllib.loads((Path(__file__).parent / "region.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def release(region: Rows) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        fill(connection, region)
        yield connection


@pytest.fixture
def release_of() -> Iterator[Callable[[Rows], duckdb.DuckDBPyConnection]]:
    """Open a release with other rows than the region's."""
    opened: list[duckdb.DuckDBPyConnection] = []

    def fresh(rows: Rows) -> duckdb.DuckDBPyConnection:
        opened.append(duckdb.connect())
        fill(opened[-1], rows)
        return opened[-1]

    yield fresh
    for connection in opened:
        connection.close()


@pytest.fixture(scope="session")
def files(release: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The three maps of the region, written in Finnish."""
    folder = tmp_path_factory.mktemp("maps")
    for name in MAPS:
        html = render_page(project_network(release, name), "fi")
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in MAPS}


@pytest.fixture
def open_tab(open_tab: Callable[..., Any]) -> Callable[..., Any]:
    """Open a map and wait until it is drawn."""
    return partial(open_tab, ready="html.ready", viewport={"width": 1280, "height": 800})
