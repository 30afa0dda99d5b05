"""Names in any language, keys and IRIs lead to the thing; doubt is said with the near ones."""

import pyoxigraph as ox
import pytest

from rihmasto.errors import UsageError
from rihmasto.query import ask, resolve

BASE = "https://example.org/id/"


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("Koivulan kaupunki", "organisation", "city"),
        ("  koivulan   KAUPUNKI ", "organisation", "city"),
        ("Björkby stad", "organisation", "city"),
        ("bjorkby stad", "organisation", "city"),
        ("Björkby", "organisation", "city"),
        ("Koivula", "organisation", "city"),
        ("1234567-1", "organisation", "city"),
        ("city", "organisation", "city"),
        ("id/city", "organisation", "city"),
        (f"{BASE}city", "organisation", "city"),
        (f"<{BASE}city>", "organisation", "city"),
        ("Koivula Science", "organisation", "firm"),
        ("science", "organisation", "firm"),
        ("scien", "organisation", None),
        ("koivulan-yliopist", "organisation", "school"),
        ("Koivumaa", "place", "region"),
        ("Koivuh", "project", "birch"),
        ("Koivuhanke", "iri", "birch"),
    ],
)
def test_name_leads_to_the_thing(store: ox.Store, text: str, kind: str, key: str | None) -> None:
    if key is None:
        with pytest.raises(UsageError):
            resolve(store, text, kind)
    else:
        assert resolve(store, text, kind).value == BASE + key


def test_a_towns_name_means_its_organisation() -> None:
    store = ox.Store()
    store.load(
        b"""@prefix rih: <https://w3id.org/rihmasto/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix kinds: <https://w3id.org/rihmasto/vocabulary/organisation-kinds/> .
        @prefix : <https://example.org/id/> .
        :city a rih:Organisation ; skos:prefLabel "Turun kaupunki"@fi ; rih:hasOrganisationKind kinds:city ;
          rih:isLocatedIn :place .
        :firm a rih:Organisation ; skos:prefLabel "Turku Tiede Oy"@fi ; rih:hasOrganisationKind kinds:company ;
          rih:isLocatedIn :place .
        :place a rih:Place ; skos:prefLabel "Turku"@fi , "\xc3\x85bo"@sv .""",
        format=ox.RdfFormat.TURTLE,
    )
    assert resolve(store, "turku", "organisation").value == f"{BASE}city"
    assert resolve(store, "åbo", "organisation").value == f"{BASE}city"
    assert resolve(store, "turku", "place").value == f"{BASE}place"


def test_concept_is_found_by_slug_and_label_within_its_vocabulary(store: ox.Store) -> None:
    total = "https://w3id.org/rihmasto/vocabulary/budget-kinds/total"
    assert resolve(store, "total", "concept", "budget-kinds").value == total
    assert resolve(store, "Kokonaisbudjetti", "concept", "budget-kinds").value == total
    with pytest.raises(UsageError):
        resolve(store, "total", "concept", "roles")


def test_doubt_offers_what_it_could_mean(store: ox.Store) -> None:
    with pytest.raises(UsageError) as caught:
        resolve(store, "Koivul", "organisation")
    assert caught.value.code == "ambiguous-name"
    assert "Koivulan yliopisto (school)" in caught.value.say("en")


@pytest.mark.parametrize("text", ["Koivulan kaupumki", "kaupunki Koivunen", "koivunlan-yliopist"])
def test_near_names_are_offered(store: ox.Store, text: str) -> None:
    with pytest.raises(UsageError, match="Koivulan") as caught:
        resolve(store, text, "organisation")
    assert caught.value.code == "unknown-name"


def test_offers_are_in_the_asked_language_with_the_name_that_was_like(store: ox.Store) -> None:
    with pytest.raises(UsageError) as caught:
        resolve(store, "Koivulan kaupumki", "organisation", language="sv")
    assert "Björkby stad = Koivulan kaupunki (city)" in caught.value.say("sv")
    with pytest.raises(UsageError) as caught:
        ask(store, "partners/of-organisation", {"organisation": "Koivul"}, language="sv")
    assert "Björkby stad (city)" in caught.value.say("sv")


@pytest.mark.parametrize("text", ["", " ", "Zyx", "***"])
def test_what_is_like_nothing_is_said(store: ox.Store, text: str) -> None:
    with pytest.raises(UsageError) as caught:
        resolve(store, text, "organisation")
    assert caught.value.code == "unknown-name-alone"


def test_iri_of_nothing_or_of_another_kind_is_refused(store: ox.Store) -> None:
    for iri in (f"{BASE}nobody", f"{BASE}birch"):
        with pytest.raises(UsageError) as caught:
            resolve(store, iri, "organisation")
        assert caught.value.code == "unknown-iri"


def test_any_thing_of_the_store_may_be_meant_by_its_iri(store: ox.Store) -> None:
    assert resolve(store, f"{BASE}pair1", "iri").value == f"{BASE}pair1"
