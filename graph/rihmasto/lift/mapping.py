"""What an R2RML mapping says, as values; no RDF term and no SQL of a dialect is left in it."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["iri", "blank", "literal"]


@dataclass(frozen=True, slots=True)
class Constant:
    """A term that is the same for every row, written as in N-Quads."""

    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """The value of one column."""

    name: str


@dataclass(frozen=True, slots=True)
class Template:
    """Words with columns between them."""

    parts: tuple[str | Column, ...]


@dataclass(frozen=True, slots=True)
class TermMap:
    """How a term is made of a row.

    Args:
        value: where its words come from.
        kind: what the words become; a constant is what it is.
        language: tag of a literal, in lower case.
        datatype: IRI that overrides the natural datatype of the column.
    """

    value: Constant | Column | Template
    kind: Kind
    language: str | None = None
    datatype: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """An object that is the subject of another triples map.

    Args:
        parent: name of the other triples map.
        joins: pairs of (child column, parent column); none means the same row.
    """

    parent: str
    joins: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PredicateObjects:
    """All predicates × all objects × all graphs of one rr:predicateObjectMap."""

    predicates: tuple[TermMap, ...]
    objects: tuple[TermMap | Reference, ...]
    graphs: tuple[TermMap, ...]


@dataclass(frozen=True, slots=True)
class TriplesMap:
    """One logical table and the quads that each of its rows makes.

    Args:
        name: how findings call it: its IRI without the base, or its blank label.
        table: how findings call the logical table.
        query: the SELECT of the logical table.
        subject: map of the subject.
        classes: the values of rr:class, as constants.
        graphs: graph maps of the subject; none means the default graph.
        predicate_objects: the rest of the row's quads.
    """

    name: str
    table: str
    query: str
    subject: TermMap
    classes: tuple[TermMap, ...]
    graphs: tuple[TermMap, ...]
    predicate_objects: tuple[PredicateObjects, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """A whole mapping.

    Args:
        base: IRI that is put before relative IRIs, by R2RML's rule: as text, without resolving dots.
        triples_maps: in the order of the document.
    """

    base: str
    triples_maps: tuple[TriplesMap, ...]
