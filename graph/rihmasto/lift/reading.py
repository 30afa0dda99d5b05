"""Reading of R2RML (https://www.w3.org/TR/r2rml/): Turtle → Mapping; whatever breaks a rule of the language raises."""

import re
from typing import cast

import pyoxigraph as ox

from rihmasto.errors import InputError
from rihmasto.lift.document import RR, Document, Node, Value
from rihmasto.lift.identifiers import bare, read_template, select_all
from rihmasto.lift.mapping import (
    Column,
    Constant,
    Kind,
    Mapping,
    PredicateObjects,
    Reference,
    Template,
    TermMap,
    TriplesMap,
)

_KINDS: dict[str, Kind] = {RR + "IRI": "iri", RR + "BlankNode": "blank", RR + "Literal": "literal"}
_ALLOWED: dict[str, tuple[Kind, ...]] = {
    "subject": ("iri", "blank"),
    "predicate": ("iri",),
    "object": ("iri", "blank", "literal"),
    "graph": ("iri",),
}
# BCP 47 with a language subtag of ISO 639: no longer one has been registered, so "english" is a mistake.
_LANGUAGE = re.compile(r"(?:[a-z]{2,3}|x(?=-))(?:-[a-z0-9]{1,8})*")


def load_mapping(text: str, *, base: str) -> Mapping:
    """Read an R2RML mapping.

    Args:
        text: the mapping in Turtle.
        base: absolute IRI; relative IRIs of the document and of the generated terms begin with it.

    Raises:
        InputError: the text is not Turtle, or breaks a rule of R2RML; the sentence names the triples map.
    """
    try:
        ox.NamedNode(base)
    except ValueError as error:
        raise InputError("lift-base", base=base) from error
    document = Document(text, base)
    maps = tuple(_Reader(document, node, base).triples_map() for node in document.triples_maps())
    if not maps:
        raise InputError("lift-no-triples-maps")
    names = {one.name for one in maps}
    for one in maps:
        for reference in (o for pairs in one.predicate_objects for o in pairs.objects if isinstance(o, Reference)):
            if reference.parent not in names:
                raise InputError("lift-no-parent", map=one.name, parent=reference.parent)
    return Mapping(base, maps)


class _Reader:
    """Reads one triples map."""

    def __init__(self, document: Document, node: Node, base: str) -> None:
        self._document = document
        self._node = node
        self._base = base
        self._name = document.name(node)

    def triples_map(self) -> TriplesMap:
        """Read the triples map."""
        table, query = self._logical_table()
        subjects = self._terms(self._node, "subject")
        self._expect_one("subjectMap", len(subjects))
        subject_map = next(iter(self._document.nodes(self._node, "subjectMap")), None)
        classes = self._document.nodes(subject_map, "class") if subject_map else []
        return TriplesMap(
            name=self._name,
            table=table,
            query=query,
            subject=subjects[0],
            classes=tuple(self._constant(one, "predicate") for one in classes),
            graphs=self._terms(subject_map, "graph") if subject_map else (),
            predicate_objects=tuple(
                self._predicate_objects(one) for one in self._document.nodes(self._node, "predicateObjectMap")
            ),
        )

    def _expect_one(self, property_: str, count: int) -> None:
        if count != 1:
            raise InputError("lift-one-expected", map=self._name, property=property_, count=count)

    def _logical_table(self) -> tuple[str, str]:
        tables = self._document.nodes(self._node, "logicalTable")
        self._expect_one("logicalTable", len(tables))
        name = self._document.text(tables[0], "tableName")
        query = self._document.text(tables[0], "sqlQuery")
        self._expect_one("tableName|rr:sqlQuery", sum(value is not None for value in (name, query)))
        if name is not None:
            return name.strip(), select_all(name)
        return self._name, cast("str", query).strip().rstrip("; \t\r\n")

    def _predicate_objects(self, node: Node) -> PredicateObjects:
        predicates = self._terms(node, "predicate")
        references = [one for one in self._document.nodes(node, "objectMap") if self._is_reference(one)]
        objects: tuple[TermMap | Reference, ...] = (
            *self._terms(node, "object"),
            *(self._reference(one) for one in references),
        )
        for property_, found in (("predicateMap", predicates), ("objectMap", objects)):
            if not found:
                self._expect_one(property_, 0)
        return PredicateObjects(predicates, objects, self._terms(node, "graph"))

    def _is_reference(self, node: Node) -> bool:
        return bool(self._document.all(node, "parentTriplesMap"))

    def _reference(self, node: Node) -> Reference:
        parents = self._document.nodes(node, "parentTriplesMap")
        self._expect_one("parentTriplesMap", len(parents))
        joins = []
        for condition in self._document.nodes(node, "joinCondition"):
            child, parent = (self._document.text(condition, end) for end in ("child", "parent"))
            self._expect_one("child", int(child is not None))
            self._expect_one("parent", int(parent is not None))
            joins.append((bare(child or ""), bare(parent or "")))
        return Reference(self._document.name(parents[0]), tuple(joins))

    def _terms(self, node: Node, position: str) -> tuple[TermMap, ...]:
        """Read the term maps of a position, the constant shortcut (`rr:subject` …) and the long form."""
        short = [self._constant(value, position) for value in self._document.all(node, position)]
        long = [
            self._term(one, position)
            for one in self._document.nodes(node, position + "Map")
            if not (position == "object" and self._is_reference(one))
        ]
        return (*short, *long)

    def _constant(self, value: Value, position: str) -> TermMap:
        kind: Kind = "literal" if isinstance(value, ox.Literal) else "iri"
        if isinstance(value, ox.BlankNode):
            kind = "blank"
        if kind == "blank" or kind not in _ALLOWED[position]:
            raise InputError("lift-term-kind", map=self._name, position=position, kind=kind)
        return TermMap(Constant(str(value)), kind)

    def _term(self, node: Node, position: str) -> TermMap:
        constants = self._document.all(node, "constant")
        column = self._document.text(node, "column")
        template = self._document.text(node, "template")
        self._expect_one(
            "constant|rr:column|rr:template", len(constants) + (column is not None) + (template is not None)
        )
        if constants:
            return self._constant(constants[0], position)
        language, datatype = self._document.text(node, "language"), self._document.iri(node, "datatype")
        words = language is not None or datatype is not None
        kind = self._kind(node, position, plain=position == "object" and (column is not None or words))
        if words:
            self._check_literal(kind, language, datatype)
        value = Column(bare(column)) if column is not None else self._template(template or "", kind)
        return TermMap(value, kind, language.lower() if language else None, datatype)

    def _kind(self, node: Node, position: str, *, plain: bool) -> Kind:
        """Return the term type: what `rr:termType` says, else a literal for columns and tagged words of objects."""
        said = self._document.iri(node, "termType")
        if said is None:
            return "literal" if plain else "iri"
        kind = _KINDS.get(said)
        if kind is None or kind not in _ALLOWED[position]:
            raise InputError("lift-term-kind", map=self._name, position=position, kind=said.removeprefix(RR))
        return kind

    def _check_literal(self, kind: Kind, language: str | None, datatype: str | None) -> None:
        if kind != "literal" or (language is not None and datatype is not None):
            raise InputError("lift-language-or-datatype", map=self._name)
        if language is not None and not _LANGUAGE.fullmatch(language.lower()):
            raise InputError("lift-language", map=self._name, language=language)

    def _template(self, text: str, kind: Kind) -> Template:
        template = read_template(text)
        if kind == "iri":
            sample = "".join(part if isinstance(part, str) else "x" for part in template.parts)
            if not any(_is_iri(start + sample) for start in ("", self._base)):
                raise InputError("lift-template", template=text)
        return template


def _is_iri(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True
