"""The data graph as columns: one DuckDB table of triples, and the relations that constraints are made of."""

# ruff: noqa: S608 -- what goes into the SQL is quoted, or a name of ours
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Self

from rihmasto.validate.datatypes import macros
from rihmasto.validate.graph import Triple
from rihmasto.validate.loading import load
from rihmasto.validate.terms import RDF, RDFS, XSD, datatype, iri, is_literal, plain


class Columns:
    """The triples of a data graph, a set, in a DuckDB table `triples(s, p, o)`.

    Subjects and objects are canonical N-Triples text; predicates are numbers, see `rows`.

    Args:
        paths: RDF files, all merged into one graph; the blank nodes of different files stay apart.

    Raises:
        InputError: a file is missing, its syntax unknown or wrong.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        import duckdb  # noqa: PLC0415 -- only a check needs it, not --help

        self.connection = duckdb.connect(config={"preserve_insertion_order": False})
        self._names = 0
        self._instances: dict[str, str] = {}
        self._sizes: dict[str, int] = {}
        self._outgoing: dict[str, tuple[str, dict[int, int]]] = {}
        self._predicates: dict[str, int] = {}
        try:
            self._load(paths)
        except BaseException:
            self.connection.close()
            raise

    def _load(self, paths: Sequence[Path]) -> None:
        self.connection.execute((Path(__file__).parent / "functions.sql").read_text(encoding="utf-8"))
        self.connection.execute(macros())
        load(self.connection, paths)
        self._predicates.update(self.connection.execute("SELECT p, id FROM predicate").fetchall())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def rows(self, predicate: str) -> str:
        """Return the SQL of a relation (s, o): the triples with a predicate."""
        number = self._predicates.get(predicate)
        return f"(SELECT s, o FROM triples WHERE p = {number})" if number is not None else _NOTHING

    def predicate_numbers(self, predicates: Collection[str]) -> list[int]:
        """Return the numbers of those predicates that occur."""
        return sorted(self._predicates[p] for p in predicates if p in self._predicates)

    @property
    def predicates(self) -> Collection[str]:
        """All predicates that occur."""
        return self._predicates.keys()

    def keep(self, query: str) -> str:
        """Run a query, keep what it gives as a table, and return the table's name."""
        self._names += 1
        name = f"kept_{self._names}"
        counted = self.connection.execute(f"CREATE TEMP TABLE {name} AS {query}").fetchone()
        self._sizes[name] = counted[0] if counted else 0
        return name

    def size(self, table: str) -> int:
        """Return the number of rows of a kept table."""
        return self._sizes[table]

    def outgoing(self, focus: str, predicate: str, among: Collection[str]) -> tuple[str, int]:
        """Return the SQL of a relation (focus, value) along one predicate, and its number of rows.

        Args:
            focus: name of a table of focus nodes.
            predicate: the way.
            among: all predicates that will be asked for; their triples are brought together in one pass.
        """
        if focus not in self._outgoing:
            numbers = ", ".join(map(str, self.predicate_numbers(among))) or "NULL"
            together = self.keep(
                f"SELECT p, s AS focus, o AS value FROM triples WHERE p IN ({numbers}) AND s IN (FROM {focus})"
            )
            found = self.connection.execute(f"SELECT p, count(*) FROM {together} GROUP BY p").fetchall()
            self._outgoing[focus] = together, dict(found)
        table, counts = self._outgoing[focus]
        number = self._predicates.get(predicate, -1)
        return f"(SELECT focus, value FROM {table} WHERE p = {number})", counts.get(number, 0)

    def fetch(self, query: str) -> list[tuple[str | None, ...]]:
        """Run a query and return its rows."""
        return self.connection.execute(query).fetchall()

    @cached_property
    def _subclasses(self) -> dict[str, list[str]]:
        below: dict[str, list[str]] = {}
        for child, parent in self.connection.execute(f"SELECT * FROM {self.rows(iri(f'{RDFS}subClassOf'))}").fetchall():
            below.setdefault(parent, []).append(child)
        return below

    def instances(self, classes: Iterable[str]) -> str:
        """Return the name of a table (focus): the instances of classes and of their subclasses."""
        found, todo = set(), list(classes)
        while todo:
            current = todo.pop()
            if current not in found:
                found.add(current)
                todo += self._subclasses.get(current, [])
        names = listed(sorted(found))
        if names not in self._instances:
            self._instances[names] = self.keep(
                f"SELECT DISTINCT s AS focus FROM {self.rows(iri(f'{RDF}type'))} WHERE o IN ({names})"
            )
        return self._instances[names]

    def keep_terms(self, terms: Collection[str]) -> str:
        """Keep terms as a table with the column focus, and return its name."""
        self._names += 1
        name = f"kept_{self._names}"
        self._sizes[name] = len(terms)
        self.connection.execute(f"CREATE TEMP TABLE {name} AS SELECT unnest($1::VARCHAR[]) AS focus", [sorted(terms)])
        return name

    def as_written(self, subject: str, value: str) -> str:
        """Return a literal that a store may have rewritten (`"7"` for `"007"`) as the data have it."""
        import pyoxigraph  # noqa: PLC0415 -- see above

        if not is_literal(value) or value.endswith('"'):
            return value
        objects = [
            str(o) for (o,) in self.connection.execute("SELECT o FROM triples WHERE s = $1", [subject]).fetchall()
        ]
        if value in objects:
            return value
        store, node = pyoxigraph.Store(), pyoxigraph.NamedNode("urn:x")
        for term in sorted(o for o in objects if is_literal(o)):
            if datatype(term).startswith(XSD):
                literal = pyoxigraph.Literal(plain(term), datatype=pyoxigraph.NamedNode(datatype(term)))
                store.clear()
                store.add(pyoxigraph.Quad(node, node, literal))
                if str(next(iter(store)).object) == value:
                    return term
        return value

    def about(self, terms: Collection[str], predicates: Collection[str] | None = None) -> Iterable[Triple]:
        """Return the triples whose subject is one of the terms: all, or those with some predicates."""
        chosen = ""
        if predicates is not None:
            chosen = f"t.p IN ({', '.join(map(str, self.predicate_numbers(predicates))) or 'NULL'}) AND"
        return self.connection.execute(
            f"""SELECT t.s, predicate.p, t.o FROM triples t JOIN predicate ON predicate.id = t.p
                WHERE {chosen} t.s IN (SELECT unnest($1::VARCHAR[]))""",
            [sorted(terms)],
        ).fetchall()


_NOTHING = "(SELECT NULL::VARCHAR AS s, NULL::VARCHAR AS o WHERE false)"


def quoted(text: str) -> str:
    """Return a string as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def listed(terms: Iterable[str]) -> str:
    """Return strings as a list of SQL literals; an empty list matches nothing."""
    return ", ".join(quoted(t) for t in terms) or "NULL"
