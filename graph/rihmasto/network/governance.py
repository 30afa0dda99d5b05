"""The governance chain: whose money, through which instrument and authority, to which project and its lead."""

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from rihmasto.network.facts import LEADING, Facts, told
from rihmasto.network.graph import Link, Names, Network, Node, Quote, Reason
from rihmasto.network.partners import ROOM, assemble

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# The steps in the order of the money's way, and what the line that leaves each of them means.
STEPS = ("funder", "instrument", "authority", "project", "lead")
_LEAVING = {"funder": "under", "instrument": "through", "authority": "grants", "project": "leads"}

_CHAINS = """
SELECT DISTINCT project, funding, ministry, instrument, authority, lead FROM governance_chain ORDER BY ALL"""
_INSTRUMENTS = """
SELECT programme, max(name_fi), max(name_sv), max(name_en), max(acronym), max(other_names)
FROM programme GROUP BY programme ORDER BY programme"""


def governance_network(connection: "DuckDBPyConnection", facts: Facts) -> Network:
    """Draw the chains that the release has derived; a step that no source names is passed over.

    Args:
        connection: an open `build/tables/rihmasto.duckdb`.
        facts: the rows of the same release.
    """
    chains = connection.execute(_CHAINS).fetchall()
    projects = sorted({chain[0] for chain in chains})
    shown = set(projects[:ROOM])
    instruments = {row[0]: row[1:] for row in connection.execute(_INSTRUMENTS).fetchall()}
    nodes: dict[str, Node] = {}
    links: dict[tuple[str, str], Link] = {}
    for project, funding, *steps in chains:
        if project not in shown:
            continue
        funder, instrument, authority, lead = steps
        passed = zip(STEPS, (funder, instrument, authority, project, lead), strict=True)
        way = [(step, key) for step, key in passed if key]
        for step, key in way:
            place = f"{step}:{key}"
            nodes[place] = _passed(nodes.get(place) or _node(facts, instruments, step, key), project, funding)
        for (step, key), (following, other) in pairwise(way):
            ends = f"{step}:{key}", f"{following}:{other}"
            quotes = _quotes(facts, step, funding, instrument, authority)
            reason = _leading(facts, project, other) if step == "project" else Reason(project, quotes=quotes)
            links[ends] = _joined(links.get(ends) or Link(*ends, _LEAVING[step]), reason)
    told_nodes = [replace(node, reasons=_of_links(node.key, links)) for node in nodes.values()]
    return assemble("governance", facts, told_nodes, list(links.values()), len(projects) - len(shown))


def _node(facts: Facts, instruments: dict[str, tuple[str | None, ...]], step: str, key: str) -> Node:
    place = f"{step}:{key}"
    if step == "project":
        project = facts.projects[key]
        return Node(place, step, "", project.names, (project.acronym,) if project.acronym else ())
    if step == "instrument":
        fi, sv, en, acronym, others = instruments[key]
        names = Names(fi or "", sv or "", en or "")
        aliases = (name.strip() for name in (acronym or "", *(others or "").split("|")))
        return Node(place, step, "", names, tuple(dict.fromkeys(name for name in aliases if name)))
    of = facts.organisations[key]
    return Node(place, step, of.kind, of.names, of.aliases, website=of.website)


def _passed(node: Node, project: str, funding: str) -> Node:
    giving = node.sort in ("funder", "instrument", "authority")
    grants = tuple(sorted({*node.grants, funding})) if giving and funding else ()
    return replace(node, projects=tuple(sorted({*node.projects, project})), grants=grants)


def _joined(link: Link, reason: Reason) -> Link:
    if reason in link.reasons:
        return link
    projects = tuple(sorted({*link.projects, reason.project}))
    return replace(link, projects=projects, reasons=(*link.reasons, reason))


def _leading(facts: Facts, project: str, lead: str) -> Reason:
    part = facts.parts.get((project, lead), Reason(project, lead))
    return replace(part, roles=tuple(role for role in part.roles if role in LEADING), packages=())


def _quotes(facts: Facts, step: str, funding: str, instrument: str, authority: str) -> tuple[Quote, ...]:
    grant = f"id/grant/{funding}"
    if step == "funder":
        named = told(facts, grant, "rih:hasFunder")
        return named or told(facts, f"id/programme/{instrument}", "rih:hasUltimateFunder")
    if step == "instrument":
        under = told(facts, grant, "rih:isFundedUnder")
        return under + (told(facts, grant, "rih:hasFundingAuthority") if authority else ())
    return told(facts, grant, "rih:hasFundingAuthority")


def _of_links(key: str, links: dict[tuple[str, str], Link]) -> tuple[Reason, ...]:
    """Tell of a node what its links tell, each once."""
    found = dict.fromkeys(reason for place, link in links.items() if key in place for reason in link.reasons)
    return tuple(sorted(found, key=lambda reason: (reason.project, reason.organisation, reason.quotes)))
