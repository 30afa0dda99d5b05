"""Where a project acts, as its page says: city regions, regions and areas; each kind is a place of its own."""

import re

from rihmasto.sources.pages.draft import HEADING, LABEL, PHRASE, Draft
from rihmasto.sources.pages.lexicon import place_nominative
from rihmasto.sources.pages.text import Span

_FINNISH = re.compile(
    r"(?P<genitive>[A-ZÅÄÖ][\wåäö-]+n) (?P<kind>seutukunna|kaupunkiseudu|seudu|talousaluee|saaristo|rannikko)(?P<case>lla|llä|ssa|ssä|n|lle|lta)\b"
)
_NOMINATIVE = {
    "seutukunna": "seutukunta",
    "kaupunkiseudu": "kaupunkiseutu",
    "seudu": "seutu",
    "talousaluee": "talousalue",
    "saaristo": "saaristo",
    "rannikko": "rannikko",
}
_ENGLISH = re.compile(
    r"(?:in|of) (?:the )?(?P<name>(?:[A-ZÅÄÖ][\wåäö-]+ )+(?:region|area|sub-region|metropolitan area|Region|archipelago))\b"
)
_ENGLISH_AREAS = re.compile(
    r"\b(?P<name>(?:South(?:west)?|North|Central|Western|Eastern|Northern|Southern) (?:Finland|Ostrobothnia|Karelia|Savo)|Ostrobothnia|Satakunta|Lapland|Uusimaa|Pirkanmaa|Kainuu)\b"
)
_INFLECTED = re.compile(
    r"\b(?P<name>[A-ZÅÄÖ][\wåäö-]+(?:ssa|ssä|lla|llä|sta|stä|seen|an|en|on|n))\b(?! (?:kaupun|yliopist|liit|kunn|seutu|seudu|kaupunkiseu|AMK|ammattikork|maakunta|ELY))"
)


def say_place(draft: Draft, name: str, quote: Span, rule: str, confidence: float = LABEL) -> None:
    """State that the project acts in a place."""
    if len(name) < 60 and draft.sound(name, quote):  # noqa: PLR2004
        draft.add(
            "location",
            (name,),
            draft.claim("project", draft.ref, quote, rule, confidence),
            draft.claim("place", name, quote, rule, confidence),
        )


def read_places(draft: Draft, sentence: Span, *, heading: bool = False) -> None:
    """State the places that a sentence or a heading says the project acts in."""
    confidence = HEADING if heading else PHRASE
    for match in _FINNISH.finditer(sentence.plain):
        if place_nominative(match["genitive"]):
            say_place(
                draft,
                f"{match['genitive']} {_NOMINATIVE[match['kind']]}",
                sentence,
                "phrase:acts-in-region",
                confidence,
            )
    for pattern in (_ENGLISH, _ENGLISH_AREAS):
        for match in pattern.finditer(sentence.plain):
            say_place(draft, match["name"].strip(), sentence, "phrase:acts-in-region", confidence)
    for match in _INFLECTED.finditer(sentence.plain):
        place = place_nominative(match["name"])
        if place:
            say_place(draft, place, sentence, "phrase:acts-in-place", confidence)
