"""Terms as numbers: what joins, counts and compares for equality needs no text.

A number is a hash of the term's text whose last two bits tell what kind of term it is. Two terms never share one: where
they would, the hash is salted until they do not.
"""

# ruff: noqa: S608 -- what goes into the SQL is a name of ours
from collections.abc import Collection, Iterable
from copy import copy
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

# the last bits of the first sign of a term, which are told apart by them: < _ and "
IRI, BLANK, LITERAL = (ord(sign) & 3 for sign in '<_"')
_KINDS = 3
_ID = f"({{hashed}} & {2**64 - 1 - _KINDS}::UBIGINT) | (ascii(t) & {_KINDS})::UBIGINT"


def kind(number: str) -> str:
    """Return the SQL of the kind of a term: IRI, BLANK or LITERAL.

    Args:
        number: SQL of the number of a term.
    """
    return f"({number} & {_KINDS})"


def make_terms(connection: "duckdb.DuckDBPyConnection") -> None:
    """Make the table `term(id, text)` and the macro `id_of(t)`, which gives the number of a term of the table.

    Args:
        connection: has a table `read(s, p, o, file)` and a macro `renamed(t, file)`.
    """
    source = (
        "SELECT DISTINCT text FROM (SELECT renamed(s, file) AS text FROM read "
        "UNION ALL SELECT renamed(o, file) FROM read)"
    )
    for salt in count():
        hashed = f"hash(t, {salt})" if salt else "hash(t)"
        connection.execute(f"CREATE OR REPLACE MACRO id_of(t) AS {_ID.format(hashed=hashed)}")
        connection.execute(f"CREATE OR REPLACE TABLE term AS SELECT id_of(text) AS id, text FROM ({source})")
        if connection.execute("SELECT count(*) = count(DISTINCT id) FROM term").fetchone() == (True,):
            return


def make_triples(connection: "duckdb.DuckDBPyConnection") -> None:
    """Make the tables `predicate(p, id)` and `triples(s, p, o)`, and the view `written(s, p, o)` of their texts."""
    execute = connection.execute
    execute("CREATE TABLE predicate AS SELECT p, row_number() OVER (ORDER BY p)::UINTEGER AS id FROM read GROUP BY p")
    execute(
        """CREATE TABLE triples AS
           SELECT DISTINCT id_of(renamed(s, file)) AS s, id AS p, id_of(renamed(o, file)) AS o
           FROM read JOIN predicate USING (p) ORDER BY id"""
    )
    execute(
        """CREATE VIEW written AS SELECT a.text AS s, n.p, b.text AS o, n.id
           FROM triples t JOIN predicate n ON n.id = t.p JOIN term a ON a.id = t.s JOIN term b ON b.id = t.o"""
    )


class Numbers:
    """The terms of a graph and their numbers; terms that the graph does not have get one when they are asked for.

    Args:
        connection: a database with the table `term` and the macro `id_of`.
    """

    def __init__(self, connection: "duckdb.DuckDBPyConnection") -> None:
        self._connection = connection
        self._numbers: dict[str, int] = {}
        self._texts: dict[int, str] = {}
        self._lock = Lock()

    def beside(self, connection: "duckdb.DuckDBPyConnection") -> "Numbers":
        """Return the same numbers for another connection to the same database."""
        other = copy(self)
        other._connection = connection  # noqa: SLF001 -- it is its own
        return other

    def of(self, terms: Iterable[str]) -> list[int]:
        """Return the numbers of terms."""
        wanted = list(terms)
        with self._lock:  # a new term must not come in twice
            unknown = sorted(set(wanted) - self._numbers.keys())
            if unknown:
                self._learn(unknown)
        return [self._numbers[t] for t in wanted]

    def texts(self, numbers: Collection[int]) -> dict[int, str]:
        """Return the terms of numbers."""
        unknown = [n for n in numbers if n not in self._texts]
        if unknown:
            query = "SELECT id, text FROM term WHERE id IN (SELECT unnest($1::UBIGINT[]))"
            self._texts.update(self._connection.execute(query, [unknown]).fetchall())
        return self._texts

    def _learn(self, terms: list[str]) -> None:
        query = """SELECT asked.t, asked.id, term.text FROM (
                     SELECT t, id_of(t) AS id FROM (SELECT unnest($1::VARCHAR[]) AS t)) asked
                   LEFT JOIN term ON term.id = asked.id"""
        fresh: dict[str, int] = {}
        taken: set[int] = set()
        for term, number, text in self._connection.execute(query, [terms]).fetchall():
            if text != term:
                fresh[term] = self._free(number, taken) if text is not None or number in taken else number
                taken.add(fresh[term])
            self._numbers[term] = fresh.get(term, number)
        if fresh:
            self._connection.execute(
                "INSERT INTO term SELECT unnest($1::UBIGINT[]), unnest($2::VARCHAR[])",
                [list(fresh.values()), list(fresh)],
            )

    def _free(self, number: int, taken: Collection[int]) -> int:
        """Return a number that no term has, for a term of the same kind."""
        while number in taken or self._connection.execute("SELECT 1 FROM term WHERE id = $1", [number]).fetchone():
            number = (number + _KINDS + 1) % 2**64
        return number
