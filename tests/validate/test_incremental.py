"""Checking again after an edit gives the report of the whole: made-up shapes, graphs and edits."""

from collections import Counter
from collections.abc import Collection
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rihmasto.errors import InputError
from rihmasto.validate import Checked, validate
from rihmasto.validate.terms import SH, plain

EX = "https://example.org/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"

Triple = tuple[str, str, str]

NODES = [*(f"<{EX}n{i}>" for i in range(6)), "_:b1", "_:b2"]
LITERALS = [
    *('"a"', '"b"', '"ab c"', '"a"@fi', '"b"@fi', '"b"@en'),
    *(f'"{text}"^^<{XSD}integer>' for text in ("1", "01", "7", "x")),
    *(f'"{text}"^^<{XSD}date>' for text in ("2020-02-29", "2021-02-29", "2020-03-01")),
    f'"7.0"^^<{XSD}decimal>',
]
_nodes = st.sampled_from(NODES)
triples = st.one_of(
    st.tuples(_nodes, st.just(f"<{RDF}type>"), st.sampled_from([f"<{EX}{c}>" for c in ("Thing", "Sub", "Other")])),
    st.tuples(_nodes, st.sampled_from([f"<{EX}{p}>" for p in "ppqqrst"]), st.sampled_from([*NODES, *NODES, *LITERALS])),
    st.tuples(_nodes, st.sampled_from([f"<{EX}s>", f"<{EX}t>"]), st.sampled_from(LITERALS)),
    st.tuples(_nodes, st.just(f"<{EX}q>"), st.sampled_from(['"a"@fi', '"b"@fi', '"b"@en'])),
    st.tuples(_nodes, st.sampled_from([f"<{EX}p>", f"<{EX}q>"]), st.sampled_from(NODES)),
    # rarely, the classes themselves
    st.tuples(st.sampled_from([f"<{EX}Sub>", f"<{EX}Other>"]), st.just(f"<{RDFS}subClassOf>"), st.just(f"<{EX}Thing>")),
)
graphs = st.sets(triples, min_size=30, max_size=90)
edits = st.tuples(st.sets(triples, min_size=1, max_size=4), st.sets(st.integers(0, 30), max_size=4))

PREFIXES = f"""
@prefix ex: <{EX}> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <{RDFS}> .
@prefix xsd: <{XSD}> .
"""
# two components of the shapes' own, one that asks and one that selects
OWN = f"""
ex:FewComponent a sh:ConstraintComponent ; sh:parameter [ sh:path ex:few ] ;
  sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK {{ FILTER NOT EXISTS {{ $value <{EX}q> $few }} }}" ] .
ex:LinkComponent a sh:ConstraintComponent ; sh:parameter [ sh:path ex:link ] ;
  sh:propertyValidator [ a sh:SPARQLSelectValidator ;
    sh:select "SELECT $this ?value WHERE {{ $this $PATH ?value . ?value $link ?far . ?far <{EX}q> $this }}" ] .
"""
# What a query may do; the last ones look at more than can be told from the focus node.
QUERIES = [
    "SELECT $this ?value WHERE { $this :p ?value . ?value :q ?x }",
    "SELECT $this ?value WHERE { $this :p/:q ?value . FILTER NOT EXISTS { ?value :r ?x } }",
    "SELECT $this ?value WHERE { $this :s ?value . ?other :s ?value . FILTER(?other != $this) }",
    "SELECT $this ?value WHERE { $this :p ?x OPTIONAL { ?x :q ?value } FILTER(!bound(?value)) }",
    "SELECT $this ?value WHERE { $this :p* ?x . ?value :q ?x . FILTER(isIRI(?value)) }",
    "SELECT $this WHERE { $this :p ?x . { ?x :q ?y } UNION { ?y :r ?x } }",
    "SELECT $this (COUNT(?x) AS ?n) WHERE { $this :p|^:q ?x } GROUP BY $this HAVING (COUNT(?x) > 1)",
    (
        "SELECT $this ?value WHERE { $this :q ?value FILTER(?n > 1) "
        "{ SELECT $this (COUNT(?x) AS ?n) WHERE { $this :p ?x } GROUP BY $this } }"
    ),
    "SELECT $this ?value WHERE { $this :p [ :q ?value ] ; :r ?z . ?z a :Thing }",
    "SELECT $this ?value WHERE { $this :q ?x OPTIONAL { ?x :p ?y OPTIONAL { $this :r ?value } } }",
    (
        "SELECT $this ?value WHERE { $this :p ?value FILTER(!bound(?u)) "
        "OPTIONAL { ?value :q ?y OPTIONAL { ?value :r ?w . ?w :q ?u } } }"
    ),
    "SELECT $this ?value WHERE { $this :p ?y . ?x :q ?value . FILTER(isIRI(?value)) }",
    "SELECT $this ?value WHERE { $this ?way ?value . ?value :q ?x }",
    "SELECT $this WHERE { $this :q ?y OPTIONAL { ?z :r ?u } FILTER(!bound(?u)) }",
    "SELECT $this ?value WHERE { $this !:p ?value . ?value :p ?x }",
]
_PATHS = ["ex:p", "ex:q", "ex:r"]
paths = st.recursive(
    st.sampled_from(_PATHS),
    lambda inner: st.one_of(
        inner.map("[ sh:inversePath {} ]".format),
        st.tuples(inner, inner).map(lambda two: f"( {two[0]} {two[1]} )"),
        st.tuples(inner, inner).map(lambda two: f"[ sh:alternativePath ( {two[0]} {two[1]} ) ]"),
        st.tuples(st.sampled_from(["zeroOrMore", "oneOrMore", "zeroOrOne"]), inner).map(
            lambda two: f"[ sh:{two[0]}Path {two[1]} ]"
        ),
    ),
    max_leaves=3,
)
VALUES = [
    "sh:class ex:Thing",
    "sh:datatype xsd:date",
    "sh:nodeKind sh:IRI",
    "sh:minInclusive 2",
    "sh:maxInclusive 3",
    "sh:minExclusive 1",
    "sh:maxExclusive 7",
    "sh:minLength 2",
    "sh:maxLength 3",
    'sh:pattern "^[a-z]+$"',
    'sh:languageIn ( "fi" )',
    'sh:in ( ex:n1 "a" 1 )',
    "sh:hasValue ex:n1",
    "sh:disjoint ex:q",
    "sh:equals ex:q",
    "ex:few ex:n2",
    "sh:closed true ; sh:ignoredProperties ( ex:p )",
]
COUNTS = [
    *("sh:minCount 1", "sh:minCount 2", "sh:maxCount 0", "sh:maxCount 1", "sh:uniqueLang true"),
    *("sh:lessThan ex:t", "sh:lessThanOrEquals ex:t", "ex:link ex:q"),
]


def queries(texts: list[str]) -> st.SearchStrategy[str]:
    said = f'sh:sparql [ sh:select """PREFIX : <{EX}> {{}}""" ; sh:message "not {{{{?value}}}}" ]'
    return st.sampled_from(texts).map(said.format)


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(inner, inner)
    return st.one_of(
        inner.map("sh:node {}".format),
        inner.map("sh:not {}".format),
        two.map(lambda t: f"sh:and ( {t[0]} {t[1]} )"),
        two.map(lambda t: f"sh:or ( {t[0]} {t[1]} )"),
        two.map(lambda t: f"sh:xone ( {t[0]} {t[1]} )"),
        st.tuples(paths, inner, st.sampled_from(["sh:qualifiedMinCount 1", "sh:qualifiedMaxCount 0"])).map(
            lambda t: (
                f"sh:property [ sh:path {t[0]} ; sh:qualifiedValueShape {t[1]} ; {t[2]} ; "
                "sh:qualifiedValueShapesDisjoint true ]"
            )
        ),
    )


def constraints(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Constraints of one shape: each parameter once, for several are only allowed of some."""
    alone = st.sampled_from(VALUES)
    counted = st.tuples(paths, st.lists(st.sampled_from([*VALUES, *COUNTS]), min_size=1, max_size=2), inner)
    return st.one_of(
        alone,
        nested(inner),
        queries(QUERIES),
        counted.map(lambda t: f"sh:property [ sh:path {t[0]} ; {' ; '.join(_once(t[1]))} ]"),
        st.tuples(paths, nested(inner)).map(lambda t: f"sh:property [ sh:path {t[0]} ; {t[1]} ]"),
        st.tuples(paths, queries(QUERIES)).map(lambda t: f"sh:property [ sh:path {t[0]} ; {t[1]} ]"),
    )


def _once(said: list[str]) -> list[str]:
    return list({text.split()[0]: text for text in said}.values())


_leaf = st.sampled_from(VALUES).map("[ {} ]".format)
inner_shapes = st.recursive(_leaf, lambda inner: constraints(inner).map("[ {} ]".format), max_leaves=3)
targets = st.sampled_from(
    [
        "sh:targetClass ex:Thing",
        "sh:targetClass ex:Thing, ex:Other",
        'sh:targetNode ex:n1, _:nobody, "a", 1',
        "sh:targetSubjectsOf ex:q",
        "sh:targetObjectsOf ex:p",
        "a rdfs:Class, sh:NodeShape",
        f'sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this WHERE {{ ?this <{EX}p>/<{EX}q> ?x }}" ]',
    ]
)
# what goes to pySHACL
APART = 'sh:targetClass ex:Thing ; sh:property [ sh:path ex:q ; sh:pattern "^(?=a)" ]'
_names = ["ex:Thing", "ex:Sub", "ex:One", "ex:Two"]
_shape = st.tuples(targets, st.lists(constraints(inner_shapes), min_size=1, max_size=3)).map(
    lambda t: f"{t[0]} ; {' ; '.join(_once_each(t[1]))}"
)
shape_files = st.tuples(st.lists(_shape, min_size=1, max_size=4), st.integers(0, 9)).map(
    lambda t: (
        PREFIXES
        + OWN
        + "".join(f"{name} {said} .\n" for name, said in zip(_names, t[0], strict=False))
        + ("" if t[1] else f"ex:Apart {APART} .\n")
    )
)


def _once_each(said: list[str]) -> list[str]:
    repeatable = ("sh:property", "sh:node", "sh:not", "sh:and", "sh:or", "sh:xone", "sh:sparql", "sh:class")
    return list({text.split()[0] if not text.startswith(repeatable) else text: text for text in said}.values())


MANY = 800  # of two or three edits each
# shapes with every component of SHACL Core
ALL = (Path(__file__).parent / "differential" / "shapes.ttl").read_text(encoding="utf-8")
COMPONENTS = (
    "Class Datatype NodeKind MinCount MaxCount MinExclusive MinInclusive MaxExclusive MaxInclusive MinLength MaxLength "
    "Pattern LanguageIn UniqueLang Equals Disjoint LessThan LessThanOrEquals Not And Or Xone Node QualifiedMinCount "
    "QualifiedMaxCount Closed HasValue In SPARQL"
)


def write(path: Path, triples: Collection[Triple]) -> Path:
    path.write_text("".join(f"{s} {p} {o} .\n" for s, p, o in sorted(triples)), encoding="utf-8")
    return path


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("examples", [30, pytest.param(MANY, marks=pytest.mark.nightly)])
def test_the_report_is_that_of_the_whole(examples: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    seen: Counter[str] = Counter()
    hit: Counter[str] = Counter()

    @settings(
        max_examples=examples, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(shape_files | st.just(ALL), graphs, st.lists(edits, min_size=2, max_size=3))
    # too many of a kind, which chance rarely makes
    @example(ALL, {(NODES[0], f"<{EX}q>", NODES[1])}, [({(NODES[1], f"<{EX}p>", v) for v in ('"a"', '"b"')}, set())])
    def run(text: str, graph: set[Triple], edits: list[tuple[set[Triple], set[int]]]) -> None:
        folder = tmp_path_factory.mktemp("case")
        shapes = [folder / "shapes.ttl"]
        shapes[0].write_text(text, encoding="utf-8")
        try:
            checked = Checked.whole(folder / "state", [write(folder / "data.nt", graph)], shapes)
        except InputError as error:
            seen[f"refused {error.code}"] += 1
            with pytest.raises(InputError):
                validate([folder / "data.nt"], shapes, named=False)
            return
        with checked:
            for added, chosen in edits:
                ordered = sorted(graph)
                removed = {ordered[n] for n in chosen if n < len(ordered)}
                before, graph = graph, (graph - removed) | added
                report = checked.update(added, removed)
                whole = validate([write(folder / "data.nt", graph)], shapes, named=False)
                assert report.results == whole.results
                assert sorted(report.notes) == sorted(whole.notes)
                seen["edits"] += 1
                seen["edits that change something"] += graph != before
                hit.update(
                    plain(r.component).removeprefix(SH).removesuffix("ConstraintComponent") for r in report.results
                )

    run()
    print(
        f"{seen['edits']} edits, {seen['edits that change something']} of them change something, {hit.total()} results"
    )
    assert seen["edits that change something"] >= examples
    assert set(hit) >= set(COMPONENTS.split())
