"""The graph files of a release: the lifted tables, and the ontology with its vocabularies."""

import heapq
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rihmasto.assets import asset
from rihmasto.lift import lift, load_mapping
from rihmasto.names import NS

if TYPE_CHECKING:
    import duckdb

ONTOLOGY_GRAPH = NS.rstrip("#")


def write_quads(connection: "duckdb.DuckDBPyConnection", folder: Path, base: str) -> int:
    """Write `graph.nq`, and `people.nq` when there are people; sorted, so that the same tables give the same bytes.

    Args:
        connection: with the tables of the release.
        folder: the release.
        base: the workspace's base IRI.

    Returns:
        Number of quads in both files.
    """
    mapping = load_mapping(asset("ontology", "mapping.r2rml.ttl").read_text(encoding="utf-8"), base=base)
    private = [f"{base}graph/people"]
    lifted, people = folder / "lifted.nq", folder / "people.nq"
    count = lift(connection, mapping, lifted, without=private)
    personal = lift(connection, mapping, people, only=private) if _anybody(connection) else 0
    ontology = sorted(_ontology())
    with lifted.open(encoding="utf-8") as lines, (folder / "graph.nq").open("w", encoding="utf-8") as target:
        # Bytes and code points sort UTF-8 alike, so the two sorted streams merge into one.
        target.writelines(heapq.merge(lines, ontology))
    lifted.unlink()
    return count + personal + len(ontology)


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
