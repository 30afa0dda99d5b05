"""Cells for people: labels rather than IRIs, yes and no in words, nothing that could steer a terminal."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from rihmasto.query.formats.headings import LABEL, shown_columns
from rihmasto.query.results import lexical, python_value
from rihmasto.query.shared import spoken_language, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rihmasto.errors import Language
    from rihmasto.query.results import Result, Term


def readable_rows(result: Result) -> list[list[str]]:
    """Return the shown columns as words."""
    columns = shown_columns(result)
    language = spoken_language(result.language)
    stand_in = {at: _unlabelled(result, at) for at in columns}
    spoken_of = {row[stand_in[at]] for row in result.terms for at in columns if row[at] is None or stand_in[at] == at}
    iris = {term.value for term in spoken_of if isinstance(term, NamedNode)}
    labels = result.namer(iris) if iris else {}
    return [
        [_words(row[at], labels, language) or _words(row[stand_in[at]], labels, language) for at in columns]
        for row in result.terms
    ]


def _unlabelled(result: Result, at: int) -> int:
    """Return the column that tells a thing without a name by its address, or its row would speak about nothing."""
    iri = result.columns[at].removesuffix(LABEL)
    return result.columns.index(iri) if iri in result.columns else at


def is_number(term: Term | None) -> bool:
    """Tell whether a term is a number, which stands at the right."""
    value = python_value(term)
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def _words(term: Term | None, labels: Mapping[str, str], language: Language) -> str:
    value = python_value(term)
    if isinstance(value, bool):
        return words()["value"]["yes" if value else "no"][language]
    text = lexical(term)
    if isinstance(term, NamedNode):
        text = labels.get(text) or text.rpartition("/id/")[2]
    return " ".join("".join(map(_visible, text)).split())


def _visible(character: str) -> str:
    control = unicodedata.category(character) == "Cc" and not character.isspace()
    return "\ufffd" if control else character
