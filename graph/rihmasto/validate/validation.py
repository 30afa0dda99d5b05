"""One call from files to a report."""

from collections.abc import Collection, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from rihmasto.errors import InputError
from rihmasto.validate.findings import named_terms
from rihmasto.validate.graph import TermGraph, Triple, read_graph, read_triples
from rihmasto.validate.naming import describe
from rihmasto.validate.reference import run_reference
from rihmasto.validate.report import Report, make_report
from rihmasto.validate.terms import SH, plain

_SHAPE_VALUED = {"property", "node", "not", "qualifiedValueShape"}


def validate(data: Sequence[Path], shapes: Sequence[Path]) -> Report:
    """Validate data against SHACL shapes.

    Args:
        data: RDF files (.nq .nt .ttl .trig .rdf .jsonld); all their graphs are merged into one.
        shapes: RDF files with shapes.

    Raises:
        InputError: a file is missing or broken, or the shapes cannot be used.
    """
    graph = read_graph(shapes)
    check_shapes(graph)
    triples = _merged(data)
    results = run_reference(triples, graph)

    def lookup(terms: Collection[str]) -> list[Triple]:
        return [t for t in triples if t[0] in terms]

    return make_report(results, describe(lookup, named_terms(results)))


def _merged(paths: Sequence[Path]) -> list[Triple]:
    alone = len(paths) == 1 and paths[0].suffix in {".nq", ".nt"}
    tags = [""] if alone else [f"d{number}" for number in range(len(paths))]
    return list(dict.fromkeys(t for path, tag in zip(paths, tags, strict=True) for t in read_triples(path, tag)))


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "vocabulary.txt").read_text(encoding="utf-8").split())


def check_shapes(shapes: TermGraph) -> None:
    """Refuse shapes with words that SHACL does not have: a misspelt constraint would pass silently.

    Only nodes that are written in SHACL, or stand where a shape belongs, are looked at; data may lie in the same file.

    Raises:
        InputError: a name in the SHACL namespace is unknown.
    """
    written = {s for s, p, o in shapes.triples() for term in (p, o) if _shacl_name(term) in _vocabulary()}
    written |= {o for _, p, o in shapes.triples() if _shacl_name(p) in _SHAPE_VALUED}
    for s, p, o in shapes.triples():
        for name in (_shacl_name(p), _shacl_name(o)):
            if s in written and name and name not in _vocabulary():
                near = get_close_matches(name, sorted(_vocabulary()), 1, 0.0)[0]
                raise InputError("shapes-term", file=shapes.origin.get(s, ""), term=name, near=near)


def _shacl_name(term: str) -> str:
    return plain(term).removeprefix(SH) if term.startswith(f"<{SH}") else ""
