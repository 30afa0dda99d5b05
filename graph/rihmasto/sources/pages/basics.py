"""The labelled fields of a page: each goes to the rule for its kind."""

import re
from collections.abc import Callable

from rihmasto.model.identifiers import find_web_addresses
from rihmasto.model.wording import has_head, nominative, split_names, tidy
from rihmasto.names import fold
from rihmasto.sources.pages.budget import read_budget
from rihmasto.sources.pages.draft import HEADING, INFERRED, PHRASE, WEAK, Basis, Draft
from rihmasto.sources.pages.fields import Field, Layout
from rihmasto.sources.pages.forms import read_applicant, read_form_contact
from rihmasto.sources.pages.funding import funds_of_addresses, read_funding, set_authority
from rihmasto.sources.pages.lexicon import any_of, is_empty, is_furniture, place_nominative, words
from rihmasto.sources.pages.packages import read_topics
from rihmasto.sources.pages.papers import city_of, say_owner
from rihmasto.sources.pages.parties import (
    is_told,
    read_lead,
    read_partners,
    say_participation,
    say_partner,
    say_target_group,
    say_unit,
)
from rihmasto.sources.pages.people import Details, find_persons, organisation_of, read_contacts
from rihmasto.sources.pages.periods import read_duration, read_labelled_date
from rihmasto.sources.pages.phrases import read_roles
from rihmasto.sources.pages.places import say_place
from rihmasto.sources.pages.programmes import Source, find_sources, programme_name, runs_under
from rihmasto.sources.pages.text import Span
from rihmasto.sources.pages.titles import say_title

_ROLES = {"responsible-person": "responsible-person", "project-manager": "project-manager"}
_FURTHER = re.compile(any_of("further"), re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
_MOST_THEMES, _PROGRAMME_WORDS = 8, 7


def read_fields(draft: Draft, parts: Layout) -> None:
    """State what the labelled fields of a page say."""
    city, page = _city(parts)
    lead = ""
    form = any(entry.name == "contact-name" for entry in parts.fields)
    for entry in parts.fields:
        rule = "label:" + entry.name
        if not entry.items or not entry.name:
            continue
        if entry.name == "lead":
            lead = read_lead(draft, entry, rule) or lead
            if not lead:
                read_roles(draft, entry.items[0])
            _contacts_below(draft, entry)
        elif entry.name in {"unit", "city-strategy"}:
            (_unit if entry.name == "unit" else _city_strategy)(draft, entry, city, page)
        elif entry.name.startswith("budget-"):
            read_budget(draft, entry, rule)
        elif entry.name in _HANDLERS and not (form and entry.name == "contact-email-line"):
            _HANDLERS[entry.name](draft, entry, rule)
    read_applicant(draft, parts, lead)
    read_form_contact(draft, parts.fields, lead)


def _city(parts: Layout) -> tuple[str, Basis | None]:
    """The city whose page this is (`Turun strateginen ohjelma:`), and the words that it follows from."""
    for entry in parts.fields:
        if entry.name == "city-strategy" and entry.found.hole:
            place = place_nominative(entry.found.hole.words)
            if place:
                return city_of(place), Basis(entry.found.span, "inferred:city-of-page", PHRASE)
    return "", None


def _title(draft: Draft, entry: Field, rule: str) -> None:
    basis = Basis(entry.quote_of(entry.items[0]), rule)
    title = say_title(draft, entry.items[0], basis)
    if title.programme:
        under_programme(draft, title.programme, basis.quote)


def under_programme(draft: Draft, words_of: Span, quote: Span) -> None:
    """State the programme that a title begins with ("6Aika: CircHubs 2")."""
    for source in find_sources(words_of):
        runs_under(draft, source, Basis(quote, "heading:programme-before-name", HEADING))


def _acronym(draft: Draft, entry: Field, rule: str) -> None:
    if not is_empty(entry.items[0].words):
        draft.say("acronym", entry.items[0].words, Basis(entry.quote_of(entry.items[0]), rule))


def _code(draft: Draft, entry: Field, rule: str) -> None:
    value = entry.items[0].words.split(" ")[0].strip(".,;")
    if re.search(r"\d", value) and not is_empty(value):
        draft.say("code", value, Basis(entry.quote_of(entry.items[0]), rule))


def _status(draft: Draft, entry: Field, rule: str) -> None:
    status = words("statuses").get(fold(entry.items[0].plain).strip(" ."), "")
    draft.say("status", status, Basis(entry.quote_of(entry.items[0]), rule))


def _partners(draft: Draft, entry: Field, rule: str) -> None:
    """A list below the label names partners; sentences say who leads and who takes part."""
    told = [item for item in entry.items if is_told(item)]
    for item in told:
        for sentence in item.sentences():
            read_roles(draft, sentence)
    entry.items = [item for item in entry.items if item not in told]
    read_partners(draft, entry, rule)


def _funding(draft: Draft, entry: Field, rule: str) -> None:
    for item in entry.items:
        if find_web_addresses(item.plain):
            funds_of_addresses(draft, item, entry.quote_of(item))
        else:
            read_funding(draft, item, entry.found.span if not entry.below else item, rule)


def _programme(draft: Draft, entry: Field, rule: str) -> None:
    item = entry.items[0]
    if is_empty(item.words):
        return
    pays = fold(entry.found.phrase) in words("said")["paying_labels"]  # "Rahoitusohjelma: Interreg Europe"
    sources = find_sources(item)
    named = re.search(r"ohjelma|program", item.plain) and len(item.plain.split()) <= _PROGRAMME_WORDS
    if not sources or (named and len(sources) == 1 and len(sources[0].name) * 2 < len(item.words)):
        sources = (Source(None, item, programme_name(item.words)),)
    for source in sources:
        basis = Basis(entry.quote_of(item), rule)
        if pays and source.programme:
            read_funding(draft, item, entry.found.span if not entry.below else item, rule)
        runs_under(draft, source, basis)


def _authority(draft: Draft, entry: Field, rule: str) -> None:
    set_authority(draft, nominative(tidy(entry.items[0].words)), Basis(entry.quote_of(entry.items[0]), rule))


def _theme(draft: Draft, entry: Field, rule: str) -> None:
    for item in entry.items[:_MOST_THEMES]:
        if not is_empty(item.words):
            basis = Basis(entry.quote_of(item), rule)
            values = {"project": draft.ref, "name": item.words, "language": draft.language}
            draft.add("theme", (item.words,), basis, **values)


def _target(draft: Draft, entry: Field, rule: str) -> None:
    for item in entry.items:
        for name in split_names(item.plain):
            say_target_group(draft, item.cut(name.start, name.end), Basis(entry.quote_of(item), rule))


def _place(draft: Draft, entry: Field, rule: str) -> None:
    for name in split_names(entry.items[0].plain):
        say_place(draft, name.name, Basis(entry.quote_of(entry.items[0]), rule))


def say_website(draft: Draft, address: str, basis: Basis) -> None:
    """State an address of the project on the web."""
    draft.add("website", (address,), basis, project=draft.ref, address=address)


def _website(draft: Draft, entry: Field, rule: str) -> None:
    for item in entry.items[:2]:
        found = find_web_addresses(item.plain)
        bare = _BARE_ADDRESS.fullmatch(item.plain.strip())
        if found or bare:
            say_website(draft, found[0].value if found else item.words, Basis(entry.quote_of(item), rule))
            return


def _contact(draft: Draft, entry: Field, rule: str) -> None:
    value, quote = entry.value, entry.quote_of(entry.value)
    organisation = organisation_of(entry.found.hole)
    named = entry.found.hole if organisation else None
    role = _ROLES.get(entry.name, "contact-person")
    position = entry.found.phrase if entry.name == "project-manager" else ""
    details = Details(role, position, organisation, named=named)
    if entry.kind != "email" and read_topics(draft, value, rule + ":topics", details):
        return
    held = read_contacts(draft, value, details, Basis(quote, rule))
    addresses = find_web_addresses(value.plain)
    if addresses and entry.name == "contact" and (not held or _FURTHER.match(entry.found.phrase)):
        say_website(draft, addresses[0].value, Basis(quote, "label:further-information"))


def _contacts_below(draft: Draft, entry: Field) -> None:
    """Below the lead there may stand the persons and the address to ask ("Päätoteuttaja ja yhteystiedot")."""
    for item in entry.items[1:]:
        basis = Basis(item, "label:lead:contacts")
        addresses = find_web_addresses(item.plain)
        if addresses:
            say_website(draft, addresses[0].value, basis)
        elif find_persons(item):
            read_contacts(draft, item, Details(), basis)


def _unit(draft: Draft, entry: Field, city: str, page: Basis | None) -> None:
    basis = Basis(entry.quote_of(entry.items[0]), "label:unit")
    name = entry.items[0].words
    if page:
        say_unit(draft, name, city, basis, page)
    elif has_head(name):
        say_partner(draft, name + " (coordinator)", basis)


def _city_strategy(draft: Draft, entry: Field, city: str, page: Basis | None) -> None:
    name, basis = entry.items[0].words, Basis(entry.quote_of(entry.items[0]), "label:city-strategy")
    if is_empty(name):
        return
    ref = draft.add("strategy", (name,), basis, **{f"name_{draft.language}": name})
    draft.add("commitment", (ref,), basis, project=draft.ref, relation="implements", strategy=ref)
    if page:
        say_owner(draft, ref, city, page)


def _tasks(draft: Draft, entry: Field, rule: str) -> None:
    """`Turku Science Park Oy:n tehtävät: …`: the task of a partner that is named elsewhere too."""
    organisation = organisation_of(entry.found.hole)
    if not organisation:
        return
    value = entry.items[0]
    basis = Basis(entry.found.span.to(value), rule)
    wanted = fold(organisation).rstrip(".")
    for ref, held in draft.rows("participation"):
        if fold(held.get("organisation", "")).rstrip(".") == wanted and "work_package" not in held:
            draft.note(ref, "task", value.words, basis)
            return
    say_participation(draft, organisation, "partner", basis.at(INFERRED), task=value.words)


def _short_title(draft: Draft, entry: Field, rule: str) -> None:
    if not is_furniture(entry.items[0].plain) and entry.found.colon:
        say_title(draft, entry.items[0], Basis(entry.quote_of(entry.items[0]), rule, WEAK))


_HANDLERS: dict[str, Callable[[Draft, Field, str], None]] = {
    "name": _title, "name-short": _short_title, "acronym": _acronym, "code": _code, "status": _status,
    "duration": read_duration, "start": read_labelled_date, "end": read_labelled_date,
    "partners": _partners, "partner-table": read_partners, "tasks": _tasks,
    "funding": _funding, "funder": _funding, "fund": _funding, "programme": _programme, "authority": _authority,
    "theme": _theme, "target-group": _target, "place": _place, "website": _website,
    "responsible-person": _contact, "project-manager": _contact, "contact": _contact, "contact-email-line": _contact,
}  # fmt: skip
