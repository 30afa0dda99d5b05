"""Which words that look like a label are one: "QuietPorts: Reducing noise" is a title, "Turku: Pasi" a contact."""

import re
from dataclasses import dataclass

from rihmasto.model.identifiers import find_emails, find_phones, find_web_addresses
from rihmasto.model.money import find_money
from rihmasto.sources.pages.labels import Found, label_of
from rihmasto.sources.pages.people import POSITION, find_persons
from rihmasto.sources.pages.text import Span

_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands.

    Attributes:
        kind: of the field that is open, "" for none.
        opening: no field that is known was seen before.
        gap: a blank line stands before it.
        following: the line after it, or None.
    """

    kind: str
    opening: bool
    gap: bool
    following: Span | None


def label_at(line: Span, place: Place) -> Found | None:
    """Return the label that a line begins with, or None when its words go on with something or are a title.

    Args:
        line: of the page.
        place: where it stands.
    """
    found = label_of(line)
    if found is None:
        return None
    rest = line.cut(found.span.end - line.start).plain.strip()
    if found.label is None:
        return None if _is_title(rest, place) or _goes_on(found, rest, line, place) else found
    alone = not found.colon and not rest
    if place.kind == "contact" and alone and found.label.name in {"project-manager", "responsible-person"}:
        return None  # a position below a name
    return found


def _is_title(rest: str, place: Place) -> bool:
    """Tell whether unknown words with a colon are a title: at the head of the page, or right above a known label."""
    if len(rest.split()) < _FEWEST_WORDS or not rest[:1].isalpha() or find_emails(rest) or re.search(r"\d{4}", rest):
        return False
    if place.opening:
        return True
    below = label_of(place.following) if place.gap and place.following is not None else None
    return below is not None and below.label is not None


def is_contact_like(line: Span) -> bool:
    """Tell whether a line can stand among contacts: a person, a position, an e-mail, a telephone or an address."""
    text = line.plain
    told = find_emails(text) or find_phones(text) or find_web_addresses(text) or find_persons(line)
    return bool(told) or (POSITION.search(text) is not None and not text.endswith("."))


def _goes_on(found: Found, rest: str, line: Span, place: Place) -> bool:
    """Tell whether unknown words with a colon go on with contacts ("Turku: pasi@…") or funders ("Fund: 5 000 €")."""
    if place.kind == "contact":
        return bool(
            find_emails(line.plain) or find_phones(line.plain) or (not rest and POSITION.search(found.span.plain))
        )
    return place.kind == "funding" and bool(find_money(rest))
