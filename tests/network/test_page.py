"""The page as bytes: the same twice, nothing from elsewhere, all words in all languages."""

import json
import re
import xml.etree.ElementTree as ET
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rihmasto.errors import LANGUAGES, Language
from rihmasto.network import MAPS, project_network, render_page
from rihmasto.network.addresses import safe_address
from rihmasto.network.content import search_key
from rihmasto.network.signs import signs
from rihmasto.network.words import concepts, say, words


@pytest.fixture(scope="module")
def pages(release: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return {name: render_page(project_network(release, name), "sv") for name in MAPS}


@pytest.mark.parametrize("name", MAPS)
def test_same_network_same_bytes(name: str, pages: dict[str, str], release: duckdb.DuckDBPyConnection) -> None:
    assert render_page(project_network(release, name), "sv") == pages[name]


@pytest.mark.parametrize("name", MAPS)
def test_policy_names_every_style_and_script_and_allows_nothing_else(name: str, pages: dict[str, str]) -> None:
    page = pages[name]
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert policy[1].startswith("default-src 'none'; ")
    assert "unsafe" not in policy[1]
    inline = re.findall(r"<(?:style|script)(?: id=\"picture\")?>(.*?)</(?:style|script)>", page, re.DOTALL)
    assert len(inline) == 3
    for text in inline:
        assert f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy[1]
    assert re.findall(r"\s(?:src|srcset|on\w+|style)=", page.partition("<script")[0]) == []


@pytest.mark.parametrize("name", MAPS)
def test_drawing_is_well_formed_and_complete(
    name: str, pages: dict[str, str], release: duckdb.DuckDBPyConnection
) -> None:
    network = project_network(release, name)
    drawing = re.search(r"<svg.*?</svg>", pages[name], re.DOTALL)
    assert drawing
    tree = ET.fromstring(drawing[0])  # noqa: S314 - our own file
    space = "{http://www.w3.org/2000/svg}"
    assert len(tree.findall(f".//{space}a")) == len(network.nodes)
    assert len(tree.findall(f".//{space}path[@class='line']")) == len(network.links)
    assert all(link.get("aria-label") for link in tree.iter(f"{space}a"))
    assert '<html lang="sv">' in pages[name]
    assert f"<title>{say(f'title-{name}', 'sv')}</title>" in pages[name]


def test_data_know_every_language(pages: dict[str, str]) -> None:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', pages["partners"], re.DOTALL)
    assert found
    data = json.loads(found[1])
    city = next(node for node in data["nodes"] if node["key"] == "turun-kaupunki")
    assert city["spoken"] == {
        "fi": "Turun kaupunki, kaupunki, 2 hanketta",
        "sv": "Åbo stad, stad, 2 projekt",
        "en": "City of Turku, city, 2 projects",
    }
    assert city["find"] == ["turun kaupunki", "abo stad", "city of turku"]
    unsafe = next(node for node in data["nodes"] if node["key"] == "levakone-oy")
    assert unsafe["site"] == ["javascript:alert(1)", ""]


def test_every_word_of_the_scripts_is_in_every_language() -> None:
    folder = files("rihmasto.network").joinpath("template", "js")
    scripts = "".join(entry.read_text(encoding="utf-8") for entry in folder.iterdir())
    asked = set(re.findall(r"say\('([\w-]+)'", scripts)) | set(re.findall(r"(?:line|button)\('([\w-]+)'", scripts))
    assert len(asked) > 30
    assert asked - set(words()) == set()
    assert [code for code, names in words().items() if not (names.fi and names.sv and names.en)] == []
    for name in MAPS:
        assert {f"title-{name}", f"about-{name}", f"nodes-{name}", f"links-{name}"} <= set(words())


@pytest.mark.parametrize(
    ("n", "language", "said"), [(1, "fi", "1 hanke"), (7, "fi", "7 hanketta"), (1, "en", "1 project")]
)
def test_numbers_choose_their_word(n: int, language: Language, said: str) -> None:
    assert say("projects", language, n) == said


def test_signs_differ_in_shape_or_border_not_only_in_colour() -> None:
    looks = {(sign.outline, sign.width, sign.dashes, sign.fill == "#ffffff") for sign in signs()}
    assert len(looks) == len(signs()) == 12
    kinds = {kind for kind in concepts("organisation-kinds") if kind != "other"}
    text = files("rihmasto.network").joinpath("signs.toml").read_text(encoding="utf-8")
    assert [kind for kind in sorted(kinds) if f'"{kind}"' not in text] == []


def test_circles_are_round() -> None:
    circle = next(sign for sign in signs() if not sign.outline)
    assert circle.path(10.55) == "M-10.6 0a10.6 10.6 0 1 0 21.2 0a10.6 10.6 0 1 0 -21.2 0z"


@pytest.mark.parametrize(
    ("given_address", "safe"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("www.example.org", "https://www.example.org"),
        ("mailto:info@example.org", "mailto:info@example.org"),
        ("javascript:alert(1)", ""),
        (" JavaScript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//example.org", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_only_harmless_addresses_become_links(given_address: str, safe: str) -> None:
    assert safe_address(given_address) == safe


@given(st.text())
def test_no_address_becomes_a_link_of_another_scheme(address: str) -> None:
    assert safe_address(address).partition(":")[0].lower() in {"", "http", "https", "mailto"}


@given(st.text())
def test_search_keys_are_folded_once_and_for_all(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


def test_languages_are_those_of_the_page() -> None:
    assert LANGUAGES == ("fi", "sv", "en")
