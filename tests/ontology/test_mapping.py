"""The mapping, compiled and run: the rows of `mapping/given.toml` become the quads of `mapping/then.nq`."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from rihmasto.assets import asset
from rihmasto.lift import lift, load_mapping
from rihmasto.model import tables
from rihmasto.names import NS
from rihmasto.store import fill, open_memory
from rihmasto.validate import validate

HERE = Path(__file__).parent / "mapping"
BASE = "http://example.org/w/"
PEOPLE = f"{BASE}graph/people"
MAPPING = asset("ontology", "mapping.r2rml.ttl").read_text(encoding="utf-8")
RR = "http://www.w3.org/ns/r2rml#"

# the predicate of a commitment comes from its cell
RELATIONS = ("prepares", "implements", "coordinates", "runsUnder")


def values(name: str) -> set[str]:
    """The values of an rr: property in the mapping."""
    found = ox.parse(MAPPING, format=ox.RdfFormat.TURTLE, base_iri=BASE)
    return {
        quad.object.value
        for quad in found
        if quad.predicate.value == f"{RR}{name}" and not isinstance(quad.object, ox.Triple)
    }


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    given = tomllib.loads((HERE / "given.toml").read_text(encoding="utf-8"))
    folder = tmp_path_factory.mktemp("lift")
    connection = open_memory()
    fill(connection, given, folder)
    for name in ("partner_pair", "governance_chain"):
        row = given[name][0]
        columns = ", ".join(f"? AS {column}" for column in row)
        connection.execute(f"CREATE TABLE {name} AS SELECT {columns}", list(row.values()))
    lift(connection, load_mapping(MAPPING, base=BASE), folder / "all.nq")
    return (folder / "all.nq").read_text(encoding="utf-8").splitlines()


def test_the_rows_become_exactly_these_quads(lines: list[str]) -> None:
    expected = (HERE / "then.nq").read_text(encoding="utf-8").splitlines()
    assert sorted(set(lines) - set(expected)) == []
    assert sorted(set(expected) - set(lines)) == []
    assert len(expected) == 311


def test_every_predicate_and_class_of_the_mapping_is_shown(lines: list[str]) -> None:
    written = values("predicate") | values("class") | {NS + relation for relation in RELATIONS}
    assert len(written) == 121
    assert {term for term in written if not any(f"<{term}>" in line for line in lines)} == set()


def test_every_template_of_the_mapping_is_shown(lines: list[str]) -> None:
    templates = values("template") | {value.removeprefix(BASE) for value in values("constant")}
    text = "\n".join(lines)
    shapes = {re.sub(r"\\\{.*?\\\}", "[^>/]+", re.escape(t)) for t in templates}
    assert len(shapes) == 41
    assert {s for s in shapes if not re.search(f"<(?:{re.escape(BASE)})?{s}>", text)} == set()


def test_people_are_in_their_own_graph_and_nowhere_else(lines: list[str]) -> None:
    personal = [line for line in lines if line.endswith(f"<{PEOPLE}> .")]
    public = "\n".join(line for line in lines if not line.endswith(f"<{PEOPLE}> ."))
    assert len(personal) == 35
    assert [
        word for word in ("Etu Suku", "etu.suku", "040 000", "/person/", "/contact/", "Asiantuntija") if word in public
    ] == []


def test_only_maps_of_private_tables_write_the_people_graph() -> None:
    private = {f"people.{table.name}" for table in tables().values() if table.private} | {"people.evidence"}
    reading, writing = set(), set()
    for block in MAPPING.split("\nmap:")[1:]:
        name = block.split()[0]
        if re.search(r"\bpeople\.\w+", block):
            reading.add(name)
            assert set(re.findall(r"people\.\w+", block)) <= private
        if "rr:graphMap map:in-people" in block:
            writing.add(name)
    assert len(reading) == 6
    assert reading == writing


def test_every_column_with_a_property_is_lifted() -> None:
    """Evidence speaks of the property of a column; so the mapping must state that property somewhere."""
    lifted = values("predicate")
    lifted |= {NS + relation for relation in RELATIONS}
    stated = {column.property for table in tables().values() for column in table.columns if column.property}
    assert stated - lifted == set()


def test_the_quads_break_no_shape_but_leave_gaps(lines: list[str], tmp_path: Path) -> None:
    graph = tmp_path / "graph.nq"
    graph.write_text("".join(f"{line}\n" for line in lines if not line.endswith(f"<{PEOPLE}> .")), encoding="utf-8")
    ontology = [asset("ontology", "rihmasto.ttl"), *asset("ontology", "vocabularies").glob("*.ttl")]
    shapes = [p for p in asset("shapes").glob("*.ttl") if p.stem not in {"person", "contact"}]
    report = validate([graph, *ontology], shapes)
    assert {r.level for r in report.results} == {"info", "warning"}
    said = Counter((r.level, r.shape.rpartition("#")[2].rstrip(">")) for r in report.results)
    assert said == {
        ("warning", "Agreement-parties"): 3,
        ("info", "Project-budget"): 2,
        ("info", "Project-grant"): 2,
        ("info", "Project-lead"): 2,
        ("info", "WorkPackage-responsible"): 3,
    }
