"""Checking again after an edit: only what the change can affect, with the same report.

What is validated again is a part of the data so small that the engine needs no time for it: the triples that the shapes
look at from the focus nodes about which a changed triple can decide.
"""

# ruff: noqa: S608 -- names of ours only
import tempfile
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from errno import EAGAIN
from pathlib import Path
from typing import TYPE_CHECKING, Self

from rihmasto.validate.changing import Change
from rihmasto.validate.checking import check_all
from rihmasto.validate.columns import Columns, quoted
from rihmasto.validate.engine import Engine
from rihmasto.validate.frontier import Frontier, TooFarError, key
from rihmasto.validate.graph import Triple
from rihmasto.validate.keeping import STATED, Kept, identity, is_great
from rihmasto.validate.naming import describe, named_terms
from rihmasto.validate.reach import reach
from rihmasto.validate.report import Report
from rihmasto.validate.shapes import Shapes, read_shapes
from rihmasto.validate.terms import RDFS, iri

if TYPE_CHECKING:
    import duckdb

# writes into the database of a state
Alongside = Callable[["duckdb.DuckDBPyConnection"], None]
_SUBCLASS = iri(f"{RDFS}subClassOf")
_WRITTEN = "SELECT t.hs, t.s, n.p, t.ho, t.o FROM triples t JOIN predicate n ON n.id = t.p"


class Checked:
    """A data graph that was validated, and can be again after each edit.

    Args:
        kept: the state.
        shapes: the files of the shapes that it agrees with.
    """

    def __init__(self, kept: Kept, shapes: Sequence[Path]) -> None:
        self._kept = kept
        # they are wanted only when it is known what changed, which takes no Python
        self._reader = ThreadPoolExecutor(max_workers=1)
        self._read = self._reader.submit(lambda: read_shapes(shapes))

    @property
    def _shapes(self) -> Shapes:
        return self._read.result()

    @classmethod
    def whole(
        cls,
        path: Path,
        data: Sequence[Path],
        shapes: Sequence[Path],
        also: Collection[str] = (),
        alongside: Alongside | None = None,
    ) -> "Checked":
        """Validate a data graph, and keep the state in a file.

        Args:
            path: the file.
            data: RDF files, merged into one graph.
            shapes: RDF files with shapes.
            also: what else the state depends on, such as the names of the files.
            alongside: writes what else is to be kept in the same file.

        Raises:
            InputError: a file is missing or broken, or the shapes cannot be used.
            OSError: the file cannot be written, or another check has opened it in this moment.
        """
        known = read_shapes(shapes)
        beside: Kept | None = None
        try:
            with Columns(data) as columns:
                engine = Engine(columns, known)
                found = check_all(engine)
                notes = [*known.notes, *(engine.note(shape, reason) for shape, reason, _ in found)]
                apart = [shape.node for shape, reason, _ in found if reason]
                seen = reach(known, apart, engine.sparql)
                del engine
                Kept.begin(path, columns)
            beside = Kept.write(path, identity(shapes, also), seen, notes)
            for shape, _, traced in found:
                beside.add_results(shape.node, traced)
            if alongside is not None:
                alongside(beside.connection)
            beside.settle(path)
        except BaseException:
            if beside is not None:
                beside.connection.close()
            Kept.discard(path)
            raise
        opened = cls.open(path, shapes, also)
        if opened is None:
            raise BlockingIOError(EAGAIN, "another check is using it", str(path))
        return opened

    @classmethod
    def open(cls, path: Path, shapes: Sequence[Path], also: Collection[str] = ()) -> "Checked | None":
        """Open the state that an earlier run kept; None when there is none that can be used."""
        kept = Kept.open(path, identity(shapes, also))
        return None if kept is None else cls(kept, shapes)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the state."""
        self._reader.shutdown()
        self._kept.connection.close()

    @classmethod
    def follow(cls, path: Path, data: Sequence[Path], shapes: Sequence[Path]) -> "Checked":
        """Bring the state in a file to what RDF files hold now, and validate what that can affect.

        The files are read whole; without a state that can be used, they are validated whole, too.

        Args:
            path: the file of the state.
            data: RDF files, merged into one graph.
            shapes: RDF files with shapes.

        Raises:
            InputError: a file is missing or broken, or the shapes cannot be used.
        """
        also = [file.name for file in data]
        opened = cls.open(path, shapes, also)
        if opened is None:
            return cls.whole(path, data, shapes, also)
        try:
            with Columns(data) as columns:
                changes = opened._compared(columns)  # noqa: SLF001 -- it is its own
            if changes is not None:
                opened.update(*changes)
                return opened
        except BaseException:
            opened.close()
            raise
        opened.close()
        return cls.whole(path, data, shapes, also)

    def report(self, *, named: bool = False) -> Report:
        """Return the report of the data as they are now.

        Args:
            named: look up what the things in the results are called.
        """
        results = tuple(self._kept.results())
        names = describe(self._kept.about, named_terms(results)) if named else {}
        return Report(results, names, self._kept.notes, idle=not results and self._is_idle())

    def _is_idle(self) -> bool:
        """Tell whether no shape has a target in the data."""
        classes, walked, sure = self._shapes.aims
        frontier = Frontier(self._kept.connection, self._kept.reach, self._kept.predicates)
        return not sure and not frontier.has(walked, self._numbers(classes))

    @property
    def connection(self) -> "duckdb.DuckDBPyConnection":
        """The database of the state; what is kept alongside is read and written here."""
        return self._kept.connection

    def _compared(self, columns: Columns) -> tuple[list[Triple], list[Triple]] | None:
        """Return the triples that a graph has and the state has not, and the other way round; None when many differ."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "now.duckdb")
            for statement in (
                f"ATTACH {quoted(str(path))} AS passing",
                "CREATE TABLE passing.now AS SELECT s, p, o FROM written",
                "DETACH passing",
            ):
                columns.connection.execute(statement)
            execute = self.connection.execute
            execute(f"ATTACH {quoted(str(path))} AS passing (READ_ONLY)")
            execute(f"CREATE OR REPLACE TEMP TABLE came AS SELECT s, p, o FROM passing.now EXCEPT {STATED}")
            execute(f"CREATE OR REPLACE TEMP TABLE went AS {STATED} EXCEPT SELECT s, p, o FROM passing.now")
            execute("DETACH passing")
        counted = execute("SELECT (SELECT count(*) FROM came) + (SELECT count(*) FROM went), count(*) FROM triples")
        if is_great(*counted.fetchall()[0]):
            return None
        return execute("FROM came").fetchall(), execute("FROM went").fetchall()

    def has(self, triples: Iterable[Triple]) -> set[Triple]:
        """Return those of some triples that the data have."""
        wanted = set(triples)
        return wanted & set(self._kept.about({s for s, _, _ in wanted}))

    def update(self, added: Iterable[Triple], removed: Iterable[Triple], alongside: Alongside | None = None) -> Report:
        """Change the data, and validate what the change can affect.

        Args:
            added: triples that the data have now; some of them may be there already.
            removed: triples that they do not have any more; some of them may not have been there.
            alongside: changes what else is kept in the file, in the same transaction.

        Returns:
            The report of the whole, equal to one that is made from the start.

        Raises:
            InputError: a query of the shapes fails on the changed data.
        """
        self._kept.connection.execute("BEGIN")
        try:
            self._change(set(added), set(removed))
            if alongside is not None:
                alongside(self._kept.connection)
            self._kept.connection.execute("COMMIT")
        except BaseException:
            self._kept.connection.execute("ROLLBACK")
            raise
        return self.report()

    def _change(self, added: set[Triple], removed: set[Triple]) -> None:
        change = Change(self._kept, added, removed - added)
        if not change.triples:
            return
        frontier = Frontier(self._kept.connection, self._kept.reach, self._kept.predicates)
        try:
            affected = frontier.affected(change.edges)
            change.remove()
            focus = self._targets(frontier, affected)
            needed = frontier.needed(focus)
        except TooFarError:
            change.remove()
            self._check_shapes([s.node for s in self._shapes.targeted])
            return
        self._kept.drop_results(affected)
        self._check_part(focus, needed)
        self._check_shapes([shape for shape, seen in self._kept.reach.whole.items() if change.touches(seen)])

    def _targets(self, frontier: Frontier, affected: Mapping[str, set[int]]) -> dict[str, set[int]]:
        """Leave out nodes of which it is plain that they are no targets: those of another class."""
        classes = {n: self._shapes[n].targets for n in affected}
        by_class = {n: kinds for n, kinds in classes.items() if kinds.keys() <= {"targetClass", "implicit"}}
        names = {term for kinds in by_class.values() for terms in kinds.values() for term in terms}
        below = frontier.instances({n for node in by_class for n in affected[node]}, self._numbers(names))
        found = dict(affected)
        for node, kinds in by_class.items():
            found[node] = affected[node] & {n for terms in kinds.values() for term in terms for n in below[term]}
        return {node: roots for node, roots in found.items() if roots}

    def _check_part(self, focus: Mapping[str, set[int]], needed: set[tuple[int, int]]) -> None:
        """Validate some focus nodes of the compiled shapes."""
        if not focus:
            return
        texts, triples = self._extract(needed)
        lines = "".join(f"{s} {p} {o} .\n" for s, p, o in triples)
        with Columns.written_by(lambda path: path.write_text(lines, encoding="utf-8", newline="\n")) as columns:
            # so few rows need neither threads nor a search for the best plan
            columns.connection.execute("SET threads = 1; PRAGMA disable_optimizer")
            engine = Engine(columns, self._shapes)
            for node, roots in sorted(focus.items()):
                shape = self._shapes[node]
                # a target that is named may be gone from the data
                named = self._numbers(shape.targets.get("targetNode", ()))
                known = {text for root in roots if (text := texts.get(root) or named.get(root))}
                if known:
                    self._kept.add_results(node, engine.check(shape, columns.keep_terms(known)))

    def _extract(self, needed: set[tuple[int, int]]) -> tuple[dict[int, str], set[Triple]]:
        """Return the texts of nodes, and the triples with given subjects and predicates."""
        kept = self._kept
        pairs = [[s for s, _ in needed], [p for _, p in needed]]
        rows = kept.connection.execute(
            f"""{_WRITTEN} WHERE t.p = $3 OR (t.hs IN (SELECT unnest($1::UBIGINT[])) AND (t.hs, t.p) IN (
                SELECT (s, p) FROM (SELECT unnest($1::UBIGINT[]) AS s, unnest($2::UINTEGER[]) AS p)))""",
            [*pairs, kept.predicates.get(_SUBCLASS, 0)],
        ).fetchall()
        texts = {number: text for hs, s, _, ho, o in rows for number, text in ((hs, s), (ho, o))}
        return texts, {(s, p, o) for _, s, p, _, o in rows}

    def _numbers(self, terms: Collection[str]) -> dict[int, str]:
        query = f"SELECT {key('t')}, t FROM (SELECT unnest($1::VARCHAR[]) AS t)"
        return dict(self._kept.connection.execute(query, [list(terms)]).fetchall()) if terms else {}

    def _check_shapes(self, nodes: Collection[str]) -> None:
        """Validate some shapes whole."""
        if not nodes:
            return
        with self._kept.graph() as columns:
            engine = Engine(columns, self._shapes)
            for shape in self._shapes.targeted:
                if shape.node in nodes:
                    reason = "apart" if shape.node in self._kept.reach.apart else ""
                    self._kept.drop_all_results(shape.node)
                    self._kept.add_results(shape.node, engine.check_any(shape, reason))
