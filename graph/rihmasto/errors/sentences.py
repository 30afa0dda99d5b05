"""The catalogue of sentences: a code and its words in three languages, kept in TOML beside this module."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Language = Literal["fi", "sv", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_FOLDER = Path(__file__).parent / "sentences"


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Read all sentences.

    Returns:
        code → language → format string; codes are unique over the files.

    Raises:
        ValueError: a code stands in two files, or a language is missing.
    """
    found: dict[str, dict[str, str]] = {}
    for path in sorted(_FOLDER.glob("*.toml")):
        for code, words in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if code in found or set(words) != set(LANGUAGES):
                reason = f"{path.name}: sentence {code!r} is there twice or lacks one of {LANGUAGES}"
                raise ValueError(reason)
            found[code] = words
    return found


def sentence(code: str, language: Language = "en", /, **values: object) -> str:
    """Say a sentence of the catalogue.

    Args:
        code: its name in `sentences/*.toml`.
        language: fi, sv or en.
        values: what the braces of the sentence are filled with.

    Raises:
        KeyError: no such code, or a value is missing; both are mistakes of the programmer.
    """
    return catalogue()[code][language].format(**values)
