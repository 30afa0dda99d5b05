"""Reading of RDF files into DuckDB.

N-Quads and N-Triples, which is what releases are made of, never become Python objects: DuckDB reads the lines, one
regular expression tells those in canonical form, and splitting them is arithmetic. The rest, such as comments, unusual
escapes or mistakes, goes through a parser, and so does every other syntax.
"""

import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rihmasto.errors import InputError
from rihmasto.validate.graph import Triple, read_triples
from rihmasto.validate.terms import XSD

if TYPE_CHECKING:
    import duckdb

_IRI = r'<[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f<>"{}|^`\\]*>'
_BLANK = r"_:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?"
_LITERAL = rf'"(?:[^"\\\x00-\x1f\x7f]|\\[tbnrf"\\])*"(?:@[a-z]+(?:-[a-z0-9]+)*|\^\^{_IRI})?'
_NODE = f"(?:{_IRI}|{_BLANK})"
_TERM = f"(?:{_IRI}|{_BLANK}|{_LITERAL})"
_EXPLICIT_STRING = f'"^^<{XSD}string>'
_LINES = {".nq": ("s", "p", "o", "graph", "dot"), ".nt": ("s", "p", "o", "dot")}
_GLOB = frozenset("*?[{")
_LONGEST_LINE = 16 * 1024 * 1024  # as much as the parser takes

# Nearly all lines have no space inside a term, and DuckDB's CSV reader splits those at its own speed …
_READ_FIELDS = r"""
INSERT INTO read
SELECT CASE WHEN ok THEN rename_blank(s) END, CASE WHEN ok THEN p END,
       CASE WHEN ok THEN rename_blank(o) ELSE concat_ws(' ', {line}) END, CASE WHEN ok THEN g END, ok
FROM (SELECT *, coalesce(regexp_full_match(s, $node) AND regexp_full_match(o, $term) AND NOT ends_with(o, $explicit)
                         AND p <> '' AND g <> '', false) AS ok
      FROM (SELECT *, {graph} AS g FROM read_csv($path, columns = {columns}, delim = ' ', quote = '', escape = '',
              header = false, auto_detect = false, ignore_errors = true, nullstr = chr(1), max_line_size = $longest))
      WHERE dot = '.')
"""
# … and here come the others: a literal with words in it, comments, mistakes. What is not ok stays whole, in o.
_READ_LINES = r"""
INSERT INTO read
SELECT CASE WHEN ok THEN rename_blank(split_part(line, ' ', 1)) END, CASE WHEN ok THEN split_part(line, ' ', 2) END,
       CASE WHEN ok THEN rename_blank(regexp_replace(
         line[length(split_part(line, ' ', 1)) + length(split_part(line, ' ', 2)) + 3:],
         '(?: (?:<[^ <>]*>|_:[^ ]+))? \.$', '')) ELSE line END,
       NULL, ok
FROM (SELECT line, regexp_full_match(line, $canonical) AND NOT contains(line, $explicit) AS ok
      FROM read_csv($path, columns = {'line': 'VARCHAR'}, delim = chr(1), quote = '', escape = '', header = false,
                    auto_detect = false, max_line_size = $longest)
      WHERE line IS NOT NULL AND NOT regexp_full_match(line, $fields))
"""


class _UnusualError(Exception):
    """A predicate or graph that is not canonical: the whole file goes through the parser."""


def load(connection: "duckdb.DuckDBPyConnection", paths: Sequence[Path]) -> None:
    """Read files into the tables `triples(s, p, o)`, a set, and `predicate(p, id)`.

    Args:
        connection: an empty database.
        paths: RDF files, all merged into one graph; the blank nodes of different files stay apart.

    Raises:
        InputError: a file is missing, its syntax unknown or wrong.
    """
    execute = connection.execute
    execute("CREATE TABLE read (s VARCHAR, p VARCHAR, o VARCHAR, g VARCHAR, ok BOOLEAN)")
    for number, path in enumerate(paths):
        _read(connection, path, f"d{number}" if len(paths) > 1 else "")
    execute("CREATE TABLE predicate AS SELECT p, row_number() OVER (ORDER BY p) AS id FROM read GROUP BY p")
    execute("CREATE TABLE triples AS SELECT DISTINCT s, id AS p, o FROM read JOIN predicate USING (p)")
    execute("DROP TABLE read")


def _read(connection: "duckdb.DuckDBPyConnection", path: Path, tag: str) -> None:
    fields = _LINES.get(path.suffix.lower())
    if fields is None:
        _insert(connection, read_triples(path, tag or "d"))
        return
    if _GLOB & set(str(path)):  # DuckDB would look for several files
        _insert(connection, _tagged(read_triples(path), tag))
        return
    if not path.is_file():
        raise InputError("rdf-missing", path=path)
    import duckdb  # noqa: PLC0415 -- see above

    rename = f"regexp_replace(t, '^_:', '_:{tag}')" if tag else "t"
    connection.execute(f"CREATE OR REPLACE MACRO rename_blank(t) AS {rename}")
    connection.execute("BEGIN")
    try:
        _read_lines(connection, path, fields)
        connection.execute("COMMIT")
    except (duckdb.Error, _UnusualError):
        # what DuckDB cannot read as lines (an encoding, a stray control character) the parser takes or names
        connection.execute("ROLLBACK")
        _insert(connection, _tagged(read_triples(path), tag))
        return
    odd = connection.execute("SELECT o FROM read WHERE NOT ok").fetchall()
    if odd:
        connection.execute("DELETE FROM read WHERE NOT ok")
        _insert(connection, _tagged(_parsed(path, "\n".join(line for (line,) in odd)), tag))


def _read_lines(connection: "duckdb.DuckDBPyConnection", path: Path, fields: Sequence[str]) -> None:
    shared = {"path": str(path), "explicit": _EXPLICIT_STRING, "longest": _LONGEST_LINE}
    columns = "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in fields) + "}"
    graph = "graph" if "graph" in fields else "'-'"
    query = _READ_FIELDS.format(columns=columns, graph=graph, line=", ".join(fields))
    connection.execute(query, {**shared, "node": _NODE, "term": _TERM})
    canonical = rf"{_NODE} {_IRI} {_TERM}(?: {_NODE})? \."
    split = "[^ ]* " * (len(fields) - 1) + r"\."
    connection.execute(_READ_LINES, {**shared, "canonical": canonical, "fields": split})
    # predicates and graphs are few, so each is looked at once
    node, predicate = re.compile(f"{_NODE}|-"), re.compile(_IRI)
    for p, g in connection.execute("SELECT p, g FROM read WHERE g IS NOT NULL GROUP BY p, g").fetchall():
        if not predicate.fullmatch(p) or not node.fullmatch(g):
            raise _UnusualError


def _insert(connection: "duckdb.DuckDBPyConnection", triples: Iterable[Triple]) -> None:
    """Bring triples in by way of a file of lines, which is 30 times as fast as `executemany`."""
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder, "part.csv")
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{s}\x01{p}\x01{o}\n" for s, p, o in triples)
        connection.execute(
            """INSERT INTO read SELECT *, NULL, true FROM read_csv($path, columns = {'s': 'VARCHAR', 'p': 'VARCHAR',
               'o': 'VARCHAR'}, delim = chr(1), quote = '', escape = '', header = false, auto_detect = false,
               max_line_size = $longest)""",
            {"path": str(part), "longest": _LONGEST_LINE},
        )


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
