"""Joins, several predicates and graphs, and rows with empty cells."""

from pathlib import Path

import duckdb

from rihmasto.lift import lift, load_mapping
from rihmasto.lift.compiler import compile_mapping
from rihmasto.lift.writing import select_lines

BASE = "https://example.org/"
MAPPING = """@prefix rr: <http://www.w3.org/ns/r2rml#> . @prefix ex: <https://example.org/ns#> .
<Unit> rr:logicalTable [ rr:tableName "unit" ] ;
  rr:subjectMap [ rr:template "u/{unit}" ; rr:graphMap [ rr:template "g/{source}" ] ] ;
  rr:predicateObjectMap [ rr:predicate ex:of , ex:partOf ; rr:graph <g/all> ; rr:objectMap
      [ rr:parentTriplesMap <City> ; rr:joinCondition [ rr:child "city" ; rr:parent "code" ] ,
        [ rr:child "source" ; rr:parent "source" ] ] ] ,
    [ rr:predicate ex:same ; rr:objectMap [ rr:parentTriplesMap <Twin> ] ] .
<Twin> rr:logicalTable [ rr:tableName "unit" ] ; rr:subjectMap [ rr:template "twin/{unit}" ] .
<City> rr:logicalTable [ rr:sqlQuery "SELECT * FROM city -- all of them" ] ;
  rr:subjectMap [ rr:template "c/{code}" ; rr:class ex:City ] .
"""
TABLES = """
CREATE TABLE city AS FROM (VALUES ('853', 's1'), ('853', 's1'), ('092', 's2')) t(code, source);
CREATE TABLE unit AS FROM (VALUES ('a', '853', 's1'), ('b', '092', 's1'), ('c', NULL, 's2'), (NULL, '853', 's1'),
  ('d', '853', NULL)) t(unit, city, source);
"""
EXPECTED = """\
<https://example.org/c/092> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/ns#City> .
<https://example.org/c/853> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/ns#City> .
<https://example.org/u/a> <https://example.org/ns#of> <https://example.org/c/853> <https://example.org/g/all> .
<https://example.org/u/a> <https://example.org/ns#of> <https://example.org/c/853> <https://example.org/g/s1> .
<https://example.org/u/a> <https://example.org/ns#partOf> <https://example.org/c/853> <https://example.org/g/all> .
<https://example.org/u/a> <https://example.org/ns#partOf> <https://example.org/c/853> <https://example.org/g/s1> .
<https://example.org/u/a> <https://example.org/ns#same> <https://example.org/twin/a> <https://example.org/g/s1> .
<https://example.org/u/b> <https://example.org/ns#same> <https://example.org/twin/b> <https://example.org/g/s1> .
<https://example.org/u/c> <https://example.org/ns#same> <https://example.org/twin/c> <https://example.org/g/s2> .
"""


def test_joins_graphs_and_empty_cells(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        count = lift(connection, load_mapping(MAPPING, base=BASE), tmp_path / "out.nq")
    assert (tmp_path / "out.nq").read_text(encoding="utf-8") == EXPECTED
    assert count == 9


def test_each_table_is_read_once_a_graph() -> None:
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        program = compile_mapping(connection, load_mapping(MAPPING, base=BASE))
    assert {(branch.graph is None, len(branch.quads)) for branch in program.branches.values()} == {
        (False, 2),
        (False, 1),
        (True, 1),
    }
    assert select_lines(program).count("SELECT unnest") == len(program.branches) == 4
    assert not program.checks


def test_what_is_left_out_is_not_even_in_the_query(tmp_path: Path) -> None:
    mapping = load_mapping(
        """@prefix rr: <http://www.w3.org/ns/r2rml#> . @prefix ex: <https://example.org/ns#> .
        <Secret> rr:logicalTable [ rr:sqlQuery "SELECT error('touched') AS x" ] ;
          rr:subjectMap [ rr:template "s/{x}" ; rr:graph <g/people> ; rr:class ex:Person ] .
        <City> rr:logicalTable [ rr:tableName "city" ] ;
          rr:subjectMap [ rr:template "c/{code}" ; rr:graph <g/all> ; rr:class ex:City ] .
        """,
        base=BASE,
    )
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        program = compile_mapping(connection, mapping)
        for kept in ({"without": [BASE + "g/people"]}, {"only": [BASE + "g/all"]}):
            assert "touched" not in select_lines(program, **kept)
            assert lift(connection, mapping, tmp_path / "out.nq", **kept) == 2
        assert "touched" in select_lines(program)
