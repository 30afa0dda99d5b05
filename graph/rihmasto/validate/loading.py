"""Reading of RDF files into DuckDB, where terms become numbers; and writing of lines.

N-Quads and N-Triples, which is what releases are made of, never become Python objects: DuckDB reads the lines as fields
between spaces and joins those of a literal with words again; a regular expression looks at each different term once.
Lines that are not canonical, such as comments, unusual escapes or mistakes, go through a parser, and so does every
other syntax.
"""

# ruff: noqa: S608 -- what goes into the SQL is a name of ours
import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rihmasto.errors import InputError
from rihmasto.validate.graph import Triple, read_triples
from rihmasto.validate.numbering import make_terms, make_triples
from rihmasto.validate.terms import XSD

if TYPE_CHECKING:
    import duckdb

_IRI = r'<[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f<>"{}|^`\\]*>'
_BLANK = r"_:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?"
_LITERAL = rf'"(?:[^"\\\x00-\x1f\x7f]|\\[tbnrf"\\])*"(?:@[a-z]+(?:-[a-z0-9]+)*|\^\^{_IRI})?'
_NODE = f"(?:{_IRI}|{_BLANK})"
_TERM = f"(?:{_IRI}|{_BLANK}|{_LITERAL})"
_EXPLICIT_STRING = f'"^^<{XSD}string>'
_LINES = frozenset({".nq", ".nt"})
_GLOB = frozenset("*?[{")
_LONGEST_LINE = 16 << 20  # as much as the parser takes
# in the first pass, where small pieces are shared better among the cores
_LONG_LINE, _PIECE = 1 << 20, 8 << 20

# so many fields a line has at most; the few lines that have more are read once more, as a whole
_FIELDS = ["s", "p", "o", "c", "d", *(f"w{n}" for n in range(27))]
_REST = f"concat_ws(' ', {', '.join(_FIELDS[2:])})"
_CSV = "quote = '', escape = '', header = false, auto_detect = false, max_line_size = $longest, buffer_size = $piece"
# Without words inside a term a line is `s p o graph .` or `s p o .`; else what stands behind p is taken apart from its
# end. Where s is NULL, o is a line that has neither form.
_READ_FIELDS = f"""
INSERT INTO read
SELECT CASE WHEN ok THEN s END, CASE WHEN ok THEN p END,
       CASE WHEN simple THEN o WHEN ok THEN without_graph(rest, g) ELSE concat_ws(' ', s, p, rest) END, g, $number
FROM (SELECT *, CASE WHEN NOT simple THEN {_REST} END AS rest,
             simple OR (starts_with(o, '"') AND ends_with(rest, ' .') AND s <> '' AND p <> '') IS TRUE AS ok,
             CASE WHEN simple AND d IS NOT NULL THEN c WHEN ok AND NOT simple THEN graph_of(rest) ELSE '' END AS g
      FROM (SELECT *, (CASE WHEN d IS NULL THEN c = '.' ELSE d = '.' AND w0 IS NULL AND s <> '' AND p <> ''
                       AND NOT contains(c, '"') END AND o IS NOT NULL) IS TRUE AS simple
            FROM read_csv($path, columns = {{{", ".join(f"'{name}': 'VARCHAR'" for name in _FIELDS)}}}, delim = ' ',
                   {_CSV}, null_padding = true, nullstr = chr(1), ignore_errors = true)))
"""
_READ_LONG = f"""
INSERT INTO read
SELECT CASE WHEN ok THEN s END, CASE WHEN ok THEN p END, CASE WHEN ok THEN without_graph(rest, g) ELSE line END, g,
       $number
FROM (SELECT *, line[length(s) + length(p) + 3:] AS rest,
             s <> '' AND p <> '' AND starts_with(rest, '"') AND ends_with(rest, ' .') AS ok,
             CASE WHEN ok THEN graph_of(rest) ELSE '' END AS g
      FROM (SELECT line, split_part(line, ' ', 1) AS s, split_part(line, ' ', 2) AS p
            FROM read_csv($path, columns = {{'line': 'VARCHAR'}}, delim = chr(1), {_CSV})
            WHERE strlen(line) - strlen(replace(line, ' ', '')) >= {len(_FIELDS)} OR strlen(line) + 2 >= {_LONG_LINE}))
"""
# predicates and graphs are few, so each is looked at once; with the bytes of their lines, among them three spaces, the
# dot and the end
_KINDS = """
SELECT p, g, starts_with(s, '"'),
       sum(CASE WHEN s IS NULL THEN strlen(o) + 1
           ELSE strlen(s) + strlen(p) + strlen(o) + 5 + CASE WHEN g = '' THEN 0 ELSE strlen(g) + 1 END END)::BIGINT
FROM read WHERE file = $1 GROUP BY ALL
"""
# of what stands behind the predicate, when that is a literal with words in it
_ENDS = r"""
CREATE MACRO graph_of(rest) AS regexp_extract(rest, ' (<[^ <>"]*>|_:[^ "]+) \.$', 1);
CREATE MACRO without_graph(rest, g) AS rest[:length(rest) - 2 - CASE WHEN g = '' THEN 0 ELSE length(g) + 1 END];
"""


class _UnusualError(Exception):
    """A predicate or graph that is not canonical: the whole file goes through the parser."""


def load(connection: "duckdb.DuckDBPyConnection", paths: Sequence[Path]) -> None:
    """Read files into the tables `triples(s, p, o)`, a set of numbers, `term(id, text)` and `predicate(p, id)`.

    Args:
        connection: an empty database.
        paths: RDF files, all merged into one graph; the blank nodes of different files stay apart.

    Raises:
        InputError: a file is missing, its syntax unknown or wrong.
    """
    renamed = (
        "CASE WHEN starts_with(t, '_:') THEN '_:d' || file || '_' || substr(t, 3) ELSE t END" if len(paths) > 1 else "t"
    )
    connection.execute(f"{_ENDS} CREATE MACRO renamed(t, file) AS {renamed};")
    # g is NULL for what came from the parser
    connection.execute("CREATE TABLE read (s VARCHAR, p VARCHAR, o VARCHAR, g VARCHAR, file USMALLINT)")
    for number, path in enumerate(paths):
        _read(connection, path, number)
    make_terms(connection)
    if _mend(connection, paths):
        make_terms(connection)
    make_triples(connection)
    connection.execute("DROP TABLE read")


def write_lines(connection: "duckdb.DuckDBPyConnection", query: str, path: Path) -> None:
    """Write triples as N-Triples.

    Args:
        connection: a database.
        query: a SELECT of s, p and o as text in canonical form.
        path: the file.
    """
    lines = f"SELECT s || ' ' || p || ' ' || o || ' .' FROM ({query})"
    name = str(path).replace("'", "''")
    connection.execute(f"COPY ({lines}) TO '{name}' (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x01')")


def _read(connection: "duckdb.DuckDBPyConnection", path: Path, number: int) -> None:
    if path.suffix.lower() not in _LINES or _GLOB & set(str(path)):  # DuckDB would look for several files
        _insert(connection, read_triples(path, "d"), number)
        return
    if not path.is_file():
        raise InputError("rdf-missing", path=path)
    import duckdb  # noqa: PLC0415 -- see above

    connection.execute("BEGIN")
    try:
        _read_lines(connection, path, number)
        connection.execute("COMMIT")
    except (duckdb.Error, _UnusualError):
        # what DuckDB cannot read as lines (an encoding, a stray control character) the parser takes or names
        connection.execute("ROLLBACK")
        _insert(connection, read_triples(path), number)
        return
    odd = connection.execute("SELECT o FROM read WHERE s IS NULL").fetchall()
    if odd:
        connection.execute("DELETE FROM read WHERE s IS NULL")
        _insert(connection, _parsed(path, [line for (line,) in odd]), number)


def _read_lines(connection: "duckdb.DuckDBPyConnection", path: Path, number: int) -> None:
    execute, values = connection.execute, {"path": str(path), "number": number}
    execute(_READ_FIELDS, {**values, "longest": _LONG_LINE, "piece": _PIECE})
    kinds = execute(_KINDS, [number]).fetchall()
    if any(size is None for *_, size in kinds):
        raise _UnusualError  # a control character that stands for NULL
    # the last line may have no end; where more than that differs, lines may have been left out
    if sum(size for *_, size in kinds) - path.stat().st_size not in {0, 1}:
        # a line of about that length may come twice, but triples are a set
        execute(_READ_LONG, {**values, "longest": _LONGEST_LINE, "piece": _LONGEST_LINE})
        kinds = execute(_KINDS, [number]).fetchall()
    node, predicate = re.compile(f"{_NODE}|" if path.suffix.lower() == ".nq" else ""), re.compile(_IRI)
    for p, g, literal, _ in kinds:
        if p is not None and (literal or not predicate.fullmatch(p) or not node.fullmatch(g)):
            raise _UnusualError


def _mend(connection: "duckdb.DuckDBPyConnection", paths: Sequence[Path]) -> bool:
    """Parse the lines whose terms are not canonical; tell whether there are any."""
    execute = connection.execute
    execute(
        "CREATE TEMP TABLE odd AS SELECT text FROM term WHERE NOT regexp_full_match(text, $term) "
        "OR ends_with(text, $explicit)",
        {"term": _TERM, "explicit": _EXPLICIT_STRING},
    )
    if not execute("SELECT 1 FROM odd").fetchone():
        return False
    condition = "g IS NOT NULL AND (renamed(s, file) IN (FROM odd) OR renamed(o, file) IN (FROM odd))"
    lines: dict[int, list[str]] = {}
    for file, line in execute(f"SELECT file, concat_ws(' ', s, p, o, g, '.') FROM read WHERE {condition}").fetchall():
        lines.setdefault(file, []).append(line)
    execute(f"DELETE FROM read WHERE {condition}")
    for number, written in lines.items():
        _insert(connection, _parsed(paths[number], written), number)
    return True


def _insert(connection: "duckdb.DuckDBPyConnection", triples: Iterable[Triple], number: int) -> None:
    """Bring triples in by way of a file of lines, which is 30 times as fast as `executemany`."""
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder, "part.csv")
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{s}\x01{p}\x01{o}\n" for s, p, o in triples)
        connection.execute(
            f"""INSERT INTO read SELECT *, NULL, $number FROM read_csv($path, columns = {{'s': 'VARCHAR',
                'p': 'VARCHAR', 'o': 'VARCHAR'}}, delim = chr(1), {_CSV})""",
            {"path": str(part), "longest": _LONGEST_LINE, "piece": _LONGEST_LINE, "number": number},
        )


def _parsed(path: Path, lines: Sequence[str]) -> list[Triple]:
    """Parse lines of a file that are not canonical; on a mistake parse all, for the right line number."""
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder, f"odd{path.suffix}")
        part.write_text("\n".join(lines), encoding="utf-8")
        try:
            return list(read_triples(part))
        except InputError:
            return list(read_triples(path))
