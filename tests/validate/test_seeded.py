"""A mistake for every property shape, seeded into the shipped workspace: who reports it, in which words, and where.

`seeded/cells.toml` edits cells of a copy before it is built; `seeded/graph.toml` breaks the graph of the built one,
where no cell can. Every finding that is not there without the mistakes must be one that was seeded.
"""

import csv
import shutil
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyoxigraph
import pytest

from rihmasto.assets import asset
from rihmasto.errors import LANGUAGES, Language
from rihmasto.names import SHAPES
from rihmasto.pipeline import build
from rihmasto.sources.documents import read_document
from rihmasto.validate import WITHHELD, Finding, findings, people_report, public_report
from rihmasto.validate.terms import SH

Seed = dict[str, Any]
Speaks = Callable[[dict[Language, Finding], str, str], None]
_HERE = Path(__file__).parent / "seeded"
_TYPED: dict[str, list[Seed]] = tomllib.loads((_HERE / "cells.toml").read_text(encoding="utf-8"))
CELLS, PAGES = _TYPED["seed"], _TYPED["page"]
GRAPH: dict[str, Seed] = tomllib.loads((_HERE / "graph.toml").read_text(encoding="utf-8"))
# Shapes about which no place can be told. It may only shrink.
WITHOUT_PLACE: frozenset[str] = frozenset()
_BASE = "https://w3id.org/rihmasto/turku/"
_LONG = "sana " * 500


@dataclass(frozen=True)
class Found:
    """What a check found that the shipped workspace as it is does not have, in all languages."""

    new: list[dict[Language, Finding]]
    folder: Path

    def of(self, shape: str) -> list[dict[Language, Finding]]:
        return [said for said in self.new if _shape(said["en"]) == shape]


def _shape(finding: Finding) -> str:
    return finding.result.shape.strip("<>").removeprefix(SHAPES)


def _focus(finding: Finding) -> str:
    return finding.result.focus.strip("<>").removeprefix(_BASE)


def _everything(release: Path, tables: Path) -> list[dict[Language, Finding]]:
    """Check a release whose tables may lie elsewhere; a finding in three languages is one."""
    said: list[dict[Language, Finding]] = []
    private = people_report(release)
    assert private is not None
    with duckdb.connect(str(tables / "rihmasto.duckdb"), read_only=True) as connection:
        connection.execute(f"ATTACH '{tables / 'people.duckdb'}' AS people (READ_ONLY)")
        for report, evidence in ((public_report(release), "evidence"), (private, "people.evidence")):
            spoken = {
                tongue: findings(report, connection, tongue, evidence=evidence, withheld=WITHHELD)
                for tongue in LANGUAGES
            }
            said += [{tongue: spoken[tongue][i] for tongue in LANGUAGES} for i in range(len(report.results))]
    return said


def _without(found: list[dict[Language, Finding]], known: Counter[str]) -> list[dict[Language, Finding]]:
    left, new = Counter(known), []
    for said in found:
        if left[said["en"].key]:
            left[said["en"].key] -= 1
        else:
            new.append(said)
    return new


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shipped") / "turku"
    shutil.copytree(asset("data", "turku"), folder, ignore=shutil.ignore_patterns("build", "person.key", ".*"))
    build(folder)
    return folder


@pytest.fixture(scope="module")
def known(shipped: Path) -> Counter[str]:
    return Counter(said["en"].key for said in _everything(shipped / "build", shipped / "build" / "tables"))


def _table(folder: Path, name: str) -> Path:
    return folder / "tables" / f"{name}.csv"


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def _number(rows: list[list[str]], where: dict[str, str]) -> int:
    """Return the number of the first row with these cells, as a spreadsheet counts."""
    head = rows[0]
    return next(n for n, row in enumerate(rows, 1) if all(row[head.index(k)] == v for k, v in where.items()))


@pytest.fixture(scope="module")
def mistyped(shipped: Path, known: Counter[str], tmp_path_factory: pytest.TempPathFactory) -> Found:
    """The workspace built anew with all the mistakes of cells.toml."""
    folder = tmp_path_factory.mktemp("mistyped") / "turku"
    shutil.copytree(shipped, folder, ignore=shutil.ignore_patterns("build", "review.csv", ".*"))
    for seed in CELLS:
        path = _table(folder, seed["file"])
        cells = seed.get("row", {})
        rows = _rows(path) if path.exists() else [list(cells)]
        for name in (*cells, seed["column"]):
            if name not in rows[0]:
                rows = [[*row, name if n == 0 else ""] for n, row in enumerate(rows)]
        if cells:
            rows.append([cells.get(name, "").replace("LONG", _LONG) for name in rows[0]])
        else:
            rows[_number(rows, seed["where"]) - 1][rows[0].index(seed["column"])] = seed["text"]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    for seed in PAGES:
        page = folder / seed["file"]
        text = page.read_text(encoding="utf-8")
        assert text.count(seed["old"]) == 1
        page.write_text(text.replace(seed["old"], seed["new"]), encoding="utf-8")
    build(folder)
    return Found(_without(_everything(folder / "build", folder / "build" / "tables"), known), folder)


def _seeded_cell(found: Found, seed: Seed) -> tuple[str, int, int, str]:
    rows = _rows(_table(found.folder, seed["file"]))
    head = rows[0]
    where = dict(seed.get("where", {}))
    if where:
        where[seed["column"]] = seed["text"]
    else:
        where = {name: text.replace("LONG", _LONG) for name, text in seed["row"].items()}
    number, column = _number(rows, where), head.index(seed["column"]) + 1
    return f"tables/{seed['file']}.csv", number, column, rows[number - 1][column - 1]


@pytest.mark.parametrize("seed", [s for s in CELLS if s["shape"]], ids=lambda seed: f"{seed['shape']}-{seed['file']}")
def test_a_mistyped_cell_is_reported_where_it_is(seed: Seed, mistyped: Found, speaks: Speaks) -> None:
    file, row, column, text = _seeded_cell(mistyped, seed)
    here = [s for s in mistyped.new if (p := s["en"].place) and (p.file, p.row) == (file, row)]
    said = [s for s in here if _shape(s["en"]) == seed["shape"]]
    places = [s["en"].place for s in said]
    assert {(p.file, p.row, p.column) for p in places if p} == {(file, row, column)}
    assert {_shape(s["en"]) for s in here} - {seed["shape"], *seed.get("also", ())} == set()
    speaks(said[0], seed["shape"], text)


@pytest.mark.parametrize("seed", PAGES, ids=lambda seed: str(seed["shape"]))
def test_mistyped_words_are_reported_where_they_are(seed: Seed, mistyped: Found, speaks: Speaks) -> None:
    text = read_document(mistyped.folder / seed["file"]).text
    (said,) = [s for s in mistyped.of(seed["shape"]) if (p := s["en"].place) and p.file == seed["file"]]
    place = said["en"].place
    assert place is not None
    assert (place.start or 0) <= text.index(seed["new"]) < (place.end or 0)
    speaks(said, seed["shape"], text)


def test_nothing_else_is_reported_of_mistyped_cells(mistyped: Found) -> None:
    seeded: set[tuple[str, int | None]] = {_seeded_cell(mistyped, seed)[:2] for seed in CELLS}
    seeded |= {(seed["file"], None) for seed in PAGES}
    others = [s["en"].sentence for s in mistyped.new if not (p := s["en"].place) or (p.file, p.row) not in seeded]
    assert others == []


@pytest.fixture(scope="module")
def foci(shipped: Path) -> dict[str, str]:
    """The thing that each mistake of graph.toml is about, found by the cell or the words that speak of it."""
    tables = shipped / "build" / "tables"
    with duckdb.connect(str(tables / "rihmasto.duckdb"), read_only=True) as connection:
        connection.execute(f"ATTACH '{tables / 'people.duckdb'}' AS people (READ_ONLY)")
        return {shape: seed.get("focus") or _thing(connection, shipped, seed) for shape, seed in GRAPH.items()}


def _thing(connection: duckdb.DuckDBPyConnection, folder: Path, seed: Seed) -> str:
    file, row, column, _ = _cell(folder, seed)
    at, thing = seed["at"], seed["thing"]
    table = "people.evidence" if seed.get("people") else "source_evidence" if thing == "source" else "evidence"
    where = f"file = '{file}' AND coalesce(\"row\", line) = {row}"
    if "about" in at:
        where += f" AND property = '{_expand(at['about'])}' AND rank = 'preferred'"
    if thing == "evidence":
        chosen = f"'id/evidence/' || evidence || '{seed.get('part', '')}'"
        where += f' AND "column" = {column}' if column else ""
    elif thing == "governance-chain":
        chosen = "'id/governance-chain/' || c.project || '-' || c.funding"
        table += " e JOIN governance_chain c ON e.subject = 'id/grant/' || c.funding"
    else:
        chosen = f"unnest(list_filter([subject, object], lambda x: x LIKE 'id/{thing}/%'))"
    # all of it stands in our own TOML
    found = connection.execute(f"SELECT DISTINCT {chosen} FROM {table} WHERE {where} ORDER BY 1").fetchall()  # noqa: S608
    return str(found[at.get("nth", 0)][0])


def _cell(folder: Path, seed: Seed) -> tuple[str, int, int | None, str]:
    """Return file, row (or line of a page), column and text of the place that a finding must point at."""
    at = dict(seed["at"])
    file = at.pop("file")
    if file.startswith("pages/"):
        return file, at["line"], None, read_document(folder / file).text
    rows = _rows(_table(folder, file))
    number, column = _number(rows, at), rows[0].index(seed["column"]) + 1
    return f"tables/{file}.csv", number, column, rows[number - 1][column - 1]


@cache
def _prefixes() -> dict[str, str]:
    said = list(pyoxigraph.parse(path=str(asset("ontology", "prefixes.ttl")), format=pyoxigraph.RdfFormat.TURTLE))
    prefixes = {q.subject: q.object.value for q in said if q.predicate.value == f"{SH}prefix"}
    spaces = {q.subject: q.object.value for q in said if q.predicate.value == f"{SH}namespace"}
    return {prefix: spaces[node] for node, prefix in prefixes.items()}


def _expand(name: str) -> str:
    prefix, _, local = name.partition(":")
    return _prefixes()[prefix] + local


def _term(text: str) -> str:
    if text.startswith("id/"):
        return f"<{_BASE}{text}>"
    if text.startswith('"'):
        value, _, kind = text.rpartition("^^")
        return f"{value}^^<{_expand(kind)}>" if value else text
    prefix = text.partition(":")[0]
    return f"<{text}>" if prefix in {"http", "https", "mailto", "javascript", "file"} else f"<{_expand(text)}>"


def _broken(lines: Iterator[str], foci: dict[str, str], *, people: bool) -> Iterator[str]:
    """Take the dropped properties out of a graph, and put the wrong ones in."""
    seeds = {shape: seed for shape, seed in GRAPH.items() if bool(seed.get("people")) == people}
    gone = {f"{_term(foci[shape])} {_term(p)} " for shape, seed in seeds.items() for p in seed.get("drop", ())}
    for line in lines:
        subject, predicate, _ = line.split(" ", 2)
        if f"{subject} {predicate} " not in gone:
            yield line
    for shape, seed in seeds.items():
        for said in seed.get("add", ()):
            predicate, _, thing = said.partition(" ")
            yield f"{_term(foci[shape])} {_term(predicate)} {_term(thing)} <{_BASE}graph/seeded> .\n"
        for said in seed.get("other", ()):
            subject, _, predicate = said.partition(" ")
            yield f"{_term(subject)} {_term(predicate)} {_term(foci[shape])} <{_BASE}graph/seeded> .\n"


@pytest.fixture(scope="module")
def broken(shipped: Path, known: Counter[str], foci: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Found:
    """The graph of the shipped workspace with all the mistakes of graph.toml."""
    folder = tmp_path_factory.mktemp("broken")
    for name, people in (("graph.nq", False), ("people.nq", True)):
        with (shipped / "build" / name).open(encoding="utf-8") as lines, (folder / name).open("w") as target:
            target.writelines(_broken(lines, foci, people=people))
    return Found(_without(_everything(folder, shipped / "build" / "tables"), known), shipped)


@pytest.mark.parametrize("shape", GRAPH)
def test_a_mistake_in_the_graph_is_reported_where_it_comes_from(
    shape: str, broken: Found, foci: dict[str, str], speaks: Speaks
) -> None:
    seed = GRAPH[shape]
    file, row, column, text = _cell(broken.folder, seed)
    said = [s for s in broken.of(shape) if _focus(s["en"]) == foci[shape]]
    place = said[0]["en"].place
    assert place is not None
    assert (place.file, place.row or place.line, place.column) == (file, row, column)
    speaks(said[0], shape, text)
    same = [s for s in GRAPH if foci[s] == foci[shape]]
    allowed = {*same, *(also for s in same for also in GRAPH[s].get("also", ()))}
    assert {_shape(s["en"]) for s in broken.new if _focus(s["en"]) == foci[shape]} - allowed == set()


def test_nothing_else_is_reported_of_the_broken_graph(broken: Found, foci: dict[str, str]) -> None:
    elsewhere = {shape for seed in GRAPH.values() for shape in seed.get("elsewhere", ())}
    others = [_shape(s["en"]) for s in broken.new if _focus(s["en"]) not in foci.values()]
    assert set(others) <= elsewhere


def test_every_property_shape_is_seeded(messages: dict[str, dict[str, str]]) -> None:
    shapes = set(messages)
    seeded = {"cells": {s["shape"] for s in CELLS if s["shape"]}, "graph": set(GRAPH)}
    print(f"{len(shapes)} property shapes; by {len(CELLS)} cells {len(seeded['cells'])}, in the graph {len(GRAPH)}")
    assert len(shapes) == 163
    assert shapes - seeded["cells"] - seeded["graph"] == set()
    assert len(seeded["cells"]) >= 49
    assert len(WITHOUT_PLACE) == 0
