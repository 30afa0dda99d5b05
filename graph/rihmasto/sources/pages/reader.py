"""Reading a page: its form is told, its fields and phrases are read, and records come out."""

import re
from dataclasses import dataclass

from rihmasto.model import Record, Rejection
from rihmasto.model.dates import find_periods
from rihmasto.sources.pages.basics import read_fields, say_period
from rihmasto.sources.pages.draft import HEADING, PHRASE, Draft
from rihmasto.sources.pages.fields import Layout, layout, texts
from rihmasto.sources.pages.funding import find_sources, runs_under, say_funding
from rihmasto.sources.pages.lexicon import language_of
from rihmasto.sources.pages.packages import read_packages
from rihmasto.sources.pages.papers import read_papers
from rihmasto.sources.pages.phrases import read_roles
from rihmasto.sources.pages.places import read_places
from rihmasto.sources.pages.text import Page, Span
from rihmasto.sources.pages.titles import acronym_in_text, heading_title, say_title

_ADDRESS = re.compile(r"# source: (?P<address>\S+)[^\n]*\n?")
_FUNDED = re.compile(r"(?P<fund>\S[^\n.]*?) rahoittaman hankkeen kuvaus")
_YEARS = re.compile(r"(?:vuosina|åren|years|in) (?=\d{4} ?- ?\d{4})")
_RECORD = {"name", "code", "lead"}


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a page says.

    Attributes:
        records: rows for the tables of the model, every value with its words.
        rejections: values that were refused, with the reason.
        language: fi, sv or en.
        form: card (labels), record (an official form), list (several projects) or prose.
        address: where the page was, when its first line says so, else "".
    """

    records: list[Record]
    rejections: list[Rejection]
    language: str
    form: str
    address: str = ""


def read_page(text: str, *, name: str = "") -> PageReading:
    """Read the text of a project page.

    Args:
        text: decoded text; offsets of the claims count in it.
        name: of the file, for messages.

    Returns:
        the records of all projects on the page, and what was refused.
    """
    del name  # a page is read by its words alone
    page = Page(text)
    front = _ADDRESS.match(page.plain)
    body = page.whole.cut(front.end() if front else 0)
    language = language_of(body.plain, "fi")
    parts = layout(page, body)
    draft = Draft("project-1", language)
    read_project(draft, parts, body)
    return PageReading(draft.finish(), draft.rejections, language, _form(parts), front["address"] if front else "")


def _form(parts: Layout) -> str:
    named = {entry.name for entry in parts.fields}
    if parts.stream or named >= _RECORD:
        return "record"
    return "card" if len(named - {"nothing", ""}) > 1 else "prose"


def read_project(draft: Draft, parts: Layout, region: Span) -> None:
    """Read the one project that a region of a page is about."""
    listed = read_packages(
        draft, [*parts.loose, *(i for f in parts.fields if f.kind in {"prose", "packages"} for i in f.items)]
    )
    parts.loose = [line for line in parts.loose if line.start not in listed]
    _headings(draft, parts)
    read_fields(draft, parts)
    running = list(texts(parts))
    sentences = [s for text in running for s in text.sentences() if s.start not in listed]
    title = next((c.value for c in draft.claims("title")), "") or next(
        (c.value for column in ("name_fi", "name_sv", "name_en") for c in draft.claims(column)), ""
    )
    acronym_in_text(draft, title, running)
    for sentence in sentences:
        _funded_record(draft, sentence)
        read_roles(draft, sentence)
        _years(draft, sentence)
    _programmes(draft, region, parts)
    read_papers(draft, sentences, title)
    for sentence in sentences:
        read_places(draft, sentence)


def _headings(draft: Draft, parts: Layout) -> None:
    if any(entry.name == "name" and entry.items for entry in parts.fields):
        return
    heading = None if parts.stream else heading_title(parts.loose)
    if heading is None:
        return
    title = say_title(draft, heading, heading, "heading:title", HEADING)
    read_places(draft, heading, heading=True)
    periods = find_periods(heading.plain)
    if periods:
        say_period(draft, periods[0].first.value, periods[0].last.value, heading, "heading:years", PHRASE - 0.05)
    if title.programme:
        for source in find_sources(title.programme):
            runs_under(draft, source, heading, "heading:programme-before-name", HEADING)


def _funded_record(draft: Draft, sentence: Span) -> None:
    """`Euroopan aluekehitysrahaston (EAKR) rahoittaman hankkeen kuvaus`: the heading of a record names the fund."""
    match = _FUNDED.search(sentence.plain)
    if match:
        for source in find_sources(sentence.group(match, "fund")):
            say_funding(draft, sentence, "heading:financed-record", source=source, confidence=HEADING)


def _programmes(draft: Draft, region: Span, parts: Layout) -> None:
    """The programme that a form is headed with."""
    named = {entry.name for entry in parts.fields}
    if not (parts.stream or named & {"application-number", "authority", "lead"}):
        return
    for source in find_sources(region):
        if source.programme and source.programme.kind == "programme" and "ohjelma" in source.name:
            runs_under(draft, source, source.span, "heading:programme-of-form", HEADING)


def _years(draft: Draft, sentence: Span) -> None:
    """`vuosina 2017-2020` in running text: kept beside what labels say, with less confidence."""
    match = _YEARS.search(sentence.plain)
    if match:
        periods = find_periods(sentence.plain[match.end() :])
        if periods:
            say_period(draft, periods[0].first.value, periods[0].last.value, sentence, "phrase:in-years", PHRASE - 0.1)
