"""Texts that name several projects in one sentence and then tell of each: `fyra projekt; "A", "B", "C" och "D"`."""

import re

from rihmasto.model.wording import split_names
from rihmasto.names import fold
from rihmasto.sources.pages.lexicon import any_of
from rihmasto.sources.pages.naming import names_in_text
from rihmasto.sources.pages.text import Span

_QUOTED = re.compile(r'"(?P<name>[A-ZÅÄÖ0-9][^"\n]{2,100})"')
_SAID = re.compile(r"(?:[Pp]rojekten är|[Hh]ankkeet ovat|[Tt]he projects are) (?P<list>[^.]+)")
_ABOUT = re.compile(rf"\b{any_of('project')}", re.IGNORECASE)
_PARAGRAPH, _NEAR, _SHORTEST = 60, 45, 3
_ANNOUNCED = re.compile(rf"{any_of('announced_projects')}\W{{1,4}}$", re.IGNORECASE)
_LEADING = re.compile(rf"^(?:en|ett|an?|the) {any_of('feasibility_study')} (?:för|for|of) ", re.IGNORECASE)


def find_enumerated(texts: list[Span]) -> list[tuple[Span, Span]]:
    """Find the projects that one sentence names, each with the sentences that tell of it afterwards.

    Args:
        texts: the running text of a page.

    Returns:
        name and text of each; none when no sentence names two projects.
    """
    sentences = [sentence for text in texts for sentence in text.sentences()]
    for position, sentence in enumerate(sentences):
        names = _names(sentence) if _ABOUT.search(sentence.plain) else []
        found = [(name, _told(name, names, sentences[position + 1 :])) for name in names]
        if sum(1 for _, told in found if told) > 1:
            return found
    return []


def find_introduced(texts: list[Span], heading: Span | None) -> list[tuple[Span, Span]]:
    """Find paragraphs that each begin with a project of their own: `The project "X – Y" …`, `The Z project will …`.

    Args:
        texts: the running text of a page.
        heading: of the page; when it names one of the projects, the page is about that one.

    Returns:
        name and paragraphs of each; none when fewer than two projects are introduced.
    """
    found: list[tuple[Span, Span]] = []
    for paragraph in (line for text in texts for line in text.lines()):
        name = _introduced(paragraph)
        known = name is not None and any(_alike(name, other) for other, _ in found)
        if name is not None and not known:
            found.append((name, paragraph))
        elif found:
            found[-1] = (found[-1][0], found[-1][1].to(paragraph))
    apart = heading is not None and all(not told.start <= heading.start < told.end for _, told in found)
    about = apart and heading is not None and any(_key(name) in _key(heading) for name, _ in found)
    return found if len(found) > 1 and not about else []


def _introduced(paragraph: Span) -> Span | None:
    first = next(paragraph.sentences(), None)
    if first is None or len(paragraph.plain) < _PARAGRAPH:
        return None
    for name, _, quote in names_in_text([first]):
        if quote.start - first.start < _NEAR and len(name.plain) > _SHORTEST:
            return name
    return None


def _alike(one: Span, other: Span) -> bool:
    a, b = _key(one), _key(other)
    return a in b or b in a


def _names(sentence: Span) -> list[Span]:
    quoted = [sentence.group(match, "name") for match in _QUOTED.finditer(sentence.plain)]
    if len(quoted) > 1 and _ANNOUNCED.search(sentence.plain[: quoted[0].start - sentence.start]):
        return quoted
    match = _SAID.search(sentence.plain)
    listed = sentence.group(match, "list") if match else None
    found = []
    for name in split_names(listed.plain) if listed else []:
        span = listed.cut(name.start, name.end) if listed else sentence
        leading = _LEADING.match(span.plain)
        span = span.cut(leading.end()) if leading else span
        if span.plain[:1].isupper():
            found.append(span)
    return found


def _told(name: Span, names: list[Span], sentences: list[Span]) -> Span:
    """Return the sentences from the first that names the project to the first that names another."""
    others = [_key(other) for other in names if other != name]
    block: Span | None = None
    for sentence in sentences:
        said = _key(sentence)
        if block is not None and any(other in said for other in others):
            break
        if block is not None or _key(name) in said:
            block = block.to(sentence) if block is not None else sentence
    return block or name.cut(len(name.plain))


def _key(span: Span) -> str:
    return re.sub(r"[\W_]+", " ", fold(span.plain)).strip()
