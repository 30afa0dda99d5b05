"""What does not compile: the shape goes to pySHACL, with the smallest part of the data that decides it."""

# ruff: noqa: S608 -- what goes into the SQL is quoted, or a name of ours
from rihmasto.validate.columns import Columns, quoted
from rihmasto.validate.expressions import patterns
from rihmasto.validate.graph import TermGraph, Triple
from rihmasto.validate.report import Result
from rihmasto.validate.shapes import TARGETS, Shape, Shapes
from rihmasto.validate.terms import RDF, RDFS, iri, is_true, sh

_PAIRED = ("equals", "disjoint", "lessThan", "lessThanOrEquals")
# parts of SHACL-AF and SHACL-JS that change what conforms
_BEYOND = ("expression", "js")
_TYPE = iri(f"{RDF}type")


def obstacle(columns: Columns, shapes: Shapes, shape: Shape) -> str:
    """Return why a shape, or one that it needs, cannot be compiled; "" when it can."""
    import duckdb  # noqa: PLC0415 -- only a check needs it, not --help

    for part in shapes.below(shape):
        for name in _BEYOND:
            if shapes.graph.describes(part.node, sh(name)):
                return f"sh:{name}"
        for pattern in patterns(part):
            try:
                columns.fetch(f"SELECT regexp_matches('', {quoted(pattern)})")
            except duckdb.Error:
                return f"sh:pattern {pattern}"
    return ""


def run_apart(columns: Columns, shapes: Shapes, shape: Shape, reason: str) -> list[Result]:
    """Validate one shape with pySHACL.

    Args:
        columns: the data graph.
        shapes: the shapes.
        shape: the one.
        reason: of `obstacle`.

    Raises:
        InputError: pySHACL refuses it, or takes too long.
    """
    from rihmasto.validate.bounded import run_bounded  # noqa: PLC0415 -- few shapes need it

    rules = TermGraph()
    rules.origin = shapes.graph.origin
    others = {s.node for s in shapes.targeted} - {shape.node}
    rules.add(t for t in shapes.graph.triples() if not (t[0] in others and _makes_target(t)))
    return run_bounded(_deciding(columns, shapes, shape), rules, shape.node, reason)


def _makes_target(triple: Triple) -> bool:
    _, p, o = triple
    return p in {sh(t) for t in TARGETS} or (p == _TYPE and o.endswith("#Class>"))


def deciding_predicates(shapes: Shapes, shape: Shape) -> frozenset[str] | None:
    """Return the predicates that a shape and its parts walk; None when they may look at any, as queries may."""
    wanted = {_TYPE, iri(f"{RDFS}subClassOf")}
    wanted |= {t for kind in ("targetSubjectsOf", "targetObjectsOf") for t in shape.targets.get(kind, ())}
    for part in shapes.below(shape):
        wanted |= part.path.predicates if part.path else frozenset()
        wanted |= {v for name in _PAIRED for v in part.values(name)}
        beyond = any(shapes.graph.describes(part.node, sh(name)) for name in _BEYOND)
        if beyond or shapes.has_sparql(part) or any(is_true(v) for v in part.values("closed")):
            return None
    return frozenset(wanted)


def _deciding(columns: Columns, shapes: Shapes, shape: Shape) -> list[Triple]:
    """Return the triples whose predicates the shape walks; all of them when it may look at any."""
    wanted = deciding_predicates(shapes, shape)
    numbers = ", ".join(str(n) for n in columns.predicate_numbers(wanted or ())) or "NULL"
    return columns.connection.execute(
        f"SELECT s, p, o FROM written WHERE {'true' if wanted is None else f'id IN ({numbers})'}"
    ).fetchall()
