"""Tables of a page: two columns of labels and values are read as `label: value`, other tables as rows with tabs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import html

_LONGEST_LABEL = 70
_PAIR = 2


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[str, ...]
    heads: int


def grid_lines(table: html.HtmlElement, render: Callable[[html.HtmlElement], str]) -> Iterator[str]:
    """Yield the lines of a table.

    Args:
        table: the element.
        render: makes text of a cell.
    """
    for caption in table.xpath("./caption"):
        yield render(caption)
    rows = [row for row in _rows(table, render) if any(row.cells)]
    if table.xpath("boolean(.//table)") or not rows or max(len(r.cells) for r in rows) == 1:
        yield from (cell for row in rows for cell in row.cells if cell)
    elif _are_pairs(rows):
        yield from (line for row in rows for line in pair_lines(row.cells[0], "\n".join(filter(None, row.cells[1:]))))
    elif len(rows) == _PAIR and rows[0].heads == len(rows[0].cells) == len(rows[1].cells):
        yield from (
            line for label, value in zip(rows[0].cells, rows[1].cells, strict=True) for line in pair_lines(label, value)
        )
    else:
        yield from ("\t".join(" ".join(cell.split()) for cell in row.cells) for row in rows)


def _rows(table: html.HtmlElement, render: Callable[[html.HtmlElement], str]) -> Iterator[_Row]:
    for row in table.xpath("./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr"):
        cells = row.xpath("./td | ./th")
        yield _Row(tuple(render(cell) for cell in cells), sum(1 for cell in cells if cell.tag == "th"))


def _are_pairs(rows: list[_Row]) -> bool:
    first = rows[0]
    if first.heads == len(first.cells) and len(rows) > 1 and any(r.heads < len(r.cells) for r in rows[1:]):
        return False
    labels = [row.cells[0] for row in rows if len(row.cells) > 1]
    short = all("\n" not in label and len(label) <= _LONGEST_LABEL for label in labels)
    if not short or any(len(row.cells) > _PAIR for row in rows):
        return False
    named = sum(1 for row in rows if row.heads == 1 or row.cells[0].endswith(":"))
    lettered = [label for label in labels if any(c.isalpha() for c in label)]
    return named * 2 >= len(rows) or (len(lettered) == len(labels) == len(set(labels)))


def pair_lines(label: str, value: str) -> Iterator[str]:
    """Yield a label and its value as lines.

    Args:
        label: with or without a colon; may be empty.
        value: may have several lines, or none.
    """
    label = label.rstrip(" :")
    if not label or not value:
        yield label or value
    elif "\n" in value:
        yield f"{label}:"
        yield value
    else:
        yield f"{label}: {value}"
