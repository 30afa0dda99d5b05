"""Each query of the catalogue answers its own example, in the embedded engine and in another one."""

import csv
import io
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from rihmasto.query import ask, catalogue, write

EXAMPLES = Path(__file__).resolve().parents[1] / "queries"
NAMES = sorted(catalogue())
_REQUIRED = {"projects/running-on-day": {"day": "15.6.2021"}}


def _then(name: str) -> list[list[str]]:
    with (EXAMPLES / name / "then.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _same(cell: str) -> object:
    try:
        return Decimal(cell)
    except InvalidOperation:
        return cell


def test_each_query_has_an_example_with_an_answer() -> None:
    given = sorted(path.parent.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("given.ttl"))
    then = sorted(path.parent.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("then.csv"))
    print(f"queries with given and then: {len(given)}")
    assert given == then == NAMES
    assert len(NAMES) == 33
    assert all(len(_then(name)) > 1 for name in NAMES)


def test_the_competency_questions_are_answered_by_one_query_each() -> None:
    answered = sorted(question for query in catalogue().values() for question in query.header.answers)
    assert answered == [f"Q{number:02}" for number in range(1, 15)]


@pytest.mark.parametrize("name", NAMES)
def test_answer(name: str) -> None:
    store = ox.Store()
    store.load(path=str(EXAMPLES / name / "given.ttl"), format=ox.RdfFormat.TURTLE)
    result = ask(store, name, _REQUIRED.get(name), language="fi", people=True)
    assert list(csv.reader(io.StringIO(write(result, "csv").decode()))) == _then(name)


@pytest.mark.parametrize("name", NAMES)
def test_strangers_with_names_change_no_answer(name: str) -> None:
    """An OPTIONAL on something unbound would join every name of the store."""
    strangers = """@prefix : <https://example.org/stranger/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
      @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix dcterms: <http://purl.org/dc/terms/> .
      @prefix rih: <https://w3id.org/rihmasto/ns#> .
      :a a skos:Concept ; skos:prefLabel "a"@fi ; rdfs:label "b"@fi ; dcterms:title "c" ; rih:number 9 .
      :b a skos:Concept ; skos:prefLabel "d" , "e"@en ; rdfs:label "f"@sv ; dcterms:title "g" ; rih:number 8 ."""
    store = ox.Store()
    store.load(path=str(EXAMPLES / name / "given.ttl"), format=ox.RdfFormat.TURTLE)
    store.load(strangers.encode(), format=ox.RdfFormat.TURTLE)
    assert write(ask(store, name, _REQUIRED.get(name), language="fi", people=True), "csv").decode().splitlines() == [
        *(EXAMPLES / name / "then.csv").read_text(encoding="utf-8").splitlines()
    ]


@pytest.mark.parametrize("name", NAMES)
def test_file_runs_unchanged_in_another_engine(name: str) -> None:
    graph = rdflib.Graph().parse(EXAMPLES / name / "given.ttl")
    answer = graph.query(catalogue()[name].text)
    rows = [["" if cell is None else str(cell) for cell in row] for row in answer]  # type: ignore[union-attr]
    expected = _then(name)
    assert [str(variable) for variable in answer.vars or ()] == expected[0]
    assert [[_same(cell) for cell in row] for row in rows] == [[_same(cell) for cell in row] for row in expected[1:]]
