"""Shapes as values: what a shapes graph says, read once and checked for what cannot be meant."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from rihmasto.errors import InputError
from rihmasto.validate.graph import TermGraph, read_graph
from rihmasto.validate.paths import PropertyPath, read_path
from rihmasto.validate.report import VIOLATION
from rihmasto.validate.terms import RDF, RDFS, SH, iri, is_iri, is_literal, is_true, language, plain, sh
from rihmasto.validate.vocabulary import check_shape, check_words, parameters, shacl_names, words

_TYPE = iri(f"{RDF}type")
_COMPARED = ("class", "hasValue", "in")
TARGETS = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf", "target")


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape.

    Attributes:
        node: its term.
        path: None for a node shape.
        targets: kind of target → terms; `implicit` are classes that are shapes themselves.
        parameters: parameter → values; of a list-valued parameter the members, one tuple a list.
        severity: sh:Violation unless the shape says otherwise.
        messages: language → message.
        deactivated: never checked.
        origin: stem of the file.
    """

    node: str
    path: PropertyPath | None
    targets: Mapping[str, tuple[str, ...]]
    parameters: Mapping[str, tuple[tuple[str, ...], ...]]
    severity: str = VIOLATION
    messages: Mapping[str, str] = field(default_factory=dict)
    deactivated: bool = False
    origin: str = ""

    def values(self, parameter: str) -> tuple[str, ...]:
        """Return the values of a parameter that takes no list."""
        return tuple(v for (v,) in self.parameters.get(parameter, ()))

    def lists(self, parameter: str) -> tuple[tuple[str, ...], ...]:
        """Return the lists that are values of a parameter."""
        return self.parameters.get(parameter, ())

    def expected(self, component: str) -> tuple[str, ...]:
        """Return the values of the parameter that a constraint component is named after."""
        name = plain(component).removeprefix(SH).removesuffix("ConstraintComponent")
        return tuple(v for members in self.parameters.get(name[:1].lower() + name[1:], ()) for v in members)

    @property
    def parts(self) -> tuple[str, ...]:
        """The shapes that it needs to be decided."""
        alone = [v for name in sorted(words("shapes")) for v in self.values(name)]
        return tuple(
            alone + [v for name in sorted(words("shape_lists")) for members in self.lists(name) for v in members]
        )


class Shapes:
    """All shapes of a shapes graph.

    Args:
        graph: the shapes graph.

    Raises:
        InputError: a name that SHACL does not have, an ill-formed path, list or value, or a shape that needs itself.
    """

    def __init__(self, graph: TermGraph) -> None:
        self.graph = graph
        self.notes = check_words(graph)
        self._shapes: dict[str, Shape] = {}
        self.targeted = tuple(self[node] for node in sorted(self._targeted()))
        for shape in self.targeted:
            self._check_recursion(shape, ())

    def __getitem__(self, node: str) -> Shape:
        if node not in self._shapes:
            self._shapes[node] = _read_shape(self.graph, node)
        return self._shapes[node]

    def __bool__(self) -> bool:
        marks = {sh(name) for name in {"NodeShape", "PropertyShape", *parameters()}}
        return bool(self.targeted) or any(p in marks or o in marks for _, p, o in self.graph.triples())

    def below(self, shape: Shape) -> Iterator[Shape]:
        """Walk a shape and all that decide about it: its parts, and siblings from which it must be disjoint."""
        yield shape
        for part in (*shape.parts, *self.siblings(shape)):
            yield from self.below(self[part])

    def siblings(self, shape: Shape) -> list[str]:
        """Return the sibling shapes of a qualified value shape (SHACL 4.7.3), or none when it need not be disjoint."""
        if not any(is_true(v) for v in shape.values("qualifiedValueShapesDisjoint")):
            return []
        beside = {p for parent in self.parents(shape.node) for p in parent.values("property")}
        found = {v for p in beside for v in self[p].values("qualifiedValueShape")}
        return sorted(found - set(shape.values("qualifiedValueShape")))

    @cached_property
    def _components(self) -> list[str]:
        classes, todo = set(), [sh("ConstraintComponent")]
        while todo:
            if (kind := todo.pop()) not in classes:
                classes.add(kind)
                todo += self.graph.subjects(iri(f"{RDFS}subClassOf"), kind)
        return sorted({c for kind in classes for c in self.graph.subjects(_TYPE, kind)})

    def components(self, shape: Shape) -> list[str]:
        """Return the SPARQL-based constraint components whose mandatory parameters a shape has (SHACL 6)."""
        graph, found = self.graph, []
        for component in self._components:
            parameters = graph.objects(component, sh("parameter"))
            needed = [graph.value(p, sh("path")) for p in parameters if not is_true(graph.value(p, sh("optional")))]
            if needed and all(path and graph.describes(shape.node, path) for path in needed):
                found.append(component)
        return [c for c in found if self.validator(c, shape)]

    def validator(self, component: str, shape: Shape) -> str:
        """Return the validator of a component that fits a shape (SHACL 6.2.3), or ""."""
        kind = "nodeValidator" if shape.path is None else "propertyValidator"
        return self.graph.value(component, sh(kind)) or self.graph.value(component, sh("validator")) or ""

    def direct_predicates(self, shape: Shape) -> frozenset[str]:
        """Return the predicates that are the whole path of a property shape or of one beside it."""
        beside = {shape.node, *(p for parent in self.parents(shape.node) for p in parent.values("property"))}
        paths = [self[p].path for p in beside]
        return frozenset(p.predicate for p in paths if p is not None and p.kind == "predicate")

    @property
    def constants(self) -> frozenset[str]:
        """The terms that shapes compare with, or name as classes or targets."""
        parts = [part for shape in self.targeted for part in self.below(shape)]
        compared = {v for part in parts for name in _COMPARED for members in part.lists(name) for v in members}
        return frozenset(compared.union(*(terms for part in parts for terms in part.targets.values())))

    @property
    def aims(self) -> tuple[frozenset[str], frozenset[str], bool]:
        """The classes and the predicates that make targets, and whether there are targets, or may be, without them."""
        terms: dict[str, set[str]] = {}
        for shape in self.targeted:
            for kind, named in shape.targets.items():
                terms.setdefault(kind, set()).update(named)
        classes, walked = (
            frozenset(t for kind in kinds for t in terms.get(kind, ()))
            for kinds in (("targetClass", "implicit"), ("targetSubjectsOf", "targetObjectsOf"))
        )
        return classes, walked, bool({"targetNode", "target"} & terms.keys())

    def has_sparql(self, shape: Shape) -> bool:
        """Tell whether a shape itself says something in SPARQL."""
        return bool(shape.values("sparql") or self.components(shape))

    def asks(self, shape: Shape) -> bool:
        """Tell whether a shape with targets, or one that it needs, says something in SPARQL."""
        return "target" in shape.targets or any(self.has_sparql(part) for part in self.below(shape))

    def parents(self, node: str) -> list[Shape]:
        """Return the shapes that have this one as a property shape."""
        return [self[s] for s in self.graph.subjects(sh("property"), node)]

    def _targeted(self) -> set[str]:
        graph, aims = self.graph, {sh(t) for t in TARGETS}
        found = {s for s, p, _ in graph.triples() if p in aims}
        shapes = {s for kind in ("NodeShape", "PropertyShape") for s in graph.subjects(_TYPE, sh(kind))}
        return found | {s for s in shapes if _is_class(graph, s)}

    def _check_recursion(self, shape: Shape, above: tuple[str, ...]) -> None:
        if shape.node in above:
            raise InputError("shapes-recursive", **self.graph.where(shape.node))
        for part in shape.parts:
            self._check_recursion(self[part], (*above, shape.node))


def read_shapes(paths: Sequence[Path]) -> Shapes:
    """Read files of shapes.

    Raises:
        InputError: a file is missing or broken, or the shapes cannot be used, or there are none.
    """
    known = Shapes(read_graph(paths))
    if paths and not known:
        raise InputError("shapes-none")
    return known


def _is_class(graph: TermGraph, node: str) -> bool:
    """Tell whether a node is an instance of rdfs:Class in the shapes graph (SHACL 2.1.3.3)."""
    todo, done = graph.objects(node, _TYPE), set()
    while todo:
        kind = todo.pop()
        # owl:Class is a subclass of rdfs:Class by its own definition, which few shapes graphs repeat
        if kind in {iri(f"{RDFS}Class"), "<http://www.w3.org/2002/07/owl#Class>"}:
            return True
        if kind not in done:
            done.add(kind)
            todo += graph.objects(kind, iri(f"{RDFS}subClassOf"))
    return False


def _read_shape(graph: TermGraph, node: str) -> Shape:
    check_shape(graph, node)
    path = graph.value(node, sh("path"))
    targets = {kind: tuple(sorted(graph.objects(node, sh(kind)))) for kind in TARGETS}
    if is_iri(node) and _is_class(graph, node) and _is_shape(graph, node):
        targets["implicit"] = (node,)
    return Shape(
        node=node,
        path=read_path(graph, path) if path else None,
        targets={kind: terms for kind, terms in targets.items() if terms},
        parameters={p: _values(graph, node, p) for p in sorted(shacl_names(graph, node) & parameters())},
        severity=graph.value(node, sh("severity")) or VIOLATION,
        messages={language(m): plain(m) for m in sorted(graph.objects(node, sh("message"))) if is_literal(m)},
        deactivated=is_true(graph.value(node, sh("deactivated"))),
        origin=Path(graph.origin.get(node, "")).stem,
    )


def _is_shape(graph: TermGraph, node: str) -> bool:
    return any(kind in graph.objects(node, _TYPE) for kind in (sh("NodeShape"), sh("PropertyShape")))


def _values(graph: TermGraph, node: str, parameter: str) -> tuple[tuple[str, ...], ...]:
    values = graph.objects(node, sh(parameter))
    if parameter in words("shape_lists") | words("term_lists"):
        return tuple(tuple(graph.items(v)) for v in values)
    return tuple((v,) for v in values)
