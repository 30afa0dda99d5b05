"""The kind of an organisation, guessed from its name when no table says it."""

import re
import tomllib
from functools import cache
from pathlib import Path

from rihmasto.names import fold


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    entries = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8"))["kind"]
    return tuple((entry["slug"], re.compile(entry["pattern"])) for entry in entries)


def kind_of(name: str) -> str | None:
    """Return the slug of the organisation kind that the name's words speak of, or None.

    Args:
        name: name of an organisation in Finnish, Swedish or English.
    """
    folded = fold(name)
    return next((kind for kind, pattern in _patterns() if pattern.search(folded)), None)
