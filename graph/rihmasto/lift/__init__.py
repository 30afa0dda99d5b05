"""Tables → triples: an R2RML mapping compiled to DuckDB SQL that writes sorted N-Quads in one stream."""

from rihmasto.lift.changes import changed_lines, lifted_counts, understand
from rihmasto.lift.mapping import Mapping
from rihmasto.lift.reading import load_mapping
from rihmasto.lift.writing import lift

__all__ = ["Mapping", "changed_lines", "lift", "lifted_counts", "load_mapping", "understand"]
