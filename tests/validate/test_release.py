import shutil
from pathlib import Path

import duckdb
import pytest

from rihmasto.errors import InputError
from rihmasto.validate import Checked, check_release, keeping, own_shapes, people_report, public_report, release

PEOPLE = """<https://example.org/w/id/person/k1> <http://www.w3.org/2004/02/skos/core#prefLabel> "Mielikki Malli" .
<https://example.org/w/id/person/k1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/Person> .
"""
PERSON = """@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
ex:PersonShape sh:targetClass ex:Person ; sh:property [ sh:path ex:email ; sh:minCount 1 ] .
"""
PUBLIC = """@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
ex:PublicShape sh:targetSubjectsOf ex:code ; sh:property [ sh:path ex:code ; sh:pattern "^[^0]" ] .
ex:NoPeople sh:targetClass ex:Person ; sh:nodeKind sh:Literal .
"""


@pytest.fixture
def folder(data: Path, shapes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A release with people, and shapes that stand where the shipped ones do."""
    build, shipped = tmp_path / "build", tmp_path / "shipped"
    build.mkdir()
    (shipped / "meta").mkdir(parents=True)
    shutil.copy(data, build / "graph.nq")
    (build / "people.nq").write_text(PEOPLE)
    shutil.copy(shapes, shipped / "project.ttl")
    (shipped / "person.ttl").write_text(PERSON)
    (shipped / "public.ttl").write_text(PUBLIC)
    (shipped / "meta" / "shapes.ttl").write_text("not read")
    monkeypatch.setattr(release, "asset", lambda *_: shipped)
    return build


def test_people_are_apart_and_private_values_withheld(folder: Path, evidence: duckdb.DuckDBPyConnection) -> None:
    evidence.execute("CREATE SCHEMA people; CREATE TABLE people.evidence AS FROM evidence WHERE false")
    found = check_release(folder, evidence)
    assert [(name, len(items)) for name, items in found.items()] == [("findings.json", 4), ("people-findings.json", 1)]
    assert "Mielikki" not in str(found["findings.json"])
    assert found["people-findings.json"][0]["thing"] == {
        "fi": "Mielikki Malli",
        "sv": "Mielikki Malli",
        "en": "Mielikki Malli",
    }
    private = [f for f in found["findings.json"] if "NoPeople" in str(f["shape"]) or f["value"] is None]
    assert [(f["level"], "007" in str(f)) for f in private] == [("violation", False), ("violation", False)]


def test_a_release_without_people_has_one_file(folder: Path, evidence: duckdb.DuckDBPyConnection) -> None:
    (folder / "people.nq").unlink()
    assert people_report(folder) is None
    assert list(check_release(folder, evidence)) == ["findings.json"]


def test_two_checks_are_equal(folder: Path, evidence: duckdb.DuckDBPyConnection) -> None:
    (folder / "people.nq").unlink()
    assert str(check_release(folder, evidence)) == str(check_release(folder, evidence))


def test_no_release_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        public_report(tmp_path)
    assert caught.value.code == "check-no-release"


EVIDENCE = """@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
ex:EvidenceShape sh:targetClass ex:Evidence ; sh:property [ sh:path ex:quote ; sh:minCount 1 ] .
"""


def test_evidence_about_people_is_checked_and_public_evidence_not_twice(folder: Path) -> None:
    (folder.parent / "shipped" / "evidence.ttl").write_text(EVIDENCE)
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/Evidence>"
    for name, key in (("graph.nq", "open"), ("people.nq", "private")):
        with (folder / name).open("a") as graph:
            graph.write(f"<https://example.org/w/id/evidence/{key}> {kind} .\n")
    people = people_report(folder)
    assert people is not None
    focus = {"public": public_report(folder), "people": people}
    told = {name: [r.focus for r in report.results if r.origin == "evidence"] for name, report in focus.items()}
    assert told == {
        "public": ["<https://example.org/w/id/evidence/open>"],
        "people": ["<https://example.org/w/id/evidence/private>"],
    }


def test_shapes_of_the_workspace_are_used_besides_ours(folder: Path) -> None:
    own = folder.parent / "shapes"
    own.mkdir(exist_ok=True)
    head = "@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    (own / "ours.ttl").write_text(
        head + "ex:Own sh:targetClass ex:Project ; sh:property ex:Own-p . ex:Own-p sh:path ex:p ; sh:minCount 1 ."
    )
    (own / "person.ttl").write_text(
        head + "ex:Met sh:targetClass ex:Person ; sh:property ex:Met-p . ex:Met-p sh:path ex:met ; sh:minCount 1 ."
    )
    shapes = own_shapes(folder.parent)
    assert [p.name for p in shapes if p.parent == own] == ["ours.ttl", "person.ttl"]
    people = people_report(folder, shapes)
    assert people is not None
    told = {r.shape for r in (*public_report(folder, shapes).results, *people.results)}
    assert {"<https://example.org/Own-p>", "<https://example.org/Met-p>"} <= told
    assert "<https://example.org/Met-p>" not in {r.shape for r in public_report(folder, shapes).results}


def test_a_large_graph_is_checked_again_by_what_changed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, graph = tmp_path / ".checked", folder / "graph.nq"
    public_report(folder, state=state)
    assert not state.exists()  # so small a graph is checked whole each time
    monkeypatch.setattr(release, "_WORTH_KEEPING", 0)
    before = public_report(folder)
    assert public_report(folder, state=state) == before
    assert state.is_file()
    graph.write_text(graph.read_text().replace('"007"', '"A7"').replace("2017-02-31", "2017-02-30"))
    whole = public_report(folder)
    assert 0 < len(whole.results) < len(before.results)
    monkeypatch.setattr(release, "validate", None)  # is not asked any more
    again = public_report(folder, state=state)
    assert (again.results, again.names, sorted(again.notes)) == (whole.results, whole.names, sorted(whole.notes))


def test_a_great_change_is_checked_whole(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state, graph = tmp_path / ".checked", folder / "graph.nq"
    monkeypatch.setattr(release, "_WORTH_KEEPING", 0)
    monkeypatch.setattr(keeping, "_FEW", 2)
    public_report(folder, state=state)
    graph.write_text(graph.read_text().replace("id/project/p1", "id/project/p2"))
    monkeypatch.setattr(Checked, "update", None)  # is not asked
    again = public_report(folder, state=state)
    assert (again.results, again.names) == ((whole := public_report(folder)).results, whole.names)
    assert any("p2" in r.focus for r in again.results)


def test_nothing_is_kept_of_a_graph_that_is_small_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = tmp_path / ".checked"
    with monkeypatch.context() as patched:
        patched.setattr(release, "_WORTH_KEEPING", 0)
        public_report(folder, state=state)
    assert state.is_file()
    public_report(folder, state=state)
    assert not list(tmp_path.glob(".checked*"))


def test_a_state_that_cannot_be_written_is_done_without(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "_WORTH_KEEPING", 0)
    (tmp_path / ".checked").mkdir()
    there = sorted(tmp_path.iterdir())
    assert public_report(folder, state=tmp_path / ".checked") == public_report(folder)
    assert sorted(tmp_path.iterdir()) == there
    assert public_report(folder, state=tmp_path / "none" / ".checked") == public_report(folder)
