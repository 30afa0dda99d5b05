"""Pages with several projects: where each begins, what it is called, and what is said of all of them together."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace

from rihmasto.model.wording import split_names
from rihmasto.sources.pages.bullets import read_rows
from rihmasto.sources.pages.draft import HEADING, PHRASE, Basis, Draft
from rihmasto.sources.pages.enumerations import find_enumerated, find_introduced
from rihmasto.sources.pages.fields import Field, Layout
from rihmasto.sources.pages.grids import read_grid
from rihmasto.sources.pages.lexicon import any_of, is_furniture, words
from rihmasto.sources.pages.naming import names_in_text
from rihmasto.sources.pages.parties import read_partner_list, say_partner
from rihmasto.sources.pages.sections import find_sections
from rihmasto.sources.pages.text import Span
from rihmasto.sources.pages.titles import can_head, heading_title

_OTHERS = re.compile(rf",?\s*{any_of('other_partners')}\s*:?\s+")
_EQUAL = re.compile(rf"(?:projects? )?{any_of('partners')}(?: are| is| ovat| on| är)?:?\s+", re.IGNORECASE)
_MORE = re.compile(rf"[>»\s]*{any_of('read_more')}\s*[>»]*\.?", re.IGNORECASE)
_THEME = re.compile(r"(?P<theme>[A-ZÅÄÖ][^.:]{3,80}?) (?:projects|hankkeet|projekt)", re.IGNORECASE)
_GRANTED = re.compile(rf"\b{any_of('receives')}\b")
_LONGEST_TITLE, _HEADING, _FARTHEST = 160, 60, 4


@dataclass(frozen=True, slots=True)
class Item:
    """One project of a list.

    Attributes:
        title: its name, or None when the text gives it.
        body: what is said of it.
        form: labelled, bullet, teaser, section, row of a table, enumerated, introduced, or prose.
        theme: the heading that it stands under, or None.
        parties: of a bullet, who takes part.
        told: of a bullet, what it says behind the money.
        fields: of a row of a table, its cells.
        rejected: it stands below a heading that says so.
    """

    title: Span | None
    body: Span
    form: str
    theme: Span | None = None
    parties: Span | None = None
    told: Span | None = None
    fields: tuple[Field, ...] = ()
    rejected: bool = False


def find_items(parts: Layout, body: Span, texts: list[Span]) -> list[Item]:
    """Find the projects of a page that lists several; an ordinary page has none."""
    if parts.stream:
        return []
    cut = _rejected_from(body)
    for found in (
        _grid(body),
        _labelled(parts, body),
        _bullets(body),
        _teasers(body),
        _sections(parts, body),
        _enumerated(texts),
        _introduced(parts, texts),
        _grants(texts),
    ):
        if len(found) > 1:
            return [_before(item, cut) for item in found]
    return []


def _rejected_from(body: Span) -> int:
    """Return where a heading like "Hylätyt hakemukset:" begins, or the end of the page."""
    for line in body.lines():
        short = len(line.plain) < _HEADING and line.plain.endswith(":")
        if short and re.search(words("rejection")["words"], line.plain, re.IGNORECASE):
            return line.start
    return body.end


def _before(item: Item, cut: int) -> Item:
    """Cut the body of an item where the rejected ones begin; an item after that heading is one of them."""
    if item.body.start >= cut:
        return replace(item, rejected=True)
    return replace(item, body=Span(item.body.page, item.body.start, min(item.body.end, cut)))


def _labelled(parts: Layout, body: Span) -> list[Item]:
    """Blocks that begin with a title and repeat the same labels (`Hakija: … Myönnetty rahoitus: …`)."""
    counts = Counter(entry.found.phrase for entry in parts.fields if entry.name in words("telling")["repeated"])
    if not counts or counts.most_common(1)[0][1] < 2:  # noqa: PLR2004
        return []
    phrase = next(e.found.phrase for e in parts.fields if counts.get(e.found.phrase, 0) > 1)
    values = sorted(entry.value.end for entry in parts.fields if entry.items)
    titles: dict[Span, None] = {}
    for entry in parts.fields:
        if entry.found.phrase == phrase:
            near = _title_above(parts.loose, values, entry)
            far = near is None or near.page.plain.count("\n", near.end, entry.found.span.start) > _FARTHEST
            if near is None or far or len(near.plain) > _LONGEST_TITLE or near in titles:
                return []
            titles[near] = None
    ends = [*(title.start for title in titles), body.end][1:]
    return [Item(t, Span(t.page, t.end, end), "labelled") for t, end in zip(titles, ends, strict=True)]


def _title_above(loose: list[Span], values: list[int], entry: Field) -> Span | None:
    """Return the title of the block that a label stands in: of the lines above it in one piece the first short one.

    Args:
        loose: lines that belong to no field.
        values: where the values of the fields end, sorted.
        entry: the label.
    """
    start = entry.found.span.start
    above = bisect_right(loose, start, key=lambda line: line.end)
    before = bisect_right(values, start)
    block = [line for line in loose[max(0, above - 3) : above] if not before or line.start >= values[before - 1]]
    if not block:
        return None
    told = len(block) > 1 and block[-1].plain.endswith(".") and not block[-2].plain.endswith(".")
    return block[-2] if told and can_head(block[-2]) else block[-1]


def _grid(body: Span) -> list[Item]:
    """Rows of a table with headings."""
    return [Item(name, row, "row", fields=tuple(fields)) for name, row, fields in read_grid(body)]


def _bullets(body: Span) -> list[Item]:
    """Bullets of the form `Name; lead, muut toteuttajat A ja B 161 030 €` or `Name, applicant, 469 022 €`."""
    return [Item(r.name, r.whole, "bullet", parties=r.parties, told=r.told) for r in read_rows(body)]


def _sections(parts: Layout, body: Span) -> list[Item]:
    """Titles with the text about each project below them."""
    return [Item(section.title, section.body, "section") for section in find_sections(parts, body)]


def _enumerated(texts: list[Span]) -> list[Item]:
    """Projects that one sentence names, with the sentences that tell of each."""
    return [Item(name, told, "enumerated") for name, told in find_enumerated(texts)]


def _introduced(parts: Layout, texts: list[Span]) -> list[Item]:
    """Projects that paragraphs introduce one after the other."""
    return [Item(name, told, "introduced") for name, told in find_introduced(texts, heading_title(parts.loose))]


def _teasers(body: Span) -> list[Item]:
    """Teasers that end with "Read more": a short title, or a sentence that names the project."""
    found: list[Item] = []
    theme: Span | None = None
    block: list[Span] = []
    for line in body.lines():
        if not _MORE.fullmatch(line.plain):
            block.append(line)
            continue
        themes = [b for b in block if _THEME.fullmatch(b.plain)]
        theme = themes[-1] if themes else theme
        rest = [b for b in block if b not in themes and not is_furniture(b.plain)]
        if themes:
            rest = [b for b in rest if b.start > themes[-1].start]
        short = [b for b in rest if not b.plain.endswith((".", "!", "?")) and len(b.plain) < _LONGEST_TITLE]
        title = short[-1] if short else None
        rest = [b for b in rest if title is None or b.start >= title.start]
        if rest:
            found.append(Item(title, rest[0].to(rest[-1]), "teaser", theme))
        block = []
    return found if sum(1 for item in found if item.title) > 1 else []


def _grants(texts: list[Span]) -> list[Item]:
    """News on several grants: each sentence `X –hanke saa …` begins a project of its own."""
    starts: list[tuple[Span, Span]] = []
    sentences = [sentence for text in texts for sentence in text.sentences()]
    for sentence in sentences:
        for name, _, whole in names_in_text([sentence]):
            after = sentence.plain[whole.end - sentence.start :]
            if (
                _GRANTED.match(after.strip())
                and name.plain.count(" ") > 0
                and all(n.plain != name.plain for n, _ in starts)
            ):
                starts.append((name, sentence))
                break
    if not starts:
        return []
    ends = [*(sentence.start for _, sentence in starts[1:]), texts[-1].end]
    return [Item(n, Span(s.page, s.start, end), "prose") for (n, s), end in zip(starts, ends, strict=True)]


def is_rejected(item: Item) -> bool:
    """Tell whether an item of a list was not approved ("ei puolleta"): it must not become a project."""
    if item.rejected:
        return True
    words_of = (item.title.plain if item.title else "") + " " + item.body.plain[:400]
    return re.search(words("rejection")["words"], words_of, re.IGNORECASE) is not None


def read_bullet(draft: Draft, item: Item) -> None:
    """Read the lead and the other partners of a bullet; its amounts are read with the sentences."""
    basis = Basis(item.body, "list:bullet-of-projects", HEADING)
    parties = item.parties
    if not parties:
        return
    equal = _EQUAL.match(parties.plain)
    if equal:
        read_partner_list(draft, parties.cut(equal.end()), basis)
        return
    others = _OTHERS.search(parties.plain)
    first = parties.cut(0, others.start()).strip(",") if others else parties
    names = split_names(first.plain)
    if names:
        lead = first.cut(names[0].start, names[0].end)
        say_partner(draft, lead.words + " (coordinator)", basis)
        for name in names[1:]:
            say_partner(draft, name.name, basis)
    if others:
        read_partner_list(draft, parties.cut(others.end()), basis)


def say_theme(draft: Draft, item: Item) -> None:
    """State the theme whose heading an item stands under ("Energy efficiency and circular economy projects")."""
    match = _THEME.fullmatch(item.theme.plain) if item.theme else None
    if item.theme and match:
        name = item.theme.group(match, "theme").words
        basis = Basis(item.theme, "heading:theme-of-list", PHRASE)
        draft.add("theme", (name,), basis, project=draft.ref, name=name, language=draft.language)
