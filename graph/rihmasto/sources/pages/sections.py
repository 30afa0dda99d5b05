"""Pages that tell of several projects one after the other: a title each, with the text about it below.

A heading is a project's title when what stands below calls the project by it; "Background" and "Results" are not.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from rihmasto.names import fold
from rihmasto.sources.pages.fields import Field, Layout
from rihmasto.sources.pages.labels import label_of
from rihmasto.sources.pages.lexicon import is_programme, words
from rihmasto.sources.pages.naming import names_in_text
from rihmasto.sources.pages.text import Span
from rihmasto.sources.pages.titles import can_head, split_title

_LONGEST_TITLE, _SHORTEST_TITLE, _PARAGRAPH, _SAME = 160, 3, 60, 0.8
_FIRST_WORDS, _TOLD = 2, 9


@dataclass(frozen=True, slots=True)
class Section:
    """A title with what stands below it.

    Attributes:
        title: the line.
        body: from the title to the next one.
        strength: how many signs say that the title names a project.
    """

    title: Span
    body: Span
    strength: int


def find_sections(parts: Layout, body: Span) -> list[Section]:
    """Find the titles of projects on a page that tells of several, each with its text.

    Args:
        parts: the page taken apart.
        body: the page.

    Returns:
        the sections, in the order of the page; none when fewer than two titles name projects of their own.
    """
    titles = list(_titles(body))
    if len(titles) < 2:  # noqa: PLR2004
        return []
    ends = [title.start for title in titles[1:]] + [body.end]
    counts = Counter(entry.found.phrase for entry in parts.fields)
    starts = [entry.found.span.start for entry in parts.fields]
    sections = []
    for title, end in zip(titles, ends, strict=True):
        inside = parts.fields[bisect_left(starts, title.end) : bisect_left(starts, end)]
        sections.append(_section(inside, counts, title, Span(title.page, title.end, end)))
    strong = [section for section in sections if section.strength]
    told = [section for section in sections if section.strength or _is_told(section.body)]
    if len({_key(section.title) for section in strong}) < 2 or len(strong) * 2 < len(told):  # noqa: PLR2004
        return []
    first, last = sections.index(strong[0]), sections.index(strong[-1])
    return _joined(sections[first : last + 2])


def _titles(body: Span) -> Iterator[Span]:
    """Yield the lines that stand alone like titles, with something below them."""
    lines = _without_echo(list(body.lines()))
    for position, line in enumerate(lines[:-1]):
        before = lines[position - 1] if position else None
        gap = before is None or line.page.plain.count("\n", before.end, line.start) > 1
        below_label = before is not None and (label := label_of(before)) is not None and label.span.end >= before.end
        if gap and not below_label and _is_title(line) and not _is_title(lines[position + 1]):
            yield line


def _without_echo(lines: list[Span]) -> list[Span]:
    """Leave out a title that the next line says again, as pages with a picture of the title do."""
    keys = [re.sub(r"\W+", " ", fold(line.plain)) for line in lines]
    return [line for i, line in enumerate(lines) if i + 1 == len(lines) or keys[i] != keys[i + 1]]


def _is_title(line: Span) -> bool:
    text = line.plain
    fits = _SHORTEST_TITLE < len(text) <= _LONGEST_TITLE and not text.endswith((".", "!", "?", ":", ";", ","))
    if not fits or not can_head(line):
        return False
    label = label_of(line)
    return _is_under_programme(line) or (text[:1].isupper() and label is None)


def _key(title: Span) -> str:
    return fold(split_title(title).name.plain)


def _section(fields: list[Field], counts: Counter[str], title: Span, body: Span) -> Section:
    """Weigh a title by the labels below it: those that the rest of the page has too speak of a list of projects."""
    here = Counter(entry.found.phrase for entry in fields)
    inside = [entry for entry in fields if entry.items]
    repeated = {entry.name for entry in inside if counts[entry.found.phrase] > here[entry.found.phrase]}
    telling = frozenset(words("telling")["section"])
    short = split_title(title).acronym is not None and any(entry.name in telling for entry in inside)
    labelled = len(repeated & telling) > 1 or short
    named = any(_is_called(title, name) for name, _, _ in names_in_text([body.cut(0, 1500)]))
    return Section(title, body, labelled + named + _begins(title, body) + _is_under_programme(title))


def _is_called(title: Span, name: Span) -> bool:
    """Tell whether a name in the text is the title's, its acronym's, or nearly so."""
    parts = split_title(title)
    called = fold(name.plain)
    spoken = [fold(part.plain) for part in (parts.whole, parts.name, parts.acronym) if part is not None]
    return any(called == one or SequenceMatcher(None, called, one).ratio() >= _SAME for one in spoken)


def _begins(title: Span, body: Span) -> bool:
    """Tell whether the text begins with the first words of the title ("School to work helped young people …")."""
    text = next((line for line in body.lines() if len(line.plain) > _PARAGRAPH), None)
    parts = split_title(title)
    if text is None:
        return False
    opening = " ".join(fold(text.plain).split()[:12])
    if parts.acronym is not None and re.search(rf"\b{re.escape(fold(parts.acronym.plain))}\b", opening):
        return True
    start = " ".join(fold(parts.name.plain).split()[: _FIRST_WORDS + 1])
    return len(start.split()) > _FIRST_WORDS and opening.removeprefix("the ").startswith(start)


def _is_under_programme(title: Span) -> bool:
    parts = split_title(title)
    return parts.programme is not None and is_programme(parts.programme.plain)


def _joined(sections: list[Section]) -> list[Section]:
    """Give a title that names no project, and has no text like the others below it, to the project before it."""
    joined: list[Section] = []
    for section in sections:
        own = section.strength or (len(section.title.plain.split()) > _FIRST_WORDS and _is_told(section.body))
        if joined and not own:
            last = joined.pop()
            joined.append(Section(last.title, last.body.to(section.body), last.strength))
        else:
            joined.append(section)
    return joined


def _is_told(body: Span) -> bool:
    first = next(body.lines(), None)
    return first is not None and len(first.plain.split()) > _TOLD and first.plain.endswith((".", "!"))
