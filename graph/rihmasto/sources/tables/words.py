"""What tables, columns and sheets are called in fi, sv and en, and which name of a file or header means which."""

import re
import tomllib
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
    """Return the table name or label that is most like a name."""
    return _nearest(_plain(name), _table_names()) or "project"


def nearest_column(table: Table, header: str) -> str:
    """Return the column name or label that is most like a header."""
    return _nearest(_plain(header), _column_names(table.name)) or columns_of(table)[0].name


def _nearest(word: str, known: dict[str, str]) -> str | None:
    close = get_close_matches(word, known, n=1, cutoff=0.0)
    if not close:
        return None
    return known[close[0]] if close[0].replace(" ", "_") == known[close[0]] else close[0]


def _plain(name: str) -> str:
    return _SEPARATORS.sub(" ", fold(name)).strip()


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(asset("ontology", "tables-words.toml").read_text(encoding="utf-8"))


@cache
def _table_names() -> dict[str, str]:
    named = {_plain(table_words(name, language).label): name for name in tables() for language in LANGUAGES}
    return named | {_plain(name): name for name in tables()}


@cache
def _column_names(table: str) -> dict[str, str]:
    names = [c.name for c in columns_of(tables()[table])]
    labelled = {_plain(column_words(table, name, language).label): name for name in names for language in LANGUAGES}
    return labelled | {_plain(name): name for name in names}
