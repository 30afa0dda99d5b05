"""Workbooks: sheets, typed cells, formulas, and files that would hurt."""

import datetime as dt
import io
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from rihmasto.errors import InputError, sentence
from rihmasto.model import Locator
from rihmasto.sources.tables import TableReading, read_workbook

Sheets = dict[str, list[list[object]]]


def workbook(sheets: Sheets) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def saved(tmp_path: Path, sheets: Sheets) -> Path:
    path = tmp_path / "book.xlsx"
    workbook(sheets).save(path)
    return path


def told(reading: TableReading) -> list[tuple[str, str, Locator]]:
    for rejection in reading.rejections:
        for language in ("fi", "sv", "en"):
            assert "{" not in sentence(rejection.code, language, **rejection.values)
    rows = reading.rows
    assert rows.read == rows.accepted + rows.rejected + rows.suppressed + rows.duplicate
    return [(r.fate, r.code, r.locator) for r in reading.rejections]


def test_sheets_are_tables_in_any_language(tmp_path: Path) -> None:
    sheets: Sheets = {
        "Hankkeet": [["Tunnus", "Nimi suomeksi"], ["a", "Yksi"]],
        "Arbetspaket": [[], ["Projekt *", "Nummer", "Rubrik *"], [], ["a", 1, "Ledning"]],
        "project 2": [["name_fi"], ["Kaksi"]],
        "Ohje": [["Lue tämä"]],
        "Muistiinpanot": [["x"]],
        "Themes": [["project", "name"]],
    }
    reading = read_workbook(saved(tmp_path, sheets))
    found = [(r.table, r.key, [c.value for c in r.claims]) for r in reading.records]
    assert found == [
        ("project", "project-1-2", ["a", "Yksi"]),
        ("work_package", "work_package-2-4", ["a", "1", "Ledning"]),
        ("project", "project-3-2", ["Kaksi"]),
    ]
    assert reading.records[1].claims[2].locator == Locator(row=4, column=3, sheet="Arbetspaket")
    assert told(reading) == [("note", "workbook-sheet-unknown", Locator(sheet="Muistiinpanot"))]
    assert reading.rows.read == 3


def test_typed_cells(tmp_path: Path) -> None:
    sheets: Sheets = {
        "project": [
            ["name_fi", "start", "end", "code"],
            ["a", dt.date(2017, 6, 1), dt.datetime(2021, 7, 31), 72710],  # noqa: DTZ001 (spreadsheets know no zones)
            ["b", 2017, "06/2021", 1.5],
            ["c", 17.5, True, "x"],
        ],
        "amount": [
            ["project", "kind", "value", "approximate"],
            ["a", "total", 453808, True],
            ["b", "Total budget", 1234.5, "ei"],
            ["c", "granted", 1.234, None],
        ],
    }
    reading = read_workbook(saved(tmp_path, sheets))
    values = [{c.column: c.value for c in r.claims} for r in reading.records]
    assert values == [
        {"name_fi": "a", "start": "2017-06-01", "end": "2021-07-31", "code": "72710"},
        {"name_fi": "b", "start": "2017", "end": "2021-06", "code": "1.5"},
        {"name_fi": "c", "code": "x"},
        {"project": "a", "kind": "total", "value": "453808", "approximate": "true"},
        {"project": "b", "kind": "total", "value": "1234.50", "approximate": "false"},
        {"project": "c", "kind": "granted", "value": "1.23"},
    ]
    assert [(code, where.column) for _, code, where in told(reading)] == [
        ("date-unreadable", 2),
        ("date-unreadable", 3),
    ]
    assert reading.records[0].claims[1].quote == "2017-06-01"


def test_a_typed_date_keeps_the_precision_that_is_shown(tmp_path: Path) -> None:
    book = workbook({"project": [["name_fi", "start", "end"], ["a", dt.date(2017, 6, 1), dt.date(2021, 7, 1)]]})
    book.worksheets[0]["B2"].number_format = "mm/yyyy"
    book.worksheets[0]["C2"].number_format = "d.m.yyyy"
    book.save(tmp_path / "book.xlsx")
    (record,) = read_workbook(tmp_path / "book.xlsx").records
    assert (record.value("start"), record.value("end")) == ("2017-06", "2021-07-01")


def _with_computed(path: Path, cell: str, value: str) -> None:
    """Give a formula the value that a spreadsheet program would have stored."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/"):
                assert cell.encode() in part
                part = part.replace(b"</f><v />", f"</f><v>{value}</v>".encode())
                part = part.replace(b"</f><v></v>", f"</f><v>{value}</v>".encode())
            new.writestr(name, part)
    path.write_bytes(buffer.getvalue())


def test_of_a_formula_the_value_is_read_and_said(tmp_path: Path) -> None:
    path = saved(tmp_path, {"amount": [["project", "kind", "value"], ["a", "total", "=1+2"]]})
    _with_computed(path, "1+2", "3")
    reading = read_workbook(path)
    assert reading.records[0].value("value") == "3"
    assert told(reading) == [("note", "workbook-formula", Locator(row=2, column=3, sheet="amount"))]
    assert "C2" in sentence("workbook-formula", "en", **reading.rejections[0].values)


def test_a_formula_without_a_value_is_an_empty_cell(tmp_path: Path) -> None:
    reading = read_workbook(saved(tmp_path, {"amount": [["project", "kind", "value"], ["a", "total", "=1+2"]]}))
    assert [code for _, code, _ in told(reading)] == ["workbook-formula", "table-required-empty"]
    assert (reading.rows.read, reading.rows.rejected) == (1, 1)


def test_texts_that_look_like_formulas_are_texts(tmp_path: Path) -> None:
    book = workbook({"theme": [["project", "name"], ["a", "x"], ["b", "'=cmd()"], ["c", "-+@"]]})
    cell = book.worksheets[0]["B2"]
    cell.value = "=1+1"
    cell.data_type = "s"
    book.save(tmp_path / "book.xlsx")
    reading = read_workbook(tmp_path / "book.xlsx")
    assert [r.value("name") for r in reading.records] == ["=1+1", "=cmd()", "-+@"]
    assert told(reading) == []


def test_errors_of_the_spreadsheet_are_refused(tmp_path: Path) -> None:
    reading = read_workbook(saved(tmp_path, {"project": [["name_fi", "description"], ["a", "#REF!"]]}))
    assert [code for _, code, _ in told(reading)] == ["table-spreadsheet-error"]


def test_a_sheet_without_a_known_header_rejects_its_rows_only(tmp_path: Path) -> None:
    sheets: Sheets = {
        "theme": [["x"], ["a"], ["b"]],
        "website": [["project"], ["a"]],
        "unit": [["name", "organisation"]],
    }
    reading = read_workbook(saved(tmp_path, sheets))
    assert [(code, where.sheet) for _, code, where in told(reading)] == [
        ("table-header-unknown", "theme"),
        ("table-column-missing", "website"),
    ]
    assert (reading.rows.read, reading.rows.rejected) == (3, 3)


def test_a_mapping_for_a_sheet_of_another_name(tmp_path: Path) -> None:
    sheets: Sheets = {"Blad1": [["Hankkeen nimi"], ["Äly"]], "theme": [["project", "name"], ["a", "b"]]}
    reading = read_workbook(saved(tmp_path, sheets), table="project", mapping={"Hankkeen nimi": "name_sv"})
    assert [(r.table, r.claims[0].column) for r in reading.records] == [("project", "name_sv"), ("theme", "project")]


def test_two_cells_in_opposite_corners_need_no_memory(tmp_path: Path) -> None:
    book = workbook({"project": [["name_fi"]], "theme": [["project", "name"], ["a", "b"]]})
    book.worksheets[0]["XFD1048576"] = "x"
    path = tmp_path / "giant.xlsx"
    book.save(path)
    script = (
        "import sys; from pathlib import Path; from rihmasto.sources.tables import read_workbook\n"
        "r = read_workbook(Path(sys.argv[1]))\n"
        "print([(x.code, x.values['cell']) for x in r.rejections], len(r.records))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000)),
    )
    assert done.stdout == "[('workbook-sheet-large', 'XFD1048576')] 1\n", done.stderr


def test_cells_with_a_format_only_do_not_count(tmp_path: Path) -> None:
    book = workbook({"theme": [["project", "name"], ["a", "b"]]})
    book.worksheets[0]["XFD1048576"].font = Font(bold=True)
    book.save(tmp_path / "book.xlsx")
    reading = read_workbook(tmp_path / "book.xlsx")
    assert (told(reading), len(reading.records)) == ([], 1)


def _archive(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
BAD_FILES = [
    (b"", "text-empty"),
    (b"project;name\na;b\n", "workbook-not-zip"),
    (b"PK\x03\x04 not really", "workbook-not-zip"),
    (_archive(readme="no workbook"), "workbook-damaged"),
    (_archive(**{"xl/workbook.xml": "<workbook", "xl/_rels/workbook.xml.rels": "<r/>"}), "workbook-damaged"),
    (_archive(**{"xl/_rels/workbook.xml.rels": '<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>'}), "workbook-damaged"),
    (_OLE + b"\0" * 600, "workbook-old"),
    (_OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "workbook-encrypted"),
]


@pytest.mark.parametrize(("content", "code"), BAD_FILES, ids=[f"{i}-{code}" for i, (_, code) in enumerate(BAD_FILES)])
def test_a_file_that_is_no_workbook_is_one_sentence(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "bad.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_workbook(path)
    assert caught.value.code == code
    for language in ("fi", "sv", "en"):
        assert "bad.xlsx" in caught.value.say(language)


def test_all_bad_files_were_tried() -> None:
    assert len(BAD_FILES) == 8


def test_an_archive_that_unpacks_without_end(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
    with archive, archive.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(401):
            part.write(b" " * 1_000_000)
    with pytest.raises(InputError) as caught:
        read_workbook(path)
    assert caught.value.code == "workbook-large"


def test_missing_file_and_table(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"There is no file x\.xlsx"):
        read_workbook(tmp_path / "x.xlsx")
    with pytest.raises(InputError, match="did you mean Themes"):
        read_workbook(tmp_path / "x.xlsx", table="themess")
