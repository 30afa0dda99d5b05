"""Results: Python values and data frames with the right types, and nothing cut."""

import builtins
import datetime as dt
from decimal import Decimal

import pandas as pd  # type: ignore[import-untyped]  # its stubs are no dependency
import polars as pl
import pyoxigraph as ox
import pytest

from rihmasto.errors import UsageError
from rihmasto.query import Result, ask, run

ALL = """SELECT ?text ?iri ?integer ?decimal ?double ?yes ?date ?month ?moment ?nothing {
  VALUES (?text ?iri ?integer ?decimal ?double ?yes ?date ?month ?moment ?nothing) {
  ("a"@fi <urn:x> 7 1.5 2.5e0 true "2021-06-15"^^xsd:date "2021-06"^^xsd:gYearMonth
   "2021-06-15T12:00:00Z"^^xsd:dateTime UNDEF) } }"""
MIXED = 'SELECT * { VALUES (?start ?sum ?more) { ("2017"^^xsd:gYear 1 1) ("2021-06-15"^^xsd:date 1.5 2.5e0) } }'


def _ask(text: str) -> Result:
    return run(ox.Store(), text)


def test_values_have_python_types() -> None:
    (row,) = _ask(ALL)
    assert row == {
        "text": "a", "iri": "urn:x", "integer": 7, "decimal": Decimal("1.5"), "double": 2.5, "yes": True,
        "date": dt.date(2021, 6, 15), "month": "2021-06",
        "moment": dt.datetime(2021, 6, 15, 12, tzinfo=dt.UTC), "nothing": None,
    }  # fmt: skip
    assert [type(value) for value in row.values()][2:6] == [int, Decimal, float, bool]


def test_bad_lexical_form_stays_text() -> None:
    assert _ask('SELECT ("31.2.2021"^^xsd:date AS ?d) ("x"^^xsd:integer AS ?i) {}').rows == [("31.2.2021", "x")]


def test_mixed_columns_become_one_type() -> None:
    columns = _ask(MIXED).typed_columns()
    assert columns == {"start": ["2017", "2021-06-15"], "sum": [Decimal(1), Decimal("1.5")], "more": [1.0, 2.5]}


def test_pandas_keeps_types_and_gaps() -> None:
    frame = _ask("SELECT ?n ?s ?b { VALUES (?n ?s ?b) { (1 'a' true) (UNDEF UNDEF UNDEF) (3 'c' false) } }").to_pandas()
    assert isinstance(frame, pd.DataFrame)
    assert [str(kind) for kind in frame.dtypes] == ["Int64", "string", "boolean"]
    assert frame["n"].isna().tolist() == [False, True, False]
    assert list(_ask(ALL).to_pandas().columns) == list(_ask(ALL).columns)


def test_pandas_describes_amounts_and_days() -> None:
    text = """SELECT ?sum ?day ?mixed { VALUES (?sum ?day ?mixed) {
      (1.5 "2021-06-15"^^xsd:date "2021"^^xsd:gYear) (2 UNDEF "2021-06-15"^^xsd:date)
      (UNDEF "2021-06-17"^^xsd:date UNDEF) } }"""
    frame = _ask(text).to_pandas()
    assert [str(kind) for kind in frame.dtypes] == ["Float64", "datetime64[ns]", "string"]
    assert frame["sum"].describe()["mean"] == 1.75
    assert frame["day"].describe()["mean"] == pd.Timestamp("2021-06-16")
    assert frame["day"].isna().tolist() == [False, True, False]
    old = _ask('SELECT ?day { VALUES ?day { "1229-01-23"^^xsd:date } }').to_pandas()
    assert old["day"].tolist() == [dt.date(1229, 1, 23)]


def test_result_tells_itself_briefly() -> None:
    assert repr(_ask(ALL)) == f"Result(table, 1 × {', '.join(_ask(ALL).columns)})"
    assert repr(ask(ox.Store(), "partners/pairs")).startswith("Result(partners/pairs: table, 0 × first, firstLabel, ")


def test_polars_keeps_types_and_gaps() -> None:
    frame = _ask(ALL).to_polars()
    assert frame.schema["integer"] == pl.Int64
    assert frame.schema["date"] == pl.Date
    assert isinstance(frame.schema["decimal"], pl.Decimal)
    late = "SELECT ?n ?m { VALUES ?n { " + "0 " * 500 + "} OPTIONAL { FILTER(?n > 5) BIND ('x' AS ?m) } }"
    assert _ask(late).to_polars().shape == (500, 2)
    assert _ask("SELECT ?x { ?x ?p ?o }").to_polars().columns == ["x"]


def test_frame_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    original = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name == "polars":
            raise ImportError(name)
        return original(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("rihmasto.query.results.import_module", without)
    with pytest.raises(UsageError, match="pip install polars"):
        _ask(ALL).to_polars()


def test_nothing_is_cut() -> None:
    numbers = "SELECT ?n ?m { VALUES ?n { " + " ".join(map(str, range(300))) + " } VALUES ?m { " + "1 " * 100 + "} }"
    result = _ask(numbers)
    assert len(result) == len(result.rows) == len(list(result)) == 30_000


def test_notebook_table_escapes_everything() -> None:
    html = _ask(
        """SELECT ?aLabel { VALUES ?aLabel { "<script>alert(1)</script>" '"><img onerror=x>' } }"""
    )._repr_html_()
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_notebook_table_says_what_it_does_not_show() -> None:
    html = _ask("SELECT ?n { VALUES ?n { " + "1 " * 201 + "} }")._repr_html_()
    assert html.count("<tr>") == 201
    assert "200 rows; all 201" in html
    assert "<p>" not in _ask("SELECT ?n { VALUES ?n { 1 } }")._repr_html_()
