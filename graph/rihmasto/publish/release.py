"""The tables of a release, as exports read them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rihmasto.errors import InputError, UsageError
from rihmasto.model import Column, tables
from rihmasto.pipeline import read_configuration
from rihmasto.sources.tables.words import columns_of
from rihmasto.store import PEOPLE

if TYPE_CHECKING:
    import duckdb

_BATCH = 10_000
# Made by the build; the types matter only for sheets.
_MADE = {
    "evidence": ("decimal", ("confidence",), ("start", "end", "line", "row", "column")),
    "partner_pair": ("", (), ("projects", "work_packages")),
    "governance_chain": ("boolean", ("complete",), ()),
}
_POINTING = {
    "evidence": {"source": "source"},
    "partner_pair": {"a": "organisation", "b": "organisation"},
    "governance_chain": {
        "project": "project", "funding": "funding", "ministry": "organisation", "instrument": "programme",
        "authority": "organisation", "lead": "organisation",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Release:
    """A release, and how much of it may be exported.

    Attributes:
        folder: the release.
        people: whether persons go along.
    """

    folder: Path
    people: bool

    @property
    def quads(self) -> list[Path]:
        """The N-Quads files to be exported."""
        files = [self.folder / "graph.nq"]
        private = self.folder / "people.nq"
        return [*files, private] if self.people and private.is_file() else files

    @property
    def databases(self) -> list[Path]:
        """The DuckDB files to be exported: the public one first."""
        files = [self.folder / "tables" / "rihmasto.duckdb"]
        private = self.folder / "tables" / f"{PEOPLE}.duckdb"
        return [*files, private] if self.people and private.is_file() else files

    @property
    def parquet(self) -> dict[str, Path]:
        """Name in the export → Parquet file."""
        folder = self.folder / "tables"
        found = {path.name: path for path in sorted(folder.glob("*.parquet"))}
        if self.people:
            found |= {f"{PEOPLE}/{path.name}": path for path in sorted((folder / PEOPLE).glob("*.parquet"))}
        return found


def find_release(workspace: Path, *, people: bool) -> Release:
    """Find the release of a workspace.

    Args:
        workspace: its folder.
        people: whether persons are wanted.

    Raises:
        InputError: the folder is no workspace, or has not been built.
        UsageError: persons are wanted, but the workspace does not allow it.
    """
    configuration = read_configuration(workspace)
    if people and not configuration.people:
        raise UsageError("export-people", path=workspace / "rihmasto.toml")
    release = Release(configuration.build, people)
    if not all(path.is_file() for path in (*release.quads, *release.databases)):
        raise InputError("query-no-release", workspace=workspace)
    return release


class Tables:
    """The tables of a release, opened for reading."""

    def __init__(self, connection: "duckdb.DuckDBPyConnection", schemas: list[str]) -> None:
        self._connection = connection
        self._where: dict[str, list[str]] = {}
        for schema in schemas:
            for (name,) in connection.execute(
                "SELECT table_name FROM duckdb_tables() WHERE database_name = ? ORDER BY 1", [schema]
            ).fetchall():
                self._where.setdefault(name, []).append(schema)

    @property
    def names(self) -> list[str]:
        """Names of the tables: those of the model in its order, then what the build made of them."""
        return [name for name in (*tables(), *_MADE) if name in self._where]

    def columns(self, table: str) -> tuple[Column, ...]:
        """Return the columns of a table that are exported: without those that only follow from others."""
        if table in tables():
            return columns_of(tables()[table])
        kind, such, integers = _MADE[table]
        targets = _POINTING[table]
        types = {**dict.fromkeys(such, kind), **dict.fromkeys(integers, "integer"), **dict.fromkeys(targets, "ref")}
        described = self._connection.execute(f'DESCRIBE {self._where[table][0]}.main."{table}"').fetchall()
        return tuple(
            Column(name, types.get(name, "text"), targets.get(name, ""), "", required=False) for name, *_ in described
        )

    def rows(self, table: str) -> Iterator[tuple[object, ...]]:
        """Yield the rows of a table, sorted; dates are YYYY, YYYY-MM or YYYY-MM-DD."""
        chosen = ", ".join(f'"{column.name}"' for column in self.columns(table))
        parts = [f'SELECT {chosen} FROM {schema}.main."{table}"' for schema in self._where[table]]  # noqa: S608 (our own names)
        cursor = self._connection.execute(f"{' UNION ALL '.join(parts)} ORDER BY ALL")
        while batch := cursor.fetchmany(_BATCH):
            yield from batch

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """Return the answer to a question in SQL about the public tables."""
        found: list[tuple[object, ...]] = self._connection.execute(sql).fetchall()
        return found


@contextmanager
def opened(release: Release) -> Iterator[Tables]:
    """Open the tables of a release for reading."""
    import duckdb  # noqa: PLC0415 (not for `--help`)

    with duckdb.connect(config={"threads": 2}) as connection:
        schemas = ["public", PEOPLE][: len(release.databases)]
        for schema, path in zip(schemas, release.databases, strict=True):
            quoted = str(path).replace("'", "''")
            try:
                connection.execute(f"ATTACH '{quoted}' AS {schema} (READ_ONLY)")
            except duckdb.Error as error:
                reason = str(error).splitlines()[0]
                raise InputError("release-unreadable", path=path.name, reason=reason) from error
        connection.execute("USE public")
        yield Tables(connection, schemas)
