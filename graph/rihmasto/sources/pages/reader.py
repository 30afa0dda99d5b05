"""Reading a page: its form is told, its fields and phrases are read, and records come out."""

import re
from dataclasses import dataclass

from rihmasto.model import Record, Rejection
from rihmasto.model.dates import find_periods
from rihmasto.sources.pages.basics import read_fields, under_programme
from rihmasto.sources.pages.budget import read_budget_sentence, say_amounts
from rihmasto.sources.pages.draft import HEADING, PHRASE, WEAK, Basis, Draft
from rihmasto.sources.pages.fields import Field, Layout, layout, texts
from rihmasto.sources.pages.funding import say_funding
from rihmasto.sources.pages.lexicon import any_of, language_of
from rihmasto.sources.pages.lists import Item, find_items, is_rejected, read_bullet, say_theme
from rihmasto.sources.pages.naming import read_name
from rihmasto.sources.pages.packages import read_packages
from rihmasto.sources.pages.papers import read_papers, read_strategy
from rihmasto.sources.pages.periods import read_heading_years, read_period_lines, read_period_sentence, say_period
from rihmasto.sources.pages.phrases import read_roles, read_sources
from rihmasto.sources.pages.places import read_places
from rihmasto.sources.pages.programmes import find_sources, runs_under
from rihmasto.sources.pages.prose import read_bulleted_partners, read_contact_blocks, read_persons, read_unlabelled
from rihmasto.sources.pages.text import Page, Span
from rihmasto.sources.pages.titles import acronym_in_text, heading_title, say_title, split_title

_ADDRESS = re.compile(r"# source: (?P<address>\S+)[^\n]*\n?")
_FUNDED = re.compile(r"(?P<fund>\S[^\n.]*?) rahoittaman (?:hankkeen|projektin) kuvaus")
_CODE = re.compile(
    rf"\({any_of('code')}[: ]+"
    r"(?P<code>[A-Z]{0,3}\d{4,})\)|\((?P<eura>[ASRJ]\d{5})\)"
    r"|\b(?P<life>LIFE ?\d\d[ /-][A-Z]{3}[ /-][A-Z]{2}[ /-]\d{3,6})\b",
    re.IGNORECASE,
)
_RECORD = {"name", "code", "lead"}
_LABELLED, _TOP = 2, 6


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
    draft = Draft("project-1", language)
    listed = read_packages(draft, list(body.lines()))
    parts = layout(page, body, listed)
    form = _form(parts)
    items = [] if form == "record" else find_items(parts, body, list(texts(parts)))
    drafts = _read_list(items, body, language) if items else [_read_one(draft, parts, body, form)]
    records = [record for draft in drafts for record in draft.finish()]
    rejections = [rejection for draft in drafts for rejection in draft.rejections]
    return PageReading(records, rejections, language, "list" if items else form, front["address"] if front else "")


def _form(parts: Layout) -> str:
    named = {entry.name for entry in parts.fields if entry.items}
    if parts.stream or named >= _RECORD:
        return "record"
    return "card" if len(named - {"nothing", "description", "contact", ""}) >= _LABELLED else "prose"


def _read_one(draft: Draft, parts: Layout, body: Span, form: str) -> Draft:
    running = list(texts(parts))
    if form == "record" and not parts.stream:
        parts.fields = _before_summary(parts.fields)
    titled = any(entry.name == "name" and entry.items for entry in parts.fields)
    if not titled and not parts.stream:
        _name(draft, parts, running, labelled=form != "prose")
    read_fields(draft, parts)
    sentences = [s for text in running for s in text.sentences()]
    acronym_in_text(draft, _named(draft), running)
    for sentence in sentences:
        _funded_record(draft, sentence)
    if parts.stream or {"application-number", "authority", "lead", "code"} & {entry.name for entry in parts.fields}:
        _programme_of_form(draft, body)
    _phrases(draft, sentences, form, parts)
    read_period_lines(draft, running)
    read_papers(draft, sentences, _named(draft))
    for sentence in sentences:
        read_strategy(draft, sentence)
        read_places(draft, sentence)
    read_unlabelled(draft, parts)
    if form != "record":
        read_contact_blocks(draft, parts)
    _programme_of_site(draft, body)
    return draft if _is_project(draft) else Draft("project-1", draft.language, rejections=draft.rejections)


def _before_summary(fields: list[Field]) -> list[Field]:
    """Leave out the labels that stand in the free text of a record: only those of the form are the form's."""
    ends = [position for position, entry in enumerate(fields) if entry.name == "description" and entry.kind == "prose"]
    first = ends[0] if ends else len(fields)
    return [f for i, f in enumerate(fields) if i < first or (f.found.label and f.found.phrase in f.found.label.form)]


def _phrases(draft: Draft, sentences: list[Span], form: str, parts: Layout) -> None:
    """Rules on running text; in an official form the text tells of other organisations and other money too."""
    free = form != "record"
    partners = free and not any(entry.name == "partners" and entry.items for entry in parts.fields)
    for sentence in sentences:
        read_roles(draft, sentence, partners=partners)
        if free:
            _code(draft, sentence)
            read_sources(draft, sentence)
            read_period_sentence(draft, sentence)
            read_budget_sentence(draft, sentence)
            read_persons(draft, sentence)
    if partners:
        read_bulleted_partners(draft, parts)


def _code(draft: Draft, sentence: Span) -> None:
    """`(code A72829)`: the code of the project in brackets."""
    match = _CODE.search(sentence.plain)
    if match and not draft.claims("code"):
        draft.say(
            "code", match["code"] or match["eura"] or match["life"], Basis(sentence, "phrase:code-in-brackets", PHRASE)
        )


def _named(draft: Draft) -> str:
    for column in ("title", "name_fi", "name_sv", "name_en"):
        for claim in draft.claims(column):
            return claim.value
    return ""


def _is_project(draft: Draft) -> bool:
    """A page is about a project when it has a name and says something more than that, or has a code."""
    more = len(draft.records) > 1 or draft.claims("acronym") or draft.claims("start")
    return bool(draft.claims("code") or (_named(draft) and more))


def _name(draft: Draft, parts: Layout, running: list[Span], *, labelled: bool) -> None:
    heading = heading_title(parts.loose)
    if heading is not None and len(list(heading.sentences())) > 1:
        heading = None
    chosen = read_name(draft, heading, running, labelled=labelled)
    prefixed = split_title(heading).programme if heading is not None and chosen is None else None
    if prefixed and heading is not None:
        under_programme(draft, prefixed, heading)
    if chosen is None:
        return
    read_places(draft, chosen, heading=True)
    read_heading_years(draft, chosen)
    programme = split_title(chosen).programme
    if programme:
        under_programme(draft, programme, chosen)


def _funded_record(draft: Draft, sentence: Span) -> None:
    """`Euroopan aluekehitysrahaston (EAKR) rahoittaman hankkeen kuvaus`: the heading of a record names the fund."""
    match = _FUNDED.match(sentence.plain)
    for source in find_sources(sentence.group(match, "fund")) if match else []:
        say_funding(draft, Basis(sentence, "heading:financed-record", HEADING), source=source)


def _programme_of_form(draft: Draft, region: Span) -> None:
    """The programme that a form is headed with."""
    for source in find_sources(region):
        if source.programme and source.programme.kind == "programme" and "ohjelma" in source.name:
            runs_under(draft, source, Basis(source.span, "heading:programme-of-form", HEADING))


def _programme_of_site(draft: Draft, body: Span) -> None:
    """The programme on whose site a page stands, named in a line of its own at the top, if the page names no other."""
    if draft.rows("programme"):
        return
    for line in list(body.lines())[:_TOP]:
        for source in find_sources(line):
            if (
                source.programme
                and source.programme.kind == "programme-fund"
                and len(source.name) >= len(line.words) - 1
            ):
                runs_under(draft, source, Basis(line, "heading:programme-of-site", WEAK))
                return


def _read_list(items: list[Item], body: Span, language: str) -> list[Draft]:
    """Read each project of a list; what the page says before the first is said of all."""
    first = min(item.title.start if item.title else item.body.start for item in items)
    intro = body.cut(0, max(0, first - body.start))
    drafts: list[Draft] = []
    for item in items:
        draft = Draft(f"project-{len(drafts) + 1}", language)
        if is_rejected(item):
            _refuse_item(drafts, draft, item)
            continue
        _read_item(draft, item)
        _shared(draft, intro)
        drafts.append(draft)
    return drafts or [Draft("project-1", language)]


def _refuse_item(drafts: list[Draft], draft: Draft, item: Item) -> None:
    quote = item.title or item.body
    (drafts[-1] if drafts else draft).refuse("project-not-approved", quote, name=quote.words)


def _read_item(draft: Draft, item: Item) -> None:
    parts = Layout(list(item.fields), []) if item.fields else layout(item.body.page, item.body, set())
    running = list(texts(parts))
    if item.title:
        say_title(draft, item.title, Basis(item.title, f"list:{item.form}", HEADING))
        read_places(draft, item.title, heading=True)
    else:
        read_name(draft, None, running, labelled=False)
    say_theme(draft, item)
    if item.form == "bullet":
        read_bullet(draft, item)
        say_amounts(
            draft,
            item.body,
            Basis(item.body, "list:bullet", PHRASE),
            kind="granted",
        )
        periods = find_periods(item.body.plain)
        if len(periods) == 1:
            say_period(draft, periods[0].first.value, periods[0].last.value, Basis(item.body, "list:bullet", PHRASE))
        if item.told:
            _phrases(draft, list(item.told.sentences()), "list", parts)
        return
    read_fields(draft, parts)
    if item.form != "teaser":
        sentences = [s for text in running for s in text.sentences()]
        _phrases(draft, sentences, "list", parts)
        for sentence in sentences:
            read_strategy(draft, sentence)


def _shared(draft: Draft, intro: Span) -> None:
    """What the page says before its list: funds, programmes and the authority of all its projects."""
    for sentence in intro.sentences():
        read_roles(draft, sentence, partners=False)
        for source in find_sources(sentence):
            basis = Basis(sentence, "list:said-of-all", WEAK)
            kind = source.programme.kind if source.programme else ""
            if any("instrument" in values for _, values in draft.rows("funding")):
                continue
            if kind in {"programme", "strategy"}:
                runs_under(draft, source, basis)
            elif kind:
                say_funding(draft, basis, source=source)
