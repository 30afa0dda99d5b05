"""The explanation as one HTML page that needs nothing else: the text on the left, the values on the right."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template

from rihmasto.errors import Language, sentence
from rihmasto.publish.explaining.facts import Fact, facts_of
from rihmasto.publish.explaining.spans import Piece, pieces
from rihmasto.publish.explaining.words import rule_words, spoken, sureness
from rihmasto.sources.documents import Document
from rihmasto.sources.pages import PageReading
from rihmasto.sources.pages.text import Page

_FOLDER = Path(__file__).parent


def explanation_page(read: Sequence[tuple[str, Document, PageReading]], language: Language) -> str:
    """Explain readings in HTML.

    Args:
        read: name of the file, its text, and what it says.
        language: of labels and explanations.
    """
    names = ", ".join(name for name, _, _ in read)
    body = "".join(_section(number, *entry, language) for number, entry in enumerate(read, 1))
    return Template((_FOLDER / "page.html").read_text(encoding="utf-8")).substitute(
        language=language,
        kind="one" if len(read) == 1 else "many",
        title=escape(spoken("title", language, name=names)),
        skip=escape(spoken("skip", language)),
        hint=escape(spoken("hint", language)),
        correct=escape(spoken("correct", language)),
        css=(_FOLDER / "page.css").read_text(encoding="utf-8"),
        js=(_FOLDER / "page.js").read_text(encoding="utf-8"),
        body=body,
    )


def _section(number: int, name: str, document: Document, reading: PageReading, language: Language) -> str:
    groups = facts_of(reading.records, document.text, language)
    facts = [fact for of_project in groups.values() for fact in of_project]
    page = Page(document.text)
    marked = "".join(_piece(number, piece, language) for piece in pieces(document.text, facts))
    listed = "".join(_group(number, project, of, page, language) for project, of in groups.items())
    unsure = sum(1 for fact in facts if sureness(fact.confidence) in {"unsure", "guess"})
    only = (
        f'<label class="only"><input type="checkbox" data-only> {escape(spoken("only-open", language))}</label>'
        if unsure
        else ""
    )
    return (
        f'<section class="sheet"><header><h2>{escape(name)}</h2><p>{_about(document, reading, language)}</p></header>'
        f'<div class="panes"><div class="pane"><h3>{escape(spoken("page", language))}</h3>'
        f'<div class="text" lang="{escape(reading.language)}" tabindex="0" role="group" '
        f'aria-label="{escape(spoken("page", language))}">{marked}</div></div>'
        f'<div class="pane"><h3 id="values-{number}">{escape(spoken("values", language))}'
        f'<span class="count">{escape(_count(facts, groups, language))}</span></h3>{only}'
        f'<div class="list" tabindex="0" role="group" aria-labelledby="values-{number}">'
        f"{listed or escape(spoken('nothing', language))}{_rejected(reading, language)}</div></div></div></section>"
    )


def _about(document: Document, reading: PageReading, language: Language) -> str:
    told = {
        "kind": spoken(f"kind-{document.kind}", language),
        "encoding": document.source.encoding,
        "language": spoken(f"language-{reading.language}", language),
        "form": spoken(f"form-{reading.form}", language),
    }
    if document.kind == "pdf":
        del told["encoding"]
    said = [f"{escape(spoken(name, language))}: {escape(value)}" for name, value in told.items()]
    said += [escape(sentence(note.code, language, **note.values)) for note in document.source.notes]
    return " · ".join(said)


def _count(facts: list[Fact], groups: dict[str, list[Fact]], language: Language) -> str:
    return spoken("count", language, values=len(facts), projects=sum(1 for name in groups if name))


def _piece(section: int, piece: Piece, language: Language) -> str:
    text = escape(piece.text, quote=False)
    if not piece.facts:
        numbers = " ".join(str(f.number) for f in piece.around)
        return f'<span class="around" data-around="{numbers}">{text}</span>' if numbers else text
    kind = sureness(min(f.confidence for f in piece.facts))
    numbers = " ".join(str(f.number) for f in piece.facts)
    around = " ".join(str(f.number) for f in piece.around)
    anchors = "".join(f'<a class="at" id="w{section}-{f.number}"></a>' for f in piece.begun)
    links = "".join(_number(section, f, language) for f in piece.ended)
    return f'{anchors}<mark class="{kind}" data-says="{numbers}" data-around="{around}">{text}</mark>{links}'


def _number(section: int, fact: Fact, language: Language) -> str:
    told = spoken("to-value", language, number=fact.number, label=fact.label, value=fact.value)
    return f'<a class="no" href="#v{section}-{fact.number}" aria-label="{escape(told)}">{fact.number}</a>'


def _group(section: int, project: str, facts: list[Fact], page: Page, language: Language) -> str:
    items = "".join(_item(section, fact, page, language) for fact in facts)
    return f'<h4>{escape(project or spoken("shared", language))}</h4><ul class="facts">{items}</ul>'


def _item(section: int, fact: Fact, page: Page, language: Language) -> str:
    kind = sureness(fact.confidence)
    details = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in fact.details)
    why = spoken("why", language, rule=rule_words(fact.main, page, language))
    line = spoken("line", language, line=fact.main.locator.line)
    told = spoken("to-words", language, number=fact.number)
    rule = f"{spoken('rule', language)}: {fact.main.rule}"
    return (
        f'<li id="v{section}-{fact.number}" class="{kind}" data-value="{fact.number}">'
        f'<a class="no" href="#w{section}-{fact.number}" aria-label="{escape(told)}">{fact.number}</a>'
        f'<div><p class="field">{escape(fact.label)}</p><p class="value">{escape(fact.value)}</p>'
        f"{f'<dl>{details}</dl>' if details else ''}"
        f'<p class="why"><span title="{escape(rule)}">{escape(why)}</span>, {escape(line)}</p></div>'
        f'<p class="sure-word">{escape(spoken(kind, language))}</p></li>'
    )


def _rejected(reading: PageReading, language: Language) -> str:
    if not reading.rejections:
        return ""
    items = ""
    for r in reading.rejections:
        line = f" <span>({escape(spoken('line', language, line=r.locator.line))})</span>" if r.locator.line else ""
        items += f"<li>{escape(sentence(r.code, language, **r.values))}{line}</li>"
    return f'<h4>{escape(spoken("rejected", language))}</h4><ul class="refused">{items}</ul>'
