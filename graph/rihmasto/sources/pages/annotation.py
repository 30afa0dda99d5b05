"""The short form of a reading, one object a project: what `rihmasto read --format json` prints.

It is made of the records, so that the graph and this form never say different things. Claims below a stated
confidence are left out: they are for a person to confirm.
"""

from collections.abc import Iterable

from rihmasto.model import Claim, Record
from rihmasto.names import fold
from rihmasto.sources.pages.lexicon import programme_kind

SURE = 0.7
_LEADS = {"coordinator", "lead"}
_PARTNERS = {"partner", "part-implementer", "associated"}
_KINDS = {"granted": "grant"}


def annotation(records: Iterable[Record]) -> list[dict[str, object]]:
    """Return one object a project, in the order of the page; fields without a value are absent."""
    rows = [Record(r.table, r.key, tuple(c for c in r.claims if c.confidence >= SURE)) for r in records]
    index = {record.key: record for record in rows}
    return [_project(record, rows, index) for record in rows if record.table == "project"]


def _name(record: Record) -> str | None:
    values = [record.value(column) for column in ("name", "name_fi", "name_sv", "name_en", "title")]
    return next((value for value in values if value), None)


def _project(project: Record, rows: list[Record], index: dict[str, Record]) -> dict[str, object]:
    mine = [r for r in rows if r.value("project") == "#" + project.key]
    out: dict[str, object] = {"name": _first_name(project)}
    for column in ("acronym", "title", "code", "start", "end"):
        out[column] = project.value(column)
    out["budget"] = [_amount(r) for r in mine if r.table == "amount" and r.value("value")]
    parts = [r for r in mine if r.table == "participation" and not r.value("work_package")]
    leads = _unique(r.value("organisation") for r in parts if r.value("role") in _LEADS)
    partners = _unique(r.value("organisation") for r in parts if r.value("role") in _PARTNERS)
    out["partners"] = [name for name in partners if not any(_shorter(name, lead) for lead in leads)]
    out["lead"] = leads[0] if len(leads) == 1 else leads
    owner = next((r for r in parts if r.value("role") == "owner-unit"), None)
    out["owning_unit"] = _named(owner.value("unit"), index) if owner else None
    out |= _money(mine, index)
    out["work_packages"] = [_package(r, rows, index) for r in mine if r.table == "work_package"]
    out["contacts"] = [_contact(r, index) for r in mine if r.table == "contact"]
    out["themes"] = _unique(r.value("name") for r in mine if r.table == "theme")
    groups = [r for r in mine if r.table == "target_group"]
    out["partner_types"] = _unique(r.value("name") for r in groups if _rule(r, "name") == "label:partners")
    out["target_groups"] = _unique(r.value("name") for r in groups if _rule(r, "name") != "label:partners")
    out["website"] = next((r.value("address") for r in mine if r.table == "website"), None)
    out["places"] = _unique(r.value("place") for r in mine if r.table == "location")
    said = {r.value("organisation") for r in parts}
    out["identifiers"] = {
        str(r.value("organisation")): r.value("value")
        for r in rows
        if r.table == "organisation_identifier" and r.value("organisation") in said
    }
    return {key: value for key, value in out.items() if value}


def _shorter(name: str, lead: str) -> bool:
    """Tell whether a partner is the lead again, without the acronym in brackets."""
    return name != lead and fold(name) == fold(lead.split(" (", maxsplit=1)[0])


def _first_name(project: Record) -> str | None:
    names = [c for c in project.claims if c.column.startswith("name_") and c.rank == "preferred"]
    return max(names, key=lambda c: c.confidence).value if names else None


def _rule(record: Record, column: str) -> str:
    return next((c.rule for c in record.claims if c.column == column), "")


def _unique(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _named(reference: str | None, index: dict[str, Record]) -> str | None:
    if reference and reference.startswith("#"):
        record = index.get(reference[1:])
        return _name(record) if record else None
    return reference


def _amount(record: Record) -> dict[str, object]:
    value = float(record.value("value") or 0)
    kind = record.value("kind") or ""
    out: dict[str, object] = {
        "amount": int(value) if value == int(value) else value,
        "currency": record.value("currency") or "EUR",
        "kind": _KINDS.get(kind, kind),
    }
    if record.value("organisation"):
        out["by"] = record.value("organisation")
    if record.value("approximate") == "true":
        out["approx"] = True
    return out


def _money(mine: list[Record], index: dict[str, Record]) -> dict[str, object]:
    """Funders, authority and programmes: a fund is a funder, an instrument is a programme, an EU programme is both."""
    funders: list[str | None] = []
    programmes: list[str | None] = []
    grants = [record for record in mine if record.table == "funding"]
    for grant in grants:
        funder, instrument = grant.value("funder"), _named(grant.value("instrument"), index)
        kind = programme_kind(instrument) if instrument else ""
        funders.append(funder or (None if kind == "instrument" else instrument))
        programmes.append(None if kind == "fund" else instrument)
    for commitment in (record for record in mine if record.table == "commitment"):
        programmes += [_named(commitment.value(column), index) for column in ("strategy", "programme")]
    return {
        "funders": _unique(funders),
        "funding_authority": next((g.value("authority") for g in grants if g.value("authority")), None),
        "programme": _unique(programmes),
    }


def _package(record: Record, rows: list[Record], index: dict[str, Record]) -> dict[str, object]:
    reference = "#" + record.key
    number = record.value("number")
    responsible = [r for r in rows if r.table == "participation" and r.value("work_package") == reference]
    contacts = [r for r in rows if r.table == "contact" and r.value("work_package") == reference]
    out: dict[str, object] = {"number": int(number)} if number else {}
    return out | {
        "title": record.value("title"),
        "responsible": _unique(r.value("organisation") for r in responsible),
        "contact": _unique(_named(r.value("person"), index) for r in contacts),
    }


def _contact(record: Record, index: dict[str, Record]) -> dict[str, object]:
    package = _named(record.value("work_package"), index)
    out = {
        "name": _named(record.value("person"), index),
        "role": record.value("position") or package,
        "organisation": record.value("organisation"),
        "email": record.value("email"),
        "phone": record.value("phone"),
    }
    return {key: value for key, value in out.items() if value}


def claims_of(records: Iterable[Record]) -> list[tuple[Record, Claim]]:
    """Return every claim with its record, in the order of the page."""
    pairs = [(record, claim) for record in records for claim in record.claims]
    return sorted(pairs, key=lambda pair: (pair[1].locator.start or 0, pair[0].key, pair[1].column))
