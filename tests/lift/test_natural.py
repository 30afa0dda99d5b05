"""SQL values become the canonical lexical forms of XSD."""

import math
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rihmasto.lift import lift, load_mapping

XSD = "http://www.w3.org/2001/XMLSchema#"
MAPPING = """@prefix rr: <http://www.w3.org/ns/r2rml#> . @prefix ex: <https://example.org/ns#> .
<m> rr:logicalTable [ rr:tableName "cells" ] ; rr:subject ex:s ;
  rr:predicateObjectMap [ rr:predicate ex:p ; rr:objectMap [ rr:column "cell" ] ] ,
    [ rr:predicate ex:q ; rr:objectMap [ rr:template "v/{cell}" ] ] .
"""
VALUES = [
    ("CAST(7 AS TINYINT)", "7", "integer", "7"),
    ("CAST(-7 AS HUGEINT)", "-7", "integer", "-7"),
    ("CAST(18446744073709551615 AS UBIGINT)", "18446744073709551615", "integer", "18446744073709551615"),
    ("CAST(453808.00 AS DECIMAL(18,2))", "453808", "decimal", "453808"),
    ("CAST(-0.50 AS DECIMAL(18,2))", "-0.5", "decimal", "-0.5"),
    ("CAST(0.5 AS DECIMAL(2,2))", "0.5", "decimal", "0.5"),
    ("CAST(-0.5 AS DECIMAL(2,2))", "-0.5", "decimal", "-0.5"),
    ("CAST(0 AS DECIMAL(2,2))", "0", "decimal", "0"),
    ("CAST(100 AS DECIMAL(18,0))", "100", "decimal", "100"),
    ("CAST(30 AS DOUBLE)", "3.0E1", "double", "3.0E1"),
    ("CAST(80.25 AS FLOAT)", "8.025E1", "double", "8.025E1"),
    ("CAST(1e-7 AS DOUBLE)", "1.0E-7", "double", "1.0E-7"),
    ("CAST(-1.5e300 AS DOUBLE)", "-1.5E300", "double", "-1.5E300"),
    ("CAST(0 AS DOUBLE)", "0.0E0", "double", "0.0E0"),
    ("-CAST(0 AS DOUBLE)", "-0.0E0", "double", "-0.0E0"),
    ("CAST('nan' AS DOUBLE)", "NaN", "double", "NaN"),
    ("CAST('-inf' AS DOUBLE)", "-INF", "double", "-INF"),
    ("true", "true", "boolean", "true"),
    ("DATE '2021-02-09'", "2021-02-09", "date", "2021-02-09"),
    ("TIME '09:30:00.5'", "09:30:00.5", "time", "09%3A30%3A00.5"),
    ("TIMESTAMP '2021-02-09 09:30:00'", "2021-02-09T09:30:00", "dateTime", "2021-02-09T09%3A30%3A00"),
    ("TIMESTAMPTZ '2021-02-09 09:30:00+02'", "2021-02-09T07:30:00Z", "dateTime", "2021-02-09T07%3A30%3A00Z"),
    ("unhex('89504e')", "89504E", "hexBinary", "89504E"),
    ("UUID '00000000-0000-0000-0000-00000000000a'", "00000000-0000-0000-0000-00000000000a", "string", None),
    ("'kaupunki'::ENUM('kaupunki', 'kunta')", "kaupunki", "string", "kaupunki"),
    ("[1, 2]", "[1, 2]", "string", "%5B1%2C%202%5D"),
]


def lifted(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[str, str]:
    lift(connection, load_mapping(MAPPING, base="https://example.org/"), path)
    quads = ox.parse(path=path, format=ox.RdfFormat.N_QUADS)
    return {quad.predicate.value[-1]: str(quad.object) for quad in quads}


@pytest.mark.parametrize(("sql", "lexical", "datatype", "part"), VALUES)
def test_value_is_canonical(tmp_path: Path, sql: str, lexical: str, datatype: str, part: str | None) -> None:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'Asia/Tokyo'")
        connection.execute(f"CREATE TABLE cells AS SELECT {sql} AS cell")
        found = lifted(connection, tmp_path / "out.nq")
    assert found["p"] == str(ox.Literal(lexical, datatype=ox.NamedNode(XSD + datatype)))
    assert found["q"] == f"<https://example.org/v/{part or lexical}>"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.floats(), money=st.decimals(-(10**15), 10**15, places=2), day=st.dates())
def test_values_come_back(tmp_path: Path, number: float, money: Decimal, day: date) -> None:
    found = {}
    for value, sql_type in ((number, "DOUBLE"), (money, "DECIMAL(18,2)"), (day, "DATE")):
        with duckdb.connect() as connection:
            connection.execute(f"CREATE TABLE cells (cell {sql_type})")
            connection.execute("INSERT INTO cells VALUES (?)", [value])
            found[sql_type] = lifted(connection, tmp_path / "out.nq")["p"].split('"')[1]
    assert math.isnan(number) if found["DOUBLE"] == "NaN" else float(found["DOUBLE"].replace("INF", "inf")) == number
    assert Decimal(found["DECIMAL(18,2)"]) == money
    assert date.fromisoformat(found["DATE"]) == day
