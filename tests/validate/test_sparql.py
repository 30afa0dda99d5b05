from pathlib import Path

import pytest

from rihmasto.validate import Report, validate
from rihmasto.validate.prebinding import Query
from rihmasto.validate.terms import XSD

DATA = f"""
@prefix ex: <https://example.org/> . @prefix xsd: <{XSD}> .
ex:a a ex:Share ; ex:of ex:x ; ex:value "0070"^^xsd:integer . ex:b a ex:Share ; ex:of ex:x ; ex:value 50 .
ex:c a ex:Share ; ex:of ex:y ; ex:value 10 . ex:x ex:total 100 . ex:y ex:total 100 .
_:z a ex:Share ; ex:of ex:y ; ex:value 200 .
"""
SHAPES = """
@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
ex: sh:declare [ sh:prefix "ex" ; sh:namespace "https://example.org/" ] .
ex:S sh:targetClass ex:Share ; sh:severity sh:Warning ; sh:sparql ex:TooMuch, ex:Large .
ex:TooMuch sh:prefixes ex: ; sh:message "{$this} takes {?value}"@en ; sh:select \"\"\"
  SELECT $this ?value WHERE { $this ex:of ?whole ; ex:value ?value . ?whole ex:total ?total .
    FILTER EXISTS { ?other ex:of ?whole ; ex:value ?theirs .
      FILTER(?other != $this && ?value + ?theirs > ?total) } }\"\"\" .
ex:Large sh:prefixes ex: ; sh:select
  "SELECT $this (MAX(?v) AS ?value) WHERE { $this ex:value ?v } GROUP BY $this HAVING (MAX(?v) > 60)" .
"""


def check(tmp_path: Path, shapes: str = SHAPES, data: str = DATA) -> Report:
    (tmp_path / "data.ttl").write_text(data)
    (tmp_path / "shapes.ttl").write_text(shapes)
    return validate([tmp_path / "data.ttl"], [tmp_path / "shapes.ttl"])


def rows(report: Report) -> list[tuple[str, str, str]]:
    return [(r.focus, r.value or "", (r.constraint or "").rpartition("/")[2]) for r in report.results]


def test_constraints_find_values_as_they_are_written(tmp_path: Path) -> None:
    report = check(tmp_path)
    as_written, two_hundred = f'"0070"^^<{XSD}integer>', f'"200"^^<{XSD}integer>'
    assert rows(report) == [
        ("<https://example.org/a>", as_written, "Large>"),
        ("<https://example.org/a>", as_written, "TooMuch>"),
        ("<https://example.org/b>", f'"50"^^<{XSD}integer>', "TooMuch>"),
        ("<https://example.org/c>", f'"10"^^<{XSD}integer>', "TooMuch>"),
        ("_:db0", two_hundred, "Large>"),
        ("_:db0", two_hundred, "TooMuch>"),
    ]
    assert report.violations == 0
    assert report.results[2].messages == {"en": "https://example.org/b takes 50"}


def test_messages_show_every_variable_of_a_solution(tmp_path: Path) -> None:
    shapes = """@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
      ex:S sh:targetNode ex:a ; sh:sparql [ sh:message "{?whole} of {$this}" ; sh:select
        "SELECT $this ?whole WHERE { $this <https://example.org/of> ?whole }" ] ."""
    (result,) = check(tmp_path, shapes).results
    assert result.messages == {"": "https://example.org/x of https://example.org/a"}


def test_an_optional_group_of_an_optional_group_is_about_the_focus_node(tmp_path: Path) -> None:
    shapes = """@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
      ex:S sh:targetClass ex:Share ; sh:sparql [ sh:select \"\"\"PREFIX ex: <https://example.org/>
        SELECT $this ?value WHERE {
          $this ex:of ?x OPTIONAL { ?x ex:part ?y OPTIONAL { $this ex:value ?value } } }\"\"\" ] ."""
    data = """@prefix ex: <https://example.org/> .
      ex:a a ex:Share ; ex:of ex:x . ex:x ex:part 1, 2, 3 . ex:b ex:value 5 ."""
    # the value of another node is none of its own: three parts, and no value
    assert [(r.focus, r.value) for r in check(tmp_path, shapes, data).results] == [("<https://example.org/a>",) * 2] * 3


def test_joined_and_bound_focus_nodes_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = DATA.replace("_:z", "ex:z")
    joined = check(tmp_path, data=data)
    monkeypatch.setattr(Query, "flat", False)
    assert rows(check(tmp_path, data=data)) == rows(joined)
    assert len(joined.results) == 6


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        ("SELECT $this WHERE { $this ?p ?o OPTIONAL { ?o ?q ?r } FILTER NOT EXISTS { ?o ?q $this } }", True),
        ("SELECT $this WHERE { $this ?p ?o } GROUP BY $this HAVING (COUNT(?o) > 1)", True),
        ("SELECT $this (COUNT(?o) AS ?value) WHERE { $this ?p ?o }", False),
        ("SELECT $this WHERE { { $this ?p ?o } UNION { FILTER($this = <urn:a>) } }", False),
        ("SELECT $this WHERE { $this ?p ?o } LIMIT 1", False),
        ("SELECT $this WHERE { $this ?p ?o { SELECT $this { $this ?p ?o } } }", False),
        ("SELECT $this WHERE { OPTIONAL { BIND($this AS ?x) } }", False),
        ('SELECT $this WHERE { $this ?p "} UNION {" } # UNION', True),
        ("SELECT $this WHERE { $this ?p ?o OPTIONAL { ?o ?q ?r OPTIONAL { ?r ?s $this } } }", False),
        ("SELECT $this WHERE { $this ?p ?o OPTIONAL { ?o ?q ?r FILTER EXISTS { ?r ?s $this } } }", True),
        ("SELECT $this WHERE { $this ?p ?o OPTIONAL { ?o ?q ?r OPTIONAL { ?r ?s ?t } } }", True),
    ],
)
def test_only_flat_queries_are_joined(text: str, flat: bool) -> None:  # noqa: FBT001 -- the table's column
    assert Query(text, {"this"}).flat is flat


def test_binding_leaves_strings_comments_and_clauses_alone() -> None:
    query = Query('SELECT $this (STR($this) AS ?s) WHERE { ?this ?p "$this" . FILTER(bound($this)) } # $this', {"this"})
    assert query.bound({"this": "<urn:a>"}) == (
        'SELECT $this (STR(<urn:a>) AS ?s) WHERE { <urn:a> ?p "$this" . FILTER((true)) } # $this'
    )


def test_targets_in_sparql(tmp_path: Path) -> None:
    shapes = """@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:nodeKind sh:Literal ;
        sh:target [ a sh:SPARQLTarget ; sh:select
          "SELECT ?this { ?x <https://example.org/total> 100 . BIND(?x AS ?this) }" ] ."""
    assert [r.focus for r in check(tmp_path, shapes).results] == ["<https://example.org/x>", "<https://example.org/y>"]


def test_notes_tell_who_decided(tmp_path: Path) -> None:
    assert check(tmp_path).notes == ("https://example.org/S: SQL, 1 shapes; 2 SPARQL constraints on the store",)


UNION = """
@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
ex: sh:declare [ sh:prefix "ex" ; sh:namespace "https://example.org/" ] .
ex:S sh:targetClass ex:Share ; sh:sparql ex:Either .
ex:Either sh:prefixes ex: ; sh:select
  "SELECT $this ?value WHERE { { $this ex:value ?value . FILTER(?value > 60) } UNION { $this ex:none ?value } }" .
ex:Component a sh:ConstraintComponent ; sh:parameter [ sh:path ex:most ] ;
  sh:validator [ a sh:SPARQLAskValidator ; sh:prefixes ex: ;
    sh:ask "ASK { FILTER NOT EXISTS { $value ex:value ?v . FILTER(?v > $most) } }" ] .
ex:T sh:targetClass ex:Share ; ex:most 150 .
"""


def test_a_blank_focus_node_is_that_node_and_no_variable(tmp_path: Path) -> None:
    report = check(tmp_path, UNION)
    assert [(r.focus[:2], r.value and r.value[:4], r.shape.rpartition("/")[2]) for r in report.results] == [
        ("<h", '"007', "S>"),
        ("_:", '"200', "S>"),
        ("_:", report.results[-1].focus[:4], "T>"),
    ]
