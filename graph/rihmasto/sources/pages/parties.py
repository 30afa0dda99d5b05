"""Organisations that take part: lead, partners, units; and the categories that pages list among them."""

import re

from rihmasto.errors import InputError
from rihmasto.model.identifiers import find_business_ids, read_business_id
from rihmasto.model.wording import has_head, is_organisation, nominative, split_names, tidy
from rihmasto.names import fold
from rihmasto.sources.pages.draft import LABEL, PHRASE, Draft
from rihmasto.sources.pages.fields import Field
from rihmasto.sources.pages.lexicon import category, is_empty, words
from rihmasto.sources.pages.text import Span

_ROLE = re.compile(
    r"\s*[(,-]+\s*(?P<role>koordinaattori|koordinoija|päätoteuttaja|hallinnoija|hakija|coordinator|lead(?: partner)?|lead beneficiary|koordinator|projektägare|huvudpartner|pääpartneri|vetäjä|hankkeen koordinaattori|project coordinator)\)?\s*$",
    re.I,
)
_BRACKET = re.compile(r"\s*\((?P<inside>[^()]*)\)\s*$")
_LEADING_ROLE = re.compile(
    r"^(?:koordinaattori|päätoteuttaja|coordinator|lead partner|muut(?: toteuttajat)?|partnerit|partners|osatoteuttajat|toteuttajat)\s*:\s*",
    re.I,
)
_COUNTRY = re.compile(r"[A-ZÅÄÖ][a-zåäö]+(?: [A-ZÅÄÖ][a-zåäö]+)?")


def say_participation(
    draft: Draft, organisation: str, role: str, quote: Span, rule: str, confidence: float = LABEL
) -> None:
    """State that an organisation takes part in the project in a role."""
    name = tidy(organisation)
    if is_empty(name) or len(name) < 2 or not draft.sound(name, quote):  # noqa: PLR2004
        return
    draft.add(
        "participation",
        (name, role),
        draft.claim("project", draft.ref, quote, rule, confidence),
        draft.claim("organisation", name, quote, rule, confidence),
        draft.claim("role", role, quote, rule, confidence),
    )


def say_identifier(draft: Draft, organisation: str, text: str, quote: Span, rule: str) -> None:
    """State the business id of an organisation; one whose check digit does not fit is refused."""
    try:
        value = read_business_id(text)
    except InputError as error:
        draft.refuse_error(error, quote)
        return
    draft.add(
        "organisation_identifier",
        (value,),
        draft.claim("organisation", organisation, quote, rule),
        draft.claim("scheme", "business-id", quote, rule),
        draft.claim("value", value, quote, rule),
    )


def read_lead(draft: Draft, entry: Field, rule: str) -> str:
    """Read the lead organisation of a labelled field; return the name of the first."""
    first = ""
    for item in entry.items[:1]:
        for name in split_names(item.plain):
            span = item.cut(name.start, name.end)
            words_of = nominative(_clean(_restored(name.name, span)))
            if is_organisation(words_of) and not category(words_of):
                say_participation(draft, words_of, "coordinator", entry.quote_of(item), rule)
                first = first or words_of
    return first


def _restored(name: str, span: Span) -> str:
    """Prefer the page's own characters over those of the plain text, unless an ellipsis was filled in."""
    return span.words if fold(span.plain) == fold(name) else name


def _clean(name: str) -> str:
    bracket = _BRACKET.search(name)
    return name[: bracket.start()] if bracket and _ROLE.search(name) else _LEADING_ROLE.sub("", name)


def read_partners(draft: Draft, entry: Field, rule: str) -> None:
    """Read the organisations, identifiers and categories of a labelled list of partners."""
    if entry.name == "partner-table":
        _table(draft, entry, rule)
        return
    categories = [category(item.plain) for item in entry.items]
    if entry.items and sum(1 for c in categories if c) * 2 >= len(entry.items):
        for item, concept in zip(entry.items, categories, strict=True):
            say_target_group(draft, item, item, rule, concept)
        return
    for item in entry.items:
        _partner_line(draft, item, entry.quote_of(item), rule)


def _partner_line(draft: Draft, line: Span, quote: Span, rule: str) -> None:
    ids = find_business_ids(line.plain)
    if len(ids) == 1 and ids[0].end >= len(line.plain.rstrip(" .)")) - 1:
        name = line.cut(0, ids[0].start).strip(",;:(-")
        role = "part-implementer"
        say_participation(draft, name.words, role, quote, rule)
        say_identifier(draft, name.words, line.plain[ids[0].start : ids[0].end], quote, rule)
        return
    for found in split_names(line.plain):
        say_partner(draft, _restored(found.name, line.cut(found.start, found.end)), quote, rule)


def say_partner(draft: Draft, text: str, quote: Span, rule: str, confidence: float = LABEL) -> None:
    """State a partner; "(coordinator)" behind the name makes it the lead, "(Finland)" is cut, a category is none."""
    name = _LEADING_ROLE.sub("", text)
    role = _ROLE.search(name)
    if role:
        name = name[: role.start()]
    bracket = _BRACKET.search(name)
    if (
        bracket
        and not role
        and _COUNTRY.fullmatch(bracket["inside"])
        and not bracket["inside"].isupper()
        and not re.search(r"[a-z][A-Z]", bracket["inside"])
    ):
        name = name[: bracket.start()]
    name = nominative(tidy(name))
    if not is_organisation(name) or category(name) or (name[:1].islower() and not has_head(name)):
        return
    say_participation(draft, name, "coordinator" if role else "partner", quote, rule, confidence)


def say_target_group(draft: Draft, item: Span, quote: Span, rule: str, concept: str | None = None) -> None:
    """State a target group in the page's own words, with the concept of the vocabulary when it has one."""
    if is_empty(item.words) or len(item.words) > 100 or not draft.sound(item.words, quote):  # noqa: PLR2004
        return
    claims = [draft.claim("project", draft.ref, quote, rule), draft.claim("name", item.words, quote, rule)]
    if concept := concept or category(item.words):
        claims.append(draft.claim("concept", concept, quote, rule))
    claims.append(draft.claim("language", draft.language, quote, rule))
    draft.add("target_group", (item.words,), *claims)


def _table(draft: Draft, entry: Field, rule: str) -> None:
    """Read a table whose columns came out one after the other: names (some broken over lines), then ids and types."""
    kinds = words("organisation-kinds")
    names: list[Span] = []
    ids: list[tuple[str, Span]] = []
    for item in entry.items:
        found = find_business_ids(item.plain)
        if found:
            ids.append((item.plain[found[0].start : found[0].end], item.cut(found[0].start, found[0].end)))
        elif fold(item.plain) not in kinds and not ids:
            names.append(item)
    names = _unbroken(names, len(ids))
    for position, name in enumerate(names):
        if not is_organisation(name.words):
            continue
        say_participation(draft, name.words, "part-implementer", name, rule)
        if len(ids) == len(names):
            say_identifier(draft, name.words, ids[position][0], ids[position][1], rule)


def _unbroken(lines: list[Span], wanted: int) -> list[Span]:
    """Join lines until as many names are left as are wanted: a name that was broken filled its line, so the longest go on."""
    surplus = len(lines) - wanted if wanted else 0
    going_on = set(sorted(range(len(lines) - 1), key=lambda i: -len(lines[i].plain))[: max(surplus, 0)])
    names: list[Span] = []
    for position, line in enumerate(lines):
        if position - 1 in going_on:
            names[-1] = names[-1].to(line)
        else:
            names.append(line)
    return names


def say_organisation(draft: Draft, organisation: str, column: str, value: str, quote: Span, rule: str) -> None:
    """State a fact of an organisation itself: its kind or its website."""
    draft.add(
        "organisation",
        (organisation,),
        draft.claim(f"name_{draft.language}", organisation, quote, rule),
        draft.claim(column, value, quote, rule),
    )
    key = draft.add("organisation", (organisation,))[1:]
    held = draft.records[key][1]
    if column not in {c.column for c in held}:
        held.append(draft.claim(column, value, quote, rule))


def say_unit(draft: Draft, name: str, organisation: str, quote: Span, rule: str) -> None:
    """State the unit that owns the project; of which organisation it is may be known from elsewhere on the page."""
    if is_empty(name) or not draft.sound(name, quote):
        return
    unit = draft.add(
        "unit",
        (name,),
        draft.claim("name", name, quote, rule),
        draft.claim("organisation", organisation, quote, rule, PHRASE),
    )
    draft.add(
        "participation",
        (name, "owner-unit"),
        draft.claim("project", draft.ref, quote, rule),
        draft.claim("unit", unit, quote, rule),
        draft.claim("organisation", organisation, quote, rule, PHRASE),
        draft.claim("role", "owner-unit", quote, rule),
    )
