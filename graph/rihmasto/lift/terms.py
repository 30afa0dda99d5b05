"""Term maps → SQL expressions whose value is the term as N-Quads writes it; a NULL cell makes a NULL term."""

from dataclasses import dataclass

import pyoxigraph as ox

from rihmasto.lift.identifiers import quoted
from rihmasto.lift.mapping import Column, Constant, Template, TermMap
from rihmasto.lift.natural import lexical_space
from rihmasto.lift.tables import LogicalTable

_SCHEME = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.")


@dataclass(frozen=True, slots=True)
class Term:
    """A compiled term map.

    Args:
        sql: expression of the term's text.
        constant: the text itself, when it does not depend on the row.
        value: expression of the cell's text, when it can make a wrong term.
        valid: expression that is false when it does.
        columns: names of the columns that the value is made of.
    """

    sql: str
    constant: str | None = None
    value: str | None = None
    valid: str | None = None
    columns: tuple[str, ...] = ()


def compile_term(term: TermMap, table: LogicalTable, base: str) -> Term:
    """Compile a term map.

    Args:
        term: the term map.
        table: the table that its columns are of.
        base: IRI that is put before relative IRIs.

    Raises:
        InputError: the table lacks a column of the term map.
    """
    if isinstance(term.value, Constant):
        return Term(quoted(term.value.text), constant=term.value.text)
    match term.kind:
        case "iri":
            return _iri(term.value, table, base)
        case "blank":
            # Hexadecimal: any value makes a legal label, and unlike values make unlike labels.
            return Term(f"'_:b' || lower(hex({_text(term.value, table)}))")
        case "literal":
            return _literal(term, term.value, table)


def _text(value: Column | Template, table: LogicalTable, wrap: str = "{}") -> str:
    """Return the SQL of a value as text; wrap is put around the columns of a template."""
    if isinstance(value, Column):
        return table.lexical(value.name)
    return " || ".join(
        quoted(part) if isinstance(part, str) else wrap.format(table.lexical(part.name)) for part in value.parts
    )


def _columns(value: Column | Template) -> tuple[str, ...]:
    parts = value.parts if isinstance(value, Template) else (value,)
    return tuple(part.name for part in parts if isinstance(part, Column))


def _iri(value: Column | Template, table: LogicalTable, base: str) -> Term:
    absolute = _is_absolute(value)
    text = _text(value, table, "lift_encode({})")
    if absolute is None:
        whole = f"CASE WHEN lift_is_iri({text}) THEN {text} ELSE {quoted(base)} || {text} END"
        return Term(f"'<' || {whole} || '>'", value=text, valid=f"lift_is_iri({whole})", columns=_columns(value))
    start = "<" if absolute else f"<{base}"
    return Term(f"{quoted(start)} || {text} || '>'")


def _is_absolute(value: Column | Template) -> bool | None:
    """Tell whether the IRIs of a value have a scheme; None if only the row knows.

    A template's columns are percent-encoded, so that a colon or slash can only stand in its fixed words.
    """
    if isinstance(value, Column):
        return None
    fixed = True
    for part in value.parts:
        if isinstance(part, Column):
            fixed = False
            continue
        for character in part:
            if character == ":":
                return True if fixed else None
            if character not in _SCHEME:
                return False
    return False


def _literal(term: TermMap, value: Column | Template, table: LogicalTable) -> Term:
    natural = table.column(value.name)[1].datatype if isinstance(value, Column) else None
    datatype = term.datatype or (None if term.language else natural)
    text = _text(value, table)
    words = text if natural else f"lift_escape({text})"
    pattern = lexical_space(datatype) if datatype and datatype != natural else None
    return Term(
        f"'\"' || {words} || {quoted(_ending(term.language, datatype))}",
        value=text if pattern else None,
        valid=f"regexp_full_match({text}, {quoted(pattern)})" if pattern else None,
        columns=_columns(value),
    )


def _ending(language: str | None, datatype: str | None) -> str:
    """Return what stands after a literal's words: the quote, and its language or datatype."""
    node = ox.NamedNode(datatype) if datatype else None
    return str(ox.Literal("", language=language) if language else ox.Literal("", datatype=node))[1:]
