"""The name, acronym and title of a project, when a label or a heading gives them."""

import re
from dataclasses import dataclass

from rihmasto.names import fold
from rihmasto.sources.pages.draft import HEADING, PHRASE, Basis, Draft
from rihmasto.sources.pages.lexicon import is_empty, is_furniture, language_of, place_nominative, programmes, words
from rihmasto.sources.pages.text import Span

_SHORT = r"[A-Za-zÅÄÖåäö0-9][\w+&!./]*(?:-[A-Z0-9]\w*)?"
_LEADING = re.compile(
    rf"(?P<acronym>{_SHORT}|(?:[A-Z][\w+.]* )[A-Z0-9][\w.+]*)(?:\s+-+\s+|:\s+|-\s+(?=[A-ZÅÄÖ]))(?P<name>\S.+)",
    re.DOTALL,
)
_TRAILING = re.compile(r"(?P<name>\S.{12,}?)(?:\s+-+)?\s+(?P<acronym>[A-ZÅÄÖ]{3,}[\w+-]*(?: ?\d(?:\.\d)?)?)", re.DOTALL)
_BRACKETED = re.compile(r"(?P<name>\S.*?)\s*\((?P<acronym>[^()\s]{2,20}(?: [\d.]+)?)\)", re.DOTALL)
_EXPANDED = re.compile(r"(?P<acronym>[^\s()]{2,20})\s*\((?P<name>[^()]*\s[^()]*)\)", re.DOTALL)
_PREFIXED = re.compile(r"[A-ZÅÄÖ]{4,}(?=-[A-ZÅÄÖ][a-zåäö])")
_PROGRAMME = re.compile(r"(?P<programme>[^:]{2,60}):\s+(?P<name>\S.+)", re.DOTALL)
_REMARK = re.compile(r"\s+-+\s+(?=[€\d]|\S*\s?(?:stöd|tuki|funding|rahoitus|bidrag|million|miljoon)).*$", re.DOTALL)
_SUFFIX = re.compile(r"\s*-\s?(?:hanke|projekti|projekt|project)$|\s+(?:project|projekti|hanke)$", re.IGNORECASE)
_GENERIC = {"hanke", "projekti", "projekt", "project", "uutinen", "nyhet", "news", "hankkeet", "tapahtuma", "eu-hanke"}
_LONGEST_ACRONYM, _LONGEST_HEADING = 20, 330


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
    text = whole.plain
    match = _PROGRAMME.fullmatch(text)
    if match and any(p.match.fullmatch(match["programme"].strip()) for p in programmes()):
        return Title(whole, whole.group(match, "name"), None, whole.group(match, "programme").strip())
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
    joined = re.search(r"(?:\b(?:ja|and|och|of|for|in|sekä|med|för|i)|[-,/&])$", name.strip(), re.IGNORECASE)
    common = fold(acronym) in words("naming")["common"] or re.fullmatch(r"[IVX]+", acronym)
    return not joined and not common


def _is_brand(acronym: str) -> bool:
    """Tell whether one word in brackets at the end of a title can be a short name, and is no place."""
    return re.fullmatch(r"[A-ZÅÄÖ]\w{2,11}", acronym) is not None and place_nominative(acronym) is None


def _is_short(acronym: str, name: str) -> bool:
    """Tell whether the words before a dash are a short name of what follows, not a name with a remark behind it."""
    if fold(acronym) in _GENERIC or len(acronym) > _LONGEST_ACRONYM or place_nominative(acronym):
        return False
    if " " in acronym:
        return re.search(r"[A-Z]{2,}|\d", acronym) is not None and name[:1].isupper()
    return name[:1].isupper() or any(c.isupper() for c in acronym[1:])


def heading_title(headings: list[Span]) -> Span | None:
    """Choose the heading that names the project: the first that is no furniture, or a longer form of it below."""
    lines = [line for line in headings[:12] if not is_furniture(line.plain) and not is_date_line(line.plain)]
    if not lines or len(lines[0].plain) > _LONGEST_HEADING:
        return None
    first = lines[0]
    for line in lines[1:4]:
        longer = re.match(rf"{re.escape(first.plain)}\s*(?:-|:|\()", line.plain, re.IGNORECASE)
        if longer and len(line.plain) < _LONGEST_HEADING:
            return line
    return first


def is_date_line(line: str) -> bool:
    """Tell whether a line is only a date, a period or an amount."""
    return re.fullmatch(r"[\d\s.,:/€-]+", line) is not None


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
    plain = re.escape(" ".join(name.split())).replace(r"\ ", r"\s+")
    pattern = re.compile(rf"{plain}\s*\((?P<acronym>[^()\s]{{2,15}})\)")
    for text in texts:
        match = pattern.search(text.plain)
        if match and sum(c.isupper() for c in match["acronym"]) > 1:
            basis = Basis(text.group(match), "phrase:acronym-in-brackets", PHRASE)
            draft.say("acronym", match["acronym"], basis)
            return
