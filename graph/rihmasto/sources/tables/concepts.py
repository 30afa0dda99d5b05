"""The concepts of `ontology/vocabularies/`: which words of a cell mean which concept."""

from dataclasses import dataclass
from functools import cache

from rihmasto.assets import asset
from rihmasto.errors import LANGUAGES, Language
from rihmasto.names import VOCABULARY, fold
from rihmasto.sources.tables.words import nearest

_SKOS = "http://www.w3.org/2004/02/skos/core#"


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of a scheme.

    Attributes:
        slug: last part of its IRI; the value in the tables.
        labels: preferred label in each language.
        others: alternative and hidden labels, in any language.
    """

    slug: str
    labels: dict[Language, str]
    others: tuple[str, ...]


@cache
def concepts(scheme: str) -> tuple[Concept, ...]:
    """Read a vocabulary.

    Args:
        scheme: its name, for example "roles".

    Returns:
        its concepts, ordered by slug.

    Raises:
        InputError: the installation lacks the vocabulary.
    """
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse  # noqa: PLC0415 (not for `--help`)

    base = f"{VOCABULARY}{scheme}/"
    preferred: dict[str, dict[Language, str]] = {}
    others: dict[str, list[str]] = {}
    path = asset("ontology", "vocabularies", f"{scheme}.ttl")
    for quad in parse(path=str(path), format=RdfFormat.TURTLE):
        subject, name, label = quad.subject, quad.predicate.value.removeprefix(_SKOS), quad.object
        if not isinstance(subject, NamedNode) or not isinstance(label, Literal) or not subject.value.startswith(base):
            continue
        key = subject.value.removeprefix(base)
        language = next((known for known in LANGUAGES if known == label.language), None)
        if name == "prefLabel" and language:
            preferred.setdefault(key, {})[language] = label.value
        elif name in {"prefLabel", "altLabel", "hiddenLabel", "notation"}:
            others.setdefault(key, []).append(label.value)
    return tuple(Concept(k, preferred[k], tuple(sorted(others.get(k, ())))) for k in sorted(preferred))


def concept_named(scheme: str, words: str) -> str | None:
    """Return the slug of the concept that words mean (its slug or a label in any language), or None."""
    return _names(scheme).get(fold(words))


def nearest_concept(scheme: str, words: str, language: Language | None = None) -> str:
    """Return the preferred label, in a language or in any, that is much like some words, or ""."""
    return nearest(words, [v for c in concepts(scheme) for k, v in c.labels.items() if language in {None, k}])


@cache
def _names(scheme: str) -> dict[str, str]:
    """Fold all names of a scheme; a preferred label outranks another concept's alternative one, a slug both."""
    known = concepts(scheme)
    names = {fold(other): c.slug for c in known for other in c.others}
    names |= {fold(label): c.slug for c in known for label in c.labels.values()}
    return names | {fold(c.slug): c.slug for c in known}
