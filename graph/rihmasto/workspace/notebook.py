"""A networkx graph that draws itself in a notebook, with pyvis, safely and without a network.

pyvis loads parts from the web in every mode and runs HTML that it finds in titles (measured with 0.3.2). So names are
escaped here, and every element that would fetch something is taken out of its page.
"""

import html
import re
from typing import Any

import networkx as nx

_MOST_NODES = 400
_FETCHES = re.compile(r"<link\b[^>]*>|<script\b[^>]*\bsrc=[^>]*>\s*</script>", re.IGNORECASE)
_POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
    "script-src 'unsafe-inline'; img-src data:\">"
)


class ShownGraph(nx.Graph):  # type: ignore[type-arg]  # networkx graphs take no types when the program runs
    """A graph of names that draws itself."""

    def _repr_html_(self) -> str:
        return _embedded(self)


class ShownDiGraph(nx.DiGraph):  # type: ignore[type-arg]
    """A directed graph of names that draws itself."""

    def _repr_html_(self) -> str:
        return _embedded(self)


def _embedded(graph: "nx.Graph[Any]") -> str:
    """Draw a graph, or say how large it is when a drawing would be no help."""
    if graph.number_of_nodes() > _MOST_NODES:
        told = f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} links: use “rihmasto map”"
        return f"<p>{html.escape(told)}</p>"
    page = html.escape(drawing(graph), quote=True)
    return f'<iframe title="network" style="width:100%;height:620px;border:0" srcdoc="{page}"></iframe>'


def shown(graph: "nx.Graph[str]") -> ShownGraph | ShownDiGraph:
    """Return a copy of a graph that draws itself.

    Args:
        graph: directed or not.
    """
    return ShownDiGraph(graph) if graph.is_directed() else ShownGraph(graph)


def drawing(graph: "nx.Graph[Any]") -> str:
    """Return a page with the drawing of a graph, in which nothing is fetched and no name is code.

    Args:
        graph: nodes with the attribute `label`; edges may have `weight`.
    """
    from pyvis.network import Network  # noqa: PLC0415  # an optional extra, and slow to import

    positions = nx.spring_layout(graph, seed=7, scale=500) if graph else {}
    picture = Network(height="600px", width="100%", cdn_resources="in_line")
    picture.toggle_physics(False)
    for node, data in graph.nodes(data=True):
        label = html.escape(str(data.get("label", node)))
        x, y = (float(c) for c in positions[node])
        picture.add_node(str(node), label=html.unescape(label), title=_plain(label), x=x, y=y, size=12)
    for one, other, data in graph.edges(data=True):
        picture.add_edge(str(one), str(other), value=float(data.get("weight", 1)))
    page = _FETCHES.sub("", picture.generate_html(notebook=False))
    return page.replace("<head>", f"<head>{_POLICY}<title>network</title>", 1).replace("<html>", '<html lang="en">', 1)


def _plain(title: str) -> str:
    """Break the word that makes pyvis hand a title to the browser as HTML."""
    return re.sub("href", "hre\u200bf", title, flags=re.IGNORECASE)
