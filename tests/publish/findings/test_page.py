"""The page of findings: what it says, and in a browser: nothing fetched, within reach of key, ear and paper."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rihmasto.errors import LANGUAGES
from rihmasto.pipeline import build
from rihmasto.publish.findings import Outcome, render_page

Open = Callable[..., Any]
browser = pytest.mark.browser


def _page(folder: Path, *, people: bool = False, new_only: bool = False) -> str:
    checked = Outcome.of_workspace(folder, people=people, new_only=new_only)
    html = render_page(checked, "fi")
    checked.close()
    return html


@pytest.fixture(scope="session")
def file(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "löydökset.html"
    path.write_text(_page(built), encoding="utf-8")
    return path


def test_the_page_is_the_same_every_time_and_names_no_person(built: Path) -> None:
    html = _page(built)
    assert html == _page(built)
    assert [w for w in ("Malliesimerkki", "maija@example.org", "pomo") if w in html] == []
    assert "Henkilöitä koskevat löydökset (1) on jätetty pois" in html


def test_with_people_the_page_says_so(built: Path) -> None:
    html = _page(built, people=True)
    assert "pomo pomo" in html
    assert "Tässä on henkilötietoja" in html


def test_words_stand_in_their_surroundings(built: Path) -> None:
    html = _page(built)
    assert "<blockquote><mark>Järven valo</mark></blockquote>" in html
    assert "<mark>Budjetti: 45 380 800 000 €</mark>" in html
    assert "<span>solu C2</span><span>sarake ”acronym”</span>" in html
    assert "<span>taulukko ”organisation”</span>" in html


def test_what_the_data_say_is_no_markup(copy: Path) -> None:
    path = copy / "tables" / "project.csv"
    path.write_text(path.read_text().replace("Metsän äly", '<script>alert(1)</script> & "x"'), encoding="utf-8")
    build(copy)
    html = _page(copy)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; " in html


@browser
def test_the_page_fetches_nothing_and_complains_of_nothing(file: Path, open_tab: Open) -> None:
    tab = open_tab(file)
    for language in LANGUAGES:
        tab.page.click(f".tongue:not([hidden]) .languages button[lang={language}]")
    assert tab.requests == [file.as_uri()]
    assert tab.complaints == []


@browser
@pytest.mark.parametrize("state", ["", "lang=sv", "lang=en&find=satama", "file=tables%2Fproject.csv"])
def test_axe_finds_nothing(state: str, file: Path, open_tab: Open, axe: str) -> None:
    page = open_tab(file, state).page
    page.click(".tongue:not([hidden]) .open")
    page.evaluate(axe)
    result = page.evaluate("axe.run()")
    assert len(result["passes"]) > 20
    assert [(v["id"], v["nodes"][0]["html"]) for v in result["violations"]] == []


@browser
def test_keys_reach_everything(file: Path, open_tab: Open) -> None:
    page = open_tab(file).page
    groups = page.locator(".tongue:not([hidden]) details.group").count()
    reached = set()
    for _ in range(groups + 16):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.outerHTML.slice(0, 160)"))
    assert sum(html.startswith("<summary>") for html in reached) >= groups
    assert any('name="file"' in html for html in reached)
    assert any('name="find"' in html for html in reached)
    assert any(html.startswith('<a class="skip"') for html in reached)


@browser
def test_the_language_changes_in_the_page(file: Path, open_tab: Open) -> None:
    page = open_tab(file).page
    seen = {}
    for language in ("sv", "en", "fi"):
        page.click(f".tongue:not([hidden]) .languages button[lang={language}]")
        assert page.evaluate("document.documentElement.lang") == language
        assert page.evaluate("document.activeElement.lang") == language
        seen[language] = (page.title(), page.locator(".tongue:not([hidden]) h1").inner_text())
    assert seen == {
        "sv": ("Vad som ska åtgärdas: Mallila på svenska",) * 2,
        "en": ("What to mend: Mallila in English",) * 2,
        "fi": ("Mitä pitää korjata: Mallila",) * 2,
    }


@browser
def test_one_file_or_a_word_narrows_the_page(file: Path, open_tab: Open) -> None:
    page = open_tab(file).page
    shown = page.locator(".tongue:not([hidden]) tbody tr:not([hidden])")
    every = shown.count()
    page.select_option(".tongue:not([hidden]) [name=file]", "pages/valo.txt")
    files = shown.evaluate_all("rows => [...new Set(rows.map((row) => row.dataset.file))]")
    assert files == ["pages/valo.txt"]
    count = shown.count()
    assert 1 < count < every
    assert page.locator(".tongue:not([hidden]) .status").inner_text() == f"Näkyvissä {count} löydöstä."
    assert page.evaluate("location.hash") == "#file=pages%2Fvalo.txt"
    page.select_option(".tongue:not([hidden]) [name=file]", "")
    page.fill(".tongue:not([hidden]) [name=find]", "kymmenen")
    page.fill(".tongue:not([hidden]) [name=find]", "10 miljardia")
    assert shown.count() == 1
    page.fill(".tongue:not([hidden]) [name=find]", "ei tällaista")
    assert page.locator(".tongue:not([hidden]) .status").inner_text() == "Mikään ei vastaa rajausta."
    page.click(".tongue:not([hidden]) .languages button[lang=en]")
    assert page.locator(".tongue:not([hidden]) .status").inner_text() == "Nothing fits."


@browser
def test_paper_shows_every_row(built: Path, open_tab: Open, tmp_path: Path) -> None:
    folder = tmp_path / "page.html"
    folder.write_text(_page(built), encoding="utf-8")
    page = open_tab(folder).page
    page.click(".tongue:not([hidden]) .close")
    assert page.locator(".tongue:not([hidden]) details[open]").count() == 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".tongue:not([hidden]) details:not([open])").count() == 0
    page.emulate_media(media="print")
    assert page.locator(".tongue:not([hidden]) .bar").is_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".tongue:not([hidden]) details[open]").count() == 0


@browser
def test_without_scripts_the_page_can_be_read(file: Path, open_tab: Open) -> None:
    page = open_tab(file, java_script_enabled=False).page
    assert page.locator("h1").first.inner_text() == "Mitä pitää korjata: Mallila"
    assert page.get_by_text("Summa on yli 10 miljardia").first.is_visible()
    assert page.get_by_text("Summan är över 10 miljarder").first.is_hidden()


@browser
def test_what_is_new_is_marked_and_can_be_shown_alone(copy: Path, open_tab: Open, tmp_path: Path) -> None:
    path = copy / "tables" / "project.csv"
    path.write_text(path.read_text().replace("MÄ,007,,2021", "MÄ,007,2021,"), encoding="utf-8")
    build(copy)
    target = tmp_path / "page.html"
    target.write_text(_page(copy), encoding="utf-8")
    page = open_tab(target).page
    page.click(".tongue:not([hidden]) .open")
    assert page.locator(".tongue:not([hidden]) .news").count() == 1
    page.check(".tongue:not([hidden]) [name=new]")
    rows = page.locator(".tongue:not([hidden]) tbody tr:not([hidden])")
    assert [re.sub(r"\s+", " ", text).strip() for text in rows.locator("th").all_inner_texts()] == ["Metsän äly uusi"]
    assert page.locator(".tongue:not([hidden]) .mended li").count() == 1
    target.write_text(_page(copy, new_only=True), encoding="utf-8")
    page = open_tab(target).page
    assert page.locator(".tongue:not([hidden]) tbody tr").count() == 1
