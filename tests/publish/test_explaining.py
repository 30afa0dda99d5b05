"""The explanation of a reading: every value with its words, for someone who knows neither RDF nor the rules."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from rihmasto.errors import LANGUAGES, Language
from rihmasto.publish.explaining import explanation_page, explanation_text
from rihmasto.publish.explaining.facts import Fact, facts_of
from rihmasto.publish.explaining.quoting import words_of
from rihmasto.publish.explaining.spans import pieces
from rihmasto.sources.documents import document_of, page_files, read_page_file
from rihmasto.sources.documents.documents import Document
from rihmasto.sources.pages import PageReading, read_page

PAGE = """Puhdas satama <script>alert(1)</script>

Toteutusaika: 1.5.2021 – 31.12.2022
Hankepartnerit: Turun kaupunki ja Rantavoima Oy
Budjetti: noin 453 808 €

Hanketta rahoittaa Euroopan aluekehitysrahasto.

Yhteyshenkilö: Maija Malliesimerkki, maija@example.org
"""


def _read(text: str = PAGE) -> tuple[Document, PageReading]:
    document = document_of(text.encode(), name="satama.txt")
    return document, read_page(document.text)


def _facts(language: Language = "en", text: str = PAGE) -> dict[str, Fact]:
    document, reading = _read(text)
    return {f.label: f for facts in facts_of(reading.records, document.text, language).values() for f in facts}


def test_values_are_called_what_people_call_them() -> None:
    said = {label: fact.value for label, fact in _facts("fi").items()}
    assert said["Hanke alkaa"] == "1.5.2021"
    assert said["Kumppani"] == "Rantavoima Oy"
    assert said["Yhteyshenkilö"] == "Maija Malliesimerkki"
    assert [v for v in said.values() if "453" in v] == ["noin 453\u00a0808 EUR"]
    assert _facts("sv")["Projektet slutar"].value == "31.12.2022"
    assert "about 453,808 EUR" in {fact.value for fact in _facts("en").values()}
    assert "id/" not in str(said)


def test_the_narrowest_words_are_marked() -> None:
    document, reading = _read()
    marked = {
        claim.column: document.text[slice(*(words_of(claim, document.text) or (0, 0)))]
        for record in reading.records
        for claim in record.claims
        if record.table in {"project", "amount", "participation"}
    }
    assert marked["start"] == "1.5.2021"
    assert marked["end"] == "31.12.2022"
    assert marked["organisation"] == "Rantavoima Oy"
    assert "453 808 €" in marked["value"]
    assert "Toteutusaika" not in marked["value"]


def test_pieces_are_the_page_and_every_value_has_one() -> None:
    document, reading = _read()
    facts = [f for group in facts_of(reading.records, document.text, "fi").values() for f in group]
    cut = list(pieces(document.text, facts))
    assert "".join(piece.text for piece in cut) == document.text
    numbers = sorted(f.number for f in facts)
    assert numbers == list(range(1, len(facts) + 1))
    assert sorted(f.number for piece in cut for f in piece.ended) == numbers
    assert sorted({f.number for piece in cut for f in piece.begun}) == numbers


def test_the_terminal_shows_brackets_or_colours() -> None:
    document, reading = _read(PAGE + "\x1b[2J")
    plain = explanation_text(document.text, reading, "fi", colour=False)
    assert re.search(r"Toteutusaika: \[1\.5\.2021\]\{\d+\} – \[31\.12\.2022\]\{\d+\}", plain)
    assert "nimiöstä ”Toteutusaika” (rivi 3; label:duration; varma, 1.00)" in plain
    assert "\x1b" not in plain
    coloured = explanation_text(document.text, reading, "fi", colour=True)
    assert "\x1b[32m1.5.2021\x1b[0m{" in coloured
    assert "\x1b[2J" not in coloured


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_one_file_and_safe(language: Language) -> None:
    html = explanation_page([("<i>sivu</i>.txt", *_read())], language)
    assert f'<html lang="{language}">' in html
    assert "<script>alert" not in html
    assert "<i>sivu" not in html
    assert not re.search(r"""(?:src|href)=["'](?!#|data:,)""", html)
    assert "default-src 'none'" in html
    text = unescape(
        re.sub(r"<a class=\"no\".*?</a>|<[^>]+>", "", html.split('<div class="text"')[1].split("</div>")[0])
    )
    assert PAGE.strip() in text
    numbers = re.findall(r'id="v1-(\d+)"', html)
    assert len(numbers) == 8
    for number in numbers:
        assert html.count(f'href="#v1-{number}"') == html.count(f'id="w1-{number}"') == 1


def test_what_was_refused_is_told_with_its_sentence() -> None:
    document, reading = _read(PAGE.replace("31.12.2022", "31.2.2022"))
    assert reading.rejections
    html = explanation_page([("sivu.txt", document, reading)], "en")
    assert "Not taken" in html
    assert "31.2.2022" in html.split("Not taken")[1]


@pytest.mark.shared
def test_every_page_can_be_explained(shared: Path) -> None:
    shown = 0
    for path in page_files(shared / "pages"):
        page = read_page_file(path)
        assert page.document is not None
        assert page.reading is not None
        facts = [f for group in facts_of(page.reading.records, page.document.text, "en").values() for f in group]
        cut = list(pieces(page.document.text, facts))
        assert "".join(piece.text for piece in cut) == page.document.text
        assert {f.number for piece in cut for f in piece.ended} == {f.number for f in facts}, path
        html = explanation_page([(path.name, page.document, page.reading)], "sv")
        assert html.count("data-value=") == len(facts)
        shown += len(facts)
    print(f"\n{shown} values shown")
    assert shown > 500


@pytest.fixture
def tab(tmp_path: Path, browser: Any) -> Iterator[tuple[Any, list[str]]]:  # noqa: ANN401 - playwright has no stubs here
    """The explanation in a browser, with everything that it complains of or asks for."""
    file = tmp_path / "sivu.html"
    file.write_text(explanation_page([("sivu.txt", *_read())], "fi"), encoding="utf-8")
    heard: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.on("request", lambda request: heard.append(request.url))
    page.on("console", lambda said: heard.append(said.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto(file.as_uri())
    yield page, heard
    context.close()


@pytest.mark.browser
def test_words_and_values_light_up_together(tab: tuple[Any, list[str]]) -> None:
    page, heard = tab
    page.click("mark:has-text('Rantavoima Oy')")
    chosen = page.locator(".facts li.on .value").all_inner_texts()
    assert chosen == ["Rantavoima Oy"]
    page.click(".facts li:has-text('31.12.2022')")
    assert page.locator("mark.on").all_inner_texts() == ["31.12.2022"]
    page.focus(".text .no >> nth=0")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") != first
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.facts li.on') !== null")
    assert len(heard) == 1, heard


@pytest.mark.browser
def test_axe_finds_nothing_serious(tab: tuple[Any, list[str]], axe: str) -> None:
    page, _ = tab
    page.evaluate(axe)
    result = page.evaluate("axe.run()")
    assert len(result["passes"]) > 15
    assert [
        (v["id"], v["nodes"][0]["html"]) for v in result["violations"] if v["impact"] in {"serious", "critical"}
    ] == []
