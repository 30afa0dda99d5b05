"""Columns of text whose cells are chosen from a short list: which words of a cell mean which value."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from rihmasto.errors import LANGUAGES, InputError, Language
from rihmasto.model import Column
from rihmasto.names import fold


def choices(table: str, column: str, language: Language) -> tuple[str, ...]:
    """Return the words that the cells of a column are chosen from; none for free text."""
    values = _file().get(table, {}).get(column, {}).get("values", {})
    return tuple(words[language] for words in values.values())


def choice_said(table: str, column: str, value: str, language: Language) -> str:
    """Return the word for a value of a column; the value itself, when the column's list does not have it."""
    words = _file().get(table, {}).get(column, {}).get("values", {}).get(value)
    return str(words[language]) if words else value


def chosen(table: str, column: Column, text: str) -> str:
    """Return the value that the words of a cell mean.

    Args:
        table: name of its table.
        column: its column.
        text: the cell.

    Raises:
        InputError: the column has a list that other words are no part of.
    """
    listed = _file().get(table, {}).get(column.name)
    if listed is None:
        return text
    found = _names(table, column.name).get(fold(text))
    if found is None and not listed["open"]:
        raise InputError("table-concept", value=text)
    return found or text


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def _names(table: str, column: str) -> dict[str, str]:
    """Fold all words of a column's list."""
    names: dict[str, str] = {}
    for value, words in _file()[table][column]["values"].items():
        names |= {fold(word): value for word in (value, *(words[lang] for lang in LANGUAGES), *words["also"])}
    return names
