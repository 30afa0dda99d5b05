"""Stores: the tables in DuckDB and Parquet, the quads in an embedded Oxigraph."""

from rihmasto.store.columns import MINTED
from rihmasto.store.quads import build_store
from rihmasto.store.tables import PEOPLE, fill, listed, open_memory, write_database, write_parquet

__all__ = ["MINTED", "PEOPLE", "build_store", "fill", "listed", "open_memory", "write_database", "write_parquet"]
