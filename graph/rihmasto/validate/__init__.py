"""Validation: SHACL over the quads of a release or over any RDF files, and findings that a person can act on.

`validate` makes a `Report`; `findings` says it in fi, sv or en and points at the place in the source.
"""

from typing import TYPE_CHECKING

from rihmasto.validate.findings import Finding, as_records, findings
from rihmasto.validate.release import WITHHELD, check_release, own_shapes, people_report, public_report
from rihmasto.validate.report import Report, Result
from rihmasto.validate.validation import validate

if TYPE_CHECKING:
    from rihmasto.validate.incremental import Checked

__all__ = [
    "WITHHELD",
    "Checked",
    "Finding",
    "Report",
    "Result",
    "as_records",
    "check_release",
    "findings",
    "own_shapes",
    "people_report",
    "public_report",
    "validate",
]


def __getattr__(name: str) -> object:
    """Import `Checked` when it is asked for: a single check should not wait for what it does not use."""
    if name == "Checked":
        from rihmasto.validate.incremental import Checked  # noqa: PLC0415

        return Checked
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
