"""Funds, programmes and strategies: finding them by name, and stating that a project runs under one."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rihmasto.model.wording import nominative
from rihmasto.sources.pages.draft import INFERRED, Basis, Draft
from rihmasto.sources.pages.lexicon import Programme, language_of, names_programme, programmes
from rihmasto.sources.pages.text import Span

_SUFFIX = re.compile(
    r"\s+-(?:ohjelma|rahoitus|strategia|finansieringsprogram|program)\w*$|-rahoitu\w+$|-tu(?:ki|en)$|(?<=[A-Z+])-ohjelma\w*$|(?<=LIFE)-\w+$"
)
_CALLED = re.compile(r"(?:\s+programm?e?|\s*-ohjelma|\s*-program(?:met)?)$")
_STRATEGY = re.compile(r"strategia(?:a|an|n|sta|ssa|lla)$")
_PROGRAMME = re.compile(r"ohjelma(?:a|an|n|sta|ssa|lla|ksi)(?=$| \d{4})")


@dataclass(frozen=True, slots=True)
class Source:
    """A fund or programme in a text.

    Attributes:
        programme: the entry of `programmes.toml`, or None for one that is only called a programme.
        span: its words.
        name: its name in the nominative.
    """

    programme: Programme | None
    span: Span
    name: str


def programme_name(words: str) -> str:
    """Give a programme's name its basic form: "Interreg Europe -ohjelman" → "Interreg Europe"."""
    words = _SUFFIX.sub("", " ".join(words.split()))
    words = _STRATEGY.sub("strategia", words).replace("tukemisen", "tukeminen")
    return _PROGRAMME.sub("ohjelma", nominative(words) if "rahasto" in words else words)


@lru_cache(maxsize=1024)
def find_sources(text: Span) -> tuple[Source, ...]:
    """Find the funds and programmes of `programmes.toml` in a text; of overlapping ones the longest."""
    plain = text.plain.replace("\n", " ")
    if not names_programme(plain):
        return ()
    found = [
        Source(programme, text.group(match), programme_name(text.group(match).words))
        for programme in programmes()
        for match in programme.match.finditer(plain)
    ]
    found.sort(key=lambda source: (source.span.start, -source.span.end))
    kept: list[Source] = []
    for source in found:
        if not kept or source.span.start >= kept[-1].span.end:
            kept.append(source)
    # Of the names of one fund the longest counts ("EAKR … (Euroopan aluekehitysrahasto)").
    longest: dict[str, int] = {}
    for fund, name in ((_fund(source), source.name) for source in kept):
        longest[fund] = max(longest.get(fund, 0), len(name))
    return tuple(s for s in kept if not _fund(s) or len(s.name) == longest[_fund(s)])


def _fund(source: Source) -> str:
    return source.programme.acronym if source.programme and source.programme.kind == "fund" else ""


def _fullest(source: Source) -> Source:
    """Return the fullest name that the page has for a fund: "EAKR" here, "Euroopan aluekehitysrahasto (EAKR)" there."""
    if source.programme is None or source.programme.kind != "fund":
        return source
    same = [other for other in find_sources(source.span.page.whole) if other.programme is source.programme]
    return max([source, *same], key=lambda other: len(other.name))


def say_programme(draft: Draft, source: Source, basis: Basis) -> str:
    """State that a fund or programme exists; return its reference."""
    entry = source.programme
    source = _fullest(source)
    identity = entry.acronym if entry and entry.names else _CALLED.sub("", source.name)
    named = {f"name_{language_of(source.name, draft.language)}": source.name}
    kind = "programme" if entry and entry.kind == "programme" else "instrument"
    ref = draft.add("programme", (identity,), basis, kind=kind)
    for column, name in named.items():
        draft.note(ref, column, name, basis if source.span.end <= basis.quote.end else basis.quoting(source.span))
    if entry and entry.names:
        known = Basis(basis.quote, "listed:programme", INFERRED)  # the list's words, not the page's
        for language, name in entry.names.items():
            draft.note(ref, f"name_{language}", name, known)
        draft.note(ref, "acronym", entry.acronym, known)
    return ref


def runs_under(draft: Draft, source: Source, basis: Basis) -> str:
    """State that the project runs under a programme, or implements a strategy; return the reference of the paper."""
    if source.programme and source.programme.kind == "strategy":
        named = {f"name_{language_of(source.name, draft.language)}": source.name}
        ref = draft.add("strategy", (source.programme.acronym,), basis, **named)
        relation, paper = "implements", {"strategy": ref}
    else:
        ref = say_programme(draft, source, basis)
        relation, paper = "runs-under", {"programme": ref}
    draft.add("commitment", (ref,), basis, project=draft.ref, relation=relation, **paper)
    return ref
