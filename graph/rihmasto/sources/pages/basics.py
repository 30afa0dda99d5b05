"""The labelled fields of a page, each by the kind of its value."""

import re
from collections.abc import Callable

from rihmasto.errors import InputError
from rihmasto.model.dates import find_dates, find_periods, first_day, last_day, read_date
from rihmasto.model.identifiers import find_emails, find_phones, find_web_addresses
from rihmasto.model.wording import has_head, nominative, split_names
from rihmasto.names import fold
from rihmasto.sources.pages.budget import say_amounts
from rihmasto.sources.pages.draft import HEADING, LABEL, Draft
from rihmasto.sources.pages.fields import Field, Layout
from rihmasto.sources.pages.funding import (
    Source,
    find_sources,
    funds_of_addresses,
    programme_name,
    read_funding,
    runs_under,
    set_authority,
)
from rihmasto.sources.pages.lexicon import is_empty, place_nominative, words
from rihmasto.sources.pages.packages import read_topics
from rihmasto.sources.pages.papers import city_of, say_owner
from rihmasto.sources.pages.parties import (
    read_lead,
    read_partners,
    say_identifier,
    say_organisation,
    say_participation,
    say_partner,
    say_target_group,
    say_unit,
)
from rihmasto.sources.pages.people import organisation_of, read_contacts, say_contact
from rihmasto.sources.pages.places import say_place
from rihmasto.sources.pages.text import Span
from rihmasto.sources.pages.titles import say_title

_ROLES = {"responsible-person": "responsible-person", "project-manager": "project-manager"}


def read_fields(draft: Draft, parts: Layout) -> None:
    """State what the labelled fields of a page say."""
    city = _city(parts)
    lead = ""
    for position, entry in enumerate(parts.fields):
        rule = "label:" + entry.name
        if not entry.items or not entry.name:
            continue
        if entry.name == "lead":
            lead = read_lead(draft, entry, rule) or lead
        elif entry.name in {"business-id", "organisation-kind", "organisation-website"}:
            _of_lead(draft, entry, lead, rule)
        elif entry.name == "contact-name":
            _form_contact(draft, parts.fields, entry, lead)
        elif entry.name == "unit":
            _unit(draft, entry, city, rule)
        elif entry.name == "city-strategy":
            _city_strategy(draft, entry, city, rule)
        elif handler := _HANDLERS.get(entry.name) or _HANDLERS.get(entry.name.split("-")[0]):
            handler(draft, entry, rule)
        if entry.name == "business-id" and position and parts.stream:
            _next_beneficiary(draft, entry)
    if not draft.rows("contact"):
        _form_contact(draft, parts.fields, None, lead)


def _city(parts: Layout) -> str:
    """The city whose page this is: `Turun strateginen ohjelma:`."""
    for entry in parts.fields:
        if entry.name == "city-strategy" and entry.found.hole:
            place = place_nominative(entry.found.hole.words)
            if place:
                return city_of(place)
    return ""


def _title(draft: Draft, entry: Field, rule: str) -> None:
    title = say_title(draft, entry.items[0], entry.quote_of(entry.items[0]), rule)
    if title.programme:
        for source in find_sources(title.programme):
            runs_under(draft, source, entry.quote_of(entry.items[0]), "heading:programme-before-name", HEADING)


def _code(draft: Draft, entry: Field, rule: str) -> None:
    value = entry.items[0].words.split(" ")[0].strip(".,;")
    if re.search(r"\d", value) and not is_empty(value):
        draft.say("code", value, entry.quote_of(entry.items[0]), rule)


def say_period(draft: Draft, first: str, last: str, quote: Span, rule: str, confidence: float) -> None:
    """State the time of the project; a period whose end is before its start is refused."""
    if first and last and last_day(last) < first_day(first):
        draft.refuse("period-reversed", quote, value=quote.words)
        return
    if first:
        draft.say("start", first, quote, rule, confidence)
    if last:
        draft.say("end", last, quote, rule, confidence)


def _period(draft: Draft, entry: Field, rule: str) -> None:
    value = entry.items[0]
    quote = entry.quote_of(value)
    dates = find_dates(value.plain)
    for date in dates:
        if not date.value:
            draft.refuse("date-impossible", quote, value=value.cut(date.start, date.end).words)
    periods = find_periods(value.plain)
    if periods:
        say_period(draft, periods[0].first.value, periods[0].last.value, quote, rule, LABEL)
    elif dates and re.search(r"-\s*$|alkaen|from|från|alkaa|start", value.plain, re.I):
        say_period(draft, dates[0].value, "", quote, rule, LABEL)
    elif len(dates) == 1 and len(dates[0].value) == 4 and len(value.plain) < 12:  # noqa: PLR2004
        say_period(draft, dates[0].value, dates[0].value, quote, rule, LABEL)


def _date(draft: Draft, entry: Field, rule: str) -> None:
    value, quote = entry.items[0], entry.quote_of(entry.items[0])
    dates = find_dates(value.plain)
    if not dates or is_empty(value.words):
        return
    try:
        found = read_date(value.plain[dates[0].start : dates[0].end])
    except InputError as error:
        draft.refuse_error(error, quote)
        return
    start = next((c.value for c in draft.claims("start") if c.confidence == LABEL), "")
    if entry.name == "end" and start and last_day(found) < first_day(start):
        draft.refuse("period-reversed", quote, value=f"{start} - {found}")
        return
    draft.say(entry.name, found, quote, rule)


def _status(draft: Draft, entry: Field, rule: str) -> None:
    status = words("statuses").get(fold(entry.items[0].plain).strip(" ."))
    if status:
        draft.say("status", status, entry.quote_of(entry.items[0]), rule)


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
    sources = find_sources(item) or [Source(None, item, programme_name(item.words))]
    for source in sources:
        runs_under(draft, source, entry.quote_of(item), rule, LABEL)


def _authority(draft: Draft, entry: Field, rule: str) -> None:
    set_authority(draft, nominative(entry.items[0].words), entry.quote_of(entry.items[0]), rule)


def _budget(draft: Draft, entry: Field, rule: str) -> None:
    kind = entry.name.removeprefix("budget-")
    for item in entry.items[:3]:
        found = say_amounts(draft, item, entry.quote_of(item), rule, kind=kind)
        plain = item.plain.strip(" .")
        if not found and re.fullmatch(r"[\d .,]{4,}", plain):
            amount = item.page.plain[item.start : item.end]
            _bare_amount(draft, item, amount, entry, rule, kind)


def _bare_amount(draft: Draft, item: Span, amount: str, entry: Field, rule: str, kind: str) -> None:  # noqa: PLR0913
    from rihmasto.model.money import read_money  # noqa: PLC0415 - the only place that reads a bare number

    try:
        money = read_money(amount)
    except InputError as error:
        draft.refuse_error(error, item)
        return
    quote = entry.quote_of(item)
    draft.add(
        "amount", (money.lexical, "EUR"),
        draft.claim("project", draft.ref, quote, rule), draft.claim("kind", kind, quote, rule),
        draft.claim("value", money.lexical, quote, rule), draft.claim("currency", "EUR", quote, rule, 0.7),
    )  # fmt: skip


def _theme(draft: Draft, entry: Field, rule: str) -> None:
    for item in entry.items[:8]:
        if not is_empty(item.words):
            quote = entry.quote_of(item)
            draft.add(
                "theme", (item.words,), draft.claim("project", draft.ref, quote, rule),
                draft.claim("name", item.words, quote, rule), draft.claim("language", draft.language, quote, rule),
            )  # fmt: skip


def _target(draft: Draft, entry: Field, rule: str) -> None:
    for item in entry.items:
        for name in split_names(item.plain):
            say_target_group(draft, item.cut(name.start, name.end), entry.quote_of(item), rule)


def _place(draft: Draft, entry: Field, rule: str) -> None:
    for name in split_names(entry.items[0].plain):
        say_place(draft, name.name, entry.quote_of(entry.items[0]), rule)


def say_website(draft: Draft, address: str, quote: Span, rule: str, confidence: float = LABEL) -> None:
    """State an address of the project on the web."""
    draft.add(
        "website",
        (address,),
        draft.claim("project", draft.ref, quote, rule, confidence),
        draft.claim("address", address, quote, rule, confidence),
    )


def _website(draft: Draft, entry: Field, rule: str) -> None:
    for item in entry.items[:2]:
        found = find_web_addresses(item.plain)
        bare = re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?", item.plain.strip())
        if found or bare:
            say_website(draft, found[0].value if found else item.words, entry.quote_of(item), rule)
            return


def _contact(draft: Draft, entry: Field, rule: str) -> None:
    value, quote = entry.value, entry.quote_of(entry.value)
    organisation = organisation_of(entry.found.hole)
    if read_topics(draft, value, rule + ":topics", organisation):
        return
    named = read_contacts(
        draft, value, quote, rule, role=_ROLES.get(entry.name, "contact-person"), organisation=organisation
    )
    addresses = find_web_addresses(value.plain)
    if (
        addresses
        and (not named or re.match(r"lisätie|further|more|mer|tillägg", entry.found.phrase, re.I))
        and entry.name == "contact"
    ):
        say_website(draft, addresses[0].value, quote, "label:further-information")


def _of_lead(draft: Draft, entry: Field, lead: str, rule: str) -> None:
    value, quote = entry.items[0], entry.quote_of(entry.items[0])
    if not lead or is_empty(value.words):
        return
    if entry.name == "business-id" and re.match(r"(?:FI)?\d", value.plain):
        say_identifier(draft, lead, value.plain.split(" ")[0], quote, rule)
    elif entry.name == "organisation-kind":
        kind = words("organisation-kinds").get(fold(value.plain))
        if kind:
            say_organisation(
                draft, lead, "kind", "city" if kind == "municipality" and "kaupunki" in lead else kind, quote, rule
            )
    elif entry.name == "organisation-website" and find_web_addresses(value.plain):
        say_organisation(draft, lead, "website", find_web_addresses(value.plain)[0].value, quote, rule)


def _next_beneficiary(draft: Draft, entry: Field) -> None:
    """In the text layer of a decision each beneficiary stands behind the (empty) business id of the one before."""
    value = entry.items[0]
    name = value.cut(len(re.match(r"(?:(?:FI)?\d{6,7}-\d\s*)?", value.plain)[0])).strip()  # type: ignore[index]
    if name and has_head(name.plain) and len(name.plain) < 120:  # noqa: PLR2004
        say_participation(draft, name.words, "partner", name, "label:partners:stream")


def _form_contact(draft: Draft, fields: list[Field], entry: Field | None, lead: str) -> None:
    """Put together the contact of a form: name, position, e-mail and telephone stand behind labels of their own."""
    near: dict[str, Field] = {}
    for other in fields:
        if other.name.startswith("contact-") and other.items:
            near.setdefault(other.name, other)
    if not near:
        return
    spans = [f.quote_of(f.items[0]) for f in near.values()]
    whole = spans[0]
    for span in spans[1:]:
        whole = whole.to(span)
    quote = whole if whole.end - whole.start < 500 and entry else spans[0]  # noqa: PLR2004
    name = near["contact-name"].items[0].words if "contact-name" in near else ""
    email = find_emails(near["contact-email"].items[0].plain) if "contact-email" in near else []
    phone = find_phones(near["contact-phone"].items[0].plain) if "contact-phone" in near else []
    position = near["contact-position"].items[0].words if "contact-position" in near else ""
    if is_empty(name) or re.search(r"palkattava|avoin|\d|rekrytoitava", name):
        name = ""
    say_contact(
        draft, quote, "label:contact-name" if name else "label:contact-email", name=name, organisation=lead,
        position="" if is_empty(position) else position, email=email[0].value if email else "", phone=phone[0].value if phone else "",
    )  # fmt: skip


def _unit(draft: Draft, entry: Field, city: str, rule: str) -> None:
    value, quote = entry.items[0], entry.quote_of(entry.items[0])
    name = value.words
    if city:
        say_unit(draft, name, city, quote, rule)
    elif has_head(name):
        say_partner(draft, name, quote, rule)


def _city_strategy(draft: Draft, entry: Field, city: str, rule: str) -> None:
    value, quote = entry.items[0], entry.quote_of(entry.items[0])
    if is_empty(value.words):
        return
    ref = draft.add("strategy", (value.words,), draft.claim(f"name_{draft.language}", value.words, quote, rule))
    draft.add(
        "commitment", (ref,), draft.claim("project", draft.ref, quote, rule),
        draft.claim("relation", "implements", quote, rule), draft.claim("strategy", ref, quote, rule),
    )  # fmt: skip
    if city:
        say_owner(draft, ref, city, quote, rule)


def _tasks(draft: Draft, entry: Field, rule: str) -> None:
    """`Turku Science Park Oy:n tehtävät: …`: the task of a partner that is named elsewhere too."""
    organisation = organisation_of(entry.found.hole)
    if not organisation:
        return
    value = entry.items[0]
    quote = entry.found.span.to(value)
    wanted = fold(organisation).rstrip(".")
    for _, claims in draft.rows("participation"):
        held = {c.column: c.value for c in claims}
        if fold(held.get("organisation", "")).rstrip(".") == wanted and "work_package" not in held:
            claims.append(draft.claim("task", value.words, quote, rule))
            return
    say_participation(draft, organisation, "partner", quote, rule)


_HANDLERS: dict[str, Callable[[Draft, Field, str], None]] = {
    "name": _title, "code": _code, "duration": _period, "start": _date, "end": _date, "status": _status,
    "partners": read_partners, "partner": read_partners, "funding": _funding, "funder": _funding, "programme": _programme,
    "authority": _authority, "budget": _budget, "theme": _theme, "target": _target, "place": _place, "website": _website,
    "responsible": _contact, "project": _contact, "contact": _contact, "tasks": _tasks,
}  # fmt: skip
