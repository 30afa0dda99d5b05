"""The Turtle of a mapping as subjects, properties and values, with the questions that a reader of R2RML asks of it."""

import pyoxigraph as ox

from rihmasto.errors import InputError

RR = "http://www.w3.org/ns/r2rml#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

Node = ox.NamedNode | ox.BlankNode
Value = ox.NamedNode | ox.BlankNode | ox.Literal

# Every property of the R2RML vocabulary: a misspelt one would otherwise be left out in silence.
_PROPERTIES = frozenset(
    {
        "child",
        "class",
        "column",
        "constant",
        "datatype",
        "graph",
        "graphMap",
        "inverseExpression",
        "joinCondition",
        "language",
        "logicalTable",
        "object",
        "objectMap",
        "parent",
        "parentTriplesMap",
        "predicate",
        "predicateMap",
        "predicateObjectMap",
        "sqlQuery",
        "sqlVersion",
        "subject",
        "subjectMap",
        "tableName",
        "template",
        "termType",
    }
)


class Document:
    """The triples of a mapping.

    Args:
        text: Turtle.
        base: IRI that relative IRIs of the document are resolved against, unless it says @base itself.

    Raises:
        InputError: the text is not Turtle, or uses a property that R2RML does not have.
    """

    def __init__(self, text: str, base: str) -> None:
        self._base = base
        self._values: dict[Node, dict[str, list[Value]]] = {}
        try:
            quads = list(ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=base))
        except (SyntaxError, ValueError) as error:
            raise InputError("lift-turtle", reason=str(error)) from error
        for quad in quads:
            subject, value, property_ = quad.subject, quad.object, quad.predicate.value
            if property_.startswith(RR) and property_.removeprefix(RR) not in _PROPERTIES:
                raise InputError("lift-unknown-property", property=property_.removeprefix(RR))
            if isinstance(subject, Node) and isinstance(value, Value):
                self._values.setdefault(subject, {}).setdefault(property_, []).append(value)

    def triples_maps(self) -> list[Node]:
        """Return the nodes that are triples maps by their properties or their class, in the order of the document."""
        marks = {RR + "logicalTable", RR + "subjectMap", RR + "subject", RR + "predicateObjectMap"}
        typed = ox.NamedNode(RR + "TriplesMap")
        return [
            node for node, values in self._values.items() if marks & values.keys() or typed in values.get(RDF_TYPE, ())
        ]

    def name(self, node: Value) -> str:
        """Return what messages call a node: its IRI without the base."""
        return node.value.removeprefix(self._base)

    def all(self, node: Node, property_: str) -> list[Value]:
        """Return the values of an rr: property."""
        return self._values.get(node, {}).get(RR + property_, [])

    def nodes(self, node: Node, property_: str) -> list[Node]:
        """Return the values of an rr: property that must be resources.

        Raises:
            InputError: one of them is a literal.
        """
        found = self.all(node, property_)
        resources = [value for value in found if isinstance(value, Node)]
        if len(resources) < len(found):
            raise InputError("lift-not-resource", map=self.name(node), property=property_)
        return resources

    def text(self, node: Node, property_: str) -> str | None:
        """Return the only value of an rr: property as text, or None.

        Raises:
            InputError: there are several.
        """
        found = self.all(node, property_)
        if len(found) > 1:
            raise InputError("lift-one-expected", map=self.name(node), property=property_, count=len(found))
        return found[0].value if found else None

    def iri(self, node: Node, property_: str) -> str | None:
        """Return the only value of an rr: property that must be a resource, or None.

        Raises:
            InputError: there are several, or it is a literal.
        """
        self.nodes(node, property_)
        return self.text(node, property_)
