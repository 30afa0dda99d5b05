"""Links between the pages lead somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")))
_LINK = re.compile(r"\]\((?!https?:|mailto:)(?P<path>[^)#\s]*)(?:#(?P<anchor>[^)\s]+))?\)")


def _anchors(page: Path) -> set[str]:
    """Headings as GitHub makes anchors of them."""
    lines = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL).splitlines()
    headings = (line.lstrip("# ").casefold() for line in lines if line.startswith("#"))
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in headings}


def test_there_are_pages() -> None:
    assert len(PAGES) >= 16


@pytest.mark.parametrize("name", PAGES)
def test_links_resolve(name: str) -> None:
    page = ROOT / name
    for link in _LINK.finditer(page.read_text(encoding="utf-8")):
        target = (page.parent / link["path"]).resolve() if link["path"] else page
        assert target.exists(), f"{name}: {link[0]}"
        if link["anchor"]:
            assert link["anchor"] in _anchors(target), f"{name}: {link[0]}"


def test_every_page_is_reached_from_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    linked = {(ROOT / "docs" / link["path"]).resolve() for link in _LINK.finditer(index)}
    pages = {path for path in (ROOT / "docs").rglob("*.md") if "decisions" not in path.parts}
    assert pages - linked == {ROOT / "docs" / "index.md"}


@pytest.mark.parametrize(
    "name", ["tutorial", "how-to/add-your-region", "how-to/read-a-page", "how-to/correct-identity"]
)
def test_pages_for_policy_staff_have_no_word_of_rdf(name: str) -> None:
    text = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8").partition("## Questions to a larger region")[0]
    assert re.findall(r"(?i)\b(?:rdf|triples?|quads?|iris?|sparql|shacl|turtle|ontology)\b", text) == []
