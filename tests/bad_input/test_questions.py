"""Questions that are wrong in their name, a parameter, an IRI or their syntax."""

from collections.abc import Callable
from pathlib import Path

import pytest

Refused = Callable[..., tuple[int, str]]
_QUERY = "partners/of-organisation"


@pytest.mark.parametrize(
    ("language", "words"), [("fi", "ei ole; tarkoititko"), ("sv", "menade du"), ("en", "did you mean")]
)
def test_a_wrong_name_is_answered_with_near_ones(region: Path, refused: Refused, language: str, words: str) -> None:
    code, sentence = refused("query", "partners/of-organization", "-w", region, "--lang", language)
    assert code == 2
    assert words in sentence
    assert _QUERY in sentence


@pytest.mark.parametrize(
    ("language", "words"), [("fi", "ei ole valitsinta"), ("sv", "har inget alternativ"), ("en", "has no option")]
)
def test_a_wrong_parameter_is_answered_with_the_right_ones(
    region: Path, refused: Refused, language: str, words: str
) -> None:
    code, sentence = refused("query", _QUERY, "-w", region, "--organization", "turku", "--lang", language)
    assert code == 2
    assert words in sentence
    assert "--organisation" in sentence


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["projects/running-on-day", "--day", "31.2.2021"], "“31.2.2021” of day is not a date"),
        ([_QUERY, "--organisation", "Rantavoiam Oy"], "Rantavoima Oy"),
        ([_QUERY, "--organisation", "a\nb\x1b[31m"], "Nothing is called “a b [31m”"),
        ([_QUERY, "--lang", "de"], "--lang must be one of: fi, sv, en."),
        ([_QUERY, "-f", "docx"], "--format must be one of: table, csv,"),
        ([_QUERY, "--organisation"], "requires an argument"),
    ],
)
def test_a_wrong_value_is_named(region: Path, refused: Refused, arguments: list[str], words: str) -> None:
    code, sentence = refused("query", "-w", region, *arguments)
    assert code == 2
    assert words in sentence


@pytest.mark.parametrize(
    ("iri", "words"),
    [
        ("https://example.org/ with space", "is not a valid IRI"),
        ("https://example.org/a>b", "is not a valid IRI"),
        ('https://example.org/"} UNION {?s ?p ?o', "is not a valid IRI"),
        ("https://example.org/mallila/id/organisation/nobody", "There is no https://example.org/"),
    ],
)
def test_a_wrong_iri_is_named(region: Path, refused: Refused, iri: str, words: str) -> None:
    code, sentence = refused("query", _QUERY, "-w", region, "--organisation", iri)
    assert code == 2
    assert words in sentence


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "Rivillä 2, sarakkeessa 11"), ("sv", "På rad 2, kolumn 11"), ("en", "On line 2, column 11")],
)
def test_wrong_syntax_is_told_with_line_and_column(
    region: Path, tmp_path: Path, refused: Refused, language: str, words: str
) -> None:
    wrong = "SELECT * {\n  ?s ?p ; }"
    code, sentence = refused("query", "--sparql", wrong, "-w", region, "--lang", language)
    assert (code, sentence.startswith(words)) == (2, True), sentence
    (tmp_path / "q.rq").write_text(wrong, encoding="utf-8-sig")
    code, sentence = refused("query", "--file", tmp_path / "q.rq", "-w", region, "--lang", language)
    assert (code, sentence.startswith(words)) == (2, True), sentence
    (tmp_path / "binary.rq").write_bytes(b"\xff\xfe\x00SELECT")
    code, sentence = refused("query", "--file", tmp_path / "binary.rq", "-w", region, "--lang", language)
    assert (code, "binary.rq" in sentence) == (3, True)
