"""Where a project acts, as its page says: city regions, regions and areas; each kind is a place of its own."""

import re

from rihmasto.sources.pages.draft import HEADING, PHRASE, Basis, Draft
from rihmasto.sources.pages.lexicon import any_of, place_nominative, words
from rihmasto.sources.pages.text import Span

_FINNISH = re.compile(
    rf"(?P<genitive>[A-ZÅÄÖ][\wåäö-]+n) (?P<kind>{'|'.join(words('areas'))})(?:lla|llä|ssa|ssä|n|lle|lta)\b"
)
_ENGLISH = re.compile(rf"(?:in|of) (?:the )?(?P<name>(?:[A-ZÅÄÖ][\wåäö-]+ )+{any_of('area')})\b")
_REGIONS = re.compile(rf"\b(?P<name>{any_of('region')})\b")
# A genitive before one of these words is part of the name of an organisation.
_INFLECTED = re.compile(
    r"\b(?P<name>[A-ZÅÄÖ][\wåäö-]+(?:ssa|ssä|lla|llä|sta|stä|seen|an|en|on|n))\b"
    rf"(?! {any_of('organisation_after_place')})"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_STRATEGY = re.compile(r"strateg", re.IGNORECASE)
_LONGEST = 60


def say_place(draft: Draft, name: str, basis: Basis) -> None:
    """State that the project acts in a place."""
    if len(name) < _LONGEST:
        draft.add("location", (name,), basis, project=draft.ref, place=name)


def read_places(draft: Draft, sentence: Span, *, heading: bool = False) -> None:
    """State the places that a sentence or a heading says the project acts in."""
    confidence = HEADING if heading else PHRASE
    region = Basis(sentence, "phrase:acts-in-region", confidence)
    for match in _FINNISH.finditer(sentence.plain):
        if place_nominative(match["genitive"]):
            say_place(draft, f"{match['genitive']} {words('areas')[match['kind']]}", region)
    for pattern in (_ENGLISH, _REGIONS):
        for match in pattern.finditer(sentence.plain):
            say_place(draft, match["name"].strip(), region)
    owners = [m.span() for m in _BRACKETS.finditer(sentence.plain)] if _STRATEGY.search(sentence.plain) else []
    for match in _INFLECTED.finditer(sentence.plain):
        place = place_nominative(match["name"])
        # "The strategy of six cities (Helsinki, …)": those are its owners, and not where the project acts.
        if place and not any(start < match.start() < end for start, end in owners):
            say_place(draft, place, Basis(sentence, "phrase:acts-in-place", confidence))
