"""The derived tables: partner pairs and governance chains."""

from pathlib import Path
from typing import TYPE_CHECKING

from rihmasto.model.roles import TAKING_PART

if TYPE_CHECKING:
    import duckdb


def derive(connection: "duckdb.DuckDBPyConnection") -> None:
    """Add the tables `partner_pair` and `governance_chain`; the rules stand in `derived.sql`.

    Args:
        connection: with the model's tables.
    """
    connection.execute("CREATE TEMP TABLE taking_part AS SELECT unnest(?) AS role", [list(TAKING_PART)])
    for statement in Path(__file__).with_name("derived.sql").read_text(encoding="utf-8").split(";\n"):
        connection.execute(statement)
