"""Spans: pieces of a page that never lose their offsets."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# One character for one character, so that offsets in the plain text are offsets in the page.
_SPACES = (
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
    "\t\r\ufeff\u200b\u2060\f\v"
)
_BULLETS = "\u2022\u2023\u25aa\u25cf\u25e6\u2043\u00b7\uf0b7\u25a0\u2219\u25ba\u27a2\uf0a7"
_PLAIN = {ord(c): " " for c in _SPACES} | {ord(c): "\u2022" for c in _BULLETS} | {0xFF1A: ":"}
_PLAIN |= {ord(c): "-" for c in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"}
_PLAIN |= {ord(c): '"' for c in "\u201c\u201d\u201e\u201f\u00bb\u00ab"}
_PLAIN |= {ord(c): "'" for c in "\u2018\u2019\u201a\u201b\u02bc"}
_PLAIN |= {ord("\u2028"): "\n", ord("\u2029"): "\n", ord("\x85"): "\n"}

_LONGEST_SENTENCE = _LONGEST_LINE = 4000
_DATA = re.compile(r"\S{400,}")
_ABBREVIATIONS = (
    r"(?:\b(?:Ltd|Inc|St|n|ns|ym|yms|esim|mm|ml|milj|mrd|r\.?f|r\.?y|Oy|ca|bl\.a|t\.ex|bl|dr|prof|tfn|tel|puh|s|klo|etc"
    r"|e\.g|i\.e|no|nro|kpl|approx|mr|ms)|\b\d{1,2}|\b[A-ZÅÄÖ])\.$"
)
_STOP = re.compile(r"[.!?][\"')]*(?=\s+[\"'(]*[A-ZÅÄÖ0-9])|\n(?=\s*(?:[^a-zåäö\s]|\n))")
_ABBREVIATED = re.compile(_ABBREVIATIONS, re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Page:
    """The text of a page, and the same text with one kind of space, dash, quotation mark and bullet.

    Attributes:
        text: as decoded; locators count in it.
        plain: for rules to match in; as long as `text`.
    """

    text: str
    plain: str = field(init=False)

    def __post_init__(self) -> None:
        plain = self.text.translate(_PLAIN)
        # A "word" of hundreds of characters is data, not language; rules would only waste time on it.
        object.__setattr__(self, "plain", _DATA.sub(lambda match: " " * len(match[0]), plain))

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def line_of(self, position: int) -> int:
        """Return the number of the line, counted from 1, in which a character stands."""
        return bisect_right(self._starts, position)

    @property
    def whole(self) -> "Span":
        """The span of the whole page."""
        return Span(self, 0, len(self.text))


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a page.

    Attributes:
        page: the page.
        start: first character.
        end: one past the last.
    """

    page: Page
    start: int
    end: int

    def __bool__(self) -> bool:
        return self.end > self.start

    @property
    def quote(self) -> str:
        """The characters of the page, untouched."""
        return self.page.text[self.start : self.end]

    @property
    def plain(self) -> str:
        """The characters with one kind of space, dash, quotation mark and bullet."""
        return self.page.plain[self.start : self.end]

    @property
    def words(self) -> str:
        """The page's own characters with white space folded: what becomes a value."""
        return " ".join(self.quote.replace("\u200b", "").split())

    @property
    def line(self) -> int:
        """The line of the first character, counted from 1."""
        return self.page.line_of(self.start)

    def cut(self, start: int, end: int | None = None) -> "Span":
        """Return the piece from one offset to another, both counted in this span."""
        stop = self.end if end is None else self.start + end
        return Span(self.page, self.start + start, max(self.start + start, stop))

    def to(self, other: "Span") -> "Span":
        """Return the span that covers this one and another."""
        return Span(self.page, min(self.start, other.start), max(self.end, other.end))

    def strip(self, characters: str = "") -> "Span":
        """Return the span without white space, and without some other characters, at both ends."""
        text = self.plain
        left = len(text) - len(text.lstrip(" \n" + characters))
        right = len(text.rstrip(" \n" + characters))
        return Span(self.page, self.start + left, max(self.start + left, self.start + right))

    def group(self, match: re.Match[str], name: str | int = 0) -> "Span":
        """Return the span of a group of a match that was made in this span's plain text."""
        return self.cut(*match.span(name))

    def lines(self) -> "Iterator[Span]":
        """Yield the lines that are not blank, stripped, each up to its first thousands of characters."""
        for match in re.finditer(r"[^\n]+", self.plain):
            line = self.group(match).strip()
            if line:
                yield line.cut(0, min(_LONGEST_LINE, line.end - line.start)).strip()

    def sentences(self) -> "Iterator[Span]":
        """Yield the sentences; a line that begins with a small letter continues the one before.

        What goes on for thousands of characters is no sentence of a language and is left out.
        """
        text, start = self.plain, 0
        for match in _STOP.finditer(text):
            if text[match.start()] == "." and _ABBREVIATED.search(text, start, match.start() + 1):
                continue
            sentence = self.cut(start, match.end()).strip()
            start = match.end()
            if sentence and sentence.end - sentence.start <= _LONGEST_SENTENCE:
                yield sentence
        last = self.cut(start).strip()
        if last and last.end - last.start <= _LONGEST_SENTENCE:
            yield last
