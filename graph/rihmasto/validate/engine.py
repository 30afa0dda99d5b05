"""The engine: shapes compiled to SQL over the columns of the data graph.

A shape and a table of focus nodes give a relation of value nodes, which is kept and shared. What each value must be
is one condition, so that a single scan checks all of them and returns only the breaches; what the values must be
together is one grouped query a constraint. A shape inside a constraint becomes a condition too: written in place when
it is only conditions itself, else "not among the nodes that break it", a table made once.
"""

# ruff: noqa: S608 -- what goes into the SQL is quoted, or a name of ours
from collections.abc import Callable
from dataclasses import replace

from rihmasto.validate.apart import run_apart
from rihmasto.validate.columns import Columns
from rihmasto.validate.expressions import needs_text, value_conditions
from rihmasto.validate.groups import Values, group_breaches
from rihmasto.validate.paths import PropertyPath
from rihmasto.validate.report import Result
from rihmasto.validate.shapes import Shape, Shapes
from rihmasto.validate.sparql import Found, SparqlChecker
from rihmasto.validate.terms import plain
from rihmasto.validate.vocabulary import words
from rihmasto.validate.walking import walk

# a result, and the focus node whose checking brought it up
Traced = tuple[str, Result]


class Engine:
    """Checks shapes against one data graph.

    Args:
        columns: the data graph.
        shapes: the shapes.

    Attributes:
        looked: whether a shape found a focus node, or may have.
    """

    def __init__(self, columns: Columns, shapes: Shapes) -> None:
        self.looked = False
        self.columns = columns
        self.shapes = shapes
        self.sparql = SparqlChecker(columns, shapes)
        self._kept: dict[str, str] = {}
        columns.numbers(shapes.constants)  # all in one go

    def check_any(self, shape: Shape, reason: str) -> list[Traced]:
        """Check one shape.

        Args:
            shape: a shape with targets.
            reason: why it cannot be compiled; the results of such a one tell no target.
        """
        if not reason:
            return self.check(shape)
        self.looked = True
        return [("", r) for r in run_apart(self.columns, self.shapes, shape, reason)]

    def note(self, shape: Shape, reason: str) -> str:
        """Tell which engine decides about a shape."""
        return f"{plain(shape.node)}: {self._decided_by(shape, reason)}"

    def _decided_by(self, shape: Shape, reason: str) -> str:
        if shape.deactivated:
            return "deactivated"
        if reason:
            return f"pySHACL, because of {reason}"
        parts = list(self.shapes.below(shape))
        asked = sum(len(p.values("sparql")) + len(self.shapes.components(p)) for p in parts)
        return f"SQL, {len(parts)} shapes" + (f"; {asked} SPARQL constraints on the store" if asked else "")

    def check(self, shape: Shape, among: str = "") -> list[Traced]:
        """Check one shape, which must be one that compiles.

        Args:
            shape: a shape with targets.
            among: name of a table with the column focus; only those of the targets are checked.

        Returns:
            The results, each with the target whose checking brought it up.
        """
        focus = self._targets(shape)
        if focus and among:
            focus = self._keep(f"SELECT focus FROM {focus} WHERE focus IN (FROM {among})")
        self.looked = self.looked or bool(focus and self.columns.size(focus))
        return self._report(shape, focus) if focus else []

    def _keep(self, query: str) -> str:
        if query not in self._kept:
            self._kept[query] = self.columns.keep(query)
        return self._kept[query]

    def _targets(self, shape: Shape) -> str:
        """Return the name of the table of a shape's focus nodes, "" when it has no targets."""
        rows = self.columns.rows
        parts: list[str] = []
        classes: list[str] = []
        for kind, terms in shape.targets.items():
            if kind == "target":
                parts.append(f"SELECT focus FROM {self.columns.keep_terms(self.sparql.targets(shape))}")
            elif kind == "targetNode":
                parts.append(f"SELECT focus FROM {self.columns.keep_terms(terms)}")
            elif kind in {"targetClass", "implicit"}:
                classes += terms
            else:
                column = "s" if kind == "targetSubjectsOf" else "o"
                parts += [f"SELECT {column} AS focus FROM {rows(t)}" for t in terms]
        if classes:
            instances = self.columns.instances(classes)
            if not parts:
                return instances
            parts.append(f"SELECT focus FROM {instances}")
        return self._keep(f"SELECT DISTINCT focus FROM ({' UNION ALL '.join(sorted(parts))})") if parts else ""

    def _values(self, shape: Shape, focus: str) -> Values:
        nodes = self.columns.size(focus)
        if shape.path is None:
            return Values(focus, f"(SELECT focus, focus AS value FROM {focus})", nodes)
        if shape.path.kind == "predicate":
            beside = self.shapes.direct_predicates(shape)
            pairs, count, reached = self.columns.outgoing(focus, shape.path.predicate, beside)
            return Values(focus, pairs, nodes, count, reached)
        pairs = self._keep(walk(self.columns, shape.path, focus))
        return Values(focus, pairs, nodes, self.columns.size(pairs))

    def _conforms(self, values: Values) -> Callable[[str], str]:
        """Return what compiles "the column value conforms to a shape" for these values."""

        def conforms(node: str) -> str:
            shape = self.shapes[node]
            if shape.deactivated:
                return "true"
            simple = shape.path is None and shape.parameters.keys() <= words("alone")
            if simple and not self.shapes.has_sparql(shape):
                conditions = [c for _, c in value_conditions(self.columns, shape, conforms)]
                return "(" + (" AND ".join(conditions) or "true") + ")"
            nodes = self._keep(f"SELECT DISTINCT value AS focus FROM {values.pairs}")
            return f"(value NOT IN (SELECT focus FROM {self._breaking(shape, nodes)}))"

        return conforms

    def _breaking(self, shape: Shape, focus: str) -> str:
        """Return the table of those focus nodes that do not conform to a shape."""
        values = self._values(shape, focus)
        conforms = self._conforms(values)
        conditions = [c for _, c in value_conditions(self.columns, shape, conforms)]
        conditions += [conforms(p) for p in shape.values("property")]
        parts = [
            f"SELECT focus FROM ({b.query})" for b in group_breaches(self.columns, self.shapes, shape, values, conforms)
        ]
        if self.shapes.has_sparql(shape):
            broken = {found.focus for found in self.sparql.check(shape, values)}
            parts.append(f"SELECT focus FROM {self.columns.keep_terms(broken)}")
        if conditions and not values.empty:
            joined = f" JOIN {self.columns.texts(values.pairs)} USING (value)" if needs_text(*conditions) else ""
            parts.append(f"SELECT focus FROM {values.pairs}{joined} WHERE NOT ({' AND '.join(conditions)})")
        return self._keep(" UNION ".join(parts) or "SELECT NULL::UBIGINT AS focus WHERE false")

    def _report(self, shape: Shape, focus: str) -> list[Traced]:
        if shape.deactivated or not self.columns.size(focus):
            return []
        values = self._values(shape, focus)
        conforms = self._conforms(values)
        results = self._report_values(shape, values, conforms) + self._report_groups(shape, values, conforms)
        if self.shapes.has_sparql(shape):
            results += [(f.focus, _sparql_result(shape, f)) for f in self.sparql.check(shape, values)]
        for part in sorted(shape.values("property")):
            results += self._report_part(self.shapes[part], shape, values)
        return results

    def _report_groups(self, shape: Shape, values: Values, conforms: Callable[[str], str]) -> list[Traced]:
        results: list[Traced] = []
        for breach in group_breaches(self.columns, self.shapes, shape, values, conforms):
            rows = self.columns.fetch_terms(breach.query, 2)
            make = _results(shape, breach.component, shape.path)
            for node, value, predicate in rows:
                result = make(str(node), value)
                # sh:closed finds its breach on another path than the shape's
                told = replace(result, path=PropertyPath("predicate", predicate)) if predicate else result
                results.append((str(node), told))
        return results

    def _report_part(self, part: Shape, shape: Shape, values: Values) -> list[Traced]:
        """Report a property shape of a shape; its focus nodes are the other's value nodes."""
        if values.empty:
            return []
        if shape.path is None:
            return self._report(part, values.focus)
        inner = self._keep(f"SELECT DISTINCT value AS focus FROM {values.pairs}")
        found = self._report(part, inner)
        if not found:
            return []
        # a value node that several focus nodes share is reported for each of them (property-001 of the W3C suite)
        wanted = self.columns.keep_terms({value for value, _ in found})
        above: dict[str, list[str]] = {}
        query = f"SELECT focus, value FROM {values.pairs} WHERE value IN (FROM {wanted})"
        for node, value in self.columns.fetch_terms(query, 2):
            above.setdefault(str(value), []).append(str(node))
        return [(node, result) for value, result in found for node in above[value]]

    def _report_values(self, shape: Shape, values: Values, conforms: Callable[[str], str]) -> list[Traced]:
        conditions = [] if values.empty else value_conditions(self.columns, shape, conforms)
        if not conditions:
            return []
        held = self._held(values, [c for _, c in conditions])
        if not held:
            return []
        makers = [_results(shape, name, shape.path) for name, _ in conditions]
        wrong = self.columns.keep_terms(held)
        query = f"SELECT focus, value FROM {values.pairs} WHERE value IN (FROM {wrong})"
        return [
            (str(focus), make(str(focus), value))
            for focus, value in self.columns.fetch_terms(query, 2)
            for make, ok in zip(makers, held[str(value)], strict=True)
            if not ok
        ]

    def _held(self, values: Values, tests: list[str]) -> dict[str, tuple[bool, ...]]:
        """Return the values that fail a test, and which ones they pass; each value is looked at once."""
        source = f"(SELECT DISTINCT value FROM {values.pairs})"
        if needs_text(*tests):
            source = self.columns.texts(values.pairs)
        query = f"SELECT value, {', '.join(tests)} FROM {source} WHERE NOT ({' AND '.join(tests)})"
        return {str(value): tuple(map(bool, passed)) for value, *passed in self.columns.fetch_terms(query)}


def _sparql_result(shape: Shape, found: Found) -> Result:
    result = _results(shape, found.component, found.path)(found.focus, found.value)
    return replace(result, messages=found.messages, constraint=found.constraint)


def _results(shape: Shape, name: str, path: PropertyPath | None) -> Callable[[str, str | None], Result]:
    """Return what makes results of a constraint from a focus node and a value; what they share is made once."""
    shared = (shape.severity, name, shape.node, shape.messages, shape.expected(name), None, shape.origin)
    return lambda focus, value: Result(focus, path, value, *shared)
