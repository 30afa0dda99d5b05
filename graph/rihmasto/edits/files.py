"""Checking RDF files again after an edit."""

from collections.abc import Sequence
from pathlib import Path

from rihmasto.errors import InputError
from rihmasto.validate import Checked, Report, refuse_foreign


def check_files(state: Path, data: Sequence[Path], shapes: Sequence[Path], *, named: bool = True) -> Report:
    """Validate RDF files; after an edit only what it can affect.

    The files are read whole each time, for nothing else tells what changed in them.

    Args:
        state: file that is kept between two checks.
        data: RDF files; all their graphs are merged into one.
        shapes: files with SHACL shapes.
        named: look up what the things in the results are called.

    Returns:
        The report of the whole.

    Raises:
        InputError: a file is missing or broken, the shapes cannot be used, something else is in the file for the state,
            or it cannot be written.
    """
    import duckdb  # noqa: PLC0415 -- heavy

    refuse_foreign(state)
    try:
        with Checked.follow(state, data, shapes) as checked:
            return checked.report(named=named)
    except duckdb.IOException as error:
        reason = " ".join(str(error).split())
        raise InputError("system-refuses", path=state, reason=reason) from error
