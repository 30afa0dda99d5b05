"""The tables and the network in the forms of spreadsheets, data frames and graph programs."""

import csv
import datetime as dt
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import networkx as nx
import openpyxl
import polars as pl
import pytest

from rihmasto.errors import InputError, UsageError
from rihmasto.publish import BINARY, FORMS, Release, export, find_release, form_of
from rihmasto.publish.naming import Names
from rihmasto.publish.release import opened
from rihmasto.sources.tables import read_csv, read_workbook

PUBLIC = [
    "source", "project", "organisation", "organisation_identifier", "organisation_name", "unit", "participation",
    "work_package", "funding", "amount", "programme", "agreement", "strategy", "agreement_party", "commitment",
    "designation", "theme", "target_group", "place", "location", "website", "evidence", "partner_pair",
    "governance_chain",
]  # fmt: skip


@pytest.fixture
def release(made_release: Path) -> Release:
    return find_release(made_release, people=False)


def csv_rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_folder(release: Release, tmp_path: Path) -> None:
    export(release, "csv", tmp_path / "out")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted(f"{name}.csv" for name in PUBLIC)
    rows = csv_rows(tmp_path / "out", "project")
    assert list(rows[0]) == [
        "project", "name_fi", "name_sv", "name_en", "acronym", "title", "code", "start", "end", "status",
        "description", "language", "source",
    ]  # fmt: skip
    assert [row["name_fi"] for row in rows] == ["'=1+1", "", 'A, "B"; C']
    assert (rows[0]["name_sv"], rows[0]["description"]) == ("'@Äly", "'-2 astetta\nja +3")
    assert (rows[0]["start"], rows[0]["end"]) == ("2017-06", "2021-07-31")
    (amount,) = csv_rows(tmp_path / "out", "amount")
    assert (amount["value"], amount["approximate"]) == ("453808.00", "true")
    assert csv_rows(tmp_path / "out", "evidence")[0]["quote"] == "'=1+1"
    assert csv_rows(tmp_path / "out", "partner_pair") == [{"a": "a", "b": "b", "projects": "1", "work_packages": "0"}]


def test_csv_for_programs_is_exact(release: Release, tmp_path: Path) -> None:
    export(release, "csv", tmp_path / "out", exact=True)
    assert csv_rows(tmp_path / "out", "project")[0]["name_fi"] == "=1+1"


@pytest.mark.parametrize("exact", [False, True])
def test_exported_csv_reads_back(release: Release, tmp_path: Path, exact: bool) -> None:  # noqa: FBT001
    export(release, "csv", tmp_path / "out", exact=exact)
    reading = read_csv(tmp_path / "out" / "project.csv")
    assert [r.value("name_fi") for r in reading.records] == ["=1+1", None, 'A, "B"; C']
    assert (reading.rows.read, reading.rows.accepted, reading.rejections) == (3, 3, [])
    assert read_csv(tmp_path / "out" / "amount.csv").records[0].value("value") == "453808.00"


def test_csv_archive_has_no_hour_and_no_people(release: Release, tmp_path: Path) -> None:
    export(release, "csv", tmp_path / "a.zip")
    export(release, "csv", tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() == [f"{name}.csv" for name in PUBLIC]
        everything = b"".join(map(archive.read, archive.namelist()))
    assert "Åbo stad".encode() in everything
    assert "Henkilö".encode() not in everything
    assert b"nimi@example.org" not in everything


def test_people_come_when_they_are_allowed(made_release: Path, tmp_path: Path) -> None:
    export(find_release(made_release, people=True), "csv", tmp_path / "out")
    assert csv_rows(tmp_path / "out", "contact")[0]["phone"] == "'+358 2 330 000"
    assert [row["evidence"] for row in csv_rows(tmp_path / "out", "evidence")] == ["e1", "e2"]


def test_parquet(made_release: Path, tmp_path: Path) -> None:
    export(find_release(made_release, people=False), "parquet", tmp_path / "public")
    export(find_release(made_release, people=True), "parquet", tmp_path / "all.zip")
    frame = pl.read_parquet(tmp_path / "public" / "project.parquet")
    assert frame.shape[0] == 3
    released = {p.name for p in (made_release / "build" / "tables").glob("*.parquet")}
    assert {p.name for p in (tmp_path / "public").iterdir()} == released >= {f"{name}.parquet" for name in PUBLIC}
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert set(archive.namelist()) - released == {
            "people/person.parquet", "people/contact.parquet", "people/evidence.parquet",
        }  # fmt: skip


def test_workbook_has_types_and_no_formulas(release: Release, tmp_path: Path) -> None:
    export(release, "xlsx", tmp_path / "t.xlsx", language="sv")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames[:3] == ["Källor", "Projekt", "Organisationer"]
    assert len(book.sheetnames) == len(PUBLIC)
    sheet = book["Projekt"]
    header = [cell.value for cell in sheet[1]]
    first = dict(zip(header, sheet[2], strict=True))
    assert (first["Namn på finska"].value, first["Namn på finska"].data_type) == ("=1+1", "s")
    assert (first["Namn på svenska"].value, first["Namn på svenska"].data_type) == ("@Äly", "s")
    assert first["Börjar"].value == "2017-06"
    assert first["Slutar"].value == dt.datetime(2021, 7, 31)  # noqa: DTZ001 (spreadsheets know no zones)
    assert first["Skede"].value == "avslutat"
    assert (first["Namn på engelska"].value, first["Källa"].value) == ("Smart", "Sivu; Toinen"), "a row a thing"
    assert sheet["H3"].value == "1900-01-05", "before the first day that a spreadsheet can count"
    amount = {cell.value: book["Belopp"].cell(2, number).value for number, cell in enumerate(book["Belopp"][1], 1)}
    assert (amount["Belopp"], amount["Ungefärlig"], amount["Projekt"]) == (453808, True, "@Äly"), "no key"
    assert all(2 < d.width <= 60 for s in book for d in s.column_dimensions.values())
    assert not any(cell.data_type == "f" for s in book for row in s.iter_rows() for cell in row)


def test_workbook_reads_back_and_has_no_hour(release: Release, tmp_path: Path) -> None:
    for language in ("fi", "sv", "en"):
        path = tmp_path / f"{language}.xlsx"
        export(release, "xlsx", path, language=language)
        before = path.read_bytes()
        export(release, "xlsx", path, language=language)
        assert path.read_bytes() == before
        reading = read_workbook(path)
        assert {r.code for r in reading.rejections if r.fate != "note"} == {"text-mojibake"}, "the replaced \\x01"
        assert {r.values["sheet"] for r in reading.rejections if r.fate == "note"} == {
            s.title for s in openpyxl.load_workbook(path).worksheets[-3:]
        }, "evidence and derived tables are no sources"
        project = next(r for r in reading.records if r.table == "project")
        assert (project.value("name_fi"), project.value("status"), project.value("end")) == (
            "=1+1", "ended", "2021-07-31",
        )  # fmt: skip


def test_workbook_names_things(release: Release, tmp_path: Path) -> None:
    export(release, "xlsx", tmp_path / "t.xlsx", language="fi")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")

    def rows(name: str) -> list[dict[object, object]]:
        header, *rest = book[name].iter_rows(values_only=True)
        return [dict(zip(header, row, strict=True)) for row in rest]

    lead, partner = rows("Osallistumiset")
    assert (lead["Hanke"], lead["Organisaatio"], lead["Rooli"]) == ("=1+1", "Turun kaupunki", "päätoteuttaja")
    assert partner["Organisaatio"] == "Oy <Yhtiö> & \ufffdCo"
    (evidence,) = rows("Todisteet")
    said = (evidence["Kohde"], evidence["Ominaisuus"], evidence["Asema"], evidence["Lähde"])
    assert said == ("=1+1", "Nimi", "ensisijainen", "Sivu")
    assert "id/" not in str(evidence)
    (pair,) = rows("Kumppaniparit")
    assert (pair["Kumppani 1"], pair["Yhteiset hankkeet"]) == ("Turun kaupunki", 1)


def test_words_for_what_has_no_name(release: Release) -> None:
    with opened(release) as tables:
        names = Names(tables, "sv")
        assert names.what("id/participation/1") == "@Äly – Åbo stad – huvudgenomförare"
        assert names.what("id/amount/m1") == "@Äly – totalbudget – 453808.00"
        assert names.what("https://w3id.org/rihmasto/vocabulary/roles/lead") == "huvudgenomförare"
        assert names.what("id/theme/unknown") == "unknown"
        assert names.property("id/amount/m1", "https://w3id.org/rihmasto/ns#value") == "Belopp"


def test_graphml(release: Release, tmp_path: Path) -> None:
    export(release, "graphml", tmp_path / "n.graphml", language="sv")
    graph = nx.read_graphml(tmp_path / "n.graphml")
    assert dict(graph.nodes(data="label")) == {"a": "Åbo stad", "b": "Oy <Yhtiö> & \ufffdCo"}
    assert list(graph.edges(data=True)) == [("a", "b", {"weight": 1, "projects": 1, "work_packages": 0})]


def test_gexf_has_no_date(release: Release, tmp_path: Path) -> None:
    export(release, "gexf", tmp_path / "n.gexf", language="en")
    graph = nx.read_gexf(tmp_path / "n.gexf")
    assert [(n, d["label"], d.get("kind")) for n, d in graph.nodes(data=True)] == [
        ("a", "City of Turku", "city"),
        ("b", "Oy <Yhtiö> & \ufffdCo", None),
    ]
    assert b"lastmodified" not in (tmp_path / "n.gexf").read_bytes()


def test_the_ending_says_the_form() -> None:
    found = [form_of(f"x.{ending}") for ending in ("ttl", "NQ", "trig", "jsonld", "json", "rdf", "xlsx", "graphml")]
    assert found == ["ttl", "nq", "trig", "jsonld", "jsonld", "rdfxml", "xlsx", "graphml"]
    for name in ("x", "x.doc", "x.zip"):
        with pytest.raises(UsageError, match="does not say"):
            form_of(name)


def test_a_file_is_replaced_and_has_the_usual_rights(release: Release, tmp_path: Path) -> None:
    target = tmp_path / "g.nq"
    target.write_text("old", encoding="utf-8")
    export(release, "nq", target)
    assert target.read_bytes() == (release.folder / "graph.nq").read_bytes()
    usual = tmp_path / "usual"
    usual.touch()
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)


def test_a_folder_with_something_in_it_is_left_alone(release: Release, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    export(release, "csv", tmp_path / "out")
    with pytest.raises(UsageError) as caught:
        export(release, "csv", tmp_path / "out")
    assert caught.value.code == "export-folder-filled"


def test_a_place_that_cannot_be_written(release: Release, tmp_path: Path) -> None:
    for form in ("ttl", "csv", "xlsx"):
        with pytest.raises(InputError) as caught:
            export(release, form, tmp_path / "absent" / "x.zip")
        assert caught.value.code == "no-folder"


def test_no_release(made_release: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"has no rihmasto\.toml"):
        find_release(tmp_path, people=False)
    shutil.copy(made_release / "rihmasto.toml", tmp_path)
    with pytest.raises(InputError, match="has no release"):
        find_release(tmp_path, people=False)


def test_a_damaged_release_is_one_sentence(made_release: Path, tmp_path: Path) -> None:
    shutil.copytree(made_release, tmp_path / "w")
    (tmp_path / "w" / "build" / "tables" / "rihmasto.duckdb").write_bytes(b"x" * 5000)
    with pytest.raises(InputError) as caught:
        export(find_release(tmp_path / "w", people=False), "csv", tmp_path / "out")
    assert caught.value.code == "release-unreadable"
    assert [p.name for p in tmp_path.iterdir()] == ["w"]


_FULL = """
import resource, signal, sys
from pathlib import Path
from rihmasto.errors import RihmastoError
from rihmasto.publish import export, find_release
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
try:
    export(find_release(Path(sys.argv[1]), people=False), sys.argv[2], Path(sys.argv[3]))
except RihmastoError as error:
    print(error.code, error.exit_code)
"""


@pytest.mark.parametrize("form", FORMS)
def test_a_disk_that_is_full_leaves_nothing_half_written(made_release: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / "export"
    if form not in {"csv", "parquet"}:
        target.write_text("old", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _FULL, str(made_release), form, str(target)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "cannot-write 3\n", done.stderr
    left = [p.name for p in tmp_path.iterdir()]
    assert left == ([] if form in {"csv", "parquet"} else ["export"])
    assert not left or target.read_text(encoding="utf-8") == "old"


def test_all_forms_are_known() -> None:
    assert len(FORMS) == 10
    assert set(BINARY) == {"csv", "parquet", "xlsx"}
