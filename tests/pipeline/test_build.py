"""The build as a whole: what it makes, that it makes the same again, and that it never makes half."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pyoxigraph as ox
import pytest

from rihmasto.errors import InputError
from rihmasto.pipeline import STEPS, Built, build, changed_files, lines
from rihmasto.pipeline import told as left_out_of
from rihmasto.validate import STATE, release

_BASE = "https://example.org/mallila/"
_KILLS = 20
_PEOPLE = ("malliesimerk", "maija")


def _contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def _dump(store: Path) -> list[str]:
    return sorted(str(quad) for quad in ox.Store.read_only(str(store)))


def test_a_release_is_complete(workspace: Path) -> None:
    steps: list[str] = []
    built = build(workspace, lambda step, _: steps.append(step))
    assert list(dict.fromkeys(steps)) == list(STEPS)
    names = {p.name for p in built.folder.iterdir()}
    assert names == {
        "graph.nq", "people.nq", "tables", "store", "people-store", "findings.json", "people-findings.json",
        "ledger.json", "manifest.json",
    }  # fmt: skip
    assert built.counts["projects"] == 2
    assert built.counts["people"] == 1
    # Rantavoima Oy and Rantavoima Ltd are one; the city, the council, and the EU behind the instrument are the others.
    assert built.counts["organisations"] == 4
    assert changed_files(built.folder) == []
    assert sorted(p.name for p in workspace.iterdir()) == ["build", "person.key", "rihmasto.toml", "tables"]


def test_the_ledger_adds_up_and_names_the_place(workspace: Path) -> None:
    with (workspace / "tables" / "project.csv").open("a", encoding="utf-8") as file:
        file.write("huono,Huono hanke,,,31.2.2021,2022\nsatama,Puhdas satama,PS,,2021-01,2022-12\nlyhyt,rivi\n")
    built = build(workspace)
    ledger = {entry["file"]: entry for entry in json.loads((built.folder / "ledger.json").read_text(encoding="utf-8"))}
    project = ledger["tables/project.csv"]
    assert (project["read"], project["accepted"], project["rejected"], project["duplicate"]) == (5, 3, 1, 1)
    for entry in ledger.values():
        assert entry["read"] == sum(entry[fate] for fate in ("accepted", "rejected", "suppressed", "duplicate"))
    told = "\n".join(lines(built.accounts, "fi"))
    assert "tables/project.csv:4" in told
    assert "31.2.2021" in told
    left_out = left_out_of(built.folder / "ledger.json")
    assert any("31.2.2021" in str(record["sentence"]) for record in left_out)


def test_people_are_apart(workspace: Path) -> None:
    said = {
        "contact": "Matti Malliesimerkki,Puhdas satama,Rantavoima Oy,contact-person,maija@@example.org\n",
        "website": "project,address\nPuhdas satama,https://example.org/?to=maija@example.org\n",
        "theme": "project,name\nPuhdas satama,Maija Malliesimerkin työpaja\nPuhdas satama,Meri\n",
        "participation": "Puhdas satama,Maija Malliesimerkki Consulting Oy,partner\n",
        "source": "source,title,publisher\ns,Haastattelu: Maija Malliesimerkki,Maija Malliesimerkki\n",
        "unit": "name,organisation,source\nM. Malliesimerkin ryhmä,Rantavoima Oy,s\n",
    }
    for name, rows in said.items():
        with (workspace / "tables" / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.write(rows)
    named = workspace / "tables" / "strategy-maija-malliesimerkki.csv"
    named.write_text("name_fi\nMeristrategia\n", encoding="utf-8")
    build(workspace)
    public = {
        name: content.decode("utf-8", "ignore").casefold()
        for name, content in _contents(workspace / "build").items()
        if not name.startswith(("people", "tables/people"))
    }
    assert len(public) > 20
    leaking = [name for name, content in public.items() if any(word in content for word in _PEOPLE)]
    assert leaking == []
    assert "Malliesimerkki" in (workspace / "build" / "people.nq").read_text(encoding="utf-8")
    ledger = json.loads((workspace / "build" / "ledger.json").read_text(encoding="utf-8"))
    withheld = [e["file"] for e in ledger for note in e["notes"] if note["code"] == "person-in-public-value"]
    assert sorted(set(withheld)) == [f"tables/{name}.csv" for name in ("participation", "theme", "unit", "website")]
    with duckdb.connect(str(workspace / "build" / "tables" / "rihmasto.duckdb"), read_only=True) as tables:
        names = {name for (name,) in tables.execute("SELECT name_sv FROM organisation").fetchall()}
        pairs = tables.execute("SELECT count(*) FROM partner_pair").fetchall()
    assert "(namnet undanhållet)" in names
    assert pairs == [(3,)]


def test_two_builds_are_the_same(workspace: Path, tmp_path: Path) -> None:
    build(workspace)
    first = tmp_path / "first"
    shutil.copytree(workspace / "build", first)
    build(workspace)
    second = workspace / "build"
    # RocksDB writes a random identity and the time into its files; what is in them must be equal all the same.
    index = ("store/", "people-store/")
    one, other = ({n: c for n, c in _contents(f).items() if not n.startswith(index)} for f in (first, second))
    assert len(one) > 30
    assert [n for n in one if one[n] != other.get(n)] == []
    assert set(one) == set(other)
    for store in ("store", "people-store"):
        assert _dump(first / store) == _dump(second / store)


def test_the_tables_say_what_the_sources_say(built: Built) -> None:
    with duckdb.connect(str(built.folder / "tables" / "rihmasto.duckdb"), read_only=True) as tables:
        pairs = tables.execute("SELECT projects, work_packages FROM partner_pair").fetchall()
        value = tables.execute(
            'SELECT value, "row", "column", file, quote FROM evidence WHERE property LIKE \'%value\''
        ).fetchall()
        chain = tables.execute("SELECT ministry, instrument, authority, complete FROM governance_chain").fetchall()
        days = tables.execute(
            "SELECT start, start_month, start_first, end_last FROM project ORDER BY start DESC"
        ).fetchall()
    assert pairs == [(2, 0)]
    assert [(v, r, c, f) for v, r, c, f, _ in value] == [("100000", 2, 3, "tables/amount.csv")]
    assert [q for *_, q in value] == ["100 000 €"]
    ((ministry, instrument, authority, complete),) = chain
    assert (ministry, authority, complete) == ("euroopan-unioni", "varsinais-suomen-liitto", True)
    assert instrument
    assert [(s, m, str(a), str(b)) for s, m, a, b in days] == [
        ("2021-01", "2021-01", "2021-01-01", "2022-12-31"), ("2020", None, "2020-01-01", "2021-12-31"),
    ]  # fmt: skip


def test_only_what_is_spoken_of_is_taken_from_the_shipped_lists(built: Built) -> None:
    with duckdb.connect(str(built.folder / "tables" / "rihmasto.duckdb"), read_only=True) as tables:
        organisations = [k for (k,) in tables.execute("SELECT organisation FROM organisation").fetchall()]
    assert "varsinais-suomen-liitto" in organisations
    assert "lapin-liitto" not in organisations


def test_the_default_graph_holds_every_triple_once(workspace: Path) -> None:
    (workspace / "tables" / "project-copy.csv").write_text("name_fi,code\nMetsän äly,A70001\n", encoding="utf-8")
    build(workspace)
    store = ox.Store.read_only(str(workspace / "build" / "store"))
    count = "SELECT (COUNT(*) AS ?n) { ?p a <https://w3id.org/rihmasto/ns#Project> }"
    (row,) = store.query(count)  # type: ignore[misc]
    assert row["n"].value == "2"
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?p a <https://w3id.org/rihmasto/ns#Project> } }"
    (row,) = store.query(named)  # type: ignore[misc]
    assert row["n"].value == "3"


def test_a_file_that_cannot_be_read_is_a_line_of_the_ledger(workspace: Path) -> None:
    contents = {"strategy": b"", "theme": b"\x00\x01\x02binary\x00", "unit": b"unknown,columns\n1,2\n"}
    for name, content in contents.items():
        (workspace / "tables" / f"{name}.csv").write_bytes(content)
    built = build(workspace)
    refused = {a.file for a in built.accounts if a.refused}
    assert refused == {f"tables/{name}.csv" for name in contents}
    assert built.counts["projects"] == 2


def test_a_source_that_is_not_there_and_a_project_without_a_row_are_told_at_their_cells(workspace: Path) -> None:
    unit = "unit,name,organisation,source\nranta,Ranta,Rantavoima Oy,nowhere\n"
    (workspace / "tables" / "unit.csv").write_text(unit, encoding="utf-8")
    with (workspace / "tables" / "participation.csv").open("a", encoding="utf-8") as file:
        file.write("Lumityöt,Mallilan kaupunki,partner\n")
    told = lines(build(workspace).accounts, "en")
    assert [line[:41] for line in told if "nowhere" in line] == ["tables/unit.csv:2:4: The source “nowhere”"]
    assert any("No row of the table project tells of the project “Lumityöt”" in line for line in told)


def test_a_workspace_without_sources_is_refused(workspace: Path) -> None:
    shutil.rmtree(workspace / "tables")
    with pytest.raises(InputError) as told:
        build(workspace)
    assert told.value.code == "no-sources"
    assert not (workspace / "build").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="a small disk is mounted as root only")
def test_a_full_disk_leaves_the_old_release(workspace: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("this machine does not let tests mount a small disk")
    try:
        small = disk / "workspace"
        shutil.copytree(workspace, small)
        build(small)
        before = _contents(small / "build")
        (disk / "filler").write_bytes(b"x" * (shutil.disk_usage(disk).free - 3 * 2**20))
        run = subprocess.run(
            [sys.executable, "-m", "rihmasto", "build", str(small), "--lang", "en"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 3, run.stderr
        assert len(run.stderr.strip().splitlines()) == 1
        assert "old release is untouched" in run.stderr
        assert _contents(small / "build") == before
        assert sorted(p.name for p in small.iterdir()) == ["build", "person.key", "rihmasto.toml", "tables"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_large_workspace_is_checked_again_by_what_changed(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "_WORTH_KEEPING", 0)
    table = workspace / "tables" / "project.csv"
    rows = table.read_text(encoding="utf-8")
    found = []
    for text in (rows, rows.replace("2020,2021", "2022,2021"), rows):
        table.write_text(text, encoding="utf-8")
        build(workspace)
        found.append((workspace / "build" / "findings.json").read_bytes())
        assert (workspace / STATE).is_file()
        (workspace / STATE).rename(workspace / "aside")
        build(workspace)  # from the start
        assert (workspace / "build" / "findings.json").read_bytes() == found[-1]
        (workspace / "aside").replace(workspace / STATE)
    assert found[0] == found[2] != found[1]


@pytest.mark.slow
def test_a_killed_build_leaves_the_old_release_whole(workspace: Path) -> None:
    build(workspace)
    started = time.monotonic()
    subprocess.run([sys.executable, "-m", "rihmasto", "build", "-q", str(workspace)], check=True)
    usual = time.monotonic() - started
    moments = random.Random(2026)
    killed = tries = 0
    while killed < _KILLS and tries < 3 * _KILLS:
        tries += 1
        process = subprocess.Popen(
            [sys.executable, "-m", "rihmasto", "build", "-q", str(workspace)], start_new_session=True
        )
        try:
            process.wait(moments.uniform(0.05, usual))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            killed += 1
        assert changed_files(workspace / "build") == []
        assert len(_dump(workspace / "build" / "store")) > 100
    print(f"{killed} kills in {tries} builds")
    assert killed == _KILLS
    build(workspace)
    left = [".findings-before.json", "build", "person.key", "rihmasto.toml", "tables"]
    assert sorted(p.name for p in workspace.iterdir()) == left
