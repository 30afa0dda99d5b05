"""`review.csv`: what the reader was not sure of is asked, and what a person decides holds in every later build."""

import csv
import io
import json
from pathlib import Path

import duckdb
import pytest

from rihmasto.errors import InputError
from rihmasto.pipeline import Built, build, lines
from rihmasto.query import ask, open_store, write

PAGE = """Puhdas satama

Toteutusaika: 1.5.2021 – 31.12.2022
Budjetti: 453 808 €

Hankkeen kumppaneita ovat Turun yliopisto, Rantavoima Oy ja Kauppakamari ry.
Hanketta rahoittaa Euroopan aluekehitysrahasto.
"""
EVIDENCE = """SELECT property, value, quote, file, "row", "column", rule, confidence, rank FROM evidence
WHERE file = 'review.csv' OR rule LIKE '%by hand%' ORDER BY ALL"""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A workspace with one page; everything below full confidence is asked about."""
    folder = tmp_path / "mallila"
    (folder / "pages").mkdir(parents=True)
    (folder / "pages" / "satama.txt").write_text(PAGE, encoding="utf-8")
    (folder / "rihmasto.toml").write_text('[workspace]\ntitle = "Mallila"\nreview_below = 1\n', encoding="utf-8")
    return folder


def _rows(folder: Path) -> list[dict[str, str]]:
    text = (folder / "review.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def _write(folder: Path, rows: list[dict[str, str]], *, delimiter: str = ";", encoding: str = "utf-8-sig") -> None:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    (folder / "review.csv").write_bytes(out.getvalue().encode(encoding))


def _decide(folder: Path, field: str, value: str, **cells: str) -> dict[str, str]:
    rows = _rows(folder)
    (row,) = [r for r in rows if (r["field"], r["value"]) == (field, value)]
    row.update(cells)
    _write(folder, rows)
    return row


def _ask(built: Built, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(built.folder / "tables" / "rihmasto.duckdb"), read_only=True) as tables:
        return tables.execute(sql).fetchall()


def _account(built: Built, file: str = "review.csv") -> dict[str, object]:
    entries = json.loads((built.folder / "ledger.json").read_text(encoding="utf-8"))
    (entry,) = [e for e in entries if e["file"] == file]
    assert entry["read"] == sum(entry[fate] for fate in ("accepted", "rejected", "suppressed", "duplicate"))
    return dict(entry)


def _organisations(built: Built) -> set[object]:
    return {key for (key,) in _ask(built, "SELECT DISTINCT organisation FROM participation")}


def test_what_is_unsure_is_asked_and_the_file_stays_the_same(pages: Path) -> None:
    first = build(pages)
    content = (pages / "review.csv").read_bytes()
    rows = _rows(pages)
    fields = {(r["field"], r["value"]) for r in rows}
    assert ("participation.organisation", "Turun yliopisto") in fields
    assert not any(field == "amount.value" for field, _ in fields)  # labelled, and so sure
    assert all(float(r["confidence"]) < 1 for r in rows)
    assert {r["file"] for r in rows} == {"pages/satama.txt"}
    assert {r["project"] for r in rows} == {"Puhdas satama"}
    assert all(r["quote"] in " ".join(PAGE.split()) for r in rows)
    before = {p.name: p.read_bytes() for p in first.folder.iterdir() if p.is_file()}
    again = build(pages)
    assert (pages / "review.csv").read_bytes() == content
    assert {p.name: p.read_bytes() for p in again.folder.iterdir() if p.is_file()} == before
    assert any("review.csv" in line and str(len(rows)) in line for line in lines(again.accounts, "en"))


def test_decisions_hold_with_their_provenance(pages: Path) -> None:
    build(pages)
    before = _rows(pages)
    _decide(pages, "participation.organisation", "Kauppakamari ry", decision="hylkää", by="Maija", date="1.6.2026")
    _decide(
        pages, "participation.organisation", "Turun yliopisto", decision="Correct", correction="Åbo Akademi",
        by="Maija", date="2.6.2026",
    )  # fmt: skip
    (name,) = [r for r in _rows(pages) if r["field"].startswith("project.name")]
    _decide(pages, name["field"], name["value"], decision="godkänn", date="2026-06-03")
    built = build(pages)
    keys = _organisations(built)
    assert "abo-akademi" in {str(k)[:11] for k in keys}
    assert not any(str(k).startswith(("kauppakamari", "turun-yliopisto")) for k in keys)
    evidence = _ask(built, EVIDENCE)
    rows = [r["value"] for r in _rows(pages)]
    corrected = [e for e in evidence if e[6] == "corrected by hand 2026-06-02"]
    assert [(e[1], e[2], e[3], e[4], e[5], e[8]) for e in corrected] == [
        ("Åbo Akademi", "Åbo Akademi", "review.csv", 2 + rows.index("Turun yliopisto"), 10, "preferred")
    ]
    accepted = [e for e in evidence if str(e[6]).endswith(", accepted by hand 2026-06-03")]
    assert [(e[1], str(e[7])) for e in accepted if str(e[0]).endswith("prefLabel")] == [("Puhdas satama", "1.00")]
    page = _account(built, "pages/satama.txt")
    rejected = [n["code"] for n in page["notes"]].count("rejected-by-hand")  # type: ignore[attr-defined]
    assert rejected > 0
    assert page["suppressed"] == rejected
    assert _account(built)["accepted"] == 3
    assert [r["value"] for r in _rows(pages)] == [r["value"] for r in before]
    content = (pages / "review.csv").read_bytes()
    quads = (built.folder / "graph.nq").read_bytes()
    build(pages)
    assert (pages / "review.csv").read_bytes() == content
    assert (pages / "build" / "graph.nq").read_bytes() == quads


def test_a_corrected_date_and_sum_are_read_like_cells(pages: Path) -> None:
    text = (
        "Puhdas satama\n\nHankkeen budjetti on noin 200 000 euroa. Hanke kestää 1.1.2020–31.12.2021.\nKumppani: X Oy\n"
    )
    (pages / "pages" / "satama.txt").write_text(text, encoding="utf-8")
    build(pages)
    fields = {r["field"]: r["value"] for r in _rows(pages)}
    _decide(pages, "project.start", fields["project.start"], correction="3/2020")
    _decide(pages, "amount.value", fields["amount.value"], decision="korjaa", correction="1,5 milj. €")
    built = build(pages)
    assert _ask(built, "SELECT start FROM project WHERE start IS NOT NULL") == [("2020-03",)]
    assert [str(v) for (v,) in _ask(built, "SELECT value FROM amount")] == ["1500000.00"]
    ranks = _ask(built, "SELECT value, rank FROM evidence WHERE property LIKE '%startDate' ORDER BY rank DESC")
    assert ranks == [("2020-03", "preferred"), ("2020-01-01", "normal")]


def test_the_question_on_rules_counts_what_was_changed_by_hand(pages: Path) -> None:
    (pages / "pages" / "satama.txt").write_text(
        "Puhdas satama\n\nHanke kestää 1.1.2020–31.12.2021.\n", encoding="utf-8"
    )
    build(pages)
    _decide(pages, "project.start", "2020-01-01", correction="3/2020", date="2026-06-02")
    name = _decide(pages, "project.name_fi", "Puhdas satama", decision="accept", date="2026-06-03")
    build(pages)
    answer = write(ask(open_store(pages), "quality/rules"), "csv").decode()
    rows = {row.pop("rule"): row for row in csv.DictReader(io.StringIO(answer))}
    changed = {rule: (row["values"], row["accepted"], row["corrected"]) for rule, row in rows.items()}
    assert changed["phrase:period"] == ("2", "0", "1")
    assert changed["corrected by hand"] == ("1", "0", "0")
    assert changed[name["rule"]] == ("1", "1", "0")


def test_a_decision_survives_a_new_version_of_the_page(pages: Path) -> None:
    build(pages)
    _decide(pages, "participation.organisation", "Kauppakamari ry", decision="reject", date="2026-06-01")
    moved = "Uutinen.\n\n" + PAGE.replace("Budjetti", "Verkkosivut: https://example.org/\nBudjetti")
    (pages / "pages" / "satama.txt").write_text(moved, encoding="utf-8")
    built = build(pages)
    assert not any(str(k).startswith("kauppakamari") for k in _organisations(built))
    (row,) = [r for r in _rows(pages) if r["value"] == "Kauppakamari ry"]
    assert "Kauppakamari ry." in moved.splitlines()[int(row["line"]) - 1]
    (pages / "pages" / "satama.txt").write_text(PAGE.replace(" ja Kauppakamari ry", ""), encoding="utf-8")
    built = build(pages)
    assert "Kauppakamari ry" in {r["value"] for r in _rows(pages)}  # a decision is never thrown away
    assert "review-stale" in {n["code"] for n in _account(built)["notes"]}  # type: ignore[attr-defined]


def test_a_rejected_name_takes_the_project_with_it(pages: Path) -> None:
    build(pages)
    for row in [r for r in _rows(pages) if r["field"].startswith("project.") and "name" in r["field"]]:
        _decide(pages, row["field"], row["value"], decision="reject")
    (pages / "pages" / "toinen.txt").write_text(PAGE.replace("Puhdas satama", "Toinen hanke"), encoding="utf-8")
    built = build(pages)
    assert _ask(built, "SELECT count(*) FROM project") == [(1,)]
    assert _ask(built, "SELECT count(*) FROM amount") == [(1,)]


def test_a_file_saved_by_a_spreadsheet_program_is_understood(pages: Path) -> None:
    build(pages)
    rows = _rows(pages)
    for row in rows:
        row["confidence"] = row["confidence"].replace(".", ",")
        row["note"] = "oma sarake"
        if row["value"] == "Kauppakamari ry":
            row["decision"] = "Hylätään"
    _write(pages, rows, delimiter="\t", encoding="cp1252")
    built = build(pages)
    assert not any(str(k).startswith("kauppakamari") for k in _organisations(built))
    text = (pages / "review.csv").read_bytes().decode("utf-8-sig")
    assert text.splitlines()[0].endswith("\tid\tnote")
    assert text.count("oma sarake") == len(rows)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"decision": "ehkä"}, "review-decision"),
        ({"decision": "correct"}, "review-without-correction"),
        ({"decision": "reject", "date": "31.2.2026"}, "date-impossible"),
    ],
)
def test_a_bad_decision_is_one_sentence_and_changes_nothing(pages: Path, cells: dict[str, str], code: str) -> None:
    before = _organisations(build(pages))
    _decide(pages, "participation.organisation", "Kauppakamari ry", **cells)
    built = build(pages)
    assert _organisations(built) == before
    account = _account(built)
    assert account["rejected"] == 1
    (note,) = [n for n in account["notes"] if n["code"] == code]  # type: ignore[attr-defined]
    assert note["row"] == 2 + [r["value"] for r in _rows(pages)].index("Kauppakamari ry")
    assert _rows(pages)[note["row"] - 2]["decision"] == cells["decision"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"file;value\nx;y\n", "review-columns"),
        (b'file;line;"project\n', "review-broken"),
        (b"\x00\x01\x02", "table-binary"),
        (b"file;project;field;value;quote;decision;correction\na;b;c;d;e;f;g;h;i\n", "review-row"),
    ],
)
def test_a_broken_file_stops_the_build_and_stays(pages: Path, content: bytes, code: str) -> None:
    build(pages)
    (pages / "review.csv").write_bytes(content)
    with pytest.raises(InputError) as told:
        build(pages)
    assert told.value.code == code
    assert (pages / "review.csv").read_bytes() == content


def test_contacts_stay_out_of_the_release(pages: Path) -> None:
    text = PAGE + "\nSatamassa hankkeen yhteyshenkilöt ovat Maija Malliesimerkki ja Matti Malliesimerkki.\n"
    (pages / "pages" / "satama.txt").write_text(text, encoding="utf-8")
    build(pages)
    contacts = [r for r in _rows(pages) if r["field"].startswith(("person.", "contact."))]
    assert contacts
    for row in contacts:
        if row["field"] == "person.name":
            _decide(pages, row["field"], row["value"], decision="correct", correction="Maija Muu-Esimerkki")
    built = build(pages)
    public = [p for p in built.folder.rglob("*") if p.is_file() and "people" not in str(p.relative_to(built.folder))]
    assert len(public) > 10
    names = (b"Malliesimerkki", b"Muu-Esimerkki", b"maija@")
    assert [p.name for p in public if any(name in p.read_bytes() for name in names)] == []
    assert "Muu-Esimerkki" in (built.folder / "people.nq").read_text(encoding="utf-8")


@pytest.mark.parametrize("value", ['"paljon"', "2", "true"])
def test_the_threshold_is_a_share(pages: Path, value: str) -> None:
    (pages / "rihmasto.toml").write_text(f"[workspace]\nreview_below = {value}\n", encoding="utf-8")
    with pytest.raises(InputError) as told:
        build(pages)
    assert told.value.code == "review-threshold"
