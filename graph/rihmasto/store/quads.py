"""The embedded SPARQL store of a release: every quad in its named graph, and every triple once in the default graph.

A union of named graphs as default graph returns a triple once for every graph that holds it, which spoils COUNT
(measured with pyoxigraph 0.5.13); a merged default graph answers right, and the queries run unchanged elsewhere.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyoxigraph


def build_store(nquads: Sequence[Path], folder: Path) -> int:
    """Load N-Quads files into a new store on disk.

    Args:
        nquads: files; blank nodes of different files are different.
        folder: must not exist; a killed load leaves orphan files, so a store is never loaded twice.

    Returns:
        Number of distinct triples in the default graph.

    Raises:
        OSError: the disk is full.
    """
    import pyoxigraph  # noqa: PLC0415  # not needed by those who only read tables

    store = pyoxigraph.Store(str(folder))
    for path in nquads:
        store.bulk_load(path=str(path), format=pyoxigraph.RdfFormat.N_QUADS)
        store.bulk_extend(_merged(path))
    store.flush()
    store.optimize()
    default = pyoxigraph.DefaultGraph()
    return sum(1 for _ in store.quads_for_pattern(None, None, None, default))


def _merged(path: Path) -> Iterator["pyoxigraph.Quad"]:
    import pyoxigraph  # noqa: PLC0415

    for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.N_QUADS):
        yield pyoxigraph.Quad(quad.subject, quad.predicate, quad.object)
