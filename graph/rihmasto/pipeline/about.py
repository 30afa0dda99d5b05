"""What the release says about itself: title, publisher, licence, and from which source each named graph comes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rihmasto.names import expand
from rihmasto.pipeline.configuration import Configuration

if TYPE_CHECKING:
    import duckdb

_DCAT, _VOID = "http://www.w3.org/ns/dcat#", "http://rdfs.org/ns/void#"
_DERIVED_FROM = "http://www.w3.org/ns/prov#wasDerivedFrom"
_LICENCES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


def about(connection: "duckdb.DuckDBPyConnection", configuration: Configuration) -> Iterator[str]:
    """Yield the quads of the graph `graph/about` as lines of N-Quads.

    Args:
        connection: with the tables of the release.
        configuration: the workspace.
    """
    import pyoxigraph as ox  # noqa: PLC0415

    base = configuration.base
    graph = ox.NamedNode(f"{base}graph/about")
    dataset, publisher = ox.NamedNode(f"{base}id/dataset"), ox.NamedNode(f"{base}id/publisher")
    said: list[tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]] = [
        (dataset, expand("rdf:type"), ox.NamedNode(f"{_DCAT}Dataset")),
        (dataset, expand("rdf:type"), ox.NamedNode(f"{_VOID}Dataset")),
    ]
    for language, title in configuration.title.items():
        said.append((dataset, expand("dcterms:title"), ox.Literal(title, language=language)))
    if configuration.publisher:
        said += [
            (dataset, expand("dcterms:publisher"), publisher),
            (publisher, expand("rdf:type"), ox.NamedNode(expand("foaf:Agent"))),
            (publisher, expand("foaf:name"), ox.Literal(configuration.publisher)),
        ]
    licence = configuration.licence
    if licence in _LICENCES or licence.startswith("http"):
        said.append((dataset, expand("dcterms:license"), ox.NamedNode(_LICENCES.get(licence, licence))))
    elif licence:
        said.append((dataset, expand("dcterms:rights"), ox.Literal(licence)))
    for (source,) in connection.execute("SELECT source FROM source ORDER BY source").fetchall():
        said.append((ox.NamedNode(f"{base}graph/{source}"), _DERIVED_FROM, ox.NamedNode(f"{base}id/source/{source}")))
    for subject, predicate, thing in said:
        yield f"{ox.Quad(subject, ox.NamedNode(predicate), thing, graph)} .\n"
