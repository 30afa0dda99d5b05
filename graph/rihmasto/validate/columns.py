"""The data graph as columns: any RDF files read into one DuckDB table of triples.

N-Quads and N-Triples, which is what releases are made of, never become Python objects: DuckDB reads the lines, one
regular expression tells those in canonical form, and splitting them is arithmetic. The rest, such as comments, unusual
escapes or mistakes, goes through a parser, and so does every other syntax.
"""

# ruff: noqa: S608 -- what goes into the SQL is quoted, or a name of ours
import re
import tempfile
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Self

from rihmasto.errors import InputError
from rihmasto.validate.datatypes import macros
from rihmasto.validate.graph import Triple, read_triples
from rihmasto.validate.terms import RDF, RDFS, XSD, datatype, iri, is_literal, plain

_IRI = r'<[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f<>"{}|^`\\]*>'
_BLANK = r"_:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?"
_LITERAL = rf'"(?:[^"\\\x00-\x1f\x7f]|\\[tbnrf"\\])*"(?:@[a-z]+(?:-[a-z0-9]+)*|\^\^{_IRI})?'
_NODE = f"(?:{_IRI}|{_BLANK})"
_TERM = f"(?:{_IRI}|{_BLANK}|{_LITERAL})"
_EXPLICIT_STRING = f'"^^<{XSD}string>'
_LINES = {".nq": ("s", "p", "o", "g", "dot"), ".nt": ("s", "p", "o", "dot")}
_GLOB = frozenset("*?[{")
_LONGEST_LINE = 16 * 1024 * 1024  # as much as the parser takes

# Nearly all lines have no space inside a term, and DuckDB's CSV reader splits those at its own speed …
_READ_FIELDS = """
INSERT INTO read
SELECT rename_blank(s), p, rename_blank(o), {graph},
       dot = '.' AND regexp_full_match(s, $node) AND regexp_full_match(o, $term) AND NOT ends_with(o, $explicit)
FROM read_csv($path, columns = {columns}, delim = ' ', quote = '', escape = '', header = false, auto_detect = false,
              ignore_errors = true, max_line_size = $longest)
"""
# … and here come the others: a literal with words in it, comments, mistakes. What is not ok stays whole, in o.
_READ_LINES = r"""
INSERT INTO read
SELECT rename_blank(split_part(line, ' ', 1)), split_part(line, ' ', 2),
       CASE WHEN ok THEN rename_blank(regexp_replace(
         line[length(split_part(line, ' ', 1)) + length(split_part(line, ' ', 2)) + 3:],
         '(?: (?:<[^ <>]*>|_:[^ ]+))? \.$', '')) ELSE line END,
       NULL, ok
FROM (SELECT line, regexp_full_match(line, $canonical) AND NOT contains(line, $explicit) AS ok
      FROM read_csv($path, columns = {'line': 'VARCHAR'}, delim = chr(1), quote = '', escape = '', header = false,
                    auto_detect = false, max_line_size = $longest)
      WHERE line IS NOT NULL AND (split_part(line, ' ', $fields) <> '.' OR split_part(line, ' ', $fields + 1) <> ''))
"""


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
        execute = self.connection.execute
        execute((Path(__file__).parent / "functions.sql").read_text(encoding="utf-8"))
        execute(macros())
        execute("CREATE TABLE read (s VARCHAR, p VARCHAR, o VARCHAR, g VARCHAR, ok BOOLEAN)")
        for number, path in enumerate(paths):
            self._read(path, f"d{number}" if len(paths) > 1 else "")
        execute("CREATE TABLE predicate AS SELECT p, row_number() OVER (ORDER BY p) AS id FROM read GROUP BY p")
        execute("CREATE TABLE triples AS SELECT DISTINCT s, id AS p, o FROM read JOIN predicate USING (p)")
        execute("DROP TABLE read")
        self._predicates.update(execute("SELECT p, id FROM predicate").fetchall())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def _read(self, path: Path, tag: str) -> None:
        fields = _LINES.get(path.suffix.lower())
        if fields is None:
            self._insert(read_triples(path, tag or "d"))
            return
        if _GLOB & set(str(path)):  # DuckDB would look for several files
            self._insert(_tagged(read_triples(path), tag))
            return
        if not path.is_file():
            raise InputError("rdf-missing", path=path)
        import duckdb  # noqa: PLC0415 -- see above

        rename = f"regexp_replace(t, '^_:', '_:{tag}')" if tag else "t"
        self.connection.execute(f"CREATE OR REPLACE MACRO rename_blank(t) AS {rename}")
        self.connection.execute("BEGIN")
        try:
            self._read_lines(path, fields)
            self.connection.execute("COMMIT")
        except duckdb.Error:
            # what DuckDB cannot read as lines (an encoding, a stray control character) the parser takes or names
            self.connection.execute("ROLLBACK")
            self._insert(_tagged(read_triples(path), tag))
            return
        odd = self.connection.execute("SELECT s, p, o, g FROM read WHERE NOT ok").fetchall()
        if odd:
            self.connection.execute("DELETE FROM read WHERE NOT ok")
            lines = "\n".join(o if g is None else f"{s} {p} {o} {g} ." for s, p, o, g in odd)
            self._insert(_tagged(_parsed(path, lines), tag))

    def _read_lines(self, path: Path, fields: Sequence[str]) -> None:
        shared = {"path": str(path), "explicit": _EXPLICIT_STRING, "longest": _LONGEST_LINE}
        columns = "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in fields) + "}"
        query = _READ_FIELDS.format(columns=columns, graph="g" if "g" in fields else "''")
        self.connection.execute(query, {**shared, "node": _NODE, "term": _TERM})
        canonical = rf"{_NODE} {_IRI} {_TERM}(?: {_NODE})? \."
        self.connection.execute(_READ_LINES, {**shared, "canonical": canonical, "fields": len(fields)})
        # predicates and graphs are few, so each is looked at once
        node, predicate = re.compile(f"(?:{_NODE})?"), re.compile(_IRI)
        for p, g in self.connection.execute("SELECT p, g FROM read WHERE g IS NOT NULL GROUP BY p, g").fetchall():
            if not predicate.fullmatch(p) or not node.fullmatch(g):
                self.connection.execute("UPDATE read SET ok = false WHERE p = $1 AND g = $2", [p, g])

    def _insert(self, triples: Iterable[Triple]) -> None:
        """Bring triples in by way of a file of lines, which is 30 times as fast as `executemany`."""
        with tempfile.TemporaryDirectory() as folder:
            part = Path(folder, "part.csv")
            with part.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(f"{s}\x01{p}\x01{o}\n" for s, p, o in triples)
            self.connection.execute(
                """INSERT INTO read SELECT *, '', true FROM read_csv($path, columns = {'s': 'VARCHAR', 'p': 'VARCHAR',
                   'o': 'VARCHAR'}, delim = chr(1), quote = '', escape = '', header = false, auto_detect = false,
                   max_line_size = $longest)""",
                {"path": str(part), "longest": _LONGEST_LINE},
            )

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


def _tagged(triples: Iterable[Triple], tag: str) -> Iterable[Triple]:
    def name(term: str) -> str:
        return f"_:{tag}{term[2:]}" if tag and term.startswith("_:") else term

    return ((name(s), p, name(o)) for s, p, o in triples)


def _parsed(path: Path, lines: str) -> list[Triple]:
    """Parse the lines of a file that are not canonical; on a mistake parse all, for the right line number."""
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder, f"odd{path.suffix}")
        part.write_text(lines, encoding="utf-8")
        try:
            return list(read_triples(part))
        except InputError:
            return list(read_triples(path))
