"""Validation by pySHACL: the reference, and the engine for whatever is not compiled to SQL."""

import contextlib
import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rihmasto.validate.graph import TermGraph, Triple
from rihmasto.validate.paths import read_path
from rihmasto.validate.report import Result
from rihmasto.validate.terms import RDF, SH, datatype, iri, is_blank, is_iri, language, plain, sh

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node


class RefusedError(Exception):
    """PySHACL cannot use the shapes."""


def run_reference(data: Iterable[Triple], shapes: TermGraph) -> list[Result]:
    """Validate with pySHACL.

    Args:
        data: the triples of the data graph.
        shapes: the shapes.

    Raises:
        RefusedError: pySHACL refuses the shapes.
    """
    import pyshacl  # noqa: PLC0415 -- half a second of imports

    with _literals_as_written():
        try:
            _, found, _ = pyshacl.validate(
                _rdflib_graph(data), shacl_graph=_rdflib_graph(shapes.triples()), advanced=True
            )
        except Exception as error:  # its own errors, rdflib's and built-in ones: all mean "no"
            raise RefusedError(" ".join(str(error).split())) from error
        if isinstance(found, Exception):
            raise RefusedError(" ".join(str(found).split()))
        report = TermGraph()
        report.add((str(_term(s)), str(_term(p)), str(_term(o))) for s, p, o in found)
    whole = report.subjects(iri(f"{RDF}type"), sh("ValidationReport"))
    return [_result(report, shapes, node) for top in whole for node in report.objects(top, sh("result"))]


@contextlib.contextmanager
def _literals_as_written() -> Iterator[None]:
    import rdflib  # noqa: PLC0415 -- see above

    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.CRITICAL)  # rdflib prints a traceback for each ill-typed literal
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before
        logger.setLevel(level)


def _rdflib_graph(triples: Iterable[Triple]) -> "rdflib.Graph":
    import rdflib  # noqa: PLC0415 -- see above

    def node(term: str) -> "Node":
        if is_iri(term):
            return rdflib.URIRef(plain(term))
        if is_blank(term):
            return rdflib.BNode(term[2:])
        tag, kind = language(term), datatype(term)
        # a plain string stays without datatype, as in rdflib's own parsers: it holds "a" and "a"^^xsd:string unequal
        typed = None if tag or term.endswith('"') else rdflib.URIRef(kind)
        return rdflib.Literal(plain(term), lang=tag or None, datatype=typed, normalize=False)

    graph = rdflib.Graph()
    for s, p, o in triples:
        graph.add((node(s), node(p), node(o)))
    return graph


def _term(node: "Node") -> str:
    import pyoxigraph  # noqa: PLC0415 -- see above
    import rdflib  # noqa: PLC0415 -- see above

    if isinstance(node, rdflib.Literal):
        if node.language:
            return str(pyoxigraph.Literal(str(node), language=node.language))
        kind = pyoxigraph.NamedNode(str(node.datatype)) if node.datatype else None
        return str(pyoxigraph.Literal(str(node), datatype=kind))
    return f"_:{node}" if isinstance(node, rdflib.BNode) else f"<{node}>"


def _result(report: TermGraph, shapes: TermGraph, node: str) -> Result:
    def need(name: str) -> str:
        return report.value(node, sh(name)) or ""

    shape, component = need("sourceShape"), need("sourceConstraintComponent")
    path, constraint = report.value(node, sh("resultPath")), report.value(node, sh("sourceConstraint"))
    written = shapes.objects(shape, sh("message")) or (report.objects(node, sh("resultMessage")) if constraint else [])
    return Result(
        focus=need("focusNode"),
        path=read_path(report, path) if path else None,
        value=report.value(node, sh("value")),
        severity=need("resultSeverity"),
        component=component,
        shape=shape,
        messages={language(m): plain(m) for m in written},
        expected=expectation(shapes, shape, component),
        constraint=constraint,
        origin=Path(shapes.origin.get(shape, "")).stem,
    )


def expectation(shapes: TermGraph, shape: str, component: str) -> tuple[str, ...]:
    """Return the parameter values of a shape for a component: each is named after its first parameter."""
    name = plain(component).removeprefix(SH).removesuffix("ConstraintComponent")
    values = shapes.objects(shape, sh(name[:1].lower() + name[1:]))
    lists = (shapes.items(v) if shapes.describes(v, iri(f"{RDF}first")) else [v] for v in values)
    return tuple(term for terms in lists for term in terms)
