"""Names that lead to one thing, and names that must not."""

import pytest

from rihmasto.identity.kinds import kind_of
from rihmasto.identity.naming import forms, legal_form, owner_and_unit, stem
from rihmasto.identity.registry import Registry


@pytest.fixture
def organisations() -> Registry:
    register = Registry("organisation")
    register.add("turun-kaupunki", "Turun kaupunki", "Åbo stad", "City of Turku")
    register.add("tsp", "Turku Science Park Oy")
    register.add("utu", "Turun yliopisto", "University of Turku")
    register.add("oulu", "Oulun yliopisto")
    register.add("tem", "Työ- ja elinkeinoministeriö", "TEM")
    return register


@pytest.mark.parametrize(
    ("mention", "key", "rule"),
    [
        ("turun-kaupunki", "turun-kaupunki", "key"),
        ("ÅBO  STAD", "turun-kaupunki", "name"),
        ("Turku Science Park Ltd.", "tsp", "legal-form"),
        ("Turku Science Park Oy Ab", "tsp", "legal-form"),
        ("Turku Science Park", "tsp", "legal-form-unstated"),
        ("Työ- ja elinkeinoministeriö (TEM)", "tem", "name-without-bracket"),
    ],
)
def test_one_thing_under_many_names(organisations: Registry, mention: str, key: str, rule: str) -> None:
    match = organisations.find(mention)
    assert match is not None
    assert (match.key, match.rule) == (key, rule)


@pytest.mark.parametrize(
    "mention",
    [
        "Tampereen yliopisto",  # similar is not same: it scores 80 against Turun and Oulun yliopisto
        "Turku Science Park Foundation",
        "Turku Science Park ry",  # a stated, differing legal form is a veto
        "Turun kaupunki, sivistystoimiala",
        "",
    ],
)
def test_similar_is_not_same(organisations: Registry, mention: str) -> None:
    assert organisations.find(mention) is None


def test_a_key_with_other_capitals_is_that_key_when_there_is_one_such() -> None:
    register = Registry("project")
    register.add("hanke-2021-001", "Meri")
    register.add("A1", "Yksi")
    register.add("a1", "Kaksi")
    match = register.find_key("Hanke-2021-001")
    assert match is not None
    assert (match.key, match.rule) == ("hanke-2021-001", "key")
    assert register.find_key("A1") is None
    assert register.find_key("a2") is None


def test_the_nearest_of_names_and_keys_is_offered_and_no_mention() -> None:
    register = Registry("project")
    register.add("hanke-2021-001", "Hanke 2021 nro 1")
    assert register.near("HANKE-2021-O01") == "hanke-2021-001"
    assert register.near("hanke-2021-003") == "hanke-2021-001"
    register.add_mentioned(register.mint("hanke-2021-003"), "hanke-2021-003")
    assert register.near("hanke-2021-0003") == "hanke-2021-001"
    assert register.find("hanke-2021-003") is not None
    register.add("silta-vihrea", "Silta vihreä ja sininen")
    register.add("x1", "Silta-vihree12")
    assert register.near("Silta-vihrea1") == "silta-vihrea"


def test_the_user_can_tell_apart(organisations: Registry) -> None:
    organisations.tell_apart("Turku Science Park", "Turku Science Park Oy")
    assert organisations.find("Turku Science Park") is None
    assert organisations.find("Turku Science Park Oy") is not None


def test_keys_are_made_of_names(organisations: Registry) -> None:
    key = organisations.mint("Lounaisvoima Oy")
    assert key.startswith("lounaisvoima-oy-")
    assert key == Registry("organisation").mint("LOUNAISVOIMA  Oy")
    assert key not in organisations


def test_legal_forms_and_stems() -> None:
    assert legal_form("Yrityssalo Oy") == legal_form("Oy Yrityssalo Ab") == legal_form("Yrityssalo Ltd") == "company"
    assert legal_form("Valonia ry") == "ry"
    assert legal_form("Turun kaupunki") == ""
    assert stem("Turun ammattikorkeakoulu Oy Ab") == stem("Turun Ammattikorkeakoulu")
    assert [f.text for f in forms("Europan aluekehitysrahasto (EAKR)")] == [
        "europan aluekehitysrahasto (eakr)", "europan aluekehitysrahasto", "eakr",
    ]  # fmt: skip


def test_owner_and_unit() -> None:
    assert owner_and_unit("Turun kaupunki, sivistystoimiala") == ("Turun kaupunki", "sivistystoimiala")
    assert owner_and_unit("Yritys, Oy") is None
    assert owner_and_unit("Turun kaupunki") is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Turun kaupunki", "city"),
        ("Åbo stad", "city"),
        ("Työ- ja elinkeinoministeriö", "ministry"),
        ("Turun ammattikorkeakoulu Oy", "university-of-applied-sciences"),
        ("Åbo Akademi", "university"),
        ("Varsinais-Suomen liitto", "regional-council"),
        ("Varsinais-Suomen elinkeino-, liikenne- ja ympäristökeskus", "state-authority"),
        ("Lounaisvoima Oy", "company"),
        ("Merimieskerho", None),
    ],
)
def test_kind_of_an_organisation_from_its_name(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind
