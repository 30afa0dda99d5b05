"""The SQL columns of the model's tables."""

from rihmasto.model import Column, Table

_TYPES = {"integer": "BIGINT", "decimal": "DECIMAL(18,2)", "boolean": "BOOLEAN"}
# Keys that are made for link rows whose object is a thing of its own.
MINTED = {"theme": "theme", "target_group": "target_group", "designation": "subject"}
EVIDENCE = {
    "evidence": "VARCHAR", "source": "VARCHAR", "file": "VARCHAR", "subject": "VARCHAR", "property": "VARCHAR",
    "value": "VARCHAR", "object": "VARCHAR", "quote": "VARCHAR", "start": "BIGINT", "end": "BIGINT", "line": "BIGINT",
    "row": "BIGINT", "column": "BIGINT", "sheet": "VARCHAR", "rule": "VARCHAR", "confidence": "DECIMAL(3,2)",
    "rank": "VARCHAR",
}  # fmt: skip
# Which column of a file is for what; no part of the graph.
HEADING = {"file": "VARCHAR", "sheet": "VARCHAR", "class": "VARCHAR", "property": "VARCHAR", "column": "BIGINT"}


def plain_columns(table: Table) -> dict[str, str]:
    """Return name → SQL type of the columns that the pipeline fills in.

    Args:
        table: its definition.
    """
    columns = {c.name: _TYPES.get(c.type, "VARCHAR") for c in table.columns}
    if table.name in MINTED:
        columns[MINTED[table.name]] = "VARCHAR"
    columns.setdefault("source", "VARCHAR")
    return columns


def derived_columns(column: Column) -> dict[str, str]:
    """Return name → SQL expression of the columns that follow from a date.

    `X_date`, `X_month` and `X_year` hold the value in the column of its precision, so that the mapping can give it the
    right datatype; `X_first` and `X_last` are the first and the last day that the value allows.
    """
    if column.type != "date":
        return {}
    x = f'"{column.name}"'
    return {
        f"{column.name}_date": f"CASE WHEN length({x}) = 10 THEN {x} END",
        f"{column.name}_month": f"CASE WHEN length({x}) = 7 THEN {x} END",
        f"{column.name}_year": f"CASE WHEN length({x}) = 4 THEN {x} END",
        f"{column.name}_first": (
            f"CAST({x} || CASE length({x}) WHEN 4 THEN '-01-01' WHEN 7 THEN '-01' ELSE '' END AS DATE)"
        ),
        f"{column.name}_last": (
            f"CASE length({x}) WHEN 4 THEN CAST({x} || '-12-31' AS DATE) "
            f"WHEN 7 THEN last_day(CAST({x} || '-01' AS DATE)) ELSE CAST({x} AS DATE) END"
        ),
    }
