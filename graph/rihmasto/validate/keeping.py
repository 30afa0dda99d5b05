"""What is kept on disk between two checks: the triples, what the shapes look at, and the results.

The file is written beside its place and moved there; later changes are one transaction each. So a run that is killed
leaves the state before, or none. A file that is not what it should be counts as none.
"""

# ruff: noqa: S608 -- names of ours only
import json
import os
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from rihmasto.errors import InputError
from rihmasto.validate.columns import Columns, quoted
from rihmasto.validate.engine import Traced
from rihmasto.validate.frontier import key
from rihmasto.validate.graph import Triple
from rihmasto.validate.loading import write_lines
from rihmasto.validate.packing import pack_kind, pack_reach, unpack_kind, unpack_reach
from rihmasto.validate.reach import Reach
from rihmasto.validate.report import Result

if TYPE_CHECKING:
    import duckdb

_FORMAT = "2"
_FEW, _SMALL_SHARE = 1000, 0.005
STATED = "SELECT t.s, n.p, t.o FROM triples t JOIN predicate n ON n.id = t.p"
"""All triples of a state."""

_TRIPLES = f"""
CREATE TABLE predicate AS SELECT p, row_number() OVER (ORDER BY p)::UINTEGER AS id FROM given GROUP BY p;
CREATE TABLE triples AS
  SELECT {key("s")} AS hs, id AS p, {key("o")} AS ho, s, o FROM given JOIN predicate USING (p) ORDER BY hs;
CREATE TABLE back AS SELECT ho, p, hs FROM triples ORDER BY ho;
CREATE INDEX triples_hs ON triples(hs);
CREATE INDEX back_ho ON back(ho);
CREATE TABLE meta (name VARCHAR, value VARCHAR);
CREATE TABLE kind (id INTEGER, value VARCHAR, path VARCHAR, shape VARCHAR, component VARCHAR, rest VARCHAR[]);
CREATE TABLE result (shape VARCHAR, root UBIGINT, kind INTEGER, focus VARCHAR, value VARCHAR);
"""


def identity(shapes: Sequence[Path], also: Collection[str] = ()) -> str:
    """Return what a state must agree with to be of use: the shapes, our version and DuckDB's.

    Args:
        shapes: files with shapes.
        also: what else it depends on.
    """
    import duckdb  # noqa: PLC0415 -- only a check needs it, not --help

    parts = [_FORMAT, version("rihmasto"), duckdb.__version__, *sorted(also)]
    digest = sha256("\n".join(parts).encode())
    for path in shapes:
        content = path.read_bytes()
        digest.update(f"\n{path.stem}{path.suffix} {len(content)}\n".encode() + content)
    return digest.hexdigest()


class Kept:
    """A kept state, open for one change or for reading.

    Attributes:
        connection: the database.
        reach: what the shapes look at.
        notes: of the last report.
    """

    def __init__(self, connection: "duckdb.DuckDBPyConnection", meta: Mapping[str, str]) -> None:
        self.connection = connection
        self.reach: Reach = unpack_reach(meta["reach"])
        self.notes: tuple[str, ...] = tuple(json.loads(meta["notes"]))
        self.predicates: dict[str, int] = dict(connection.execute("SELECT p, id FROM predicate").fetchall())
        self._kinds: dict[str, int] = {}

    @classmethod
    def open(cls, path: Path, identity: str) -> "Kept | None":
        """Open the state in a file; None when there is none, or it is of other shapes or another version, or broken.

        Args:
            path: the file.
            identity: what it must agree with.
        """
        import duckdb  # noqa: PLC0415 -- see above

        if not path.is_file():
            return None
        connection = None
        try:
            connection = duckdb.connect(str(path))
            # a change is safe beside the file, and brought into it when there are more of them
            connection.execute("PRAGMA disable_checkpoint_on_shutdown")
            meta = dict(connection.execute("SELECT name, value FROM meta").fetchall())
            if meta.get("identity") == identity:
                return cls(connection, meta)
        except (duckdb.Error, KeyError, ValueError, TypeError):
            pass  # broken, of another DuckDB, or in use by another run
        if connection is not None:
            connection.close()
        return None

    @classmethod
    def begin(cls, path: Path, columns: Columns) -> None:
        """Begin a new state with the triples of a graph, which can be closed after that to give memory free.

        Args:
            path: the file.
            columns: the data graph.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        _clear(path)
        execute = columns.connection.execute
        execute(f"ATTACH {quoted(str(_beside(path)))} AS kept")
        execute("CREATE TABLE kept.given AS SELECT s, p, o FROM written")
        execute("DETACH kept")

    @classmethod
    def write(cls, path: Path, identity: str, reach: Reach, notes: Sequence[str]) -> "Kept":
        """Write a state that was begun, without results yet; `settle` puts it in its place.

        Args:
            path: the file.
            identity: what it agrees with.
            reach: what the shapes look at.
            notes: of the report.
        """
        import duckdb  # noqa: PLC0415 -- see above

        connection = duckdb.connect(str(_beside(path)), config={"preserve_insertion_order": False})
        try:
            connection.execute(_TRIPLES)
            connection.execute("DROP TABLE given")
            meta = {"identity": identity, "reach": pack_reach(reach), "notes": json.dumps(list(notes))}
            connection.executemany("INSERT INTO meta VALUES ($1, $2)", list(meta.items()))
            return cls(connection, meta)
        except BaseException:
            connection.close()
            raise

    def settle(self, path: Path) -> None:
        """Close a state that `write` made, and put it in its place."""
        self.connection.close()
        # what an earlier state left to be done must not be done to this one
        _remove(path.with_name(path.name + ".wal"))
        _beside(path).replace(path)

    @staticmethod
    def discard(path: Path) -> None:
        """Remove what was begun for a file and did not get into its place."""
        for part in (_beside(path), _beside(path).with_name(f"{_beside(path).name}.wal")):
            _remove(part)

    def drop_results(self, roots: Mapping[str, Collection[int]]) -> None:
        """Drop the results that some targets brought up.

        Args:
            roots: shape → numbers of targets.
        """
        pairs = [(shape, root) for shape, numbers in roots.items() for root in numbers]
        self.connection.execute(
            """DELETE FROM result WHERE (shape, root) IN (
               SELECT (s, r) FROM (SELECT unnest($1::VARCHAR[]) AS s, unnest($2::UBIGINT[]) AS r))""",
            [[shape for shape, _ in pairs], [root for _, root in pairs]],
        )

    def drop_all_results(self, shape: str) -> None:
        """Drop the results of a shape."""
        self.connection.execute("DELETE FROM result WHERE shape = $1", [shape])

    def add_results(self, shape: str, traced: Iterable[Traced]) -> None:
        """Add results of a shape.

        Args:
            shape: the shape with a target.
            traced: the results with the targets that brought them up.
        """
        rows = [(root, self._kind(r), r.focus, r.value) for root, r in traced]
        if rows:
            tops, kinds, focus, values = (list(column) for column in zip(*rows, strict=True))
            self.connection.execute(
                f"""INSERT INTO result SELECT $1, {key("t")}, k, f, v FROM (SELECT unnest($2::VARCHAR[]) AS t,
                    unnest($3::INTEGER[]) AS k, unnest($4::VARCHAR[]) AS f, unnest($5::VARCHAR[]) AS v)""",
                [shape, tops, kinds, focus, values],
            )

    def _kind(self, result: Result) -> int:
        if not self._kinds:
            self._kinds = {v: i for i, v in self.connection.execute("SELECT id, value FROM kind").fetchall()}
        packed = pack_kind(result)
        if packed not in self._kinds:
            number = self._kinds[packed] = max(self._kinds.values(), default=0) + 1
            said = [part for message in sorted(result.messages.items()) for part in message]
            rest = [result.severity, result.constraint or "", *said]
            path = str(result.path or "")
            self.connection.execute(
                "INSERT INTO kind VALUES ($1, $2, $3, $4, $5, $6)",
                [number, packed, path, result.shape, result.component, rest],
            )
        return self._kinds[packed]

    def results(self) -> list[Result]:
        """Return all results in the order of a report."""
        kinds = {i: unpack_kind(v) for i, v in self.connection.execute("SELECT id, value FROM kind").fetchall()}
        rows = self.connection.execute(
            """SELECT kind, r.focus, r.value FROM result r JOIN kind k ON k.id = r.kind
               ORDER BY r.focus, k.path, k.shape, k.component, coalesce(r.value, ''), k.rest"""
        ).fetchall()
        return [Result(focus, kinds[k][0], value, *kinds[k][1]) for k, focus, value in rows]

    def graph(self) -> Columns:
        """Return all triples as they are now."""
        return Columns.written_by(partial(write_lines, self.connection, STATED))

    def about(self, terms: Collection[str], predicates: Collection[str] | None = None) -> Iterable[Triple]:
        """Return the triples whose subject is one of the terms: all, or those with some predicates."""
        chosen = "" if predicates is None else "n.p IN (SELECT unnest($2::VARCHAR[])) AND"
        return self.connection.execute(
            f"""{STATED}
                WHERE {chosen} t.hs IN (SELECT {key("unnest($1::VARCHAR[])")})""",
            [sorted(terms)] + ([] if predicates is None else [sorted(predicates)]),
        ).fetchall()


def refuse_foreign(path: Path) -> None:
    """Refuse a file that a person named for a state, when something else is in it.

    Raises:
        InputError: it is neither a database file of DuckDB nor empty.
    """
    if not path.exists():
        return
    if path.is_file():
        with path.open("rb") as file:
            head = file.read(12)
        if not head or head[8:] == b"DUCK":
            return
    raise InputError("state-foreign", path=path)


def is_great(change: int, whole: int) -> bool:
    """Tell whether a change costs more to follow than checking everything does.

    Args:
        change: number of rows or triples that came and went.
        whole: number of all.
    """
    return change > max(_FEW, whole * _SMALL_SHARE)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name.lstrip('.')}.{os.getpid()}")


def _clear(path: Path) -> None:
    """Remove what this run, or one that was killed, began and did not put in its place."""
    for left in path.parent.iterdir():
        owner = re.fullmatch(rf"\.{re.escape(path.name.lstrip('.'))}\.(\d{{1,9}})(\.wal)?", left.name)
        if owner and not _runs_elsewhere(int(owner[1])):
            _remove(left)


def _runs_elsewhere(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return process != os.getpid()


def _remove(path: Path) -> None:
    with suppress(FileNotFoundError):
        path.unlink()
