"""What comes from the environment; no other module reads it."""

import locale
import os
import sys
from typing import cast

from rihmasto.errors import LANGUAGES, Language

__all__ = ["colour_allowed", "default_language", "usable_cores"]


def default_language() -> Language:
    """Return the user's language: RIHMASTO_LANG, else the locale, if it is fi, sv or en; else en."""
    candidates = (os.environ.get("RIHMASTO_LANG"), os.environ.get("LANG"), locale.getlocale()[0])
    for candidate in candidates:
        if candidate and candidate[:2].lower() in LANGUAGES:
            return cast("Language", candidate[:2].lower())
    return "en"


def colour_allowed() -> bool:
    """Tell whether standard output is a terminal that wants colour (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def usable_cores() -> int:
    """Return how many cores this process may use, which may be fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
