"""The W3C suite of SHACL, result for result: focus, path, value, severity, component and shape."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from rihmasto.errors import RihmastoError
from rihmasto.validate import Result, validate
from rihmasto.validate.graph import TermGraph, read_graph
from rihmasto.validate.paths import read_path
from rihmasto.validate.terms import SH, is_blank, plain

# These lists may only shrink: a case that passes although it stands here fails the test.
FAILING: dict[str, dict[str, str]] = {"core": {}, "sparql": {}}
TOTAL = {"core": 98, "sparql": 22}


MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"

Outcome = Counter[tuple[str, ...]]


@dataclass(frozen=True)
class Case:
    name: str
    data: Path
    shapes: Path
    graph: TermGraph
    result: str


def _path(term: str) -> Path:
    return Path(unquote(urlsplit(plain(term)).path))


def cases(manifest: Path) -> Iterator[Case]:
    """Walk a manifest and those that it includes."""
    graph = read_graph([manifest])
    for included in graph.objects(f"<{manifest.resolve().as_uri()}>", f"<{MF}include>"):
        yield from cases(_path(included))
    for entries in (o for s, p, o in graph.triples() if p == f"<{MF}entries>"):
        for entry in graph.items(entries):
            action, result = graph.value(entry, f"<{MF}action>"), graph.value(entry, f"<{MF}result>")
            assert action is not None
            assert result is not None
            data, shapes = graph.value(action, f"<{SHT}dataGraph>"), graph.value(action, f"<{SHT}shapesGraph>")
            assert data is not None
            assert shapes is not None
            name = "/".join(manifest.parts[-3:-1]) + "/" + plain(entry).rpartition("/")[2]
            yield Case(name, _path(data), _path(shapes), graph, result)


def _named(term: str | None) -> str:
    return "" if term is None else "_:" if is_blank(term) else term


def outcome(results: Iterable[Result]) -> Outcome:
    """Results as the suite compares them, blank nodes without their labels."""
    return Counter(
        (_named(r.focus), str(r.path or ""), _named(r.value), r.severity, r.component, _named(r.shape)) for r in results
    )


def expected(case: Case) -> Outcome | None:
    """What a case expects; None is a failure to validate."""
    graph = case.graph
    if plain(case.result) == f"{SHT}Failure":
        return None

    def one(node: str, name: str) -> str:
        return _named(graph.value(node, f"<{SH}{name}>"))

    found: Outcome = Counter()
    for node in graph.objects(case.result, f"<{SH}result>"):
        path = graph.value(node, f"<{SH}resultPath>")
        row = (
            one(node, "focusNode"),
            str(read_path(graph, path)) if path else "",
            one(node, "value"),
            one(node, "resultSeverity"),
            one(node, "sourceConstraintComponent"),
            one(node, "sourceShape"),
        )
        found[row] += 1
    return found


def _passes(case: Case) -> bool:
    try:
        got = outcome(validate([case.data], [case.shapes]).results)
    except RihmastoError:
        return expected(case) is None
    return got == expected(case)


@pytest.mark.shared
@pytest.mark.parametrize("part", ["core", "sparql"])
def test_suite(part: str, shared: Path) -> None:
    passed = {case.name: _passes(case) for case in cases(shared / "suites" / "shacl" / part / "manifest.ttl")}
    print(f"SHACL {part}: {sum(passed.values())} of {len(passed)}")
    assert len(passed) == TOTAL[part]
    assert {name for name, ok in passed.items() if not ok} == set(FAILING[part])
