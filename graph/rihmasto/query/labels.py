"""Labels of things, in the asked language or the next best one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from rihmasto.query.shared import spoken_language, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_BATCH = 500
_PATH = "<http://www.w3.org/2004/02/skos/core#prefLabel>|<http://www.w3.org/2000/01/rdf-schema#label>"


def namer(store: ox.Store, language: str) -> Callable[[Iterable[str]], dict[str, str]]:
    """Return a function that finds labels of IRIs: asked language, else fi, en, sv, any.

    Args:
        store: where the labels are.
        language: a language tag.
    """

    def name(iris: Iterable[str]) -> dict[str, str]:
        wanted = sorted(set(iris))
        best: dict[str, tuple[int, str]] = {}
        for at in range(0, len(wanted), _BATCH):
            for iri, label in _labels(store, wanted[at : at + _BATCH]):
                rank = (language, "fi", "en", "sv", label.language).index(label.language)
                best[iri] = min(best.get(iri, (9, "")), (rank, label.value))
        borrowed = words()["term"]
        said = {iri: borrowed[iri][spoken_language(language)] for iri in wanted if iri in borrowed}
        return said | {iri: label for iri, (_, label) in best.items()}

    return name


def _labels(store: ox.Store, iris: list[str]) -> Iterable[tuple[str, ox.Literal]]:
    terms = " ".join(str(ox.NamedNode(iri)) for iri in iris)
    answer = store.query(f"SELECT ?thing ?label {{ VALUES ?thing {{ {terms} }} ?thing {_PATH} ?label }}")
    if isinstance(answer, ox.QuerySolutions):
        for thing, label in answer:
            if isinstance(thing, ox.NamedNode) and isinstance(label, ox.Literal):
                yield thing.value, label
