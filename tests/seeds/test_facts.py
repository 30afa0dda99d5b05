"""Everything that the two seed pages say is in the graph, with the words that say it."""

import tomllib
from pathlib import Path

import pyoxigraph as ox
import pytest

from rihmasto.names import fold

_PREFIXES = """
PREFIX rih: <https://w3id.org/rihmasto/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/> PREFIX org: <http://www.w3.org/ns/org#>
PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX role: <https://w3id.org/rihmasto/vocabulary/roles/> PREFIX rank: <https://w3id.org/rihmasto/vocabulary/ranks/>
PREFIX budget: <https://w3id.org/rihmasto/vocabulary/budget-kinds/>
PREFIX kind: <https://w3id.org/rihmasto/vocabulary/organisation-kinds/>
PREFIX tg: <https://w3id.org/rihmasto/vocabulary/target-groups/>
PREFIX eucur: <http://publications.europa.eu/resource/authority/currency/>
"""
_NAMES = {
    "AKKE": ("Project", "Alueellisten ekosysteemien kehittäminen Turun seudulla"),
    "SIXAIKA": ("Project", "6Aika/kaupunkikoordinaatio 2017-2021"),
    "TURKU": ("Organisation", "Turun kaupunki"),
    "TSP": ("Organisation", "Turku Science Park Oy"),
    "TEM": ("Organisation", "Työ- ja elinkeinoministeriö"),
    "VSL": ("Organisation", "Varsinais-Suomen liitto"),
}
_FACTS = 39
_CASES = tomllib.loads(Path(__file__).with_name("facts.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def stated(shared: Path) -> dict[str, dict[str, str]]:
    """The facts as the project was asked for them: id → doc, says, quote."""
    entries = tomllib.loads((shared / "seeds" / "facts.toml").read_text(encoding="utf-8"))["fact"]
    return {entry["id"]: entry for entry in entries}


@pytest.fixture(scope="module")
def stores(seeds: Path) -> dict[bool, ox.Store]:
    """The store without people (False) and with them (True)."""
    return {
        people: ox.Store.read_only(str(seeds / "build" / name))
        for people, name in ((False, "store"), (True, "people-store"))
    }


@pytest.fixture(scope="module")
def things(stores: dict[bool, ox.Store]) -> dict[str, str]:
    """Shorthand → IRI; that each name leads to exactly one thing is part of what is shown."""
    found = {}
    for short, (kind, name) in _NAMES.items():
        found[short] = _one(stores[False], f'SELECT DISTINCT ?x {{ ?x a rih:{kind} ; skos:prefLabel "{name}"@fi }}')
    for number in range(1, 8):
        found[f"WP{number}"] = _one(
            stores[False], f"SELECT ?x {{ ?x rih:belongsTo {found['AKKE']} ; rih:number {number} }}"
        )
    return found


def _one(store: ox.Store, query: str) -> str:
    rows = [str(row[0]) for row in store.query(_PREFIXES + query)]  # type: ignore[union-attr]
    assert len(rows) == 1, f"{query}: {rows}"
    return rows[0]


def test_every_fact_has_a_case(stated: dict[str, dict[str, str]]) -> None:
    print(f"{len(stated)} facts")
    assert len(stated) == _FACTS
    assert set(_CASES) == set(stated)


@pytest.mark.parametrize("fact", _CASES)
def test_the_graph_holds_the_fact(fact: str, stores: dict[bool, ox.Store], things: dict[str, str]) -> None:
    pattern = _CASES[fact]["ask"]
    for short, iri in things.items():
        pattern = pattern.replace(f"{{{short}}}", iri)
    store = stores[_CASES[fact].get("people", False)]
    assert bool(store.query(f"{_PREFIXES} ASK {{ {pattern} }}")), stated_as(fact)


def stated_as(fact: str) -> str:
    return f"the graph does not hold {fact}"


@pytest.mark.parametrize("fact", _CASES)
def test_the_evidence_quotes_the_words(
    fact: str, stores: dict[bool, ox.Store], stated: dict[str, dict[str, str]]
) -> None:
    words = fold(stated[fact]["quote"])
    page = {"A": "003_cbce56725f09f8a9.txt", "B": "000_3cc5931877cb5f1b.txt"}[stated[fact]["doc"]]
    query = f"""{_PREFIXES} SELECT ?quote {{ ?e rih:fileName|(prov:wasQuotedFrom/rih:fileName) "pages/{page}" ;
        oa:hasSelector/oa:exact ?quote }}"""
    people = _CASES[fact].get("people", False)
    quotes = [fold(row["quote"].value) for row in stores[people].query(query)]  # type: ignore[union-attr]
    assert len(quotes) > 10
    if words:
        assert any(words in quote for quote in quotes)
    else:
        assert stated[fact]["kind"] == "gap"  # what a page does not say has no words
