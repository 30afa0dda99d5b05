"""The answer as an HTML table for a notebook; every character of the data is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rihmasto.errors import sentence
from rihmasto.query.formats.cells import readable_rows
from rihmasto.query.formats.headings import heading, shown_columns
from rihmasto.query.shared import spoken_language

if TYPE_CHECKING:
    from rihmasto.query.results import Result

_SHOWN = 200


def html_table(result: Result) -> str:
    """Write an answer as an HTML table.

    A long one shows its first rows and says so; `rows` and the data frames always hold all.
    """
    language = spoken_language(result.language)
    headings = [heading(result.columns[at], language) for at in shown_columns(result)]
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in headings)
    rows = readable_rows(result)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows[:_SHOWN])
    table = f'<table lang="{language}"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'
    if len(rows) <= _SHOWN:
        return table
    return table + f"<p>{escape(sentence('rows-shown', language, shown=_SHOWN, rows=len(rows)))}</p>"
