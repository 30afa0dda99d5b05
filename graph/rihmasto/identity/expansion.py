"""Expansion: a person or a unit that a cell names in words becomes a record of its own."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rihmasto.model import Claim, Filed, Record
from rihmasto.names import fold

# (table, column) → table of the thing that the words name, and the columns that the new record takes along.
_NAMED_IN_PASSING = {("contact", "person"): ("person", ()), ("participation", "unit"): ("unit", ("organisation",))}


def expand(filed: Iterable[Filed]) -> Iterator[Filed]:
    """Yield all records, with a record before each that names a person or a unit in words.

    Args:
        filed: records; a ref that is "#key" or the key of a row of the same workspace stays as it is, but for keys of
            persons, which become "#key" of their rows.
    """
    everything = list(filed)
    keys: dict[tuple[str, str | None], str] = {}
    for f in everything:
        keys.setdefault((f.record.table, f.record.value(f.record.table)), f"{f.record.key}@{f.file}")
    listed = _listed_persons(everything)
    for f in everything:
        record = f.record
        for (table, column), (target, along) in _NAMED_IN_PASSING.items():
            claim = next((c for c in record.claims if c.column == column), None)
            if record.table != table or claim is None or claim.value.startswith("#"):
                continue
            there = keys.get((target, claim.value)) or (listed.get(fold(claim.value)) if target == "person" else None)
            if there and target == "person":  # whose key becomes a hash, so only the place of the row leads to it
                record = Record(record.table, record.key, tuple(_pointing(c, claim, there) for c in record.claims))
            if there:
                continue
            name = f"{record.key}-{target}"
            taken = [replace(claim, column="name"), *(c for c in record.claims if c.column in along)]
            yield replace(f, record=Record(target, name, tuple(taken)))
            record = Record(record.table, record.key, tuple(_pointing(c, claim, name) for c in record.claims))
        yield replace(f, record=record)


def _listed_persons(filed: Iterable[Filed]) -> dict[str, str]:
    """Names that the table `person` lists once → where: the contact of that name is the person of that row."""
    places: dict[str, list[str]] = {}
    for f in filed:
        if f.record.table == "person" and f.origin == "table":
            places.setdefault(fold(f.record.value("name") or ""), []).append(f"{f.record.key}@{f.file}")
    return {name: where[0] for name, where in places.items() if len(where) == 1}


def _pointing(claim: Claim, named: Claim, key: str) -> Claim:
    return replace(claim, value=f"#{key}") if claim is named else claim
