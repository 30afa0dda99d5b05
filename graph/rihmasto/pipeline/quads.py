"""The graph files of a release: the lifted tables, the ontology with its vocabularies, and what the release is."""

import heapq
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rihmasto.assets import asset
from rihmasto.lift import lift, load_mapping
from rihmasto.names import NS
from rihmasto.pipeline.about import about
from rihmasto.pipeline.configuration import Configuration

if TYPE_CHECKING:
    import duckdb

ONTOLOGY_GRAPH = NS.rstrip("#")


def write_quads(connection: "duckdb.DuckDBPyConnection", folder: Path, configuration: Configuration) -> dict[str, int]:
    """Write `graph.nq`, and `people.nq` when there are people; sorted, so that the same tables give the same bytes.

    Args:
        connection: with the tables of the release.
        folder: the release.
        configuration: the workspace; its base begins every IRI.

    Returns:
        Number of quads in each file.
    """
    base = configuration.base
    mapping = load_mapping(asset("ontology", "mapping.r2rml.ttl").read_text(encoding="utf-8"), base=base)
    private = [f"{base}graph/people"]
    lifted, people = folder / "lifted.nq", folder / "people.nq"
    count = lift(connection, mapping, lifted, without=private)
    personal = lift(connection, mapping, people, only=private) if _anybody(connection) else 0
    rest = sorted({*_ontology(), *about(connection, configuration)})
    with lifted.open(encoding="utf-8") as lines, (folder / "graph.nq").open("w", encoding="utf-8") as target:
        # Bytes and code points sort UTF-8 alike, so the two sorted streams merge into one.
        target.writelines(heapq.merge(lines, rest))
    lifted.unlink()
    return {"quads": count + len(rest), "people quads": personal}


def _anybody(connection: "duckdb.DuckDBPyConnection") -> bool:
    asked = "SELECT EXISTS (FROM people.person) OR EXISTS (FROM people.contact) OR EXISTS (FROM people.evidence)"
    return bool(connection.execute(asked).fetchall()[0][0])


def _ontology() -> Iterator[str]:
    import pyoxigraph  # noqa: PLC0415

    graph = pyoxigraph.NamedNode(ONTOLOGY_GRAPH)
    root = asset("ontology")
    dataset = pyoxigraph.Dataset(
        pyoxigraph.Quad(q.subject, q.predicate, q.object, graph)
        for path in (root / "rihmasto.ttl", *sorted((root / "vocabularies").glob("*.ttl")))
        for q in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE, rename_blank_nodes=True)
    )
    # Blank nodes get the same names in every build (RDFC-1.0).
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    for quad in dataset:
        yield f"{quad} .\n"
