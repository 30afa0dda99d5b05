"""The reading of a page does not hang on how its layout was saved: spaces, dashes, bullets, colons, case, line ends."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rihmasto.sources.pages import annotation, read_page

FINNISH = """Kaiku – Kuuntelevat kadut

Toteutusaika: 1.2.2020 – 30.11.2022
Hankepartnerit: Turun kaupunki, Åbo Akademi ja Testiyritys Oy
Rahoitus: Testiministeriö (Alueiden kestävän kasvun tukeminen) / Testimaan liitto (rahoittajaviranomainen)
Kokonaisbudjetti: 453 808 €
Hankekoodi: A70001
Vastuuhenkilö: Testi Henkilö

Kaupunkiseudun työpaketit:

• 1. Koordinaatio: Turun kaupunki
• 2. Kokeilut kaduilla: Testiyritys Oy ja Åbo Akademi
"""
SWEDISH = """Lyssnande gator

Projekttid: 1 februari 2020 – 30 november 2022
Projektägare: Åbo stad
Projektpartner: Yrkeshögskolan Novia, Österbottens förbund och Vasa universitet
Totalbudget: 1 202 667 €
Finansiärer: Interreg Botnia-Atlantica
Projektledare: Testa Personsson
"""
ENGLISH = """Echo – Streets that listen

Duration: May 2010 – April 2012
Project partners: City of Turku, University of Tampere and Testing Company Ltd
Total budget: 671 479 €
Funder: Academy of Finland
Website: www.example.org
"""
# What the summary of pytest says: one case is one page changed by mutations (hypothesis chooses which) and read again.
CASES, APPLIED = "counted: page mutations, cases read alike", "counted: page mutations, changes made in them"
Count = Callable[[str, object], None]
LABEL = r"(?m)^([A-ZÅÄÖ][^\n:]{2,40}):(?=\s)"


def _spaces(mark: str) -> Callable[[str], str]:
    return lambda text: text.replace(" ", mark)


def _dashes(mark: str) -> Callable[[str], str]:
    return lambda text: text.replace(" – ", f" {mark} ")


def _labels(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: re.sub(LABEL, lambda m: change(m[1]), text)


MUTATIONS: dict[str, Callable[[str], str]] = {
    "no-break spaces": _spaces("\u00a0"),
    "thin spaces in numbers": lambda text: re.sub(r"(?<=\d) (?=\d)", "\u2009", text),
    "em dashes": _dashes("—"),
    "hyphens": _dashes("-"),
    "minus signs": _dashes("\u2212"),
    "double colons": _labels(lambda label: f"{label}::"),
    "a space before the colon": _labels(lambda label: f"{label} :"),
    "full-width colons": _labels(lambda label: f"{label}\uff1a"),
    "capitals": _labels(lambda label: f"{label.upper()}:"),
    "small letters": _labels(lambda label: f"{label.lower()}:"),
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "other bullets": lambda text: text.replace("• ", "– "),
    "no bullets": lambda text: text.replace("• ", ""),
    "indented lines": lambda text: re.sub(r"(?m)^(?=\S)", "    ", text),
    "spaces at line ends": lambda text: text.replace("\n", " \u00a0\n"),
    "a byte order mark": lambda text: "\ufeff" + text,
    "values below their labels": lambda text: re.sub(r"(?m)^([^\n:#•]{3,40}):[ \u00a0]+(?=\S)", r"\1:\n", text),
    "a blank line after each line": lambda text: text.replace("\n", "\n\n"),
}
# These two change where values stand and are tried alone.
LAYOUT = {"values below their labels", "a blank line after each line"}


def reading(text: str) -> list[dict[str, object]]:
    """The short form with white space and dashes folded: a value keeps the page's own characters."""
    plain = str.maketrans({"—": "–", "-": "–", "\u2212": "–", "\u00a0": " ", "\u2009": " "})

    def fold(value: object) -> object:
        if isinstance(value, dict):
            return {key: fold(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [fold(inner) for inner in value]
        return value.translate(plain) if isinstance(value, str) else value

    return [
        dict(project) for project in (fold(p) for p in annotation(read_page(text).records)) if isinstance(project, dict)
    ]


@pytest.mark.parametrize("page", [FINNISH, SWEDISH, ENGLISH], ids=["fi", "sv", "en"])
def test_the_pages_are_read_in_full(page: str) -> None:
    (project,) = reading(page)
    assert len(project) >= 7
    assert project["start"]
    assert project["end"]
    assert project["budget"]


@pytest.mark.parametrize("name", sorted(MUTATIONS))
@pytest.mark.parametrize("page", [FINNISH, SWEDISH, ENGLISH], ids=["fi", "sv", "en"])
def test_one_mutation_changes_nothing(page: str, name: str, record_property: Count) -> None:
    assert reading(MUTATIONS[name](page)) == reading(page)
    record_property(CASES, 1)
    record_property(APPLIED, 1)


SAFE = sorted(set(MUTATIONS) - LAYOUT)


def test_many_mutations_change_nothing(record_property: Count) -> None:
    count: Counter[str] = Counter()

    @settings(max_examples=150, deadline=None)
    @given(st.sampled_from([FINNISH, SWEDISH, ENGLISH]), st.lists(st.sampled_from(SAFE), max_size=6))
    def changes_nothing(page: str, names: list[str]) -> None:
        mutated = page
        for name in names:
            mutated = MUTATIONS[name](mutated)
        count.update({CASES: 1, APPLIED: len(names)})
        assert reading(mutated) == reading(page)

    changes_nothing()
    assert count[CASES] >= 150
    for name, number in count.items():
        record_property(name, number)


def test_the_order_of_the_fields_does_not_matter(record_property: Count) -> None:
    count: Counter[str] = Counter()

    def plain(project: dict[str, object]) -> dict[str, object]:
        return {key: value for key, value in project.items() if key != "contacts"}

    @settings(max_examples=60, deadline=None)
    @given(st.sampled_from([FINNISH, SWEDISH, ENGLISH]), st.randoms(use_true_random=False))
    def changes_nothing(page: str, random: Random) -> None:
        head, *rest = page.split("\n\n")
        fields = rest[0].splitlines()
        random.shuffle(fields)
        shuffled = "\n\n".join([head, "\n".join(fields) + "\n", *rest[1:]])
        count.update({CASES: 1, APPLIED: 1})
        assert [plain(p) for p in reading(shuffled)] == [plain(p) for p in reading(page)]

    changes_nothing()
    assert count[CASES] >= 60
    for name, number in count.items():
        record_property(name, number)


def test_no_text_stops_the_reader(record_property: Count) -> None:
    lines = (FINNISH + SWEDISH + ENGLISH).splitlines()
    pieces = st.sampled_from([*lines, "", "• ", ":", "(", '"', "1.", "31.2.2021", "€", "-", "Hakija", "\u0000", "ý"])
    texts: list[int] = []

    @settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.one_of(pieces, st.text(max_size=20)), max_size=30))
    def is_read(drawn: list[str]) -> None:
        text = "\n".join(drawn)
        texts.append(len(text))
        for record in read_page(text).records:
            for claim in record.claims:
                assert text[claim.locator.start : claim.locator.end] == claim.quote
                assert claim.value

    is_read()
    assert len(texts) >= 200
    record_property("counted: random texts that did not stop the page reader", len(texts))


# On a page of prose these can change what the words say: a dash parts a name, a capital is a name's.
WORDED = {"hyphens", "minus signs", "em dashes", "no bullets", "capitals", "small letters"}


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(set(SAFE) - WORDED))
def test_shared_pages_are_read_alike_when_mutated(shared: Path, name: str, record_property: Count) -> None:
    pages = sorted((shared / "pages").glob("*/*.txt"))
    for path in pages:
        text = path.read_text(encoding="utf-8").split("\n", 1)
        body = text[1] if text[0].startswith("# source") else "\n".join(text)
        assert reading(MUTATIONS[name](body)) == reading(body), path.name
    assert len(pages) == 48
    record_property(CASES, len(pages))
    record_property(APPLIED, len(pages))
