"""Where a project acts, as its page says: city regions, regions and areas; each kind is a place of its own."""

import re

from rihmasto.sources.pages.draft import HEADING, PHRASE, Basis, Draft
from rihmasto.sources.pages.lexicon import place_nominative
from rihmasto.sources.pages.text import Span

_NOMINATIVE = {
    "seutukunna": "seutukunta", "kaupunkiseudu": "kaupunkiseutu", "seudu": "seutu", "talousaluee": "talousalue",
    "saaristo": "saaristo", "rannikko": "rannikko",
}  # fmt: skip
_FINNISH = re.compile(
    rf"(?P<genitive>[A-ZÅÄÖ][\wåäö-]+n) (?P<kind>{'|'.join(_NOMINATIVE)})(?:lla|llä|ssa|ssä|n|lle|lta)\b"
)
_ENGLISH = re.compile(
    r"(?:in|of) (?:the )?(?P<name>(?:[A-ZÅÄÖ][\wåäö-]+ )+(?:region|area|sub-region|metropolitan area|archipelago))\b"
)
_REGIONS = re.compile(
    r"\b(?P<name>(?:South(?:west)?|North|Central|Western|Eastern|Northern|Southern) "
    r"(?:Finland|Ostrobothnia|Karelia|Savo)"
    r"|Ostrobothnia|Satakunta|Lapland|Uusimaa|Pirkanmaa|Kainuu)\b"
)
# A genitive before one of these words is part of the name of an organisation.
_INFLECTED = re.compile(
    r"\b(?P<name>[A-ZÅÄÖ][\wåäö-]+(?:ssa|ssä|lla|llä|sta|stä|seen|an|en|on|n))\b"
    r"(?! (?:kaupun|yliopist|liit|kunn|seutu|seudu|kaupunkiseu|AMK|ammattikork|maakunta|ELY))"
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
            say_place(draft, f"{match['genitive']} {_NOMINATIVE[match['kind']]}", region)
    for pattern in (_ENGLISH, _REGIONS):
        for match in pattern.finditer(sentence.plain):
            say_place(draft, match["name"].strip(), region)
    owners = [m.span() for m in _BRACKETS.finditer(sentence.plain)] if _STRATEGY.search(sentence.plain) else []
    for match in _INFLECTED.finditer(sentence.plain):
        place = place_nominative(match["name"])
        # "The strategy of six cities (Helsinki, …)": those are its owners, and not where the project acts.
        if place and not any(start < match.start() < end for start, end in owners):
            say_place(draft, place, Basis(sentence, "phrase:acts-in-place", confidence))
