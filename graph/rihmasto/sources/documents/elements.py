"""What `html.toml` says of the elements, names and words of saved pages."""

import re
import tomllib
from functools import cache
from pathlib import Path


@cache
def elements(kind: str) -> frozenset[str]:
    """Return the names of elements (or roles) of a kind: paragraphs, lines, kept, furniture, furniture_roles."""
    return frozenset(_file()["elements"][kind])


@cache
def named(kind: str) -> re.Pattern[str]:
    """Return a pattern that finds, in a class or id, the names of a kind: furniture or label."""
    words = "|".join(map(re.escape, _file()["names"][kind]))
    return re.compile(rf"(?<![a-zåäö])(?:{words})(?![a-zåäö])")


@cache
def spoken(kind: str) -> re.Pattern[str]:
    """Return a pattern that finds the words of a kind in running text: website."""
    return re.compile("|".join(map(re.escape, _file()["words"][kind])), re.IGNORECASE)


@cache
def _file() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("html.toml").read_text(encoding="utf-8"))
