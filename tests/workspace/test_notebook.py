"""Drawings in notebooks fetch nothing and run nothing that a label says."""

import re

import networkx as nx
import pytest

from rihmasto.workspace.notebook import drawing, shown

_HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    "</script><script>alert(1)</script>",
)


def _graph() -> "nx.Graph[str]":
    graph: nx.Graph[str] = nx.Graph()
    for number, label in enumerate(_HOSTILE):
        graph.add_node(f"n{number}", label=label)
        graph.add_edge("n0", f"n{number}", weight=number + 1)
    return graph


def test_nothing_is_fetched() -> None:
    page = drawing(_graph())
    assert re.findall(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)\s*=", page) == []
    assert "default-src 'none'" in page
    assert '<html lang="en">' in page


@pytest.mark.parametrize("label", _HOSTILE)
def test_labels_are_no_code(label: str) -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("x", label=label)
    page = drawing(graph)
    # pyvis hands titles to the browser as HTML when one of them holds the word href.
    titles = re.findall(r'"title": "((?:[^"\\]|\\.)*)"', page)
    assert len(titles) == 1
    assert "href" not in titles[0]
    assert label not in page
    assert page.count("<script") == drawing(nx.Graph()).count("<script")


def test_a_drawing_is_the_same_twice() -> None:
    assert drawing(_graph()) == drawing(_graph())


def test_a_large_graph_says_so() -> None:
    assert "401 nodes" in shown(nx.path_graph([str(n) for n in range(401)]))._repr_html_()
