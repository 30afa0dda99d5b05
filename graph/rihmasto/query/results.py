"""Results: what a question brought, as RDF terms, Python values, data frames or a table in a notebook."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, cast

import pyoxigraph as ox

from rihmasto.errors import UsageError
from rihmasto.query.binding import XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import pandas as pd  # type: ignore[import-untyped]  # its stubs are no dependency
    import polars as pl

Value = str | int | float | bool | Decimal | dt.date | dt.datetime | None
Kind = Literal["table", "answer", "graph"]
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_INTEGERS = frozenset(
    XSD + name
    for name in (
        "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger",
        "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte",
    )
)  # fmt: skip
_READERS: dict[str, Callable[[str], Value]] = {
    XSD + "decimal": Decimal,
    XSD + "double": float,
    XSD + "float": float,
    XSD + "boolean": lambda text: text in {"true", "1"},
    XSD + "date": dt.date.fromisoformat,
    XSD + "dateTime": dt.datetime.fromisoformat,
    **dict.fromkeys(_INTEGERS, int),
}

_NS = (dt.date(1678, 1, 1), dt.date(2261, 12, 31))
"""The days that fit into datetime64[ns]."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How an answer came about.

    Attributes:
        query: name of the query, or "" for one's own.
        file: path of the query's file, or "".
        slots: parameter → term that was bound or stands as the default.
        graphs: the named graphs that the question names; () = the default graph, which holds every statement once.
        rows: length of the answer.
        milliseconds: how long it took.
    """

    query: str
    file: str
    slots: Mapping[str, str]
    graphs: tuple[str, ...]
    rows: int
    milliseconds: float


@dataclass(frozen=True, repr=False)
class Result:
    """The whole answer to a question; nothing is ever left out of it.

    Attributes:
        kind: "table" (SELECT), "answer" (ASK: one cell) or "graph" (CONSTRUCT, DESCRIBE: sorted triples).
        columns: names of the variables.
        terms: rows of RDF terms; None = unbound.
        explanation: how it came about.
        language: what headings and labels are asked in.
        namer: finds labels of IRIs, when a person is to read them.
    """

    kind: Kind
    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]
    explanation: Explanation
    language: str = "en"
    namer: Callable[[Iterable[str]], Mapping[str, str]] = field(default=lambda _: {}, repr=False, compare=False)

    @cached_property
    def rows(self) -> list[tuple[Value, ...]]:
        """Rows of Python values: str (also for IRIs), int, Decimal, float, bool, date, datetime or None."""
        return [tuple(python_value(term) for term in row) for row in self.terms]

    def __iter__(self) -> Iterator[dict[str, Value]]:
        """Iterate over the rows as dictionaries."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __repr__(self) -> str:
        """Tell what kind of answer it is, its columns and size; the rows themselves are in `rows`."""
        asked = f"{self.explanation.query}: " if self.explanation.query else ""
        return f"Result({asked}{self.kind}, {len(self)} × {', '.join(self.columns)})"

    def __len__(self) -> int:
        return len(self.terms)

    def __bool__(self) -> bool:
        """Tell whether there is an answer; for ASK, whether it is yes."""
        return self.rows[0][0] is True if self.kind == "answer" else bool(self.terms)

    def typed_columns(self) -> dict[str, list[Value]]:
        """Return column → values of one Python type; a mixed column (2017, 2017-06, 2017-06-01) becomes str."""
        return {
            name: _one_type([row[at] for row in self.rows], [row[at] for row in self.terms])
            for at, name in enumerate(self.columns)
        }

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas data frame.

        Whole numbers are Int64; decimals become Float64, so that sums and `describe()` work (`rows` and
        `to_polars` keep them exact). A column of full dates is datetime64[ns]; dates of mixed precision
        (2017, 2017-06) are strings.

        Raises:
            UsageError: pandas is not installed.
        """
        frames = _library("pandas")
        columns = {name: frames.Series(*_for_pandas(values)) for name, values in self.typed_columns().items()}
        frame: pd.DataFrame = frames.DataFrame(columns, columns=list(self.columns))
        return frame

    def to_polars(self) -> pl.DataFrame:
        """Return a polars data frame.

        Raises:
            UsageError: polars is not installed.
        """
        frame: pl.DataFrame = _library("polars").DataFrame(self.typed_columns(), infer_schema_length=None)
        return frame

    def _repr_html_(self) -> str:
        from rihmasto.query.formats.html import html_table  # noqa: PLC0415 - only notebooks ask for it

        return html_table(self)


def python_value(term: Term | None) -> Value:
    """Turn an RDF term into a Python value; what does not fit (year 0, 2017-06, a lone time) stays text."""
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        reader = _READERS.get(term.datatype.value)
        try:
            return reader(term.value) if reader else term.value
        except (ValueError, ArithmeticError):
            return term.value
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def lexical(term: Term | None) -> str:
    """Return the bare text of a term, as in SPARQL CSV; None is empty."""
    if term is None:
        return ""
    return term.value if isinstance(term, (ox.NamedNode, ox.Literal)) else str(term)


def _one_type(values: list[Value], terms: list[Term | None]) -> list[Value]:
    types = {type(value) for value in values if value is not None}
    if len(types) <= 1:
        return values
    if types <= {int, Decimal}:
        return [Decimal(v) if isinstance(v, int) else v for v in values]
    if types <= {int, Decimal, float}:
        return [float(v) if isinstance(v, (int, Decimal)) else v for v in values]
    return [None if term is None else lexical(term) for term in terms]


def _for_pandas(values: list[Value]) -> tuple[list[Value], None, str]:
    """Choose one of pandas' nullable types, so that an absent number does not turn integers into floats."""
    names = {int: "Int64", float: "Float64", bool: "boolean", str: "string"}
    kind = next((type(value) for value in values if value is not None), type(None))
    if kind is Decimal:
        return [None if value is None else float(cast("Decimal", value)) for value in values], None, "Float64"
    if kind is dt.date and all(_NS[0] <= value <= _NS[1] for value in values if isinstance(value, dt.date)):
        return values, None, "datetime64[ns]"
    return values, None, names.get(kind, "object")


def _library(name: str) -> Any:  # noqa: ANN401 - an optional library's module
    try:
        return import_module(name)
    except ImportError:
        raise UsageError("no-library", library=name) from None
