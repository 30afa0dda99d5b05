"""A workspace in Python: ask it, draw it, hand it to rdflib and networkx."""

from rihmasto.workspace.opened import Workspace

__all__ = ["Workspace"]
