"""Facts: the records of a page as a person would list them, one line a value, with the words that say it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rihmasto.errors import Language
from rihmasto.model import Claim, Record, tables
from rihmasto.model.ownership import project_name, projects_of
from rihmasto.publish.explaining.quoting import words_of
from rihmasto.publish.explaining.words import concept_label, field_label, spoken

_HIDDEN = {"language", "currency", "approximate", "scheme", "project"}
# The columns of a table in which its main value stands, the surest to be understood first.
_MAIN = (
    "title", "name", "name_fi", "name_sv", "name_en", "person", "value", "organisation", "unit", "address", "place",
    "instrument", "funder", "authority", "strategy", "programme", "agreement", "email", "phone",
)  # fmt: skip
_ONE_EACH = {"project", "funding", "agreement", "strategy", "organisation"}


@dataclass(slots=True)
class Fact:
    """A value.

    Attributes:
        label: what it is, in plain words.
        value: as a person writes it.
        claims: what was read for it, the main one first.
        table: of the record.
        details: further values of the same record: label and value.
        number: its place among all values of the page, counted from 1.
    """

    label: str
    value: str
    claims: list[Claim]
    table: str
    details: list[tuple[str, str]] = field(default_factory=list)
    number: int = 0

    @property
    def main(self) -> Claim:
        """The claim of the value itself."""
        return self.claims[0]

    @property
    def confidence(self) -> float:
        """How sure the reading is: as sure as its least sure part."""
        return min(claim.confidence for claim in self.claims)


def facts_of(records: Sequence[Record], text: str, language: Language) -> dict[str, list[Fact]]:
    """Return the facts of each project of a page, numbered in the order of the page.

    Args:
        records: of one page.
        text: of the page.
        language: of labels and values.

    Returns:
        name of a project ("" for what belongs to none alone) → its facts, in the order of the model's tables.
    """
    index = {record.key: record for record in records}
    owners = projects_of(records)
    groups: dict[str, list[Fact]] = {r.key: [] for r in records if r.table == "project"}
    referred = {c.value[1:] for r in records for c in r.claims if c.value.startswith("#")}
    for record in sorted(records, key=_rank):
        if record.table in {"person", "programme", "unit", "place"} and record.key in referred:
            continue  # told by what refers to it
        groups.setdefault(owners[record.key], []).extend(_facts(record, index, language))
    listed = [fact for facts in groups.values() for fact in facts]
    for number, fact in enumerate(sorted(listed, key=lambda f: words_of(f.main, text, f.value) or (0, 0)), 1):
        fact.number = number
    return {project_name(index[key]) if key else "": facts for key, facts in groups.items() if facts}


def _rank(record: Record) -> int:
    """The order of the model's tables; who does a work package stands with the work packages."""
    order = list(tables())
    return order.index(
        "work_package" if record.value("work_package") and not tables()[record.table].private else record.table
    )


def _facts(record: Record, index: Mapping[str, Record], language: Language) -> Iterator[Fact]:
    claims = [c for c in record.claims if c.column not in _HIDDEN]
    if record.table in _ONE_EACH:
        yield from _each(record, claims, index, language)
        return
    preferred = {c.column: c for c in reversed(claims) if c.rank == "preferred"}
    main = next((preferred[name] for name in _MAIN if name in preferred), None)
    if main is None:
        return
    label = _label(record, main, language)
    fact = Fact(label, _value(record, main, index, language), [main], record.table)
    for claim in claims:
        if claim is main or claim.column in {"role", "relation", "kind"}:
            continue
        fact.claims.append(claim)
        fact.details.append((field_label(record.table, claim.column, language), _value(record, claim, index, language)))
    referred = index.get(main.value[1:]) if main.value.startswith("#") else None
    fact.claims += [c for c in referred.claims if c.quote != main.quote and c.rank == "preferred"] if referred else []
    yield fact


def _each(record: Record, claims: list[Claim], index: Mapping[str, Record], language: Language) -> Iterator[Fact]:
    """One fact a value; of names that a list of the program adds in other languages only the page's own."""
    named = False
    for claim in claims:
        of_name = claim.column.startswith("name_") or claim.column == "other_names"
        if (of_name and named and record.table != "project") or claim.column == "kind":
            continue
        named = named or of_name
        label = field_label(record.table, "name" if of_name else claim.column, language)
        if claim.rank != "preferred":
            label = spoken("other", language, label=label)
        yield Fact(label, _value(record, claim, index, language), [claim], record.table)


def _label(record: Record, main: Claim, language: Language) -> str:
    """A role, a kind of money or a relation says more than the name of a column."""
    for column in ("role", "kind", "relation"):
        value = record.value(column)
        if value and record.table not in {"programme", "strategy", "person"}:
            return concept_label(tables()[record.table].column(column).target, value, language)
    number = record.value("number")
    label = field_label(record.table, main.column if record.table == "project" else "", language)
    return f"{label} {number}" if number else label


def _value(record: Record, claim: Claim, index: Mapping[str, Record], language: Language) -> str:
    if claim.value.startswith("#"):
        named = index.get(claim.value[1:])
        return _called(named) if named else claim.quote
    column = tables()[record.table].column(claim.column)
    if column.type == "concept":
        return concept_label(column.target, claim.value, language)
    said = spoken_value(column.type, claim.value, language)
    if record.table == "amount" and claim.column == "value":
        said = f"{said} {record.value('currency') or 'EUR'}"
        return spoken("about", language, value=said) if record.value("approximate") == "true" else said
    return said


def _called(record: Record) -> str:
    names = ("name", "title", "name_fi", "name_sv", "name_en", "acronym", "instrument", "funder")
    return next((v for v in map(record.value, names) if v), record.key)


def spoken_value(kind: str, value: str, language: Language) -> str:
    """Write a date or a number as people of a language do.

    Args:
        kind: type of the column.
        value: canonical form.
        language: fi, sv or en.
    """
    from babel.numbers import format_decimal  # noqa: PLC0415  # heavy

    if kind == "decimal":
        return str(format_decimal(value, locale="fi" if language != "en" else "en"))
    parts = value.split("-")
    if kind != "date" or len(parts) == 1 or not all(p.isdecimal() for p in parts):
        return value
    return ".".join(str(int(p)) for p in reversed(parts)) if len(parts) == 3 else f"{int(parts[1])}/{parts[0]}"  # noqa: PLR2004
