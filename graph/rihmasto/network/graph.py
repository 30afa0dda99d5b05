"""What a map shows: nodes, links, and for each of them why it is there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import networkx as nx

from rihmasto.errors import LANGUAGES, Language

# In which order the names of a thing are tried for a reader of each language.
FALLBACK: dict[Language, tuple[Language, ...]] = {
    "fi": ("fi", "sv", "en"),
    "sv": ("sv", "fi", "en"),
    "en": ("en", "fi", "sv"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """The preferred name in each language, "" where the sources give none."""

    fi: str = ""
    sv: str = ""
    en: str = ""

    def say(self, language: Language) -> tuple[str, Language]:
        """Return the name for a reader of a language, and the language that it is in."""
        for candidate in FALLBACK[language]:
            if name := getattr(self, candidate):
                return name, candidate
        return "", language


@dataclass(frozen=True, slots=True)
class Source:
    """A page, table or register that is quoted."""

    key: str
    title: str = ""
    address: str = ""
    publisher: str = ""
    retrieved: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """The words of a source.

    Attributes:
        words: as written there.
        source: key of the source.
        line: line of a page, from 1; 0 when it is not known.
        row: row of a table, from 1; 0 for a page.
        column: column of a table, from 1; 0 for a page.
        file: that they are counted in, relative to the workspace; "" when it is not known.
        sheet: of a workbook, else "".
    """

    words: str
    source: str
    line: int = 0
    row: int = 0
    column: int = 0
    file: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a node or link is there: an organisation's part in a project, or a step of the money's way.

    Attributes:
        project: key of the project.
        organisation: key of the organisation whose part this is, "" when the quotes speak of the project alone.
        roles: slugs of the roles vocabulary, the weightiest first.
        packages: keys of the work packages that the organisation is in.
        quotes: the sentences and cells that say so.
    """

    project: str
    organisation: str = ""
    roles: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A thing on the map.

    Attributes:
        key: unique on the map; the thing's own key, with the step before it where a thing can take several steps.
        sort: organisation, project, funder, instrument, authority or lead.
        kind: slug of the organisation-kinds vocabulary, "" when it is not known or not an organisation.
        names: preferred names.
        aliases: every other name, for the search.
        projects: keys of the projects that it is part of.
        reasons: its part in each of them.
        website: address as the source gives it; only safe ones become links.
        grants: keys of the grants that pass through it; only of funders, instruments and authorities.
    """

    key: str
    sort: str
    kind: str
    names: Names
    aliases: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    website: str = ""
    grants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A line between two nodes.

    Attributes:
        a: key of the node that comes first (by key, or on the money's way).
        b: key of the other.
        sort: shared, lead, part, or the step of the money's way (under, through, grants, leads).
        projects: keys of the projects behind it.
        packages: keys of the work packages that both are in.
        reasons: the parts of both ends in those projects.
    """

    a: str
    b: str
    sort: str
    projects: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def weight(self) -> int:
        """Shared projects and shared work packages, counted together."""
        return len(self.projects) + len(self.packages)


@dataclass(frozen=True, slots=True)
class Grant:
    """Through which instrument, from whom and granted by whom a project has money; what is not known has no name."""

    key: str
    instrument: Names = field(default_factory=Names)
    funder: Names = field(default_factory=Names)
    authority: Names = field(default_factory=Names)


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money that a source states.

    Attributes:
        kind: slug of the budget-kinds vocabulary.
        value: as stated.
        currency: code of three letters.
        approximate: whether the source says so.
        whose: names of the organisation whose share it is; none for the whole project.
        grant: key of the grant that it is part of, "" when no source says.
        quotes: the sentences and cells that state it.
    """

    kind: str
    value: Decimal
    currency: str
    approximate: bool = False
    whose: Names = field(default_factory=Names)
    grant: str = ""
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """Amounts of one kind and one currency, added up; approximate if any of them is."""

    kind: str
    value: Decimal
    currency: str
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Project:
    """What the panel tells of a project."""

    key: str
    names: Names
    acronym: str = ""
    start: str = ""
    end: str = ""
    websites: tuple[str, ...] = ()
    grants: tuple[Grant, ...] = ()
    amounts: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """A work package of a project."""

    key: str
    project: str
    title: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Network:
    """A map's content; nodes and links are sorted, so that the same release gives the same bytes.

    Attributes:
        name: partners, projects or governance.
        nodes: sorted by key.
        links: sorted by their ends.
        projects: every project that a node, link or reason speaks of.
        packages: every work package that they speak of.
        sources: every source that is quoted.
        left_out: organisations and projects that the map has no room for; the largest are drawn.
        weak: links that it has no room for; the weightiest are drawn.
    """

    name: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    projects: Mapping[str, Project] = field(default_factory=dict)
    packages: Mapping[str, Package] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    left_out: int = 0
    weak: int = 0


def to_networkx(network: Network) -> "nx.Graph[str]":
    """Turn a network into the graph type that researchers compute with.

    Args:
        network: of any of the three maps; governance becomes directed along the money's way.

    Returns:
        Nodes with `label`, `label_fi`, `label_sv`, `label_en`, `sort`, `kind`, `projects`; edges with `sort`,
        `projects`, `work_packages` and `weight`. All are text or whole numbers, so every writer takes them.
    """
    graph: nx.Graph[str] = nx.DiGraph() if network.name == "governance" else nx.Graph()
    graph.graph["name"] = network.name
    for node in network.nodes:
        labels = {f"label_{language}": node.names.say(language)[0] for language in LANGUAGES}
        graph.add_node(
            node.key,
            label=labels["label_en"],
            **labels,
            sort=node.sort,
            kind=node.kind,
            projects=len(node.projects),
        )
    for link in network.links:
        graph.add_edge(
            link.a,
            link.b,
            sort=link.sort,
            projects=len(link.projects),
            work_packages=len(link.packages),
            weight=link.weight,
        )
    return graph
