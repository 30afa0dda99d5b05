"""The name, acronym and title of a project, when a label or a heading gives them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rihmasto.model.dates import find_dates, find_periods
from rihmasto.model.wording import has_head
from rihmasto.names import fold
from rihmasto.sources.pages.draft import HEADING, PHRASE, Basis, Draft
from rihmasto.sources.pages.lexicon import (
    any_of,
    is_empty,
    is_furniture,
    is_programme,
    language_of,
    place_nominative,
    words,
)
from rihmasto.sources.pages.text import Page, Span

_SHORT = r"[A-Za-zÅÄÖåäö0-9][\w+&!./]*(?:-[A-Z0-9]\w*)?"
_LEADING = re.compile(
    rf"(?P<acronym>{_SHORT}|(?:[A-ZÅÄÖ][\w+.]* )[A-ZÅÄÖ0-9][\w.+]*)(?:\s+-+\s+|:\s+|-\s+(?=[A-ZÅÄÖ]))(?P<name>\S.+)",
    re.DOTALL,
)
_TRAILING = re.compile(r"(?P<name>\S.{12,}?)(?:\s+-+)?\s+(?P<acronym>[A-ZÅÄÖ]{3,}[\w+-]*(?: ?\d(?:\.\d)?)?)", re.DOTALL)
_BRACKETED = re.compile(r"(?P<name>\S.*?)\s*\((?P<acronym>[^()\s]{2,20}(?: [\d.]+)?)\)", re.DOTALL)
_EXPANDED = re.compile(r"(?P<acronym>[^\s()]{2,20})\s*\((?P<name>[^()]*\s[^()]*)\)", re.DOTALL)
_ANNOUNCED = re.compile(rf"{any_of('announced')}:\s+(?=\S)")
# "CIRCWASTE - Kohti kiertotaloutta -hankkeessa kokeillaan …": a sentence that begins with the name.
_TOLD_OF = re.compile(
    r"(?P<name>\S.{2,120}?)\s?-\s?(?:hank\w+|projekti\w*|projektet|project)\s+[a-zåäö]\w+\s.*", re.DOTALL
)
_PART = re.compile(rf"{any_of('part_of_project')}\b", re.IGNORECASE)
_PREFIXED = re.compile(r"[A-ZÅÄÖ]{4,}(?=-[A-ZÅÄÖ][a-zåäö])")
_PROGRAMME = re.compile(r"(?P<programme>[^:]{2,60}):\s+(?P<name>\S.+)", re.DOTALL)
_REMARK = re.compile(rf"\s+-+\s+(?=[€\d]|\S*\s?{any_of('money_remark')}).*$", re.DOTALL)
_SUFFIX = re.compile(rf"(?:\s*-\s?|\s+){any_of('project_word')}$", re.IGNORECASE)
# "Etusivu > Hankkeet", "Home | News", "Mikä 6Aika?  Hankkeet  Rahoitus": where the page stands on its site.
_PATH = re.compile(r"\s[>»|\u203a→·]\s|(?:\S {2,}\S.*){2}|\s/\s.*\s/\s|\S\t+\S")
_TYPE_AND_NUMBER = re.compile(
    rf"[\wåäö -]*{any_of('project_word')}\s-\s\d{{3,}}|[\w.-]+\.(?:fi|com|org|eu|se|ax)", re.IGNORECASE
)
_PLURAL = re.compile(rf"(?:^|\s){any_of('plural_title')}$", re.IGNORECASE)
_JOINING = re.compile(rf"(?:\b{any_of('joining')}|[-,/&])$", re.IGNORECASE)
_MINUTES = re.compile(r"§|\d+\s?/\s?20\d\d|\d{1,2}\.\d{1,2}\.20\d\d$")  # of a board: "Hallitus 3 / 2017 20.03.2017"
_OWNER_WORDS, _TOLD, _DAY, _TOP = 5, 160, 10, 12
_LENGTH_WORDS = re.compile(rf"[\W\d]*(?:{any_of('length')}[\W\d]*)*", re.IGNORECASE)
_LEGAL_FORM = re.compile(rf" {any_of('company')}\b")
_LONGEST_ACRONYM, _LONGEST_HEADING, _LONGEST_OWNER = 20, 330, 80


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart.

    Attributes:
        whole: the title as written.
        name: the name without the acronym.
        acronym: or None.
        programme: the programme or strategy that the title begins with, or None.
    """

    whole: Span
    name: Span
    acronym: Span | None = None
    programme: Span | None = None


def split_title(whole: Span) -> Title:
    """Take a title apart: `AKKE - Name of it`, `Name of it (ABC)`, `Name of it ABC`, `6Aika: Name`."""
    whole = _bare(whole.strip('"'))
    announced = _ANNOUNCED.match(whole.plain)
    whole = whole.cut(announced.end()) if announced else whole
    told = _TOLD_OF.match(whole.plain)
    whole = whole.group(told, "name") if told else whole
    text = whole.plain
    match = _PROGRAMME.fullmatch(text)
    if match and is_programme(match["programme"].strip()):
        under = split_title(whole.group(match, "name"))
        return Title(whole, under.name, under.acronym, whole.group(match, "programme").strip())
    match = _BRACKETED.fullmatch(text) or _EXPANDED.fullmatch(text)
    if match and (sum(c.isupper() for c in match["acronym"]) > 1 or _is_brand(match["acronym"])):
        return Title(whole, whole.group(match, "name"), whole.group(match, "acronym"))
    match = _LEADING.fullmatch(text)
    if match and _is_short(match["acronym"], match["name"]):
        name = whole.group(match, "name").strip()
        inner = _BRACKETED.fullmatch(name.plain)
        if inner and fold(inner["acronym"]) == fold(match["acronym"]):
            name = name.group(inner, "name")
        return Title(whole, name, whole.group(match, "acronym"))
    match = _TRAILING.fullmatch(text)
    if match and not match["name"].isupper() and _is_trailing(match["name"], match["acronym"]):
        return Title(whole, whole.group(match, "name"), whole.group(match, "acronym"))
    match = _PREFIXED.match(text)
    return Title(whole, whole, whole.group(match) if match else None)


def _bare(whole: Span) -> Span:
    """Cut a full stop, a remark on money and "-hanke" from the end of a title."""
    whole = whole.cut(0, len(whole.plain.rstrip(". "))) if whole.plain.count(".") == 1 else whole
    for pattern in (_REMARK, _SUFFIX):
        match = pattern.search(whole.plain)
        if match and match.start() > 1:
            whole = whole.cut(0, match.start()).strip()
    return whole


def _is_trailing(name: str, acronym: str) -> bool:
    """Tell whether capitals at the end of a title are its short name, not a word of it ("… ja ICT", "… III")."""
    joined = _JOINING.search(name.strip())
    common = fold(acronym) in words("naming")["common"] or re.fullmatch(r"[IVX]+", acronym)
    return not joined and not common


def _is_brand(acronym: str) -> bool:
    """Tell whether one word in brackets at the end of a title can be a short name, and is no place."""
    code = re.fullmatch(r"[A-Z]{1,2}\d{4,}", acronym)
    return not code and re.fullmatch(r"[A-ZÅÄÖ]\w{2,11}", acronym) is not None and place_nominative(acronym) is None


def _is_short(acronym: str, name: str) -> bool:
    """Tell whether the words before a dash are a short name of what follows, not a name with a remark behind it.

    One word or two with capitals, and a name that begins with a capital; a word with capitals inside is short anyway.
    """
    words_of = acronym.split()
    if fold(acronym) in words("naming")["kinds"] or any(place_nominative(word) for word in words_of):
        return False
    if len(acronym) > _LONGEST_ACRONYM or _PART.match(name):
        return False
    marked = any(c.isupper() or c.isdigit() for c in acronym[1:].replace(" ", ""))
    if len(words_of) > 1:
        return name[:1].isupper() and (marked or all(word[:1].isupper() for word in words_of))
    return name[:1].isupper() or marked


def heading_title(headings: list[Span]) -> Span | None:
    """Choose the heading that names the project: the first that is no furniture, or a longer form of it below."""
    lines = [line for line in headings[:12] if can_head(line)]
    if not lines or len(lines[0].plain) > _LONGEST_HEADING:
        return None
    first = _before_dates(headings) or lines[0]
    for line in lines[1:8]:
        longer = re.match(rf"{re.escape(first.plain)}\s*(?:-|:|\()", line.plain, re.IGNORECASE)
        if longer and len(line.plain) < _LONGEST_HEADING and len(list(line.sentences())) == 1:
            return line
    return first


def _before_dates(headings: list[Span]) -> Span | None:
    """Return the title above a line that is only a period: what stands higher says of what kind the project is."""
    for position, line in enumerate(headings):
        days = any(len(period.first.value) == _DAY for period in find_periods(line.plain))
        if not position or not days or not is_date_line(line.plain) or re.match(r"[•*-]", line.plain):
            continue
        if can_head(headings[position - 1]) and len(headings[position - 1].plain) < _TOLD:
            return headings[position - 1]
        above = [other for other in headings[:position] if can_head(other)]
        short = all(len(other.plain) < _TOLD for other in headings[:position])
        return above[-1] if above and short and position < _TOP else None
    return None


def can_head(line: Span) -> bool:
    """Tell whether a line can be a title: no furniture, date, path of the site, name of its owner or programme."""
    text = line.plain
    if (_PLURAL.search(text) and len(text.split()) < _OWNER_WORDS) or _MINUTES.search(text):
        return False
    if (
        text.endswith(("!", "?"))
        or is_furniture(text)
        or is_date_line(text)
        or _PATH.search(line.quote)
        or _TYPE_AND_NUMBER.fullmatch(text)
    ):
        return False
    parts = [part.strip() for part in text.split(" / ")]
    if len(parts) > 1 and any(is_furniture(part) or place_nominative(part) for part in parts if part):
        return False
    last = text.split()[-1]
    owner = len(text.split()) < _OWNER_WORDS and (has_head(last) or last in words("naming")["owners"])
    owner = owner or text in _companies(line.page)
    programme = is_programme(text) or is_programme(text.title())
    return not owner and not programme and not place_nominative(text)


@lru_cache(maxsize=4)
def _companies(page: Page) -> frozenset[str]:
    """Return all words that stand right before the legal form of a company somewhere on a page."""
    ends = (match.start() for match in _LEGAL_FORM.finditer(page.plain))
    names = (page.plain[max(0, end - _LONGEST_OWNER) : end] for end in ends)
    return frozenset(name[edge.start() :] for name in names for edge in re.finditer(r"\b(?=\S)", name))


def is_date_line(line: str) -> bool:
    """Tell whether a line is only a date, a period or an amount."""
    if re.fullmatch(r"[\d\s.,:/€-]+", line):
        return True
    rest = line
    for date in reversed(find_dates(line)):
        rest = rest[: date.start] + rest[date.end :]
    return len(rest) < len(line) and _LENGTH_WORDS.fullmatch(rest) is not None


def say_title(draft: Draft, whole: Span, basis: Basis) -> Title:
    """State the name, the title and the acronym that a title holds."""
    title = split_title(whole)
    if is_empty(title.whole.words):
        return title
    language = language_of(title.name.plain, draft.language)
    draft.say(f"name_{language}", title.name.words, basis)
    if title.name != title.whole:
        draft.say("title", title.whole.words, basis)
    if title.acronym:
        draft.say("acronym", title.acronym.words, Basis(basis.quote, basis.rule + ":acronym", HEADING))
    return title


def acronym_in_text(draft: Draft, name: str, texts: list[Span]) -> None:
    """Read `Reframing City Districts (ReCiDi) hanke …`: the name with its acronym in brackets, in running text."""
    if draft.claims("acronym") or not name:
        return
    short = re.match(r"(?P<acronym>[A-ZÅÄÖ][\w-]{3,20})\s[-–—]+\s", name)
    if short:
        spoken = re.compile(rf"\b{re.escape(short['acronym'])}[\s-]*{any_of('project')}", re.IGNORECASE)
        for text in texts:
            match = spoken.search(text.plain)
            if match:
                basis = Basis(text.group(match), "phrase:acronym-of-title", PHRASE)
                draft.say("acronym", short["acronym"], basis)
                return
    plain = re.escape(" ".join(name.split())).replace(r"\ ", r"\s+")
    pattern = re.compile(rf"{plain}\s*\((?P<acronym>[^()\s]{{2,15}})\)")
    for text in texts:
        match = pattern.search(text.plain)
        if match and sum(c.isupper() for c in match["acronym"]) > 1:
            basis = Basis(text.group(match), "phrase:acronym-in-brackets", PHRASE)
            draft.say("acronym", match["acronym"], basis)
            return
