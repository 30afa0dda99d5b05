"""The reader on the pages of the shared folder: score, evidence, and the two seeds fact by fact."""

import importlib.util
import json
import tomllib
from collections import defaultdict
from pathlib import Path
from types import ModuleType

import pytest

from rihmasto.names import fold
from rihmasto.sources.pages import annotation, read_page

pytestmark = pytest.mark.shared

SEEDS = {"A": "003_cbce56725f09f8a9.txt", "B": "000_3cc5931877cb5f1b.txt"}
LABELLED = ("seeds", "turkusciencepark", "eura2014")


def squeeze(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_pages", shared / "tools" / "score_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def counts(shared: Path, scorer: ModuleType) -> dict[str, list[int]]:
    """Right, invented and missed items, and projects invented, per family."""
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    for gold in sorted((shared / "pages").glob("*/*.json")):
        mine = annotation(read_page(gold.with_suffix(".txt").read_text(encoding="utf-8")).records)
        want_all = scorer.as_list(json.loads(gold.read_text(encoding="utf-8")))
        cell = tally[gold.parent.name]
        cell[4] += 1
        for want, have in scorer.pair(want_all, mine):
            cell[3] += want is None
            left, right = scorer.items(want or {}), scorer.items(have or {})
            if want and want.get("name"):
                left["name"] = {"name"}
                right["name"] = {"name"} if have and set(scorer.names(want)) & set(scorer.names(have)) else set()
            for field in set(left) | set(right):
                cell[0] += len(left[field] & right[field])
                cell[1] += len(right[field] - left[field])
                cell[2] += len(left[field] - right[field])
    return tally


@pytest.mark.parametrize("family", LABELLED)
def test_labelled_families(counts: dict[str, list[int]], family: str) -> None:
    right, invented, missed, projects, _ = counts[family]
    assert 2 * right / (2 * right + invented + missed) >= 0.98
    assert projects == 0


def test_all_families_together(counts: dict[str, list[int]]) -> None:
    right, invented, missed, projects, pages = (sum(cell[i] for cell in counts.values()) for i in range(5))
    assert pages == 48
    assert right / (right + invented) >= 0.96
    assert right / (right + missed) >= 0.80
    assert projects == 0


def test_every_quote_is_cut_from_its_page(shared: Path) -> None:
    pages = claims = 0
    for path in sorted([*(shared / "pages").glob("*/*.txt"), *(shared / "seeds").glob("*.txt")]):
        text = path.read_text(encoding="utf-8")
        pages += 1
        for record in read_page(text).records:
            for claim in record.claims:
                claims += 1
                assert claim.quote
                assert text[claim.locator.start : claim.locator.end] == claim.quote
                assert claim.locator.line == text.count("\n", 0, claim.locator.start) + 1
    assert pages == 50
    assert claims > 2000


@pytest.mark.parametrize("document", ["A", "B"])
def test_each_fact_of_the_seeds_is_quoted(shared: Path, document: str) -> None:
    facts = tomllib.loads((shared / "seeds" / "facts.toml").read_text(encoding="utf-8"))["fact"]
    reading = read_page((shared / "seeds" / SEEDS[document]).read_text(encoding="utf-8"))
    quotes = [squeeze(claim.quote) for record in reading.records for claim in record.claims]
    mine = [fact for fact in facts if fact["doc"] == document]
    silent = [fact["id"] for fact in mine if not any(squeeze(fact["quote"]) in quote for quote in quotes)]
    assert len(mine) == {"A": 24, "B": 15}[document]
    assert silent == []


def test_the_traps_of_the_seeds(shared: Path) -> None:
    akke = read_page((shared / "seeds" / SEEDS["A"]).read_text(encoding="utf-8")).records
    six = read_page((shared / "seeds" / SEEDS["B"]).read_text(encoding="utf-8")).records
    assert [r.value("value") for r in akke if r.table == "amount"] == []
    assert {r.value("organisation") for r in akke if r.table == "agreement_party"} == {"Työ- ja elinkeinoministeriö"}
    assert {r.value("relation") for r in akke if r.table == "commitment"} == {"prepares"}
    assert {r.value("relation") for r in six if r.table == "commitment"} == {"coordinates", "implements"}
    owners = [r.value("organisation") for r in six if r.table == "agreement_party"]
    assert sorted(str(o) for o in owners) == [
        "Espoon kaupunki", "Helsingin kaupunki", "Oulun kaupunki", "Tampereen kaupunki", "Turun kaupunki",
        "Turun kaupunki", "Vantaan kaupunki",
    ]  # fmt: skip
    organisations = {fold(str(r.value("organisation"))) for r in six if r.table == "participation"}
    assert organisations == {"turun kaupunki"}
    assert [r.value("name") for r in six if r.table == "designation"] == [
        "Keskustakehittäminen",
        "Kupittaan Tiedepuistoalue",
        "Smart and Wise Turku",
    ]
    (fund,) = [r for r in six if r.table == "funding"]
    assert {c.confidence for c in fund.claims} == {0.6}
    years = [(c.value, c.rank) for r in six if r.table == "project" for c in r.claims if c.column == "end"]
    assert sorted(years) == [("2020", "normal"), ("2021", "normal"), ("2021-07", "preferred")]
    assert len([r for r in six if r.table == "target_group" and r.value("concept")]) == 8
