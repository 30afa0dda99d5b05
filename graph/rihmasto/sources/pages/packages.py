"""Work packages: numbered lists that a page calls so, who is responsible for each, and who answers for it."""

import re
from dataclasses import replace
from difflib import SequenceMatcher

from rihmasto.model.wording import has_head, is_organisation, nominative, split_names, tidy
from rihmasto.names import fold
from rihmasto.sources.pages.draft import PHRASE, Basis, Draft
from rihmasto.sources.pages.lexicon import any_of, language_of
from rihmasto.sources.pages.people import Details, find_persons, say_contact, topics, with_addresses
from rihmasto.sources.pages.text import Span

_HEADING = re.compile(any_of("packages"), re.IGNORECASE)
_TAKES_PART = re.compile(
    rf"(?P<who>[A-ZÅÄÖ][\w ]+?) {any_of('takes_part')} .*{any_of('packages')}[^:]*:$", re.IGNORECASE
)
_ITEM = re.compile(r"(?:[•*-]\s*)?(?P<number>\d{1,2})\s*[.):]\s*(?P<rest>\S.*)")
_NAMED = re.compile(
    rf"(?:[•*-]\s*)?{any_of('package_prefix')}\s?(?P<number>\d{{1,2}})\s*"
    r"(?:[:.)]+|\s-|(?=\s[\"A-ZÅÄÖ]))\s*(?P<rest>\S.*)",
    re.IGNORECASE,
)
_CUT = re.compile(rf"\s*:+\s+|\.\s+|\s+-+\s+|,\s+(?={any_of('responsible')})")
_RESPONSIBLE = re.compile(rf"^{any_of('responsible')}\w*\s*:?\s*", re.IGNORECASE)
_CONTACT = re.compile(rf"[.,;]?\s*(?i:{any_of('contact')})\s*:\s*(?P<person>[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)+)\s*\.?$")
_LEADING_IN = re.compile(rf"[.,;(]?\s*\b{any_of('responsible')}\w*$", re.IGNORECASE)
_BRACKET_WORDS = 4
_SAME, _HEADING_LENGTH, _PARTY_WORDS, _TITLE_LENGTH = 0.85, 60, 8, 110


def read_packages(draft: Draft, lines: list[Span]) -> set[int]:
    """Read the work packages among the lines of a page.

    Returns:
        offsets of the lines that belong to the list.
    """
    taken: set[int] = set()
    listing, expected = False, 1
    for position, line in enumerate(lines):
        text = line.plain
        named = _NAMED.fullmatch(text)
        item = named or (_ITEM.fullmatch(text) if listing else None)
        part = _TAKES_PART.fullmatch(text)
        if item and (named or int(item["number"]) == expected):
            _package(draft, line, line.group(item, "rest"), int(item["number"]))
            taken.add(line.start)
            expected = int(item["number"]) + 1
        elif part and not (lines[position + 1 :] and _ITEM.fullmatch(lines[position + 1].plain)):
            taken |= _titled(draft, lines[position + 1 :], line.group(part, "who"))
        elif _HEADING.search(text) and (text.rstrip().endswith(":") or len(text) < _HEADING_LENGTH):
            listing, expected = True, 1
            taken.add(line.start)
        elif item or not text[:1].islower():
            listing = False
    return taken


def _titled(draft: Draft, lines: list[Span], party: Span) -> set[int]:
    """Read packages without numbers, each a short title with a sentence below it; who takes part was said before."""
    taken: set[int] = set()
    for title, below in zip(lines[::2], lines[1::2], strict=False):
        if len(title.plain) > _TITLE_LENGTH or title.plain.endswith((".", ":")) or not below.plain.endswith("."):
            break
        basis = Basis(title, "list:titled-work-packages", PHRASE)
        ref = _say(draft, title, "", basis)
        _responsible(draft, ref, [nominative(party.words)], basis, basis.quoting(party))
        taken.add(title.start)
    return taken


def _package(draft: Draft, line: Span, rest: Span, number: int) -> None:
    person = _CONTACT.search(rest.plain)
    title, parties = _parted(rest.cut(0, person.start()) if person else rest)
    if draft.sound(title.words, line):
        basis = Basis(line, "list:work-packages")
        ref = _say(draft, title, str(number), basis)
        _responsible(draft, ref, parties, basis)
        if person:
            say_contact(draft, rest.group(person, "person").words, Details(work_package=ref), basis)


def _say(draft: Draft, title: Span, number: str, basis: Basis) -> str:
    return draft.add(
        "work_package", (number, title.words), basis,
        project=draft.ref, number=number, title=title.words, language=language_of(title.plain, draft.language),
    )  # fmt: skip


def _responsible(draft: Draft, package: str, parties: list[str], basis: Basis, named: Basis | None = None) -> None:
    for party in parties:
        ref = draft.add(
            "participation", (package, party), basis,
            project=draft.ref, work_package=package, role="responsible-for-work-package",
        )  # fmt: skip
        draft.borrow(ref, "organisation", party, named or basis)


def _parted(rest: Span) -> tuple[Span, list[str]]:
    """Part `Title: Party and Party`, `Title. Party`, `Title (Party)`; without parties the whole is the title."""
    text = rest.plain.rstrip()
    cuts = [(match.start(), match.end(), text[match.end() :]) for match in _CUT.finditer(text)]
    bracket = re.search(r"\s*\((?P<inside>[^()]+)\)\.?$", text)
    if bracket and (_RESPONSIBLE.match(bracket["inside"]) or _fits_bracket(bracket["inside"])):
        cuts.append((bracket.start(), bracket.end(), bracket["inside"]))
    for start, _, tail in sorted(cuts, reverse=True):
        names = [nominative(tidy(name.name)) for name in split_names(_RESPONSIBLE.sub("", tail))]
        bracketed = bracket is not None and start == bracket.start()
        loosely = bracketed or (len(names) > 1 and any(_is_party(name) for name in names))
        if names and all(_is_party(name) or (loosely and _is_short_party(name)) for name in names):
            title = rest.cut(0, start).strip(",;:")
            leading = _LEADING_IN.search(title.plain)
            return (title.cut(0, leading.start()) if leading else title).strip(',;:."'), names
    return rest.strip("."), []


def _fits_bracket(inside: str) -> bool:
    """Tell whether words in brackets can be parties: one short name, or several; a long one repeats the title."""
    names = [name.name for name in split_names(inside)]
    return len(inside.split()) <= _BRACKET_WORDS or (len(names) > 1 and all(has_head(name) for name in names))


def _is_short_party(name: str) -> bool:
    """Tell whether words in brackets behind a title can be a short name of an organisation ("Arcada", "WUR")."""
    return is_organisation(name) and name[:1].isupper() and len(name.split()) <= _BRACKET_WORDS and not name.isdigit()


def _is_party(name: str) -> bool:
    short = len(name.split()) <= _PARTY_WORDS
    return short and has_head(name) and is_organisation(name) and name[:1].isupper() and not name.endswith("minen")


def _key(title: str) -> str:
    return re.sub(r"[^a-zåäö0-9]", "", fold(title))


def package_named(draft: Draft, topic: str) -> str:
    """Return the reference of the work package that a topic names, also when spelt a little otherwise, or ""."""
    wanted, best, found = _key(topic), 0.0, ""
    for ref, values in draft.rows("work_package"):
        title = _key(values["title"])
        ratio = 1.0 if title == wanted else SequenceMatcher(None, wanted, title).ratio()
        if re.fullmatch(rf"(?:wp|tp|ap|työpaketti|workpackage|arbetspaket){values.get('number', '-')}", wanted):
            ratio = 1.0
        if ratio > best:
            best, found = ratio, ref
    return found if best >= _SAME else ""


def read_topics(draft: Draft, value: Span, rule: str, said: Details) -> bool:
    """Read `Topic: Person, Topic: Person` and tie each person to the work package of the topic."""
    found = topics(value)
    tied = any(package_named(draft, topic.words) for topic, _ in found)
    if not tied and len(find_persons(value)) > len(found):
        return False  # not all persons have a topic: they are read one by one
    for topic, person in found:
        package = package_named(draft, topic.words)
        details = replace(said, work_package=package, position=said.position if package else topic.words)
        following = min([p.start for _, p in found if p.start > person.end], default=value.end)
        details = with_addresses(details, Span(value.page, person.end, following))
        say_contact(draft, person.words, details, Basis(topic.to(person), rule))
    return bool(found)
