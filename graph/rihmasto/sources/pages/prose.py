"""What stands in running text without a label: persons to ask, bulleted partners, a lone amount or address."""

import re

from rihmasto.model.identifiers import find_emails, find_phones, find_web_addresses
from rihmasto.model.money import find_money
from rihmasto.model.wording import has_head, is_person, nominative, split_names
from rihmasto.sources.pages.basics import say_website
from rihmasto.sources.pages.budget import say_amounts
from rihmasto.sources.pages.draft import PHRASE, WEAK, Basis, Draft
from rihmasto.sources.pages.fields import Layout
from rihmasto.sources.pages.labels import LANGUAGES
from rihmasto.sources.pages.lexicon import any_of
from rihmasto.sources.pages.parties import say_partner
from rihmasto.sources.pages.people import POSITION, Details, find_persons, organisation_of, read_contacts, say_contact
from rihmasto.sources.pages.text import Span
from rihmasto.sources.pages.titles import say_title

_CONTACTS = re.compile(
    rf"(?i:{any_of('contact_persons')})"
    r"(?: (?P<organisation>[^ ]+(?:ssa|ssä|lla|llä)))?"
    r" (?:ovat|on|är|are|toimivat|toimii) (?P<list>[^.;]+)"
)
_SAYS = re.compile(
    rf"{any_of('tells')} (?P<person>[A-ZÅÄÖ][\w-]+ [A-ZÅÄÖ][\w-]+), "
    r"(?P<position>projekt\w+|project \w+|hanke\w+)"
    rf"(?: {any_of('at')} (?P<organisation>[A-ZÅÄÖ][\w ]+))?"
)
_TELLS = re.compile(
    rf"{any_of('tells')} (?:the |hankkeen |projektin )?"
    r"(?P<position>projekt\w+|project \w+|hanke\w+|\w+koordinaattori) "
    rf"(?P<person>[A-ZÅÄÖ][\w-]+ [A-ZÅÄÖ][\w-]+)(?: {any_of('at')} (?P<organisation>[A-ZÅÄÖ][\w ]+))?"
)
_ASK = re.compile(rf"(?i:{any_of('ask')}):? (?P<rest>.+)", re.DOTALL)
_BULLET = re.compile(r"[•*-]\s*(?P<name>[^.;:€]+?)\s*(?:\((?P<country>[A-Z][\w ]+)\))?")
_ALONE = re.compile(r"[^\w]*(?:[\d\s.,]+)(?:€|euroa|euro|EUR)[^\w]*")
_FEWEST, _BLOCK = 3, 5


def read_persons(draft: Draft, sentence: Span) -> None:
    """Read persons that a sentence names as those to ask."""
    basis = Basis(sentence, "phrase:contacts", PHRASE)
    match = _CONTACTS.search(sentence.plain)
    if match:
        organisation = ""
        if match["organisation"]:
            organisation = organisation_of(sentence.group(match, "organisation"))
        read_contacts(draft, sentence.group(match, "list"), Details(organisation=organisation), basis)
        return
    match = _SAYS.search(sentence.plain) or _TELLS.search(sentence.plain)
    if match:
        organisation = nominative(match["organisation"]) if match["organisation"] else ""
        details = Details(position=match["position"], organisation=organisation)
        say_contact(draft, sentence.group(match, "person").words, details, basis)
        return
    match = _ASK.search(sentence.plain)
    if match and (find_phones(match["rest"]) or find_emails(match["rest"]) or POSITION.search(match["rest"])):
        read_contacts(draft, sentence.group(match, "rest"), Details(), basis)


def read_bulleted_partners(draft: Draft, parts: Layout) -> None:
    """Read three or more bullets in a row that are names of organisations, perhaps with their countries."""
    row: list[tuple[Span, str]] = []
    for line in [*parts.loose, None]:
        match = _BULLET.fullmatch(line.plain) if line is not None else None
        if line is not None and match and (match["country"] or has_head(match["name"])) and not find_money(line.plain):
            row.append((line, line.group(match, "name").words))
            continue
        if len(row) >= _FEWEST:
            for quote, name in row:
                say_partner(draft, name, Basis(quote, "list:bulleted-partners", PHRASE))
        row = []


def read_contact_blocks(draft: Draft, parts: Layout) -> None:
    """Read a name that stands alone on a line with an e-mail or a telephone a few lines below it."""
    lines = parts.loose
    for position, line in enumerate(lines):
        name = re.split(r",\s", line.plain)[0]
        if not is_person(name) or not find_persons(line.cut(0, len(name))):
            continue
        block = line
        for other in lines[position + 1 : position + _BLOCK]:
            if is_person(other.plain):
                break
            block = block.to(other)
            if find_emails(other.plain) or find_phones(other.plain):
                read_contacts(draft, block, Details(), Basis(block, "line:contact-block", PHRASE))
                break


def read_unlabelled(draft: Draft, parts: Layout) -> None:
    """Read what a line says by standing alone: an amount below the title, an address of the web."""
    for line in parts.loose:
        if _ALONE.fullmatch(line.plain) and not draft.rows("amount"):
            above = [other for other in parts.loose if other.end <= line.start]
            kind = "public" if above and re.search(r"offentlig|julki", above[-1].plain) else "total"
            say_amounts(draft, line, Basis(line, "line:amount", WEAK), kind=kind)
    for entry in parts.fields:
        if entry.name == "contact" and entry.items and not any(draft.claims(f"name_{name}") for name in LANGUAGES):
            value = entry.items[0]
            plain = bool(find_emails(value.plain) or find_web_addresses(value.plain) or find_persons(value))
            if not plain and value.plain[:1].isupper() and len(split_names(value.plain)) == 1:
                say_title(draft, value, Basis(entry.quote_of(value), "label:further-information", WEAK))
    if not draft.rows("website"):
        for line in parts.loose:
            found = find_web_addresses(line.plain)
            if found and len(found[0].value) >= len(line.plain) - 2:
                say_website(draft, found[0].value, Basis(line, "line:address", WEAK))
                return
