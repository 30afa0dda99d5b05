"""Named questions, their parameters, and answers.

The catalogue reads `queries/<subject>/<noun-phrase>.rq`; values are bound into `VALUES` slots; the embedded store
answers; a `Result` becomes a table, a file or a data frame.
"""

from rihmasto.query.catalogue import NamedQuery, catalogue, find
from rihmasto.query.formats import FORMATS, write
from rihmasto.query.header import Parameter
from rihmasto.query.resolving import resolve
from rihmasto.query.results import Result
from rihmasto.query.running import ask, open_store, run

__all__ = [
    "FORMATS",
    "NamedQuery",
    "Parameter",
    "Result",
    "ask",
    "catalogue",
    "find",
    "open_store",
    "resolve",
    "run",
    "write",
]
