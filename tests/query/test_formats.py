"""The forms of an answer, read back with other programs."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rihmasto.errors import UsageError
from rihmasto.query import FORMATS, Result, ask, run, write
from rihmasto.query.formats.table import text_table
from rihmasto.query.results import Explanation

ROWS = """SELECT * { VALUES (?a ?aLabel ?n ?note) {
  (<https://example.org/id/x> "=1+1"@fi 12.50 "rivi\\n\\"toinen\\", sarkain\\t")
  (<https://example.org/id/y> UNDEF 7 "@SUM(A1)") } }"""
GRAPH = "CONSTRUCT { <urn:b> rih:code ?n } { VALUES ?n { 'x' 'y' } }"
_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def _ask(text: str, language: str = "fi") -> Result:
    return run(ox.Store(), text, language=language)


def _of(*rows: tuple[ox.Literal | None, ...]) -> Result:
    columns = tuple("abcdef"[: len(rows[0])])
    return Result("table", columns, rows, Explanation("", "", {}, (), len(rows), 0.0))


def test_csv_is_the_standards_plain_one() -> None:
    data = write(_ask(ROWS), "csv")
    assert data.startswith(b"a,aLabel,n,note\r\nhttps://example.org/id/x,=1+1,12.5,")
    assert list(csv.reader(io.StringIO(data.decode(), newline="")))[1][3] == 'rivi\n"toinen", sarkain\t'


@settings(deadline=None)
@given(st.lists(st.tuples(_TEXT, _TEXT), min_size=1))
def test_csv_tsv_and_json_come_back_as_they_were(rows: list[tuple[str, str]]) -> None:
    result = _of(*[(ox.Literal(a), ox.Literal(b, language="fi")) for a, b in rows])
    reader = csv.reader(io.StringIO(write(result, "csv").decode(), newline=""))
    assert list(reader)[1:] == [list(row) for row in rows]
    for form, syntax in (("json", ox.QueryResultsFormat.JSON), ("tsv", ox.QueryResultsFormat.TSV)):
        back = ox.parse_query_results(write(result, form), format=syntax)
        assert isinstance(back, ox.QuerySolutions)
        assert [tuple(row) for row in back] == list(result.terms)


def test_json_follows_the_recommendation() -> None:
    said = json.loads(write(_ask(ROWS), "json"))
    assert said["head"] == {"vars": ["a", "aLabel", "n", "note"]}
    first, second = said["results"]["bindings"]
    assert first["a"] == {"type": "uri", "value": "https://example.org/id/x"}
    assert first["aLabel"] == {"type": "literal", "value": "=1+1", "xml:lang": "fi"}
    assert first["n"]["datatype"] == "http://www.w3.org/2001/XMLSchema#decimal"
    assert "aLabel" not in second
    assert json.loads(write(_ask("ASK {}"), "json")) == {"head": {}, "boolean": True}


def test_xlsx_is_typed_and_holds_no_formula() -> None:
    data = write(_ask(ROWS), "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["a", "n", "note", "a (osoite)"]
    assert rows[1][0] == "=1+1"
    assert rows[1][1] == 12.5
    assert rows[1][3] == "https://example.org/id/x"
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "s", "s"]
    assert sheet["A2"].quotePrefix
    assert sheet["C3"].quotePrefix
    assert data == write(_ask(ROWS), "xlsx")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "=HYPERLINK("])
def test_cell_that_starts_like_a_formula_stays_text(start: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write(_of((ox.Literal(f"{start}1"),)), "xlsx"))).active
    assert sheet is not None
    assert (sheet["A2"].value, sheet["A2"].data_type) == (f"{start}1", "s")


@settings(deadline=None)
@given(_TEXT)
def test_any_text_fits_a_workbook(text: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write(_of((ox.Literal(text),)), "xlsx"))).active
    assert sheet is not None
    assert sheet["A2"].data_type != "f"
    if text.isprintable():
        assert (sheet["A2"].value or "") == text


def test_workbook_that_cannot_hold_the_answer_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        write(_of((ox.Literal("x" * 32_768),)), "xlsx")
    assert caught.value.code == "cell-too-long"
    many = Result("table", ("a",), ((None,),) * 1_048_576, Explanation("", "", {}, (), 1_048_576, 0.0))
    with pytest.raises(UsageError) as refused:
        write(many, "xlsx")
    assert refused.value.code == "too-many-rows"


def test_parquet_has_one_type_a_column(tmp_path: Path) -> None:
    values = """SELECT ?text ?n ?sum ?yes ?day ?part ?big ?none { VALUES (?text ?n ?sum ?yes ?day ?part ?big ?none) {
      ("ä'\\"" 1 453808.55 true "2021-06-15"^^xsd:date "2017"^^xsd:gYear 99999999999999999999 UNDEF)
      (UNDEF UNDEF 1 false UNDEF "2021-06-15"^^xsd:date 1 UNDEF) } }"""
    target = tmp_path / "it's.parquet"
    target.write_bytes(write(_ask(values), "parquet"))
    relation = duckdb.read_parquet(str(target))
    assert [str(kind) for kind in relation.types] == [
        "VARCHAR", "BIGINT", "DECIMAL(38,2)", "BOOLEAN", "DATE", "VARCHAR", "VARCHAR", "VARCHAR",
    ]  # fmt: skip
    rows = relation.fetchall()
    assert rows[0][:4] == ("ä'\"", 1, Decimal("453808.55"), True)
    assert rows[1][:3] == (None, None, Decimal(1))
    assert [row[5] for row in rows] == ["2017", "2021-06-15"]
    assert write(_ask(values), "parquet") == target.read_bytes()


def test_empty_answer_has_its_columns_in_every_form() -> None:
    empty = _ask("SELECT ?a ?b { ?a ?x ?b FILTER (false) }")
    assert write(empty, "csv") == b"a,b\r\n"
    assert write(empty, "tsv") == b"?a\t?b\n"
    assert write(empty, "table").decode() == "a  b\n─  ─\n"
    assert json.loads(write(empty, "json"))["results"] == {"bindings": []}
    assert write(empty, "parquet")[:4] == b"PAR1"
    assert openpyxl.load_workbook(io.BytesIO(write(empty, "xlsx"))).active is not None


def test_graph_is_written_as_turtle_and_ntriples() -> None:
    graph = _ask(GRAPH)
    assert write(graph, "nt").decode().splitlines() == [
        '<urn:b> <https://w3id.org/rihmasto/ns#code> "x" .',
        '<urn:b> <https://w3id.org/rihmasto/ns#code> "y" .',
    ]
    turtle = write(graph, "ttl")
    assert b"rih:code" in turtle
    assert len(list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))) == 2
    assert write(graph, "csv").startswith(b"subject,predicate,object\r\n")


def test_form_that_does_not_fit_is_refused() -> None:
    for form in ("ttl", "nt"):
        with pytest.raises(UsageError, match="is a table"):
            write(_ask(ROWS), form)
    with pytest.raises(UsageError, match="is a graph"):
        write(_ask(GRAPH), "json")
    with pytest.raises(UsageError, match="table, csv"):
        write(_ask(ROWS), "pdf")
    assert len(FORMATS) == 8


def test_table_shows_labels_and_words(store: ox.Store) -> None:
    shown = write(ask(store, "partners/of-organisation", {"organisation": "city"}, language="sv"), "table").decode()
    assert shown.splitlines() == [
        "Organisation  Partner             Slag    Projekt  Arbetspaket",
        "────────────  ──────────────────  ──────  ───────  ───────────",
        "Björkby stad  Koivulan yliopisto                5            0",
        "Björkby stad  Koivula Science Oy  yritys        3            1",
    ]


def test_table_looks_labels_up_for_ones_own_question(store: ox.Store) -> None:
    shown = write(
        run(
            store,
            "SELECT ?o { VALUES ?o { <https://example.org/id/city> <https://example.org/id/firm> } }",
            language="sv",
        ),
        "table",
    ).decode()
    assert shown.splitlines()[2:] == ["Björkby stad", "Koivula Science Oy"]


def test_table_names_what_has_no_label() -> None:
    assert write(_ask(ROWS), "table").decode().splitlines()[3].startswith("y ")


def test_table_says_yes_and_no() -> None:
    assert write(_ask("SELECT (true AS ?x) (false AS ?y) {}"), "table").decode().splitlines()[2] == "kyllä  ei"


def test_table_cannot_steer_the_terminal() -> None:
    shown = write(_of((ox.Literal("a\x1b[31mb\x07\u009bc\nd"),)), "table").decode()
    assert shown.splitlines()[2] == "a\ufffd[31mb\ufffd\ufffdc d"


def test_table_wraps_at_a_terminal_and_cuts_nothing() -> None:
    words = " ".join(f"sana{number}" for number in range(60))
    result = _of((ox.Literal("lyhyt"), ox.Literal(words), ox.Literal("x" * 50)))
    shown = text_table(result, 60)
    assert max(map(len, shown.splitlines())) <= 60
    assert all(f"sana{number}" in shown for number in range(60))
    assert shown.count("x") == 50
    assert len(text_table(result).splitlines()) == 3


def test_table_aligns_wide_and_combining_characters() -> None:
    shown = text_table(_of((ox.Literal("日本"), ox.Literal("x")), (ox.Literal("a\u0308bcd"), ox.Literal("x"))))
    assert shown.splitlines()[2:] == ["日本  x", "a\u0308bcd  x"]
