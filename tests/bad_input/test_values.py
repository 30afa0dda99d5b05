"""Dates and amounts as people write them, in tables and on pages."""

from collections.abc import Callable
from typing import Any

import pytest

Said = Callable[[str], list[str]]
Ask = Callable[[str], list[list[str]]]
_FORMS = {  # stem of the page → budget kind of the row, what both say, value, approximate
    "millions": ("granted", "1,2 milj. €", "1200000", False),
    "point": ("national", "250.000 €", "250000", False),
    "about": ("municipal", "n. 300 t€", "300000", True),
}


def _period(ask: Ask, name: str) -> list[list[str]]:
    return ask(
        f'SELECT ?start ?end {{ ?p a rih:Project ; skos:prefLabel ?n FILTER(str(?n) = "{name}") '
        "OPTIONAL { ?p rih:startDate ?start } OPTIONAL { ?p rih:endDate ?end } }"
    )


def test_a_day_that_is_not_in_the_calendar_is_refused(said: Said, ledger: dict[str, dict[str, Any]], ask: Ask) -> None:
    told = ["There is no day 31.2.2021 in the calendar; correct the date."]
    assert said("tables/project-dates.csv:2:3") == told
    assert said("pages/impossible-day.txt:3") == told
    note = ledger["tables/project-dates.csv"]["notes"][0]
    assert note["fi"] == "Päivää 31.2.2021 ei ole kalenterissa; korjaa päivämäärä."
    assert note["sv"] == "Dagen 31.2.2021 finns inte i kalendern; rätta datumet."
    assert _period(ask, "Helmikuun hanke") == [["", "2022"]]
    assert _period(ask, "Kirkas ranta") == [["", "2022-12-31"]]


def test_a_month_stays_a_month(ask: Ask) -> None:
    assert _period(ask, "Kesäkuun hanke") == [["2017-06", "2018"]]
    assert _period(ask, "Kirkas lahti") == [["2017-06", "2018-12"]]


def test_an_end_before_its_start_is_refused(said: Said, ask: Ask) -> None:
    told = ["The end 2021-04-30 lies before the start 2022-05; the end was not taken."]
    assert said("tables/project-dates.csv:4:4") == told
    assert _period(ask, "Nurinpäin") == [["2022-05", ""]]
    (page,) = said("pages/reversed.txt:3")
    assert page.endswith("1.1.2021 – 31.12.2019” ends before it begins; check the dates.")
    assert _period(ask, "Kirkas luoto") == [["", ""]]


@pytest.mark.parametrize("page", _FORMS)
def test_money_is_read_as_it_is_meant(ask: Ask, page: str) -> None:
    kind, written, value, approximate = _FORMS[page]
    for name, slug in (("Puhdas satama", kind), (f"Kirkas {page}", "total")):
        found = ask(
            "SELECT (xsd:integer(?v) AS ?value) ?currency ?about { ?a rih:value ?v ; rih:hasBudgetKind "
            f"<https://w3id.org/rihmasto/vocabulary/budget-kinds/{slug}> ; rih:concernsProject/skos:prefLabel ?n "
            f'FILTER(str(?n) = "{name}") '
            "OPTIONAL { ?a rih:hasCurrency ?currency } OPTIONAL { ?a rih:isApproximate ?about } }"
        )
        euro = "http://publications.europa.eu/resource/authority/currency/EUR"
        assert found == [[value, euro, "true" if approximate else ""]]
        assert ask(f'SELECT ?quote {{ ?quote oa:exact "{written}" }}')


def test_money_with_two_meanings_is_refused(said: Said, ask: Ask) -> None:
    told = "The amount “1,234 €” can be read in two ways; write it for example as 1 234.50 €."
    first, second = said("tables/amount-forms.csv:5:3")
    assert first == told
    assert "the row was left out" in second
    private = "<https://w3id.org/rihmasto/vocabulary/budget-kinds/private>"
    assert ask(f"SELECT ?a {{ ?a rih:hasBudgetKind {private} }}") == []
