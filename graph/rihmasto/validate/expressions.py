"""Constraints that one value node decides alone, as SQL conditions on it."""

from collections.abc import Callable, Iterable

from rihmasto.validate.columns import Columns, listed, quoted
from rihmasto.validate.datatypes import comparable, well_formed
from rihmasto.validate.patterns import translate
from rihmasto.validate.shapes import Shape
from rihmasto.validate.terms import SH, plain, sh

_NODE_KINDS = {
    "IRI": "is_iri(value)",
    "BlankNode": "is_blank(value)",
    "Literal": "is_literal(value)",
    "BlankNodeOrIRI": "NOT is_literal(value)",
    "BlankNodeOrLiteral": "NOT is_iri(value)",
    "IRIOrLiteral": "NOT is_blank(value)",
}
_RANGES = {"minExclusive": ">", "minInclusive": ">=", "maxExclusive": "<", "maxInclusive": "<="}

Condition = tuple[str, str]


def component(parameter: str) -> str:
    """Return the constraint component that is named after a parameter."""
    return sh(parameter[0].upper() + parameter[1:] + "ConstraintComponent")


def value_conditions(columns: Columns, shape: Shape, conforms: Callable[[str], str]) -> list[Condition]:
    """Compile what a shape asks of each value node.

    Args:
        columns: the data graph.
        shape: the shape.
        conforms: gives the condition that the column `value` conforms to another shape.

    Returns:
        Pairs of a component and an SQL condition on the column `value` that holds, and is never NULL, when the value
        is as it should be; a parameter with several values gives several.
    """
    found: list[Condition] = []
    for parameter, compiled in _TERM_CONDITIONS.items():
        found += [(component(parameter), compiled(columns, v)) for v in shape.values(parameter)]
    for parameter, operator in _RANGES.items():
        found += [(component(parameter), comparable("value", v, operator)) for v in shape.values(parameter)]
    for pattern in patterns(shape):
        found.append((component("pattern"), f"coalesce(regexp_matches(str(value), {quoted(pattern)}), false)"))
    found += [(component("in"), f"value IN ({listed(members)})") for members in shape.lists("in")]
    found += [(component("languageIn"), _languages(members)) for members in shape.lists("languageIn")]
    return found + _logical(shape, conforms)


def patterns(shape: Shape) -> list[str]:
    """Return the regular expressions of a shape in the dialect of DuckDB."""
    flags = "".join(plain(f) for f in shape.values("flags"))
    return [translate(plain(pattern), flags) for pattern in shape.values("pattern")]


def _languages(ranges: Iterable[str]) -> str:
    """The basic filtering of RFC 4647, which SPARQL's langMatches does."""
    fits = []
    for item in ranges:
        tag = plain(item).lower()
        fits.append("lang(value) <> ''" if tag == "*" else f"starts_with(lang(value) || '-', {quoted(tag + '-')})")
    return "(" + (" OR ".join(fits) or "false") + ")"


def _logical(shape: Shape, conforms: Callable[[str], str]) -> list[Condition]:
    found = [(component("node"), conforms(v)) for v in shape.values("node")]
    found += [(component("not"), f"NOT {conforms(v)}") for v in shape.values("not")]
    for members in shape.lists("and"):
        found.append((component("and"), "(" + (" AND ".join(conforms(m) for m in members) or "true") + ")"))
    for members in shape.lists("or"):
        found.append((component("or"), "(" + (" OR ".join(conforms(m) for m in members) or "false") + ")"))
    for members in shape.lists("xone"):
        count = " + ".join(f"({conforms(m)})::INT" for m in members) or "0"
        found.append((component("xone"), f"({count} = 1)"))
    return found


def _node_kind(_: Columns, kind: str) -> str:
    return f"({_NODE_KINDS.get(plain(kind).removeprefix(SH), 'false')})"


def _length(operator: str) -> Callable[[Columns, str], str]:
    return lambda _, bound: f"coalesce(length(str(value)) {operator} {int(plain(bound))}, false)"


_TERM_CONDITIONS: dict[str, Callable[[Columns, str], str]] = {
    "class": lambda columns, v: f"(value IN (FROM {columns.instances([v])}))",
    "datatype": lambda _, v: well_formed("value", plain(v)),
    "nodeKind": _node_kind,
    "minLength": _length(">="),
    "maxLength": _length("<="),
}
