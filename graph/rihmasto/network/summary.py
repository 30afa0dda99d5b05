"""The map in words: what a reader should know before looking closer."""

from dataclasses import dataclass

from rihmasto.network.centrality import Measure
from rihmasto.network.graph import Network

_FEW = 5


@dataclass(frozen=True, slots=True)
class Passage:
    """One part of the summary: a heading and the nodes that stand under it.

    Attributes:
        word: code of the heading in `words.toml`; "-about" after it explains it, where there is such a code.
        nodes: keys of nodes, each with the figure behind its name, or None.
    """

    word: str
    nodes: tuple[tuple[str, int | None], ...]


def summary(network: Network, measured: dict[str, Measure]) -> tuple[Passage, ...]:
    """Choose what to say of a map.

    Args:
        network: what the map shows.
        measured: of `measures`, of the same network.
    """
    of = {"partners": _of_partners, "projects": _of_projects, "governance": _of_governance}[network.name]
    return tuple(passage for passage in of(network, measured) if passage.nodes)


def _of_partners(network: Network, measured: dict[str, Measure]) -> list[Passage]:
    linked = [node.key for node in network.nodes if measured[node.key].partners]
    hubs = {key: measured[key].partners for key in linked}
    between = {key: measured[key].between for key in linked if measured[key].between > 0}
    cuts = {key: measured[key].cut_off for key in linked if measured[key].cut_off}
    alone = [node.key for node in network.nodes if not measured[node.key].partners]
    return [
        Passage("sum-hubs", _top(hubs)),
        Passage("sum-brokers", tuple((key, None) for key, _ in _top(between))),
        Passage("sum-cuts", _top(cuts)),
        Passage("sum-alone", tuple((key, None) for key in alone)),
    ]


def _of_projects(network: Network, measured: dict[str, Measure]) -> list[Passage]:
    busy = {node.key: len(node.projects) for node in network.nodes if node.sort == "organisation"}
    broad = {node.key: measured[node.key].partners for node in network.nodes if node.sort == "project"}
    without = [key for key, many in broad.items() if not many]
    return [
        Passage("sum-busy", _top(busy)),
        Passage("sum-broad", _top({key: many for key, many in broad.items() if many > 1})),
        Passage("sum-without", tuple((key, None) for key in without)),
    ]


def _of_governance(network: Network, measured: dict[str, Measure]) -> list[Passage]:
    del measured  # in a chain, the number of projects says more than any measure of centrality
    return [
        Passage(f"sum-{sort}", _top({node.key: len(node.projects) for node in network.nodes if node.sort == sort}))
        for sort in ("funder", "instrument", "authority", "lead")
    ]


def _top(figures: dict[str, float] | dict[str, int]) -> tuple[tuple[str, int], ...]:
    ranked = sorted(figures.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((key, int(figure)) for key, figure in ranked[:_FEW])
