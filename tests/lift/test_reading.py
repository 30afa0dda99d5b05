"""Each rule of R2RML that a mapping can break is told in a sentence that names the map."""

import tomllib
from pathlib import Path

import duckdb
import pytest

import rihmasto
from rihmasto.errors import LANGUAGES, InputError
from rihmasto.lift import lift, load_mapping
from rihmasto.lift.mapping import Column, Constant, PredicateObjects, Reference, Template, TermMap, TriplesMap

BASE = "https://example.org/turku/"
PREFIXES = "@prefix rr: <http://www.w3.org/ns/r2rml#> . @prefix ex: <https://example.org/ns#> .\n"
TABLE = 'rr:logicalTable [ rr:tableName "project" ]'
SUBJECT = 'rr:subjectMap [ rr:template "id/project/{key}" ]'
NAME = 'rr:predicateObjectMap [ rr:predicate ex:name ; rr:objectMap [ rr:column "key" ] ]'


def mapping(*properties: str) -> str:
    return f"{PREFIXES}<m> {' ; '.join(properties)} ."


def objects(*properties: str) -> str:
    listed = " ; ".join(properties)
    return mapping(TABLE, SUBJECT, f"rr:predicateObjectMap [ rr:predicate ex:name ; rr:objectMap [ {listed} ] ]")


BROKEN = [
    ("lift-turtle", "<m> <p>"),
    ("lift-no-triples-maps", PREFIXES),
    ("lift-unknown-property", mapping(TABLE, SUBJECT, 'rr:predicatObjectMap "x"')),
    ("lift-unknown-property", objects('rr:columns "name"')),
    ("lift-one-expected", mapping(TABLE)),
    ("lift-one-expected", mapping(SUBJECT)),
    ("lift-one-expected", mapping(TABLE, "a rr:TriplesMap")),
    ("lift-one-expected", mapping(TABLE, SUBJECT, "rr:subject ex:another")),
    ("lift-one-expected", mapping('rr:logicalTable [ rr:tableName "a" ; rr:sqlQuery "SELECT 1" ]', SUBJECT)),
    ("lift-one-expected", mapping(TABLE, SUBJECT, "rr:predicateObjectMap [ rr:predicate ex:name ]")),
    ("lift-one-expected", mapping(TABLE, SUBJECT, 'rr:predicateObjectMap [ rr:object "x" ]')),
    ("lift-one-expected", objects('rr:column "name" ; rr:template "{name}"')),
    ("lift-one-expected", objects('rr:column "name" , "other"')),
    ("lift-one-expected", objects("rr:termType rr:IRI")),
    ("lift-one-expected", objects('rr:parentTriplesMap <m> ; rr:joinCondition [ rr:child "a" ]')),
    ("lift-not-resource", mapping('rr:logicalTable "project"', SUBJECT)),
    ("lift-not-resource", objects('rr:column "name" ; rr:datatype "xsd:date"')),
    ("lift-term-kind", mapping(TABLE, 'rr:subjectMap [ rr:column "key" ; rr:termType rr:Literal ]')),
    ("lift-term-kind", mapping(TABLE, 'rr:subject "words"')),
    ("lift-term-kind", mapping(TABLE, "rr:subject []")),
    ("lift-term-kind", objects('rr:column "name" ; rr:termType rr:Iri')),
    ("lift-language", objects('rr:column "name" ; rr:language "finnish"')),
    ("lift-language", objects('rr:column "name" ; rr:language ""')),
    ("lift-language-or-datatype", objects('rr:column "name" ; rr:language "fi" ; rr:datatype ex:type')),
    ("lift-language-or-datatype", objects('rr:template "id/{name}" ; rr:termType rr:IRI ; rr:language "fi"')),
    ("lift-template", mapping(TABLE, 'rr:subjectMap [ rr:template "id/{key" ]')),
    ("lift-template", mapping(TABLE, 'rr:subjectMap [ rr:template "id/}" ]')),
    ("lift-template", mapping(TABLE, 'rr:subjectMap [ rr:template "id/key" ]')),
    ("lift-template", mapping(TABLE, 'rr:subjectMap [ rr:template "id/ {key}" ]')),
    ("lift-table-name", mapping('rr:logicalTable [ rr:tableName "project; DROP TABLE project" ]', SUBJECT)),
    ("lift-table-name", mapping("rr:logicalTable [ rr:tableName \"read_csv('x')\" ]", SUBJECT)),
    ("lift-no-parent", objects("rr:parentTriplesMap <nothing>")),
]
BROKEN_ON_TABLES = [
    ("lift-query", mapping('rr:logicalTable [ rr:tableName "projects" ]', SUBJECT)),
    ("lift-query", mapping('rr:logicalTable [ rr:sqlQuery "SELECT" ]', SUBJECT)),
    ("lift-query", mapping('rr:logicalTable [ rr:sqlQuery "SELECT 1 AS key; DROP TABLE project" ]', SUBJECT)),
    ("lift-query", mapping('rr:logicalTable [ rr:sqlQuery "DROP TABLE project" ]', SUBJECT)),
    ("lift-failed", mapping("rr:logicalTable [ rr:sqlQuery \"SELECT error('x') AS key\" ]", SUBJECT, NAME)),
    ("lift-column-twice", mapping('rr:logicalTable [ rr:sqlQuery "SELECT key, 1 AS KEY FROM project" ]', SUBJECT)),
    ("lift-no-column", objects('rr:column "nimi"')),
    ("lift-no-column", objects('rr:parentTriplesMap <m> ; rr:joinCondition [ rr:child "key" ; rr:parent "k" ]')),
]
# These are shown where cells are (test_writing.py) or just below.
ELSEWHERE = {"lift-base", "lift-invalid-value", "lift-not-written"}


@pytest.mark.parametrize(("code", "text"), BROKEN)
def test_broken_mapping_is_told(code: str, text: str) -> None:
    with pytest.raises(InputError) as caught:
        load_mapping(text, base=BASE)
    assert caught.value.code == code
    if "map" in caught.value.values:
        assert caught.value.values["map"]
    assert len({caught.value.say(language) for language in LANGUAGES}) == 3


@pytest.mark.parametrize(("code", "text"), BROKEN_ON_TABLES)
def test_mapping_that_does_not_fit_the_tables_is_told(tmp_path: Path, code: str, text: str) -> None:
    read = load_mapping(text, base=BASE)
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE project AS SELECT 'a' AS key, 'A' AS name")
        with pytest.raises(InputError) as caught:
            lift(connection, read, tmp_path / "out.nq")
        assert connection.execute("SELECT count(*) FROM project").fetchone() == (1,)
    assert caught.value.code == code


@pytest.mark.parametrize("base", ["", "turku/", "https://example.org/a b/"])
def test_base_is_an_absolute_iri(base: str) -> None:
    with pytest.raises(InputError) as caught:
        load_mapping(objects('rr:column "name"'), base=base)
    assert caught.value.code == "lift-base"


def test_every_sentence_is_brought_about() -> None:
    path = Path(rihmasto.__file__).parent / "errors" / "sentences" / "lift.toml"
    codes = set(tomllib.loads(path.read_text(encoding="utf-8")))
    assert codes == {code for code, _ in (*BROKEN, *BROKEN_ON_TABLES)} | ELSEWHERE


def test_whole_language_is_read() -> None:
    read = load_mapping(
        PREFIXES
        + """
        <a> rr:logicalTable [ rr:tableName "people.\\"Henkilö\\"" ] ;
          rr:subjectMap [ rr:template "id/{\\"the key\\"}" ; rr:class ex:A, ex:B ; rr:graph <graph/x> ] ;
          rr:predicateObjectMap [ rr:predicateMap [ rr:template "https://example.org/ns#{p}" ] ; rr:predicate ex:p ;
            rr:object "sana"@FI ; rr:graph rr:defaultGraph ;
            rr:objectMap [ rr:column "c" ; rr:language "sv-FI" ] ,
              [ rr:template "\\\\{{c}\\\\}" ; rr:termType rr:Literal ] ,
              [ rr:parentTriplesMap <b> ; rr:joinCondition [ rr:child "c" ; rr:parent "\\"d\\"" ] ] ] .
        <b> rr:logicalTable [ rr:sqlQuery " SELECT 1 AS d ; " ] ; rr:subject ex:b .
        """,
        base=BASE,
    )
    iri = TermMap(Constant("<https://example.org/ns#p>"), "iri")
    assert read.base == BASE
    assert read.triples_maps[0] == TriplesMap(
        name="a",
        table='people."Henkilö"',
        query='FROM "people"."Henkilö"',
        subject=TermMap(Template(("id/", Column("the key"))), "iri"),
        classes=(
            TermMap(Constant("<https://example.org/ns#A>"), "iri"),
            TermMap(Constant("<https://example.org/ns#B>"), "iri"),
        ),
        graphs=(TermMap(Constant(f"<{BASE}graph/x>"), "iri"),),
        predicate_objects=(
            PredicateObjects(
                (iri, TermMap(Template(("https://example.org/ns#", Column("p"))), "iri")),
                (
                    TermMap(Constant('"sana"@fi'), "literal"),
                    TermMap(Column("c"), "literal", language="sv-fi"),
                    TermMap(Template(("{", Column("c"), "}")), "literal"),
                    Reference("b", (("c", "d"),)),
                ),
                (TermMap(Constant("<http://www.w3.org/ns/r2rml#defaultGraph>"), "iri"),),
            ),
        ),
    )
    assert read.triples_maps[1] == TriplesMap(
        "b", "b", "SELECT 1 AS d", TermMap(Constant("<https://example.org/ns#b>"), "iri"), (), (), ()
    )
