"""Organisations that take part: lead, partners, units; and the categories that pages list among them."""

import re
from functools import cache

from rihmasto.errors import InputError
from rihmasto.model.identifiers import find_business_ids, read_business_id
from rihmasto.model.wording import Name, has_head, is_organisation, nominative, split_names, tidy
from rihmasto.names import fold
from rihmasto.sources.pages.draft import PHRASE, Basis, Draft
from rihmasto.sources.pages.fields import Field
from rihmasto.sources.pages.lexicon import any_of, category, is_country, is_empty, is_furniture, place_nominative, words
from rihmasto.sources.pages.people import Details, find_persons, read_contacts
from rihmasto.sources.pages.text import Span

_BRACKET = re.compile(r"\s*\((?P<inside>[^()]*)\)\s*$")
_COUNTRY = re.compile(r"[A-ZÅÄÖ][a-zåäö]+(?: [A-ZÅÄÖ][a-zåäö]+)?")
_REMARK = re.compile(any_of("party_remark"))
_COUNTRY_BEFORE = re.compile(r"(?P<country>[A-ZÅÄÖ]\w+)\s?[-–—:]\s(?=\S)")
_RELATIVE = re.compile(rf",? {any_of('relative')} .*", re.DOTALL)
_COUNTED = re.compile(rf"{any_of('about')}?\s*\d+\s", re.IGNORECASE)
_VERB = re.compile(rf"\b{any_of('party_verb')}\b")
# "Forststyrelsen, naturtjänster"
_WITH_UNIT = re.compile(rf"[A-ZÅÄÖ][^,]*, (?:[a-zåäö][a-zåäö -]*|[^,]*{any_of('unit')}(?: of [^,]*)?)")
_PLURAL = re.compile(rf"(?:ammatti)?{any_of('several')}\b", re.IGNORECASE)
_ID_WORD = re.compile(rf"[\s,;:(-]*{any_of('business_id')}[\s:]*$", re.IGNORECASE)
_LONGEST_GROUP, _FEWEST, _TOLD = 100, 3, 6


@cache
def _role() -> re.Pattern[str]:
    return re.compile(rf"\s*[(,-]+\s*(?:{words('party')['role']})\)?\s*$", re.IGNORECASE)


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(rf"^(?:{words('party')['leading']})\s*:\s*", re.IGNORECASE)


_COORDINATES = re.compile(any_of("coordinates"), re.IGNORECASE)


def say_participation(draft: Draft, organisation: str, role: str, basis: Basis, *, task: str = "") -> None:
    """State that an organisation takes part in the project in a role.

    Who leads coordinates only where the words say so: a "päätoteuttaja" or a "lead partner" is a lead.
    """
    name = tidy(organisation)
    if role == "coordinator" and not basis.rule.startswith("inferred:") and not _COORDINATES.search(basis.quote.plain):
        role = "lead"
    if not is_empty(name) and draft.sound(name, basis.quote):
        draft.add(
            "participation", (name, role), basis, project=draft.ref, organisation=name, role=role, task=task
        )  # fmt: skip


def say_identifier(draft: Draft, organisation: str, text: str, basis: Basis) -> None:
    """State the business id of an organisation; one whose check digit does not fit is refused."""
    try:
        value = read_business_id(text)
    except InputError as error:
        draft.refuse_error(error, basis.quote)
        return
    ref = draft.add("organisation_identifier", (value,), basis, scheme="business-id", value=value)
    draft.borrow(ref, "organisation", organisation, basis)


def read_lead(draft: Draft, entry: Field, rule: str) -> str:
    """Read the lead organisation of a labelled field; return its name.

    Several names behind a label that promises one are partners, and who leads is left open.
    """
    if not entry.items:
        return ""
    item = entry.items[0]
    if _VERB.search(item.plain):
        return ""  # a sentence: the rules on phrases read it
    ids = find_business_ids(item.plain)
    if ids:
        named = _ID_WORD.sub("", item.plain[: ids[0].start])
        number = item.plain[ids[0].start : ids[0].end]
        item = item.cut(0, len(named)).strip(",;:(-")
    found: list[str] = []
    whole = entry.found.phrase in (entry.found.label.form if entry.found.label else ()) or _WITH_UNIT.fullmatch(
        item.plain
    )
    parts = [Name(0, len(item.plain), item.plain)] if whole else split_names(item.plain)
    for part in parts:
        name = nominative(tidy(_bare(_without_role(own_words(part.name, item.cut(part.start, part.end))))))
        if is_organisation(name) and not category(name) and not (found and is_country(name)):
            found.append(name)
    personal = fold(entry.found.phrase) in words("party")["personal_leads"]
    if personal and find_persons(item) and not has_head(item.plain):
        read_contacts(draft, item, Details("project-manager"), Basis(entry.quote_of(item), rule + ":person"))
        return ""
    several = len(found) > 1 and fold(entry.found.phrase) not in words("party")["plural_leads"]
    for name in found:
        say_participation(draft, name, "partner" if several else "coordinator", Basis(entry.quote_of(item), rule))
    if ids and found:
        say_identifier(draft, found[0], number, Basis(entry.quote_of(entry.items[0]), rule))
    return found[0] if found and not several else ""


def _bare(name: str) -> str:
    """Cut a country or a remark from a name: "Kiruna kommun (SE)", "Germany - Nordmetall", "X Oy (associated)"."""
    bracket = _BRACKET.search(name)
    if bracket and (_COUNTRY.fullmatch(bracket["inside"]) or _REMARK.match(bracket["inside"])):
        name = name[: bracket.start()]
    prefix = _COUNTRY_BEFORE.match(name)
    return name[prefix.end() :] if prefix and is_country(prefix["country"]) else name


def own_words(name: str, span: Span) -> str:
    """Prefer the page's own characters over those of the plain text, unless an ellipsis was filled in."""
    return span.words if fold(span.plain) == fold(name) else name


def _without_role(name: str) -> str:
    role = _role().search(name)
    return _leading().sub("", name[: role.start()] if role else name)


def read_partners(draft: Draft, entry: Field, rule: str) -> None:
    """Read the organisations, identifiers and categories of a labelled list of partners."""
    if entry.name == "partner-table":
        _table(draft, entry, rule)
        return
    categories = [category(item.plain) for item in entry.items]
    if entry.items and sum(1 for c in categories if c) * 2 >= len(entry.items):
        for item, concept in zip(entry.items, categories, strict=True):
            say_target_group(draft, item, Basis(item, rule), concept)
        return
    items = [piece for item in entry.items for piece in _semicolons(item)]
    numbered = any(find_business_ids(item.plain) for item in items)
    for item in items:
        if not numbered or find_business_ids(item.plain):  # a form gives the id of each; other lines are no partners
            _partner_line(draft, item, Basis(entry.quote_of(item), rule))


def is_told(item: Span) -> bool:
    """Tell whether the value of a label is running text ("Koordinaattori on X. Partnerit ovat …") and no list."""
    return item.plain.endswith(".") and _VERB.search(item.plain) is not None and len(item.plain.split()) > _TOLD


def _semicolons(item: Span) -> list[Span]:
    """Cut `A, Y-tunnus 0139545-4; B, Y-tunnus 2237179-3` at its semicolons: each piece holds an id of its own."""
    cuts = [0, *(match.end() for match in re.finditer(";", item.plain))]
    if len(cuts) == 1 or not find_business_ids(item.plain):
        return [item]
    ends = [*(cut - 1 for cut in cuts[1:]), item.end - item.start]
    return [item.cut(start, end).strip() for start, end in zip(cuts, ends, strict=True)]


def _partner_line(draft: Draft, line: Span, basis: Basis) -> None:
    ids = find_business_ids(line.plain)
    if len(ids) == 1 and ids[0].end >= len(line.plain.rstrip(" .)")) - 1:
        named = _ID_WORD.sub("", line.plain[: ids[0].start])
        name = line.cut(0, len(named)).strip(",;:(-")
        say_participation(draft, name.words, "part-implementer", basis)
        say_identifier(draft, name.words, line.plain[ids[0].start : ids[0].end], basis)
        return
    read_partner_list(draft, line, basis)


def read_partner_list(draft: Draft, text: Span, basis: Basis) -> None:
    """Read a running list of partners: "A, B and C", "A ja B, joista viimeisin toimii koordinaattorina"."""
    if _COUNTED.match(text.plain):
        return  # "over 20 research institutes" names nobody
    relative = _RELATIVE.search(text.plain) or re.search(r"\s-+\s(?=[a-zåäö])", text.plain)
    listed = text.cut(0, relative.start()) if relative else text
    prefix = _COUNTRY_BEFORE.match(listed.plain)
    if prefix and is_country(prefix["country"]):
        say_partner(draft, listed.words, basis)  # a line a partner: its commas are its own
        return
    names = _without_countries(split_names(listed.plain))
    for name in names:
        say_partner(draft, own_words(name.name, listed.cut(name.start, name.end)), basis)
    if relative and names and re.search(r"koordin|leads|leder|coordinat", relative[0]):
        last = re.search(r"viimei|last|sist", relative[0]) or re.search(r"(?:which|joka|som)\b", relative[0])
        leader = names[-1 if last else 0]
        lead = nominative(tidy(own_words(leader.name, listed.cut(leader.start, leader.end))))
        say_participation(draft, lead, "coordinator", Basis(basis.quote, "phrase:lead-among-partners", PHRASE))


def _without_countries(names: list[Name]) -> list[Name]:
    """Cut the countries behind the names of a list that has one behind most of them ("Metgen Oy Finland")."""
    ends = [name.name.rsplit(" ", 1) for name in names]
    with_country = [len(end) == 2 and (is_country(end[1]) or end[1] in {"UK", "USA"}) for end in ends]  # noqa: PLR2004
    if len(names) < _FEWEST or sum(with_country) * 2 <= len(names):
        return names
    return [
        Name(n.start, n.end - len(end[1]) - 1, end[0]) if cut else n
        for n, end, cut in zip(names, ends, with_country, strict=True)
    ]


def say_partner(draft: Draft, text: str, basis: Basis) -> None:
    """State a partner; "(coordinator)" behind the name makes it the lead, "(Finland)" is cut, a category is none."""
    name = _leading().sub("", text)
    role = _role().search(name)
    if role:
        name = name[: role.start()]
    name = name if role else _bare(name)
    name = nominative(tidy(name))
    name = _from_capital(name)
    place = place_nominative(name)
    if (place and place != name) or _PLURAL.match(name):
        return  # "Oulusta", "Ammattikorkeakoulut Turusta": nobody in particular
    if (
        not is_organisation(name)
        or category(name)
        or is_country(name)
        or is_furniture(name)
        or (name[:1].islower() and not has_head(name))
    ):
        return
    if name.isdigit() or _VERB.search(name):
        return
    say_participation(draft, name, "coordinator" if role else "partner", basis)


def _from_capital(name: str) -> str:
    """Cut common words before a name ("viestintää hoitava Centrum Balticum -säätiö"), but not its own first word."""
    first = name.split(" ", 1)[0]
    if not name[:1].islower() or has_head(first) or first.endswith("-"):
        return name
    capital = re.search(r" (?=[A-ZÅÄÖ])", name)
    return name[capital.end() :] if capital else name


def say_target_group(draft: Draft, item: Span, basis: Basis, concept: str | None = None) -> None:
    """State a target group in the page's own words, with the concept of the vocabulary when it has one."""
    if is_empty(item.words) or len(item.words) > _LONGEST_GROUP or not draft.sound(item.words, basis.quote):
        return
    draft.add(
        "target_group", (item.words,), basis,
        project=draft.ref, name=item.words, concept=concept or category(item.words) or "", language=draft.language,
    )  # fmt: skip


def _table(draft: Draft, entry: Field, rule: str) -> None:
    """Read a table whose columns came out one after the other: names (some broken over lines), then ids and types."""
    kinds = words("organisation-kinds")
    names: list[Span] = []
    ids: list[Span] = []
    by_rows = False
    for item in entry.items:
        found = find_business_ids(item.plain)
        if found:
            ids.append(item.cut(found[0].start, found[0].end))
        elif fold(item.plain) not in kinds and (not ids or _is_next(names, ids)):
            by_rows = by_rows or bool(ids)
            names.append(item)
    names = names if by_rows else _unbroken(names, len(ids))
    for position, name in enumerate(names):
        if not is_organisation(name.words):
            continue
        say_participation(draft, name.words, "part-implementer", Basis(name, rule))
        if len(ids) == len(names):
            say_identifier(draft, name.words, ids[position].plain, Basis(ids[position], rule))


def _is_next(names: list[Span], ids: list[Span]) -> bool:
    """Tell whether a table is read row by row: each name so far is followed by its id."""
    pairs = zip(names, ids, strict=False)
    return (
        len(names) == len(ids)
        and all(name.end <= number.start for name, number in pairs)
        and (
            len(names) < 2 or all(number.start < name.start for number, name in zip(ids, names[1:], strict=False))  # noqa: PLR2004
        )
    )


def _unbroken(lines: list[Span], wanted: int) -> list[Span]:
    """Join lines until as many names are left as are wanted: a name that was broken filled its line."""
    surplus = len(lines) - wanted if wanted else 0
    going_on = set(sorted(range(len(lines) - 1), key=lambda i: -len(lines[i].plain))[: max(surplus, 0)])
    names: list[Span] = []
    for position, line in enumerate(lines):
        if position - 1 in going_on:
            names[-1] = names[-1].to(line)
        else:
            names.append(line)
    return names


def say_unit(draft: Draft, name: str, organisation: str, basis: Basis, known: Basis) -> None:
    """State the unit that owns the project, and of which organisation it is, known from elsewhere on the page."""
    if is_empty(name) or not draft.sound(name, basis.quote):
        return
    unit = draft.add("unit", (name,), basis, name=name)
    draft.note(unit, "organisation", organisation, known)
    ref = draft.add("participation", (name, "owner-unit"), basis, project=draft.ref, unit=unit, role="owner-unit")
    draft.note(ref, "organisation", organisation, known)
