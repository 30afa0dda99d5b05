"""Identity: the same or not the same, decided by names, identifiers and the user, and always explainable."""

from rihmasto.identity.merging import EvidenceRow, Merged, Row, merge
from rihmasto.identity.resolution import Resolver
from rihmasto.identity.statements import Statement

__all__ = ["EvidenceRow", "Merged", "Resolver", "Row", "Statement", "merge"]
