"""The graph in the forms of RDF, always from the N-Quads of the release: their literals are as the lift wrote them."""

import heapq
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from rihmasto.errors import UsageError
from rihmasto.query.shared import prefixes

if TYPE_CHECKING:
    from pyoxigraph import Quad, Triple

RDF_FORMS = ("ttl", "nq", "trig", "jsonld", "rdfxml")

_LOCAL_NAME = re.compile(r"[A-Za-z_][\w.-]*$")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def write_rdf(quads: Sequence[Path], form: str, target: BinaryIO) -> None:
    """Write the graph.

    Args:
        quads: N-Quads files of a release, each sorted.
        form: one of `RDF_FORMS`. Turtle and RDF/XML have no named graphs: they get every triple once.
        target: takes the bytes.

    Raises:
        UsageError: a term cannot be said in this form.
    """
    from pyoxigraph import RdfFormat, serialize  # noqa: PLC0415 (not for `--help`)

    if form == "nq":
        target.writelines(_lines(quads))
    elif form == "ttl":
        serialize(_triples(quads), target, RdfFormat.TURTLE, prefixes=prefixes())
    elif form == "rdfxml":
        serialize(_for_xml(_triples(quads)), target, RdfFormat.RDF_XML, prefixes=prefixes())
    else:
        known = {"trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD}[form]
        # A graph is written in one piece, so its quads must stand together; the sort keeps their order within it.
        grouped = sorted(_quads(quads), key=lambda quad: str(quad.graph_name))
        serialize(grouped, target, known, prefixes=prefixes())


def _lines(paths: Sequence[Path]) -> Iterator[bytes]:
    """Merge the files; a statement of two files comes once."""
    streams = [path.open("rb") for path in paths]
    try:
        before = b""
        for line in heapq.merge(*streams):
            if line != before:
                yield line
            before = line
    finally:
        for stream in streams:
            stream.close()


def _quads(paths: Sequence[Path]) -> Iterator["Quad"]:
    from pyoxigraph import RdfFormat, parse  # noqa: PLC0415

    parsed = [parse(path=str(path), format=RdfFormat.N_QUADS) for path in paths]
    return iter(parsed[0]) if len(parsed) == 1 else heapq.merge(*parsed, key=str)


def _triples(paths: Sequence[Path]) -> Iterator["Triple"]:
    """Yield every triple once: in sorted files the quads that differ only by graph follow each other."""
    before: Triple | None = None
    for quad in _quads(paths):
        if quad.triple != before:
            yield quad.triple
        before = quad.triple


def _for_xml(triples: Iterable["Triple"]) -> Iterator["Triple"]:
    """Refuse what XML cannot say, rather than write a file that nobody can read."""
    from pyoxigraph import Literal  # noqa: PLC0415

    for triple in triples:
        if not _LOCAL_NAME.search(triple.predicate.value):
            raise UsageError("export-not-xml", term=triple.predicate.value)
        if isinstance(triple.object, Literal) and _NOT_XML.search(triple.object.value):
            raise UsageError("export-not-xml", term=ascii(triple.object.value[:60]))
        yield triple
