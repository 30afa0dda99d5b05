"""Links to other models: they parse, name what exists, and never turn a project into an organisation."""

import re
from pathlib import Path

import pytest
import rdflib
from owlrl import DeductiveClosure, RDFS_Semantics  # type: ignore[import-untyped]
from rdflib import RDF, RDFS, SKOS, namespace

from rihmasto.assets import asset
from rihmasto.names import NS, VOCABULARY

ONTOLOGY = asset("ontology")
ALIGNMENTS = sorted((ONTOLOGY / "alignments").glob("*.ttl"))
SPACES = (namespace.ORG, namespace.PROV, namespace.FOAF, namespace.SDO)
TARGETS = {
    "cerif2": ("https://w3id.org/cerif2/",),
    "cpov": ("http://data.europa.eu/m8g/",),
    "dingo": ("https://w3id.org/dingo#",),
    "eurio": ("http://data.europa.eu/s66#",),
    "foaf": (str(namespace.FOAF),),
    "frapo": ("http://purl.org/cerif/frapo/",),
    "org": (str(namespace.ORG),),
    "project-ap-it": ("https://w3id.org/italia/onto/Project/", "https://w3id.org/italia/onto/RO/"),
    "prov": (str(namespace.PROV),),
    "schema": ("https://schema.org/",),
    "vivo": ("http://vivoweb.org/ontology/core#",),
}
LINKS = {SKOS.closeMatch, SKOS.exactMatch, SKOS.broadMatch, SKOS.relatedMatch}


def links(path: Path) -> list[tuple[str, rdflib.URIRef, str]]:
    return [(str(s), rdflib.URIRef(str(p)), str(o)) for s, p, o in rdflib.Graph().parse(path)]


def test_every_target_has_its_file() -> None:
    assert {path.stem for path in ALIGNMENTS} == TARGETS.keys()
    assert sum(len(links(path)) for path in ALIGNMENTS) == 166


@pytest.mark.parametrize("path", ALIGNMENTS, ids=lambda p: p.stem)
def test_links_go_from_own_terms_to_the_named_target(path: Path) -> None:
    core = rdflib.Graph().parse(ONTOLOGY / "rihmasto.ttl")
    kinds = rdflib.Graph().parse(ONTOLOGY / "vocabularies" / "organisation-kinds.ttl")
    for subject, link, target in links(path):
        known = core if subject.startswith(NS) else kinds
        assert (rdflib.URIRef(subject), RDF.type, None) in known
        assert link in LINKS or (link, path.stem) == (RDFS.subPropertyOf, "prov")
        assert target.startswith(TARGETS[path.stem])


def test_terms_of_w3c_foaf_and_schema_exist() -> None:
    targets = {target for path in ALIGNMENTS for _, _, target in links(path)}
    checked = {t for space in SPACES for t in targets if t.startswith(str(space))}
    known = {str(space) + name for space in SPACES for name in space.__annotations__}
    assert len(checked) == 43
    assert checked - known == set()


@pytest.mark.shared
def test_terms_of_eurio_exist(shared: Path) -> None:
    eurio = rdflib.Graph().parse(shared / "data" / "rdf" / "EURIO.ttl")
    targets = {target for _, _, target in links(ONTOLOGY / "alignments" / "eurio.ttl")}
    assert len(targets) == 31
    assert {t for t in targets if (rdflib.URIRef(t), RDF.type, None) not in eurio} == set()


def test_the_core_imports_nothing_and_names_no_other_model() -> None:
    for path in (ONTOLOGY / "rihmasto.ttl", *(ONTOLOGY / "vocabularies").glob("*.ttl")):
        text = path.read_text(encoding="utf-8")
        assert "imports" not in text
        assert [
            space
            for stem in ("cpov", "dingo", "eurio", "frapo", "schema", "vivo")
            for space in TARGETS[stem]
            if space in text
        ] == []


# What the other models say of their own classes, as far as it could do harm: these make organisations of projects.
TRAPS = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://schema.org/Project> rdfs:subClassOf <https://schema.org/Organization> .
<https://schema.org/FundingScheme> rdfs:subClassOf <https://schema.org/Organization> .
<https://schema.org/Organization> rdfs:subClassOf <http://xmlns.com/foaf/0.1/Organization> .
<http://vivoweb.org/ontology/core#Program> rdfs:subClassOf <http://xmlns.com/foaf/0.1/Organization> .
<http://www.w3.org/ns/org#OrganizationalCollaboration> rdfs:subClassOf <http://www.w3.org/ns/org#Organization> .
<http://www.w3.org/ns/org#OrganizationalUnit> rdfs:subClassOf <http://www.w3.org/ns/org#Organization> .
<http://www.w3.org/ns/org#Organization> rdfs:subClassOf <http://xmlns.com/foaf/0.1/Organization> .
<http://www.w3.org/ns/prov#agent> rdfs:range <http://www.w3.org/ns/prov#Agent> .
<http://www.w3.org/ns/prov#hadRole> rdfs:range <http://www.w3.org/ns/prov#Role> .
"""
DATA = f"""
@prefix rih: <{NS}> .
@prefix ex: <http://example.org/> .
ex:project a rih:Project ; rih:implements ex:strategy ; rih:runsUnder ex:programme ; rih:addresses ex:group .
ex:package a rih:WorkPackage ; rih:belongsTo ex:project .
ex:instrument a rih:FundingInstrument . ex:programme a rih:Programme . ex:strategy a rih:Strategy .
ex:group a rih:TargetGroup . ex:spearhead a rih:SpearheadProject .
ex:grant a rih:Grant ; rih:funds ex:project ; rih:isFundedUnder ex:instrument ; rih:hasFunder ex:city .
ex:part a rih:Participation ; rih:participatesIn ex:project ; rih:involves ex:city ; rih:actsThrough ex:unit ;
  rih:hasRole <{VOCABULARY}roles/lead> .
ex:city a rih:Organisation . ex:unit a rih:Unit .
"""
ORGANISATIONS = (
    namespace.ORG.Organization,
    namespace.FOAF.Organization,
    namespace.SDO.Organization,
    namespace.PROV.Agent,
    namespace.PROV.Organization,
)


def closure(extra: str = "") -> rdflib.Graph:
    graph = rdflib.Graph().parse(ONTOLOGY / "rihmasto.ttl")
    for path in ALIGNMENTS:
        graph.parse(path)
    graph.parse(data=TRAPS, format="turtle").parse(data=DATA, format="turtle").parse(data=extra, format="turtle")
    DeductiveClosure(RDFS_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    return graph


def organisations(graph: rdflib.Graph) -> set[str]:
    found = {s for kind in ORGANISATIONS for s in graph.subjects(RDF.type, kind)}
    return {str(s).removeprefix("http://example.org/") for s in found}


def test_under_rdfs_only_organisations_are_organisations() -> None:
    assert organisations(closure()) == {"city", "unit"}


def test_the_trap_would_be_noticed() -> None:
    wrong = f"<{NS}Project> <{RDFS.subClassOf}> <https://schema.org/Project> ."
    assert organisations(closure(wrong)) == {"city", "unit", "project"}


def test_under_rdfs_the_core_keeps_its_own_classes_apart() -> None:
    graph = closure()
    own = {
        thing: {
            re.sub(r".*#", "", str(t))
            for t in graph.objects(rdflib.URIRef(f"http://example.org/{thing}"), RDF.type)
            if str(t).startswith(NS)
        }
        for thing in ("project", "package", "instrument", "programme", "group", "spearhead", "city", "unit")
    }
    assert own == {
        "project": {"Project"},
        "package": {"WorkPackage"},
        "instrument": {"FundingInstrument"},
        "programme": {"Programme"},
        "group": {"TargetGroup"},
        "spearhead": {"SpearheadProject"},
        "city": {"Organisation"},
        "unit": {"Unit"},
    }
