"""The header of a named query: TOML behind `#+`, checked key by key."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from rihmasto.errors import LANGUAGES, InputError, Language

TYPES = (
    "iri", "organisation", "project", "person", "place", "programme", "concept", "date", "integer", "string",
)  # fmt: skip
"""What a parameter may be: a thing (by name, key or IRI), a concept of a vocabulary, or a plain value."""

VIEWS = ("table", "network", "bars", "line", "map")
"""How the answer is best looked at."""

Words = Mapping[Language, str]

_LINE = re.compile(r"#\+ ?(.*)")
_QUERY_KEYS = {"title", "question", "tags", "view", "answers", "people", "param"}
_PARAMETER_KEYS = {"type", "about", "scheme", "required"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a named query.

    Attributes:
        name: the variable of its slot, and the name of its option.
        type: one of `TYPES`.
        about: what it means, in fi, sv and en.
        scheme: the vocabulary of a concept, else "".
        default: the term in the slot as written, or None when the parameter is optional or required.
        required: whether it must be given; the term in the slot is then an example, with which the file runs elsewhere.
    """

    name: str
    type: str
    about: Words
    scheme: str = ""
    default: str | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """What stands behind `#+` in a query file.

    Attributes:
        title: a noun phrase, in fi, sv and en.
        question: the question that the query answers, in fi, sv and en.
        tags: words for grouping.
        view: one of `VIEWS`.
        answers: ids of the competency questions that it answers.
        people: whether it needs the people store.
        parameters: without their defaults, which stand in the body.
    """

    title: Words
    question: Words
    tags: tuple[str, ...]
    view: str
    answers: tuple[str, ...]
    people: bool
    parameters: tuple[Parameter, ...]


def parse_header(text: str, file: str) -> Header:
    """Read the header lines of a query file.

    Args:
        text: the whole file.
        file: its name, for the sentences.

    Raises:
        InputError: a key is unknown or missing, or a value is of the wrong kind.
    """
    lines = [match[1] if (match := _LINE.match(line)) else "" for line in text.splitlines()]
    try:
        entries = tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        raise InputError("header-not-toml", file=file, reason=str(error)) from None
    _known(entries, _QUERY_KEYS, file)
    parameters = entries.get("param", {})
    return Header(
        title=_words(entries, "title", file),
        question=_words(entries, "question", file),
        tags=_texts(entries, "tags", file),
        view=_choice(entries, "view", VIEWS, file),
        answers=_texts(entries, "answers", file) if "answers" in entries else (),
        people=_flag(entries, "people", file),
        parameters=tuple(_parameter(name, entry, file) for name, entry in parameters.items()),
    )


def _parameter(name: str, entry: dict[str, object], file: str) -> Parameter:
    here = f"param.{name}."
    _known(entry, _PARAMETER_KEYS, file, here)
    kind = _choice(entry, "type", TYPES, file, here)
    scheme = entry.get("scheme", "")
    if not isinstance(scheme, str) or (kind == "concept") != bool(scheme):
        raise InputError("header-bad-value", file=file, key=f"{here}scheme")
    about = _words(entry, "about", file, here)
    return Parameter(name, kind, about, scheme, required=_flag(entry, "required", file, here))


def _known(entries: Mapping[str, object], keys: set[str], file: str, here: str = "") -> None:
    for key in entries:
        if key not in keys:
            raise InputError("header-unknown-key", file=file, key=here + key, keys=", ".join(sorted(keys)))


def _words(entries: Mapping[str, object], key: str, file: str, here: str = "") -> Words:
    words = entries.get(key)
    if not isinstance(words, dict) or set(words) != set(LANGUAGES) or not all(_filled(w) for w in words.values()):
        raise InputError("header-not-three-languages", file=file, key=here + key)
    return cast("Words", words)


def _filled(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _texts(entries: Mapping[str, object], key: str, file: str) -> tuple[str, ...]:
    texts = entries.get(key)
    if not isinstance(texts, list) or not texts or not all(_filled(text) for text in texts):
        raise InputError("header-bad-value", file=file, key=key)
    return tuple(texts)


def _choice(entries: Mapping[str, object], key: str, choices: tuple[str, ...], file: str, here: str = "") -> str:
    value = entries.get(key)
    if not isinstance(value, str) or value not in choices:
        raise InputError("header-not-a-choice", file=file, key=here + key, choices=", ".join(choices))
    return value


def _flag(entries: Mapping[str, object], key: str, file: str, here: str = "") -> bool:
    value = entries.get(key, False)
    if not isinstance(value, bool):
        raise InputError("header-bad-value", file=file, key=here + key)
    return value
