"""Checking tables again after an edit: what changed in the rows, in the quads and in the report.

The state of `rihmasto.validate` keeps the tables, too. So a change of a few rows is found by comparing tables, only the
rows that depend on it are lifted, and only what their triples can affect is validated.
"""

# ruff: noqa: S608 -- names are delimited
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from rihmasto.lift import changed_lines, lifted_counts, load_mapping, understand
from rihmasto.validate import Checked, Report, is_great, refuse_foreign

if TYPE_CHECKING:
    import duckdb

    from rihmasto.lift import Mapping as R2rml
    from rihmasto.lift.rowwise import Dependence

Triple = tuple[str, str, str]
# name and type of each column of a table
Columns = list[tuple[str, str]]
_PLAIN = "(FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\t')"
# Rows are compared in groups by their hashes, so that only the rows of a few groups are looked at one by one.
_LAST = 4095
_BUCKETS = f"SELECT i, (h & {_LAST})::INTEGER AS b, bit_xor(h) AS x, count(*) AS n FROM hashed GROUP BY ALL"
# a line of N-Quads: its triple, and its graph if it has one
_QUAD = r'^([^ ]+ [^ ]+ (?:"(?:[^"\\]|\\.)*"[^ ]*|[^ ]+))(?: [^ ]+)? \.$'


def check_tables(  # noqa: PLR0913 -- the parts of one request
    state: Path, tables: Path, mapping: str, shapes: Sequence[Path], *, base: str, without: Collection[str] = ()
) -> Report:
    """Lift and validate the tables of a database; after an edit only what it can affect.

    Args:
        state: file that is kept between two checks.
        tables: DuckDB file with the tables of the model.
        mapping: the R2RML mapping in Turtle.
        shapes: files with SHACL shapes.
        base: what every IRI begins with.
        without: IRIs of the graphs that are left out.

    Returns:
        The report of the whole.

    Raises:
        InputError: the mapping or the shapes are wrong, the tables do not fit the mapping, or something else is in the
            file for the state.
    """
    refuse_foreign(state)
    depends = [sha256(mapping.encode()).hexdigest(), base, *without]
    checked = Checked.open(state, shapes, depends)
    if checked is not None:
        with checked:
            again = _Again(checked, tables)
            report = again.check(mapping, base, without) if again.comparable else None
            if report is not None:
                return report
    return _whole(state, tables, mapping, shapes, depends, base, without)


def _whole(  # noqa: PLR0913, PLR0917 -- the parts of one request
    state: Path,
    tables: Path,
    mapping: str,
    shapes: Sequence[Path],
    depends: Collection[str],
    base: str,
    without: Collection[str],
) -> Report:
    import duckdb  # noqa: PLC0415 -- heavy

    with tempfile.TemporaryDirectory() as folder, duckdb.connect(str(tables), read_only=True) as connection:
        path = Path(folder, "lifted.nt")
        connection.execute(
            f"""CREATE TEMP TABLE stated AS
                SELECT regexp_replace(line, '{_QUAD}', '\\1 .') AS line, sum(n)::INTEGER AS n
                FROM ({lifted_counts(connection, load_mapping(mapping, base=base), without)}) GROUP BY ALL"""
        )
        connection.execute(f"COPY (SELECT line FROM stated) TO {_text(str(path))} {_PLAIN}")
        often = connection.execute("SELECT line, n FROM stated WHERE n > 1").fetchall()
        connection.close()

        def alongside(kept: "duckdb.DuckDBPyConnection") -> None:
            _keep_tables(kept, tables, often)

        with Checked.whole(state, [path], shapes, depends, alongside) as checked:
            return checked.report()


def _keep_tables(kept: "duckdb.DuckDBPyConnection", tables: Path, often: Sequence[tuple[str, int]]) -> None:
    """Keep the rows with a hash each, and the triples that rows state more than once."""
    kept.execute(f"ATTACH {_text(str(tables))} AS now (READ_ONLY)")
    kept.execute("CREATE SCHEMA was")
    names = sorted(_tables(kept)[1])
    for name in names:
        kept.execute(
            f"CREATE TABLE was.{_name(name)} AS SELECT *, hash(*COLUMNS(*)) AS _row FROM now.main.{_name(name)}"
        )
    kept.execute(f"CREATE TEMP TABLE hashed AS {_hashed(names, 'now.main')}")
    kept.execute(f"CREATE TABLE bucket AS {_BUCKETS}")
    kept.execute("DROP TABLE hashed; DETACH now")
    lines, counts = [line for line, _ in often], [n for _, n in often]
    kept.execute(
        "CREATE TABLE often AS SELECT unnest($1::VARCHAR[]) AS line, unnest($2::INTEGER[]) AS n", [lines, counts]
    )


class _Again:
    """A check of tables of which the state knows how they were."""

    def __init__(self, checked: Checked, tables: Path) -> None:
        self._checked = checked
        self._kept = kept = checked.connection
        kept.execute(f"ATTACH {_text(str(tables))} AS now (READ_ONLY)")
        was, now = _tables(kept)
        self.names = sorted(now)
        self.comparable = {n: [*c, ("_row", "UBIGINT")] for n, c in now.items()} == was

    def check(self, mapping: str, base: str, without: Collection[str]) -> Report | None:
        """Find the change, lift it and validate what it can affect; None when so much changed that all is as fast."""
        with self._kept.cursor() as beside, ThreadPoolExecutor(max_workers=1) as pool:
            reading = pool.submit(_understood, beside, mapping, base)
            changed, many = self._changed()
            if not changed:
                return self._checked.report()
            if many:
                return None
            read, known = reading.result()
        every = {name: (f"was.{_name(name)}", f"now.main.{_name(name)}") for name in self.names}
        lines = changed_lines(self._kept, read, known, changed, every, without)
        counts: Counter[Triple] = Counter()
        for triple, n in _triples(lines):
            counts[triple] += n
        before = self._stated(counts)
        after = {triple: before[triple] + n for triple, n in counts.items()}
        added = [t for t, n in after.items() if n > 0 and not before[t]]
        removed = [t for t, n in after.items() if n <= 0 and before[t]]
        return self._checked.update(added, removed, lambda kept: _follow(kept, changed, after))

    def _changed(self) -> tuple[dict[str, tuple[str, str]], bool]:
        """Put the rows of each table that went and that came into tables of their own.

        Returns:
            These tables, and whether so many rows are in them that all is as fast.
        """
        execute = self._kept.execute
        rows = _made(execute(f"CREATE OR REPLACE TEMP TABLE hashed AS {_hashed(self.names, 'now.main')}"))
        execute(
            f"""CREATE OR REPLACE TEMP TABLE differing AS SELECT i, b, n.x, n.n FROM ({_BUCKETS}) n
                FULL JOIN bucket w USING (i, b) WHERE (n.x, n.n) IS DISTINCT FROM (w.x, w.n)"""
        )
        numbers = [i for (i,) in execute("SELECT DISTINCT i FROM differing ORDER BY i").fetchall()]
        differing = sum(self._set_apart(i) for i in numbers)
        return {self.names[i]: _sides(self.names[i]) for i in numbers}, is_great(differing, rows)

    def _set_apart(self, i: int) -> int:
        """Put the rows of one table that went and that came into tables, and return how many they are."""
        table, (went, came) = _name(self.names[i]), _sides(self.names[i])
        execute = self._kept.execute
        inside = f"IN (SELECT b FROM differing WHERE i = {i})"
        execute(
            f"""CREATE OR REPLACE TEMP TABLE apart AS SELECT h FROM (
                SELECT h, 1 AS n FROM hashed WHERE i = {i} AND h & {_LAST} {inside}
                UNION ALL SELECT _row, -1 FROM was.{table} WHERE _row & {_LAST} {inside})
                GROUP BY h HAVING sum(n) <> 0"""
        )
        gone = f"CREATE OR REPLACE TEMP TABLE {went} AS SELECT * FROM was.{table} WHERE _row IN (FROM apart)"
        new = f"""CREATE OR REPLACE TEMP TABLE {came} AS SELECT t.*, h AS _row FROM now.main.{table} t
                  JOIN (FROM hashed WHERE i = {i} AND h IN (FROM apart)) k ON k.r = t.rowid"""
        return _made(execute(gone)) + _made(execute(new))

    def _stated(self, counts: Iterable[Triple]) -> dict[Triple, int]:
        """Return how many times each triple was stated."""
        lines = {_line(triple): triple for triple in counts}
        query = "SELECT line, n FROM often WHERE line IN (SELECT unnest($1::VARCHAR[]))"
        known = {lines[line]: n for line, n in self._kept.execute(query, [list(lines)]).fetchall()}
        present = self._checked.has(lines.values())
        return {t: known.get(t, int(t in present)) for t in lines.values()}


def _understood(connection: "duckdb.DuckDBPyConnection", text: str, base: str) -> "tuple[R2rml, list[Dependence]]":
    mapping = load_mapping(text, base=base)
    return mapping, understand(connection, mapping)


def _follow(
    kept: "duckdb.DuckDBPyConnection", changed: Mapping[str, tuple[str, str]], after: Mapping[Triple, int]
) -> None:
    """Bring the kept tables to what they are now."""
    kept.execute("DELETE FROM bucket WHERE (i, b) IN (SELECT (i, b) FROM differing)")
    kept.execute("INSERT INTO bucket SELECT i, b, x, n FROM differing WHERE n IS NOT NULL")
    for name, (went, came) in changed.items():
        kept.execute(f"DELETE FROM was.{_name(name)} WHERE _row IN (SELECT _row FROM {went})")
        kept.execute(f"INSERT INTO was.{_name(name)} FROM {came}")
    lines = {_line(triple): n for triple, n in after.items()}
    kept.execute("DELETE FROM often WHERE line IN (SELECT unnest($1::VARCHAR[]))", [list(lines)])
    many = {line: n for line, n in lines.items() if n > 1}
    if many:
        kept.execute(
            "INSERT INTO often SELECT unnest($1::VARCHAR[]), unnest($2::INTEGER[])", [list(many), list(many.values())]
        )


def _hashed(names: Sequence[str], schema: str) -> str:
    """Return a SELECT of the number of the table, the place and the hash of each row."""
    return " UNION ALL ".join(
        f"SELECT {i}::INTEGER AS i, rowid AS r, hash(*COLUMNS(*)) AS h FROM {schema}.{_name(name)}"
        for i, name in enumerate(names)
    )


def _triples(lines: Mapping[str, int]) -> Iterable[tuple[Triple, int]]:
    import pyoxigraph  # noqa: PLC0415 -- heavy

    for line, n in lines.items():
        for quad in pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_QUADS):
            yield (str(quad.subject), str(quad.predicate), str(quad.object)), n


def _line(triple: Triple) -> str:
    return " ".join((*triple, "."))


def _sides(name: str) -> tuple[str, str]:
    return _name(f"went {name}"), _name(f"came {name}")


def _tables(connection: "duckdb.DuckDBPyConnection") -> tuple[dict[str, Columns], dict[str, Columns]]:
    """Return the tables that are kept, and those that are attached as `now`, with the names and types of columns."""
    rows = connection.execute(
        """SELECT database_name = 'now' AS n, table_name, column_name, data_type FROM duckdb_columns()
           WHERE schema_name = if(n, 'main', 'was') ORDER BY table_name, column_index"""
    ).fetchall()
    was: dict[str, Columns] = {}
    now: dict[str, Columns] = {}
    for is_now, table, column, kind in rows:
        (now if is_now else was).setdefault(table, []).append((column, kind))
    return was, now


def _made(connection: "duckdb.DuckDBPyConnection") -> int:
    """Return how many rows the CREATE TABLE … AS made that was executed last."""
    return int(connection.fetchall()[0][0])


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
