"""Datatypes: SQL that tells whether a literal is well-formed, and which of two values is less."""

import re
import tomllib
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from rihmasto.validate.terms import RDF, XSD, plain
from rihmasto.validate.terms import datatype as datatype_of

_FOURTEEN_HOURS = 14 * 60 * 60 * 1_000_000
# decimals that fit are compared exactly; longer ones, floats and doubles are compared as doubles
_EXACT = "DECIMAL(38, 12)"
_FITS = r"[+-]?[0-9]{1,26}(?:\.[0-9]{0,12})?"
_INEXACT = frozenset({"float", "double"})
_LASTING = {"yearMonthDuration": "months_of", "dayTimeDuration": "microseconds_of"}


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads((Path(__file__).parent / "datatypes.toml").read_text(encoding="utf-8"))


@cache
def _lexical() -> dict[str, str]:
    fragments: dict[str, str] = _tables()["fragments"]

    def filled(pattern: str) -> str:
        for _ in fragments:
            for name, fragment in fragments.items():
                pattern = pattern.replace("{" + name + "}", fragment)
        return pattern

    bounded = {
        name: rf"\+?0*(?:{_at_most(above)})|-0*(?:{_at_most(below)})"
        for name, (below, above) in _tables()["bounds"].items()
    }
    return {name: filled(pattern) for name, pattern in _tables()["lexical"].items()} | bounded


def _at_most(number: str) -> str:
    """Return a regular expression for the whole numbers up to a number, without leading zeros."""
    rest = len(number) - 1
    smaller = [f"{number[:i]}[0-{int(d) - 1}][0-9]{{{rest - i}}}" for i, d in enumerate(number) if d != "0"]
    return "|".join([f"[0-9]{{1,{rest}}}"] * bool(rest) + smaller + [number])


def _matches(term: str, names: Iterable[str]) -> str:
    """Return the SQL that tells whether a term is a well-formed literal of one of some datatypes of XSD."""
    forms = "|".join(f'"(?:{_lexical()[name]})"\\^\\^<{XSD}{name}>' for name in names)
    return f"regexp_full_match({term}, '{forms}')"


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
    if datatype.startswith(XSD) and name in _lexical():
        return _matches(term, [name])
    tail = f'"^^<{datatype}>'.replace("'", "''")
    return f"ends_with({term}, '{tail}')"


def kind_of(datatype: str) -> str:
    """Return which datatypes a datatype can be compared with: number, string, boolean or its own name; "" is none."""
    name = datatype.removeprefix(XSD) if datatype.startswith(XSD) else ""
    if name in _numbers():
        return "number"
    if name == "dateTimeStamp":
        return "dateTime"
    own = {"string", "boolean", "yearMonthDuration", "dayTimeDuration", *_tables()["moments"]}
    return name if name in own else ""


def is_moment(kind: str) -> bool:
    """Tell whether values of a kind are moments or durations."""
    return kind not in {"number", "string", "boolean"}


def _numbers() -> list[str]:
    return str(_tables()["kinds"]["number"]).split()


def keys(term: str, kind: str) -> list[str]:
    """Return the SQL of what values of a kind are compared by; NULL when the term is none of that kind.

    Args:
        term: SQL of a term.
        kind: of `kind_of`.
    """
    if kind == "number":
        return [f"exact_of({term})", f"number_of({term})"]
    if kind in {"string", "boolean"}:
        return [f"{kind}_of({term})"]
    return [f"(moment_{kind}({term})).at", f"(moment_{kind}({term})).zoned"]


def compared(kind: str, ours: list[str], theirs: list[str], operator: str) -> str:
    """Return the SQL that tells whether `ours operator theirs` holds; never NULL.

    Args:
        kind: of `kind_of`.
        ours: SQL of the keys of the left side.
        theirs: SQL of the keys of the right side.
        operator: <, <=, > or >=.
    """
    if kind in {"number", "string", "boolean"}:
        pairs = zip(ours, theirs, strict=True)
        return f"coalesce({', '.join(f'{a} {operator} {b}' for a, b in pairs)}, false)"
    (at, zoned), (other_at, other_zoned) = ours, theirs
    # with and without a time zone are comparable only when more than 14 hours apart (XSD 1.1 part 2, 3.3.7.3)
    clear = f"{zoned} = {other_zoned} OR abs({at} - {other_at}) > {_FOURTEEN_HOURS}"
    return f"coalesce(({clear}) AND {at} {operator} {other_at}, false)"


def comparable(term: str, other: str, operator: str) -> str:
    """Return the SQL that tells whether `term operator other` holds for a given value; never NULL.

    Args:
        term: SQL of a term.
        other: the term that it is compared with.
        operator: <, <=, > or >=.
    """
    kind = kind_of(datatype_of(other))
    if not kind:
        return "false"
    constant = "'" + other.replace("'", "''") + "'"
    theirs = keys(constant, kind)
    if datatype_of(other) in {f"{XSD}integer", f"{XSD}decimal"} and re.fullmatch(_FITS, plain(other), re.ASCII):
        theirs = [f"{plain(other)}::{_EXACT}", f"{plain(other)}::DOUBLE"]
    return compared(kind, keys(term, kind), theirs, operator)


def macros(kind: str, datatypes: Collection[str]) -> str:
    """Return the SQL of the macros that `keys` needs to compare values of a kind.

    Args:
        kind: of `kind_of`.
        datatypes: IRIs; no value has another one, and what is not looked for costs nothing.
    """
    if kind == "number":
        # XSD's own decimal at least, for an expression must have an alternative
        numbers = [n for n in _numbers() if n == "decimal" or XSD + n in datatypes]
        exact = [n for n in numbers if n not in _INEXACT]
        return f"""CREATE OR REPLACE TEMP MACRO exact_of(t) AS CASE
              WHEN {_matches("t", exact)} AND regexp_full_match(typed_body(t), '{_FITS}')
              THEN try_cast(typed_body(t) AS {_EXACT}) END;
            CREATE OR REPLACE TEMP MACRO number_of(t) AS CASE WHEN {_matches("t", numbers)}
              THEN try_cast(nullif(typed_body(t), 'NaN') AS DOUBLE) END;"""
    if kind == "string":
        return f"""CREATE OR REPLACE TEMP MACRO string_of(t) AS CASE WHEN {well_formed("t", XSD + "string")}
              THEN str(t) END;"""
    if kind == "boolean":
        return f"""CREATE OR REPLACE TEMP MACRO boolean_of(t) AS CASE WHEN {_matches("t", ["boolean"])}
              THEN typed_body(t) IN ('true', '1') END;"""
    if kind in _LASTING:
        return f"""CREATE OR REPLACE TEMP MACRO moment_{kind}(t) AS CASE WHEN {_matches("t", [kind])}
              THEN {{'at': {_LASTING[kind]}(typed_body(t)), 'zoned': true}} END;"""
    same = ["dateTime", "dateTimeStamp"] if kind == "dateTime" else [kind]
    moment = _tables()["moments"][kind].replace("{}", "zoneless(typed_body(t))")
    return f"""CREATE OR REPLACE TEMP MACRO moment_{kind}(t) AS CASE WHEN {_matches("t", same)}
              THEN moment({moment}, typed_body(t)) END;"""
