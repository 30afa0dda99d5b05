"""Evidence: what a value quotes is what stands at its place in the page, and holds the words of the value."""

import re
from collections import Counter
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
_OF_RULE = {"role", "relation", "kind", "language", "currency", "approximate", "status", "scheme", "concept"}
# Names in other languages, acronyms and kinds come from the lists that ship with the program, not from the page.
_LISTED = {"programme", "strategy", "agreement", "organisation", "place", "designation"}


def _said(value: str, quote: str) -> list[bool]:
    """Tell of each word of a value whether the quote has it, in any inflected form (Turku, Turun)."""
    words = re.findall(r"\w+", fold(quote))
    stems = [word[: min(_STEM, max(3, len(word) - 2))] for word in re.findall(r"\w+", fold(value))]
    return [any(word.startswith(stem) for word in words) for stem in stems]


def _kind(record: Record, claim: Claim, text: str) -> str:
    """Tell how the quote says the value; "unsaid" when it does not.

    A form names the applicant once, and its identifier and contact stand elsewhere: the reference is said elsewhere.
    """
    if claim.value.startswith("#"):
        return "reference"
    if claim.column in _OF_RULE:
        return "rule"
    if claim.rule.startswith(("inferred:", "derived:")):
        return "inferred"
    kind = tables()[record.table].column(claim.column).type
    if kind in {"date", "decimal"}:
        return kind if _has_figure(kind, claim) else "unsaid"
    return _by_words(record, claim, text)


def _has_figure(kind: str, claim: Claim) -> bool:
    value, quote = claim.value, claim.quote
    if kind == "decimal":
        said = any(m.value is not None and m.lexical == value for m in find_money(quote))
        return said or value.split(".")[0] in re.sub(r"\D", "", quote)
    years = set(re.findall(r"\d{4}|(?<=[./’'])\d{2}\b", quote))
    return any(d.value == value for d in find_dates(quote)) or bool(years & {value[:4], value[2:4]})


def _by_words(record: Record, claim: Claim, text: str) -> str:
    value, quote = fold(claim.value), fold(claim.quote)
    if value in quote or re.sub(r"[\W_]", "", value) in re.sub(r"[\W_]", "", quote):
        return "verbatim"
    said = _said(value, quote)
    if any(said):
        return "inflected" if all(said) else "partly"
    if record.table in _LISTED:
        return "listed"
    is_reference = tables()[record.table].column(claim.column).type == "ref"
    return "elsewhere" if is_reference and all(_said(value, text)) else "unsaid"


@pytest.mark.shared
def test_every_value_of_every_page_is_said_where_its_evidence_points(shared: Path) -> None:
    kinds: Counter[str] = Counter()
    unsaid: list[str] = []
    pages = sorted((shared / "pages").rglob("*.txt"))
    for path in pages:
        text = read_document(path).text
        for record in read_page(text, name=path.stem).records:
            for claim in record.claims:
                where = claim.locator
                assert where.start is not None, (path.stem, claim)
                assert where.end is not None, (path.stem, claim)
                assert 0 <= where.start < where.end <= len(text), (path.stem, claim)
                assert text[where.start : where.end] == claim.quote, (path.stem, claim)
                assert where.line == text.count("\n", 0, where.start) + 1, (path.stem, claim)
                kind = _kind(record, claim, text)
                kinds[kind] += 1
                if kind == "unsaid":
                    unsaid.append(f"{path.stem}: {record.table}.{claim.column} = {claim.value!r} in {claim.quote!r}")
    total = sum(kinds.values())
    print(f"\n{len(pages)} pages, {total} values: {dict(kinds.most_common())}")
    assert len(pages) == 48
    assert total > 1500
    assert kinds["verbatim"] > 500
    assert kinds["elsewhere"] + kinds["partly"] < 100  # of about 2 000; it may only shrink
    assert unsaid == []


def test_a_role_is_a_concept() -> None:
    """The columns that are not looked for in the quote hold concepts, codes or booleans, never words of the page."""
    roles = {concept.slug for concept in concepts("roles")}
    text = "Puhdas satama\n\nToteutusaika: 2020–2021\nHankepartnerit: Turun kaupunki\n"
    found = [c.value for r in read_page(text).records for c in r.claims if c.column == "role"]
    assert found
    assert set(found) <= roles
