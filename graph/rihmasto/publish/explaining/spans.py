"""Spans: the text of a page cut where values begin and end, so that words may say several values at once."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from rihmasto.model import Claim
from rihmasto.model.dates import find_dates
from rihmasto.model.money import find_money
from rihmasto.publish.explaining.facts import Fact

_LONGEST_SOUGHT = 400
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text.

    Attributes:
        text: its characters.
        facts: the values that it says.
        begun: of these, the ones whose words begin here.
        ended: the ones whose main words end here.
        around: values whose sentence it belongs to, though it says none of their words.
    """

    text: str
    facts: tuple[Fact, ...] = ()
    begun: tuple[Fact, ...] = ()
    ended: tuple[Fact, ...] = ()
    around: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class _Marked:
    fact: Fact
    said: list[Range]
    quoted: list[Range]
    end: int


def words_of(claim: Claim, text: str, shown: str = "") -> Range | None:
    """Return where the words of a value stand in its quote; the whole quote, where it says them otherwise.

    Args:
        claim: the claim; its locator counts in the text.
        text: of the page.
        shown: the value as people see it, for one that only refers to another record.
    """
    start, end = claim.locator.start, claim.locator.end
    if start is None or end is None or not text[start:end]:
        return None
    quote = text[start:end]
    sought = shown if claim.value.startswith("#") else claim.value
    words = r"\s+".join(re.escape(word) for word in sought.split()) if len(sought) <= _LONGEST_SOUGHT else ""
    match = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE).search(quote) if words else None
    found = match.span() if match else next(_figures(claim.value, quote), None)
    return (start + found[0], start + found[1]) if found else (start, end)


def _figures(value: str, quote: str) -> Iterator[Range]:
    """Find a date or a sum that a quote writes in its own way."""
    if not value[:1].isdecimal():
        return
    for date in find_dates(quote):
        if date.value == value:
            yield date.start, date.end
    for money in find_money(quote):
        if money.value is not None and money.lexical == value:
            yield money.start, money.end


def pieces(text: str, facts: Sequence[Fact]) -> Iterator[Piece]:
    """Cut a page into pieces.

    Args:
        text: of the page.
        facts: all its values.
    """
    marked = [_mark(fact, text) for fact in sorted(facts, key=lambda f: f.number)]
    edges = {edge for m in marked for span in (*m.said, *m.quoted) for edge in span}
    saying: list[_Marked] = []
    around: list[_Marked] = []
    for start, end in pairwise(sorted({0, len(text), *(e for e in edges if 0 <= e <= len(text))})):
        saying = [m for m in marked if _covers(m.said, start)]
        around = [m for m in marked if m not in saying and _covers(m.quoted, start)]
        yield Piece(
            text[start:end],
            tuple(m.fact for m in saying),
            tuple(m.fact for m in saying if m.said[0][0] == start),
            tuple(m.fact for m in saying if m.end == end),
            tuple(m.fact for m in around),
        )


def _covers(spans: Iterable[Range], place: int) -> bool:
    return any(start <= place < end for start, end in spans)


def _mark(fact: Fact, text: str) -> _Marked:
    shown = [fact.value, *(value for _, value in fact.details)]
    found = [
        (c, words_of(c, text, said))
        for c, said in zip_longest(fact.claims, shown, fillvalue="")
        if isinstance(c, Claim)
    ]
    main = found[0][1]
    narrow = [span for claim, span in found if span and span != (claim.locator.start, claim.locator.end)]
    said = _merged([*([main] if main else []), *narrow])
    quoted = _merged((c.locator.start, c.locator.end) for c in fact.claims)
    end = next((stop for start, stop in said if main and start <= main[0] < stop), 0)
    return _Marked(fact, said, quoted, end)


def _merged(spans: Iterable[tuple[int | None, int | None]]) -> list[Range]:
    merged: list[Range] = []
    for start, end in sorted({(s, e) for s, e in spans if s is not None and e is not None and s < e}):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
