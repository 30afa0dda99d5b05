"""Merging: of several claims for one value one is preferred, by a stated rule; all are kept as evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from rihmasto.identity.statements import Statement
from rihmasto.model import tables
from rihmasto.names import short_hash

# The people who keep the workspace know best, then the lists that ship with the program, then the pages: a page may
# misspell the name of a fund, the list does not.
_TRUST = {"table": 0, "reference": 1, "page": 2}
# Words that every language has its own of; a title in Swedish does not contradict one in Finnish.
_OF_A_LANGUAGE = {"title", "description", "task", "language"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: what one source states of one thing, less what another source states with preference."""

    table: str
    key: str
    source: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """The words or the cell behind one value; see the table `evidence` in docs/reference/tables.md."""

    key: str
    statement: Statement
    rank: str


@dataclass(slots=True)
class Merged:
    """Rows and evidence of all tables, in a stable order."""

    rows: list[Row] = field(default_factory=list)
    evidence: list[EvidenceRow] = field(default_factory=list)


def merge(statements: Iterable[Statement]) -> Merged:
    """Choose the preferred value of every column of every thing.

    The rule: a claim that its reader prefers comes before one that it does not; then tables before the shipped lists
    before pages; then the more confident; then the name of the source, so that the choice never depends on luck.

    Args:
        statements: of all sources.
    """
    merged = Merged()
    ordered = sorted(statements, key=_position)
    for (table, key), of_thing in groupby(ordered, key=lambda s: (s.table, s.key)):
        chosen: dict[str, dict[str, str]] = {}
        thing = list(of_thing)
        for _, group in groupby(thing, key=lambda s: (s.column, _language(s))):
            claims = list(group)
            best = claims[0]
            row = chosen.setdefault(best.filed.source, {})
            row[best.column] = best.value
            if best.column in _OF_A_LANGUAGE and "language" in {c.name for c in tables()[table].columns}:
                row.setdefault("language", best.filed.language)
            merged.evidence.extend(_evidence(claims, best.value))
        if tables()[table].key:
            for source in sorted({s.filed.source for s in thing}):
                chosen.setdefault(source, {})
        merged.rows.extend(Row(table, key, source, chosen[source]) for source in sorted(chosen))
    return merged


def _language(s: Statement) -> str:
    return s.filed.language if s.column in _OF_A_LANGUAGE else ""


def _position(s: Statement) -> tuple[object, ...]:
    return (
        s.table, s.key, s.column, _language(s), s.claim.rank != "preferred", _TRUST[s.filed.origin], -s.confidence,
        s.filed.source, s.filed.file, s.claim.locator.line or 0,
        s.claim.locator.start or s.claim.locator.row or 0, s.value,
    )  # fmt: skip


def _evidence(claims: Sequence[Statement], preferred: str) -> list[EvidenceRow]:
    seen: set[str] = set()
    rows = []
    for s in claims:
        where = s.claim.locator
        key = short_hash(
            s.table, s.key, s.column, s.value, s.filed.source, s.filed.file, s.claim.quote, s.claim.rule,
            *(str(v) for v in (where.start, where.end, where.row, where.column, where.sheet)), length=16,
        )  # fmt: skip
        if key not in seen:
            seen.add(key)
            rows.append(EvidenceRow(key, s, "preferred" if s.value == preferred else "normal"))
    return rows
