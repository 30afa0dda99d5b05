"""The ontology and its vocabularies: style, use, profile, prefixes."""

import re
from functools import cache
from itertools import combinations
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SH, SKOS

from rihmasto.assets import asset
from rihmasto.model import tables
from rihmasto.names import NS, SHAPES, VOCABULARY, fold
from rihmasto.names.namespaces import _PREFIXES

ROOT = asset("ontology").parent
VOCABULARIES = sorted((ROOT / "ontology" / "vocabularies").glob("*.ttl"))
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


@cache
def graph(*paths: Path) -> rdflib.Graph:
    together = rdflib.Graph()
    for path in paths:
        together.parse(path)
    return together


def ontology() -> rdflib.Graph:
    return graph(ROOT / "ontology" / "rihmasto.ttl")


@pytest.mark.filterwarnings("ignore")
def test_the_ontology_and_its_vocabularies_keep_their_own_style() -> None:
    data = graph(ROOT / "ontology" / "rihmasto.ttl", *VOCABULARIES)
    conforms, _, text = pyshacl.validate(data, shacl_graph=graph(ROOT / "shapes" / "meta" / "ontology.ttl"))
    assert conforms, text


def test_terms_are_counted() -> None:
    counts = [len(set(ontology().subjects(RDF.type, kind))) for kind in KINDS]
    assert counts == [25, 49, 27]


def test_every_term_is_used_by_a_shape_or_a_query() -> None:
    files = [*(ROOT / "shapes").glob("*.ttl"), *(ROOT / "queries").rglob("*.rq")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    used = set(re.findall(rf"(?:\brih:|<{re.escape(NS)})(\w+)", text))
    terms = {str(t).removeprefix(NS) for kind in KINDS for t in ontology().subjects(RDF.type, kind)}
    assert terms - used == set()
    assert used - terms == set(), "a shape or query names a term that does not exist"


def test_the_ontology_stays_in_owl_2_rl() -> None:
    """Named superclasses and ranges only, and no datatype that OWL 2 RL lacks (xsd:date, xsd:gYear …)."""
    logical = {p for _, p, _ in ontology() if str(p).startswith((str(OWL), str(RDFS)))}
    assert logical == {OWL.versionIRI, OWL.versionInfo, RDFS.subClassOf, RDFS.range, RDFS.label, RDFS.isDefinedBy}
    assert {str(o).partition("#")[2] for o in ontology().objects(None, RDFS.range)} == {"integer", "decimal", "boolean"}
    assert not [s for s in ontology().subjects() if isinstance(s, rdflib.BNode)]


def test_every_prefix_is_declared_once_and_used_alike_everywhere() -> None:
    declared = [
        (str(declarations.value(node, SH.prefix)), str(declarations.value(node, SH.namespace)))
        for declarations in [graph(ROOT / "ontology" / "prefixes.ttl")]
        for node in declarations.objects(None, SH.declare)
    ]
    assert len(declared) == len({p for p, _ in declared}) == len({n for _, n in declared}) == 39
    files = [*(ROOT / "ontology").rglob("*.ttl"), *(ROOT / "shapes").rglob("*.ttl"), *(ROOT / "queries").rglob("*.rq")]
    written = {
        pair
        for path in files
        for pair in re.findall(r"(?mi)^@?prefix\s+([\w-]+):\s+<([^>]+)>", path.read_text(encoding="utf-8"))
    }
    assert written - set(declared) == set()
    assert set(_PREFIXES.items()) - set(declared) == set()
    assert ("rihs", SHAPES) in declared


def test_every_vocabulary_of_the_tables_exists() -> None:
    wanted = {c.target for table in tables().values() for c in table.columns if c.type == "concept"}
    there = {path.stem for path in VOCABULARIES}
    assert wanted - there == set()
    assert there - wanted == {"ranks"}
    assert [len(set(graph(p).subjects(RDF.type, SKOS.Concept))) for p in VOCABULARIES] == [
        9, 1, 5, 17, 9, 2, 2, 4, 15, 4, 19,
    ]  # fmt: skip


def test_concepts_stand_in_the_scheme_that_their_file_is_named_after() -> None:
    for path in VOCABULARIES:
        scheme = rdflib.URIRef(VOCABULARY + path.stem)
        for concept in graph(path).subjects(RDF.type, SKOS.Concept):
            assert str(concept).startswith(f"{scheme}/")
            assert graph(path).value(concept, SKOS.inScheme) == scheme


def test_words_of_a_page_mean_one_concept_only() -> None:
    for path in VOCABULARIES:
        found = graph(path)
        names = {
            concept: {
                fold(str(label))
                for name in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
                for label in found.objects(concept, name)
            }
            for concept in found.subjects(RDF.type, SKOS.Concept)
        }
        for (one, its), (other, others) in combinations(names.items(), 2):
            assert its & others == set(), f"{one} and {other} share a name"


def test_lists_in_the_shapes_are_concepts_of_the_vocabularies() -> None:
    known = {c for path in VOCABULARIES for c in graph(path).subjects(RDF.type, SKOS.Concept)}
    shapes = graph(*sorted((ROOT / "shapes").glob("*.ttl")))
    lists = [list(shapes.items(head)) for head in shapes.objects(None, SH["in"])]
    listed = {term for members in lists for term in members if str(term).startswith(VOCABULARY)}
    assert listed - known == set()
    complete = {str(m[0]).rpartition("/")[0] for m in lists if str(m[0]).startswith(VOCABULARY)} - {
        VOCABULARY + "roles"
    }
    missing = {c for c in known if str(c).rpartition("/")[0] in complete} - listed
    assert missing == set(), "a list of a shape lacks a concept of its vocabulary"
    assert len(complete) == 7


def test_every_role_is_allowed_somewhere() -> None:
    roles = set(graph(ROOT / "ontology" / "vocabularies" / "roles.ttl").subjects(RDF.type, SKOS.Concept))
    shapes = graph(*sorted((ROOT / "shapes").glob("*.ttl")))
    assert roles - {term for head in shapes.objects(None, SH["in"]) for term in shapes.items(head)} == set()
