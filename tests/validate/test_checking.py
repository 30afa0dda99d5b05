"""Shapes checked side by side give what they give one after the other."""

from pathlib import Path
from threading import get_ident

import pytest

from rihmasto.errors import InputError
from rihmasto.validate import checking
from rihmasto.validate.columns import Columns
from rihmasto.validate.engine import Engine
from rihmasto.validate.graph import read_graph, read_triples
from rihmasto.validate.reference import run_reference
from rihmasto.validate.report import Result, make_report
from rihmasto.validate.shapes import Shapes
from rihmasto.validate.sparql import SparqlChecker

ROOT = Path(__file__).parents[2]
INVALID = sorted((ROOT / "tests" / "shapes").glob("*/invalid-*.ttl"))


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return Shapes(read_graph(sorted((ROOT / "shapes").glob("*.ttl"))))


def checked(shapes: Shapes, workers: int, monkeypatch: pytest.MonkeyPatch) -> tuple[str, list[str]]:
    monkeypatch.setattr(checking, "usable_cores", lambda: workers)
    with Columns(INVALID) as columns:
        results, notes, _ = checking.check_graph(columns, shapes)
    return make_report(results).to_turtle(), notes


def test_the_report_does_not_depend_on_the_number_of_workers(shapes: Shapes, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = checked(shapes, 1, monkeypatch)
    assert alone[0].count("sh:result [") > len(INVALID)
    assert "SPARQL constraints on the store" in "".join(alone[1])
    for workers in (2, 3, 64):
        assert checked(shapes, workers, monkeypatch) == alone


def test_only_one_worker_asks_the_store(shapes: Shapes, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    answer = SparqlChecker._answer

    def told(self: SparqlChecker, text: str) -> object:
        asked.append(get_ident())
        return answer(self, text)

    monkeypatch.setattr(SparqlChecker, "_answer", told)
    checked(shapes, 4, monkeypatch)
    assert len(asked) > 5
    assert len(set(asked)) == 1


def test_a_refusal_in_a_worker_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(checking, "usable_cores", lambda: 4)
    rules = tmp_path / "rules.ttl"
    rules.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <urn:x:> . "
        + "".join(f"x:S{n} sh:targetClass x:C ; sh:property [ sh:path x:p ; sh:minCount 1 ] . " for n in range(6))
        + 'x:T sh:targetClass x:C ; sh:sparql [ sh:select "SELECT $this WHERE { $this ?p " ] .'
    )
    data = tmp_path / "data.ttl"
    data.write_text("<urn:x:a> a <urn:x:C> .")
    with Columns([data]) as columns, pytest.raises(InputError) as caught:
        checking.check_all(Engine(columns, Shapes(read_graph([rules]))))
    assert caught.value.code == "shapes-sparql"


def both(data: Path, rules: Path) -> tuple[list[Result], list[Result]]:
    """Return our results and pySHACL's."""
    shapes = Shapes(read_graph([rules]))
    with Columns([data]) as columns:
        results, *_ = checking.check_graph(columns, shapes)
    return results, run_reference(list(read_triples(data)), shapes.graph)


SIBLINGS = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <urn:x:> .
x:A sh:targetClass x:C ; sh:property x:P .
x:B sh:property x:P, x:Q .
x:P sh:path x:p ; sh:qualifiedValueShape x:V ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true .
x:Q sh:path x:p ; sh:qualifiedValueShape x:W ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true .
x:V sh:nodeKind sh:IRI .
x:W {}
"""


@pytest.mark.parametrize(
    "sibling",
    [
        'sh:sparql [ sh:select "SELECT $this WHERE { $this <urn:x:bad> true }" ] .',
        'sh:pattern "(?=urn:x:v)" .',
    ],
)
def test_a_sibling_shape_counts_as_a_part(sibling: str, tmp_path: Path) -> None:
    data, rules = tmp_path / "data.ttl", tmp_path / "rules.ttl"
    data.write_text("<urn:x:a> a <urn:x:C> ; <urn:x:p> <urn:x:v>, <urn:y:w> . <urn:x:v> <urn:x:bad> true .")
    rules.write_text(SIBLINGS.replace("{}", sibling))
    results, theirs = both(data, rules)
    assert [(r.focus, r.shape, r.component) for r in results] == [(r.focus, r.shape, r.component) for r in theirs]


@pytest.mark.parametrize(
    "rule",
    [
        "sh:property [ sh:path x:p ; sh:in () ] .",
        "sh:property [ sh:path x:p ; sh:not [ sh:in () ] ] .",
        "sh:property [ sh:path x:p ; sh:languageIn () ] .",
        "sh:expression [ sh:path x:ok ], [ sh:path x:fine ] .",
    ],
)
def test_empty_lists_and_several_expressions_mean_what_they_mean_to_pyshacl(rule: str, tmp_path: Path) -> None:
    data, rules = tmp_path / "data.ttl", tmp_path / "rules.ttl"
    data.write_text('<urn:x:a> a <urn:x:C> ; <urn:x:p> 1, "b"@fi ; <urn:x:ok> true ; <urn:x:fine> false .')
    rules.write_text(
        f"@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <urn:x:> . x:A sh:targetClass x:C ; {rule}"
    )
    results, theirs = both(data, rules)
    assert sorted((r.focus, r.value, r.component) for r in results) == sorted(
        (r.focus, r.value, r.component) for r in theirs
    )
