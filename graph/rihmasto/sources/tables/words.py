"""What tables, columns and sheets are called in fi, sv and en, and which name of a file or header means which."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from rihmasto.assets import asset
from rihmasto.errors import LANGUAGES, Language
from rihmasto.model import Column, Table, tables
from rihmasto.names import fold

SOURCE = Column("source", "ref", "source", "", required=False)

_SEPARATORS = re.compile(r"[\s_\-.]+")
_WORD = re.compile(r"\w+")
_NEAR = 0.75  # how alike two words must be, from 0 to 1


@dataclass(frozen=True, slots=True)
class Words:
    """A label and a sentence that explains it.

    Attributes:
        label: name of the sheet or header.
        about: one sentence.
    """

    label: str
    about: str


def table_words(table: str, language: Language) -> Words:
    """Return the label and explanation of a table, derived tables and `evidence` included.

    Raises:
        KeyError: ontology/tables-words.toml does not speak of it.
    """
    return Words(*_file()["tables"][table][language])


def column_words(table: str, column: str, language: Language) -> Words:
    """Return the label and explanation of a column of a table.

    Raises:
        KeyError: ontology/tables-words.toml does not speak of it.
    """
    columns = _file()["columns"]
    shared = columns["any"]
    own = table in tables() and tables()[table].key == column
    found = columns.get(table, {}).get(column) or (shared["key"] if own else shared[column])
    return Words(*found[language])


def sheet_names(kind: str) -> frozenset[str]:
    """Return the names, in all languages, of a sheet of the template that is no table: "guide" or "lists"."""
    return frozenset(_file()["sheets"][kind].values())


def sheet_name(kind: str, language: Language) -> str:
    """Return the name of a sheet of the template that is no table: "guide" or "lists"."""
    return str(_file()["sheets"][kind][language])


@cache
def sum_words() -> frozenset[str]:
    """Return the words, folded, that begin a row of sums."""
    return frozenset(map(fold, _file()["sums"]["words"]))


def columns_of(table: Table) -> tuple[Column, ...]:
    """Return the columns that a file may have for a table: its own, and `source`."""
    return table.columns if table.name == SOURCE.name else (*table.columns, SOURCE)


def table_named(name: str) -> Table | None:
    """Find the table that a sheet or the stem of a file name means.

    Args:
        name: a table's name or label, alone or followed by more words: "project-2021" is the table project.

    Returns:
        The table with the longest name that fits, or None.
    """
    words = _plain(name)
    fitting = [k for k in _table_names() if words == k or words.startswith(f"{k} ")]
    return tables()[_table_names()[max(fitting, key=len)]] if fitting else None


def column_named(table: Table, header: str) -> Column | None:
    """Find the column of a table that a header means, by name or by label in any language."""
    name = _column_names(table.name).get(_plain(header.rstrip("* ")))
    return next((c for c in columns_of(table) if c.name == name), None)


def nearest_table(name: str) -> str:
    """Return the label of a table that is much like a name, or ""."""
    return nearest(name, [table_words(table, language).label for table in tables() for language in LANGUAGES])


def nearest_column(table: Table, header: str, language: Language | None) -> str:
    """Return the label of a column, in a language or in any, that is much like a header, or ""."""
    spoken = (language,) if language else LANGUAGES
    return nearest(header, [column_words(table.name, c.name, said).label for said in spoken for c in columns_of(table)])


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the one of some words that is much like a word, or "": a far one would only mislead."""
    plain = {_plain(one): one for one in known}
    close = get_close_matches(_plain(word), plain, n=1, cutoff=_NEAR)
    return plain[close[0]] if close else ""


def table_said(table: Table, language: Language | None) -> str:
    """Return the label of a table, or its name where the language of a file is not known."""
    return table_words(table.name, language).label if language else table.name


def columns_said(table: Table, columns: Iterable[str], language: Language | None) -> str:
    """List columns by their labels, or by their names where the language of a file is not known."""
    return ", ".join(column_words(table.name, c, language).label if language else c for c in columns)


def language_of(headers: Iterable[str]) -> Language | None:
    """Tell the language of a file from its headers; None when they are names of columns, as in tables.toml.

    Every word counts for the languages whose labels and explanations use it.
    """
    cells = [cell for cell in headers if cell.strip()]
    names = {c.name for table in tables().values() for c in columns_of(table)}
    spoken = [word for cell in cells if cell.strip("* ") not in names for word in _plain(cell).split()]
    votes = {language: sum(word in _lexicon(language) for word in spoken) for language in LANGUAGES}
    best = max(LANGUAGES, key=lambda language: votes[language])
    if votes[best]:
        return best
    return None if any(cell.strip("* ") in names for cell in cells) else "en"


def _plain(name: str) -> str:
    return _SEPARATORS.sub(" ", fold(name)).strip()


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(asset("ontology", "tables-words.toml").read_text(encoding="utf-8"))


@cache
def _lexicon(language: Language) -> frozenset[str]:
    """Return the words that labels and explanations use in a language."""
    file = _file()
    entries = [*file["tables"].values(), *(words for part in file["columns"].values() for words in part.values())]
    return frozenset(word for entry in entries for text in entry[language] for word in _WORD.findall(fold(text)))


@cache
def _table_names() -> dict[str, str]:
    named = {_plain(table_words(name, language).label): name for name in tables() for language in LANGUAGES}
    return named | {_plain(name): name for name in tables()}


@cache
def _column_names(table: str) -> dict[str, str]:
    names = [c.name for c in columns_of(tables()[table])]
    labelled = {_plain(column_words(table, name, language).label): name for name in names for language in LANGUAGES}
    return labelled | {_plain(name): name for name in names}
