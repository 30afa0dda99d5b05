"""The engine's words for a mistake in SPARQL, said so that a person finds the place and the cause."""

import re

from rihmasto.errors import UsageError
from rihmasto.query.scanner import significant

_PLACE = re.compile(r"error at (\d+):(\d+)")
_SHOWN = 30
_CAUSES = (
    ("Prefix not found", "prefix"),
    ("The SELECT contains a variable that is unbound", "ungrouped"),
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
    here = lines[line - 1] if line <= len(lines) else ""
    before, after = here[: column - 1], "\n".join([here[column - 1 :], *lines[line:]])
    cause = next((code for words, code in _CAUSES if words in message), None) or _cause(text, after)
    # The engine often notices a mistake only some words later, so both sides are shown.
    found = f"{before[-_SHOWN:].lstrip()} ▸ {after.strip()[:_SHOWN].split(chr(10))[0]}".strip()
    return UsageError(f"sparql-syntax-{cause}", line=line, column=column, found=found)


def _cause(text: str, after: str) -> str:
    if after.strip():
        return "unexpected"
    depth = sum((token.kind == "open") - (token.kind == "close") for token in significant(text))
    return "end" if depth > 0 or not text.strip() else "incomplete"
