"""From tables to networks: who counts as a partner, what a link weighs, and why it is there."""

from collections.abc import Callable
from typing import Any

import duckdb
import pytest

from rihmasto.errors import UsageError
from rihmasto.model.roles import TAKING_PART
from rihmasto.network import MAPS, Link, Network, Node, project_network, to_networkx
from rihmasto.network.graph import Names
from rihmasto.network.words import concepts


def node(network: Network, key: str) -> Node:
    return next(one for one in network.nodes if one.key == key)


def link(network: Network, a: str, b: str) -> Link:
    return next(one for one in network.links if (one.a, one.b) == (a, b))


def test_partners_take_part_and_money_does_not(release: duckdb.DuckDBPyConnection) -> None:
    network = project_network(release, "partners")
    keys = {one.key for one in network.nodes}
    assert len(keys) == 13
    assert {"tem", "maakuntaliitto", "komissio"} & keys == set()
    assert {"pohjan-kaupunki", "saaristoyhdistys", "yksinainen-oy"} <= keys  # by its unit, associated, alone


def test_links_weigh_shared_projects_and_work_packages(release: duckdb.DuckDBPyConnection) -> None:
    network = project_network(release, "partners")
    pair = link(network, "rannan-yliopisto", "turun-kaupunki")
    assert (pair.projects, pair.packages, pair.weight) == (("alya-satamaan", "levasta-voimaa"), ("leva-1",), 3)
    assert link(network, "levakone-oy", "turun-kaupunki").packages == ()
    assert len(network.links) == 20


def test_link_carries_the_words_that_say_so(release: duckdb.DuckDBPyConnection) -> None:
    network = project_network(release, "partners")
    reasons = link(network, "rannan-yliopisto", "turun-kaupunki").reasons
    city = next(one for one in reasons if one.project == "levasta-voimaa" and one.organisation == "turun-kaupunki")
    assert city.roles == ("lead", "responsible-for-work-package")
    assert [(quote.words, quote.source, quote.line, quote.row) for quote in city.quotes] == [
        ("Turun kaupunki", "taulukko", 0, 5),
        ("Hanketta johtaa Turun kaupunki.", "tekstit", 3, 0),
        ("Kasvatus: Turun kaupunki ja Rannan yliopisto", "tekstit", 9, 0),
    ]
    assert network.sources["tekstit"].address == "https://example.org/hanke"


def test_project_map_has_projects_without_parts(release: duckdb.DuckDBPyConnection) -> None:
    network = project_network(release, "projects")
    assert sum(one.sort == "project" for one in network.nodes) == 7
    assert node(network, "ilman-tekijaa").reasons == ()
    assert link(network, "rannan-amk", "alya-satamaan").sort == "lead"
    assert link(network, "kokeilu-oy", "alya-satamaan").sort == "part"


def test_governance_passes_over_what_is_not_known(release: duckdb.DuckDBPyConnection) -> None:
    network = project_network(release, "governance")
    ways = {(one.a, one.b, one.sort) for one in network.links}
    assert ("funder:tem", "instrument:kokeiluraha", "under") in ways
    assert ("instrument:kokeiluraha", "authority:maakuntaliitto", "through") in ways
    assert ("authority:maakuntaliitto", "project:levasta-voimaa", "grants") in ways
    assert ("project:levasta-voimaa", "lead:turun-kaupunki", "leads") in ways
    assert ("instrument:kokeiluraha", "project:alya-satamaan", "through") in ways  # no authority is named
    under = link(network, "funder:tem", "instrument:kokeiluraha")
    assert under.projects == ("alya-satamaan", "levasta-voimaa")
    assert "Työ- ja elinkeinoministeriö (Kokeiluraha)" in {quote.words for one in under.reasons for quote in one.quotes}
    through = link(network, "instrument:kokeiluraha", "authority:maakuntaliitto")
    assert {quote.words for one in through.reasons for quote in one.quotes} == {
        "Rahoitus: Kokeiluraha",
        "Koelaakson liitto (rahoittajaviranomainen)",
    }


def test_unknown_map_is_a_wrong_use(release: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(UsageError, match="no map called hairball; the maps are partners, projects, governance"):
        project_network(release, "hairball")


@pytest.mark.parametrize("name", MAPS)
def test_networkx_gets_sorted_text_and_numbers(name: str, release: duckdb.DuckDBPyConnection) -> None:
    network = project_network(release, name)
    graph = to_networkx(network)
    assert graph.is_directed() == (name == "governance")
    assert list(graph) == sorted(graph)
    assert (len(graph), graph.number_of_edges()) == (len(network.nodes), len(network.links))
    attributes = [dict(given) for _, given in graph.nodes(data=True)]
    attributes += [dict(given) for _, _, given in graph.edges(data=True)]
    values = [value for given in attributes for value in given.values()]
    assert {type(value) for value in values} == {str, int}


def test_names_fall_back_and_say_their_language() -> None:
    assert Names("Turun kaupunki", "Åbo stad").say("en") == ("Turun kaupunki", "fi")
    assert Names("", "Åbo stad").say("fi") == ("Åbo stad", "sv")
    assert Names().say("sv") == ("", "sv")


def test_roles_of_taking_part_are_of_the_vocabulary() -> None:
    assert set(TAKING_PART) <= set(concepts("roles"))


def test_organisation_without_a_preferred_name_is_called_by_another(release_of: Callable[..., Any]) -> None:
    connection = release_of({
        "organisation": [{"organisation": "o", "source": "s"}],
        "organisation_name": [{"organisation": "o", "name": "Nimetön ry", "source": "s"}],
        "project": [{"project": "p", "title": "Hankkeen otsikko", "source": "s"}],
        "participation": [{"participation": "t", "project": "p", "organisation": "o", "role": "lead", "source": "s"}],
    })  # fmt: skip
    network = project_network(connection, "partners")
    assert network.nodes[0].names.say("en") == ("Nimetön ry", "fi")
    assert network.projects["p"].names.fi == "Hankkeen otsikko"


def test_large_release_shows_the_largest_and_says_so(
    release_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rihmasto.network.partners.ROOM", 3)
    monkeypatch.setattr("rihmasto.network.partners.LINES", 2)
    rows = {
        "organisation": [{"organisation": f"o{i}", "name_fi": f"O {i}"} for i in range(5)],
        "project": [{"project": f"p{i}", "name_fi": f"P {i}"} for i in range(5)],
        "participation": [
            {"participation": f"t{i}-{j}", "project": f"p{i}", "organisation": f"o{j}", "role": "partner"}
            for i in range(5)
            for j in range(i + 1)
        ],
    }
    connection = release_of(rows)
    network = project_network(connection, "partners")
    assert [one.key for one in network.nodes] == ["o0", "o1", "o2"]
    assert (network.left_out, network.weak) == (2, 1)
    assert [(one.a, one.b) for one in network.links] == [("o0", "o1"), ("o0", "o2")]
    assert project_network(connection, "projects").left_out == 4
