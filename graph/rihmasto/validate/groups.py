"""Constraints that all value nodes of a focus node decide together, as SQL relations of what breaks them."""

# ruff: noqa: S608 -- what goes into the SQL is quoted, or a name of ours
from collections.abc import Callable
from dataclasses import dataclass

from rihmasto.validate.columns import Columns, listed
from rihmasto.validate.datatypes import compared, is_moment, keys, kind_of
from rihmasto.validate.expressions import component, needs_text
from rihmasto.validate.shapes import Shape, Shapes
from rihmasto.validate.terms import is_true, plain


@dataclass(frozen=True, slots=True)
class Values:
    """Focus nodes and their value nodes.

    Attributes:
        focus: table with the column focus.
        pairs: SQL of a relation (focus, value).
        nodes: number of focus nodes.
        count: number of pairs, or None when it is not known.
        reached: number of focus nodes that have a value, or None when it is not known.
    """

    focus: str
    pairs: str
    nodes: int
    count: int | None = None
    reached: int | None = None

    @property
    def empty(self) -> bool:
        """Whether no focus node has a value node."""
        return self.count == 0


@dataclass(frozen=True, slots=True)
class Breach:
    """A constraint and the SQL of what breaks it: rows of (focus, value, predicate); the last two may be NULL.

    Focus and value are numbers of terms, the predicate is text.
    """

    component: str
    query: str


# only these can be broken where there are no values at all
_ASKING = frozenset(component(name) for name in ("minCount", "hasValue", "equals", "qualifiedMinCount"))


def group_breaches(
    columns: Columns, shapes: Shapes, shape: Shape, values: Values, conforms: Callable[[str], str]
) -> list[Breach]:
    """Compile what a shape asks of the value nodes together.

    Args:
        columns: the data graph.
        shapes: all shapes, for the siblings of qualified shapes.
        shape: the shape.
        values: its focus nodes and value nodes.
        conforms: gives the condition that the column `value` conforms to another shape.
    """
    found = _counts(shape, values)
    found += [Breach(component("hasValue"), _lacking(values, columns.number(v))) for v in shape.values("hasValue")]
    if any(is_true(v) for v in shape.values("uniqueLang")):
        found.append(Breach(component("uniqueLang"), _repeated_language(columns, values)))
    for parameter, compiled in _PAIRS.items():
        found += [Breach(component(parameter), compiled(columns, values, v)) for v in shape.values(parameter)]
    found += _qualified(columns, shapes, shape, values, conforms)
    if values.empty:
        found = [breach for breach in found if breach.component in _ASKING]
    if any(is_true(v) for v in shape.values("closed")):
        found.append(Breach(component("closed"), _outside(shapes, shape, values)))
    return found


def _counts(shape: Shape, values: Values) -> list[Breach]:
    least = [int(plain(v)) for v in shape.values("minCount")]
    most = [int(plain(v)) for v in shape.values("maxCount")]
    if values.reached is not None and values.count is not None:
        # with one value for each node but one, the last node has the rest
        greatest = values.count - values.reached + 1 if values.reached else 0
        least = [n for n in least if n > 1 or values.reached < values.nodes]
        most = [n for n in most if greatest > n]
    return [Breach(component("minCount"), _fewer(values, n, values.pairs)) for n in least if n > 0] + [
        Breach(component("maxCount"), _more(n, values.pairs)) for n in most
    ]


def _fewer(values: Values, least: int, pairs: str) -> str:
    enough = f"SELECT focus FROM {pairs}" + (f" GROUP BY focus HAVING count(*) >= {least}" if least > 1 else "")
    return f"SELECT focus, NULL, NULL FROM {values.focus} WHERE focus NOT IN ({enough})"


def _more(most: int, pairs: str) -> str:
    return f"SELECT focus, NULL, NULL FROM {pairs} GROUP BY focus HAVING count(*) > {most}"


def _lacking(values: Values, number: int) -> str:
    return (
        f"SELECT focus, NULL, NULL FROM {values.focus} WHERE focus NOT IN "
        f"(SELECT focus FROM {values.pairs} WHERE value = {number})"
    )


def _repeated_language(columns: Columns, values: Values) -> str:
    tags = f"(SELECT value, lang(text) AS tag FROM {columns.texts(values.pairs)})"
    return (
        f"SELECT focus, NULL, NULL FROM (FROM {values.pairs} JOIN {tags} USING (value)) WHERE tag <> '' "
        "GROUP BY focus, tag HAVING count(*) > 1"
    )


def _theirs(columns: Columns, values: Values, predicate: str) -> str:
    return f"(SELECT b.focus, t.o AS value FROM {values.focus} b JOIN {columns.rows(predicate)} t ON t.s = b.focus)"


def _unequal(columns: Columns, values: Values, predicate: str) -> str:
    theirs = _theirs(columns, values, predicate)
    ours = f"(SELECT focus, value FROM {values.pairs})"
    return (
        f"SELECT focus, value, NULL FROM ((FROM {ours} EXCEPT FROM {theirs}) UNION (FROM {theirs} EXCEPT FROM {ours}))"
    )


def _common(columns: Columns, values: Values, predicate: str) -> str:
    theirs = _theirs(columns, values, predicate)
    return f"SELECT focus, value, NULL FROM (SELECT focus, value FROM {values.pairs} INTERSECT FROM {theirs})"


def _not_less(operator: str) -> Callable[[Columns, Values, str], str]:
    def compiled(columns: Columns, values: Values, predicate: str) -> str:
        sides = (values.pairs, _theirs(columns, values, predicate))
        texts = [columns.texts(side) for side in sides]
        found = [columns.fetch(f"SELECT DISTINCT datatype(text) FROM {side}") for side in texts]
        ours, theirs = ({kind_of(d) for (d,) in rows if d} for rows in found)
        kinds = sorted((ours & theirs) - {""})
        for kind in kinds:
            columns.prepare(kind)
        # the keys are computed once a value, not once a pair
        left, right = (
            f"(FROM {side} JOIN (SELECT value{_keys(kinds)} FROM {text}) USING (value))"
            for side, text in zip(sides, texts, strict=True)
        )
        holds = " OR ".join(compared(k, _named("v", k), _named("w", k), operator) for k in kinds) or "false"
        return f"SELECT v.focus, v.value, NULL FROM {left} v JOIN {right} w ON w.focus = v.focus WHERE NOT ({holds})"

    return compiled


def _keys(kinds: list[str]) -> str:
    return "".join(f", {key} AS {kind}_{n}" for kind in kinds for n, key in enumerate(_key_columns(kind)))


def _key_columns(kind: str) -> list[str]:
    # both keys of a moment come from one call
    return [f"moment_{kind}(text)"] if is_moment(kind) else keys("text", kind)


def _named(side: str, kind: str) -> list[str]:
    if is_moment(kind):
        return [f"{side}.{kind}_0.at", f"{side}.{kind}_0.zoned"]
    return [f"{side}.{kind}_{n}" for n in range(len(_key_columns(kind)))]


_PAIRS: dict[str, Callable[[Columns, Values, str], str]] = {
    "equals": _unequal,
    "disjoint": _common,
    "lessThan": _not_less("<"),
    "lessThanOrEquals": _not_less("<="),
}


def _qualified(
    columns: Columns, shapes: Shapes, shape: Shape, values: Values, conforms: Callable[[str], str]
) -> list[Breach]:
    others = "".join(f" AND NOT {conforms(s)}" for s in shapes.siblings(shape))
    least = [int(plain(v)) for v in shape.values("qualifiedMinCount")]
    most = [int(plain(v)) for v in shape.values("qualifiedMaxCount")]
    found = []
    for condition in [f"{conforms(wanted)}{others}" for wanted in shape.values("qualifiedValueShape")]:
        joined = f" JOIN {columns.texts(values.pairs)} USING (value)" if needs_text(condition) else ""
        pairs = f"(SELECT focus, value FROM {values.pairs}{joined} WHERE {condition})"
        found += [Breach(component("qualifiedMinCount"), _fewer(values, n, pairs)) for n in least if n > 0]
        found += [Breach(component("qualifiedMaxCount"), _more(n, pairs)) for n in most]
    return found


def _outside(shapes: Shapes, shape: Shape, values: Values) -> str:
    properties = [shapes[p].path for p in shape.values("property")]
    allowed = [p.predicate for p in properties if p is not None and p.kind == "predicate"]
    allowed += [term for members in shape.lists("ignoredProperties") for term in members]
    return (
        f"SELECT DISTINCT v.focus, t.o, n.p FROM {values.pairs} v JOIN triples t ON t.s = v.value "
        f"JOIN predicate n ON n.id = t.p WHERE n.p NOT IN ({listed([*allowed, ''])})"
    )
