"""One call from files to a report."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from rihmasto.validate.columns import Columns
from rihmasto.validate.report import Report, make_report


def validate(data: Sequence[Path], shapes: Sequence[Path], *, named: bool = True) -> Report:
    """Validate data against SHACL shapes.

    Args:
        data: RDF files (.nq .nt .ttl .trig .rdf .jsonld); all their graphs are merged into one.
        shapes: RDF files with shapes.
        named: look up what the things in the results are called; the standard's report does without.

    Raises:
        InputError: a file is missing or broken, or the shapes cannot be used.
    """
    with ThreadPoolExecutor(max_workers=1) as pool, ExitStack() as stack:
        loading = pool.submit(Columns, data)
        stack.callback(_close, loading)
        # while DuckDB reads the data, which takes no Python
        from rihmasto.validate.checking import check_graph  # noqa: PLC0415
        from rihmasto.validate.naming import describe, named_terms  # noqa: PLC0415
        from rihmasto.validate.shapes import read_shapes  # noqa: PLC0415

        known = read_shapes(shapes)
        columns = loading.result()
        results, notes, idle = check_graph(columns, known)
        names = describe(columns.about, named_terms(results)) if named else {}
        return make_report(results, names, notes, idle=idle)


def _close(loading: Future[Columns]) -> None:
    if loading.exception() is None:
        loading.result().connection.close()
