import pytest

from rihmasto.validate.footprint import predicates_seen

PREFIX = "PREFIX ex: <urn:ex:> PREFIX : <urn:own:>\n"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
SEEN = {
    'SELECT $this ?o { $this ex:p ?o . ?o a ex:C ; :q "x ?y z"@fi, 5 . FILTER(!bound(?x) && ?a != 3) } # ?a ?b ?c': (
        {"<urn:ex:p>", "<urn:ex:C>", "<urn:own:q>"}
    ),
    "SELECT $this { ?v ex:p*/<urn:r> $this }": {"<urn:ex:p>", "<urn:r>"},
    "SELECT $this { $this (ex:p|^ex:q)? ?v }": {"<urn:ex:p>", "<urn:ex:q>"},
    "SELECT $this { $this ex:p ?x BIND(7 * <urn:int>(?x) AS ?y) }": {"<urn:ex:p>", "<urn:int>"},
    "SELECT $this { OPTIONAL { $this ex:p ?x } FILTER NOT EXISTS { ?x ex:q ?y } } GROUP BY $this": (
        {"<urn:ex:p>", "<urn:ex:q>"}
    ),
}
ANY = [
    "SELECT $this { $this ?p ?o }",
    "SELECT $this { $this ex:p ?o ; ?q 5 }",
    "SELECT $this { $this ex:p ?o . [ ?q 5 ] ex:p $this }",
    "SELECT $this { $this !ex:p ?o }",
    "SELECT $this { $this !(ex:p|^ex:q) ?o }",
    "SELECT $this { $this (ex:p/!ex:q) ?o }",
    "SELECT $this { $this (!(ex:p|ex:q)) ?o }",
    "SELECT $this { $this ex:q ?x . ?a ex:p* ?v }",
    "SELECT $this { ?v ex:p? ?x }",
    "SELECT $this { $this unknown:p ?o }",
    "SELECT $this { FILTER EXISTS { <urn:a> ?p <urn:b> } }",
]


@pytest.mark.parametrize(("text", "seen"), SEEN.items())
def test_predicates_of_a_query(text: str, seen: set[str]) -> None:
    assert predicates_seen(PREFIX + text) == frozenset(seen | {TYPE})


@pytest.mark.parametrize("text", ANY)
def test_queries_that_may_look_at_any_triple(text: str) -> None:
    assert predicates_seen(PREFIX + text) is None
