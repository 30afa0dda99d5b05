"""A workspace in Python, as a researcher uses it."""

import shutil
from pathlib import Path

import networkx as nx
import pytest
import rdflib

import rihmasto
from rihmasto.assets import asset
from rihmasto.errors import InputError, UsageError
from rihmasto.workspace import Workspace

_RIH = rdflib.Namespace("https://w3id.org/rihmasto/ns#")


@pytest.fixture(scope="module")
def turku(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("workspace") / "turku"
    shutil.copytree(asset("data", "turku"), folder, ignore=shutil.ignore_patterns("build", "person.key", ".*"))
    return rihmasto.open(folder, language="en").build()


def test_a_named_question_becomes_rows_and_frames(turku: Workspace) -> None:
    result = turku.query("partners/of-organisation", organisation="Åbo stad")
    assert len(result) > 5
    pandas, polars = result.to_pandas(), result.to_polars()
    assert list(pandas.columns) == list(result.columns) == polars.columns
    assert len(pandas) == polars.height == len(result.rows)
    assert set(map(str, pandas["organisationLabel"])) == {"City of Turku"}


def test_persons_are_asked_for_by_name_of_the_switch_only(turku: Workspace) -> None:
    with pytest.raises(UsageError) as told:
        turku.query("work-packages/without-contact")
    assert told.value.code == "query-needs-people"
    assert len(rihmasto.open(turku.folder, people=True).query("work-packages/without-contact")) > 2


def test_own_sparql(turku: Workspace) -> None:
    result = turku.query("SELECT (COUNT(DISTINCT ?p) AS ?n) { ?p a rih:Project }")
    assert result.rows == [(turku.counts["projects"],)]


def test_a_wrong_name_offers_the_near_ones(turku: Workspace) -> None:
    with pytest.raises(UsageError, match="partners/of-organisation"):
        turku.query("partners/of-organisations")


def test_the_network_is_a_networkx_graph_that_shows_itself(turku: Workspace) -> None:
    graph = turku.network("partners")
    assert isinstance(graph, nx.Graph)
    assert graph.number_of_nodes() > 50
    labels = {data["label_fi"] for _, data in graph.nodes(data=True)}
    assert "Turun kaupunki" in labels
    assert nx.density(graph) > 0
    shown = graph._repr_html_()
    assert shown.startswith("<iframe")
    assert "City of Turku" in shown
    assert isinstance(turku.network("governance"), nx.DiGraph)


def test_the_dataset_keeps_literals_and_sources(turku: Workspace) -> None:
    dataset = turku.dataset()
    projects = set(dataset.subjects(rdflib.RDF.type, _RIH.Project))
    assert len(projects) == turku.counts["projects"]
    graphs = {str(graph.identifier) for graph in dataset.graphs()}
    assert any(name.endswith("graph/evidence") for name in graphs)
    assert not any(name.endswith("graph/people") for name in graphs)
    months = {
        str(o)
        for o in dataset.objects(None, _RIH.startDate)
        if isinstance(o, rdflib.Literal) and o.datatype == rdflib.XSD.gYearMonth
    }
    assert "2017-06" in months


def test_findings_and_names_of_questions(turku: Workspace) -> None:
    assert {finding["level"] for finding in turku.findings()} <= {"violation", "warning", "info"}
    assert not [f for f in turku.findings() if f["level"] == "violation"]
    assert "quality/gaps" in list(turku)
    assert "projects" in repr(turku)


def test_a_workspace_that_is_not_built(tmp_path: Path) -> None:
    (tmp_path / "rihmasto.toml").write_text("[workspace]\n", encoding="utf-8")
    workspace = rihmasto.open(tmp_path)
    assert workspace.counts == {}
    assert "not built" in repr(workspace)
    for ask in (workspace.dataset, workspace.findings, workspace.network):
        with pytest.raises(InputError) as told:
            ask()
        assert told.value.code == "query-no-release"


def test_without_a_folder_the_shipped_workspace_is_opened() -> None:
    assert rihmasto.open().folder == asset("data", "turku")
