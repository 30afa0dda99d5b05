"""Rules on phrases of running text; the phrases are data, `phrases.toml`."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rihmasto.model.wording import nominative, organisation_pattern, split_names
from rihmasto.sources.pages.draft import PHRASE, Draft
from rihmasto.sources.pages.funding import find_sources, say_funding, set_authority
from rihmasto.sources.pages.parties import say_participation
from rihmasto.sources.pages.text import Span

_LIST = r"[^.;:\n]+(?:\.(?=f\.)[^.;:\n]*)*"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of `phrases.toml`.

    Attributes:
        name: its table there; the id is "phrase:" + name.
        role: what the organisations of the phrase are.
        patterns: its expressions.
    """

    name: str
    role: str
    patterns: tuple[re.Pattern[str], ...]


@cache
def rules() -> tuple[Rule, ...]:
    """Read `phrases.toml`."""
    entries = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
    holes = {"{organisation}": f"(?P<organisation>{organisation_pattern()})", "{list}": f"(?P<list>{_LIST})"}
    found = []
    for name, entry in entries.items():
        patterns = []
        for text in entry["patterns"]:
            pattern = text.replace(" ", r"\s+")
            for hole, expression in holes.items():
                pattern = pattern.replace(hole, expression.replace(" ", "[ \n]"))
            patterns.append(re.compile(pattern))
        found.append(Rule(name, entry["role"], tuple(patterns)))
    return tuple(found)


def names_in(sentence: Span, rule: Rule) -> Iterator[tuple[str, Span]]:
    """Yield the organisations that a rule finds in a sentence, in the nominative, with their words."""
    for pattern in rule.patterns:
        for match in pattern.finditer(sentence.plain):
            if match.groupdict().get("organisation"):
                span = sentence.group(match, "organisation").strip(".,")
                yield nominative(span.words), span
            if match.groupdict().get("list"):
                whole = sentence.group(match, "list")
                for name in split_names(whole.plain):
                    span = whole.cut(name.start, name.end)
                    yield nominative(name.name), span


def read_roles(draft: Draft, sentence: Span) -> None:
    """State the roles that a sentence gives to organisations."""
    for rule in rules():
        identity = "phrase:" + rule.name
        for name, span in names_in(sentence, rule):
            if rule.role == "funder":
                say_funder(draft, name, span, sentence, identity)
            elif rule.role == "funding-authority":
                set_authority(draft, name, sentence, identity, PHRASE)
            else:
                say_participation(draft, name, rule.role, sentence, identity, PHRASE)


def say_funder(draft: Draft, name: str, span: Span, quote: Span, rule: str) -> None:
    """State a funder that a phrase names: a fund or programme when it is one, else an organisation."""
    source = next((s for s in find_sources(span) if s.span.start - span.start < 4), None)  # noqa: PLR2004
    if source:
        say_funding(draft, quote, rule, source=source, confidence=PHRASE)
    else:
        say_funding(draft, quote, rule, funder=name, confidence=PHRASE)
