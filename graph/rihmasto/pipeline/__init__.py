"""The way of the data: a workspace's sources become a release."""

from rihmasto.pipeline.before import LEFT_OUT, findings_before
from rihmasto.pipeline.build import OWN, STEPS, Built, build
from rihmasto.pipeline.configuration import Configuration, read_configuration
from rihmasto.pipeline.ledger import Account, lines, told
from rihmasto.pipeline.manifest import changed_files

__all__ = [
    "LEFT_OUT",
    "OWN",
    "STEPS",
    "Account",
    "Built",
    "Configuration",
    "build",
    "changed_files",
    "findings_before",
    "lines",
    "read_configuration",
    "told",
]
