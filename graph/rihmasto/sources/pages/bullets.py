"""Lines that name a project each: `Name; lead, others 161 030 €`, `Name, applicant, 469 022 €`, `Name (party) 5 000 €`.

What is the name and who takes part is told by the separator and by the words that organisations are named by.
"""

import re
from dataclasses import dataclass

from rihmasto.model.money import find_money
from rihmasto.model.wording import has_head, is_organisation
from rihmasto.sources.pages.labels import label_of
from rihmasto.sources.pages.lexicon import any_of
from rihmasto.sources.pages.text import Span
from rihmasto.sources.pages.titles import split_title

_MARK = re.compile(r"(?:[•*-]|\d{1,2}[.)])\s*(?=\S)")
_EDGES = ",;:(-•"
_ASKED = re.compile(rf"[,;:(]?\s*{any_of('asked')}\s*:?\s*$", re.IGNORECASE)
_NAMED_PARTY = re.compile(rf",\s*{any_of('named_party')}\s*:?\s+(?=[A-ZÅÄÖ])")
_SEVERAL = re.compile(rf"\b{any_of('several_projects')}\b", re.IGNORECASE)
_BEFORE_PARTNERS = re.compile(rf"\s+-+\s+(?=(?:projects? )?{any_of('partners')}\b)", re.IGNORECASE)
_GRANTED_TO = re.compile(
    rf"(?P<who>[A-ZÅÄÖ].+?) {any_of('receives')} .*?{any_of('project')}\w*\s\"(?P<name>[^\"]+)\"(?:\s\([^()]*\))?"
)
_GRANTED = re.compile(rf"(?=.*(?:{any_of('project')}|hakke))(?=.*{any_of('granted')})", re.IGNORECASE)
_PERIOD_AT_END = re.compile(r",?\s+\d{1,2}\.\d{1,2}\.\d{4}\s?-\s?\d{1,2}\.\d{1,2}\.\d{4}\.?$")
_SHORTEST, _LONGEST, _PARTY_WORDS, _FEWEST = 3, 200, 12, 3


@dataclass(frozen=True, slots=True)
class Row:
    """A line that names a project.

    Attributes:
        name: of the project.
        parties: who takes part, the lead first; empty when the line names nobody.
        told: what the line says behind the money.
        whole: the line without its bullet.
    """

    name: Span
    parties: Span
    told: Span
    whole: Span


def read_rows(body: Span) -> list[Row]:
    """Read the lines that name a project with its money; of lists that only share money out there is none.

    Args:
        body: the page. Lines that name nobody count only where the text before them speaks of several projects.
    """
    rows = [row for line in body.lines() if (row := _row(line)) is not None]
    named = [row for row in rows if row.parties]
    if len(named) > 1 and len(named) * 2 > len(rows):
        return rows
    few = len(rows) < _FEWEST and not (len(rows) > 1 and _is_announced(body, rows[0]))
    before = "" if few else body.plain[: rows[0].whole.start - body.start]
    return rows if _SEVERAL.search(before) else _announced(body)


def _is_announced(body: Span, row: Row) -> bool:
    above = [line for line in body.lines() if line.end <= row.whole.start]
    return bool(above) and above[-1].plain.endswith(":") and _GRANTED.search(above[-1].plain) is not None


def _announced(body: Span) -> list[Row]:
    """Read the bullets below a line that says that projects got money ("Rahoitusta myönnettiin hankkeille:").

    They name projects and who carries them out, but not the money of each.
    """
    lines = list(body.lines())
    starts = [i for i, line in enumerate(lines) if line.plain.endswith(":") and _GRANTED.search(line.plain)]
    rows: list[Row] = []
    for line in lines[starts[0] + 1 :] if starts else []:
        mark = _MARK.match(line.plain)
        if not mark:
            break
        whole = line.cut(mark.end()).strip()
        name, parties = _parted(whole)
        if parties and _SHORTEST <= len(name.plain) <= _LONGEST:
            rows.append(Row(name, parties, whole.cut(len(whole.plain)), whole))
    return rows if len(rows) > 1 else []


def _row(line: Span) -> Row | None:
    mark = _MARK.match(line.plain)
    if not mark:
        return None
    whole = line.cut(mark.end()).strip()
    granted = _GRANTED_TO.match(whole.plain)
    if granted:
        return Row(whole.group(granted, "name"), whole.group(granted, "who"), whole.cut(granted.end()), whole)
    money = find_money(whole.plain)
    if not money or _is_labelled(whole):
        return None
    head = whole.cut(0, money[0].start)
    stop = re.search(r"\.\s+(?=[A-ZÅÄÖ])", head.plain)
    asked = None if stop else _ASKED.search(head.plain)
    told = whole.cut(stop.end()) if stop else whole.cut(money[0].end).strip(_EDGES + ").")
    period = _PERIOD_AT_END.search(head.plain, 0, stop.start()) if stop else None
    if period:
        told, stop = whole.cut(period.start()), period
    head = (head.cut(0, (stop or asked).start()) if stop or asked else head).strip(_EDGES)  # type: ignore[union-attr]
    name, parties = _parted(head)
    if not parties and _is_party(told.plain):
        parties = told
    fits = _SHORTEST <= len(name.plain) <= _LONGEST and bool(parties or not _is_only_party(name.plain))
    return Row(name, parties, told, whole) if fits else None


def _is_labelled(line: Span) -> bool:
    found = label_of(line)
    return found is not None and found.label is not None


def _parted(head: Span) -> tuple[Span, Span]:
    """Part the words before the money into a name and who takes part."""
    text = head.plain
    cut = re.search(r";", text) or _BEFORE_PARTNERS.search(text) or _NAMED_PARTY.search(text) or _before_parties(text)
    if cut:
        return head.cut(0, cut.start()).strip(_EDGES), head.cut(cut.end()).strip(_EDGES)
    owner = re.match(r"(?P<who>[^:]{3,80}):\s+(?=\S)", text)
    if owner and not _is_party(owner["who"]) and _is_party(text[owner.end() :]):
        return head.group(owner, "who"), head.cut(owner.end()).strip(_EDGES)  # "CHALLENGE (ERC): Turun yliopisto"
    short = owner is not None and len(owner["who"].split()) <= _PARTY_WORDS and owner["who"][:1].isupper()
    if owner and (_is_party(owner["who"]) or (short and not split_title(head).programme)):
        return head.cut(owner.end()).strip(), head.group(owner, "who")
    bracket = re.search(r"\((?P<who>[^()]+)\)?$", text)
    if bracket and _is_party(bracket["who"]):
        return head.cut(0, bracket.start()).strip(_EDGES), head.group(bracket, "who")
    last = re.search(r",\s+(?=[A-ZÅÄÖ])[^,]+$", text)
    return (head.cut(0, last.start()), head.cut(last.start()).strip(_EDGES)) if last else (head, head.cut(len(text)))


def _before_parties(text: str) -> re.Match[str] | None:
    """Find the comma or dash before the organisations at the end: a name may hold commas and dashes itself."""
    cut, end = None, len(text)
    for mark in reversed(list(re.finditer(r",\s+| -+ |\t", text))):
        if not _is_party(text[mark.end() : end].strip()):
            break
        cut, end = mark, mark.start()
    return cut


def _is_party(text: str) -> bool:
    return has_head(text) and is_organisation(text) and len(text.split()) <= _PARTY_WORDS


def _is_only_party(text: str) -> bool:
    """Tell whether the words are the name of an organisation: a line that shares money out among partners."""
    return _is_party(text) and has_head(text.rsplit(maxsplit=1)[-1])
