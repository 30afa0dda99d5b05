"""Assembly: merged rows and evidence become the rows of the model's tables."""

from collections import defaultdict
from collections.abc import Mapping

from rihmasto.identity import EvidenceRow, Merged, Row, Statement
from rihmasto.model import tables
from rihmasto.model.iris import relative_iri
from rihmasto.names import concept_iri, expand, fold, short_hash, slug
from rihmasto.pipeline.persons import Persons
from rihmasto.pipeline.privacy import WITHHELD, is_private
from rihmasto.store import MINTED, PEOPLE

_CURRENCY = "http://publications.europa.eu/resource/authority/currency/"
Rows = dict[str, list[dict[str, object]]]


def assemble(merged: Merged, persons: Persons) -> Rows:
    """Make the rows of all tables.

    Args:
        merged: rows and evidence of `identity`.
        persons: decides which evidence is private.

    Returns:
        Table name → rows, with "evidence" and "people.evidence".
    """
    rows: Rows = defaultdict(list)
    whole: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in merged.rows:
        whole[row.table, row.key].update(row.values)
    for row in merged.rows:
        rows[row.table].append(_row(row, whole[row.table, row.key]))
    for evidence in merged.evidence:
        said = _evidence(evidence, whole[evidence.statement.table, evidence.statement.key])
        if said:
            _say_as_people_do(said, evidence, whole)
            rows[f"{PEOPLE}.evidence" if is_private(evidence, persons) else "evidence"].append(said)
    return rows


def _row(row: Row, thing: Mapping[str, str]) -> dict[str, object]:
    cells: dict[str, object] = {**row.values, "source": row.source}
    key = tables()[row.table].key
    if key:
        cells[key] = row.key
    minted = _minted(row.table, thing)
    if (minted and "name" in row.values) or (minted and row.table == "designation"):
        cells[MINTED[row.table]] = minted
    return cells


def _minted(table: str, thing: Mapping[str, str]) -> str | None:
    """Make the key of the thing that a link row's name stands for; a concept of a vocabulary needs none."""
    if table not in MINTED or "name" not in thing or thing.get("concept"):
        return None
    return f"{slug(thing['name'])}-{short_hash(table, fold(thing['name']), length=6)}"


def _evidence(row: EvidenceRow, thing: Mapping[str, str]) -> dict[str, object] | None:
    s = row.statement
    subject, about, thing_iri = _spoken_of(s, thing)
    if not about or s.claim.rule == WITHHELD:
        return None
    where, claim = s.claim.locator, s.claim
    return {
        "evidence": row.key, "source": s.filed.source, "file": where.file or s.filed.file, "subject": subject,
        "property": about, "value": claim.value, "object": thing_iri,
        "quote": claim.quote, "start": where.start, "end": where.end, "line": where.line, "row": where.row,
        "column": where.column, "sheet": where.sheet, "rule": claim.rule, "confidence": s.confidence, "rank": row.rank,
    }  # fmt: skip


def _say_as_people_do(
    said: dict[str, object], row: EvidenceRow, whole: Mapping[tuple[str, str], Mapping[str, str]]
) -> None:
    """Put names for keys, and let another spelling be another name: it contradicts nothing."""
    s = row.statement
    if s.claim.value.startswith("#"):
        said["value"] = _name(s, whole) or said["quote"]
    elif s.rule == "key":
        said["value"] = _name(s, whole) or said["value"]
    if s.table == "designation" and s.column == "project":
        said["value"] = whole[s.table, s.key].get("name", said["value"])
    if row.rank == "normal" and s.column.startswith("name_"):
        said["property"], said["rank"] = expand("skos:altLabel"), "preferred"


def _name(s: Statement, whole: Mapping[tuple[str, str], Mapping[str, str]]) -> str:
    """Name the thing that "#key" means: a statement is read by people, and keys are no words."""
    thing = whole.get((tables()[s.table].column(s.column).target, s.value), {})
    return next((thing[c] for c in ("name_fi", "name_sv", "name_en", "name", "title") if c in thing), "")


def _spoken_of(s: Statement, thing: Mapping[str, str]) -> tuple[str, str, str | None]:
    """Return subject, property and (for a thing) object of the triple that a statement becomes."""
    table = tables()[s.table]
    column = table.column(s.column)
    minted = _minted(s.table, thing)
    if s.table == "designation" and s.column in {"name", "project"} and minted:
        spearhead = relative_iri("spearhead", minted)
        if s.column == "project":
            return relative_iri("project", s.value), column.property, spearhead
        return relative_iri(s.table, s.key), column.property, spearhead
    if s.column == "project" and "work_package" in thing:
        return "", "", None  # what takes part in a work package takes part in its project by way of it
    subject = relative_iri(s.table, s.key)
    if table.key is None:
        owner = next(c for c in table.columns if c.type == "ref")
        if s.column == owner.name or owner.name not in thing:
            return "", "", None
        subject = relative_iri(owner.target, thing[owner.name])
    return subject, _property(s, column.property, thing), _object(s, thing, minted)


def _property(s: Statement, usual: str, thing: Mapping[str, str]) -> str:
    """A commitment's property is its relation: prepares, implements, coordinates, runs under."""
    if s.table == "commitment" and usual and thing.get("relation"):
        first, *rest = thing["relation"].split("-")
        return expand("rih:" + first + "".join(word.capitalize() for word in rest))
    return usual


def _object(s: Statement, thing: Mapping[str, str], minted: str | None) -> str | None:
    """Return the IRI of the thing that a value means, or None for a value that is only words."""
    column = tables()[s.table].column(s.column)
    if column.type == "ref":
        return relative_iri(column.target, s.value)
    if column.type == "concept":
        classes = {"instrument": "rih:FundingInstrument", "programme": "rih:Programme"}
        typed = s.table == "programme" and s.column == "kind"
        return expand(classes[s.value]) if typed else concept_iri(column.target, s.value)
    return _thing_of_words(s, thing, minted)


def _thing_of_words(s: Statement, thing: Mapping[str, str], minted: str | None) -> str | None:
    if s.column == "currency":
        return _CURRENCY + s.value
    if s.table == "organisation_identifier" and s.column == "value":
        return relative_iri("identifier", f"{thing.get('scheme', '')}-{s.value}")
    if s.column == "name" and s.table == "target_group" and thing.get("concept"):
        return concept_iri("target-groups", thing["concept"])
    return relative_iri(s.table, minted) if s.column == "name" and minted else None
