"""Triples maps → SELECTs of N-Quads lines, and SELECTs of the cells that would make a wrong term."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rihmasto.lift.document import RDF_TYPE, RR
from rihmasto.lift.identifiers import quoted
from rihmasto.lift.mapping import Constant, Mapping, Reference, TermMap, TriplesMap
from rihmasto.lift.tables import LogicalTable, describe
from rihmasto.lift.terms import Term, compile_term

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TYPE = Term(quoted(f"<{RDF_TYPE}>"), constant=f"<{RDF_TYPE}>")
_DEFAULT_GRAPH = f"<{RR}defaultGraph>"


@dataclass(slots=True)
class Branch:
    """All quads that rows of one source make in one graph.

    One SELECT a branch, whose rows unfold into their quads, reads the table once: twice as fast as a SELECT a quad.

    Args:
        source: FROM clause.
        graph: term of the graph; None is the default graph.
        quads: subject, predicate and object of each quad.
    """

    source: str
    graph: Term | None
    quads: list[tuple[Term, Term, Term]] = field(default_factory=list)

    def select(self, only: Collection[str] | None, without: Collection[str], *, beside: str = "") -> str | None:
        """Write the SELECT, or None when the graph is left out.

        Args:
            only: IRIs of the graphs that are wanted; None wants all.
            without: IRIs of the graphs that are not.
            beside: name of a column of the source that each line is to have beside it.
        """
        conditions = self._conditions(only, without)
        if conditions is None:
            return None
        names: dict[str, str] = {}
        lines = ",\n  ".join(self._line(quad, names) for quad in self.quads)
        passed = f", {beside}" if beside else ""
        inner = (", ".join(f"{sql} AS {name}" for sql, name in names.items()) or "1") + passed
        rows = f"SELECT {inner} FROM {self.source}{' WHERE ' if conditions else ''}{conditions}"  # noqa: S608 - the mapping is SQL itself
        return f"SELECT unnest([\n  {lines}\n]) AS line{passed} FROM ({rows})"  # noqa: S608 - likewise

    def _line(self, quad: tuple[Term, Term, Term], names: dict[str, str]) -> str:
        pieces = [""]
        for term in (*quad, *([self.graph] if self.graph else [])):
            if term.constant is not None:
                pieces[-1] += term.constant + " "
            else:
                pieces += [names.setdefault(term.sql, f"t{len(names)}"), " "]
        pieces[-1] += "."
        return " || ".join(quoted(piece) if index % 2 == 0 else piece for index, piece in enumerate(pieces))

    def _conditions(self, only: Collection[str] | None, without: Collection[str]) -> str | None:
        """Return what a row must fulfil to be of a wanted graph, or None when no row is."""
        if self.graph is None:
            return "" if only is None else None
        wanted, unwanted = ({f"<{one}>" for one in graphs} for graphs in (only or (), without))
        if self.graph.constant is not None:
            is_left_out = self.graph.constant in unwanted or (only is not None and self.graph.constant not in wanted)
            return None if is_left_out else ""
        if only is not None and not wanted:
            return None
        return " AND ".join(
            f"{self.graph.sql} {word} ({', '.join(quoted(one) for one in sorted(graphs))})"
            for word, graphs in (("IN", wanted), ("NOT IN", unwanted))
            if graphs
        )


@dataclass(slots=True)
class Program:
    """The compiled mapping.

    Args:
        branches: SELECTs of quads, by source and graph.
        checks: SELECTs of (table, row, column, value, datatype) of cells that make no valid term.
    """

    branches: dict[tuple[str, str | None], Branch] = field(default_factory=dict)
    checks: dict[str, None] = field(default_factory=dict)


def compile_mapping(connection: "DuckDBPyConnection", mapping: Mapping) -> Program:
    """Compile a mapping for the tables of a connection.

    Raises:
        InputError: a logical table or a column of the mapping is not there.
    """
    tables = {one.name: describe(connection, one) for one in mapping.triples_maps}
    program = Program()
    for triples_map in mapping.triples_maps:
        _Compiler(mapping.base, tables, triples_map, program).compile()
    return program


class _Compiler:
    """Compiles one triples map into a program."""

    def __init__(self, base: str, tables: dict[str, LogicalTable], triples_map: TriplesMap, program: Program) -> None:
        self._base = base
        self._tables = tables
        self._map = triples_map
        self._table = tables[triples_map.name]
        self._program = program
        self._subject = compile_term(triples_map.subject, self._table, base)

    def compile(self) -> None:
        """Add the quads of the triples map."""
        for one in self._map.classes:
            self._add(self._table.source, _TYPE, self._term(one), self._map.graphs)
        self._check(self._table.source, self._subject, None)
        for pairs in self._map.predicate_objects:
            for predicate in pairs.predicates:
                for target in pairs.objects:
                    source, term = self._object(target)
                    self._add(source, self._term(predicate), term, (*self._map.graphs, *pairs.graphs))

    def _term(self, term: TermMap) -> Term:
        compiled = compile_term(term, self._table, self._base)
        self._check(self._table.source, compiled, term.datatype)
        return compiled

    def _object(self, target: TermMap | Reference) -> tuple[str, Term]:
        """Return the FROM clause and the term of an object."""
        if isinstance(target, TermMap):
            return self._table.source, self._term(target)
        parent = self._tables[target.parent]
        if not target.joins:
            # The parent's subject map is applied to the child's own rows (R2RML 8).
            return self._table.source, compile_term(parent.triples_map.subject, self._table, self._base)
        parent = replace(parent, alias="parent")
        on = " AND ".join(
            f"{self._table.column(child)[0]} = {parent.column(other)[0]}" for child, other in target.joins
        )
        source = f"{self._table.source} JOIN {parent.source} ON {on}"
        return source, compile_term(parent.triples_map.subject, parent, self._base)

    def _add(self, source: str, predicate: Term, target: Term, graphs: tuple[TermMap, ...]) -> None:
        for graph in self._graphs(graphs):
            key = (source, graph.sql if graph else None)
            branch = self._program.branches.setdefault(key, Branch(source, graph))
            quad = (self._subject, predicate, target)
            if quad not in branch.quads:
                branch.quads.append(quad)

    def _graphs(self, graphs: tuple[TermMap, ...]) -> Iterator[Term | None]:
        if not graphs:
            yield None
        for graph in dict.fromkeys(graphs):
            is_default = isinstance(graph.value, Constant) and graph.value.text == _DEFAULT_GRAPH
            yield None if is_default else self._term(graph)

    def _check(self, source: str, term: Term, datatype: str | None) -> None:
        if term.valid is None:
            return
        said = (self._map.table, ", ".join(term.columns), datatype or "IRI")
        table, columns, kind = (quoted(one) for one in said)
        # A row without a subject makes no quads, so nothing in it is wrong.
        check = (
            f'SELECT {table} AS "table", {self._subject.sql} AS "row", {columns} AS "column", {term.value} AS value, '  # noqa: S608 - the mapping is SQL itself
            f"{kind} AS kind FROM {source} WHERE NOT ({term.valid}) AND ({self._subject.sql}) IS NOT NULL"
        )
        self._program.checks[check] = None
