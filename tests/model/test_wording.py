"""Names: where one ends and the next begins, and their nominative."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rihmasto.model.wording import (
    has_head,
    is_organisation,
    is_person,
    nominative,
    organisation_pattern,
    split_names,
    tidy,
)

FINNISH = [
    "Turun kaupunki", "Turku Science Park Oy", "Työ- ja elinkeinoministeriö", "Åbo Akademi", "Turku AMK",
    "Keski-Suomen elinkeino-, liikenne- ja ympäristökeskus", "Varsinais-Suomen liitto",
    "Terveyden ja hyvinvoinnin laitos", "Suomen ympäristökeskus SYKE", "Suomen 4H-liitto ry",
]  # fmt: skip
ENGLISH = [
    "City of Turku", "University of Turku", "Turku Science Park Ltd.",
    "Ministry of Economic Affairs and Employment of Finland",
    "Regional Council of Southwest Finland", "University of Mining and Geology", "Centrum Balticum",
]  # fmt: skip
SWEDISH = [
    "Åbo stad",
    "Yrkeshögskolan Novia",
    "Undervisnings- och kulturministeriet",
    "Österbottens förbund",
    "Infra r.f.",
]


def listed(names: list[str], word: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"


@pytest.mark.parametrize(("names", "word"), [(FINNISH, "ja"), (FINNISH, "sekä"), (ENGLISH, "and"), (SWEDISH, "och")])
@given(data=st.data())
def test_a_list_of_names_falls_into_its_names(names: list[str], word: str, data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=5, unique=True))
    text = listed(chosen, word)
    found = split_names(text)
    assert [name.name for name in found] == chosen
    assert [text[name.start : name.end] for name in found] == chosen


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Helsingin ja Turun kaupungit", ["Helsingin kaupunki", "Turun kaupunki"]),
        ("Helsingfors och Åbo städer", ["Helsingfors stad", "Åbo stad"]),
        ("the cities of Helsinki, Tampere and Turku", ["City of Helsinki", "City of Tampere", "City of Turku"]),
        ("Lahden, Oulun ja Turun yliopistot", ["Lahden yliopisto", "Oulun yliopisto", "Turun yliopisto"]),
        (
            "Swedish Incubators and Science Parks, Tehnopol and Lund",
            ["Swedish Incubators and Science Parks", "Tehnopol", "Lund"],
        ),
        ("Acme, Inc., City of Turku", ["Acme, Inc.", "City of Turku"]),
        ("viestintää hoitava Säätiö ja muun muassa Turun yliopisto", ["viestintää hoitava Säätiö", "Turun yliopisto"]),
        ("Keskustaa ja Smart and Wise Turkua", ["Keskustaa", "Smart and Wise Turkua"]),
    ],
)
def test_ellipses_and_conjunctions_inside_names(text: str, names: list[str]) -> None:
    assert [name.name for name in split_names(text)] == names


@pytest.mark.parametrize(
    ("inflected", "name"),
    [
        ("Turun kaupungin", "Turun kaupunki"),
        ("Turku Science Park Oy:n", "Turku Science Park Oy"),
        ("Euroopan aluekehitysrahaston (EAKR)", "Euroopan aluekehitysrahasto (EAKR)"),
        ("Suomen ympäristökeskuksen", "Suomen ympäristökeskus"),
        ("Etelä-Pohjanmaan liitolle", "Etelä-Pohjanmaan liitto"),
        ("työ- ja elinkeinoministeriön", "työ- ja elinkeinoministeriö"),
        ("Turun AMK:n", "Turun AMK"),
        ("City of Turku", "City of Turku"),
        ("Åbo stad", "Åbo stad"),
    ],
)
def test_the_nominative(inflected: str, name: str) -> None:
    assert nominative(inflected) == name


@given(st.sampled_from([*FINNISH, *ENGLISH, *SWEDISH]))
def test_a_nominative_stays_as_it_is(name: str) -> None:
    assert nominative(name) == name
    assert tidy(f"  {name} ,") == name


@pytest.mark.parametrize("name", ["Testi Henkilö", "HENKILÖ TESTI", "Henkilö, Testi", "Anna-Maija Testinen-Koe"])
def test_persons(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "name", ["Turun kaupunki", "Myöhemmin palkattava johtaja", "Business Tampere", "Testi", "Turku Science Park Oy"]
)
def test_what_is_no_person(name: str) -> None:
    assert not is_person(name)


@pytest.mark.parametrize("text", ["", "Tulostettu 21.1.2015 11:59:10", "Katso www.example.fi", "hyvä asia"])
def test_what_is_no_organisation(text: str) -> None:
    assert not is_organisation(text)


@pytest.mark.parametrize(
    "name", [n for n in [*FINNISH, *ENGLISH, *SWEDISH] if n not in {"Åbo Akademi", "Centrum Balticum"}]
)
def test_heads_and_the_pattern_for_running_text(name: str) -> None:
    assert has_head(name)
    assert is_organisation(name)
    assert re.match(organisation_pattern(), name) is not None
