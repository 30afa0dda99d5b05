"""A small invented region in an in-memory DuckDB that has the tables of a release."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
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


@dataclass
class Tab:
    """An opened page, and what it asked for and complained of."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def files(release: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The three maps of the region, written in Finnish."""
    folder = tmp_path_factory.mktemp("maps")
    for name in MAPS:
        html = render_page(project_network(release, name), "fi")
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in MAPS}


@pytest.fixture
def open_tab(browser: Any) -> Iterator[Callable[..., Tab]]:  # noqa: ANN401 - playwright has no stubs here
    """Open a file in a window of its own; `state` is what stands after the # of the address."""
    contexts = []

    def opened(file: Path, state: str = "", **options: object) -> Tab:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        tab = Tab(context.new_page())
        tab.page.set_default_timeout(8000)
        tab.page.on("request", lambda request: tab.requests.append(request.url))
        tab.page.on("console", lambda said: tab.complaints.append(said.text))
        tab.page.on("pageerror", lambda error: tab.complaints.append(str(error)))
        tab.page.goto(file.as_uri() + (f"#{state}" if state else ""))
        tab.page.wait_for_selector("html.ready")
        return tab

    yield opened
    for context in contexts:
        context.close()
