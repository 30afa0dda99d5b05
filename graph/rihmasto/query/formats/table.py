"""The aligned table for a terminal or a text file; long cells wrap at a terminal, and none is ever cut."""

from __future__ import annotations

import textwrap
import unicodedata
from typing import TYPE_CHECKING

from rihmasto.query.formats.cells import is_number, readable_rows
from rihmasto.query.formats.headings import heading, shown_columns

if TYPE_CHECKING:
    from rihmasto.query.results import Result

_GAP = "  "
_NARROWEST = 8


def text_table(result: Result, width: int | None = None) -> str:
    """Write an answer as an aligned table.

    Args:
        result: the answer.
        width: of the terminal in characters; without it every row stays on one line.
    """
    columns = shown_columns(result)
    headings = [heading(result.columns[at], result.language) for at in columns]
    rows = readable_rows(result)
    right = [any(is_number(row[at]) for row in result.terms) and all(
        is_number(row[at]) or row[at] is None for row in result.terms) for at in columns]  # fmt: skip
    widths = [max(map(_width, column)) for column in zip(headings, *rows, strict=True)]
    if width:
        widths = _fitted(widths, width - len(_GAP) * (len(widths) - 1))
    lines = [*_lines(headings, widths, right), _GAP.join("─" * size for size in widths)]
    for row in rows:
        lines += _lines(row, widths, right)
    return "\n".join(lines) + "\n"


def _lines(cells: list[str], widths: list[int], right: list[bool]) -> list[str]:
    wrapped = [_wrapped(cell, size) for cell, size in zip(cells, widths, strict=True)]
    lines = []
    for at in range(max(map(len, wrapped), default=0)):
        parts = [cell[at] if at < len(cell) else "" for cell in wrapped]
        padded = [
            " " * (size - _width(part)) + part if end else part + " " * (size - _width(part))
            for part, size, end in zip(parts, widths, right, strict=True)
        ]
        lines.append(_GAP.join(padded).rstrip())
    return lines


def _wrapped(cell: str, size: int) -> list[str]:
    return [cell] if _width(cell) <= size else textwrap.wrap(cell, size) or [""]


def _width(text: str) -> int:
    """Count the places of a text on a terminal: wide characters take two, combining ones none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _fitted(widths: list[int], room: int) -> list[int]:
    """Narrow the widest columns until all fit, but no column below a few letters."""
    widths = list(widths)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths
