"""The name, acronym and title of a project."""

import re
from dataclasses import dataclass

from rihmasto.names import fold
from rihmasto.sources.pages.draft import HEADING, LABEL, PHRASE, Draft
from rihmasto.sources.pages.lexicon import is_empty, is_furniture, language_of, programmes
from rihmasto.sources.pages.text import Span

_SHORT = r"[A-Za-zÅÄÖåäö0-9][\w+&!./]*(?:-[A-Z0-9]\w*)?"
_LEADING = re.compile(
    rf"(?P<acronym>{_SHORT}|(?:[A-Z][\w+.]* )[A-Z0-9][\w.+]*)(?:\s+-+\s+|:\s+|-\s+(?=[A-ZÅÄÖ]))(?P<name>\S.+)",
    re.DOTALL,
)
_TRAILING = re.compile(r"(?P<name>\S.{12,}?)\s+\(?(?P<acronym>[A-ZÅÄÖ]{3,}[\w+-]*(?: ?\d(?:\.\d)?)?)\)?", re.DOTALL)
_BRACKETED = re.compile(r"(?P<name>\S.*?)\s*\((?P<acronym>[^()\s]{2,20}(?: [\d.]+)?)\)", re.DOTALL)
_EXPANDED = re.compile(r"(?P<acronym>[^\s()]{2,20})\s*\((?P<name>[^()]*\s[^()]*)\)", re.DOTALL)
_PROGRAMME = re.compile(r"(?P<programme>[^:]{2,60}):\s+(?P<name>\S.+)", re.DOTALL)
_GENERIC = {"hanke", "projekti", "projekt", "project", "uutinen", "nyhet", "news", "hankkeet", "tapahtuma", "eu-hanke"}
_SUFFIX = re.compile(r"\s*-?\s?(?:hanke|projekti|projekt|project)$", re.IGNORECASE)


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


def _is_programme(text: str) -> bool:
    return any(p.match.fullmatch(text) for p in programmes())


def split_title(whole: Span) -> Title:
    """Take a title apart: `AKKE - Name of it`, `Name of it (ABC)`, `Name of it ABC`, `6Aika: Name`."""
    whole = whole.strip().strip(".")
    text = whole.plain
    match = _PROGRAMME.fullmatch(text)
    if match and _is_programme(match["programme"].strip()):
        return Title(whole, whole.group(match, "name"), None, whole.group(match, "programme").strip())
    match = _BRACKETED.fullmatch(text) or _EXPANDED.fullmatch(text)
    if match and sum(c.isupper() for c in match["acronym"]) > 1:
        return Title(whole, whole.group(match, "name"), whole.group(match, "acronym"))
    match = _LEADING.fullmatch(text)
    if match and fold(match["acronym"]) not in _GENERIC and _is_short(match["acronym"], match["name"]):
        name = whole.group(match, "name").strip()
        inner = _BRACKETED.fullmatch(name.plain)
        if inner and fold(inner["acronym"]) == fold(match["acronym"]):
            name = name.group(inner, "name")
        return Title(whole, name, whole.group(match, "acronym"))
    match = _TRAILING.fullmatch(text)
    if match and not match["name"].isupper():
        return Title(whole, whole.group(match, "name"), whole.group(match, "acronym"))
    return Title(whole, whole)


def _is_short(acronym: str, name: str) -> bool:
    """Tell whether the words before a dash are a short name of what follows, and not a name followed by a remark."""
    one = " " not in acronym
    begins_name = name[:1].isupper() or name[:1].isdigit() or (one and any(c.isupper() for c in acronym[1:]))
    return begins_name and len(acronym) <= 20 and not re.match(r"[€\d]", name)  # noqa: PLR2004


def heading_title(headings: list[Span]) -> Span | None:
    """Choose the heading that names the project: the first that is no furniture, or a longer form of it below."""
    lines = [line for line in headings[:12] if not is_furniture(line.plain)]
    if not lines:
        return None
    first = lines[0]
    for line in lines[1:4]:
        if re.match(rf"{re.escape(first.plain)}\s*(?:-|:|\()", line.plain, re.IGNORECASE) and len(line.plain) < 250:  # noqa: PLR2004
            return line
    return first


def say_title(draft: Draft, whole: Span, quote: Span, rule: str, confidence: float = LABEL) -> Title:
    """State the name, the title and the acronym that a title holds."""
    title = split_title(whole)
    if is_empty(title.whole.words):
        return title
    language = language_of(title.name.plain, draft.language)
    draft.say(f"name_{language}", title.name.words, quote, rule, confidence)
    if title.name != title.whole:
        draft.say("title", title.whole.words, quote, rule, confidence)
    if title.acronym:
        draft.say("acronym", title.acronym.words, quote, rule + ":acronym", min(confidence, HEADING))
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
            draft.say("acronym", match["acronym"], text.group(match), "phrase:acronym-in-brackets", PHRASE)
            return


def without_suffix(span: Span) -> Span:
    """Cut "-hanke", "project"… from the end of a name."""
    match = _SUFFIX.search(span.plain)
    return span.cut(0, match.start()).strip("-") if match and match.start() > 1 else span
