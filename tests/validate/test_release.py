import shutil
from pathlib import Path

import duckdb
import pytest

from rihmasto.errors import InputError
from rihmasto.validate import check_release, people_report, public_report, release

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
