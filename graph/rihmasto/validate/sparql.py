"""SPARQL-based constraints, components and targets, answered by an embedded store."""

# ruff: noqa: S608 -- what goes into the SQL is quoted, or a name of ours
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from rihmasto.errors import InputError
from rihmasto.validate.columns import Columns
from rihmasto.validate.footprint import predicates_seen
from rihmasto.validate.groups import Values
from rihmasto.validate.loading import write_lines
from rihmasto.validate.paths import PropertyPath
from rihmasto.validate.prebinding import FOCUS_GRAPH, Query, QueryError, form_of, reason_for
from rihmasto.validate.shapes import Shape, Shapes
from rihmasto.validate.terms import RDF, iri, is_blank, is_iri, is_literal, is_true, language, plain, sh

if TYPE_CHECKING:
    import pyoxigraph

_SHAPES_GRAPH = "<urn:rihmasto:shapes>"
_IMPORTS = "<http://www.w3.org/2002/07/owl#imports>"


@dataclass(frozen=True, slots=True)
class Found:
    """What a SPARQL constraint found.

    Attributes:
        focus: the focus node.
        value: the value, or None.
        path: the path that the query told, else the shape's.
        component: the constraint component.
        messages: language → message with its braces filled.
        constraint: the node of the constraint, None for a component's validator.
    """

    focus: str
    value: str | None
    path: PropertyPath | None
    component: str
    messages: Mapping[str, str]
    constraint: str | None


@dataclass(frozen=True, slots=True)
class _Task:
    """One query to be asked for a shape: where it is written, and what is bound beside $this."""

    node: str
    component: str
    bound: Mapping[str, str]
    constraint: str | None = None


class SparqlChecker:
    """Evaluates what shapes say in SPARQL.

    Args:
        columns: the data graph; it is loaded into a store when the first query comes.
        shapes: the shapes.
    """

    def __init__(self, columns: Columns, shapes: Shapes) -> None:
        self.columns = columns
        self.shapes = shapes
        self._graphs = 0

    @cached_property
    def _store(self) -> "pyoxigraph.Store":
        import pyoxigraph  # noqa: PLC0415 -- only shapes with SPARQL need it

        store = pyoxigraph.Store()
        with tempfile.TemporaryDirectory() as folder:
            data, shapes = Path(folder, "data.nt"), Path(folder, "shapes.nq")
            write_lines(self.columns.connection, f"SELECT s, p, o FROM written WHERE {self._seen()}", data)
            # loading a file would rename the blank nodes; parsing keeps them
            store.bulk_extend(pyoxigraph.parse(path=str(data), format=pyoxigraph.RdfFormat.N_TRIPLES))
            quads = (f"{s} {p} {o} {_SHAPES_GRAPH} .\n" for s, p, o in self.shapes.graph.triples())
            shapes.write_text("".join(quads), encoding="utf-8")
            store.bulk_extend(pyoxigraph.parse(path=str(shapes), format=pyoxigraph.RdfFormat.N_QUADS))
        return store

    def _seen(self) -> str:
        """Return the condition on the triples that the queries of the shapes can see."""
        found: set[str] = set()
        for shape in {s.node: s for top in self.shapes.targeted for s in self.shapes.below(top)}.values():
            with self._refusing(shape.node):
                texts = [self._written(task.node, shape) for task in self._tasks(shape)]
            for seen in [predicates_seen(text) for text in texts] + [None] * ("target" in shape.targets):
                if seen is None:
                    return "true"
                found |= seen
        return f"id IN ({', '.join(map(str, self.columns.predicate_numbers(found))) or 'NULL'})"

    def _written(self, node: str, shape: Shape) -> str:
        form = "ask" if self.shapes.graph.describes(node, sh("ask")) else "select"
        text = self._text(node, form)
        return text if shape.path is None else re.sub(r"[$?]PATH\b", lambda _: str(shape.path), text)

    def targets(self, shape: Shape) -> list[str]:
        """Return the focus nodes of SPARQL-based targets (SHACL-AF 3)."""
        found: set[str] = set()
        with self._refusing(shape.node):
            for text in self.target_queries(shape):
                found |= {str(row["this"]) for row in self._select(text) if row["this"] is not None}
        return sorted(found)

    def target_queries(self, shape: Shape) -> Iterator[str]:
        """Yield the queries of the SPARQL-based targets of a shape."""
        graph = self.shapes.graph
        for target in shape.targets.get("target", ()):
            kinds = graph.objects(target, iri(f"{RDF}type"))
            node = target if graph.describes(target, sh("select")) else next(iter(kinds), target)
            bound = {name: v for name, (v, *_) in self._arguments(node, target).items() if v}
            with self._refusing(shape.node):
                text = Query(self._text(node, "select"), ()).bound(bound)
            yield text

    def queries(self, shape: Shape) -> Iterator[tuple[str, bool]]:
        """Yield the queries of a shape itself with their parameters replaced, and whether they ask about one value."""
        for task in self._tasks(shape):
            asks = self.shapes.graph.describes(task.node, sh("ask"))
            with self._refusing(shape.node):
                text = Query(self._written(task.node, shape), ()).bound(task.bound)
            yield text, asks

    def check(self, shape: Shape, values: Values) -> list[Found]:
        """Check the SPARQL constraints and the components of a shape.

        Raises:
            InputError: a query is wrong, or uses what pre-binding does not allow.
        """
        with self._refusing(shape.node):
            return [found for task in self._tasks(shape) for found in self._run(task, shape, values)]

    @contextmanager
    def _refusing(self, node: str) -> Iterator[None]:
        """Tell of what goes wrong with a query in which shape it stands."""
        try:
            yield
        except QueryError as error:
            raise InputError("shapes-sparql", reason=error, **self.shapes.graph.where(node)) from error

    def _tasks(self, shape: Shape) -> Iterator[_Task]:
        graph = self.shapes.graph
        for node in sorted(shape.values("sparql")):
            if not is_true(graph.value(node, sh("deactivated"))):
                yield _Task(node, sh("SPARQLConstraintComponent"), {}, node)
        for component in self.shapes.components(shape):
            validator = self.shapes.validator(component, shape)
            arguments = self._arguments(component, shape.node)
            several = {name: v for name, v in arguments.items() if len(v) > 1}
            single = {name: v[0] for name, v in arguments.items() if len(v) == 1}
            for bound in [{**single, name: v} for name, vs in several.items() for v in vs] or [single]:
                yield _Task(validator, component, bound)

    def _arguments(self, owner: str, node: str) -> dict[str, list[str]]:
        graph = self.shapes.graph
        paths = [graph.value(p, sh("path")) or "" for p in graph.objects(owner, sh("parameter"))]
        return {re.split(r"[/#]", plain(p))[-1]: sorted(graph.objects(node, p)) for p in paths if p}

    def _text(self, node: str, form: str) -> str:
        graph = self.shapes.graph
        text = graph.value(node, sh(form))
        if text is None or form_of(plain(text)) != form:
            raise QueryError("sh:" + form, "must hold a query of the form", form.upper())
        todo, seen = graph.objects(node, sh("prefixes")), set()
        declared: list[str] = []
        while todo:
            owner = todo.pop()
            if owner not in seen:
                seen.add(owner)
                todo += graph.objects(owner, _IMPORTS)
                declared += graph.objects(owner, sh("declare"))
        names: dict[str, str] = {}
        for declaration in declared:
            name, namespace = (
                plain(graph.value(declaration, sh("prefix")) or '""'),
                graph.value(declaration, sh("namespace")),
            )
            if namespace is None:
                raise QueryError("the prefix", f"{name}:", "(sh:declare) has no sh:namespace")
            names[name] = plain(namespace)
        return "".join(f"PREFIX {name}: <{names[name]}>\n" for name in sorted(names)) + plain(text)

    def _run(self, task: _Task, shape: Shape, values: Values) -> Iterator[Found]:
        bound = {**task.bound, "shapesGraph": _SHAPES_GRAPH}
        if is_iri(shape.node):
            bound["currentShape"] = shape.node
        if self.shapes.graph.describes(task.node, sh("ask")):
            yield from self._run_ask(task, shape, values, bound)
            return
        query = Query(self._written(task.node, shape), {"this", *bound})
        focus = sorted(str(f) for (f,) in self.columns.fetch_terms(f"SELECT focus FROM {values.focus}"))
        for node, row in self._rows(query, focus, bound):
            if row.get("failure"):
                raise QueryError("it reports a failure (?failure)")
            yield self._found(task, shape, node, row)

    def _rows(self, query: Query, focus: list[str], bound: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
        together = [f for f in focus if not is_literal(f)] if query.flat and query.uses("this") else []
        if together:
            text = Query(query.joined(self._focus_graph(together)), ()).bound(bound)
            for found in _rows(self._select(text)):
                if "this" in found:
                    yield found["this"], found
        for node in focus if not together else [f for f in focus if is_literal(f)]:
            for found in _rows(self._select(self._bound(query, {**bound, "this": node}))):
                yield node, found

    def _bound(self, query: Query, bound: Mapping[str, str]) -> str:
        blank = {name: self._focus_graph([node]) for name, node in bound.items() if is_blank(node)}
        rest = {name: node for name, node in bound.items() if name not in blank}
        return (query.within(blank) if blank else query).bound(rest)

    def _focus_graph(self, focus: Iterable[str]) -> str:
        import pyoxigraph as ox  # noqa: PLC0415 -- only shapes with SPARQL need it

        self._graphs += 1
        name, link = ox.NamedNode(f"{FOCUS_GRAPH}:{self._graphs}"), ox.NamedNode(FOCUS_GRAPH)
        nodes = (ox.NamedNode(plain(f)) if is_iri(f) else ox.BlankNode(f[2:]) for f in focus)
        self._store.bulk_extend(ox.Quad(link, link, n, name) for n in nodes)
        return str(name.value)

    def _run_ask(self, task: _Task, shape: Shape, values: Values, bound: Mapping[str, str]) -> Iterator[Found]:
        query = Query(self._written(task.node, shape), {"this", "value", *bound})
        pairs = self.columns.fetch_terms(f"SELECT focus, value FROM {values.pairs}", 2)
        for focus, checked in sorted((str(node), str(value)) for node, value in pairs):
            if not self._answer(self._bound(query, {**bound, "this": focus, "value": checked})):
                yield self._found(task, shape, focus, {"value": checked})

    def _select(self, text: str) -> "pyoxigraph.QuerySolutions":
        return cast("pyoxigraph.QuerySolutions", self._answer(text))

    def _answer(self, text: str) -> object:
        try:
            return self._store.query(text)
        except (SyntaxError, ValueError) as error:
            raise QueryError(reason_for(" ".join(str(error).split()), text)) from error

    def _found(self, task: _Task, shape: Shape, focus: str, row: Mapping[str, str]) -> Found:
        value = row.get("value", focus if shape.path is None else None)
        told = row.get("path", "")
        path = PropertyPath("predicate", told) if shape.path is None and is_iri(told) else shape.path
        written = self.shapes.graph.objects(task.node, sh("message"))
        said = {"value": value or "", **task.bound, **row, "this": focus}
        messages = {language(m): _filled(plain(m), said) for m in sorted(written)} or dict(shape.messages)
        if "message" in row and not written:
            messages = {language(row["message"]): plain(row["message"])}
        as_written = value and self.columns.as_written(focus, value)
        return Found(focus, as_written, path, task.component, messages, task.constraint)


def _rows(solutions: "pyoxigraph.QuerySolutions") -> Iterator[dict[str, str]]:
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: str(term) for name in names if (term := solution[name]) is not None}


def _filled(message: str, values: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        term = values.get(match.group(1))
        return match.group() if term is None else plain(term) if term else ""

    return re.sub(r"\{[?$](\w+)\}", value, message)
