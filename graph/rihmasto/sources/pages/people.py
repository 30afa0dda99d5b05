"""Contact persons: name, position, organisation, e-mail and telephone, and what they answer for."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from rihmasto.model.identifiers import find_emails, find_phones
from rihmasto.model.wording import has_head, is_organisation, is_person, nominative
from rihmasto.names import fold, slug
from rihmasto.sources.pages.draft import Basis, Draft
from rihmasto.sources.pages.lexicon import any_of, is_empty, names_programme, place_nominative
from rihmasto.sources.pages.text import Span

_CAPITAL = r"[A-ZÅÄÖÉ][a-zåäöéü']+(?:-[A-ZÅÄÖ][a-zåäöé]+)*"
_PERSON = re.compile(rf"(?<![\w-]){_CAPITAL}(?: [A-ZÅÄÖ]\.)?(?: (?:von|af|de))?(?: {_CAPITAL}){{1,2}}(?![\w])")
_TOPIC = re.compile(
    rf"(?P<topic>[^:]{{1,200}}?):\s+(?P<person>{_CAPITAL}(?: {_CAPITAL}){{1,2}})\s*(?:,\s+|;\s*|\.?\s*$)", re.DOTALL
)
POSITION = re.compile(rf"\b\w*{any_of('position')}(?:n|en)?\b", re.IGNORECASE)
_LEADS_IN = re.compile(rf"(?:^|\s){any_of('lead_in')}$", re.IGNORECASE)
_NAME_OF_PROJECT = re.compile(rf"\s?-\s?{any_of('project')}|-")
_OF = re.compile(r"^(?:in|at|of|from|vid|på|hos|för|i)\s+(?:the\s+)?", re.IGNORECASE)
_LOCATIVE = re.compile(r"(?<=[A-ZÅÄÖ]{2})(?:ss[aä]|ll[aä])$")
_POSSESSIVE = re.compile(r"['’]s$")
_QUOTABLE, _NAME_PARTS, _LONGEST_DETAILS = 200, 6, 6000


@dataclass(frozen=True, slots=True)
class Details:
    """What is said of a contact besides the name.

    Attributes:
        role: concept of the vocabulary of roles.
        position: as the page writes it.
        organisation: whom the person represents.
        named: where the page names that organisation, when it is not beside the person.
        email: address.
        phone: number.
        work_package: reference, or "".
    """

    role: str = "contact-person"
    position: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    work_package: str = ""
    named: Span | None = None


def organisation_of(hole: Span | None) -> str:
    """Return the organisation inside a label: "Yhteyshenkilöt Turku Science Park Oy:ssä", "Contact person in …"."""
    if hole is None:
        return ""
    name = nominative(_OF.sub("", hole.words))
    if fold(name) == fold(hole.words):
        name = _LOCATIVE.sub("", _POSSESSIVE.sub("", name))
    if has_head(name.removesuffix("s")) and not has_head(name):
        name = name.removesuffix("s")  # "Vasa universitets andel"
    return name if is_organisation(name) and name[:1].isupper() else ""


def say_contact(draft: Draft, name: str, details: Details, basis: Basis) -> None:
    """State a contact of the project, or of a work package of it."""
    if not (name or details.email or details.phone) or not draft.sound(name + details.position, basis.quote):
        return
    person = draft.add("person", (name,), basis, name=name) if name else ""
    given = {
        "position": details.position, "email": details.email, "phone": details.phone,
        "work_package": details.work_package,
    }  # fmt: skip
    values = {column: value for column, value in given.items() if value and not is_empty(value)}
    identity = (name or details.email or details.phone, details.work_package)
    ref = draft.add("contact", identity, basis, project=draft.ref, role=details.role, person=person, **values)
    if details.organisation and not is_empty(details.organisation):
        named = basis.quoting(details.named) if details.named else basis
        draft.borrow(ref, "organisation", details.organisation, named)


def with_addresses(details: Details, behind: Span) -> Details:
    """Return details with the e-mail and telephone that stand behind a name."""
    emails, phones = find_emails(behind.plain), find_phones(behind.plain)
    return replace(details, email=emails[0].value if emails else "", phone=phones[0].value if phones else details.phone)


def topics(value: Span) -> list[tuple[Span, Span]]:
    """Read `Topic: Person, Topic: Person`: which person answers for what."""
    value = value.cut(0, min(_LONGEST_DETAILS, value.end - value.start))
    return [(value.group(m, "topic").strip(",;."), value.group(m, "person")) for m in _TOPIC.finditer(value.plain)]


def find_persons(text: Span) -> list[Span]:
    """Find names of persons in a text of contact details."""
    found = []
    text = text.cut(0, min(_LONGEST_DETAILS, text.end - text.start))
    for match in _PERSON.finditer(text.plain):
        span = text.group(match)
        position = POSITION.match(span.plain)
        if position and " " in span.plain[position.end() :].strip():
            span = span.cut(position.end()).strip()
        if names_programme(span.plain):
            continue
        named = (
            is_person(span.plain) and not POSITION.search(span.plain) and not place_nominative(span.plain.split()[-1])
        )
        if named and _stands_alone(text, span):
            found.append(span)
    return found


def _stands_alone(text: Span, span: Span) -> bool:
    """Tell whether a name is no part of a longer one: what stands beside it ends or begins something."""
    before = text.plain[: span.start - text.start].rstrip(" ")
    after = text.plain[span.end - text.start :]
    if _NAME_OF_PROJECT.match(after):
        return False
    return (
        not before
        or before[-1] in ",;:/(|\n•-*.&"
        or bool(_LEADS_IN.search(before))
        or bool(POSITION.search(before.split()[-1]))
    )


def read_contacts(draft: Draft, value: Span, details: Details, basis: Basis) -> bool:
    """Read contact details in any order; return whether there were any.

    A name begins a contact; e-mail and telephone belong to the person whose name they hold, else to the one before.
    """
    value = value.cut(0, min(_LONGEST_DETAILS, value.end - value.start))
    persons = find_persons(value)
    emails = [(value.cut(e.start, e.end), e.value) for e in find_emails(value.plain)]
    for position, person in enumerate(persons):
        end = persons[position + 1].start if position + 1 < len(persons) else value.end
        block = Span(value.page, person.start, end)
        before = value.page.plain[max(value.start, person.start - 40) : person.start]
        phones = find_phones(block.plain)
        found = Details(
            details.role,
            _position(block, before.rsplit("\n", 1)[-1] if position else before) or details.position,
            details.organisation or _organisation(block, person),
            _email_for(person.plain, emails, block),
            phones[0].value if phones else "",
            named=details.named,
        )
        near = basis.quote.end >= block.end and basis.quote.end - basis.quote.start < _QUOTABLE
        say_contact(draft, person.words, found, basis if near else basis.quoting(block.strip(",;")))
    if not persons:
        for span, email in emails:
            _email_alone(draft, email, details, basis if basis.quote else basis.quoting(span))
    return bool(persons or emails)


def _email_alone(draft: Draft, email: str, details: Details, basis: Basis) -> None:
    """An e-mail without a name belongs to a person named elsewhere, else to nobody in particular."""
    contacts = draft.rows("contact")
    people = dict(draft.rows("person"))
    for ref, values in contacts:
        name = people.get(values.get("person", ""), {}).get("name", "")
        if name and "email" not in values and (_fits(name, email) or len(contacts) == 1):
            draft.note(ref, "email", email, basis)
            return
    say_contact(
        draft, "", Details(details.role, organisation=details.organisation, email=email, named=details.named), basis
    )


@lru_cache(maxsize=256)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(slug(name).split("-"))


def _fits(name: str, email: str) -> bool:
    parts = _parts(name)
    return any(len(part) > 2 and part in parts for part in re.split(r"[._@-]", email))  # noqa: PLR2004


def _email_for(name: str, emails: list[tuple[Span, str]], block: Span) -> str:
    for _, email in emails:
        if _fits(name, email):
            return email
    return next((email for span, email in emails if block.start <= span.start < block.end), "")


def _position(block: Span, before: str) -> str:
    """Return the position: in brackets, on the next line, after a comma, or right before the name."""
    for piece in re.split(r"[\n,;()|/]| - | vid | på | at ", block.plain):
        if POSITION.search(piece) and not find_emails(piece) and len(piece.split()) <= _NAME_PARTS:
            return " ".join(piece.split())
    last = re.split(r"[\n,;.:()]", before)[-1]
    match = POSITION.search(last)
    return " ".join(last[match.start() :].split()) if match else ""


def _organisation(block: Span, person: Span) -> str:
    rest = block.plain[person.end - block.start :]
    for piece in re.split(r"[\n,;()|]|\s/\s| vid | på | at (?:the )?", rest):
        name = " ".join(piece.split()).strip(" .:-/")
        if has_head(name) and is_organisation(name) and name[:1].isupper() and not POSITION.search(name):
            return nominative(name)
    return ""
