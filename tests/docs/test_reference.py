"""docs/reference/ says what the program says, and leaves nothing out."""

import re
import runpy
from pathlib import Path

import pytest

from rihmasto.assets import asset
from rihmasto.cli.main import COMMANDS
from rihmasto.errors import LANGUAGES
from rihmasto.model import tables
from rihmasto.query import catalogue

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("commands.md", "ontology.md", "queries.md", "sentences.md", "tables.md", "vocabularies.md")


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    pages: dict[str, str] = runpy.run_path(str(DOCS / "generate.py"))["pages"]()
    return pages


def test_the_pages_are_these(made: dict[str, str]) -> None:
    assert sorted(made) == list(PAGES)
    assert sorted(path.name for path in (DOCS / "reference").iterdir()) == list(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_as_the_program_is(made: dict[str, str], page: str) -> None:
    committed = (DOCS / "reference" / page).read_text(encoding="utf-8")
    assert made[page].splitlines() == committed.splitlines(), f"docs/reference/{page} is old: run make docs"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_do_not_follow_the_language_of_whoever_makes_them(
    made: dict[str, str], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("RIHMASTO_LANG", language)
    assert runpy.run_path(str(DOCS / "generate.py"))["pages"]() == made


def test_everything_has_a_heading(made: dict[str, str]) -> None:
    ontology = asset("ontology", "rihmasto.ttl").read_text(encoding="utf-8")
    classes = re.findall(r"^(rih:\w+) a owl:Class", ontology, re.MULTILINE)
    assert len(classes) >= 20
    wanted = {
        "commands.md": [f"## {name}" for name in COMMANDS],
        "queries.md": [f"### {name}" for name in catalogue()],
        "ontology.md": [f"### {name}" for name in classes],
        "tables.md": [f"## {name}" for name in (*tables(), "evidence", "partner_pair", "governance_chain")],
        "vocabularies.md": [f"## {path.stem}" for path in asset("ontology", "vocabularies").glob("*.ttl")],
    }
    for page, headings in wanted.items():
        assert headings
        assert set(headings) <= set(made[page].splitlines()), page
