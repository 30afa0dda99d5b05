"""The money of the projects: what each source states, and sums that never mix kinds or currencies."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from rihmasto.names import expand
from rihmasto.network.graph import Amount, Grant, Names, Project, Quote, Sum

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_AMOUNTS = """
SELECT amount, max(project), max(funding), max(organisation), max(kind), max(value), max(currency),
       bool_or(coalesce(approximate, false))
FROM amount GROUP BY amount HAVING max(project) IS NOT NULL AND max(value) IS NOT NULL ORDER BY amount"""
_GRANTS = """
SELECT f.project, f.funding, f.instrument, coalesce(f.funder, p.funder), f.authority
FROM (SELECT funding, max(project) AS project, max(instrument) AS instrument, max(funder) AS funder,
             max(authority) AS authority FROM funding GROUP BY funding) f
LEFT JOIN (SELECT programme, max(funder) AS funder FROM programme GROUP BY programme) p ON p.programme = f.instrument
WHERE f.project IS NOT NULL ORDER BY ALL"""
_INSTRUMENTS = """
SELECT programme, max(name_fi), max(name_sv), max(name_en), max(acronym) FROM programme GROUP BY programme"""

# In which order the kinds are told; kinds that are not here come last.
_KINDS = ("total", "granted", "eu", "national", "municipal", "public", "private", "own", "share")


def with_money(
    connection: "DuckDBPyConnection",
    projects: dict[str, Project],
    organisations: dict[str, Names],
    quotes: dict[tuple[str, str], tuple[Quote, ...]],
) -> dict[str, Project]:
    """Give the projects their grants and amounts.

    Args:
        connection: an open `build/tables/rihmasto.duckdb`.
        projects: by key.
        organisations: key → names.
        quotes: (IRI relative to the workspace's base, property's IRI) → what the sources say of it.
    """
    amounts: dict[str, list[Amount]] = defaultdict(list)
    for key, project, grant, whose, kind, value, currency, approximate in connection.execute(_AMOUNTS).fetchall():
        said = quotes.get((f"id/amount/{key}", expand("rih:value")), ())
        name = organisations.get(whose, Names()) if whose else Names()
        amounts[project].append(Amount(kind or "", value, currency or "", approximate, name, grant or "", said))
    grants: dict[str, list[Grant]] = defaultdict(list)
    instruments = {row[0]: _instrument(*row) for row in connection.execute(_INSTRUMENTS).fetchall()}
    for project, key, instrument, funder, authority in connection.execute(_GRANTS).fetchall():
        named = instruments.get(instrument, Names()), organisations.get(funder, Names())
        grants[project].append(Grant(key, *named, organisations.get(authority, Names())))
    return {
        key: replace(project, grants=tuple(grants[key]), amounts=tuple(sorted(amounts[key], key=_order)))
        for key, project in projects.items()
    }


def sums(projects: Iterable[Project], grants: frozenset[str]) -> tuple[Sum, ...]:
    """Add up what came through some grants, each kind and each currency for itself.

    Args:
        projects: whose amounts are looked at.
        grants: keys of the grants; an amount that no source ties to one of them is not counted.

    Returns:
        The sums; what two sources state differently of one grant is left out of them.
    """
    stated: dict[tuple[str, str, str], list[Amount]] = defaultdict(list)
    for project in projects:
        for amount in project.amounts:
            if amount.grant in grants:
                stated[amount.grant, amount.kind, amount.currency].append(amount)
    parts: dict[tuple[str, str], list[Amount]] = defaultdict(list)
    for (_, kind, currency), found in sorted(stated.items()):
        # The whole grant is told once; the parts of organisations are counted only where no source tells the whole.
        whole = [amount for amount in found if amount.whose == Names()] or found
        if len({amount.whose for amount in whole}) == len(whole):
            parts[kind, currency] += whole
    return tuple(
        Sum(kind, sum((one.value for one in added), Decimal(0)), currency, any(one.approximate for one in added))
        for (kind, currency), added in sorted(parts.items(), key=lambda entry: (_rank(entry[0][0]), entry[0]))
    )


def _instrument(_: str, *names: str | None) -> Names:
    fi, sv, en, acronym = (name or "" for name in names)
    return Names(fi, sv, en) if fi or sv or en else Names(fi=acronym)


def _rank(kind: str) -> int:
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS)


def _order(amount: Amount) -> tuple[int, str, str, Decimal, str, tuple[Quote, ...]]:
    return _rank(amount.kind), amount.kind, amount.currency, -amount.value, amount.whose.fi, amount.quotes
