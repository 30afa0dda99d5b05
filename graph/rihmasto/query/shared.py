"""What all queries share: the words of columns and parameters, and the project's prefixes."""

import tomllib
from collections.abc import Mapping
from functools import cache

from rihmasto.assets import asset
from rihmasto.errors import LANGUAGES, Language
from rihmasto.query.header import Words

_SHACL = "http://www.w3.org/ns/shacl#"


@cache
def words() -> Mapping[str, Mapping[str, Words]]:
    """Read `queries/words.toml`: kind (column, parameter, subject, term, value) → name → fi, sv, en."""
    return tomllib.loads(asset("queries", "words.toml").read_text(encoding="utf-8"))


def spoken_language(language: str) -> Language:
    """Return a language that the catalogue of sentences speaks; one that it does not is answered in English."""
    return next((known for known in LANGUAGES if known == language), "en")


@cache
def prefixes() -> dict[str, str]:
    """Read the project's prefixes, prefix → namespace, sorted."""
    import pyoxigraph as ox  # noqa: PLC0415 -- the list of questions needs no engine

    found: dict[str, dict[str, str]] = {}
    for quad in ox.parse(path=str(asset("ontology", "prefixes.ttl")), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.object, ox.Literal):
            found.setdefault(str(quad.subject), {})[quad.predicate.value] = quad.object.value
    pairs = ((entry.get(f"{_SHACL}prefix"), entry.get(f"{_SHACL}namespace")) for entry in found.values())
    return dict(sorted((prefix, namespace) for prefix, namespace in pairs if prefix and namespace))
