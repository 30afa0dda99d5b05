"""What to call the things in a report: their names in the data, never their IRIs."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from rihmasto.validate.graph import Triple
from rihmasto.validate.report import Result
from rihmasto.validate.terms import RDF, RDFS, iri, is_iri, is_literal, language, local_name, plain

Lookup = Callable[[Collection[str], Collection[str] | None], Iterable[Triple]]
Names = dict[str, dict[str, str]]

_TYPE = iri(f"{RDF}type")
_SKOS = "http://www.w3.org/2004/02/skos/core#"
# the first one that a thing has is its name
_NAMING = tuple(
    iri(name)
    for name in (
        f"{_SKOS}prefLabel",
        f"{RDFS}label",
        "http://purl.org/dc/terms/title",
        "http://xmlns.com/foaf/0.1/name",
        "https://schema.org/name",
        "http://schema.org/name",
    )
)
_MOST_NEIGHBOURS = 2


def named_terms(results: Sequence[Result]) -> set[str]:
    """Return all terms of results that a sentence may name."""
    terms: set[str] = set()
    for result in results:
        terms |= {result.focus, *result.expected, *([result.value] if result.value else [])}
        terms |= result.path.predicates if result.path else frozenset()
    return terms


def describe(lookup: Lookup, terms: Iterable[str]) -> Names:
    """Name things from the data.

    A thing without a name of its own, such as a participation, is called by its class and what it links to:
    "Participation (Turun kaupunki, 6Aika)"; without links by its class and the last part of its IRI.

    Args:
        lookup: gives the triples whose subject is one of the terms: all, or those with some predicates.
        terms: what is to be named; literals are passed over.

    Returns:
        term → language → name.
    """
    wanted = {t for t in terms if not is_literal(t)}
    names = _own_names(_by_subject(lookup(wanted, _NAMING)))
    nameless = _by_subject(lookup(wanted - names.keys(), None))
    around = {o for triples in nameless.values() for _, o in triples if is_iri(o)}
    neighbours = _own_names(_by_subject(lookup(around, _NAMING)))
    for term, triples in nameless.items():
        composed = _composed(term, triples, neighbours)
        if composed:
            names[term] = composed
    return {t: names[t] for t in sorted(names) if t in wanted}


def _by_subject(triples: Iterable[Triple]) -> dict[str, list[tuple[str, str]]]:
    about: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for s, p, o in triples:
        about[s].append((p, o))
    return {s: sorted(set(about[s])) for s in sorted(about)}


def _own_names(about: Mapping[str, list[tuple[str, str]]]) -> Names:
    names: Names = {}
    for subject, pairs in about.items():
        for naming in _NAMING:
            found = {language(o): plain(o) for p, o in reversed(pairs) if p == naming and is_literal(o)}
            if found:
                names[subject] = dict(sorted(found.items()))
                break
    return names


def _composed(term: str, pairs: list[tuple[str, str]], neighbours: Names) -> dict[str, str]:
    kinds = [o for p, o in pairs if p == _TYPE and is_iri(o)]
    kind = next((k for k in kinds if k in neighbours), kinds[0] if kinds else None)
    links = [o for p, o in pairs if p != _TYPE and o in neighbours and o not in kinds][:_MOST_NEIGHBOURS]
    if kind is None and not links:
        return {}
    composed = {}
    for tag in sorted({tag for known in [kind, *links] if known for tag in neighbours.get(known, {})} | {""}):
        inside = ", ".join(best(neighbours[link], tag) for link in links) or (local_name(term) if is_iri(term) else "")
        head = best(neighbours.get(kind, {}), tag) or local_name(kind) if kind else ""
        composed[tag] = f"{head} ({inside})" if head and inside else head or inside
    return composed


def best(names: Mapping[str, str], wanted: str) -> str:
    """Choose the name in a language, else without one, else in fi, en, sv, else in any; "" when there is none."""
    for tag in (wanted, "", "fi", "en", "sv", *sorted(names)):
        if tag in names:
            return names[tag]
    return ""
