"""Texts that name several projects in one sentence and then tell of each: `fyra projekt; "A", "B", "C" och "D"`."""

import re

from rihmasto.model.wording import split_names
from rihmasto.names import fold
from rihmasto.sources.pages.text import Span

_QUOTED = re.compile(r'"(?P<name>[A-ZÅÄÖ0-9][^"\n]{2,100})"')
_SAID = re.compile(r"(?:[Pp]rojekten är|[Hh]ankkeet ovat|[Tt]he projects are) (?P<list>[^.]+)")
_ABOUT = re.compile(r"\b(?:projekt|hank|project)", re.IGNORECASE)
_ANNOUNCED = re.compile(r"(?:projekten|projekt|hankkeet|hankkeelle|hanketta|projektit|projects)\W{1,4}$", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:en|ett|an?|the) (?:förstudie|förprojekt|feasibility study|pre-study) (?:för|for|of) ", re.IGNORECASE
)


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
