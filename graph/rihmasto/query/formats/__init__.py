"""The forms that an answer can take, each written in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rihmasto.errors import UsageError
from rihmasto.query.formats.plain import csv_text, json_text, nt_text, tsv_text, ttl_text
from rihmasto.query.formats.table import text_table

if TYPE_CHECKING:
    from rihmasto.query.results import Result

__all__ = ["BINARY", "FORMATS", "write"]

FORMATS = ("table", "csv", "tsv", "json", "xlsx", "parquet", "ttl", "nt")
BINARY = frozenset({"xlsx", "parquet"})

_TEXTS = {
    "table": text_table, "csv": csv_text, "tsv": tsv_text, "json": json_text, "ttl": ttl_text, "nt": nt_text,
}  # fmt: skip


def write(result: Result, form: str) -> bytes:
    """Write an answer.

    Args:
        result: the answer.
        form: one of `FORMATS`.

    Returns:
        the bytes of a whole file; text is UTF-8.

    Raises:
        UsageError: there is no such form, or this kind of answer cannot take it.
    """
    if form == "xlsx":
        from rihmasto.query.formats.workbook import xlsx_bytes  # noqa: PLC0415 - openpyxl is slow to import

        return xlsx_bytes(result)
    if form == "parquet":
        from rihmasto.query.formats.parquet import parquet_bytes  # noqa: PLC0415 - duckdb is slow to import

        return parquet_bytes(result)
    if form not in _TEXTS:
        raise UsageError("unknown-answer-form", form=form, forms=", ".join(FORMATS))
    return _TEXTS[form](result).encode()
