"""What a SPARQL query looks at, as steps from the nodes that are bound before it runs.

A triple of the data matters only if a pattern of the query can match it together with the patterns that it is joined
with. So each pattern is reached from `$this` along the variables that the patterns share. Where the joining does not
hold for sure, such as a variable that is bound only outside of a nested group, the query is not decided: None.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rihmasto.validate.automaton import Automaton
from rihmasto.validate.paths import PropertyPath

if TYPE_CHECKING:
    from rdflib.plugins.sparql.parserutils import CompValue

    # a variable, as text → the state that its values are in
    Anchors = dict[str, int]

_EXISTS = ("Builtin_EXISTS", "Builtin_NOTEXISTS")
_SHAPES_GRAPH = "shapesGraph"


class _UndecidedError(Exception):
    """The query may look at more than can be told."""


def anchor_query(automaton: Automaton, text: str, bound: Mapping[str, int]) -> bool:
    """Add what a query looks at to an automaton.

    Args:
        automaton: gets the steps; when the query is not decided, they are too few.
        text: a query with its prefixes, SELECT or ASK; its parameters are replaced, `$this` is not.
        bound: variable → state, for `this` and, in a validator that asks about one value, `value`.

    Returns:
        Whether the steps are all that the query looks at; in doubt they are not.
    """
    query = _parsed(text)
    if query is None:
        return False
    automaton.by_value = True
    try:
        _Reader(automaton, bound).select(query)
    except _UndecidedError:
        return False
    finally:
        automaton.by_value = False
    return True


def _parsed(text: str) -> "CompValue | None":
    from rdflib.plugins.sparql import algebra, parser  # noqa: PLC0415 -- see above

    read: CompValue
    try:
        prologue, query = parser.parseQuery(text)
        names = algebra.translatePrologue(prologue, None)
        query = algebra.traverse(query, visitPost=lambda part: algebra.translatePName(part, names))
        read = algebra.traverse(query, visitPost=algebra.translatePath)
    except Exception:  # noqa: BLE001 -- rdflib raises bare ones too (an unknown prefix); what it cannot read the store may
        return None
    return read


class _Reader:
    """Reads one query; `bound` are its pre-bound variables, which are constants in all of its parts."""

    def __init__(self, automaton: Automaton, bound: Mapping[str, int]) -> None:
        self.automaton = automaton
        self.bound = dict(bound)

    def select(self, query: "CompValue") -> None:
        """Read a query or a subquery."""
        outside = [_member(query, name) for name in ("projection", "having", "groupby", "orderby")]
        cut = _member(query, "limitoffset") or _member(query, "valuesClause")
        if cut or any(_exists(part) for part in outside):
            raise _UndecidedError
        self.group(query.where, {})

    def group(self, group: "CompValue", around: "Anchors") -> None:
        """Read a group.

        Args:
            group: of the syntax tree.
            around: variables that what the group is joined with binds for sure.
        """
        if group.name == "SubSelect":
            self.select(group)
            return
        parts = list(_member(group, "part") or [])
        patterns = [t for part in parts if part.name == "TriplesBlock" for t in _triples(part)]
        anchors = self._patterns(patterns, {**around, **self.bound})
        own = {v for t in patterns for v in (_variable(t[0]), _variable(t[2])) if v}
        before: set[str] = set()
        for part in parts:
            if part.name == "TriplesBlock":
                before |= {v for t in _triples(part) for v in (_variable(t[0]), _variable(t[2])) if v}
            else:
                self._part(part, anchors, own, before)

    def _part(self, part: "CompValue", anchors: "Anchors", own: set[str], before: set[str]) -> None:
        match part.name:
            case "Filter":
                for inner in _exists(part.expr):
                    self.group(inner.graph, _some(anchors, own))
            case "OptionalGraphPattern":
                # it extends what stands before it, and only that
                self.group(part.graph, _some(anchors, before))
            case "GroupOrUnionGraphPattern":
                for branch in part.graph:
                    self.group(branch, _some(anchors, own))
            case "Bind" if not _exists(part.expr):
                pass
            case "GraphGraphPattern" if _variable(part.term) == _SHAPES_GRAPH:
                pass
            case _:
                raise _UndecidedError

    def _patterns(self, patterns: "list[tuple[Any, Any, Any]]", anchors: "Anchors") -> "Anchors":
        """Walk patterns that are joined, each from an end that is reached already."""
        todo = list(patterns)
        while todo:
            chosen = next((t for t in todo if _variable(t[0]) in anchors), None)
            inverse = chosen is None
            if chosen is None:
                chosen = next((t for t in todo if _variable(t[2]) in anchors), None)
            if chosen is None:
                raise _UndecidedError
            todo.remove(chosen)
            start, way, end = chosen[::-1] if inverse else chosen
            reached = self.automaton.walk(_path(way), anchors[_variable(start)], inverse=inverse)
            if _variable(end):
                anchors.setdefault(_variable(end), reached)
        return anchors


def _member(part: "CompValue", name: str) -> Any:  # noqa: ANN401 -- rdflib's tree is of anything
    """Return a member or None; `get` of rdflib's own gives the name for what is not there."""
    return part[name] if name in part else None  # noqa: SIM401 -- see above


def _some(anchors: "Anchors", names: set[str]) -> "Anchors":
    return {name: state for name, state in anchors.items() if name in names}


def _triples(block: "CompValue") -> "Iterator[tuple[Any, Any, Any]]":
    for flat in block.triples:
        for i in range(0, len(flat), 3):
            yield flat[i], flat[i + 1], flat[i + 2]


def _variable(term: object) -> str:
    """Return the name of a variable or of a blank node, which is a variable in a query; else ""."""
    from rdflib.term import BNode, Variable  # noqa: PLC0415 -- see above

    if isinstance(term, Variable):
        return str(term)
    return f"_:{term}" if isinstance(term, BNode) else ""


def _path(way: object) -> PropertyPath:
    from rdflib import URIRef, paths  # noqa: PLC0415 -- see above

    if isinstance(way, URIRef):
        return PropertyPath("predicate", f"<{way}>")
    if isinstance(way, paths.InvPath):
        return PropertyPath("inverse", parts=(_path(way.arg),))
    if isinstance(way, paths.SequencePath):
        return PropertyPath("sequence", parts=tuple(_path(a) for a in way.args))
    if isinstance(way, paths.AlternativePath):
        return PropertyPath("alternative", parts=tuple(_path(a) for a in way.args))
    if isinstance(way, paths.MulPath):
        kind = {"*": "zeroOrMore", "+": "oneOrMore", "?": "zeroOrOne"}[str(way.mod)]
        return PropertyPath(kind, parts=(_path(way.path),))
    raise _UndecidedError


def _exists(part: object) -> "list[CompValue]":
    """Return the (NOT) EXISTS of an expression."""
    from rdflib.plugins.sparql.parserutils import CompValue  # noqa: PLC0415 -- see above

    if isinstance(part, CompValue):
        if part.name in _EXISTS:
            return [part]
        return [found for value in part.values() for found in _exists(value)]
    if isinstance(part, (list, tuple)) or type(part).__name__ == "ParseResults":
        return [found for value in part for found in _exists(value)]  # type: ignore[attr-defined]
    return []
