"""The prefixes of the model are those of the prefix list."""

import pyoxigraph as ox
import pytest

from rihmasto.assets import asset
from rihmasto.names import NS, concept_iri, expand
from rihmasto.names.namespaces import _PREFIXES

_SH = "http://www.w3.org/ns/shacl#"


def test_the_model_uses_prefixes_of_the_one_list() -> None:
    listed: dict[str, dict[str, str]] = {}
    for quad in ox.parse(path=str(asset("ontology", "prefixes.ttl")), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.object, ox.Literal):
            listed.setdefault(str(quad.subject), {})[quad.predicate.value] = quad.object.value
    known = {d[_SH + "prefix"]: d[_SH + "namespace"] for d in listed.values() if _SH + "prefix" in d}
    assert {prefix: known[prefix] for prefix in _PREFIXES} == _PREFIXES


def test_prefixed_names_expand() -> None:
    assert expand("rih:startDate") == NS + "startDate"
    with pytest.raises(KeyError):
        expand("unknown:thing")
    assert concept_iri("roles", "lead") == "https://w3id.org/rihmasto/vocabulary/roles/lead"
