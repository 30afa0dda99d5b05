"""Resolving: from what a person calls a thing to its IRI, by its names in any language, its key or its IRI."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QuerySolutions

from rihmasto.errors import UsageError
from rihmasto.names import NS, VOCABULARY, fold, slug
from rihmasto.query.binding import as_iri
from rihmasto.query.labels import namer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pyoxigraph import Store

_CLASSES = {
    "organisation": ("Organisation",),
    "project": ("Project",),
    "person": ("Person",),
    "place": ("Place",),
    "programme": ("FundingInstrument", "Programme"),
}
_NAMES = (
    "<http://www.w3.org/2004/02/skos/core#prefLabel>|<http://www.w3.org/2004/02/skos/core#altLabel>"
    "|<http://purl.org/dc/terms/title>|<http://www.w3.org/2000/01/rdf-schema#label>"
    "|<http://www.w3.org/2004/02/skos/core#notation>"
    "|<http://www.w3.org/ns/adms#identifier>/<http://www.w3.org/2004/02/skos/core#notation>"
    f"|<{NS}acronym>|<{NS}code>"
)
# A town's name means the town's own organisation when nothing else is called that: "turku" is Turun kaupunki.
_TOWNS = f"""SELECT ?thing ?name {{
  VALUES ?kind {{ <{VOCABULARY}organisation-kinds/city> <{VOCABULARY}organisation-kinds/municipality> }}
  ?thing <{NS}hasOrganisationKind> ?kind ; <{NS}isLocatedIn>/<http://www.w3.org/2004/02/skos/core#prefLabel> ?name }}"""
_FORMS = frozenset(
    ["oy", "ab", "oyj", "abp", "ltd", "ry", "rf", "kaupunki", "kunta", "stad", "kommun", "city", "town", "of", "the"]
)
_SHOWN = 5

Names = list[tuple[str, str]]


def resolve(store: Store, text: str, kind: str, scheme: str = "", *, language: str = "en") -> NamedNode:
    """Find the thing that a text means.

    Exact comes first: IRI, key, name (case, dashes and white space folded), name without diacritics, name without
    words such as Oy or "City of", name of a town; then the one name that begins with the text, or holds its words.

    Args:
        store: where the things are.
        text: a name, acronym, identifier, key or IRI.
        kind: organisation, project, person, place, programme, concept or iri (any thing).
        scheme: the vocabulary of a concept.
        language: in which the near ones are offered.

    Raises:
        UsageError: nothing or several things are called that; the sentence offers the near ones.
    """
    names = _names(store, kind, scheme)
    known = {iri for iri, _ in names}
    if "://" in text or text.startswith("<"):
        iri = as_iri(text)
        if iri.value not in known and not _occurs(store, iri, kind):
            raise UsageError("unknown-iri", value=iri.value)
        return iri
    for test in _tests(text, kind, names, store):
        found = sorted(test())
        if len(found) == 1:
            return NamedNode(found[0])
        if found:
            near = _listed(store, dict.fromkeys(found, ""), language)
            raise UsageError("ambiguous-name", value=text, near=near, count=len(found))
    if things := _near(text, names):
        raise UsageError("unknown-name", value=text, near=_listed(store, things, language))
    raise UsageError("unknown-name-alone", value=text)


def _names(store: Store, kind: str, scheme: str) -> Names:
    if kind == "concept":
        condition = f'FILTER (STRSTARTS(STR(?thing), "{VOCABULARY}{slug(scheme)}/"))'
    elif kind == "iri":
        condition = "FILTER (isIRI(?thing))"
    else:
        condition = f"VALUES ?class {{ {' '.join(f'<{NS}{name}>' for name in _CLASSES[kind])} }} ?thing a ?class ."
    return _pairs(store, f"SELECT DISTINCT ?thing ?name {{ {condition} ?thing {_NAMES} ?name }}")


def _pairs(store: Store, query: str) -> Names:
    answer = store.query(query)
    if not isinstance(answer, QuerySolutions):
        raise TypeError(query)
    pairs = []
    for thing, name in answer:
        if isinstance(thing, NamedNode) and isinstance(name, Literal):
            pairs.append((thing.value, name.value))
    return sorted(pairs)


def _occurs(store: Store, iri: NamedNode, kind: str) -> bool:
    """Tell whether the store speaks of an IRI at all; only a parameter of type iri may be a thing without a name."""
    return kind == "iri" and any(
        next(store.quads_for_pattern(*pattern), None) is not None
        for pattern in ((iri, None, None, None), (None, iri, None, None), (None, None, iri, None))
    )


def _tests(text: str, kind: str, names: Names, store: Store) -> Iterable[Callable[[], set[str]]]:
    whole, plain, bare = fold(text), _plain(text), _bare(text)
    key = text.removeprefix("rih:")
    yield lambda: {iri for iri, _ in names if iri.endswith((f"/{key}", f"#{key}"))}
    yield lambda: {iri for iri, name in names if fold(name) == whole}
    yield lambda: {iri for iri, name in names if _plain(name) == plain}
    if bare:
        yield lambda: {iri for iri, name in names if _bare(name) == bare}
    if kind == "organisation":
        yield lambda: {iri for iri, name in _pairs(store, _TOWNS) if _plain(name) == plain}
    words = plain.split("-")
    if plain != "x":
        yield lambda: {iri for iri, name in names if f"{_plain(name)}-".startswith(f"{plain}-")}
        yield lambda: {iri for iri, name in names if set(words) <= set(_plain(name).split("-"))}
        yield lambda: {iri for iri, name in names if _plain(name).startswith(plain)}


def _plain(text: str) -> str:
    return slug(text, longest=1000)


def _bare(text: str) -> str:
    return "-".join(word for word in _plain(text).split("-") if word not in _FORMS)


def _near(text: str, names: Names) -> dict[str, str]:
    """Return IRI → the name that is like the text."""
    by_name: dict[str, tuple[str, str]] = {}
    for iri, name in names:
        by_name.setdefault(_plain(name), (iri, name))
    close = difflib.get_close_matches(_plain(text), list(by_name), n=_SHOWN, cutoff=0.6)
    holding = [name for name in by_name if any(len(w) > 2 and w in name for w in _plain(text).split("-"))]  # noqa: PLR2004 - "oy" says nothing
    near: dict[str, str] = {}
    for iri, name in (by_name[plain] for plain in [*close, *sorted(holding)]):
        near.setdefault(iri, name)
    return dict(list(near.items())[:_SHOWN])


def _listed(store: Store, things: Mapping[str, str], language: str) -> str:
    """Say labels with the names that were like the text, and keys, since two things may bear one name."""
    labels = namer(store, language)(things)
    shown = []
    for iri, name in list(things.items())[:_SHOWN]:
        label = labels.get(iri, iri)
        also = f" = {name}" if name and fold(name) != fold(label) else ""
        shown.append(f"{label}{also} ({iri.rpartition('/')[2]})")
    return ", ".join(shown) + (" …" if len(things) > _SHOWN else "")
