"""Tables of projects, copied from a page or a sheet: a row of headings, then a row a project, with tabs between."""

import re

from rihmasto.sources.pages.fields import Field
from rihmasto.sources.pages.labels import Found, label_named, label_of
from rihmasto.sources.pages.lexicon import words
from rihmasto.sources.pages.text import Span

_FEWEST_HEADINGS, _FEWEST_ROWS = 2, 2


def read_grid(body: Span) -> list[tuple[Span, Span, list[Field]]]:
    """Read the rows below a row of headings.

    Args:
        body: the page.

    Returns:
        for each row the name of the project, the whole row, and its other cells as fields; none when the page has no
        such table, or fewer than two rows.
    """
    lines = list(body.lines())
    for position, line in enumerate(lines):
        found = [_heading(cell) for cell in _cells(line)] if "\t" in line.quote else []
        if sum(1 for f in found if f) >= _FEWEST_HEADINGS:
            rows = _rows(found, lines[position + 1 :])
            return rows if len(rows) >= _FEWEST_ROWS else []
    return []


def _cells(line: Span) -> list[Span]:
    cuts = [0, *(match.end() for match in re.finditer("\t", line.quote))]
    ends = [*(cut - 1 for cut in cuts[1:]), line.end - line.start]
    return [line.cut(start, end).strip() for start, end in zip(cuts, ends, strict=True)]


def _heading(cell: Span) -> Found | None:
    if not cell:
        return None
    plain = re.sub(r"\s*\(.*\)$", "", cell.plain).casefold()
    if plain in words("grid")["names"]:
        return Found(label_named("name"), cell, None, cell.plain, "", colon=False)
    found = label_of(cell)
    return found if found and found.label and found.span.end >= cell.end - 1 else None


def _rows(headings: list[Found | None], lines: list[Span]) -> list[tuple[Span, Span, list[Field]]]:
    at = next((i for i, found in enumerate(headings) if found and found.label and found.label.name == "name"), 0)
    rows: list[tuple[Span, Span, list[Field]]] = []
    for line in lines:
        cells = _cells(line)
        if len(cells) < _FEWEST_HEADINGS or len(cells) <= at or not cells[at]:
            break
        pairs = list(zip(headings, cells, strict=False))
        fields = [
            Field(found, [cell], below=True) for i, (found, cell) in enumerate(pairs) if found and cell and i != at
        ]
        rows.append((cells[at], line, fields))
    return rows
