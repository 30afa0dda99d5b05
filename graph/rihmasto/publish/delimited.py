"""Tables as CSV: RFC 4180 in UTF-8, with cells that no spreadsheet takes for formulas."""

import csv
import io
from typing import BinaryIO

from rihmasto.publish.release import Tables

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(tables: Tables, table: str, target: BinaryIO, *, exact: bool) -> None:
    """Write a table.

    Args:
        tables: the release.
        table: its name.
        target: takes the bytes.
        exact: leave texts as they are. Otherwise a text that begins with = + - @ gets an apostrophe before it, since
            spreadsheets run such cells; the table reader takes it away again.
    """
    text = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.name for column in tables.columns(table))
    writer.writerows([_cell(value, exact=exact) for value in row] for row in tables.rows(table))
    text.detach()


def _cell(value: object, *, exact: bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(_FORMULA) and not exact:
        return f"'{value}"
    return "" if value is None else str(value)
