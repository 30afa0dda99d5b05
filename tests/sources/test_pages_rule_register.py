"""The register of rules is what the reader's code and data say; every rule in it has a case, and every case a rule."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import rihmasto.sources.pages
from rihmasto.sources.documents import read_document
from rihmasto.sources.pages import read_page

PAGES = Path(rihmasto.sources.pages.__file__).parent
FILE = tomllib.loads(Path(__file__).with_name("page_rules.toml").read_text(encoding="utf-8"))
KINDS = "derived|heading|inferred|label|line|list|listed|phrase"
_ID = re.compile(rf"(?:{KINDS}):[\w:-]+")
_BEGUN = re.compile(rf"(?:{KINDS}):.*")
# Ids that begin with the name of a table of data: all its tables are rules.
_OF_DATA = {"label:", "phrase:"}


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((PAGES / name).read_text(encoding="utf-8"))


def _nodes() -> Iterator[ast.AST]:
    for path in sorted(PAGES.glob("*.py")):
        yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def _text(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


@cache
def written() -> frozenset[str]:
    """Return the ids that stand in the code as they are."""
    return frozenset(text for node in _nodes() if _ID.fullmatch(text := _text(node)))


@cache
def put_together() -> frozenset[str]:
    """Return the ways in which the code puts ids together: f-strings with their holes, and the ends that it adds."""
    found = set()
    for node in _nodes():
        if isinstance(node, ast.JoinedStr) and _BEGUN.match(_text(node.values[0])):
            found.add(ast.unparse(node)[2:-1])
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            found |= {text for side in (node.left, node.right) if re.fullmatch(r"\w+:|:\w+", text := _text(side))}
    return frozenset(found)


@cache
def forms() -> frozenset[str]:
    """Return the forms of items of a list that the code makes."""
    calls = [n for n in _nodes() if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "Item"]
    return frozenset(_text(argument) for call in calls for argument in call.args[2:3])


@cache
def register() -> frozenset[str]:
    """Return the ids of all rules of the page reader."""
    unread = set(FILE["together"]) | {entry["label"] for entry in FILE["silent"]}
    labels = {f"label:{name}" for name in _data("labels.toml") if name not in unread}
    phrases = {f"phrase:{name}" for name in _data("phrases.toml")}
    composed = {rule for rules in FILE["composed"].values() for rule in rules}
    listed = {f"list:{form}{end}" for form in forms() for end in ("", ":acronym")}
    return frozenset(written() | labels | phrases | composed | listed)


def fired(text: str) -> Counter[str]:
    """Count the values that each rule gave on a page."""
    return Counter(claim.rule for record in read_page(text).records for claim in record.claims)


def test_every_rule_has_a_case_and_every_case_a_rule(record_property: Callable[[str, object], None]) -> None:
    cases = {read["rule"] for page in FILE["page"] for read in page["reads"]}
    assert sorted(register() - cases) == []
    assert sorted(cases - register()) == []
    assert len(register()) > 90
    record_property("counted: rules of the page reader, each with a case", len(register()))


def test_the_register_knows_all_ways_to_put_ids_together() -> None:
    assert put_together() == {*FILE["composed"], *_OF_DATA, "list:{item.form}"}
    assert forms() >= {"bullet", "labelled", "prose", "teaser"}
    bases = {rule.removesuffix(end) for end, rules in FILE["composed"].items() if end[0] == ":" for rule in rules}
    assert bases <= register()


def test_no_case_fires_a_rule_that_the_register_does_not_know() -> None:
    assert {rule for page in FILE["page"] for rule in fired(page["text"])} == register()


@pytest.mark.shared
def test_no_page_fires_a_rule_that_the_register_does_not_know(shared: Path) -> None:
    pages = sorted((shared / "pages").rglob("*.txt"))
    assert len(pages) == 48
    assert {rule for path in pages for rule in fired(read_document(path).text)} <= register()


@pytest.mark.parametrize("name", sorted(FILE["together"]))
def test_labels_that_are_read_together_are_read(name: str) -> None:
    """A page of the cases has the label, and the rule that reads it with others gives what stands behind it."""
    entry, rule = _data("labels.toml")[name], FILE["together"][name]
    words = [w for language in ("fi", "sv", "en") for w in entry.get(language, [])]
    pages = [p["text"] for p in FILE["page"] if any(re.search(rf"(?m)^{re.escape(w)}:", p["text"]) for w in words)]
    assert any(fired(text)[rule] for text in pages)
    assert all(f"label:{name}" not in fired(text) for text in pages)


@pytest.mark.parametrize("case", FILE["silent"], ids=lambda case: case["label"])
def test_silent_labels_end_the_value_before_them(case: dict[str, str]) -> None:
    entry = _data("labels.toml")[case["label"]]
    words = [w for language in ("fi", "sv", "en") for w in entry.get(language, [])]
    assert any(re.search(rf"(?m)^{re.escape(w)}: {re.escape(case['unsaid'])}", case["text"]) for w in words)
    values = [claim.value for record in read_page(case["text"]).records for claim in record.claims]
    assert len(values) > 2
    assert not [value for value in values if case["unsaid"] in value]


@pytest.mark.shared
def test_the_counts_of_the_documentation_are_those_of_the_pages(shared: Path) -> None:
    """When they differ: python bench/rules.py --write."""
    root = Path(__file__).resolve().parents[2]
    made = subprocess.run(
        [sys.executable, root / "bench" / "rules.py", shared / "pages"], capture_output=True, check=True, timeout=300
    )
    written = root / "docs" / "explanation" / "rules-of-the-page-reader.md"
    assert made.stdout.decode().splitlines() == written.read_text(encoding="utf-8").splitlines()
