"""The workspace that ships: agreements, parties, and every annotated project accounted for."""

import json
import tomllib
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from rihmasto.assets import asset
from rihmasto.names import fold

Sheet = list[dict[str, str]]
_PAGES = {"A": "akke.txt", "B": "6aika-kaupunkikoordinaatio.txt"}


def _page(name: str) -> str:
    return asset("data", "turku", "pages", name).read_text(encoding="utf-8")


def test_sixteen_agreements_between_twenty_cities_and_the_ministry(turku: dict[str, Sheet]) -> None:
    assert len(turku["agreement"]) == 16
    assert {(r["signed"], r["end"]) for r in turku["agreement"]} == {("2021-02-09", "2027-12-31")}
    assert all(r["name_fi"] and r["name_sv"] and r["name_en"] and r["place"] for r in turku["agreement"])
    parties = [(r["agreement"], r["organisation"]) for r in turku["agreement_party"] if r["agreement"]]
    assert {a for a, _ in parties} == {r["name_fi"] for r in turku["agreement"]}
    assert Counter(o for _, o in parties)["Työ- ja elinkeinoministeriö"] == 16
    assert len({o for _, o in parties} - {"Työ- ja elinkeinoministeriö"}) == 20
    assert Counter(a for a, _ in parties)["Pääkaupunkiseudun ekosysteemisopimus"] == 4


def test_akke_prepares_the_agreement_of_turku(turku: dict[str, Sheet]) -> None:
    (row,) = [r for r in turku["commitment"] if r["relation"] == "prepares"]
    assert (row["project"], row["agreement"]) == ("akke-turun-seutu", "Turun ekosysteemisopimus")


def test_six_cities_own_the_6aika_strategy(turku: dict[str, Sheet]) -> None:
    owners = [r["organisation"] for r in turku["agreement_party"] if r["strategy"] == "6Aika-strategia"]
    assert len(owners) == len(set(owners)) == 6


def test_projects_take_part_in_the_graph(turku: dict[str, Sheet]) -> None:
    projects = {r["project"] for r in turku["project"]}
    assert len(projects) == 52
    assert {r["project"] for r in turku["participation"]} <= projects
    assert Counter(r["role"] for r in turku["participation"]) == {
        "partner": 69, "part-implementer": 40, "lead": 30, "coordinator": 9, "responsible-for-work-package": 8,
    }  # fmt: skip


def test_target_groups_are_no_organisations(everything: dict[str, Sheet]) -> None:
    groups = {fold(r["name"]) for r in everything["target_group"]}
    names = {fold(r[c]) for r in everything["organisation"] for c in ("name_fi", "name_sv", "name_en")}
    assert len(groups) > 10
    assert groups & names == set()


def test_a_key_tells_of_one_name_in_each_language(turku: dict[str, Sheet]) -> None:
    for column in ("name_fi", "name_sv", "name_en", "code"):
        said: dict[str, set[str]] = {}
        for row in turku["project"]:
            if row[column]:
                said.setdefault(row["project"], set()).add(fold(row[column]))
        assert [p for p, values in said.items() if len(values) > 1] == [], column


def test_the_configuration_describes_both_pages() -> None:
    entries = tomllib.loads(asset("data", "turku", "rihmasto.toml").read_text(encoding="utf-8"))
    assert set(entries["workspace"]["title"]) == {"fi", "sv", "en"}
    assert entries["workspace"]["people"] is False
    assert set(entries["source"]) == {f"pages/{name}" for name in _PAGES.values()}
    assert all(s["title"] and s["publisher"] and s["licence"] for s in entries["source"].values())


@pytest.mark.shared
def test_the_pages_still_say_every_fact_and_their_prose_is_ours(shared: Path) -> None:
    facts = tomllib.loads((shared / "seeds" / "facts.toml").read_text(encoding="utf-8"))["fact"]
    pages = {doc: fold(_page(name)) for doc, name in _PAGES.items()}
    assert [f["id"] for f in facts if fold(f["quote"]) not in pages[f["doc"]]] == []
    assert len(facts) == 39
    for doc, seed in {"A": "003_cbce56725f09f8a9.txt", "B": "000_3cc5931877cb5f1b.txt"}.items():
        theirs = (shared / "seeds" / seed).read_text(encoding="utf-8").split("\n")
        sentences = {s.strip() for line in theirs if line.count(". ") >= 1 for s in line.split(". ") if len(s) > 60}
        quoted = [fold(f["quote"]) for f in facts if f["quote"]]
        copied = [s for s in sentences if fold(s) in pages[doc] and not any(q in fold(s) for q in quoted)]
        assert copied == [], doc


@pytest.mark.shared
def test_labels_and_no_break_spaces_are_as_on_the_page(shared: Path) -> None:
    seed = (shared / "seeds" / "000_3cc5931877cb5f1b.txt").read_text(encoding="utf-8")
    fields = seed[seed.index("Turun strateginen ohjelma") :].strip()
    assert fields.count("\u00a0") == 8
    assert fields in _page(_PAGES["B"])


def _annotated(shared: Path) -> list[tuple[str, dict[str, object]]]:
    found: list[tuple[str, dict[str, object]]] = []
    for path in sorted((shared / "pages").glob("*/*.json")):
        said = json.loads(path.read_text(encoding="utf-8"))
        found.extend((path.stem, project) for project in (said if isinstance(said, list) else [said]))
    return found


@pytest.mark.shared
def test_all_annotated_projects_are_in_the_tables_or_the_pages(shared: Path, turku: dict[str, Sheet]) -> None:
    columns = ("name_fi", "name_sv", "name_en", "acronym", "title", "code")
    known = {fold(row[c]) for row in turku["project"] for c in columns if row[c]}
    prose = [fold(_page(name)) for name in _PAGES.values()]
    annotated = _annotated(shared)
    lost = []
    for stem, project in annotated:
        name = fold(str(project.get("name") or project["code"]))
        if name not in known and not any(name in text for text in prose):
            lost.append((stem, name))
    assert lost == []
    assert len(annotated) == 59


@pytest.mark.shared
def test_all_annotated_amounts_and_codes_are_in_the_tables(shared: Path, turku: dict[str, Sheet]) -> None:
    known = Counter((Decimal(r["value"]), r["currency"]) for r in turku["amount"])
    wanted = [
        (Decimal(str(amount["amount"])), amount["currency"])
        for stem, project in _annotated(shared)
        if stem != "000_3cc5931877cb5f1b"
        for amount in project.get("budget", [])  # type: ignore[attr-defined]
    ]
    assert sorted(known.elements()) == sorted(wanted)
    assert len(wanted) == 37
    codes = {r["code"] for r in turku["project"] if r["code"]}
    assert {p["code"] for _, p in _annotated(shared) if p.get("code")} == codes


@pytest.mark.shared
def test_no_contact_of_a_page_is_in_the_tables(shared: Path, everything: dict[str, Sheet]) -> None:
    text = fold("\n".join(v for sheet in everything.values() for row in sheet for v in row.values()))
    contacts = [c for _, p in _annotated(shared) for c in p.get("contacts", [])]  # type: ignore[attr-defined]
    said = {fold(str(c[k])) for c in contacts for k in ("name", "email", "phone") if c.get(k)}
    assert len(said) > 40
    assert [words for words in said if words in text] == []
