"""An outcome in the other forms that the `pyshacl` command gives: syntaxes of RDF, and a table."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rihmasto.errors import Language
from rihmasto.publish.findings.outcome import LEVELS, Outcome
from rihmasto.publish.findings.plain import harmless, write_turtle

SYNTAXES = {"xml": "rdf", "json-ld": "jsonld", "nt": "nt", "n3": "n3"}
"""Names of forms → extension of the syntax."""

_WIDEST = 60


def gravest(outcome: Outcome) -> Outcome:
    """Return an outcome with one result only, the first of the gravest ones.

    Args:
        outcome: of RDF files.
    """
    part = outcome.parts[0]
    chosen = sorted(part.report.results, key=lambda r: LEVELS.index(r.level))[:1]
    return Outcome([replace(part, report=replace(part.report, results=tuple(chosen)))])


def write_syntax(outcome: Outcome, form: str) -> bytes:
    """Return an outcome as a SHACL validation report in another syntax than Turtle.

    Args:
        outcome: of a check.
        form: one of SYNTAXES.
    """
    import pyoxigraph  # noqa: PLC0415 -- only these forms need it

    syntax = pyoxigraph.RdfFormat.from_extension(SYNTAXES[form])
    labels: dict[object, pyoxigraph.BlankNode] = {}

    def named(term: Any) -> Any:  # noqa: ANN401 -- of pyoxigraph; its labels would differ each time
        if isinstance(term, pyoxigraph.BlankNode):
            return labels.setdefault(term, pyoxigraph.BlankNode(f"b{len(labels)}"))
        return term

    quads = pyoxigraph.parse(write_turtle(outcome).encode(), format=pyoxigraph.RdfFormat.TURTLE)
    report = (pyoxigraph.Triple(named(q.subject), q.predicate, named(q.object)) for q in quads)
    prefixes = {"sh": "http://www.w3.org/ns/shacl#"}
    return pyoxigraph.serialize(report, format=syntax, prefixes=prefixes) or b""


def write_table(outcome: Outcome, language: Language) -> str:
    """Return an outcome as a table: number, level, thing, path, value and message.

    Args:
        outcome: of a check.
        language: fi, sv or en.
    """
    rows = [
        (str(number), f.level, f.thing, str(f.result.path or ""), f.value or "", f.message)
        for number, f in enumerate(outcome.findings(language), 1)
    ]
    if not rows:
        return ""
    last = len(rows[0]) - 1
    widths = [min(_WIDEST, max(len(row[n]) for row in rows)) for n in range(last)]
    return "".join(harmless(_line(row, widths)) + "\n" for row in rows)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [_cut(" ".join(cell.split()), width).ljust(width) for cell, width in zip(row, widths, strict=False)]
    return " | ".join([*cells, " ".join(row[-1].split())])


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
