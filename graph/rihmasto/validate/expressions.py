"""Constraints that one value node decides alone, as SQL conditions on it."""

from collections.abc import Callable, Iterable

from rihmasto.validate.columns import Columns, quoted
from rihmasto.validate.datatypes import comparable, kind_of, well_formed
from rihmasto.validate.numbering import BLANK, IRI, LITERAL, kind
from rihmasto.validate.patterns import translate
from rihmasto.validate.shapes import Shape
from rihmasto.validate.terms import SH, datatype, plain, sh

_NODE_KINDS = {
    "IRI": f"{kind('value')} = {IRI}",
    "BlankNode": f"{kind('value')} = {BLANK}",
    "Literal": f"{kind('value')} = {LITERAL}",
    "BlankNodeOrIRI": f"{kind('value')} <> {LITERAL}",
    "BlankNodeOrLiteral": f"{kind('value')} <> {IRI}",
    "IRIOrLiteral": f"{kind('value')} <> {BLANK}",
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
        Pairs of a component and an SQL condition that holds, and is never NULL, when the value is as it should be; a
        parameter with several values gives several. The conditions are on the columns `value`, a number, and `text`;
        see `needs_text`.
    """
    found: list[Condition] = []
    for parameter, compiled in _TERM_CONDITIONS.items():
        found += [(component(parameter), compiled(columns, v)) for v in shape.values(parameter)]
    for parameter, operator in _RANGES.items():
        for bound in shape.values(parameter):
            columns.prepare(kind_of(datatype(bound)), bound)
            found.append((component(parameter), comparable("text", bound, operator)))
    for pattern in patterns(shape):
        found.append((component("pattern"), f"coalesce(regexp_matches(str(text), {quoted(pattern)}), false)"))
    for members in shape.lists("in"):
        found.append((component("in"), f"value IN ({columns.listed(members)})" if members else "false"))
    found += [(component("languageIn"), _languages(members)) for members in shape.lists("languageIn")]
    return found + _logical(shape, conforms)


def needs_text(*conditions: str) -> bool:
    """Tell whether a condition may look at the column `text`; a constant that has the word in it only costs time."""
    return any("text" in condition for condition in conditions)


def patterns(shape: Shape) -> list[str]:
    """Return the regular expressions of a shape in the dialect of DuckDB."""
    flags = "".join(plain(f) for f in shape.values("flags"))
    return [translate(plain(pattern), flags) for pattern in shape.values("pattern")]


def _languages(ranges: Iterable[str]) -> str:
    """The basic filtering of RFC 4647, which SPARQL's langMatches does."""
    fits = []
    for item in ranges:
        tag = plain(item).lower()
        fits.append("lang(text) <> ''" if tag == "*" else f"starts_with(lang(text) || '-', {quoted(tag + '-')})")
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
    return lambda _, bound: f"coalesce(length(str(text)) {operator} {int(plain(bound))}, false)"


_TERM_CONDITIONS: dict[str, Callable[[Columns, str], str]] = {
    "class": lambda columns, v: f"(value IN (FROM {columns.instances([v])}))",
    "datatype": lambda _, v: well_formed("text", plain(v)),
    "nodeKind": _node_kind,
    "minLength": _length(">="),
    "maxLength": _length("<="),
}
