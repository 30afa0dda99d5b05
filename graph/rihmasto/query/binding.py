"""Binding: values become RDF terms first, and all terms are put into their slots in one pass.

Nothing that a user writes is ever read as syntax: a term is rendered by `render`, and a slot is a span that the
scanner found in the file's own text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from rihmasto.errors import InputError, UsageError
from rihmasto.model.dates import read_date
from rihmasto.query.scanner import slots

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rihmasto.query.catalogue import NamedQuery

XSD = "http://www.w3.org/2001/XMLSchema#"

_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^<>"{}|^`\\\x00-\x20]*')
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DIGITS = re.compile(r"(?:[^\d]|[0-9])*")  # no figures of other scripts
_INTEGER = re.compile(r"[+-]?\d{1,18}")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_ESCAPES = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"}


def as_iri(text: str) -> NamedNode:
    """Make an IRI term of text; angle brackets around it are taken off.

    Raises:
        UsageError: it is no absolute IRI.
    """
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    try:
        if _IRI.fullmatch(bare) and _encodable(bare):
            return NamedNode(bare)
    except ValueError:
        pass
    raise UsageError("bad-iri", value=text)


def plain_term(name: str, kind: str, text: str) -> Literal:
    """Make a literal of a parameter that names no thing.

    Args:
        name: the parameter, for the sentences; `language` must be a language tag.
        kind: date, integer or string.
        text: the value as given.

    Raises:
        UsageError: it is not of that kind.
    """
    if kind == "date":
        return Literal(_date(name, text), datatype=NamedNode(XSD + "date"))
    if kind == "integer":
        if not (text.isascii() and _INTEGER.fullmatch(text)):
            raise UsageError("bad-integer", name=name, value=text)
        return Literal(int(text))
    if not _encodable(text):
        raise UsageError("bad-text", name=name)
    if name == "language" and not (text.isascii() and _LANGUAGE.fullmatch(text)):
        raise UsageError("query-bad-language", value=text)
    return Literal(text)


def _encodable(text: str) -> bool:
    """Tell whether text is Unicode; bytes of a command line that are not arrive as lone surrogates."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _date(name: str, text: str) -> str:
    """Read a date as people write it; a month or a year is no day."""
    try:
        found = read_date(text) if _DIGITS.fullmatch(text) else ""
    except InputError:
        found = ""
    if not found:
        raise UsageError("bad-date", name=name, value=text)
    if not _DATE.fullmatch(found):
        raise UsageError("date-not-a-day", name=name, value=text)
    return found


def render(term: NamedNode | Literal) -> str:
    r"""Write a term as SPARQL.

    A `u` after a backslash is written as an escape itself: engines that resolve \u escapes before they read
    strings would else find one in the user's text.
    """
    if isinstance(term, NamedNode):
        return str(term)
    pairs = zip(" " + term.value, term.value, strict=False)
    written = "".join(_escaped(character, after_backslash=before == "\\") for before, character in pairs)
    if term.language:
        return f'"{written}"@{term.language}'
    return f'"{written}"' if term.datatype.value == XSD + "string" else f'"{written}"^^{term.datatype}'


def _escaped(character: str, *, after_backslash: bool) -> str:
    if character < " " or (after_backslash and character in "uU"):
        return _ESCAPES.get(character) or f"\\u{ord(character):04X}"
    return _ESCAPES.get(character, character)


def bind(query: NamedQuery, terms: Mapping[str, NamedNode | Literal]) -> str:
    """Put terms into the slots of a query.

    Args:
        query: a named query.
        terms: parameter → term; a parameter that is not here keeps its default.

    Returns:
        the query's text with nothing but the insides of the slots changed.

    Raises:
        UsageError: the query has no such parameter.
    """
    for name in terms:
        query.parameter(name)
    pieces = []
    done = 0
    for slot in slots(query.text):
        if slot.name in terms:
            pieces += [query.text[done : slot.start], f" {render(terms[slot.name])} "]
            done = slot.end
    return "".join([*pieces, query.text[done:]])
