"""How fast tables become N-Quads, beside rdflib's Graph.add on the same rows: python bench/lift.py [PROJECTS]."""

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import rdflib
from rdflib import FOAF, RDF, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import XSD

from rihmasto.lift import lift, load_mapping

BASE = "https://example.org/bench/"
RIH = Namespace("https://w3id.org/rihmasto/ns#")
ROLES = Namespace("https://w3id.org/rihmasto/vocabulary/roles/")
TABLES = """
SELECT setseed(0.5);
CREATE TABLE project AS SELECT 'hanke-' || i AS project, 'Älykäs "kaupunki" ' || (i * 7919 % 99991) AS name,
  'A' || (70000 + i) AS code, CAST(DATE '2014-01-01' + CAST(i % 3000 AS INTEGER) AS VARCHAR) AS start,
  CAST(i * 137.5 AS DECIMAL(18, 2)) AS value, i % 60 AS number FROM range($projects) r(i);
CREATE TABLE organisation AS SELECT 'yhteisö-' || i AS organisation, 'Yhteisö ' || i || ' Oy' AS name,
  'paikka ' || (i % 310) AS place,
  'https://www.yhteisö' || i || '.fi/etusivu?kieli=fi' AS website FROM range($projects // 2) r(i);
CREATE TABLE participation AS SELECT 'p-' || i AS participation, 'hanke-' || (i % $projects) AS project,
  'yhteisö-' || (i * i % 99991 % ($projects // 2)) AS organisation, ['coordinator', 'partner'][1 + i % 2] AS role,
  CASE WHEN i % 4 > 0 THEN 'tehtävä \\ ' || (i % 5000) END AS task FROM range($projects * 7) r(i);
"""


def tables(projects: int) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(TABLES.replace("$projects", str(projects)))
    return connection


def add_all(connection: duckdb.DuckDBPyConnection) -> int:
    """Add the same triples one by one, as a program on rdflib does."""
    graph = Graph()
    for project, name, code, start, value, number in connection.execute("FROM project").fetchall():
        subject = URIRef(f"{BASE}id/project/{project}")
        graph.add((subject, RDF.type, RIH.Project))
        graph.add((subject, SKOS.prefLabel, Literal(name, lang="fi")))
        graph.add((subject, RIH.code, Literal(code)))
        graph.add((subject, RIH.startDate, Literal(start, datatype=XSD.date)))
        graph.add((subject, RIH.value, Literal(value)))
        graph.add((subject, RIH.number, Literal(number)))
    for organisation, name, place, website in connection.execute("FROM organisation").fetchall():
        subject = URIRef(f"{BASE}id/organisation/{organisation}")
        graph.add((subject, RDF.type, RIH.Organisation))
        graph.add((subject, SKOS.prefLabel, Literal(name)))
        graph.add((subject, RIH.isLocatedIn, URIRef(f"{BASE}id/place/{place.replace(' ', '%20')}")))
        graph.add((subject, FOAF.homepage, URIRef(website)))
    for key, project, organisation, role, task in connection.execute("FROM participation").fetchall():
        subject = URIRef(f"{BASE}id/participation/{key}")
        graph.add((subject, RDF.type, RIH.Participation))
        graph.add((subject, RIH.participatesIn, URIRef(f"{BASE}id/project/{project}")))
        graph.add((subject, RIH.involves, URIRef(f"{BASE}id/organisation/{organisation}")))
        graph.add((subject, RIH.hasRole, ROLES[role]))
        if task is not None:
            graph.add((subject, RIH.task, Literal(task, lang="fi")))
    return len(graph)


def timed(work: Callable[[], int], times: int) -> tuple[float, int]:
    """Return the shortest of several times in seconds, and the count of triples."""
    seconds, count = [], 0
    for _ in range(times):
        start = time.perf_counter()
        count = work()
        seconds.append(time.perf_counter() - start)
    return min(seconds), count


def main() -> None:
    projects = int(sys.argv[1]) if len(sys.argv) > 1 else 18_000
    mapping = load_mapping(Path(__file__).with_suffix(".r2rml.ttl").read_text(encoding="utf-8"), base=BASE)
    with tables(projects) as connection, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.nq"
        ours, written = timed(lambda: lift(connection, mapping, path), 3)
        theirs, added = timed(lambda: add_all(connection), 1)
        size = path.stat().st_size
    assert written == added, f"{written} quads lifted, {added} triples added"
    print(
        f"Python {platform.python_version()}, DuckDB {duckdb.__version__}, rdflib {rdflib.__version__}, "
        f"{os.cpu_count()} cores"
    )
    print(f"{projects} projects: {written} triples, {size / 1e6:.1f} MB of N-Quads")
    print(f"lift (sorted, written, best of 3): {ours:.2f} s = {written / ours / 1e6:.2f} M triples/s")
    print(f"rdflib Graph.add (not written):    {theirs:.2f} s = {added / theirs / 1e6:.3f} M triples/s")
    print(f"ratio: {theirs / ours:.1f}")


if __name__ == "__main__":
    main()
