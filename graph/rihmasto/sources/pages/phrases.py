"""Rules on phrases of running text; the phrases are data, `phrases.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from rihmasto.model.wording import has_head, nominative, organisation_pattern, split_names, tidy
from rihmasto.sources.pages.draft import PHRASE, Basis, Draft
from rihmasto.sources.pages.funding import say_funder, set_authority
from rihmasto.sources.pages.lexicon import any_of, category, words
from rihmasto.sources.pages.parties import read_partner_list, say_participation
from rihmasto.sources.pages.programmes import Source, find_sources, runs_under
from rihmasto.sources.pages.text import Span

_CALL = re.compile(r"(?:under|within|from) the (?:call|programme) ['\"](?P<name>[^'\"]+)['\"]")
_GOES_ON = re.compile(rf",? (?:och|ja|and) {any_of('goes_on')}\b")
_UNDER = re.compile(rf" {any_of('instead_of_funder')}\b| (?:for|in) (?=\d)")
_LIST = r"(?:[^.;:]|:(?=[a-zåäö])|\.(?=f\.|\d)|(?<=\.f)\.|(?<=St)\.)+"


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule of `phrases.toml`.

    Attributes:
        name: its table there; the id is "phrase:" + name.
        role: what the organisations of the phrase are.
        patterns: its expressions, each with one of what must stand in a sentence that it can match.
    """

    name: str
    role: str
    patterns: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def rules() -> tuple[Rule, ...]:
    """Read `phrases.toml`."""
    entries = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
    return tuple(
        Rule(name, entry["role"], tuple((pattern, _sign(pattern)) for pattern in entry["patterns"]))
        for name, entry in entries.items()
    )


def _sign(pattern: str) -> re.Pattern[str]:
    """Return the words of a phrase beside its names: a name can begin anywhere and is slow to look for."""
    return re.compile(max(re.split(r"\{[a-z]+\}", pattern), key=len))


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    pattern = pattern.replace("{organisation}", f"(?P<organisation>{organisation_pattern()})")
    return re.compile(pattern.replace("{list}", f"(?P<list>{_LIST})"))


@lru_cache(maxsize=2048)
def found_by(rule: Rule, sentence: Span) -> tuple[Span, ...]:
    """Return the names and lists of names that a rule finds in a sentence."""
    text = sentence.plain.replace("\n", " ")  # a line break in a sentence is a space; the offsets stay
    return tuple(
        sentence.group(match, hole).strip()
        for pattern, sign in rule.patterns
        if sign.search(text)
        for match in _expression(pattern).finditer(text)
        for hole in ("organisation", "list")
        if match.groupdict().get(hole)
    )


def read_roles(draft: Draft, sentence: Span, *, partners: bool = True) -> None:
    """State the roles that a sentence gives to organisations.

    Args:
        draft: of the project.
        sentence: the sentence.
        partners: whether partners and funders may be read from running text (not where a form lists them).
    """
    for rule in rules():
        if not partners and rule.name == "partners":
            continue
        basis = Basis(sentence, "phrase:" + rule.name, PHRASE)
        for span in found_by(rule, sentence):
            _say(draft, rule.role, span, basis)


def _say(draft: Draft, role: str, span: Span, basis: Basis) -> None:
    going_on = _GOES_ON.search(span.plain)
    span = span.cut(0, going_on.start()) if going_on else span
    if role == "partner":
        read_partner_list(draft, span, basis)
    elif role == "funder":
        under = _UNDER.search(span.plain)
        span = span.cut(0, under.start()) if under else span
        for part in split_names(span.plain):
            name = nominative(tidy(part.name).removeprefix("The ").removeprefix("the "))
            if re.search(r"viranomai|finansierande myndighet|funding authority", name):
                continue
            if name[:1].isupper() or has_head(name) or name[:1].isdigit():
                say_funder(draft, name, span.cut(part.start, part.end), basis)
    elif role == "leads":
        for part in split_names(span.plain):
            say_participation(draft, nominative(tidy(part.name)), "coordinator", basis)
    elif role == "funding-authority":
        set_authority(draft, nominative(tidy(_first(span))), basis)
    elif not _has_lead(draft):
        say_participation(draft, _owner(nominative(tidy(_first(span)))), "coordinator", basis)


def _first(span: Span) -> str:
    return " ".join(span.words.split())


def _owner(name: str) -> str:
    return name.removesuffix("'s") if not category(name) else name


def _has_lead(draft: Draft) -> bool:
    """Of several phrases that name a lead the first counts; a label counts more than all of them."""
    return any(values.get("role") in {"coordinator", "lead"} for _, values in draft.rows("participation"))


def read_sources(draft: Draft, sentence: Span) -> None:
    """State the funds and programmes that a sentence on the money of the project names."""
    talk = words("budget-talk")
    folded = sentence.plain.casefold()
    for source in find_sources(sentence):
        if source.programme and source.programme.kind == "programme":
            runs_under(draft, source, Basis(sentence, "phrase:programme", PHRASE))
    for call in _CALL.finditer(sentence.plain):
        named = sentence.group(call, "name")
        runs_under(draft, Source(None, named, named.words), Basis(sentence, "phrase:call", PHRASE))
    if not re.search(talk["about"] + "|maksaa|raha tulee", folded, re.DOTALL) or re.search(talk["other"], folded):
        return
    basis = Basis(sentence, "phrase:money-from", PHRASE)
    for source in find_sources(sentence):
        kind = source.programme.kind if source.programme else ""
        if kind in {"fund", "programme-fund", "instrument"}:
            say_funder(draft, source.name, source.span, basis)
