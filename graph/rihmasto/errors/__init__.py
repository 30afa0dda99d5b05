"""One exception tree, and the sentences that it speaks in fi, sv and en.

Every failure that a user can cause is a `RihmastoError` with the code of a sentence in `sentences/*.toml`.
Nothing below the command line or the web server prints: they translate the error into words and an exit code.
"""

from rihmasto.errors.sentences import LANGUAGES, Language, sentence
from rihmasto.errors.tree import InputError, NetworkError, RihmastoError, UsageError, ViolationError

__all__ = [
    "LANGUAGES",
    "InputError",
    "Language",
    "NetworkError",
    "RihmastoError",
    "UsageError",
    "ViolationError",
    "sentence",
]
