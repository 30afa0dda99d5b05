"""Headings for people: `?partnerLabel` is "Partner", and `?partner`, its IRI, is "Partner (address)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rihmasto.query.shared import spoken_language, words

if TYPE_CHECKING:
    from rihmasto.query.results import Result

LABEL = "Label"


def heading(column: str, language: str, *, address: bool = False) -> str:
    """Return what a column is called.

    Args:
        column: name of a variable; one that `queries/words.toml` does not know is its own heading.
        language: fi, sv or en; another is taken as en.
        address: whether the column holds the IRIs of a column that is shown beside it.
    """
    spoken = spoken_language(language)
    columns = words()["column"]
    base = column.removesuffix(LABEL)
    known = columns.get(column) or columns.get(base)
    name = known[spoken] if known else base
    return f"{name} ({columns['address'][spoken].lower()})" if address else name


def has_label(column: str, result: Result) -> bool:
    """Tell whether a column of IRIs has a column of labels beside it."""
    return f"{column}{LABEL}" in result.columns


def shown_columns(result: Result) -> list[int]:
    """Return the places of the columns that a person reads: all but IRIs whose labels stand beside them."""
    return [at for at, column in enumerate(result.columns) if not has_label(column, result)]
