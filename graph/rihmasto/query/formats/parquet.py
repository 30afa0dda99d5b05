"""The answer as a Parquet file, written by DuckDB; one type a column."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from rihmasto.query.results import Result, Value

_TYPES = {
    bool: "BOOLEAN", float: "DOUBLE", dt.date: "DATE", dt.datetime: "TIMESTAMPTZ", str: "VARCHAR",
}  # fmt: skip
_LARGEST = 2**63
_DIGITS = 38


def parquet_bytes(result: Result) -> bytes:
    """Write a Parquet file; decimals keep their digits, and numbers too long for a column type become text."""
    sheet = result.typed_columns()
    types = {name: _type(values) for name, values in sheet.items()}
    with tempfile.TemporaryDirectory() as folder:
        rows, target = Path(folder) / "rows.json", Path(folder) / "rows.parquet"
        with rows.open("w", encoding="utf-8") as out:
            for row in zip(*sheet.values(), strict=True):
                out.write(json.dumps(dict(zip(sheet, map(_plain, row), strict=True))) + "\n")
        with duckdb.connect(config={"threads": 1}) as connection:
            relation = f"read_json({_quoted(rows)}, format = 'newline_delimited', columns = {_struct(types)})"
            connection.execute(f"COPY (SELECT * FROM {relation}) TO {_quoted(target)} (FORMAT parquet)")  # noqa: S608 - our own path and quoted names
        return target.read_bytes()


def _type(values: list[Value]) -> str:
    types = {type(value) for value in values if value is not None}
    if types == {int}:
        return "BIGINT" if all(-_LARGEST <= v < _LARGEST for v in values if isinstance(v, int)) else "VARCHAR"
    if types == {Decimal}:
        return _decimal([value for value in values if isinstance(value, Decimal)])
    return _TYPES[types.pop()] if types else "VARCHAR"


def _decimal(values: list[Decimal]) -> str:
    scale = max(-int(value.as_tuple().exponent) for value in values)
    whole = max(value.adjusted() + 1 for value in values)
    scale = max(scale, 0)
    return f"DECIMAL({_DIGITS},{scale})" if max(whole, 0) + scale <= _DIGITS else "VARCHAR"


def _plain(value: Value) -> str | bool | float | None:
    if value is None or isinstance(value, (bool, float)):
        return value
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _struct(types: dict[str, str]) -> str:
    return "{" + ", ".join(f"'{name}': '{kind}'" for name, kind in types.items()) + "}"
