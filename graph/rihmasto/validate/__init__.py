"""Validation: SHACL over the quads of a release or over any RDF files, and findings that a person can act on.

`validate` makes a `Report`; `findings` says it in fi, sv or en and points at the place in the source.
"""

from rihmasto.validate.findings import Finding, as_records, findings
from rihmasto.validate.incremental import Checked
from rihmasto.validate.release import WITHHELD, check_release, own_shapes, people_report, public_report
from rihmasto.validate.report import Report, Result
from rihmasto.validate.validation import validate

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
