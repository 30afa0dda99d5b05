"""Whatever stands in a cell comes out as the same term; the same rows make the same bytes."""

import random
import string
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

import duckdb
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rihmasto.errors import InputError
from rihmasto.lift import lift, load_mapping

BASE = "https://example.org/turku/"
PREFIXES = "@prefix rr: <http://www.w3.org/ns/r2rml#> . @prefix ex: <https://example.org/ns#> .\n"
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
TEXTS = st.lists(ANY_TEXT, min_size=1, max_size=20)
EVERY_RUN = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
AWKWARD = [
    "",
    "\x00",
    '\\"\n\r\t\x08\x0c\x01\x7f',
    "\ufffe\uffff\ufeff",
    "ÅÄÖ åäö €",
    "\u0085\u2028",
    "\U0010ffff",
    "\\u0041",
]

TEXT_MAPPING = """
<row> rr:logicalTable [ rr:tableName "cells" ] ; rr:subjectMap [ rr:template "id/{n}" ] ;
  rr:predicateObjectMap [ rr:predicate ex:plain ; rr:objectMap [ rr:column "cell" ] ] ,
    [ rr:predicate ex:tagged ; rr:objectMap [ rr:column "cell" ; rr:language "fi" ] ] ,
    [ rr:predicate ex:thing ; rr:objectMap [ rr:template "id/thing/{cell}#x" ] ] ,
    [ rr:predicate ex:blank ; rr:objectMap [ rr:column "cell" ; rr:termType rr:BlankNode ] ] ,
    [ rr:predicate ex:said ; rr:objectMap [ rr:template "\\\\{{cell}\\\\}" ; rr:termType rr:Literal ] ] .
"""
IRI_MAPPING = """
<page> rr:logicalTable [ rr:tableName "cells" ] ; rr:subjectMap [ rr:template "id/{n}" ] ;
  rr:predicateObjectMap [ rr:predicate ex:page ; rr:objectMap [ rr:column "cell" ; rr:termType rr:IRI ] ] .
"""


def table(cells: Iterable[str | None]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE cells (n INTEGER, cell VARCHAR)")
    for row in enumerate(cells):
        connection.execute("INSERT INTO cells VALUES (?, ?)", row)
    return connection


def quads(path: Path) -> list[ox.Quad]:
    return list(ox.parse(path=path, format=ox.RdfFormat.N_QUADS))


def objects(path: Path, name: str) -> dict[int, ox.Literal | ox.NamedNode | ox.BlankNode]:
    return {
        int(quad.subject.value.removeprefix(BASE + "id/")): quad.object
        for quad in quads(path)
        if quad.predicate.value.endswith(name) and isinstance(quad.subject, ox.NamedNode)
        if not isinstance(quad.object, ox.Triple)
    }


@EVERY_RUN
@given(TEXTS)
@example(AWKWARD)
def test_any_text_comes_back_as_every_kind_of_term(tmp_path: Path, cells: list[str]) -> None:
    path = tmp_path / "out.nq"
    with table(cells) as connection:
        count = lift(connection, load_mapping(PREFIXES + TEXT_MAPPING, base=BASE), path)
    assert count == 5 * len(cells) == len(quads(path))
    numbered = dict(enumerate(cells))
    assert objects(path, "plain") == {n: ox.Literal(cell) for n, cell in numbered.items()}
    assert objects(path, "tagged") == {n: ox.Literal(cell, language="fi") for n, cell in numbered.items()}
    assert objects(path, "said") == {n: ox.Literal("{" + cell + "}") for n, cell in numbered.items()}
    things = {n: one.value for n, one in objects(path, "thing").items()}
    assert {n: unquote(one) for n, one in things.items()} == {
        n: f"{BASE}id/thing/{cell}#x" for n, cell in numbered.items()
    }
    assert all(set(one).isdisjoint(string.whitespace + '<>"{}|\\^`') for one in things.values())
    labels = [one.value for one in objects(path, "blank").values()]
    assert len(set(labels)) == len(set(cells))


@EVERY_RUN
@given(TEXTS)
@example(AWKWARD)
def test_lines_are_canonical_and_sorted(tmp_path: Path, cells: list[str]) -> None:
    path = tmp_path / "out.nq"
    with table(cells) as connection:
        lift(connection, load_mapping(PREFIXES + TEXT_MAPPING, base=BASE), path)
    lines = path.read_bytes().splitlines(keepends=True)
    assert lines == sorted(set(lines))
    again = ox.serialize(quads(path), format=ox.RdfFormat.N_QUADS)
    assert again is not None
    assert path.read_bytes() == again


@pytest.mark.parametrize(
    ("cell", "part"),
    [
        ("Turun kaupunki", "Turun%20kaupunki"),
        ("Åbo/ÄÖ", "Åbo%2FÄÖ"),
        ("a-b._~c", "a-b._~c"),
        ("50 % (+1)", "50%20%25%20%28%2B1%29"),
        ("日本", "日本"),
        ("\ue000\x80", "%EE%80%80%C2%80"),
        ("\U000e0100", "%F3%A0%84%80"),
    ],
)
def test_template_keeps_iunreserved_only(tmp_path: Path, cell: str, part: str) -> None:
    with table([cell]) as connection:
        lift(connection, load_mapping(PREFIXES + TEXT_MAPPING, base=BASE), tmp_path / "out.nq")
    assert objects(tmp_path / "out.nq", "thing")[0].value == f"{BASE}id/thing/{part}#x"


IRI_PARTS = st.sampled_from(
    [*"abzÅ9:/?#[]@!$&'()*+,;=%-._~ <>\"{}|\\^`", "http://", "%20", "%4", "://", "\ue000", "\u00a0", "\x00"]
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(IRI_PARTS, max_size=12).map("".join))
@example("http://a@b:80/c?d#e")
@example("https://www.turku.fi/päätökset?x=[1]")
@example("mailto:a@b")
@example("//x")
@example("")
def test_a_cell_is_a_good_iri_or_is_told(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "out.nq"
    error = complaint(cell, path)
    if error is None:
        value = objects(path, "page")[0].value
        assert value in {cell, BASE + cell}
        assert str(ox.NamedNode(value)) == f"<{value}>"
    else:
        assert error.code == "lift-invalid-value"
        assert (error.values["column"], error.values["value"]) == ("cell", cell)
        with pytest.raises(ValueError, match="IRI"):
            ox.NamedNode(BASE + cell)


def complaint(cell: str, path: Path) -> InputError | None:
    with table([cell]) as connection:
        try:
            lift(connection, load_mapping(PREFIXES + IRI_MAPPING, base=BASE), path)
        except InputError as error:
            return error
    return None


def test_the_first_wrong_cell_is_told_with_its_row(tmp_path: Path) -> None:
    cells = ["https://turku.fi/", "http://a b", None, "x y", "Åbo", "http://[::1"]
    with table(cells) as connection, pytest.raises(InputError) as caught:
        lift(connection, load_mapping(PREFIXES + IRI_MAPPING, base=BASE), tmp_path / "out.nq")
    assert caught.value.code == "lift-invalid-value"
    assert caught.value.values == {
        "table": "cells",
        "row": f"<{BASE}id/1>",
        "column": "cell",
        "value": "http://a b",
        "kind": "IRI",
        "more": 2,
    }
    assert not (tmp_path / "out.nq").exists()


def test_columns_may_be_called_as_the_report_calls_them(tmp_path: Path) -> None:
    mapping = load_mapping(
        PREFIXES
        + """<m> rr:logicalTable [ rr:tableName "cells" ] ; rr:subjectMap [ rr:template "id/{n}" ] ;
          rr:predicateObjectMap [ rr:predicate ex:page ; rr:objectMap [ rr:column "value" ; rr:termType rr:IRI ] ] .""",
        base=BASE,
    )
    with duckdb.connect() as connection:
        connection.execute("""CREATE TABLE cells AS FROM (VALUES (1, NULL, NULL, NULL, 'a b'), (NULL, 1, 1, 1, 'c d'))
          t(n, "row", "column", kind, value)""")
        with pytest.raises(InputError) as caught:
            lift(connection, mapping, tmp_path / "out.nq")
    told = caught.value.values
    assert (told["row"], told["column"], told["value"], told["more"]) == (f"<{BASE}id/1>", "value", "a b", 0)


@pytest.mark.parametrize(
    ("datatype", "good", "bad"),
    [
        ("gYear", "2021", "21"),
        ("gYearMonth", "2017-06", "06/2017"),
        ("date", "2021-02-09", "9.2.2021"),
        ("decimal", "250000.00", "1,2"),
        ("integer", "-7", "7.0"),
        ("boolean", "true", "kyllä"),
    ],
)
def test_literal_outside_its_datatype_is_told(tmp_path: Path, datatype: str, good: str, bad: str) -> None:
    mapping = load_mapping(
        PREFIXES + '<row> rr:logicalTable [ rr:tableName "cells" ] ; rr:subjectMap [ rr:template "id/{n}" ] ;'
        'rr:predicateObjectMap [ rr:predicate ex:value ; rr:objectMap [ rr:column "cell" ;'
        f"rr:datatype <http://www.w3.org/2001/XMLSchema#{datatype}> ] ] .",
        base=BASE,
    )
    with table([good]) as connection:
        lift(connection, mapping, tmp_path / "out.nq")
    value = objects(tmp_path / "out.nq", "value")[0]
    assert str(value) == f'"{good}"^^<http://www.w3.org/2001/XMLSchema#{datatype}>'
    with table([good, bad]) as connection, pytest.raises(InputError) as caught:
        lift(connection, mapping, tmp_path / "out.nq")
    assert (caught.value.values["value"], caught.value.values["row"]) == (bad, f"<{BASE}id/1>")


@EVERY_RUN
@given(TEXTS, st.randoms())
def test_order_of_rows_and_threads_does_not_show(tmp_path: Path, cells: list[str], chance: random.Random) -> None:
    found = set()
    rows = list(enumerate([*cells, *cells]))
    for threads in (1, 4):
        chance.shuffle(rows)
        with duckdb.connect(config={"threads": threads}) as connection:
            connection.execute("CREATE TABLE cells (n INTEGER, cell VARCHAR)")
            connection.executemany("INSERT INTO cells VALUES (?, ?)", rows)
            lift(connection, load_mapping(PREFIXES + TEXT_MAPPING, base=BASE), tmp_path / "out.nq")
        found.add((tmp_path / "out.nq").read_bytes())
    assert len(found) == 1


def test_many_rows_are_sorted_whatever_the_settings(tmp_path: Path) -> None:
    mapping = load_mapping(PREFIXES + TEXT_MAPPING, base=BASE)
    with duckdb.connect(config={"threads": 4, "preserve_insertion_order": False}) as connection:
        connection.execute(
            "CREATE TABLE cells AS SELECT i AS n, 'Å' || (i * 7919) % 50021 AS cell FROM range(50000) r(i)"
        )
        assert lift(connection, mapping, tmp_path / "out.nq") == 250_000
    lines = (tmp_path / "out.nq").read_bytes().splitlines()
    assert len(lines) == 250_000
    assert lines == sorted(lines)


def test_graphs_are_parted_without_rest(tmp_path: Path) -> None:
    people = BASE + "graph/people"
    mapping = load_mapping(
        PREFIXES
        + """
        <open> rr:logicalTable [ rr:tableName "cells" ] ;
          rr:subjectMap [ rr:template "id/{n}" ; rr:class ex:Row ; rr:graphMap [ rr:template "graph/{cell}" ] ] ;
          rr:predicateObjectMap [ rr:predicate ex:said ; rr:objectMap [ rr:column "cell" ] ;
            rr:graph rr:defaultGraph ] .
        <closed> rr:logicalTable [ rr:tableName "cells" ] ;
          rr:subjectMap [ rr:template "id/person/{n}" ; rr:graph <graph/people> ; rr:class ex:Person ] .
        """,
        base=BASE,
    )
    every, public, private = (tmp_path / f"{name}.nq" for name in ("every", "public", "private"))
    with table(["one", "people", "two"]) as connection:
        assert lift(connection, mapping, every) == 12
        assert lift(connection, mapping, public, without=[people]) == 7
        assert lift(connection, mapping, private, only=[people]) == 5
        assert lift(connection, mapping, tmp_path / "none.nq", only=[]) == 0
    assert {str(quad.graph_name) for quad in quads(private)} == {f"<{people}>"}
    assert {str(quad.graph_name) for quad in quads(public)} == {"DEFAULT", f"<{BASE}graph/one>", f"<{BASE}graph/two>"}
    both = public.read_bytes().splitlines() + private.read_bytes().splitlines()
    assert sorted(both) == every.read_bytes().splitlines()


def test_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with table(["x"]) as connection, pytest.raises(InputError) as caught:
        lift(connection, load_mapping(PREFIXES + IRI_MAPPING, base=BASE), tmp_path / "no" / "out.nq")
    assert caught.value.code == "lift-not-written"
