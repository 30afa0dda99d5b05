"""The words of the page reader: languages, furniture of sites, categories, places, programmes."""

import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path

from rihmasto.names import fold

_SINGLE_SPACE = re.compile(r" (?![?*+])(?![^\[]*\])")  # outside of character classes
_WORD = re.compile(r"[a-zåäöé]+", re.IGNORECASE)
_SUFFIXES = r"(?:ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|n|a|ä|[aeiouyäö]n|ta|tä|seen|hen)"


@dataclass(frozen=True, slots=True)
class Programme:
    """A fund or programme of `programmes.toml`.

    Attributes:
        acronym: its acronym or short name.
        kind: fund, instrument, programme, programme-fund (money comes under the programme's name) or strategy.
        names: its names by language, as far as they are the same everywhere.
        match: expression on plain text.
        address: expression on file names of banners, or None.
    """

    acronym: str
    kind: str
    names: dict[str, str]
    match: re.Pattern[str]
    address: re.Pattern[str] | None


@cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


@cache
def any_of(name: str) -> str:
    """Return an expression for one of the words of a list in `words.toml`, section `said`."""
    return f"(?:{'|'.join(words('said')[name])})"


@cache
def words(section: str) -> dict[str, str]:
    """Return a section of `words.toml`."""
    return _data()[section]


def _named(expression: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_SINGLE_SPACE.sub(' +', expression)})(?:(?![\w])|(?=s\b))")


@cache
def _any_programme() -> re.Pattern[str]:
    return _named("|".join(entry["match"] for entry in _programme_entries()))


@cache
def _programme_entries() -> list[dict[str, str]]:
    entries: list[dict[str, str]] = tomllib.loads(
        Path(__file__).with_name("programmes.toml").read_text(encoding="utf-8")
    )["entry"]
    return entries


@cache
def programmes() -> tuple[Programme, ...]:
    """Read `programmes.toml`."""
    return tuple(
        Programme(
            entry["acronym"],
            entry["kind"],
            {language: entry[language] for language in ("fi", "sv", "en") if language in entry},
            _named(entry["match"]),
            re.compile(entry["address"]) if "address" in entry else None,
        )
        for entry in _programme_entries()
    )


def names_programme(text: str) -> bool:
    """Tell whether a text holds the name of a fund, programme or strategy of `programmes.toml`."""
    return _any_programme().search(text) is not None


def is_programme(text: str) -> bool:
    """Tell whether a text is the name of a fund, programme or strategy of `programmes.toml`."""
    return _any_programme().fullmatch(text) is not None


def language_of(text: str, default: str = "") -> str:
    """Tell the language of a text by its small words: fi, sv, en, or the default when none of them speaks."""
    found = [word.casefold() for word in _WORD.findall(text)]
    counts = {language: sum(found.count(w) for w in words("language")[language]) for language in ("fi", "sv", "en")}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] else default


def is_furniture(line: str) -> bool:
    """Tell whether a line belongs to the site and not to the project."""
    folded = fold(line).strip(" .:>")
    furniture = words("furniture")
    return len(folded) < 2 or folded in furniture["lines"] or folded.startswith(tuple(furniture["starts"]))  # noqa: PLR2004


def is_empty(value: str) -> bool:
    """Tell whether a value says that there is none: N/A, a dash, words of a template."""
    folded = fold(value).strip(" .")
    return not folded or folded in words("empty")["values"] or re.search(any_of("template"), folded) is not None


@lru_cache(maxsize=1024)
def category(text: str) -> str | None:
    """Return the concept of the target groups that a phrase names, also with a typing error, or None."""
    known = words("categories")
    folded = fold(text).strip(" .,;")
    if folded in known:
        return known[folded]
    near = get_close_matches(folded, known, n=1, cutoff=0.9) if len(folded) > 7 else []  # noqa: PLR2004
    return known[near[0]] if near else None


@cache
def _countries() -> frozenset[str]:
    from babel import Locale  # noqa: PLC0415  # heavy

    return frozenset(
        fold(name)
        for language in ("fi", "sv", "en")
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code.isalpha()  # noqa: PLR2004
    )


def is_country(name: str) -> bool:
    """Tell whether a name is a country's, in Finnish, Swedish or English (Unicode CLDR)."""
    return fold(name) in _countries()


@cache
def _stems() -> re.Pattern[str]:
    stems = sorted(_nominatives(), key=len, reverse=True)
    return re.compile(rf"(?P<stem>{'|'.join(map(re.escape, stems))}){_SUFFIXES}")


@cache
def _nominatives() -> dict[str, str]:
    places = words("genitives")
    return {name: name for name in places} | {genitive[:-1]: nominative for nominative, genitive in places.items()}


def place_nominative(text: str) -> str | None:
    """Return the nominative of an inflected name of a Finnish place ("Turun", "Turussa" → "Turku"), or None."""
    name = " ".join(text.split())
    if name in words("genitives"):
        return name
    match = _stems().fullmatch(name)
    return _nominatives()[match["stem"]] if match else None


def place_genitive(name: str) -> str | None:
    """Return the genitive of a place, or None when the place is not known."""
    return words("genitives").get(name)


@cache
def programme_kind(name: str) -> str:
    """Return the kind of a fund or programme by its name, "" when `programmes.toml` does not know it."""
    plain = fold(name)
    for programme in programmes():
        if plain in {fold(n) for n in programme.names.values()} or programme.match.fullmatch(" ".join(name.split())):
            return programme.kind
        if programme.match.fullmatch(name.replace("\u2013", "-")):
            return programme.kind
    return "fund" if any(word in plain for word in ("rahasto", "fond", " fund")) else ""
