"""Sentences are there in three languages, take the same values, and are said by code that exists."""

import re
import string
from pathlib import Path

from rihmasto.errors import InputError, RihmastoError, UsageError, sentence
from rihmasto.errors.sentences import catalogue

_SOURCE = Path(__file__).resolve().parents[2] / "graph" / "rihmasto"


def _fields(text: str) -> set[str]:
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_takes_the_same_values_in_all_languages() -> None:
    assert len(catalogue()) > 50
    differing = {
        code: [sorted(_fields(text)) for text in texts.values()]
        for code, texts in catalogue().items()
        if len({frozenset(_fields(text)) for text in texts.values()}) > 1
    }
    assert differing == {}


def test_every_sentence_is_used_by_the_code() -> None:
    code = "\n".join(p.read_text(encoding="utf-8") for p in _SOURCE.rglob("*") if p.suffix in {".py", ".toml"})
    # Some codes are put together: f"step-{name}". Their beginnings are taken from the code.
    made = (*re.findall(r"f[\"'](?:\{\w+\})?([a-z]+(?:-[a-z]+)*-)\{", code), "count-")
    unused = [c for c in catalogue() if not re.search(rf"[\"']{re.escape(c)}[\"']", code) and not c.startswith(made)]
    assert unused == []


def test_an_error_inside_an_error_is_said_in_the_same_language() -> None:
    inner = InputError("no-asset", path="x")
    assert sentence("no-asset", "sv", path="x") in InputError("bad-configuration", path="y", reason=inner).say("sv")


def test_the_class_decides_the_exit_code() -> None:
    assert (InputError("no-asset", path="x").exit_code, UsageError("no-asset", path="x").exit_code) == (3, 2)
    assert isinstance(UsageError("no-asset", path="x"), RihmastoError)
