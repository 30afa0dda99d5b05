"""Evidence: what a value quotes is what stands at its place in the page, and holds the words of the value."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from rihmasto.model import Claim, Record, tables
from rihmasto.model.dates import find_dates
from rihmasto.model.money import find_money
from rihmasto.names import fold
from rihmasto.sources.documents import read_document
from rihmasto.sources.pages import read_page
from rihmasto.sources.tables.concepts import concepts

_STEM = 4
# What these columns say follows from a rule and not from words: a role from the label, a currency from "€".
_CONCEPTS = {"role", "relation", "kind", "language", "currency", "approximate", "status", "scheme", "concept"}
# Rules that say what the page does not: names of a fund in other languages (from the list that ships), or what follows.
_BEYOND = ("listed:", "inferred:", "derived:")
_SPELT = {"16": "sixteen", "stad": "städ"}  # figures and vowels that change; the reader knows them, a stem does not


def _said(value: str, quote: str) -> list[bool]:
    """Tell of each word of a value whether the quote has it, in any inflected form (Turku, Turun)."""
    words = re.findall(r"\w+", fold(quote))
    stems = [
        (word[: min(_STEM, max(3, len(word) - 2))], _SPELT.get(word, word)) for word in re.findall(r"\w+", fold(value))
    ]
    return [any(word.startswith(stem) for word in words) for stem in stems]


def _kind(record: Record, claim: Claim, page: dict[str, Record]) -> str:
    """Tell how the quote says the value; "unsaid" when it does not."""
    if claim.value.startswith("#"):
        return _link(claim, page[claim.value[1:]])
    if claim.rule.startswith(_BEYOND):
        return "beyond the page"
    if claim.column in _CONCEPTS:
        return "concept"
    kind = tables()[record.table].column(claim.column).type
    if kind in {"date", "decimal"}:
        return "figure" if _has_figure(kind, claim) else "unsaid"
    value, quote = fold(claim.value), fold(claim.quote)
    if value in quote or re.sub(r"[\W_]", "", value) in re.sub(r"[\W_]", "", quote):
        return "verbatim"
    return "inflected" if all(_said(value, quote)) else "unsaid"


def _link(claim: Claim, target: Record) -> str:
    """A link is said where a word of what it leads to is said; every page speaks of its project."""
    if target.table == "project":
        return "link to the project"
    values = [c.value for c in target.claims if not c.value.startswith("#") and c.column not in _CONCEPTS]
    beyond = claim.rule.startswith(_BEYOND)
    return "link" if beyond or any(any(_said(value, claim.quote)) for value in values) else "unsaid"


def _has_figure(kind: str, claim: Claim) -> bool:
    value, quote = claim.value, claim.quote
    if kind == "decimal":
        said = any(m.value is not None and m.lexical == value for m in find_money(quote))
        return said or value.split(".")[0] in re.sub(r"\D", "", quote)
    years = set(re.findall(r"\d{4}|(?<=[./’'])\d{2}\b", quote))
    return any(d.value == value for d in find_dates(quote)) or bool(years & {value[:4], value[2:4]})


@pytest.mark.shared
def test_every_value_of_every_page_is_said_where_its_evidence_points(
    shared: Path, record_property: Callable[[str, object], None]
) -> None:
    kinds: Counter[str] = Counter()
    unsaid: list[str] = []
    pages = sorted((shared / "pages").rglob("*.txt"))
    for path in pages:
        text = read_document(path).text
        page = {record.key: record for record in read_page(text, name=path.stem).records}
        for record in page.values():
            for claim in record.claims:
                where = claim.locator
                assert where.start is not None, (path.stem, claim)
                assert where.end is not None, (path.stem, claim)
                assert 0 <= where.start < where.end <= len(text), (path.stem, claim)
                assert text[where.start : where.end] == claim.quote, (path.stem, claim)
                assert where.line == text.count("\n", 0, where.start) + 1, (path.stem, claim)
                kind = _kind(record, claim, page)
                kinds[kind] += 1
                if kind == "unsaid":
                    unsaid.append(f"{path.stem}: {record.table}.{claim.column} = {claim.value!r} in {claim.quote!r}")
    total = sum(kinds.values())
    record_property("counted: evidence, values of pages", total)
    for kind, number in kinds.items():
        record_property(f"counted: evidence, said by the quote as {kind}", number)
    assert len(pages) == 48
    assert total > 1500
    assert kinds["verbatim"] > 640
    assert kinds["beyond the page"] <= 119  # of about 2 000; it may only shrink
    assert unsaid == []


def test_a_role_is_a_concept() -> None:
    """The columns that are not looked for in the quote hold concepts, codes or booleans, never words of the page."""
    roles = {concept.slug for concept in concepts("roles")}
    text = "Puhdas satama\n\nToteutusaika: 2020–2021\nHankepartnerit: Turun kaupunki\n"
    found = [c.value for r in read_page(text).records for c in r.claims if c.column == "role"]
    assert found
    assert set(found) <= roles
