"""Measures and the summary in words."""

import duckdb
import pytest

from rihmasto.network import measures, project_network
from rihmasto.network.summary import summary


def test_measures_of_a_small_region(release: duckdb.DuckDBPyConnection) -> None:
    measured = measures(project_network(release, "partners"))
    university = measured["rannan-yliopisto"]
    assert (university.partners, university.strength, university.cut_off, university.group) == (8, 11, 3, 0)
    assert university.between == pytest.approx(max(one.between for one in measured.values()))
    assert measured["yksinainen-oy"].partners == 0
    assert {measured["pohjan-kaupunki"].group, measured["pohjan-opisto"].group} == {1}


def test_summary_names_hubs_brokers_and_the_lonely(release: duckdb.DuckDBPyConnection) -> None:
    network = project_network(release, "partners")
    told = {passage.word: passage.nodes for passage in summary(network, measures(network))}
    assert told["sum-hubs"][0] == ("rannan-yliopisto", 8)
    assert told["sum-brokers"][0] == ("rannan-yliopisto", None)
    assert told["sum-cuts"] == (("rannan-yliopisto", 3),)
    assert told["sum-alone"] == (("erakko-saatio", None), ("yksinainen-oy", None))


@pytest.mark.parametrize(
    ("name", "word", "first"),
    [
        ("projects", "sum-busy", ("rannan-yliopisto", 3)),
        ("projects", "sum-without", ("ilman-tekijaa", None)),
        ("governance", "sum-funder", ("funder:tem", 2)),
        ("governance", "sum-authority", ("authority:maakuntaliitto", 1)),
    ],
)
def test_summary_of_the_other_maps(
    name: str, word: str, first: tuple[str, int | None], release: duckdb.DuckDBPyConnection
) -> None:
    network = project_network(release, name)
    told = {passage.word: passage.nodes for passage in summary(network, measures(network))}
    assert told[word][0] == first
