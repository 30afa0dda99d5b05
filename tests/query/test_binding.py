"""Binding: whatever a person writes stays a value."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rihmasto.errors import UsageError
from rihmasto.query.binding import as_iri, bind, plain_term, render
from rihmasto.query.catalogue import NamedQuery, find, parse_query
from rihmasto.query.scanner import significant, tokens

_HEADER = """#+ title    = { fi = "a", sv = "b", en = "c" }
#+ question = { fi = "a?", sv = "b?", en = "c?" }
#+ tags     = ["x"]
#+ view     = "table"
#+ [param.a]
#+ type  = "string"
#+ about = { fi = "a", sv = "b", en = "c" }
#+ [param.b]
#+ type  = "iri"
#+ about = { fi = "a", sv = "b", en = "c" }
"""
_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
_NASTY = st.text(st.sampled_from("\"'\\\n\r\t}{<>#?u0022UN DEF^@.|`:/a\u2028\x00"), max_size=20)


def _query() -> NamedQuery:
    body = 'SELECT ?a ?b { VALUES ?a { "x" } # VALUES ?b { UNDEF }\n VALUES ?b { <urn:x> } }'
    return parse_query("x/y", Path("x/y.rq"), _HEADER + body)


def _asked(text: str) -> list[ox.NamedNode | ox.Literal]:
    answer = ox.Store().query(text)
    assert isinstance(answer, ox.QuerySolutions)
    (row,) = answer
    return list(row)


def _shape(text: str) -> list[tuple[str, str]]:
    return [(t.kind, "" if t.kind in {"string", "iri"} else t.text) for t in significant(text)]


@settings(deadline=None)
@given(_TEXT | _NASTY)
def test_any_text_is_one_string_and_comes_back_as_it_was(text: str) -> None:
    query = _query()
    bound = bind(query, {"a": plain_term("a", "string", text)})
    assert _shape(bound) == _shape(query.text)
    assert _asked(bound)[0] == ox.Literal(text)


@settings(deadline=None)
@given(_TEXT | _NASTY | st.builds("https://example.org/{}".format, _TEXT | _NASTY))
def test_any_text_is_one_iri_or_is_refused(text: str) -> None:
    query = _query()
    try:
        iri = as_iri(text)
    except UsageError:
        return
    bound = bind(query, {"b": iri})
    assert _shape(bound) == _shape(query.text)
    assert _asked(bound)[1] == iri


@settings(deadline=None)
@given(_TEXT | _NASTY)
def test_a_shipped_query_keeps_its_structure(text: str) -> None:
    query = find("evidence/of-value")
    bound = bind(query, {"words": plain_term("words", "string", text)})
    assert _shape(bound) == _shape(query.text.replace("?words { UNDEF }", '?words { "" }'))
    ox.Store().query(bound)


@settings(deadline=None)
@given(_TEXT | _NASTY)
def test_every_character_belongs_to_one_token(text: str) -> None:
    assert "".join(token.text for token in tokens(text)) == text


@settings(deadline=None)
@given(_NASTY)
def test_text_survives_an_engine_that_resolves_escapes_first(text: str) -> None:
    """SPARQL 1.1 §19.2 lets an engine replace escapes in the whole query before it reads strings."""
    resolved = re.sub(r"\\u([0-9A-F]{4})", lambda m: chr(int(m[1], 16)), render(ox.Literal(text)))
    assert [token.kind for token in tokens(resolved)] == ["string"]
    assert _asked(f"SELECT ?a ({resolved} AS ?b) {{ VALUES ?a {{ 1 }} }}")[1] == ox.Literal(text)


def test_slots_not_named_keep_their_defaults() -> None:
    assert [str(term) for term in _asked(bind(_query(), {"a": ox.Literal("y")}))] == ['"y"', "<urn:x>"]


def test_all_slots_are_bound_in_one_pass() -> None:
    bound = bind(_query(), {"a": ox.Literal("VALUES ?b { <urn:evil> }"), "b": ox.NamedNode("urn:b")})
    assert [str(term) for term in _asked(bound)] == ['"VALUES ?b { <urn:evil> }"', "<urn:b>"]


def test_term_of_no_parameter_is_refused() -> None:
    with pytest.raises(UsageError, match="it has: a, b"):
        bind(_query(), {"c": ox.Literal("y")})


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("date", "2021-02-30", "bad-date"),
        ("date", "31.6.2021", "bad-date"),
        ("date", "2021-06", "date-not-a-day"),
        ("date", "06/2021", "date-not-a-day"),
        ("date", "2021", "date-not-a-day"),
        ("date", "\u0662021-06-01", "bad-date"),
        ("integer", "7.0", "bad-integer"),
        ("integer", "seitsemän", "bad-integer"),
        ("integer", "\u0667", "bad-integer"),
        ("string", "\udcff", "bad-text"),
    ],
)
def test_value_of_the_wrong_kind_is_refused(kind: str, text: str, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        plain_term("day", kind, text)
    assert caught.value.code == code


def test_language_is_a_tag() -> None:
    assert plain_term("language", "string", "sv-FI") == ox.Literal("sv-FI")
    with pytest.raises(UsageError) as caught:
        plain_term("language", "string", 'fi" } #')
    assert caught.value.code == "query-bad-language"


@pytest.mark.parametrize("text", ["", "turku", "https://a b", "javascript:alert('>')", "http://[::1", "a:b\\c", "<a:b"])
def test_bad_iri_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="not a valid IRI"):
        as_iri(text)


def test_plain_terms_are_typed() -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert plain_term("day", "date", "2021-06-30") == ox.Literal("2021-06-30", datatype=ox.NamedNode(f"{xsd}date"))
    assert plain_term("day", "date", " 30.6.2021") == plain_term("day", "date", "2021-06-30")
    assert plain_term("n", "integer", "-07") == ox.Literal(-7)
    assert render(ox.Literal("a", language="fi")) == '"a"@fi'
    assert render(ox.Literal(7)) == f'"7"^^<{xsd}integer>'
