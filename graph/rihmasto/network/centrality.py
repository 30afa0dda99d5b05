"""Who is central, in measures that can be said in plain words."""

from dataclasses import dataclass

import networkx as nx

from rihmasto.network.graph import Network, to_networkx

# Exact betweenness takes nodes × links steps; above this many nodes a seeded sample of them is as telling.
_SAMPLE = 400


@dataclass(frozen=True, slots=True)
class Measure:
    """The place of a node in its network.

    Attributes:
        partners: number of nodes that it is linked to.
        strength: shared projects and work packages over all its links.
        between: share of the shortest ways between other nodes that pass through it, 0–1.
        cut_off: nodes that would lose their way to the rest of the group if it were not there.
        group: number of the connected group that it is in, the largest is 0.
    """

    partners: int
    strength: int
    between: float
    cut_off: int
    group: int


def measures(network: Network) -> dict[str, Measure]:
    """Measure every node.

    Args:
        network: any of the maps; directions are ignored.

    Returns:
        key of the node → its measures, sorted by key.
    """
    graph = to_networkx(network).to_undirected()
    sample = _SAMPLE if len(graph) > _SAMPLE else None
    between = nx.betweenness_centrality(graph, k=sample, seed=1)
    groups = sorted(nx.connected_components(graph), key=lambda group: (-len(group), min(group)))
    group_of = {key: number for number, group in enumerate(groups) for key in group}
    strength = dict(graph.degree(weight="weight"))
    cut_off = dict.fromkeys(graph, 0)
    for key in sorted(nx.articulation_points(graph)):
        rest = graph.subgraph(groups[group_of[key]] - {key})
        sizes = sorted(len(part) for part in nx.connected_components(rest))
        cut_off[key] = sum(sizes[:-1])
    return {
        key: Measure(graph.degree(key), int(strength[key]), round(between[key], 6), cut_off[key], group_of[key])
        for key in sorted(graph)
    }
