"""Pruning: of the lists that ship with the program only what the workspace speaks of enters the graph."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rihmasto.identity import Statement
from rihmasto.model import tables

Thing = tuple[str, str]


def prune(statements: Sequence[Statement]) -> list[Statement]:
    """Drop reference statements about things that no source of the workspace refers to, directly or through others.

    Args:
        statements: of all sources, the shipped lists among them.
    """
    waiting: dict[Thing, list[Statement]] = defaultdict(list)
    kept: list[Statement] = []
    reached: list[Thing] = []
    owners = _owners(statements)
    for s in statements:
        if s.filed.origin == "reference":
            waiting[owners.get((s.table, s.key), (s.table, s.key))].append(s)
        else:
            kept.append(s)
            reached.extend(_mentioned(s))
    seen: set[Thing] = set()
    while reached:
        thing = reached.pop()
        if thing in seen:
            continue
        seen.add(thing)
        for s in waiting.get(thing, ()):
            kept.append(s)
            reached.extend(_mentioned(s))
    return kept


def _owners(statements: Iterable[Statement]) -> dict[Thing, Thing]:
    """Rows without a key of their own belong to the first thing that they refer to: a name to its organisation."""
    owners: dict[Thing, Thing] = {}
    for s in statements:
        table = tables()[s.table]
        first = next((c for c in table.columns if c.type == "ref"), None)
        if table.key is None and first is not None and s.column == first.name:
            owners[s.table, s.key] = (first.target, s.value)
    return owners


def _mentioned(s: Statement) -> list[Thing]:
    column = tables()[s.table].column(s.column)
    found = [(s.table, s.key)]
    if column.type == "ref":
        found.append((column.target, s.value))
    return found
