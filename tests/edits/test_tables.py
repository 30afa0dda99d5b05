"""Checking tables and files again after an edit."""

from pathlib import Path

import duckdb
import pytest

from rihmasto.edits import check_files, check_tables
from rihmasto.errors import InputError
from rihmasto.lift import lift, load_mapping
from rihmasto.validate import Result, validate

BASE = "https://example.org/"
MAPPING = """
@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix ex: <https://example.org/> .
ex:Thing rr:logicalTable [ rr:tableName "thing" ] ;
  rr:subjectMap [ rr:template "id/{key}" ; rr:class ex:Thing ; rr:graphMap [ rr:template "graph/{source}" ] ] ;
  rr:predicateObjectMap [ rr:predicate ex:name ; rr:objectMap [ rr:column "name" ] ] ,
    [ rr:predicate ex:of ; rr:objectMap [ rr:template "id/{of}" ] ] .
ex:People rr:logicalTable [ rr:sqlQuery "SELECT * FROM people.person" ] ;
  rr:subjectMap [ rr:template "id/{person}" ; rr:graph <graph/people> ] ;
  rr:predicateObjectMap [ rr:predicate ex:name ; rr:objectMap [ rr:column "name" ] ] .
"""
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <https://example.org/> .
ex:ThingShape sh:targetClass ex:Thing ; sh:property ex:name-shape, ex:of-shape .
ex:name-shape sh:path ex:name ; sh:minCount 1 ; sh:maxCount 1 ; sh:message "One name."@en .
ex:of-shape sh:path ex:of ; sh:class ex:Thing .
"""
# each edit alone, and the number of results after it
EDITS = [
    ("SELECT 1", 1),
    ("UPDATE thing SET name = NULL WHERE key = 'a' AND source = 'one'", 1),
    ("UPDATE thing SET name = NULL WHERE key = 'a'", 2),
    ("INSERT INTO thing VALUES ('a', 'A', NULL, 'three'), ('a', 'B', NULL, 'three')", 2),
    ("DELETE FROM thing WHERE source = 'three' AND name = 'B'", 1),
    ("INSERT INTO thing VALUES ('nowhere', 'N', NULL, 'one')", 0),
    ("DELETE FROM thing WHERE key = 'nowhere'; DELETE FROM thing WHERE key = 'b'", 0),
    ("DELETE FROM thing", 0),
    ("INSERT INTO thing VALUES ('z', NULL, 'y', 'one')", 2),
]


def whole(tables: Path, shapes: Path, folder: Path) -> tuple[Result, ...]:
    mapping = load_mapping(MAPPING[: MAPPING.index("ex:People")], base=BASE)
    with duckdb.connect(str(tables), read_only=True) as connection:
        lift(connection, mapping, folder / "whole.nq")
    return validate([folder / "whole.nq"], [shapes]).results


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    with duckdb.connect(str(tmp_path / "tables.duckdb")) as connection:
        connection.execute("CREATE TABLE thing (key VARCHAR, name VARCHAR, of VARCHAR, source VARCHAR)")
        connection.execute("CREATE TABLE beside (key VARCHAR)")
        # the same triples from two sources, and a link to nothing
        connection.execute(
            """INSERT INTO thing VALUES ('a', 'A', NULL, 'one'), ('a', 'A', NULL, 'two'), ('b', 'B', 'nowhere', 'one'),
               ('c', 'C', 'a', 'one')"""
        )
    return tmp_path / "tables.duckdb"


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    (tmp_path / "shapes.ttl").write_text(SHAPES, encoding="utf-8")
    return tmp_path / "shapes.ttl"


def test_edits_of_tables_are_followed(tmp_path: Path, tables: Path, shapes: Path) -> None:
    state = tmp_path / "state"
    for sql, expected in EDITS:
        with duckdb.connect(str(tables)) as connection:
            connection.execute(sql)
        found = check_tables(state, tables, MAPPING, [shapes], base=BASE).results
        assert found == whole(tables, shapes, tmp_path), sql
        assert len(found) == expected, sql


def test_another_column_or_mapping_makes_a_new_state(tmp_path: Path, tables: Path, shapes: Path) -> None:
    state = tmp_path / "state"
    check_tables(state, tables, MAPPING, [shapes], base=BASE)
    with duckdb.connect(str(tables)) as connection:
        connection.execute("ALTER TABLE thing ADD COLUMN more VARCHAR; UPDATE thing SET name = NULL")
    assert len(check_tables(state, tables, MAPPING, [shapes], base=BASE).results) == 4
    other = MAPPING.replace("rr:class ex:Thing", "rr:class ex:Other")
    assert check_tables(state, tables, other, [shapes], base=BASE).results == ()


def test_a_wrong_cell_leaves_the_state_before(tmp_path: Path, tables: Path, shapes: Path) -> None:
    mapping = MAPPING.replace('rr:template "id/{of}"', 'rr:column "of" ; rr:termType rr:IRI')
    state = tmp_path / "state"
    before = check_tables(state, tables, mapping, [shapes], base=BASE).results
    with duckdb.connect(str(tables)) as connection:
        connection.execute("UPDATE thing SET of = 'two words' WHERE key = 'c'")
    with pytest.raises(InputError) as told:
        check_tables(state, tables, mapping, [shapes], base=BASE)
    assert told.value.code == "lift-invalid-value"
    with duckdb.connect(str(tables)) as connection:
        connection.execute("UPDATE thing SET of = 'a' WHERE key = 'c'")
    assert check_tables(state, tables, mapping, [shapes], base=BASE).results == before


def test_files_are_followed(tmp_path: Path, tables: Path, shapes: Path) -> None:
    data = tmp_path / "whole.nq"
    before = whole(tables, shapes, tmp_path)
    assert check_files(tmp_path / "state", [data], [shapes]).results == before
    data.write_text(data.read_text(encoding="utf-8").replace("nowhere", "c"), encoding="utf-8")
    report = check_files(tmp_path / "state", [data], [shapes])
    assert report == validate([data], [shapes])
    assert report.conforms
