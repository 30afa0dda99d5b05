"""The guard: what a question must not do is refused wherever it hides, and what only looks like it is not."""

import pytest

from rihmasto.errors import UsageError
from rihmasto.query.scanner import DEEPEST, LONGEST, guard


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { service SILENT ?x { ?s ?p ?o } }",
        "PREFIX : <http://e/> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "PREFIX e: <http://e/> SELECT * { SERVICEe:x { ?s ?p ?o } }",
        "PREFIX e: <http://e/> SELECT * { ?a ?b trueSERVICEe:x { ?s ?p ?o } }",
        "SELECT * { ?a ?b 1SERVICE<http://e/> { ?s ?p ?o } }",
        "SELECT * { ?a ?b ?c.SERVICE<http://e/> { ?s ?p ?o } }",
        "SELECT * { # hidden?\rSERVICE <http://e/> { ?s ?p ?o } }",
        r"SELECT * { S\u0045RVICE <http://e/> { ?s ?p ?o } }",
        'SELECT * { FILTER(?x<3 && "a">"b") SERVICE<http://e/>{ ?s ?p ?o } FILTER(?y>3) }',
    ],
)
def test_service_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        guard(text)
    assert caught.value.code == "query-service"
    guard(text, service=True)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service ?p ?o }",
        'SELECT * { ?s ?p "SERVICE <http://e/>" } # SERVICE',
        "SELECT * { ?s <http://e/SERVICE> ?o ; ?p '''a 'SERVICE' b''' }",
        "PREFIX e: <http://e/> SELECT * { ?s e:SERVICE ?o }",
        'SELECT * { ?s ?p "LOAD \\" INSERT" }',
    ],
)
def test_innocent_words_pass(text: str) -> None:
    guard(text)


@pytest.mark.parametrize("word", ["LOAD", "insert", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"])
def test_updates_are_refused(word: str) -> None:
    with pytest.raises(UsageError, match=word.upper()) as caught:
        guard(f"{word} <http://e/>")
    assert caught.value.code == "query-update"


@pytest.mark.parametrize(("opening", "closing"), ["{}", "()", "[]"])
def test_depth_has_an_end(opening: str, closing: str) -> None:
    guard(opening * DEEPEST + closing * DEEPEST)
    with pytest.raises(UsageError, match="64"):
        guard(opening * (DEEPEST + 1) + closing * (DEEPEST + 1))


@pytest.mark.parametrize("chain", ["!", "1+", "1*", "true||", "<a:b>/"])
def test_chains_have_an_end(chain: str) -> None:
    with pytest.raises(UsageError, match="1000"):
        guard("SELECT * { FILTER(" + chain * (LONGEST + 1) + "1) }")
