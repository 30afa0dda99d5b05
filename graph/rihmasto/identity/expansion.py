"""Expansion: a person or a unit that a cell names in words becomes a record of its own."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rihmasto.model import Claim, Filed, Record

# (table, column) → table of the thing that the words name, and the columns that the new record takes along.
_NAMED_IN_PASSING = {("contact", "person"): ("person", ()), ("participation", "unit"): ("unit", ("organisation",))}


def expand(filed: Iterable[Filed]) -> Iterator[Filed]:
    """Yield all records, with a record before each that names a person or a unit in words.

    Args:
        filed: records; a ref that is "#key" or the key of a row of the same workspace stays as it is.
    """
    everything = list(filed)
    keys = {(f.record.table, f.record.value(f.record.table)) for f in everything}
    for f in everything:
        record = f.record
        for (table, column), (target, along) in _NAMED_IN_PASSING.items():
            claim = next((c for c in record.claims if c.column == column), None)
            known = claim is None or claim.value.startswith("#") or (target, claim.value) in keys
            if record.table != table or claim is None or known:
                continue
            name = f"{record.key}-{target}"
            taken = [replace(claim, column="name"), *(c for c in record.claims if c.column in along)]
            yield replace(f, record=Record(target, name, tuple(taken)))
            record = Record(record.table, record.key, tuple(_pointing(c, claim, name) for c in record.claims))
        yield replace(f, record=record)


def _pointing(claim: Claim, named: Claim, key: str) -> Claim:
    return replace(claim, value=f"#{key}") if claim is named else claim
