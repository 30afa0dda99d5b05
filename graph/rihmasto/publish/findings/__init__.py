"""Findings for people: what a check found, as text, as one HTML page, and as the user's own sheets with marks.

`Outcome` holds the reports and what is needed to say them; `write_text`, `render_page` and `make_books` say them.
"""

from rihmasto.publish.findings.books import make_books
from rihmasto.publish.findings.outcome import LEVELS, Outcome
from rihmasto.publish.findings.page import render_page
from rihmasto.publish.findings.plain import write_json, write_text, write_turtle
from rihmasto.publish.findings.standard import SYNTAXES, gravest, write_syntax, write_table

__all__ = [
    "LEVELS",
    "SYNTAXES",
    "Outcome",
    "gravest",
    "make_books",
    "render_page",
    "write_json",
    "write_syntax",
    "write_table",
    "write_text",
    "write_turtle",
]
