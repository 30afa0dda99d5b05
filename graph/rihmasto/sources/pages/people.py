"""Contact persons: name, position, organisation, e-mail and telephone, and what they answer for."""

import re

from rihmasto.model.identifiers import find_emails, find_phones, find_web_addresses
from rihmasto.model.wording import has_head, is_organisation, is_person, nominative
from rihmasto.names import fold, slug
from rihmasto.sources.pages.draft import LABEL, Draft
from rihmasto.sources.pages.lexicon import is_empty
from rihmasto.sources.pages.text import Span

_CAPITAL = r"[A-ZÅÄÖÉ][a-zåäöéü']+(?:-[A-ZÅÄÖ][a-zåäöé]+)*"
_PERSON = re.compile(rf"(?<![\w-]){_CAPITAL}(?: [A-ZÅÄÖ]\.)?(?: (?:von|af|de) )?(?: {_CAPITAL}){{1,2}}(?![\w])")
_TOPIC = re.compile(
    rf"(?P<topic>[^:]+?):\s+(?P<person>{_CAPITAL}(?: {_CAPITAL}){{1,2}})\s*(?:,\s+|;\s*|\.?\s*$)", re.DOTALL
)
POSITION = re.compile(
    r"\b\w*(?:päällikkö|johtaja|koordinaattori|asiantuntija|vastaava|sihteeri|tutkija|professori|lehtori|suunnittelija|insinööri"
    r"|manager|director|coordinator|professor|researcher|specialist|adviser|advisor|officer|leader|expert|planner"
    r"|ledare|chef|koordinator|sakkunnig|planerare|forskare|lektor|ansvarig|sekreterare)\b",
    re.IGNORECASE,
)
_OF = re.compile(r"^(?:in|at|of|from|vid|på|hos|för|from)\s+(?:the\s+)?", re.IGNORECASE)
_INESSIVE = re.compile(r"(?<=[A-ZÅÄÖa-zåäö])(?:ss[aä]|ll[aä])$")


def organisation_of(hole: Span | None) -> str:
    """Return the organisation inside a label: "Yhteyshenkilöt Turku Science Park Oy:ssä", "Contact person in …"."""
    if hole is None:
        return ""
    name = nominative(_OF.sub("", hole.words))
    if fold(name) == fold(hole.words) and re.search(r"[A-ZÅÄÖ]{2,}ss[aä]$", name):
        name = _INESSIVE.sub("", name)
    return name if is_organisation(name) and name[:1].isupper() else ""


def say_contact(  # noqa: PLR0913 - the sides of one contact
    draft: Draft, quote: Span, rule: str, *, name: str = "", role: str = "contact-person", position: str = "", organisation: str = "",
    email: str = "", phone: str = "", work_package: str = "", confidence: float = LABEL,
) -> None:  # fmt: skip
    """State a contact of the project, or of a work package of it."""
    if not (name or email or phone) or not draft.sound(name + position, quote):
        return
    claims = [
        draft.claim("project", draft.ref, quote, rule, confidence),
        draft.claim("role", role, quote, rule, confidence),
    ]
    if name:
        person = draft.add("person", (name,), draft.claim("name", name, quote, rule, confidence))
        claims.append(draft.claim("person", person, quote, rule, confidence))
    given = {
        "position": position,
        "organisation": organisation,
        "email": email,
        "phone": phone,
        "work_package": work_package,
    }
    claims += [
        draft.claim(column, value, quote, rule, confidence)
        for column, value in given.items()
        if value and not is_empty(value)
    ]
    draft.add("contact", (name or email or phone, work_package), *claims)


def topics(value: Span) -> list[tuple[Span, Span]]:
    """Read `Topic: Person, Topic: Person`: which person answers for what."""
    return [(value.group(m, "topic").strip(",;."), value.group(m, "person")) for m in _TOPIC.finditer(value.plain)]


def find_persons(text: Span) -> list[Span]:
    """Find names of persons in a text of contact details."""
    found = []
    for match in _PERSON.finditer(text.plain):
        span = text.group(match)
        if is_person(span.plain) and not POSITION.search(span.plain):
            found.append(span)
    return found


def read_contacts(
    draft: Draft, value: Span, quote: Span, rule: str, *, role: str = "contact-person", organisation: str = ""
) -> bool:
    """Read contact details in any order; return whether there were any.

    A name begins a contact; e-mail and telephone belong to the person whose name they hold, else to the one before.
    """
    persons = find_persons(value)
    emails = [(value.cut(e.start, e.end), e.value) for e in find_emails(value.plain)]
    if not persons:
        return _without_names(draft, value, emails, quote, rule, role, organisation)
    for position, person in enumerate(persons):
        end = persons[position + 1].start if position + 1 < len(persons) else value.end
        block = Span(value.page, person.start, end)
        email = _email_for(person.plain, emails, block)
        phones = find_phones(block.plain)
        before = value.page.plain[max(value.start, person.start - 40) : person.start]
        title = _position(block, before if not position or "\n" not in before else before.rsplit("\n", 1)[-1])
        say_contact(
            draft, quote if quote.end >= block.end and quote.end - quote.start < 200 else block.strip(",;"), rule,  # noqa: PLR2004
            name=person.words, role=role, position=title, organisation=organisation or _organisation(block, person),
            email=email, phone=phones[0].value if phones else "",
        )  # fmt: skip
    return True


def _without_names(  # noqa: PLR0913
    draft: Draft, value: Span, emails: list[tuple[Span, str]], quote: Span, rule: str, role: str, organisation: str
) -> bool:
    """E-mails without a name: of a person named elsewhere, else of nobody in particular."""
    for span, email in emails:
        for _, claims in draft.rows("contact"):
            held = {c.column: c.value for c in claims}
            name = draft.records[held["person"][1:]][1][0].value if "person" in held else ""
            if name and "email" not in held and (_fits(name, email) or len(draft.rows("contact")) == 1):
                claims.append(draft.claim("email", email, quote, rule))
                break
        else:
            say_contact(draft, quote if quote else span, rule, role=role, email=email, organisation=organisation)
    return bool(emails) and not find_web_addresses(value.plain)


def _fits(name: str, email: str) -> bool:
    local = re.split(r"[._@]", email)
    return any(len(part) > 2 and part in slug(name).split("-") for part in local)  # noqa: PLR2004


def _email_for(name: str, emails: list[tuple[Span, str]], block: Span) -> str:
    for _, email in emails:
        if _fits(name, email):
            return email
    inside = [email for span, email in emails if block.start <= span.start < block.end]
    return inside[0] if inside else ""


def _position(block: Span, before: str) -> str:
    """Return the position: in brackets, on the next line, after a comma, or right before the name."""
    for piece in re.split(r"[\n,;()|/]| - ", block.plain):
        if POSITION.search(piece) and not find_emails(piece) and len(piece.split()) <= 6:  # noqa: PLR2004
            return " ".join(piece.split())
    last = re.split(r"[\n,;.:()]", before)[-1]
    match = POSITION.search(last)
    return " ".join(last.split()) if match and len(last.split()) <= 4 else ""  # noqa: PLR2004


def _organisation(block: Span, person: Span) -> str:
    rest = block.plain[person.end - block.start :]
    for piece in re.split(r"[\n,;()|]|\s/\s", rest):
        name = " ".join(piece.split()).strip(" .:-")
        if (
            name
            and has_head(name)
            and is_organisation(name)
            and not POSITION.search(name)
            and not find_emails(name)
            and name[:1].isupper()
        ):
            return nominative(name)
    return ""
