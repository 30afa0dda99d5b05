"""Datatypes: SQL that tells whether a literal is well-formed, and which of two values is less."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from rihmasto.validate.terms import RDF, XSD
from rihmasto.validate.terms import datatype as datatype_of

_FOURTEEN_HOURS = 14 * 60 * 60 * 1_000_000


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "datatypes.toml").read_text(encoding="utf-8"))


def _numbers() -> list[str]:
    return _tables()["kinds"]["number"].split()


@cache
def _lexical() -> dict[str, str]:
    fragments = dict(_tables()["fragments"])

    def filled(pattern: str) -> str:
        for _ in range(3):
            for name, fragment in fragments.items():
                pattern = pattern.replace("{" + name + "}", fragment)
        return pattern

    return {name: filled(pattern) for name, pattern in _tables()["lexical"].items()}


def well_formed(term: str, datatype: str) -> str:
    """Return the SQL that tells whether a term is a literal of a datatype with a lexical form of that datatype.

    Args:
        term: SQL of a term.
        datatype: IRI; a datatype without a known lexical form takes any.
    """
    name = datatype.removeprefix(XSD)
    if datatype == f"{XSD}string":
        return f"(is_literal({term}) AND ends_with({term}, '\"'))"
    if datatype == f"{RDF}langString":
        return f"(lang({term}) <> '')"
    tail = f'"^^<{datatype}>'.replace("'", "''")
    typed = f"ends_with({term}, '{tail}')"
    if not datatype.startswith(XSD) or name not in _lexical():
        return typed
    checked = f"{typed} AND regexp_full_match({term}, '\"(?:{_lexical()[name]})\"\\^\\^<[^>]*>')"
    if name in _tables()["bounds"]:
        checked += f" AND try_cast(literal_body({term}) AS {_tables()['bounds'][name]}) IS NOT NULL"
    return f"({checked})"


def comparable(term: str, other: str, operator: str) -> str:
    """Return the SQL that tells whether `term operator other` holds for a given value; never NULL.

    Args:
        term: SQL of a term.
        other: the term that it is compared with.
        operator: <, <=, > or >=.
    """
    kind = kind_of(datatype_of(other))
    constant = "'" + other.replace("'", "''") + "'"
    return _compared(kind, term, constant, operator) if kind else "false"


def ordered(term: str, other: str, operator: str, kinds: Iterable[str]) -> str:
    """Return the SQL that tells whether `term operator other` holds for two terms; never NULL.

    Args:
        term: SQL of a term.
        other: SQL of a term.
        operator: <, <=, > or >=.
        kinds: the kinds of `kind_of` that occur on both sides.
    """
    return "(" + (" OR ".join(_compared(kind, term, other, operator) for kind in kinds) or "false") + ")"


def kind_of(datatype: str) -> str:
    """Return which datatypes a datatype can be compared with: number, string, boolean or its own name; "" is none."""
    name = datatype.removeprefix(XSD) if datatype.startswith(XSD) else ""
    if name in _numbers():
        return "number"
    if name == "dateTimeStamp":
        return "dateTime"
    own = {"string", "boolean", "yearMonthDuration", "dayTimeDuration", *_tables()["moments"]}
    return name if name in own else ""


def _compared(kind: str, a: str, b: str, operator: str) -> str:
    if kind == "number":
        return f"coalesce(exact_of({a}) {operator} exact_of({b}), number_of({a}) {operator} number_of({b}), false)"
    if kind in {"string", "boolean"}:
        return f"coalesce({kind}_of({a}) {operator} {kind}_of({b}), false)"
    difference = f"(moment_{kind}({a})).at - (moment_{kind}({b})).at"
    zones = f"(moment_{kind}({a})).zoned = (moment_{kind}({b})).zoned OR abs({difference}) > {_FOURTEEN_HOURS}"
    return f"coalesce(({zones}) AND {difference} {operator} 0, false)"


def macros() -> str:
    """Return the SQL of the macros that compare values: number_of, string_of, boolean_of and moment_…."""
    exact = [n for n in _numbers() if n not in {"float", "double"}]
    numbers = " OR ".join(well_formed("t", XSD + n) for n in exact)
    floating = f"{well_formed('t', XSD + 'double')} OR {well_formed('t', XSD + 'float')}"
    lines = [
        # decimals that fit 38 digits are compared exactly; longer ones, floats and doubles as doubles
        rf"""CREATE MACRO exact_of(t) AS CASE WHEN {numbers}
              THEN CASE WHEN regexp_full_match(literal_body(t), '[+-]?[0-9]{{0,26}}(?:\.[0-9]{{0,12}})?')
                   THEN try_cast(literal_body(t) AS DECIMAL(38, 12)) END END;""",
        f"""CREATE MACRO number_of(t) AS CASE
              WHEN {numbers} THEN try_cast(literal_body(t) AS DOUBLE)
              WHEN {floating} THEN try_cast(nullif(literal_body(t), 'NaN') AS DOUBLE) END;""",
        f"CREATE MACRO string_of(t) AS CASE WHEN {well_formed('t', XSD + 'string')} THEN str(t) END;",
        f"""CREATE MACRO boolean_of(t) AS CASE WHEN {well_formed("t", XSD + "boolean")}
              THEN literal_body(t) IN ('true', '1') END;""",
    ]
    for name, form in _tables()["moments"].items():
        same = well_formed("t", XSD + name)
        if name == "dateTime":
            same = f"({same} OR {well_formed('t', XSD + 'dateTimeStamp')})"
        moment = form.replace("{}", "zoneless(literal_body(t))")
        lines.append(f"CREATE MACRO moment_{name}(t) AS CASE WHEN {same} THEN moment({moment}, literal_body(t)) END;")
    lines += [
        f"""CREATE MACRO moment_{name}(t) AS CASE WHEN {well_formed("t", XSD + name)}
              THEN {{'at': {function}(literal_body(t)), 'zoned': true}} END;"""
        for name, function in (("yearMonthDuration", "months_of"), ("dayTimeDuration", "microseconds_of"))
    ]
    return "\n".join(lines)
