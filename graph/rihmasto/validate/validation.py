"""One call from files to a report."""

from collections.abc import Sequence
from pathlib import Path

from rihmasto.errors import InputError
from rihmasto.validate.columns import Columns
from rihmasto.validate.engine import Engine
from rihmasto.validate.findings import named_terms
from rihmasto.validate.graph import read_graph
from rihmasto.validate.naming import describe
from rihmasto.validate.report import Report, make_report
from rihmasto.validate.shapes import Shapes


def validate(data: Sequence[Path], shapes: Sequence[Path], *, named: bool = True) -> Report:
    """Validate data against SHACL shapes.

    Args:
        data: RDF files (.nq .nt .ttl .trig .rdf .jsonld); all their graphs are merged into one.
        shapes: RDF files with shapes.
        named: look up what the things in the results are called; the standard's report does without.

    Raises:
        InputError: a file is missing or broken, or the shapes cannot be used.
    """
    known = Shapes(read_graph(shapes))
    if shapes and not known:
        raise InputError("shapes-none")
    with Columns(data) as columns:
        results, notes = Engine(columns, known).run()
        names = describe(columns.about, named_terms(results)) if named else {}
        return make_report(results, names, notes)
