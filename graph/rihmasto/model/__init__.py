"""The model: tables, records and the typed values in them.

`tables` reads the table definitions of `ontology/tables.toml`; `records` is what the readers of sources produce.
"""

from rihmasto.model.records import Claim, Filed, Locator, Record, Rejection, SourceText
from rihmasto.model.tables import Column, Table, tables

__all__ = ["Claim", "Column", "Filed", "Locator", "Record", "Rejection", "SourceText", "Table", "tables"]
