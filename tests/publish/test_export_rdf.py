"""The graph in the forms of RDF: the same statements, the same literals, the same bytes."""

import re
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from rihmasto.errors import UsageError
from rihmasto.publish import export, find_release
from rihmasto.publish.rdf import RDF_FORMS

FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


def written(workspace: Path, form: str, target: Path, *, people: bool = False) -> bytes:
    export(find_release(workspace, people=people), form, target)
    assert sorted(p.name for p in target.parent.iterdir()) == [target.name], "nothing else is left behind"
    return target.read_bytes()


@pytest.mark.parametrize("form", RDF_FORMS)
def test_every_statement_is_there_with_its_literal_as_it_was(made_release: Path, tmp_path: Path, form: str) -> None:
    data = written(made_release, form, tmp_path / f"graph.{form}")
    quads = list(ox.parse((made_release / "build" / "graph.nq").read_bytes(), format=ox.RdfFormat.N_QUADS))
    again = list(ox.parse(data, format=FORMATS[form]))
    if FORMATS[form].supports_datasets:
        assert sorted(map(str, again)) == sorted(map(str, quads))
        assert len(again) == 6
    else:
        assert sorted(str(q.triple) for q in again) == sorted({str(q.triple) for q in quads})
        assert len(again) == 5
    assert {"453808.00", "007", "2017-06"} <= {q.object.value for q in again if isinstance(q.object, ox.Literal)}
    assert b"Henkil" not in data


def test_all_forms_were_tried() -> None:
    assert set(RDF_FORMS) == set(FORMATS)


@pytest.mark.parametrize("form", RDF_FORMS)
def test_people_come_only_when_asked_for(made_release: Path, tmp_path: Path, form: str) -> None:
    data = written(made_release, form, tmp_path / "graph", people=True)
    assert len(list(ox.parse(data, format=FORMATS[form]))) == (7 if FORMATS[form].supports_datasets else 6)
    assert "Nimi Henkilö".encode() in data


def test_people_are_refused_where_the_workspace_does_not_allow_it(made_release: Path, tmp_path: Path) -> None:
    shutil.copytree(made_release, tmp_path / "w")
    (tmp_path / "w" / "rihmasto.toml").write_text("[workspace]\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        find_release(tmp_path / "w", people=True)
    assert caught.value.code == "export-people"
    assert "rihmasto.toml" in caught.value.say("fi")


def test_nq_is_a_copy(made_release: Path, tmp_path: Path) -> None:
    data = written(made_release, "nq", tmp_path / "g.nq")
    assert data == (made_release / "build" / "graph.nq").read_bytes()


def test_turtle_is_grouped_and_prefixed(made_release: Path, tmp_path: Path) -> None:
    text = written(made_release, "ttl", tmp_path / "g.ttl").decode()
    assert text.count("<https://example.org/id/project/p1>") == 1
    assert "rih:value 453808.00" in text
    assert "@prefix rih: <https://w3id.org/rihmasto/ns#> ." in text


def test_trig_and_jsonld_write_each_graph_once(made_release: Path, tmp_path: Path) -> None:
    for form, name in (("trig", rb"graph/page-1> \{"), ("jsonld", rb'"@id":"https://example.org/graph/page-1"')):
        (tmp_path / form).mkdir()
        assert len(re.findall(name, written(made_release, form, tmp_path / form / "graph"))) == 1


@pytest.mark.parametrize(
    "quad",
    [
        '<https://e.org/a> <https://e.org/1> "x" <https://e.org/g> .\n',
        '<https://e.org/a> <https://e.org/p> "a\\u0001b" <https://e.org/g> .\n',
    ],
)
def test_what_xml_cannot_say_is_refused_whole(made_release: Path, tmp_path: Path, quad: str) -> None:
    shutil.copytree(made_release, tmp_path / "w")
    with (tmp_path / "w" / "build" / "graph.nq").open("a", encoding="utf-8") as file:
        file.write(quad)
    with pytest.raises(UsageError) as caught:
        export(find_release(tmp_path / "w", people=False), "rdfxml", tmp_path / "g.rdf")
    assert caught.value.code == "export-not-xml"
    assert [p.name for p in tmp_path.iterdir()] == ["w"]
