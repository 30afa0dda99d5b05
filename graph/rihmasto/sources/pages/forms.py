"""Official forms: what stands about the applicant and its contact behind labels of their own."""

import re

from rihmasto.model.identifiers import find_emails, find_phones, find_web_addresses
from rihmasto.model.wording import has_head
from rihmasto.names import fold
from rihmasto.sources.pages.draft import LABEL, Basis, Draft
from rihmasto.sources.pages.fields import Field, Layout
from rihmasto.sources.pages.labels import label_of
from rihmasto.sources.pages.lexicon import any_of, is_empty, words
from rihmasto.sources.pages.parties import say_identifier, say_participation
from rihmasto.sources.pages.people import Details, say_contact
from rihmasto.sources.pages.text import Span

_ID = re.compile(r"(?:FI ?)?\d{6,8}(?:-\d)?")
_NOBODY = re.compile(any_of("unfilled"), re.IGNORECASE)
_LONGEST_NAME, _QUOTABLE = 120, 500


def read_applicant(draft: Draft, parts: Layout, lead: str) -> None:
    """Read the business id, the kind and the website of the applicant, and the beneficiaries of a decision."""
    for entry in parts.fields:
        if not entry.items or entry.name not in {"business-id", "organisation-kind", "organisation-website"}:
            continue
        value = entry.items[0]
        basis = Basis(entry.quote_of(value), "label:" + entry.name)
        if entry.name == "business-id":
            found = _ID.match(value.plain)
            holder = _holder(entry)
            if found and holder and fold(holder.words) != fold(lead):
                say_participation(draft, holder.words, "part-implementer", Basis(holder, "label:partners:stream"))
                say_identifier(draft, holder.words, found[0], Basis(holder.to(value), "label:business-id"))
            elif found and lead:
                say_identifier(draft, lead, found[0], basis)
            if parts.stream:
                _next_beneficiary(draft, value.cut(found.end() if found else 0).strip())
        elif entry.name == "organisation-kind":
            kind = words("organisation-kinds").get(fold(value.plain), "")
            city = kind == "municipality" and "kaupunki" in lead
            _say_organisation(draft, lead, "kind", "city" if city else kind, basis)
        else:
            found_addresses = find_web_addresses(value.plain)
            _say_organisation(draft, lead, "website", found_addresses[0].value if found_addresses else "", basis)


def _holder(entry: Field) -> Span | None:
    """Return the organisation on the line right above its business id, as decisions list their beneficiaries."""
    page, start = entry.found.span.page, entry.found.span.start
    above = next(reversed(list(Span(page, max(0, start - _QUOTABLE), start).lines())), None)
    labelled = above is not None and (label_of(above) is not None or fold(above.plain) in words("organisation-kinds"))
    near = above is not None and not labelled and page.plain.count("\n", above.end, start) == 1
    return above if near and above and has_head(above.plain) and len(above.plain) < _LONGEST_NAME else None


def _say_organisation(draft: Draft, organisation: str, column: str, value: str, basis: Basis) -> None:
    if organisation and value:
        ref = draft.add("organisation", (organisation,), basis)
        draft.borrow(ref, f"name_{draft.language}", organisation, basis)
        draft.note(ref, column, value, basis)


def _next_beneficiary(draft: Draft, name: Span) -> None:
    """In the text layer of a decision each beneficiary stands behind the (empty) business id of the one before."""
    if name and has_head(name.plain) and len(name.plain) < _LONGEST_NAME:
        say_participation(draft, name.words, "partner", Basis(name, "label:partners:stream"))


def read_form_contact(draft: Draft, fields: list[Field], lead: str) -> None:
    """Put together the contact of a form: name, position, e-mail and telephone stand behind labels of their own."""
    near: dict[str, Field] = {}
    for entry in fields:
        name = entry.name.removesuffix("-line")
        if name in {"contact-name", "contact-position", "contact-email", "contact-phone"} and entry.items:
            near.setdefault(name, entry)
    if not any(entry.name in {"contact-name", "contact-email"} for entry in near.values()):
        return
    spans = [entry.quote_of(entry.items[0]) for entry in near.values()]
    whole = spans[0]
    for span in spans[1:]:
        whole = whole.to(span)
    quote = whole if whole.end - whole.start < _QUOTABLE else spans[0]
    values = {label: entry.items[0] for label, entry in near.items()}
    name = values["contact-name"].words if "contact-name" in values else ""
    email = find_emails(values["contact-email"].plain) if "contact-email" in values else []
    phone = find_phones(values["contact-phone"].plain) if "contact-phone" in values else []
    details = Details(
        position=values["contact-position"].words if "contact-position" in values else "",
        organisation=lead,
        email=email[0].value if email else "",
        phone=phone[0].value if phone else "",
    )
    say_contact(
        draft,
        "" if is_empty(name) or _NOBODY.search(name) else name,
        details,
        Basis(quote, "label:form-contact", LABEL),
    )
