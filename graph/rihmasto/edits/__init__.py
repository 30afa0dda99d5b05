"""Edits: what a change of the tables or of the RDF files changes in the quads, and in what was found in them."""

from rihmasto.edits.files import check_files
from rihmasto.edits.tables import check_tables

__all__ = ["check_files", "check_tables"]
