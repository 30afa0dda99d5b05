"""The data graph as columns: one DuckDB table of triples, and the relations that constraints are made of."""

# ruff: noqa: S608 -- what goes into the SQL is quoted, or a name of ours
import tempfile
from collections.abc import Callable, Collection, Iterable, Sequence
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from rihmasto.validate.datatypes import is_moment, macros
from rihmasto.validate.graph import Triple
from rihmasto.validate.loading import load
from rihmasto.validate.numbering import LITERAL, Numbers
from rihmasto.validate.numbering import kind as kind_of_term
from rihmasto.validate.terms import RDF, RDFS, XSD, datatype, iri, is_literal, plain

if TYPE_CHECKING:
    import duckdb


class Columns:
    """The triples of a data graph, a set, in DuckDB tables: `triples(s, p, o)` of numbers and `term(id, text)`.

    The text of a term is canonical N-Triples; the view `written(s, p, o)` has the triples as text.

    Args:
        paths: RDF files, all merged into one graph; the blank nodes of different files stay apart.

    Raises:
        InputError: a file is missing, its syntax unknown or wrong.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        import duckdb  # noqa: PLC0415 -- only a check needs it, not --help

        self._predicates: dict[str, int] = {}
        self._connect(duckdb.connect(config={"preserve_insertion_order": False}))
        try:
            self._load(paths)
        except BaseException:
            self.connection.close()
            raise

    @classmethod
    def written_by(cls, write: Callable[[Path], object]) -> "Columns":
        """Return the graph that a function writes.

        Args:
            write: gets the path of a file to write as canonical N-Triples.
        """
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "written.nt")
            write(path)
            return cls([path])

    def _connect(self, connection: "duckdb.DuckDBPyConnection") -> None:
        """Begin with a connection, which has the kept tables and the macros of `prepare` for itself."""
        self.connection = connection
        self._names = 0
        self._instances: dict[str, str] = {}
        self._sizes: dict[str, int] = {}
        self._outgoing: dict[tuple[str, frozenset[str]], tuple[str, dict[int, tuple[int, int]]]] = {}
        self._compared: dict[str, frozenset[str]] = {}
        self._texts: dict[str, str] = {}

    def _load(self, paths: Sequence[Path]) -> None:
        self.connection.execute(_sql("functions"))
        load(self.connection, paths)
        self._numbers = Numbers(self.connection)
        self._predicates.update(self.connection.execute("SELECT p, id FROM predicate").fetchall())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def beside(self) -> "Columns":
        """Return the same graph for another thread, with a connection of its own."""
        other = copy(self)
        other._connect(self.connection.cursor())  # noqa: SLF001 -- it is its own
        other._numbers = self._numbers.beside(other.connection)  # noqa: SLF001
        return other

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

    def numbers(self, terms: Iterable[str]) -> list[int]:
        """Return the numbers of terms, which the graph need not have."""
        return self._numbers.of(terms)

    def number(self, term: str) -> int:
        """Return the number of a term, which the graph need not have."""
        return self._numbers.of([term])[0]

    def listed(self, terms: Iterable[str]) -> str:
        """Return the numbers of terms as a list of SQL literals; an empty list matches nothing."""
        return ", ".join(map(str, self.numbers(terms))) or "NULL"

    @cached_property
    def _datatypes(self) -> frozenset[str]:
        query = "SELECT DISTINCT split_part(text, '\"^^<', -1) FROM term WHERE ends_with(text, '>') AND "
        return frozenset(str(tail)[:-1] for (tail,) in self.fetch(query + f"{kind_of_term('id')} = {LITERAL}"))

    def prepare(self, kind: str, *constants: str) -> None:
        """Make ready for comparing values of a kind, see `datatypes.kind_of`, among them constants."""
        known = self._compared.get(kind)
        types = (known or self._datatypes) | {datatype(c) for c in constants}
        if kind and types != known:
            if is_moment(kind) and not any(map(is_moment, self._compared)):
                self.connection.execute(_sql("moments"))
            self.connection.execute(macros(kind, types))
            self._compared[kind] = types

    def texts(self, pairs: str) -> str:
        """Return a relation (value, text) of the different values of a relation (focus, value)."""
        if pairs not in self._texts:
            self._texts[pairs] = self.keep(
                f"SELECT id AS value, text FROM term WHERE id IN (SELECT value FROM {pairs})"
            )
        return self._texts[pairs]

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

    def outgoing(self, focus: str, predicate: str, among: frozenset[str]) -> tuple[str, int, int]:
        """Return a relation (focus, value) along one predicate as SQL, its number of rows and that of its focus nodes.

        Args:
            focus: name of a table of focus nodes.
            predicate: the way.
            among: all predicates that will be asked for; their triples are brought together in one pass.
        """
        if (focus, among) not in self._outgoing:
            numbers = ", ".join(map(str, self.predicate_numbers(among)))
            if not numbers:
                return _NO_PAIRS, 0, 0
            together = self.keep(
                f"SELECT p, s AS focus, o AS value FROM triples WHERE p IN ({numbers}) AND s IN (FROM {focus})"
            )
            query = f"SELECT p, count(*), count(DISTINCT focus) FROM {together} GROUP BY p"
            found = {p: (rows, nodes) for p, rows, nodes in self.connection.execute(query).fetchall()}
            self._outgoing[focus, among] = together, found
        table, counts = self._outgoing[focus, among]
        number = self._predicates.get(predicate)
        if number not in counts:
            return _NO_PAIRS, 0, 0
        return f"(SELECT focus, value FROM {table} WHERE p = {number})", *counts[number]

    def fetch(self, query: str) -> list[tuple[str | None, ...]]:
        """Run a query and return its rows."""
        return self.connection.execute(query).fetchall()

    def fetch_terms(self, query: str, terms: int = 1) -> list[tuple[str | None, ...]]:
        """Run a query and return its rows with texts for numbers.

        Args:
            query: the query.
            terms: so many columns at the start are numbers of terms.
        """
        rows = self.connection.execute(query).fetchall()
        texts = self._numbers.texts({number for row in rows for number in row[:terms]} - {None})
        return [(*(texts.get(number) for number in row[:terms]), *row[terms:]) for row in rows]

    @cached_property
    def _subclasses(self) -> dict[str, list[str]]:
        below: dict[str, list[str]] = {}
        query = f"SELECT s, o FROM {self.rows(iri(f'{RDFS}subClassOf'))}"
        for child, parent in self.fetch_terms(query, 2):
            below.setdefault(str(parent), []).append(str(child))
        return below

    @cached_property
    def _classes(self) -> set[str]:
        query = f"SELECT DISTINCT o FROM {self.rows(iri(f'{RDF}type'))}"
        return {str(name) for (name,) in self.fetch_terms(query)}

    def instances(self, classes: Iterable[str]) -> str:
        """Return the name of a table (focus): the instances of classes and of their subclasses."""
        found, todo = set(), list(classes)
        while todo:
            current = todo.pop()
            if current not in found:
                found.add(current)
                todo += self._subclasses.get(current, [])
        numbers = self.listed(sorted(found & self._classes))
        if numbers not in self._instances:
            # the triples are a set: nothing is an instance of one class twice
            distinct = "DISTINCT " if "," in numbers else ""
            self._instances[numbers] = self.keep(
                f"SELECT {distinct}s AS focus FROM {self.rows(iri(f'{RDF}type'))} WHERE o IN ({numbers})"
            )
        return self._instances[numbers]

    def keep_terms(self, terms: Collection[str]) -> str:
        """Keep terms as a table with the column focus, and return its name."""
        self._names += 1
        name = f"kept_{self._names}"
        self._sizes[name] = len(terms)
        numbers = self.numbers(sorted(terms))
        self.connection.execute(f"CREATE TEMP TABLE {name} AS SELECT unnest($1::UBIGINT[]) AS focus", [numbers])
        return name

    def as_written(self, subject: str, value: str) -> str:
        """Return a literal that a store may have rewritten (`"7"` for `"007"`) as the data have it."""
        import pyoxigraph  # noqa: PLC0415 -- see above

        if not is_literal(value) or value.endswith('"'):
            return value
        objects = [str(o) for (o,) in self.fetch_terms(f"SELECT o FROM triples WHERE s = {self.number(subject)}")]
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
        query = f"""SELECT t.s, t.o, predicate.p FROM triples t JOIN predicate ON predicate.id = t.p
                    WHERE {chosen} t.s IN (FROM {self.keep_terms(terms)})"""
        return [(str(s), str(p), str(o)) for s, o, p in self.fetch_terms(query, 2)]


_NO_PAIRS = "(SELECT NULL::UBIGINT AS focus, NULL::UBIGINT AS value WHERE false)"


def _sql(name: str) -> str:
    return (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")


_NOTHING = "(SELECT NULL::UBIGINT AS s, NULL::UBIGINT AS o WHERE false)"


def quoted(text: str) -> str:
    """Return a string as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def listed(terms: Iterable[str]) -> str:
    """Return strings as a list of SQL literals; an empty list matches nothing."""
    return ", ".join(quoted(t) for t in terms) or "NULL"
