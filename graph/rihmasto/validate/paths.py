"""SHACL property paths: reading them from a graph and writing them in SPARQL's notation."""

from collections.abc import Callable
from dataclasses import dataclass

from rihmasto.errors import InputError
from rihmasto.validate.graph import TermGraph
from rihmasto.validate.terms import RDF, iri, is_iri, sh


@dataclass(frozen=True, slots=True)
class PropertyPath:
    """A property path.

    Attributes:
        kind: predicate, inverse, sequence, alternative, zeroOrMore, oneOrMore or zeroOrOne.
        predicate: the term of a predicate path, else "".
        parts: what the other kinds are made of.
    """

    kind: str
    predicate: str = ""
    parts: tuple["PropertyPath", ...] = ()

    def __str__(self) -> str:
        return self.predicate if self.kind == "predicate" else self.say(str)  # nearly all are

    def say(self, name: Callable[[str], str], forth: str = "/") -> str:
        """Write it in SPARQL's notation.

        Args:
            name: gives what to write for a predicate.
            forth: what stands between the steps of a sequence.
        """
        if self.kind == "predicate":
            return name(self.predicate)
        inner = [p.say(name, forth) if p.kind == "predicate" else f"({p.say(name, forth)})" for p in self.parts]
        match self.kind:
            case "inverse":
                return f"^{inner[0]}"
            case "sequence":
                return forth.join(inner)
            case "alternative":
                return "|".join(inner)
        return inner[0] + {"zeroOrMore": "*", "oneOrMore": "+", "zeroOrOne": "?"}[self.kind]

    @property
    def predicates(self) -> frozenset[str]:
        """All predicates that it walks."""
        return frozenset({self.predicate} if self.kind == "predicate" else ()).union(
            *(p.predicates for p in self.parts)
        )

    def turtle(self) -> str:
        """Write it as the Turtle of a SHACL path (`sh:` must be declared)."""
        match self.kind:
            case "predicate":
                return self.predicate
            case "sequence":
                return f"( {' '.join(p.turtle() for p in self.parts)} )"
            case "alternative":
                return f"[ sh:alternativePath ( {' '.join(p.turtle() for p in self.parts)} ) ]"
        return f"[ sh:{self.kind}Path {self.parts[0].turtle()} ]"


_KINDS = ("inverse", "alternative", "zeroOrMore", "oneOrMore", "zeroOrOne")


def read_path(graph: TermGraph, node: str, seen: frozenset[str] = frozenset()) -> PropertyPath:
    """Read the path that starts at a node.

    Args:
        graph: the shapes or the report.
        node: value of sh:path or sh:resultPath.
        seen: the nodes above this one.

    Raises:
        InputError: it is no well-formed path.
    """
    if is_iri(node):
        return PropertyPath("predicate", node)
    if node in seen:
        raise InputError("shapes-path", **graph.where(node))
    seen |= {node}
    if graph.describes(node, iri(f"{RDF}first")):
        parts = tuple(read_path(graph, item, seen) for item in graph.items(node))
        return _several(graph, node, "sequence", parts)
    # path-strange-001/002 of the W3C suite: of a node that is a list, or has several kinds, one reading is enough
    for kind in _KINDS:
        value = graph.value(node, sh(f"{kind}Path"))
        if value is None:
            continue
        if kind == "alternative":
            parts = tuple(read_path(graph, item, seen) for item in graph.items(value))
            return _several(graph, node, kind, parts)
        return PropertyPath(kind, parts=(read_path(graph, value, seen),))
    raise InputError("shapes-path", **graph.where(node))


def _several(graph: TermGraph, node: str, kind: str, parts: tuple[PropertyPath, ...]) -> PropertyPath:
    if len(parts) < 2:  # noqa: PLR2004 -- SHACL 2.3.1.2 and 2.3.1.3: a list of at least two paths
        raise InputError("shapes-path", **graph.where(node))
    return PropertyPath(kind, parts=parts)
