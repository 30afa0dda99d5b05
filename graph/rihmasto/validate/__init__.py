"""Validation: SHACL over the quads of a release or over any RDF files, and findings that a person can act on.

`validate` makes a `Report`; `findings` says it in fi, sv or en and points at the place in the source.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rihmasto.validate.incremental import Checked
    from rihmasto.validate.keeping import is_great, refuse_foreign
    from rihmasto.validate.release import STATE, WITHHELD, check_release, own_shapes, people_report, public_report
    from rihmasto.validate.report import Report, Result
    from rihmasto.validate.validation import validate
    from rihmasto.validate.wording import Finding, Remark, as_records, findings

__all__ = [
    "OWN_SHAPES",
    "STATE",
    "WITHHELD",
    "Checked",
    "Finding",
    "Remark",
    "Report",
    "Result",
    "as_records",
    "check_release",
    "findings",
    "is_great",
    "own_shapes",
    "people_report",
    "public_report",
    "refuse_foreign",
    "validate",
]

OWN_SHAPES = "shapes"
"""The folder of a workspace with shapes of its own."""

_ROOMS = {
    **dict.fromkeys(("Finding", "Remark", "as_records", "findings"), "wording"),
    **dict.fromkeys(("STATE", "WITHHELD", "check_release", "own_shapes", "people_report", "public_report"), "release"),
    **dict.fromkeys(("Report", "Result"), "report"),
    "Checked": "incremental",
    **dict.fromkeys(("is_great", "refuse_foreign"), "keeping"),
    "validate": "validation",
}


def __getattr__(name: str) -> object:
    """Import what is asked for, and no more: a check of one file should not wait for what it does not use."""
    if name not in _ROOMS:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
