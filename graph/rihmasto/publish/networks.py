"""The partner network for graph programs (GraphML, GEXF): organisations, and how much they have done together."""

import io
import re
from typing import BinaryIO

from rihmasto.errors import LANGUAGES, Language
from rihmasto.publish.release import Tables

NETWORK_FORMS = ("graphml", "gexf")

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TODAY = re.compile(r' lastmodifieddate="[^"]*"')
_NODES = """
SELECT organisation, {name} AS label, max(kind)
FROM organisation
WHERE organisation IN (SELECT a FROM partner_pair UNION SELECT b FROM partner_pair)
GROUP BY organisation ORDER BY organisation
"""
_LINKS = "SELECT a, b, projects, work_packages FROM partner_pair ORDER BY a, b"


def write_network(tables: Tables, form: str, target: BinaryIO, language: Language) -> None:
    """Write the partner network.

    Args:
        tables: the release.
        form: graphml or gexf.
        target: takes the bytes.
        language: of the organisations' names, where they have one in it.
    """
    import networkx as nx  # noqa: PLC0415 (slow to import)

    order = sorted(LANGUAGES, key=lambda known: known != language)
    name = f"coalesce({', '.join(f'min(name_{known})' for known in order)}, organisation)"
    graph: nx.Graph[str] = nx.Graph()
    for key, label, kind in tables.ask(_NODES.format(name=name)):
        graph.add_node(str(key), label=_NOT_XML.sub("\ufffd", str(label)), **({"kind": kind} if kind else {}))
    for a, b, projects, packages in tables.ask(_LINKS):
        graph.add_edge(str(a), str(b), weight=projects, projects=projects, work_packages=packages)
    buffer = io.BytesIO()
    if form == "graphml":
        # Not write_graphml: that one uses lxml where it is installed, and writes other bytes with it.
        nx.write_graphml_xml(graph, buffer, prettyprint=True)
    else:
        nx.write_gexf(graph, buffer, prettyprint=True)
    target.write(_TODAY.sub("", buffer.getvalue().decode(), count=1).encode())
