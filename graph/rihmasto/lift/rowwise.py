"""How the rows of a logical table follow from those of its tables, so that a change of a few rows lifts only these."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ROWS = frozenset({"SELECT_NODE"})
# what makes a row of a query depend on other rows
_TOGETHER = ("group_expressions", "group_sets", "having", "qualify", "sample")
_MODIFIERS = frozenset({"ORDER_MODIFIER"})


@dataclass(frozen=True, slots=True)
class Dependence:
    """What the rows of a query depend on.

    Attributes:
        tables: names of the tables that it reads.
        by: None when a row follows from all rows of the tables; else the columns of its one table whose values the rows
            that it follows from share with it; no columns: a row follows from one row.
    """

    tables: frozenset[str]
    by: tuple[str, ...] | None


def dependences(connection: "DuckDBPyConnection", queries: Iterable[str]) -> list[Dependence]:
    """Look at the syntax trees of queries; in doubt, all rows depend on all.

    Args:
        connection: any; DuckDB parses the queries.
        queries: each is one SELECT.
    """
    # a macro may hide an aggregate
    rows = connection.execute(
        """SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type IN ('aggregate', 'macro')
           OR (function_type = 'scalar' AND stability <> 'CONSISTENT')"""
    ).fetchall()
    together = frozenset(name for (name,) in rows)
    return [_dependence(connection, query, together) for query in queries]


def _dependence(connection: "DuckDBPyConnection", query: str, together: frozenset[str]) -> Dependence:
    read = connection.execute("SELECT json_serialize_sql($1)", [query]).fetchone()
    tree: dict[str, Any] = json.loads(read[0]) if read else {"error": True}
    if tree.get("error"):
        return Dependence(frozenset(), None)
    tables = [node for node in _nodes(tree) if node.get("type") == "BASE_TABLE"]
    names = frozenset(".".join(filter(None, (t["schema_name"], t["table_name"]))) for t in tables)
    top = tree["statements"][0]["node"]
    if len(tables) != 1 or not _one_by_one(top, together):
        return Dependence(names, None)
    windows = [node for node in _nodes(tree) if node.get("class") == "WINDOW"]
    shares = [_partition(window) for window in windows]
    by = set(shares[0]).intersection(*shares[1:]) if shares else set()
    if windows and not by:
        return Dependence(names, None)
    return Dependence(names, tuple(sorted(by)))


def _nodes(tree: object) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        yield tree
        for value in tree.values():
            yield from _nodes(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _nodes(value)


def _one_by_one(select: dict[str, Any], together: frozenset[str]) -> bool:
    """Tell whether a SELECT only chooses and rewrites the rows of one table, but for its windows."""
    if select.get("type") not in _ROWS or any(select.get(name) for name in _TOGETHER):
        return False
    if select.get("cte_map", {}).get("map") or {m["type"] for m in select["modifiers"]} - _MODIFIERS:
        return False
    source = select.get("from_table") or {}
    rest = {name: part for name, part in select.items() if name != "from_table"}
    inside = list(_nodes(rest))
    if any(node.get("class") == "SUBQUERY" for node in inside) or _calls(inside) & together:
        return False
    if source.get("type") == "SUBQUERY":
        # a window of the outer query would see columns that the inner one makes
        windows = any(node.get("class") == "WINDOW" for node in inside)
        return not windows and _one_by_one(source["subquery"]["node"], together)
    return source.get("type") == "BASE_TABLE" and not source.get("sample") and not source.get("at_clause")


def _calls(nodes: list[dict[str, Any]]) -> set[str]:
    return {n["function_name"].lower() for n in nodes if n.get("class") == "FUNCTION"}


def _partition(window: dict[str, Any]) -> set[str]:
    """Return the columns of PARTITION BY that stand there as they are."""
    return {p["column_names"][-1] for p in window["partitions"] if p.get("class") == "COLUMN_REF"}
