"""Networks of a release: projections, measures, layouts and maps.

`project_network` reads the tables, `to_networkx` hands the network to researchers, `render_page` draws it for readers.
"""

from rihmasto.network.centrality import Measure, measures
from rihmasto.network.graph import Link, Network, Node, to_networkx
from rihmasto.network.page import render_page
from rihmasto.network.places import layout
from rihmasto.network.plan import Layout
from rihmasto.network.projection import MAPS, project_network

__all__ = [
    "MAPS",
    "Layout",
    "Link",
    "Measure",
    "Network",
    "Node",
    "layout",
    "measures",
    "project_network",
    "render_page",
    "to_networkx",
]
