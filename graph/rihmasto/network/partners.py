"""Maps of who takes part in what: organisations linked to each other, or to their projects."""

from collections import defaultdict
from itertools import combinations

from rihmasto.network.facts import LEADING, Facts
from rihmasto.network.graph import Link, Network, Node, Reason, Source

# What a page of SVG can carry and a reader can still use; beyond it the smallest organisations and projects and the
# weakest links wait in the tables and queries, and the page says how many.
ROOM = 400
LINES = 3000


def partner_network(facts: Facts) -> Network:
    """Link organisations that take part in the same projects or work packages.

    Args:
        facts: the rows of a release.
    """
    nodes, left_out = organisation_nodes(facts)
    here = {node.key for node in nodes}
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for project, members in _members(facts).items():
        for pair in combinations(sorted(here.intersection(members)), 2):
            shared[pair].append(project)
    links = [_shared(facts, *pair, shared[pair]) for pair in shared]
    return assemble("partners", facts, nodes, links, left_out)


def project_map(facts: Facts) -> Network:
    """Link organisations to the projects that they take part in; projects without a known part stand alone.

    Args:
        facts: the rows of a release.
    """
    nodes, left_out = organisation_nodes(facts)
    here = {node.key for node in nodes}
    members = _members(facts)
    known = [key for key in facts.projects if here.intersection(members[key]) or not members[key]]
    shown = sorted(known, key=lambda key: (-len(here.intersection(members[key])), key))[:ROOM]
    links = []
    for key in shown:
        project, reasons = facts.projects[key], [facts.parts[key, one] for one in members[key]]
        aliases = (project.acronym,) if project.acronym else ()
        nodes.append(Node(key, "project", "", project.names, aliases, (key,), tuple(reasons)))
        links += [_part(reason) for reason in reasons if reason.organisation in here]
    return assemble("projects", facts, nodes, links, left_out + len(facts.projects) - len(shown))


def organisation_nodes(facts: Facts) -> tuple[list[Node], int]:
    """Return the organisations that take part in a project, and how many of them had no room.

    Args:
        facts: the rows of a release.
    """
    parts: dict[str, list[Reason]] = defaultdict(list)
    for reason in facts.parts.values():
        parts[reason.organisation].append(reason)
    ranked = sorted(parts, key=lambda key: (-len(parts[key]), key))
    nodes = []
    for key in ranked[:ROOM]:
        of = facts.organisations[key]
        projects = tuple(reason.project for reason in parts[key])
        nodes.append(Node(key, "organisation", of.kind, of.names, of.aliases, projects, tuple(parts[key]), of.website))
    return nodes, len(ranked) - len(nodes)


def assemble(name: str, facts: Facts, nodes: list[Node], links: list[Link], left_out: int = 0) -> Network:
    """Sort nodes and links, and add the projects, work packages and sources that they speak of.

    Args:
        name: of the map.
        facts: the rows of a release.
        nodes: in any order.
        links: in any order; the weightiest are kept.
        left_out: nodes that had no room.
    """
    weak = len(links) - LINES
    if weak > 0:
        links = sorted(links, key=lambda link: (-link.weight, link.a, link.b))[:LINES]
    things: list[Node | Link] = [*nodes, *links]
    reasons = [reason for thing in things for reason in thing.reasons]
    projects = {key for thing in things for key in thing.projects} | {reason.project for reason in reasons}
    packages = {key for reason in reasons for key in reason.packages}
    sources = {quote.source for reason in reasons for quote in reason.quotes}
    amounts = [amount for key in projects for amount in facts.projects[key].amounts]
    sources |= {quote.source for amount in amounts for quote in amount.quotes}
    return Network(
        name,
        tuple(sorted(nodes, key=lambda node: node.key)),
        tuple(sorted(links, key=lambda link: (link.a, link.b, link.sort))),
        {key: facts.projects[key] for key in sorted(projects)},
        {key: facts.packages[key] for key in sorted(packages)},
        {key: facts.sources.get(key, Source(key, key)) for key in sorted(sources)},
        left_out,
        max(weak, 0),
    )


def _members(facts: Facts) -> dict[str, list[str]]:
    members: dict[str, list[str]] = defaultdict(list)
    for project, organisation in facts.parts:
        members[project].append(organisation)
    return members


def _part(reason: Reason) -> Link:
    sort = "lead" if set(reason.roles) & set(LEADING) else "part"
    return Link(reason.organisation, reason.project, sort, (reason.project,), reason.packages, (reason,))


def _shared(facts: Facts, a: str, b: str, projects: list[str]) -> Link:
    reasons = tuple(facts.parts[project, one] for project in sorted(projects) for one in (a, b))
    pairs = zip(reasons[::2], reasons[1::2], strict=True)
    packages = {package for one, other in pairs for package in set(one.packages) & set(other.packages)}
    return Link(a, b, "shared", tuple(sorted(projects)), tuple(sorted(packages)), reasons)
