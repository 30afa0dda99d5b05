"""Fields: the labels of a page with the lines that are their values.

Three layouts are read: `Label: value`, a label with its values on the lines below, and several labels in a row with
their values in the same order below (the columns of a form, read by lines). In the text layer of a PDF, where a form
is one long line, the labels of the form are looked for inside the line.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, zip_longest

from rihmasto.model.dates import find_dates
from rihmasto.model.identifiers import find_business_ids, find_emails, find_phones, find_web_addresses
from rihmasto.model.money import find_money
from rihmasto.model.wording import has_head
from rihmasto.sources.pages.labelling import Place, is_contact_like, label_at
from rihmasto.sources.pages.labels import Found, inline_labels
from rihmasto.sources.pages.lexicon import names_programme
from rihmasto.sources.pages.text import Page, Span

_FURNITURE = re.compile(
    r"[\w ]+[ _]logo|Tulostettu \d.*|\d+ \(\d+\)|EURA 2014 -järjestelmä|[^\w]{1,2}|[ýþ¨]|\d{1,3}"
    r"|Hankehakemus|Jaa artikkeli|>>.*"
)
_MANY = {"names", "contact", "prose", "packages", "funding"}
_BULLET = re.compile(r"\s*[•*-]\s")
_STRICT: dict[str, Callable[[str], Sequence[object]]] = {
    "date": find_dates,
    "period": find_dates,
    "email": find_emails,
    "phone": find_phones,
    "url": find_web_addresses,
    "id": find_business_ids,
    "money": find_money,
}
_LONGEST_VALUE = 4000
_SHORT_LINE, _TOLD = 120, 70
_STREAM_LINE, _STREAM_LABELS = 250, 5


@dataclass(slots=True)
class Field:
    """A label with its value.

    Attributes:
        found: the label on the page.
        items: the lines of the value, in order.
        below: the value stands below the label.
    """

    found: Found
    items: list[Span] = field(default_factory=list)
    below: bool = False

    @property
    def name(self) -> str:
        """Name of the label in `labels.toml`, or "" for one that is not there."""
        return self.found.label.name if self.found.label else ""

    @property
    def kind(self) -> str:
        """What the value of the label looks like."""
        return self.found.label.kind if self.found.label else "nothing"

    @property
    def value(self) -> Span:
        """The span of the whole value; empty when there is none."""
        if not self.items:
            return self.found.span.cut(self.found.span.end - self.found.span.start)
        return self.items[0].to(self.items[-1])

    def quote_of(self, item: Span) -> Span:
        """Return what to quote for a piece of the value: with the label when both stand close together."""
        whole = self.found.span.to(item)
        return whole if not self.below or whole.end - whole.start <= 200 else item  # noqa: PLR2004


@dataclass(slots=True)
class Layout:
    """A page taken apart.

    Attributes:
        fields: labels with values, in the order of the page.
        loose: lines that belong to no field: headings and prose.
        stream: the page is the text layer of a form.
        spacing: line breaks between the lines that stand closest.
    """

    fields: list[Field]
    loose: list[Span]
    stream: bool = False
    spacing: int = 1


def matches(kind: str, text: str) -> float:
    """Say how well a value fits a kind of label: 2 surely, 1 perhaps, 0 hardly, -1 not at all."""
    if kind in _STRICT:
        return 2 if _STRICT[kind](text) else -1
    if kind == "number":
        return 2 if re.fullmatch(r"[\d /-]{3,}", text) else -1
    if kind == "code":
        return 2 if re.fullmatch(r"[A-Z]{1,3}-?\d{3,}", text) else 0.4 if re.search(r"\d", text) else -1
    if kind == "nothing":
        return 0.5
    figures = any(find(text) for find in _STRICT.values()) or re.fullmatch(r"[\d\s+().-]+", text)
    return 0 if figures else 1


def layout(page: Page, region: Span, taken: set[int]) -> Layout:
    """Take a region of a page apart into fields and loose lines.

    Args:
        page: the page.
        region: the part of it to read.
        taken: offsets of lines that were read already.
    """
    lines = [line for line in region.lines() if line.start not in taken]
    long = sum(len(line.plain) for line in lines if len(line.plain) > _STREAM_LINE)
    if long > 0 and sum(1 for found in inline_labels(page) if not _at_line_start(found)) >= _STREAM_LABELS:
        return _stream(page)
    return _by_lines(lines)


def _at_line_start(found: Found) -> bool:
    text, start = found.span.page.plain, found.span.start
    return not text[text.rfind("\n", 0, start) + 1 : start].strip()


def _gap(before: Span | None, line: Span, spacing: int) -> bool:
    return before is not None and before.page.plain.count("\n", before.end, line.start) > spacing


def _spacing(lines: list[Span]) -> int:
    """Count the line breaks that part the lines that stand closest: 1, or 2 on a page with a blank line after each."""
    return min((a.page.plain.count("\n", a.end, b.start) for a, b in pairwise(lines)), default=1)


def _by_lines(lines: list[Span]) -> Layout:
    fields: list[Field] = []
    loose: list[Span] = []
    current: Field | None = None
    previous: Span | None = None
    spacing = _spacing(lines)
    for line, following in zip_longest(lines, lines[1:]):
        gap = _gap(previous, line, spacing)
        opening = not any(entry.name for entry in fields)
        found = label_at(line, Place(current.kind if current else "", opening, gap, following))
        if found and not found.colon and current is not None and _is_value(current, line):
            found = None
        if found is None and _FURNITURE.fullmatch(line.plain):
            continue
        if found:
            current = Field(found)
            rest = line.cut(found.span.end - line.start).strip()
            if rest:
                current.items.append(rest)
            fields.append(current)
        elif current is not None and _takes(current, line, gap=gap):
            current.below = current.below or not current.items
            current.items.append(line)
        else:
            current = None
            loose.append(line)
        previous = line
    _columns(fields, spacing)
    return Layout([f for f in fields if f.items or f.name], loose, spacing=spacing)


def _is_value(current: Field, line: Span) -> bool:
    """Tell whether a line that begins like a label is the value that an open label waits for ("Alkaa 1.5.2021 …")."""
    waiting = current.found.label is not None and not current.items
    return waiting and current.kind in _STRICT and matches(current.kind, line.plain) > 1


def _takes(current: Field, line: Span, *, gap: bool) -> bool:
    """Tell whether a line without a label goes on with the value before it."""
    if current.kind == "prose":
        return True
    if _begins_anew(current, line):
        return False
    if not current.items:
        return current.found.label is not None or not gap
    if gap:
        return current.below and _goes_on_after_gap(current, line)
    last = current.items[-1].plain
    breaks = line.plain[:1].islower() or last.endswith((",", " ja", " och", " and", "/"))
    return current.below or breaks or current.kind == "contact"


def _begins_anew(current: Field, line: Span) -> bool:
    """Tell whether a line is a heading that asks ("Vad gör vi?"), or the next bullet after one with a label."""
    if line.plain.endswith("?") and len(line.plain) < _SHORT_LINE:
        return True
    held = bool(current.items) or current.found.colon
    return held and bool(_BULLET.match(line.plain) and _BULLET.match(current.found.span.plain))


def _goes_on_after_gap(current: Field, line: Span) -> bool:
    """Tell whether a line after a blank one still belongs to the list below a label: contacts, or what it names."""
    short = len(line.plain) < _SHORT_LINE
    if current.kind == "contact":
        return short and is_contact_like(line)
    if current.kind not in {"name", "names", "funding"}:
        return False
    if current.kind != "name" and _is_alike(current, line):
        return True
    bullets_end = _BULLET.match(current.items[-1].plain) and not _BULLET.match(line.plain)
    if bullets_end or current.found.colon or not short:
        return False
    paying = has_head(line.plain) or bool(find_money(line.plain)) or names_programme(line.plain)
    return paying or current.kind == "name"


def _is_alike(current: Field, line: Span) -> bool:
    """Tell whether a line after a gap goes on with a list whose lines all have gaps between them."""
    first = current.items[0]
    label = current.found.span
    gapped = first.page.plain.count("\n", label.end, first.start) > 1
    opening = re.match(r"(?:[A-ZÅÄÖ]\w+ - |[•*-] ?)", first.plain)
    if not gapped or len(line.plain) > _SHORT_LINE or line.plain.endswith((".", ":")):
        return False
    return has_head(line.plain) if opening is None else re.match(r"(?:[A-ZÅÄÖ]\w+ - |[•*-] ?)", line.plain) is not None


def _columns(fields: list[Field], spacing: int) -> None:
    """Give the values below a row of labels to the labels that they fit, keeping the order."""
    row: list[Field] = []
    for entry in fields:
        near = row and not _gap(row[-1].found.span, entry.found.span, spacing)
        row = [*row, entry] if near else [entry]
        if not entry.items:
            continue
        table = next((other for other in row if other.name == "partner-table"), None)
        if table is not None:
            table.items, entry.items = entry.items, [] if table is not entry else entry.items
        elif len(row) > 1 and entry.below and entry.kind != "prose":
            _deal(row, entry.items)
        row = []


def _deal(row: list[Field], values: list[Span]) -> None:
    row = row[-9:]
    if any(f.kind in _MANY for f in row) and len(values) > len(row):
        return
    taken = min(len(row), len(values))
    best = max(
        combinations(range(len(row)), taken),
        key=lambda chosen: sum(matches(row[i].kind, v.plain) for i, v in zip(chosen, values, strict=False)),
    )
    row[-1].items, row[-1].below = [], False
    for position, value in zip(best, values, strict=False):
        row[position].items, row[position].below = [value], True
    row[best[-1]].items.extend(values[taken:])


def _stream(page: Page) -> Layout:
    found = list(inline_labels(page))
    fields: list[Field] = []
    for position, label in enumerate(found):
        following = found[position + 1].span.start if position + 1 < len(found) else len(page.text)
        end = min(following, label.span.end + _LONGEST_VALUE)
        value = Span(page, label.span.end, end).strip("ý¨þ")
        fields.append(Field(label, [value] if value else []))
    _deal_dates(fields)
    head = Span(page, 0, found[0].span.start if found else len(page.text))
    return Layout(fields, list(head.lines()), stream=True)


def _deal_dates(fields: list[Field]) -> None:
    for first, second in pairwise(fields):
        if first.kind == "date" and not first.items and second.kind == "date" and second.items:
            dates = find_dates(second.items[0].plain)
            if len(dates) > 1:
                value = second.items[0]
                first.items = [value.cut(dates[0].start, dates[0].end)]
                second.items = [value.cut(dates[1].start, dates[1].end)]


def texts(parts: Layout) -> Iterator[Span]:
    """Yield the pieces of running text: loose lines that hang together, and the values of prose fields."""
    block: Span | None = None
    for line in parts.loose:
        if (
            block is not None
            and not _gap(block, line, parts.spacing)
            and not line.page.plain[block.end : line.start].strip()
        ):
            block = block.to(line)
            continue
        if block is not None:
            yield block
        block = line
    if block is not None:
        yield block
    for entry in parts.fields:
        told = entry.kind == "money" and any(len(item.plain) > _TOLD for item in entry.items)
        if (entry.kind in {"prose", "packages"} or parts.stream or told) and entry.items:
            yield entry.value
