"""The explanation as text: values in brackets or colours with a number, and the list of values below."""

from rihmasto.errors import Language, sentence
from rihmasto.publish.explaining.facts import Fact, facts_of
from rihmasto.publish.explaining.spans import pieces
from rihmasto.publish.explaining.words import rule_words, spoken, sureness
from rihmasto.sources.pages import PageReading
from rihmasto.sources.pages.text import Page

_COLOURS = {"sure": "32", "fair": "36", "unsure": "33", "guess": "31"}
_ESCAPES = dict.fromkeys((*range(9), *range(11, 32), 127, *range(128, 160)))


def explanation_text(text: str, reading: PageReading, language: Language, *, colour: bool) -> str:
    """Explain a reading for a terminal.

    Args:
        text: of the page.
        reading: what it says.
        language: of labels and explanations.
        colour: whether the terminal takes colours; values stand in brackets if not.
    """
    groups = facts_of(reading.records, text, language)
    facts = [fact for of_project in groups.values() for fact in of_project]
    lines = [_marked(text, facts, colour=colour).rstrip("\n"), ""]
    page = Page(text)
    for project, of_project in groups.items():
        lines += [_paint(project or spoken("shared", language), "1", colour=colour)]
        lines += [line for fact in of_project for line in _lines(fact, page, language, colour=colour)] + [""]
    if reading.rejections:
        lines.append(_paint(spoken("rejected", language), "1", colour=colour))
        lines += [
            f"  {_place(r.locator.line, language)}{sentence(r.code, language, **r.values)}" for r in reading.rejections
        ]
        lines.append("")
    return "\n".join(line.translate(_ESCAPES) if not colour else line for line in lines)


def _place(line: int | None, language: Language) -> str:
    return f"{spoken('line', language, line=line)}: " if line else ""


def _marked(text: str, facts: list[Fact], *, colour: bool) -> str:
    out = []
    for piece in pieces(text, facts):
        shown = piece.text.translate(_ESCAPES)
        if not piece.facts:
            out.append(shown)
            continue
        numbers = ",".join(str(f.number) for f in piece.ended)
        shade = _COLOURS[sureness(min(f.confidence for f in piece.facts))]
        body = _paint(shown, shade, colour=True) if colour else f"[{shown}]"
        out.append(body + (f"{{{numbers}}}" if numbers else ""))
    return "".join(out)


def _lines(fact: Fact, page: Page, language: Language, *, colour: bool) -> list[str]:
    kind = sureness(fact.confidence)
    value = _paint(fact.value.translate(_ESCAPES), _COLOURS[kind], colour=colour)
    why = rule_words(fact.main, page, language).translate(_ESCAPES)
    head = f"  {fact.number:>3}  {fact.label}: {value}"
    place = spoken("line", language, line=fact.main.locator.line)
    told = f"       {why} ({place}; {fact.main.rule}; {spoken(kind, language)}, {fact.confidence:.2f})"
    return [head, *(f"       {label}: {said.translate(_ESCAPES)}" for label, said in fact.details), told]


def _paint(text: str, code: str, *, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
