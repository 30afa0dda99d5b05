"""The shapes keep their own style, and there is a file for every class."""

import re
from functools import cache
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import RDF, SH

from rihmasto.assets import asset
from rihmasto.names import NS

SHAPES = asset("shapes")
FILES = sorted(SHAPES.glob("*.ttl"))
META = sorted((SHAPES / "meta").glob("*.ttl"))
# cross-cutting files; selectors of evidence are in evidence.ttl
NO_CLASS = {"period", "public"}


@cache
def graph(*paths: Path) -> rdflib.Graph:
    together = rdflib.Graph()
    for path in paths:
        together.parse(path)
    return together


def broken(*paths: Path) -> set[str]:
    _, report, _ = pyshacl.validate(graph(*paths), shacl_graph=graph(SHAPES / "meta" / "shapes.ttl"), advanced=True)
    assert isinstance(report, rdflib.Graph)
    return {str(s).partition("#")[2] for s in report.objects(None, SH.sourceShape)}


@pytest.mark.filterwarnings("ignore")
def test_the_shapes_keep_their_own_style() -> None:
    assert broken(*FILES) == set()


@pytest.mark.filterwarnings("ignore")
def test_the_shapes_on_the_ontology_and_on_the_shapes_keep_it_too() -> None:
    # these are read by those who work on the ontology, so they may use its words
    assert broken(*META) == {"PropertyShape-words"}


def test_every_class_has_a_file_of_its_own() -> None:
    classes = {str(c) for c in graph(asset("ontology", "rihmasto.ttl")).subjects(RDF.type, rdflib.OWL.Class)}
    slug = {c: re.sub(r"(?<=[a-z])(?=[A-Z])", "-", c.removeprefix(NS)).lower() for c in classes}
    assert set(slug.values()) == {path.stem for path in FILES} - NO_CLASS
    for path in FILES:
        about = {str(c) for c in graph(path).objects(None, SH.targetClass)}
        assert path.stem in NO_CLASS or next(c for c, s in slug.items() if s == path.stem) in about


def test_no_shape_has_two_homes() -> None:
    homes = [(str(s), path.name) for path in [*FILES, *META] for s in set(graph(path).subjects(SH.path, None))]
    named = [s for s, _ in homes if s.startswith("https://")]
    assert len(named) == len(set(named)) == 163 + 25


def test_the_known_words_of_shacl_are_words_of_shacl() -> None:
    text = (SHAPES / "meta" / "shapes.ttl").read_text(encoding="utf-8")
    listed = text.partition('CONCAT("^(",')[2].partition('")$")')[0]
    words = set(re.findall(r"\w+", listed))
    assert len(words) == 70
    assert words - set(rdflib.namespace.SH.__annotations__) == {"and", "class", "in", "not", "or"}
