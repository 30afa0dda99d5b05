"""The W3C's text forms of answers: SPARQL CSV, TSV and JSON, and Turtle and N-Triples for graphs.

CSV is the plain one of the standard: a cell that starts with `=` stays as it is, since a researcher's program reads
it. Whoever opens an answer in a spreadsheet takes xlsx, where such a cell is text.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pyoxigraph as ox

from rihmasto.errors import UsageError
from rihmasto.query.binding import XSD
from rihmasto.query.results import Term, lexical
from rihmasto.query.shared import prefixes

if TYPE_CHECKING:
    from rihmasto.query.results import Result


def csv_text(result: Result) -> str:
    """Write SPARQL 1.1 CSV (https://www.w3.org/TR/sparql11-results-csv-tsv/): bare values, CRLF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(result.columns)
    writer.writerows([lexical(term) for term in row] for row in result.terms)
    return out.getvalue()


def tsv_text(result: Result) -> str:
    """Write SPARQL 1.1 TSV: terms as in Turtle."""
    lines = ["\t".join(f"?{column}" for column in result.columns)]
    lines += ["\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) for row in result.terms]
    return "\n".join(lines) + "\n"


def json_text(result: Result) -> str:
    """Write SPARQL 1.1 JSON (https://www.w3.org/TR/sparql11-results-json/).

    Raises:
        UsageError: the answer is a graph.
    """
    if result.kind == "graph":
        raise UsageError("graph-not-table", form="json")
    answer: dict[str, object] = {"head": {}, "boolean": bool(result)}
    if result.kind == "table":
        bindings = [
            {column: _json(term) for column, term in zip(result.columns, row, strict=True) if term is not None}
            for row in result.terms
        ]
        answer = {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def ttl_text(result: Result) -> str:
    """Write Turtle, with the project's prefixes.

    Raises:
        UsageError: the answer is no graph.
    """
    return _graph(result, "ttl", ox.RdfFormat.TURTLE)


def nt_text(result: Result) -> str:
    """Write sorted N-Triples.

    Raises:
        UsageError: the answer is no graph.
    """
    return _graph(result, "nt", ox.RdfFormat.N_TRIPLES)


def _graph(result: Result, form: str, syntax: ox.RdfFormat) -> str:
    if result.kind != "graph":
        raise UsageError("table-not-graph", form=form)
    triples = [ox.Triple(*row) for row in result.terms]  # type: ignore[arg-type]
    known = prefixes() if syntax == ox.RdfFormat.TURTLE else None
    written = ox.serialize(triples, format=syntax, prefixes=known)
    return (written or b"").decode()


def _json(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, ox.Literal):
        return {"type": "literal", "value": str(term)}
    said = {"type": "literal", "value": term.value}
    if term.language:
        return said | {"xml:lang": term.language}
    return said if term.datatype.value == XSD + "string" else said | {"datatype": term.datatype.value}
