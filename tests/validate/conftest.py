"""Small data, shapes and evidence that several tests of validation use."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyoxigraph
import pytest

from rihmasto.assets import asset
from rihmasto.errors import Language
from rihmasto.names import SHAPES as OURS
from rihmasto.validate import Finding
from rihmasto.validate.terms import SH

BASE = "https://example.org/w/"
XSD = "http://www.w3.org/2001/XMLSchema#"

DATA = f"""
<{BASE}id/project/p1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/Project> <{BASE}graph/a> .
<{BASE}id/project/p1> <http://www.w3.org/2004/02/skos/core#prefLabel> "Alkio"@fi <{BASE}graph/a> .
<{BASE}id/project/p1> <http://www.w3.org/2004/02/skos/core#prefLabel> "Embryo"@en <{BASE}graph/a> .
<{BASE}id/project/p1> <https://example.org/start> "2017-02-31"^^<{XSD}date> <{BASE}graph/a> .
<{BASE}id/project/p1> <https://example.org/start> "2017-02-31"^^<{XSD}date> <{BASE}graph/b> .
<{BASE}id/project/p1> <https://example.org/code> "007" <{BASE}graph/a> .
<{BASE}id/share/s1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/Share> <{BASE}graph/a> .
<{BASE}id/share/s1> <https://example.org/in> <{BASE}id/project/p1> <{BASE}graph/a> .
<https://example.org/Share> <http://www.w3.org/2000/01/rdf-schema#label> "Osuus"@fi <{BASE}graph/a> .
"""

SHAPES = """
@prefix ex: <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:ProjectShape a sh:NodeShape ; sh:targetClass ex:Project ; sh:property ex:ProjectShape-start, ex:ProjectShape-code .
ex:ProjectShape-start sh:path ex:start ; sh:datatype xsd:date ;
  sh:message "Kirjoita päivä, joka on kalenterissa."@fi, "Write a day that exists."@en .
ex:ProjectShape-code sh:path ex:code ; sh:pattern "^[A-Z]" ; sh:severity sh:Warning .
ex:ShareShape a sh:NodeShape ; sh:targetClass ex:Share ; sh:property ex:ShareShape-role .
ex:ShareShape-role sh:path ex:role ; sh:minCount 1 .
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data.nq"
    path.write_text(DATA.lstrip(), encoding="utf-8")
    return path


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    path = tmp_path / "shapes.ttl"
    path.write_text(SHAPES, encoding="utf-8")
    return path


@pytest.fixture
def evidence() -> duckdb.DuckDBPyConnection:
    """A database with the evidence and the sources of DATA."""
    connection = duckdb.connect()
    connection.execute("CREATE TABLE source (source VARCHAR, title VARCHAR, address VARCHAR, file VARCHAR)")
    connection.execute("INSERT INTO source VALUES ('a', 'A', NULL, 'pages/a.txt'), ('b', 'B', NULL, 'tables/b.xlsx')")
    connection.execute(
        """CREATE TABLE evidence (evidence VARCHAR, source VARCHAR, file VARCHAR, subject VARCHAR,
           property VARCHAR, value VARCHAR, object VARCHAR, quote VARCHAR, start BIGINT, "end" BIGINT,
           line BIGINT, "row" BIGINT, "column" BIGINT, sheet VARCHAR, rule VARCHAR,
           confidence DECIMAL(3, 2), rank VARCHAR)"""
    )
    connection.execute(
        """INSERT INTO evidence VALUES
           ('e1', 'a', 'pages/a.txt', 'id/project/p1', 'https://example.org/start', '2017-02-31', NULL,
            '31.2.2017', 5, 14, 12, NULL,
            NULL, NULL, 'label', 1, 'preferred'),
           ('e2', 'b', 'tables/b.xlsx', 'id/project/p1', 'https://example.org/code', '007', NULL,
            '007', NULL, NULL, NULL, 3, 28,
            'P', 'cell', 1, 'preferred'),
           ('e3', 'b', 'tables/b.xlsx', 'id/share/s1', 'https://example.org/in', 'Alkio',
            'id/project/p1', 'Alkio', NULL, NULL, NULL, 4,
            2, NULL, 'cell', 1, 'preferred')"""
    )
    return connection


@pytest.fixture(scope="session")
def messages() -> dict[str, dict[str, str]]:
    """The sentences of all our property shapes about data: shape → language → sentence."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for path in sorted(asset("shapes").glob("*.ttl")):
        said = list(pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE))
        paths = {q.subject for q in said if q.predicate.value == f"{SH}path"}
        for quad in said:
            named = isinstance(quad.subject, pyoxigraph.NamedNode) and quad.subject in paths
            if named and quad.predicate.value == f"{SH}message" and isinstance(quad.object, pyoxigraph.Literal):
                found[quad.subject.value.removeprefix(OURS)][quad.object.language or ""] = quad.object.value
    return dict(found)


@pytest.fixture(scope="session")
def speaks(messages: dict[str, dict[str, str]]) -> Callable[[dict[Language, Finding], str, str], None]:
    """Check that a finding says its shape's sentence in all languages, ends with the place, and quotes what is there.

    What is withheld it must not quote. The text is that of the cell, or of the whole page.
    """

    def check(said: dict[Language, Finding], shape: str, text: str) -> None:
        for language, finding in said.items():
            assert finding.message == messages[shape][language]
            assert finding.place is not None
            assert finding.sentence.startswith(f"{finding.thing}: {finding.message}")
            assert finding.sentence.endswith(finding.place.say(language))
        place = said["en"].place
        assert place is not None
        if shape.startswith("Public-"):
            assert place.quote is None
        elif place.row is None:
            assert place.quote
            assert text[place.start : place.end] == place.quote
            assert text.count("\n", 0, place.start) + 1 == place.line
        else:
            assert (place.quote or "") in text

    return check
