"""What a change of rows changes in the quads is what lifting everything twice would tell."""

from collections import Counter

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rihmasto.errors import InputError
from rihmasto.lift import changed_lines, lifted_counts, load_mapping, understand
from rihmasto.lift.rowwise import dependences

BASE = "https://example.org/"
HEAD = """
@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix ex: <https://example.org/> .
"""
# ruff: noqa: S608 -- names of this file
# by row, by window, by another table; one triple may follow from many rows
MAPPING = (
    HEAD
    + '''
ex:A rr:logicalTable [ rr:tableName "thing" ] ;
  rr:subjectMap [ rr:template "id/{key}" ; rr:class ex:Thing ; rr:graph ex:g ] ;
  rr:predicateObjectMap [ rr:predicate ex:name ; rr:objectMap [ rr:column "name" ] ] .
ex:B rr:logicalTable [ rr:sqlQuery "SELECT *, max(name) OVER (PARTITION BY key) AS most FROM thing" ] ;
  rr:subjectMap [ rr:template "id/{key}" ] ;
  rr:predicateObjectMap [ rr:predicate ex:most ; rr:objectMap [ rr:column "most" ] ] .
ex:C rr:logicalTable [ rr:sqlQuery """
    SELECT key, name FROM part p WHERE NOT EXISTS (FROM thing t WHERE t.name = p.name)""" ] ;
  rr:subjectMap [ rr:template "id/{key}" ] ;
  rr:predicateObjectMap [ rr:predicate ex:name ; rr:objectMap [ rr:column "name" ] ] .
ex:D rr:logicalTable [ rr:sqlQuery """
    SELECT key, unnest(string_split(name, 'a')) AS piece FROM part WHERE name <> 'c'""" ] ;
  rr:subjectMap [ rr:template "id/{key}" ; rr:graph ex:g ] ;
  rr:predicateObjectMap [ rr:predicate ex:name ; rr:objectMap [ rr:column "piece" ] ] .
'''
)
JOINED = (
    MAPPING
    + """
ex:E rr:logicalTable [ rr:tableName "part" ] ; rr:subjectMap [ rr:template "part/{key}" ] ;
  rr:predicateObjectMap [ rr:predicate ex:of ; rr:objectMap [ rr:parentTriplesMap ex:A ;
    rr:joinCondition [ rr:child "name" ; rr:parent "name" ] ] ] .
"""
)
rows = st.lists(
    st.tuples(st.sampled_from(["1", "2", "3", None]), st.sampled_from(["a", "b", "bab", "c", None])), max_size=6
)
tables = st.tuples(rows, rows)


def put(
    connection: duckdb.DuckDBPyConnection, schema: str, content: tuple[list[tuple[str | None, str | None]], ...]
) -> None:
    connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    for name, lines in zip(("thing", "part"), content, strict=True):
        connection.execute(f"CREATE OR REPLACE TABLE {schema}.{name} (key VARCHAR, name VARCHAR)")
        if lines:
            connection.executemany(f"INSERT INTO {schema}.{name} VALUES (?, ?)", lines)


def counted(connection: duckdb.DuckDBPyConnection, schema: str, mapping: str) -> Counter[str]:
    connection.execute(f"USE memory.{schema}")
    found = Counter(dict(connection.execute(lifted_counts(connection, load_mapping(mapping, base=BASE))).fetchall()))
    connection.execute("USE memory.main")
    return found


@pytest.mark.parametrize("mapping", [MAPPING, JOINED])
def test_changed_lines_are_the_difference_of_two_lifts(mapping: str) -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=60, deadline=None, derandomize=True, database=None)
    @given(tables, tables)
    def run(
        before: tuple[list[tuple[str | None, str | None]], ...], after: tuple[list[tuple[str | None, str | None]], ...]
    ) -> None:
        with duckdb.connect() as connection:
            put(connection, "was", before)
            put(connection, "now", after)
            changed = {}
            for name in ("thing", "part"):
                for side, one, other in (("went", "was", "now"), ("came", "now", "was")):
                    connection.execute(
                        f"CREATE TABLE {side}_{name} AS FROM {one}.{name} EXCEPT ALL FROM {other}.{name}"
                    )
                changed[name] = (f"went_{name}", f"came_{name}")
            both = {name: (f"was.{name}", f"now.{name}") for name in changed}
            read = load_mapping(mapping, base=BASE)
            found = changed_lines(connection, read, understand(connection, read), changed, both)
            wanted = counted(connection, "now", mapping)
            wanted.subtract(counted(connection, "was", mapping))
            assert found == {line: n for line, n in wanted.items() if n}
            seen["lines"] += len(found)

    run()
    print(f"{seen['lines']} lines that changed")
    assert seen["lines"] > 200


def test_a_cell_that_came_and_makes_no_term_is_told() -> None:
    mapping = HEAD + (
        'ex:A rr:logicalTable [ rr:tableName "thing" ] ; rr:subjectMap [ rr:column "name" ] ; '
        'rr:predicateObjectMap [ rr:predicate ex:p ; rr:objectMap [ rr:column "key" ] ] .'
    )
    with duckdb.connect() as connection:
        put(connection, "was", ([("1", "a")], []))
        put(connection, "now", ([("1", "a b")], []))
        changed = {"thing": ("was.thing", "now.thing")}
        read = load_mapping(mapping, base=BASE)
        known = understand(connection, read)
        with pytest.raises(InputError) as told:
            changed_lines(connection, read, known, changed, changed)
    assert told.value.code == "lift-invalid-value"


@pytest.mark.parametrize(
    ("query", "by"),
    [
        ("SELECT * FROM t", ()),
        ("SELECT upper(a) AS a FROM (SELECT a FROM t WHERE b > 1) ORDER BY 1", ()),
        ("SELECT *, max(b) OVER (PARTITION BY a) AS m FROM t", ("a",)),
        ("SELECT *, max(b) OVER (PARTITION BY a, b) AS m, min(b) OVER (PARTITION BY a) AS n FROM t", ("a",)),
        ("SELECT *, max(b) OVER () AS m FROM t", None),
        ("SELECT *, max(b) OVER (PARTITION BY a || b) AS m FROM t", None),
        ("SELECT max(a) AS a FROM t", None),
        ("SELECT a FROM t GROUP BY a", None),
        ("SELECT DISTINCT a FROM t", None),
        ("SELECT a FROM t LIMIT 1", None),
        ("SELECT a FROM t UNION ALL SELECT b FROM t", None),
        ("SELECT a FROM t JOIN u USING (a)", None),
        ("SELECT a FROM t WHERE a IN (SELECT b FROM u)", None),
        ("SELECT a, random() AS r FROM t", None),
        ("SELECT *, row_number() OVER (PARTITION BY x) AS m FROM (SELECT a AS x FROM t)", None),
    ],
)
def test_which_rows_a_row_follows_from(query: str, by: tuple[str, ...] | None) -> None:
    with duckdb.connect() as connection:
        assert dependences(connection, [query])[0].by == by
