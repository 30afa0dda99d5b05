"""The page in a browser: nothing fetched, nothing complained of, every node within reach of hand and ear."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from rihmasto.network import MAPS, project_network, render_page
from rihmasto.network.imprint import Imprint

pytestmark = pytest.mark.browser
Open = Callable[..., Any]


@pytest.mark.parametrize("name", MAPS)
def test_page_fetches_nothing_and_complains_of_nothing(name: str, files: dict[str, Path], open_tab: Open) -> None:
    tab = open_tab(files[name])
    tab.page.click("#tab-table")
    tab.page.click("[lang=sv][aria-pressed]")
    assert tab.requests == [files[name].as_uri()]
    assert tab.complaints == []


@pytest.mark.parametrize(
    ("name", "state"),
    [("partners", ""), ("partners", "tab=table&lang=sv"), ("projects", "find=meren"), ("governance", "lang=en")],
)
def test_axe_finds_nothing_serious(name: str, state: str, files: dict[str, Path], open_tab: Open, axe: str) -> None:
    page = open_tab(files[name], state).page
    page.evaluate(axe)
    page.evaluate("document.querySelector('.node a').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    result = page.evaluate("axe.run()")
    assert len(result["passes"]) > 20
    assert [
        (v["id"], v["nodes"][0]["html"]) for v in result["violations"] if v["impact"] in ("serious", "critical")
    ] == []


_LISTEN = """() => {
  window.reached = [];
  document.addEventListener('focusin', ({target: link}) => {
    if (!link.matches('.node a')) return;
    const at = new URLSearchParams(link.getAttribute('href').slice(1)).get('at');
    reached.push([at, link.getAttribute('aria-label')]);
  });
}"""


@pytest.mark.parametrize("name", MAPS)
def test_tab_key_reaches_every_node(
    name: str, files: dict[str, Path], open_tab: Open, release: duckdb.DuckDBPyConnection
) -> None:
    page = open_tab(files[name]).page
    expected = {node.key for node in project_network(release, name).nodes}
    page.evaluate(_LISTEN)
    for _ in range(len(expected) + 15):
        page.keyboard.press("Tab")
    reached = page.evaluate("reached")
    assert sorted(key for key, _ in reached) == sorted(expected)
    assert len({spoken for _, spoken in reached}) == len(expected)


def test_node_is_a_link_with_a_spoken_name(files: dict[str, Path], open_tab: Open) -> None:
    page = open_tab(files["partners"]).page
    links = page.get_by_role("link", name="Turun kaupunki, kaupunki, 2 hanketta", exact=True)
    assert links.count() == 1
    page.click("button[lang=en]")
    assert page.get_by_role("link", name="City of Turku, city, 2 projects", exact=True).count() == 1


def test_enter_opens_the_reasons_and_escape_closes_them(files: dict[str, Path], open_tab: Open) -> None:
    page = open_tab(files["partners"]).page
    page.get_by_role("link", name="Turun kaupunki, kaupunki, 2 hanketta").focus()
    page.keyboard.press("Enter")
    panel = page.locator("#panel")
    assert panel.get_by_role("heading", level=2).inner_text() == "Turun kaupunki"
    assert page.evaluate("document.activeElement.id") == "panel-title"
    said = panel.inner_text()
    assert "”Hanketta johtaa Turun kaupunki.”" in said
    assert "päätoteuttaja, työpaketin vastuutaho" in said
    assert "1 Kasvatus" in said
    assert "5/2021–12/2023" not in said  # the day is known for the start
    assert "1.5.2021–12/2023" in said
    assert "Lähde: Kumppanit 2026.csv, rivi 5, sarake B" in said
    assert panel.locator("a", has_text="Hankkeen sivu").first.get_attribute("href") == "https://example.org/hanke"
    page.keyboard.press("Escape")
    assert panel.get_by_role("heading", level=2).inner_text() == "Yleiskuva"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Turun kaupunki,")


def test_line_tells_why_it_is_there(files: dict[str, Path], open_tab: Open) -> None:
    page = open_tab(files["partners"]).page
    page.evaluate(
        "(() => { const hit = [...document.querySelectorAll('.link')].find((l) => l.querySelector('.line')"
        ".getAttribute('stroke-width') === '2.9'); hit.querySelector('.hit').dispatchEvent("
        "new MouseEvent('click', {bubbles: true})); })()"
    )
    panel = page.locator("#panel")
    assert panel.get_by_role("heading", level=2).inner_text() == "Rannan yliopisto – Turun kaupunki"
    assert "2 hanketta · 1 työpaketti" in panel.inner_text()
    assert "”Kasvatus: Turun kaupunki ja Rannan yliopisto”" in panel.inner_text()
    assert panel.locator(".card").count() == 2


def test_search_finds_any_name(files: dict[str, Path], open_tab: Open) -> None:
    page = open_tab(files["partners"]).page
    wanted = {
        "Åbo": "Turun kaupunki",
        "abo stad": "Turun kaupunki",
        "Turun": "Turun kaupunki",
        "turku": "Turun kaupunki",
        "Turussa": "Turun kaupunki",
        "yliopistossa": "Rannan yliopisto",
        "levak": "Leväkone Oy Ab",
        "saaristo": "Saaristoyhdistys ry",
    }
    found = {}
    for asked in wanted:
        page.fill("#search", asked)
        found[asked] = page.locator("#hits [role=option] span").first.inner_text()
    assert found == wanted
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "Saaristoyhdistys ry"
    assert page.locator(".node.chosen").count() == 1


def test_search_without_hits_says_so(files: dict[str, Path], open_tab: Open) -> None:
    page = open_tab(files["partners"]).page
    page.fill("#search", "Tampere")
    assert page.locator("#status").inner_text() == "Ei osumia"


def test_language_is_switched_in_the_page(files: dict[str, Path], open_tab: Open) -> None:
    page = open_tab(files["partners"]).page
    assert (page.title(), page.locator("#tab-table").inner_text()) == ("Kumppanuusverkosto", "Taulukko")
    seen = {}
    for language in ("sv", "en", "fi"):
        page.click(f"button[lang={language}]")
        assert page.evaluate("document.documentElement.lang") == language
        assert page.evaluate("location.hash") == f"#lang={language}"
        name = page.locator('.node:has(a[href*="turun-kaupunki"]) text').text_content()
        seen[language] = (page.title(), page.locator("#tab-table").inner_text(), name)
    assert seen == {
        "sv": ("Partnernätverket", "Tabell", "Åbo stad"),
        "en": ("Partner network", "Table", "City of Turku"),
        "fi": ("Kumppanuusverkosto", "Taulukko", "Turun kaupunki"),
    }


def test_state_lives_in_the_address(files: dict[str, Path], open_tab: Open) -> None:
    page = open_tab(files["partners"], "lang=sv&at=turun-kaupunki&tab=table&find=abo").page
    assert page.locator("#panel h2").inner_text() == "Åbo stad"
    assert page.locator("#nodes-table").is_visible()
    assert page.input_value("#search") == "abo"
    page.click("#tab-map")
    page.go_back()
    assert page.locator("#nodes-table").is_visible()


def test_unknown_state_is_ignored(files: dict[str, Path], open_tab: Open) -> None:
    tab = open_tab(files["partners"], "lang=xx&at=%3Cscript%3E&tab=nowhere")
    assert tab.page.locator("#panel h2").inner_text() == "Yleiskuva"
    assert tab.complaints == []


_OVERLAPS = """() => {
  const shown = [...document.querySelectorAll('.node:not(.off) .name text, .heading text')];
  const boxes = shown.map((text) => [text.textContent, text.getBoundingClientRect()]);
  const over = [];
  boxes.forEach(([name, a], i) => boxes.slice(i + 1).forEach(([other, b]) => {
    const w = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (w > 0.5 && h > 0.5) over.push([name, other, w, h]);
  }));
  return [shown.length, over];
}"""


@pytest.mark.parametrize(
    ("name", "width"), [("partners", 1280), ("partners", 420), ("projects", 1280), ("governance", 1280)]
)
def test_no_two_names_overlap_at_any_zoom(name: str, width: int, files: dict[str, Path], open_tab: Open) -> None:
    page = open_tab(files[name], viewport={"width": width, "height": 800}).page
    page.evaluate("for (let i = 0; i < 6; i += 1) document.querySelector('[data-name=zoom-out]').click()")
    counts = []
    for _ in range(13):
        count, over = page.evaluate(_OVERLAPS)
        assert over == []
        counts.append(count)
        page.click("[data-name=zoom-in]")
    assert counts == sorted(counts)
    assert counts[0] < counts[-1] or counts[0] >= page.locator(".node").count()
    assert counts[-1] >= page.locator(".node").count()


def test_pan_and_zoom_by_keys_wheel_and_mouse(files: dict[str, Path], open_tab: Open) -> None:
    page = open_tab(files["partners"]).page

    def box() -> list[float]:
        return [float(value) for value in page.locator("#map").get_attribute("viewBox").split()]

    start = box()
    page.locator(".node a").first.focus()
    page.keyboard.press("+")
    assert box()[2] < start[2]
    page.keyboard.press("ArrowRight")
    moved = box()
    assert moved[0] > start[0]
    page.mouse.move(300, 400)
    page.mouse.wheel(0, -240)
    page.wait_for_function(f"document.getElementById('map').viewBox.baseVal.width < {moved[2] - 1}")
    before = box()
    page.mouse.move(60, 690)
    page.mouse.down()
    page.mouse.move(160, 640, steps=3)
    page.mouse.up()
    assert box()[0] < before[0]
    assert page.locator("#panel h2").inner_text() == "Yleiskuva"  # the drag chose nothing
    page.click("#fit")
    assert box() == pytest.approx(start, abs=0.1)


def test_touch_pans(files: dict[str, Path], open_tab: Open) -> None:
    page = open_tab(files["partners"], has_touch=True).page
    assert page.evaluate("getComputedStyle(document.getElementById('map')).touchAction") == "none"
    page.touchscreen.tap(*_centre(page, "turun-kaupunki"))
    assert page.locator("#panel h2").inner_text() == "Turun kaupunki"


def _centre(page: Any, key: str) -> tuple[float, float]:  # noqa: ANN401 - playwright has no stubs here
    box = page.locator(f'.node a[href*="{key}"] .sign path').bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_table_says_what_the_map_says(files: dict[str, Path], open_tab: Open) -> None:
    page = open_tab(files["partners"], "tab=table").page
    row = page.locator("#nodes-table tbody tr", has_text="Turun kaupunki").first
    cells = [text.strip() for text in row.locator("th, td").all_inner_texts()]
    assert cells == ["Turun kaupunki", "kaupunki", "2", "5", "Levästä voimaa; Älyä satamaan"]
    page.locator("#nodes-table thead button").first.click()
    assert page.locator("#nodes-table thead th").first.get_attribute("aria-sort") == "ascending"
    row.locator("button").click()
    assert page.locator("#panel h2").inner_text() == "Turun kaupunki"


def test_saved_files_are_whole_and_guarded(files: dict[str, Path], open_tab: Open, tmp_path: Path) -> None:
    page = open_tab(files["partners"]).page
    with page.expect_download() as saved:
        page.click("#save-picture")
    picture = tmp_path / "picture.svg"
    saved.value.save_as(picture)
    svg = picture.read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert "Turun" in svg
    assert "href" not in svg
    page.click("#tab-table")
    with page.expect_download() as saved:
        page.click("[data-table=links]")
    table = tmp_path / "table.csv"
    saved.value.save_as(table)
    rows = list(csv.reader(io.StringIO(table.read_text(encoding="utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Organisaatio", "Toinen organisaatio", "Hankkeita", "Työpaketteja", "Hankkeet"]
    assert ["Rannan yliopisto", "Turun kaupunki", "2", "1", "Levästä voimaa; Älyä satamaan"] in rows


def test_hostile_labels_stay_text(release_of: Callable[..., Any], open_tab: Open, tmp_path: Path) -> None:
    hostile = [
        "<script>window.bad = 1</script>",
        '"><img src=x onerror="window.bad = 2">',
        "</script><script>window.bad=3</script>",
        "=HYPERLINK(1)",
        "@SUM(1)",
        "-1+1",
        "+1",
    ]
    rows: dict[str, list[dict[str, object]]] = {
        "source": [{"source": "s", "title": hostile[0], "address": "javascript:window.bad=4"}],
        "organisation": [
            {"organisation": f"o{i}", "name_fi": name, "website": "javascript:window.bad=5", "source": "s"}
            for i, name in enumerate(hostile)
        ],
        "project": [{"project": "p", "name_fi": hostile[1], "source": "s"}],
        "website": [{"project": "p", "address": "  JavaScript:window.bad=6", "source": "s"}],
        "participation": [
            {"participation": f"t{i}", "project": "p", "organisation": f"o{i}", "role": "partner", "source": "s"}
            for i in range(len(hostile))
        ],
        "evidence": [
            {
                "subject": f"id/participation/t{i}",
                "property": "https://w3id.org/rihmasto/ns#involves",
                "quote": hostile[2],
                "source": "s",
            }
            for i in range(len(hostile))
        ],
    }
    for name in ("partners", "projects"):
        file = tmp_path / f"{name}.html"
        file.write_text(render_page(project_network(release_of(rows), name), "fi"), encoding="utf-8")
        tab = open_tab(file)
        for i in range(len(hostile)):
            tab.page.evaluate(f"location.hash = 'at=o{i}'")
            tab.page.wait_for_function(
                "name => document.querySelector('#panel h2').textContent === name", arg=hostile[i]
            )
            assert hostile[2] in tab.page.locator("#panel .quote").inner_text()
        tab.page.fill("#search", "script")
        tab.page.click("#tab-table")
        assert tab.page.evaluate("window.bad") is None
        assert tab.complaints == []
        assert tab.requests == [file.as_uri()]
        addresses = tab.page.evaluate("[...document.querySelectorAll('[href]')].map((a) => a.getAttribute('href'))")
        assert [a for a in addresses if not re.match("#|https?:|mailto:", a)] == []
        assert tab.page.locator("img").count() == 0
        with tab.page.expect_download() as saved:
            tab.page.click("[data-table=nodes]")
        saved.value.save_as(tmp_path / "nodes.csv")
        cells = [row[0] for row in csv.reader((tmp_path / "nodes.csv").open(encoding="utf-8-sig"), delimiter=";")]
        assert {"'=HYPERLINK(1)", "'@SUM(1)", "'-1+1", "'+1"} <= set(cells)
        assert [cell for cell in cells if cell[:1] in "=+-@"] == []


def test_motion_is_off_for_who_wants_none(files: dict[str, Path], open_tab: Open) -> None:
    page = open_tab(files["partners"], reduced_motion="reduce").page
    assert page.evaluate("getComputedStyle(document.querySelector('.node')).transitionDuration") == "0s"


def test_print_shows_map_legend_and_summary(files: dict[str, Path], open_tab: Open) -> None:
    page = open_tab(files["partners"]).page
    page.emulate_media(media="print")
    assert [page.locator(part).is_visible() for part in ("#map", "#legend", "#panel h2")] == [True, True, True]
    assert [page.locator(part).is_visible() for part in ("#bar", "#languages", "#skip")] == [False, False, False]


def test_page_draws_without_script(files: dict[str, Path], browser: Any) -> None:  # noqa: ANN401 - see above
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(files["partners"].as_uri())
    assert page.locator(".node:not(.off) text").count() > 5
    assert page.locator("noscript").count() == 1
    context.close()


def test_skip_link_leads_to_the_table(files: dict[str, Path], open_tab: Open) -> None:
    page = open_tab(files["partners"]).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#nodes-table') !== null")


def test_project_tells_its_money_and_where_it_is_stated(files: dict[str, Path], open_tab: Open) -> None:
    page = open_tab(files["governance"], "at=project:levasta-voimaa").page
    rows = dict(
        zip(*(page.locator(f"#panel .card .money {tag}").all_inner_texts() for tag in ("dt", "dd")), strict=True)
    )
    assert rows["rahoitusinstrumentti tai ohjelma"] == "Kokeiluraha"
    assert rows["rahoittaja"] == "Työ- ja elinkeinoministeriö"
    assert rows["rahoittajaviranomainen"] == "Koelaakson liitto"
    total, _, source = rows["kokonaisbudjetti"].partition("\n")
    assert total == "250\u00a0000\u00a0€"
    assert source == "Lähde: Kumppanit 2026.csv, tables/rahat.xlsx, Summat!F2"
    assert rows["myönnetty tuki"] == "noin 175\u00a0000,50\u00a0€"
    page.click("button[lang=en]")
    assert page.locator("#panel .card .money dd").nth(4).inner_text() == "about €175,000.50"


def test_sums_keep_kinds_and_currencies_apart(files: dict[str, Path], open_tab: Open) -> None:
    page = open_tab(files["governance"], "at=instrument:kokeiluraha").page
    sums = page.locator("#panel > .money")
    assert sums.locator("dt").all_inner_texts() == ["myönnetty tuki", "myönnetty tuki"]
    assert sums.locator("dd").all_inner_texts() == ["noin 275\u00a0000,50\u00a0€", "1\u00a0200\u00a0000\u00a0NOK"]
    card = page.locator("#panel .card", has_text="Älyä satamaan").first.inner_text()
    assert "40\u00a0000\u00a0€ – Rannan ammattikorkeakoulu" in card
    assert "tables/amount.csv, rivi 4, sarake AB" in card
    page.click("#tab-table")
    row = page.locator("#nodes-table tbody tr", has=page.get_by_role("button", name="Kokeiluraha", exact=True))
    assert "1\u00a0200\u00a0000\u00a0NOK" in row.locator("td").last.inner_text()


def test_dates_are_written_as_in_finland(files: dict[str, Path], open_tab: Open) -> None:
    page = open_tab(files["projects"], "at=levasta-voimaa&lang=sv").page
    times = {}
    for language in ("sv", "fi", "en"):
        page.click(f"button[lang={language}]")
        times[language] = page.locator("#panel .time").first.inner_text()
    assert times == {"sv": "1.5.2021–12/2023", "fi": "1.5.2021–12/2023", "en": "1 May 2021–December 2023"}


def test_names_with_dots_and_rings_follow_z(release_of: Callable[..., Any], open_tab: Open, tmp_path: Path) -> None:
    names = ["Ähtärin opisto", "Zonta ry", "Åbo Akademi", "Aalto", "Öljy Oy", "Émile"]
    rows: dict[str, list[dict[str, object]]] = {
        "organisation": [{"organisation": f"o{i}", "name_fi": name} for i, name in enumerate(names)],
        "project": [{"project": "p", "name_fi": "P"}],
        "participation": [
            {"participation": f"t{i}", "project": "p", "organisation": f"o{i}", "role": "partner"} for i in range(6)
        ],
    }
    file = tmp_path / "map.html"
    file.write_text(render_page(project_network(release_of(rows), "partners"), "fi"), encoding="utf-8")
    page = open_tab(file, "tab=table").page
    page.locator("#nodes-table thead button").first.click()
    rows_of = page.locator("#nodes-table tbody th")
    finnish = ["Aalto", "Émile", "Zonta ry", "Åbo Akademi", "Ähtärin opisto", "Öljy Oy"]
    assert rows_of.all_inner_texts() == finnish
    pairs = [row.split("\t")[:2] for row in page.locator("#links-table tbody tr").all_inner_texts()]
    assert len(pairs) == 15
    assert all(finnish.index(one) < finnish.index(other) for one, other in pairs)
    page.click("button[lang=en]")
    assert rows_of.all_inner_texts()[:3] == ["Aalto", "Åbo Akademi", "Ähtärin opisto"]


def test_imprint_is_on_screen_in_print_and_in_the_picture(
    release: duckdb.DuckDBPyConnection, open_tab: Open, tmp_path: Path
) -> None:
    imprint = Imprint({"fi": "Koelaakso", "sv": "Provdal"}, "Koelaakson <liitto>", "CC BY 4.0")
    file = tmp_path / "map.html"
    file.write_text(render_page(project_network(release, "partners"), "fi", imprint=imprint), encoding="utf-8")
    page = open_tab(file).page
    assert page.title() == page.locator("h1").inner_text() == "Koelaakso – Kumppanuusverkosto"
    said = "Koelaakson <liitto> · CC BY 4.0 · Lähteet haettu viimeksi 1.10.2026"
    assert page.locator("footer").inner_text() == said
    page.emulate_media(media="print")
    assert page.locator("footer").is_visible()
    page.emulate_media(media="screen")
    page.click("button[lang=sv]")
    assert page.title() == "Provdal – Partnernätverket"
    assert page.locator("footer").inner_text().endswith("Källorna hämtades senast 1.10.2026")
    with page.expect_download() as saved:
        page.click("#save-picture")
    saved.value.save_as(tmp_path / "map.svg")
    svg = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert "<title>Provdal – Partnernätverket</title><desc>Koelaakson &lt;liitto&gt; · CC BY 4.0" in svg


@pytest.mark.parametrize("name", MAPS)
def test_small_map_shows_every_name(name: str, files: dict[str, Path], open_tab: Open) -> None:
    page = open_tab(files[name]).page
    assert page.locator(".node.off").count() == 0
    if name == "governance":
        assert [text for text in page.locator(".name text").all_text_contents() if "…" in text] == []
        heights = [
            float(place)
            for place in page.locator(".node").evaluate_all(
                "nodes => nodes.map((node) => node.transform.baseVal.getItem(0).matrix.f)"
            )
        ]
        assert max(heights) - min(heights) > 200
