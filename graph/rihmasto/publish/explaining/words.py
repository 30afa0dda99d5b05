"""What fields, rules and confidences are called for people."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from rihmasto.errors import Language
from rihmasto.model import Claim
from rihmasto.sources.pages.labels import label_of
from rihmasto.sources.pages.text import Page, Span
from rihmasto.sources.tables.concepts import concepts
from rihmasto.sources.tables.words import column_words, table_words

_FAR, _NEAR = 3000, 1  # characters, lines
_LONGEST_HEADING = 70
_SURE, _FAIR, _UNSURE = 0.95, 0.8, 0.7


def spoken(word: str, language: Language, **values: object) -> str:
    """Return words of `words.toml`, their braces filled."""
    return str(_file()["words"][word][language]).format(**values)


def concept_label(scheme: str, slug: str, language: Language) -> str:
    """Return the label of a concept; its slug, where the vocabulary does not know it."""
    label = next((c.labels.get(language, slug) for c in concepts(scheme) if c.slug == slug), slug)
    return label[:1].upper() + label[1:]


def field_label(table: str, column: str, language: Language) -> str:
    """Return what a field is called: a word of our own where the header of the sheet would puzzle."""
    own = _file()["fields"].get(f"{table}.{column}" if column else table)
    if own:
        return str(own[language])
    return column_words(table, column, language).label if column else table_words(table, language).label


def sureness(confidence: float) -> str:
    """Return the class of a confidence: sure, fair, unsure or guess."""
    if confidence >= _SURE:
        return "sure"
    return "fair" if confidence >= _FAIR else "unsure" if confidence >= _UNSURE else "guess"


def rule_words(claim: Claim, page: Page, language: Language) -> str:
    """Say in plain words why a value was read: which label, heading, sentence or list says it.

    Args:
        claim: the value.
        page: the text that its locator counts in.
        language: of the words.
    """
    kind, _, rest = claim.rule.partition(":")
    exact = _file()["rules"].get(claim.rule)
    if exact:
        return str(exact[language])
    words = _file()["rules"].get(kind) or _file()["rules"]["other"]
    if kind == "label":
        label = _label_above(page, claim.locator.start or 0, rest.split(":")[0])
        if not label:
            words = _file()["rules"]["label-unseen"]
        return str(words[language]).format(label=label)
    return str(words[language]).format(rule=rest)


def _label_above(page: Page, start: int, name: str) -> str:
    """Find the label of a quote on its line or above: the one that the rule is named after, else the one next to it."""
    line_start = page.text.rfind("\n", 0, start) + 1
    stop = page.text.find("\n", start)
    lines = [Span(page, line_start, stop if stop >= 0 else len(page.text)).strip()]
    lines += reversed(list(Span(page, max(0, line_start - _FAR), line_start).lines()))
    labels = [(number, found) for number, line in enumerate(lines) if line and (found := label_of(line))]
    named = [found for _, found in labels if found.label and found.label.name == name]
    near = [found for number, found in labels if number <= _NEAR]
    if not (named or near):
        return ""
    return (named or near)[0].span.words.rstrip(" :").lstrip("•*-–0123456789. ")[:_LONGEST_HEADING]


@cache
def _file() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
