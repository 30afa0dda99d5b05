"""Work packages: numbered lists that a page calls so, who is responsible for each, and who answers for it."""

import re
from difflib import SequenceMatcher

from rihmasto.model.wording import has_head, is_organisation, nominative, split_names
from rihmasto.names import fold
from rihmasto.sources.pages.draft import LABEL, Draft
from rihmasto.sources.pages.lexicon import language_of
from rihmasto.sources.pages.people import say_contact, topics
from rihmasto.sources.pages.text import Span

_HEADING = re.compile(r"työpaket|osahankke(?:et|iden)|arbetspaket|work ?packages|spearhead packages", re.IGNORECASE)
_PREFIX = r"(?:WP|TP|AP|Työpaketti|Work ?package|Arbetspaket|Osahanke)"
_ITEM = re.compile(r"(?P<number>\d{1,2})\s*[.):]\s+(?P<rest>\S.*)")
_NAMED = re.compile(rf"(?:[•*-]\s*)?{_PREFIX}\s?(?P<number>\d{{1,2}})\s*(?:[:.)]|\s-)\s*(?P<rest>\S.*)", re.IGNORECASE)
_SAME = 0.85


def read_packages(draft: Draft, lines: list[Span]) -> set[int]:
    """Read the work packages among the lines of a page.

    Returns:
        offsets of the lines that belong to the list.
    """
    taken: set[int] = set()
    listing = False
    expected = 1
    for line in lines:
        text = line.plain
        named = _NAMED.fullmatch(text)
        item = named or (_ITEM.fullmatch(text) if listing else None)
        if item and (named or int(item["number"]) == expected):
            _package(draft, line, line.group(item, "rest"), int(item["number"]))
            taken.add(line.start)
            expected = int(item["number"]) + 1
        elif _HEADING.search(text) and (text.rstrip().endswith(":") or len(text) < 60):  # noqa: PLR2004
            listing, expected = True, 1
            taken.add(line.start)
        elif item or (listing and not text[:1].islower()):
            listing = False
    return taken


def _package(draft: Draft, line: Span, rest: Span, number: int) -> None:
    title, parties = _responsible(rest)
    rule = "list:work-packages"
    if not draft.sound(title.words, line):
        return
    ref = draft.add(
        "work_package",
        (str(number), title.words),
        draft.claim("project", draft.ref, line, rule),
        draft.claim("number", str(number), line, rule),
        draft.claim("title", title.words, line, rule),
        draft.claim("language", language_of(title.plain, draft.language), line, rule),
    )
    for party in parties:
        draft.add(
            "participation",
            (ref, party),
            draft.claim("project", draft.ref, line, rule),
            draft.claim("work_package", ref, line, rule),
            draft.claim("organisation", party, line, rule),
            draft.claim("role", "responsible-for-work-package", line, rule),
        )


def _responsible(rest: Span) -> tuple[Span, list[str]]:
    """Part `Title: Party and Party`, `Title. Party`, `Title (Party)`; without parties the whole is the title."""
    text = (
        rest.plain.rstrip(" .") if not rest.plain.rstrip().endswith(("Ltd.", "r.f.", "Inc.")) else rest.plain.rstrip()
    )
    cuts = [(m.start(), m.end()) for m in re.finditer(r"\s*:\s+|\.\s+|\s+-\s+|,\s+(?=vastuu)", text)]
    bracket = re.search(r"\s*\((?P<inside>[^()]+)\)$", text)
    if bracket:
        cuts.insert(0, (bracket.start(), bracket.start("inside")))
    for start, end in sorted(cuts, reverse=True):
        tail = text[end:].rstrip(")") if bracket and start == bracket.start() else text[end:]
        tail = re.sub(r"^(?:vastuutahot?|vastuu|responsible|ansvarig)\w*\s*:?\s*", "", tail)
        names = [nominative(name.name) for name in split_names(tail)]
        if names and all(_party(name) for name in names):
            return rest.cut(0, start).strip(",;:"), names
    return rest.strip("."), []


def _party(name: str) -> bool:
    return (
        has_head(name)
        and is_organisation(name)
        and name[:1].isupper()
        and len(name.split()) <= 8
        and not name.endswith("minen")
    )  # noqa: PLR2004


def _key(title: str) -> str:
    return re.sub(r"[^a-zåäö0-9]", "", fold(title))


def package_named(draft: Draft, topic: str) -> str:
    """Return the reference of the work package that a topic names, also when spelt a little otherwise, or ""."""
    wanted, best, found = _key(topic), 0.0, ""
    for key, claims in draft.rows("work_package"):
        title = _key(next(c.value for c in claims if c.column == "title"))
        ratio = 1.0 if title == wanted else SequenceMatcher(None, wanted, title).ratio()
        number = next(c.value for c in claims if c.column == "number")
        if re.fullmatch(rf"(?:wp|tp|ap|työpaketti|workpackage|arbetspaket){number}", wanted):
            ratio = 1.0
        if ratio > best:
            best, found = ratio, key
    return "#" + found if best >= _SAME else ""


def read_topics(draft: Draft, value: Span, rule: str, organisation: str) -> bool:
    """Read `Topic: Person, Topic: Person` and tie each person to the work package of the topic."""
    found = topics(value)
    for topic, person in found:
        package = package_named(draft, topic.words)
        say_contact(
            draft, topic.to(person), rule, name=person.words, organisation=organisation, work_package=package,
            position="" if package else topic.words, confidence=LABEL,
        )  # fmt: skip
    return bool(found)
