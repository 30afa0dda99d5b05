"""Asking: named questions and one's own, what they explain, and how mistakes are said."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from rihmasto.errors import InputError, UsageError
from rihmasto.query import ask, open_store, run
from rihmasto.query.catalogue import parse_query

CITY = "https://example.org/id/city"


def test_parameter_is_resolved_and_bound(store: ox.Store) -> None:
    result = ask(store, "partners/of-organisation", {"organisation": "Björkby stad"}, language="sv")
    assert [row["partnerLabel"] for row in result] == ["Koivulan yliopisto", "Koivula Science Oy"]
    assert {row["organisation"] for row in result} == {CITY}
    assert {row["organisationLabel"] for row in result} == {"Björkby stad"}


def test_label_falls_back_when_the_asked_language_has_none(store: ox.Store) -> None:
    result = ask(store, "work-packages/with-responsible", {"project": "Koivuhanke"}, language="en")
    assert [row["workPackageLabel"] for row in result] == ["Coordination", "Coordination", "Kierto", "Viestintä"]
    assert {row["organisationLabel"] for row in result} == {"Koivulan kaupunki", "Koivula Science Oy", None}


def test_parameter_left_out_or_none_keeps_its_default(store: ox.Store) -> None:
    every = ask(store, "partners/of-organisation")
    assert len(every) == 4
    assert ask(store, "partners/of-organisation", {"organisation": None}).terms == every.terms


def test_concept_narrows_the_answer(store: ox.Store) -> None:
    result = ask(store, "funding/amounts", {"kind": "omarahoitus"})
    assert [(row["organisationLabel"], row["value"]) for row in result] == [("Koivulan kaupunki", 300)]


def test_date_is_bound(tmp_path: Path) -> None:
    given = Path(__file__).resolve().parents[1] / "queries" / "projects" / "running-on-day" / "given.ttl"
    store = ox.Store()
    store.load(path=str(given), format=ox.RdfFormat.TURTLE)
    days = {
        day: sorted({str(row["projectLabel"]) for row in ask(store, "projects/running-on-day", {"day": day})})
        for day in ("2021-06-14", "2021-07-01", "2017-05-31")
    }
    assert days == {"2021-06-14": ["Koivuhanke", "Mäntyhanke"], "2021-07-01": ["Leppähanke"], "2017-05-31": []}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "values", "code"),
    [
        ("partners/of-organization", {}, "unknown-query"),
        ("partners/of-organisation", {"organization": "x"}, "unknown-parameter"),
        ("partners/of-organisation", {"organisation": "Olematon"}, "unknown-name-alone"),
        ("partners/of-organisation", {"organisation": "https://example.org/ x"}, "bad-iri"),
        ("projects/running-on-day", {"day": "eilen"}, "bad-date"),
        ("partners/pairs", {"language": "fi fi"}, "query-bad-language"),
        ("work-packages/without-contact", {}, "query-needs-people"),
    ],
)
def test_mistake_is_said(store: ox.Store, name: str, values: dict[str, str], code: str) -> None:
    with pytest.raises(UsageError) as caught:
        ask(store, name, values)
    assert caught.value.code == code


def test_explanation_tells_slots_graphs_and_rows(store: ox.Store) -> None:
    told = ask(store, "partners/of-organisation", {"organisation": "city"}, language="sv").explanation
    assert told.query == "partners/of-organisation"
    assert told.file.endswith("partners/of-organisation.rq")
    assert told.slots == {"organisation": f"<{CITY}>", "language": '"sv"'}
    assert (told.graphs, told.rows) == ((), 2)
    assert told.milliseconds > 0
    own = run(store, "SELECT * FROM NAMED <urn:g> FROM <urn:f> { GRAPH ?h { ?s ?p ?o } }").explanation
    assert own.graphs == ("<urn:f>", "<urn:g>", "?h")


def test_own_question_needs_no_prefixes(store: ox.Store) -> None:
    assert run(store, "SELECT (COUNT(*) AS ?n) { ?o a rih:Organisation }").rows == [(3,)]
    assert bool(run(store, "ASK { ?o a rih:Organisation }")) is True
    assert bool(run(store, "ASK { ?o a rih:Evidence }")) is False


def test_graph_is_sorted_and_has_no_doubles(store: ox.Store) -> None:
    # The city has two names, so the engine makes its triple twice.
    text = "CONSTRUCT { ?o a rih:Organisation } { VALUES ?o { :firm :city } ?o skos:prefLabel ?name }"
    result = run(store, f"PREFIX : <https://example.org/id/> {text}")
    assert (result.kind, result.columns) == ("graph", ("subject", "predicate", "object"))
    assert [row[0] for row in result.rows] == [CITY, "https://example.org/id/firm"]
    described = run(store, f"DESCRIBE <{CITY}>")
    assert described.kind == "graph"
    assert len(described) == 5


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("SELECT *\n{ ?s ?p ?o . ?s ?p }", "incomplete", 2, 21),
        ("SELECT *\n{ ?s nix:p ?o }", "prefix", 2, 11),
        ("SELECT * { ?s ?p ?o", "end", 1, 20),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", "ungrouped", 1, 40),
        ("SELECT ?s { ?s ?p <rel> }", "iri", 1, 24),
        ("SELECT * {\n ?s foo ?o }", "unexpected", 2, 10),
        ("", "end", 1, 1),
    ],
)
def test_syntax_mistake_has_line_and_column(store: ox.Store, text: str, code: str, line: int, column: int) -> None:
    with pytest.raises(UsageError) as caught:
        run(store, text)
    error = caught.value
    assert (error.code, error.values["line"], error.values["column"]) == (f"sparql-syntax-{code}", line, column)
    assert f"{line}" in error.say("fi")
    assert "expected" not in error.say("en")


def test_what_a_question_must_not_do_is_refused(store: ox.Store) -> None:
    for text in ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "LOAD <http://example.org/>", "{" * 99):
        with pytest.raises(UsageError):
            run(store, text)


def test_failure_while_running_is_said(store: ox.Store) -> None:
    with pytest.raises(InputError, match="custom function"):
        run(store, "SELECT * { ?s a rih:Organisation FILTER (<urn:no-such-function>(?s)) }")


def test_store_is_opened_for_reading_only(workspace: Path) -> None:
    store = open_store(workspace)
    with pytest.raises(RuntimeError, match="read-write"):
        store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c")))
    assert len(ask(open_store(workspace, people=True), "contacts/of-work-packages", people=True)) == 2


def test_workspace_without_a_release_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="rihmasto build") as caught:
        open_store(tmp_path)
    assert caught.value.code == "query-no-release"
    (tmp_path / "build" / "store").mkdir(parents=True)
    (tmp_path / "build" / "store" / "CURRENT").write_text("nonsense", encoding="utf-8")
    with pytest.raises(InputError) as broken:
        open_store(tmp_path)
    assert broken.value.code == "store-unreadable"


def test_parameter_named_like_an_update_is_only_a_name() -> None:
    text = """#+ title    = { fi = "a", sv = "b", en = "c" }
#+ question = { fi = "a", sv = "b", en = "c" }
#+ tags     = ["x"]
#+ view     = "table"
#+ [param.load]
#+ type  = "string"
#+ about = { fi = "a", sv = "b", en = "c" }
SELECT ?load { VALUES ?load { "x" } }"""
    query = parse_query("x/y", Path("x/y.rq"), text)
    assert ask(ox.Store(), query, {"load": "LOAD <urn:x>"}).rows == [("LOAD <urn:x>",)]
