import duckdb
import pytest

from rihmasto.validate.columns import Columns
from rihmasto.validate.datatypes import comparable, compared, keys, kind_of, well_formed
from rihmasto.validate.terms import XSD, datatype

GOOD = {
    "integer": ["0", "-007", "+5", "123456789012345678901234567890"],
    "decimal": ["1", "-1.50", ".5", "5."],
    "double": ["1e3", "-INF", "INF", "NaN", ".5E-3"],
    "boolean": ["true", "false", "0", "1"],
    "byte": ["-128", "127", "+0000127", "-0"],
    "long": ["9223372036854775807", "-9223372036854775808"],
    "unsignedLong": ["18446744073709551615", "-0"],
    "unsignedByte": ["255", "0"],
    "positiveInteger": ["1", "+01"],
    "nonPositiveInteger": ["0", "-5"],
    "date": ["2020-02-29", "2000-02-29Z", "1999-12-31+14:00", "-0044-03-15", "12020-01-01"],
    "dateTime": ["2020-02-29T24:00:00", "2020-01-01T23:59:59.999+02:00"],
    "dateTimeStamp": ["2020-01-01T00:00:00Z"],
    "time": ["00:00:00", "23:59:59.5-05:00"],
    "gYear": ["2017", "-0001", "2017+02:00"],
    "gYearMonth": ["2017-06"],
    "gMonthDay": ["--02-29", "--12-31"],
    "duration": ["P1Y", "P1Y2M3DT4H5M6.7S", "-PT1S"],
    "dayTimeDuration": ["P3D", "PT5M"],
    "hexBinary": ["", "0aFF"],
    "base64Binary": ["", "YWJj", "YWI=", "YQ=="],
    "string": ["", "x"],
}
BAD = {
    "integer": ["", "1.0", " 5", "5 ", "٣", "1e3", "--1"],
    "decimal": [".", "1,5", "1e3", "INF"],
    "double": ["inf", "1e", "x"],
    "boolean": ["True", "yes", ""],
    "byte": ["128", "-129", "1000"],
    "long": ["9223372036854775808", "-9223372036854775809", "10000000000000000000"],
    "unsignedLong": ["18446744073709551616", "-1"],
    "unsignedByte": ["256", "-1"],
    "positiveInteger": ["0", "-1"],
    "nonPositiveInteger": ["1"],
    "date": ["2017-02-31", "2019-02-29", "1900-02-29", "2017-13-01", "17-01-01", "2017-1-1", "2017-01-01+15:00"],
    "dateTime": ["2020-01-01", "2020-01-01T24:00:01", "2020-01-01T12:60:00", "2020-01-01T1:00:00"],
    "dateTimeStamp": ["2020-01-01T00:00:00"],
    "time": ["24:01:00", "1:00"],
    "gYear": ["17", "02017", "2017-01"],
    "gYearMonth": ["06/2017", "2017-13"],
    "gMonthDay": ["--02-30"],
    "duration": ["P", "PT", "1Y", "P1S"],
    "dayTimeDuration": ["P1Y", "P"],
    "hexBinary": ["0"],
    "base64Binary": ["Y", "YW=="],
}
# a, operator, b and whether it holds; None: the two cannot be compared
ORDER = [
    (("1", "integer"), "<", ("1.5", "decimal"), True),
    (("12345678901234567890", "integer"), "<", ("12345678901234567891", "integer"), True),
    (("1e400", "double"), ">", ("1", "integer"), True),
    (("0.0000000000001", "decimal"), ">", ("0", "integer"), True),
    (("NaN", "double"), "<", ("1", "integer"), None),
    (("300", "byte"), ">", ("1", "integer"), None),
    (("x", "integer"), "<", ("1", "integer"), None),
    (("a", "string"), "<", ("ä", "string"), True),
    (("false", "boolean"), "<", ("1", "boolean"), True),
    (("2017-02-28", "date"), "<", ("2017-03-01", "date"), True),
    (("2017-02-31", "date"), "<", ("2017-03-01", "date"), None),
    (("2017", "gYear"), "<=", ("2017", "gYear"), True),
    (("2017", "gYear"), "<", ("2018-01-01", "date"), None),
    (("2017-06", "gYearMonth"), "<", ("2017-07", "gYearMonth"), True),
    (("2020-01-01T24:00:00Z", "dateTime"), "<=", ("2020-01-02T00:00:00Z", "dateTime"), True),
    (("2020-01-01T12:00:00+02:00", "dateTime"), "<", ("2020-01-01T11:00:00Z", "dateTime"), True),
    (("2020-01-01T12:00:00", "dateTime"), "<", ("2020-01-01T12:00:00Z", "dateTime"), None),
    (("2020-01-01T12:00:00", "dateTime"), "<", ("2020-01-03T12:00:00Z", "dateTime"), True),
    (("12:00:00", "time"), ">", ("11:59:59", "time"), True),
    (("--02-29", "gMonthDay"), "<", ("--03-01", "gMonthDay"), True),
    (("P1D", "dayTimeDuration"), "<=", ("PT24H", "dayTimeDuration"), True),
    (("P1Y", "yearMonthDuration"), ">", ("P11M", "yearMonthDuration"), True),
    (("P1Y", "duration"), ">", ("P11M", "duration"), None),
]


def literal(lexical: str, name: str) -> str:
    return f'"{lexical}"' if name == "string" else f'"{lexical}"^^<{XSD}{name}>'


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    columns = Columns([])
    terms = [literal(*value) for row in ORDER for value in (row[0], row[2])]
    for kind in sorted({kind_of(datatype(term)) for term in terms}):
        columns.prepare(kind, *terms)
    return columns.connection


@pytest.mark.parametrize(("table", "expected"), [(GOOD, True), (BAD, False)])
def test_lexical_forms(table: dict[str, list[str]], expected: bool, connection: duckdb.DuckDBPyConnection) -> None:  # noqa: FBT001 -- the table's column
    wrong = []
    for name, forms in table.items():
        for lexical in forms:
            query = f"SELECT {well_formed('$1', XSD + name)}"
            if connection.execute(query, [literal(lexical, name)]).fetchall() != [(expected,)]:
                wrong.append((name, lexical))
    assert wrong == []
    assert sum(map(len, table.values())) >= 50


def test_another_datatype_is_never_well_formed(connection: duckdb.DuckDBPyConnection) -> None:
    for term in ('"5"', '"5"@fi', "<urn:5>", "_:5", f'"5"^^<{XSD}int>', r'"\"5\"^^<x>"'):
        assert connection.execute(f"SELECT {well_formed('$1', XSD + 'integer')}", [term]).fetchall() == [(False,)]


@pytest.mark.parametrize(("a", "operator", "b", "holds"), ORDER)
def test_order(
    a: tuple[str, str],
    operator: str,
    b: tuple[str, str],
    holds: bool | None,  # noqa: FBT001 -- the last column of the table
    connection: duckdb.DuckDBPyConnection,
) -> None:
    one, other = literal(*a), literal(*b)
    opposite = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}[operator]
    for left, sign, right in ((one, operator, other), (other, opposite, one)):
        query = f"FROM (SELECT $1 AS t) SELECT {comparable('t', right, sign)}"
        assert connection.execute(query, [left]).fetchall() == [(holds is True,)]
    if kind_of(datatype(one)) and kind_of(datatype(one)) == kind_of(datatype(other)):
        kind = kind_of(datatype(one))
        pair = compared(kind, keys("$1", kind), keys("$2", kind), operator)
        assert connection.execute(f"SELECT {pair}", [one, other]).fetchall() == [(holds is True,)]
