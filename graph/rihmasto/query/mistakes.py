"""The engine's words for a mistake in SPARQL, said so that a person finds the place and the cause."""

import re

from rihmasto.errors import UsageError

_PLACE = re.compile(r"error at (\d+):(\d+)")
_SHOWN = 40
_CAUSES = (
    ("Prefix not found", "prefix"),
    ("The SELECT contains a variable that is unbound", "ungrouped"),
    ("already bound", "bound-twice"),
    ("BIND is overriding", "bound-twice"),
    ("IRI parsing failed", "iri"),
    ("language tag parsing failed", "language"),
)


def syntax_mistake(text: str, message: str) -> UsageError:
    """Make the sentence for a syntax error.

    Args:
        text: the query.
        message: what the engine said, "error at 2:19: expected one of …".
    """
    place = _PLACE.search(message)
    if place is None:
        return UsageError("sparql-syntax-somewhere", reason=message)
    line, column = int(place[1]), int(place[2])
    lines = text.split("\n")
    rest = lines[line - 1][column - 1 :].strip() if line <= len(lines) else ""
    cause = next((code for words, code in _CAUSES if words in message), "unexpected")
    if not rest and not "".join(lines[line:]).strip():
        return UsageError("sparql-syntax-end", line=line, column=column)
    found = rest if len(rest) <= _SHOWN else rest[:_SHOWN] + "…"
    return UsageError(f"sparql-syntax-{cause}", line=line, column=column, found=found)
