"""The catalogue: headers are checked key by key, slots are joined with parameters, and the shipped files agree."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from rihmasto.errors import LANGUAGES, InputError, RihmastoError, UsageError
from rihmasto.query import catalogue, find
from rihmasto.query.catalogue import parse_query
from rihmasto.query.shared import prefixes, words

HEADER = """#+ title    = { fi = "a", sv = "b", en = "c" }
#+ question = { fi = "a?", sv = "b?", en = "c?" }
#+ tags     = ["x"]
#+ view     = "table"
"""
PARAMETER = """#+ [param.thing]
#+ type  = "iri"
#+ about = { fi = "a", sv = "b", en = "c" }
"""
BODY = "SELECT ?thing { VALUES ?thing { UNDEF } ?thing ?p ?o }\n"


def _refusal(text: str) -> RihmastoError:
    with pytest.raises(RihmastoError) as caught:
        parse_query("x/y", Path("x/y.rq"), text)
    assert all(caught.value.say(language) for language in LANGUAGES)
    return caught.value


def test_header_and_slots_become_a_query() -> None:
    text = HEADER + '#+ answers  = ["Q99"]\n#+ people   = true\n' + PARAMETER + BODY
    query = parse_query("x/y", Path("x/y.rq"), text)
    assert (query.header.title["fi"], query.header.view, query.header.answers) == ("a", "table", ("Q99",))
    assert query.header.people
    assert [(p.name, p.type, p.default) for p in query.parameters] == [("thing", "iri", None)]


def test_a_slot_for_the_language_needs_no_declaration() -> None:
    query = parse_query("x/y", Path("x/y.rq"), HEADER + 'SELECT * { VALUES ?language { "fi" } ?s ?p ?o }')
    assert [(p.name, p.type, p.default) for p in query.parameters] == [("language", "string", '"fi"')]


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (HEADER + "#+ heading = 1\n" + BODY, "header-unknown-key", "heading"),
        (HEADER + PARAMETER + "#+ standard = 1\n" + BODY, "header-unknown-key", "standard"),
        (HEADER.replace(', sv = "b"', "", 1), "header-not-three-languages", "title"),
        (HEADER.replace('"b?"', '" "'), "header-not-three-languages", "question"),
        (HEADER.replace('"table"', '"pie"'), "header-not-a-choice", "view"),
        (HEADER.replace('["x"]', "[]"), "header-bad-value", "tags"),
        (HEADER + '#+ people = "yes"\n', "header-bad-value", "people"),
        (HEADER.replace('= ["x"]', "= [x]"), "header-not-toml", "x/y"),
        (HEADER + PARAMETER.replace('"iri"', '"url"') + BODY, "header-not-a-choice", "param"),
        (HEADER + PARAMETER.replace('"iri"', '"concept"') + BODY, "header-bad-value", "scheme"),
        (HEADER + PARAMETER + "SELECT * { ?thing ?p ?o }", "header-slot", "thing"),
        (HEADER + PARAMETER + BODY.replace("UNDEF", "<a:b> <a:c>"), "header-slot", "thing"),
        (HEADER + PARAMETER + BODY.replace("UNDEF", ""), "header-slot", "thing"),
        (HEADER + PARAMETER + BODY + BODY, "header-slot", "thing"),
        (HEADER + "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "query-service", "SERVICE"),
    ],
)
def test_wrong_file_is_refused_with_its_reason(text: str, code: str, said: str) -> None:
    error = _refusal(text)
    assert error.code == code
    assert said in error.say("en")


def test_slot_in_a_comment_or_string_is_none() -> None:
    body = 'SELECT * { # VALUES ?thing { <a:b> }\n VALUES ?thing { UNDEF } ?thing ?p "VALUES ?thing { <a:b> }" }'
    assert parse_query("x/y", Path("x/y.rq"), HEADER + PARAMETER + body).parameters[0].default is None


def test_default_may_be_a_typed_literal() -> None:
    body = 'SELECT * { VALUES ?thing { "2021-06-15"^^<http://www.w3.org/2001/XMLSchema#date> } ?thing ?p ?o }'
    default = parse_query("x/y", Path("x/y.rq"), HEADER + PARAMETER + body).parameters[0].default
    assert default == '"2021-06-15"^^<http://www.w3.org/2001/XMLSchema#date>'


def test_required_parameter_has_no_default_but_an_example() -> None:
    text = HEADER + PARAMETER + "#+ required = true\n" + BODY.replace("UNDEF", "<a:b>")
    parameter = parse_query("x/y", Path("x/y.rq"), text).parameters[0]
    assert (parameter.required, parameter.default) == (True, None)
    assert _refusal(HEADER + PARAMETER + "#+ required = 1\n" + BODY).code == "header-bad-value"


def test_broken_file_in_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "trees").mkdir()
    (tmp_path / "trees" / "tall-ones.rq").write_text("#+ title = 1\nSELECT * {}", encoding="utf-8")
    with pytest.raises(InputError, match="trees/tall-ones"):
        catalogue(tmp_path)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("partner/pairs", "partners/pairs"),
        ("of-organisation", "partners/of-organisation"),
        ("funding/chains", "funding/chain"),
        ("contradictions", "quality/contradictions"),
    ],
)
def test_wrong_name_is_answered_with_the_nearest(typed: str, offered: str) -> None:
    with pytest.raises(UsageError, match=offered) as caught:
        find(typed)
    assert caught.value.code == "unknown-query"


def test_unknown_parameter_is_answered_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="organisation, language"):
        find("partners/of-organisation").parameter("organization")


def test_every_column_has_a_heading_and_every_heading_a_column() -> None:
    used = {"address", "answer"}
    for query in catalogue().values():
        answer = ox.Store().query(query.text)
        assert isinstance(answer, ox.QuerySolutions)
        used |= {variable.value.removesuffix("Label") for variable in answer.variables}
    assert used == set(words()["column"])
    assert {name.partition("/")[0] for name in catalogue()} == set(words()["subject"])
    for kind in words().values():
        assert all(set(said) == set(LANGUAGES) and all(said.values()) for said in kind.values())


def test_every_prefix_is_the_projects_own() -> None:
    declared = re.compile(r"PREFIX ([\w-]+): <([^>]*)>")
    pairs = [pair for query in catalogue().values() for pair in declared.findall(query.text)]
    assert len(pairs) > 60
    assert all(prefixes()[prefix] == namespace for prefix, namespace in pairs)


def test_labels_are_chosen_by_the_one_documented_pattern() -> None:
    """The pattern of docs/decisions/0003; a label of what may be unbound would match every label of the store."""
    choice = re.compile(
        r"OPTIONAL \{ \?(\w+) (\S+) \?(\w+)Label FILTER NOT EXISTS \{ \?\1 \2 \?\3Better\n +"
        r'FILTER \(STRLEN\(STRAFTER\(\?order, CONCAT\("\|", LANG\(\?\3Better\), "\|"\)\)\) > '
        r'STRLEN\(STRAFTER\(\?order, CONCAT\("\|", LANG\(\?\3Label\), "\|"\)\)\)\) \} \}'
    )
    count = 0
    for query in catalogue().values():
        labels = choice.findall(query.text)
        count += len(labels)
        named = {name for _, _, name in labels} | set(re.findall(r"dcterms:title \?(\w+)Label", query.text))
        composed = set(re.findall(r"AS \?(\w+)Label\)", query.text))
        head = set(re.findall(r"\?(\w+)Label", query.text.partition("WHERE")[0]))
        assert head <= named | composed, query.name
        assert composed or named == head, query.name
        for subject, _, name in labels:
            assert subject == name or f"BIND (COALESCE(?{name}, rdf:nil) AS ?{subject})" in query.text, query.name
    assert count > 80


def test_every_answer_has_one_order() -> None:
    unordered = [query.name for query in catalogue().values() if "\nORDER BY " not in query.text]
    assert unordered == []
