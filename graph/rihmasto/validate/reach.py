"""What each shape looks at: the triples that can decide about a focus node, as steps that start there.

A change can alter the results of a shape for a focus node only if one of the triples that come or go is walked by the
steps from that node. The steps of all shapes are one automaton, so that one walk back from the changes finds every
node that must be checked again, and one walk forward from these finds every triple that is needed to do it.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from rihmasto.validate.anchoring import anchor_query
from rihmasto.validate.apart import deciding_predicates
from rihmasto.validate.automaton import ANY, Automaton, Step
from rihmasto.validate.footprint import predicates_seen
from rihmasto.validate.shapes import Shape, Shapes
from rihmasto.validate.sparql import SparqlChecker
from rihmasto.validate.terms import RDF, RDFS, iri, is_true

_TYPE = iri(f"{RDF}type")
_PAIRED = ("equals", "disjoint", "lessThan", "lessThanOrEquals")


@dataclass(slots=True)
class Reach:
    """What the shapes with targets look at.

    Attributes:
        starts: shape → the state of its focus nodes.
        steps: of all shapes.
        whole: shape → the predicates that it looks at, for shapes of which no more can be told, so that they are
            checked whole whenever such a triple changes; None is any predicate.
        apart: shapes that are not compiled.
    """

    starts: dict[str, int] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    whole: dict[str, frozenset[str] | None] = field(default_factory=dict)
    apart: frozenset[str] = frozenset()


def reach(shapes: Shapes, apart: Collection[str], sparql: SparqlChecker) -> Reach:
    """Work out what shapes look at.

    Args:
        shapes: the shapes.
        apart: the shapes that are not compiled.
        sparql: has their queries.
    """
    found = Reach(apart=frozenset(apart))
    free = 0
    for shape in shapes.targeted:
        if shape.deactivated:
            continue
        if shape.node in apart:
            found.whole[shape.node] = deciding_predicates(shapes, shape)
            continue
        single = _Single(shapes, sparql)
        start = single.automaton.state()
        if "target" in shape.targets or not single.add(shape, start):
            found.whole[shape.node] = _named(shapes, shape, sparql)
            continue
        found.starts[shape.node] = start + free
        found.steps += [replace(s, start=s.start + free, end=s.end + free) for s in single.automaton.closed()]
        free += single.automaton.size
    return found


class _Single:
    """The steps of one shape with a target; without those of its queries when there is nothing that has them."""

    def __init__(self, shapes: Shapes, sparql: SparqlChecker | None) -> None:
        self.automaton = Automaton()
        self._shapes = shapes
        self._sparql = sparql

    def add(self, shape: Shape, start: int) -> bool:
        """Add a shape whose targets are in the state `start`; False when not all can be told."""
        if {"targetClass", "implicit"} & shape.targets.keys():
            self.automaton.step(start, _TYPE)
        for kind, inverse in (("targetSubjectsOf", False), ("targetObjectsOf", True)):
            for predicate in shape.targets.get(kind, ()):
                self.automaton.step(start, predicate, inverse=inverse)
        return self._shape(shape, start)

    def _shape(self, shape: Shape, focus: int) -> bool:
        if shape.deactivated:
            return True
        walk = self.automaton.step
        values = self.automaton.walk(shape.path, focus) if shape.path else focus
        if shape.values("class"):
            walk(values, _TYPE)
        for predicate in [p for name in _PAIRED for p in shape.values(name)]:
            walk(focus, predicate)
        if any(is_true(v) for v in shape.values("closed")):
            walk(values, ANY)
        inner = [*shape.parts, *self._shapes.siblings(shape)]
        return self._queries(shape, focus, values) and all(self._shape(self._shapes[p], values) for p in inner)

    def _queries(self, shape: Shape, focus: int, values: int) -> bool:
        if self._sparql is None or not self._shapes.has_sparql(shape):
            return True
        # how a value is written is looked up among all that is said of the focus node
        self.automaton.step(focus, ANY)
        for text, asks in self._sparql.queries(shape):
            bound = {"this": focus, "value": values} if asks else {"this": focus}
            if not anchor_query(self.automaton, text, bound):
                return False
        return True


def _named(shapes: Shapes, shape: Shape, sparql: SparqlChecker) -> frozenset[str] | None:
    """Return all predicates that a shape, its parts and their queries name; None when that may be any."""
    walked = _Single(shapes, None)
    walked.add(shape, walked.automaton.state())
    found = {step.predicate for step in walked.automaton.steps} | {_TYPE, iri(f"{RDFS}subClassOf")}
    texts = list(sparql.target_queries(shape))
    for part in shapes.below(shape):
        texts += [text for text, _ in sparql.queries(part)]
    for seen in map(predicates_seen, texts):
        if seen is None:
            return None
        found |= seen
    return None if ANY in found else frozenset(found)
