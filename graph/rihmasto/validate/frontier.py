"""Walks over the triples of a kept state: back from what changed, and forward from what must be checked again.

Nodes are numbers here, made of their text by DuckDB's `hash`; two nodes that share a number would only make the walks
longer. The lowest bit tells typed literals, of which a store may hold two as one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rihmasto.validate.automaton import ANY, Step, by_end, by_start
from rihmasto.validate.reach import Reach
from rihmasto.validate.terms import RDF, RDFS, iri

if TYPE_CHECKING:
    import duckdb

_TYPE, _SUBCLASS = iri(f"{RDF}type"), iri(f"{RDFS}subClassOf")
# from so many nodes on, checking everything is no slower
_MOST = 100_000
# a subject, a predicate and an object
Edge = tuple[int, int, int]
# a state and a node in it
_Place = tuple[int, int]


class TooFarError(Exception):
    """The walk reaches so much, or so unsure, that everything is to be checked."""


def key(term: str) -> str:
    """Return the SQL of the number of a node.

    Args:
        term: SQL of its text.
    """
    typed = f"(starts_with({term}, '\"') AND ends_with({term}, '>'))"
    return f"((hash({term}) >> 1 << 1) | {typed}::UBIGINT)"


def is_typed(node: int) -> bool:
    """Tell whether the node of a number is a typed literal."""
    return bool(node & 1)


@dataclass(slots=True)
class _Near:
    """The triples around nodes, read as they are asked for."""

    connection: "duckdb.DuckDBPyConnection"
    out: dict[int, list[tuple[int, int]]]
    back: dict[int, list[tuple[int, int]]]

    def read_out(self, nodes: Iterable[int]) -> None:
        self._read(self.out, nodes, "SELECT hs, p, ho FROM triples WHERE hs IN (SELECT unnest($1::UBIGINT[]))")

    def read_back(self, nodes: Iterable[int]) -> None:
        self._read(self.back, nodes, "SELECT ho, p, hs FROM back WHERE ho IN (SELECT unnest($1::UBIGINT[]))")

    def _read(self, known: dict[int, list[tuple[int, int]]], nodes: Iterable[int], query: str) -> None:
        wanted = [n for n in nodes if n not in known]
        if not wanted:
            return
        known.update((n, []) for n in wanted)
        rows = self.connection.execute(f"{query} LIMIT {_MOST}", [wanted]).fetchall()
        if len(known) + len(rows) >= _MOST:
            raise TooFarError
        for near, predicate, far in rows:
            known[near].append((predicate, far))


class Frontier:
    """Walks along the steps of shapes.

    Args:
        connection: with the tables `triples(hs, p, ho, …)` and `back(ho, p, hs)`.
        reach: the steps.
        predicates: predicate → its number.
    """

    def __init__(self, connection: "duckdb.DuckDBPyConnection", reach: Reach, predicates: Mapping[str, int]) -> None:
        self._connection = connection
        self._reach = reach
        self._starts, self._ends = by_start(reach.steps), by_end(reach.steps)
        self._numbers = {**predicates, ANY: -1}
        self._sensitive = {s.start for s in reach.steps if s.inverse and s.by_value}

    def affected(self, changed: Iterable[Edge]) -> dict[str, set[int]]:
        """Return, for each shape, the nodes about which changed triples can decide; not all are targets.

        Args:
            changed: triples that came and went; all of them must be in the tables now.

        Raises:
            TooFarError: the changes reach too much.
        """
        near = _Near(self._connection, {}, {})
        edges = list(changed)
        if any(p == self._numbers.get(_SUBCLASS) for _, p, _ in edges):
            raise TooFarError  # what is an instance of what
        todo: set[_Place] = set()
        for step in self._reach.steps:
            number = self._numbers.get(step.predicate)
            todo |= {(step.start, o if step.inverse else s) for s, p, o in edges if number in (p, -1)}
        seen = set(todo)
        while todo:
            self._refuse(seen)
            todo = self._before(todo, near) - seen
            seen |= todo
        shapes = {state: shape for shape, state in self._reach.starts.items()}
        found: dict[str, set[int]] = defaultdict(set)
        for state, node in seen:
            if state in shapes:
                found[shapes[state]].add(node)
        return dict(found)

    def _before(self, places: set[_Place], near: _Near) -> set[_Place]:
        """Return the places from which one step leads to some of these."""
        return {(step.start, far) for step, _, _, far in self._taken(places, near, self._ends, forth=False)}

    def _taken(
        self, places: set[_Place], near: _Near, edges: Mapping[int, Collection[Step]], *, forth: bool
    ) -> Iterator[tuple[Step, int, int, int]]:
        """Yield each step that can be taken from some places, with its node, predicate and far node.

        Forth, a step goes from subject to object unless it is inverse; back, the other way.
        """
        steps = {state: edges.get(state, ()) for state, _ in places}
        near.read_out(sorted({n for q, n in places for s in steps[q] if s.inverse != forth}))
        near.read_back(sorted({n for q, n in places for s in steps[q] if s.inverse == forth}))
        for state, node in places:
            for step in steps[state]:
                number = self._numbers.get(step.predicate)
                known = near.out if step.inverse != forth else near.back
                yield from ((step, node, p, far) for p, far in known[node] if number in (p, -1))

    def instances(self, nodes: Collection[int], classes: Mapping[int, str]) -> dict[str, set[int]]:
        """Return which of some nodes are instances of classes or of their subclasses.

        Args:
            nodes: the nodes.
            classes: number of a class → its term.
        """
        kind, below = self._numbers.get(_TYPE), self._subclasses()
        near = _Near(self._connection, {}, {})
        near.read_out(sorted(nodes))
        typed = [(node, far) for node in nodes for p, far in near.out[node] if p == kind]
        found: dict[str, set[int]] = {}
        for number, term in classes.items():
            wanted = _closed({number}, below)
            found[term] = {node for node, far in typed if far in wanted}
        return found

    def has(self, predicates: Iterable[str], classes: Collection[int]) -> bool:
        """Tell whether there is a triple with one of some predicates, or an instance of one of some classes.

        Args:
            predicates: predicates.
            classes: numbers of classes; their subclasses count too.
        """
        wanted = sorted(_closed(set(classes), self._subclasses()))
        walked = [self._numbers[p] for p in predicates if p in self._numbers]
        query = """SELECT EXISTS (FROM triples WHERE p IN (SELECT unnest($1::UINTEGER[])))
                       OR EXISTS (FROM triples WHERE p = $2 AND ho IN (SELECT unnest($3::UBIGINT[])))"""
        return bool(self._connection.execute(query, [walked, self._numbers.get(_TYPE, 0), wanted]).fetchall()[0][0])

    def _subclasses(self) -> dict[int, list[int]]:
        below = defaultdict[int, list[int]](list)
        query = "SELECT hs, ho FROM triples WHERE p = $1"
        for child, parent in self._connection.execute(query, [self._numbers.get(_SUBCLASS, 0)]).fetchall():
            below[parent].append(child)
        return below

    def needed(self, focus: Mapping[str, Iterable[int]]) -> set[tuple[int, int]]:
        """Return the (subject, predicate) of all triples that shapes look at from focus nodes.

        Args:
            focus: shape → nodes.

        Raises:
            TooFarError: they look at too much.
        """
        near = _Near(self._connection, {}, {})
        todo = {(self._reach.starts[shape], node) for shape, nodes in focus.items() for node in nodes}
        seen, found = set(todo), set[tuple[int, int]]()
        while todo:
            self._refuse(seen)
            todo = self._after(todo, near, found) - seen
            seen |= todo
        return found

    def _after(self, places: set[_Place], near: _Near, walked: set[tuple[int, int]]) -> set[_Place]:
        """Return the places to which one step leads from some of these."""
        found: set[_Place] = set()
        for step, node, p, far in self._taken(places, near, self._starts, forth=True):
            walked.add((far if step.inverse else node, p))
            found.add((step.end, far))
        return found

    def _refuse(self, seen: set[_Place]) -> None:
        if len(seen) > _MOST or any(is_typed(n) for q, n in seen if q in self._sensitive):
            raise TooFarError


def _closed(classes: set[int], below: Mapping[int, Iterable[int]]) -> set[int]:
    """Return classes and all that are below them."""
    todo, found = list(classes), set(classes)
    while todo:
        more = set(below.get(todo.pop(), ())) - found
        found |= more
        todo += more
    return found
