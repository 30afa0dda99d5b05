"""Spans: the text of a page cut where values begin and end, so that words may say several values at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from rihmasto.model import Claim
from rihmasto.publish.explaining.facts import Fact
from rihmasto.publish.explaining.quoting import Range, words_of


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
