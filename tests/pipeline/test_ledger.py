"""The ledger and what is told of it: places, messages, and keys that stay when rows move."""

import json
from pathlib import Path

import openpyxl

from rihmasto.errors import LANGUAGES
from rihmasto.pipeline import build, lines, told
from rihmasto.pipeline.before import FILE, LEFT_OUT


def _told(workspace: Path) -> list[dict[str, object]]:
    return told(build(workspace).folder / "ledger.json")


def test_what_was_left_out_has_its_place_and_a_message_without_it(workspace: Path) -> None:
    with (workspace / "tables" / "project.csv").open("a", encoding="utf-8") as file:
        file.write("huono,Huono hanke,,,31.2.2021,2022\n")
    (workspace / "tables" / "unit.csv").write_text("", encoding="utf-8")
    bad, refused = _told(workspace)
    assert bad["place"] == {"file": "tables/project.csv", "row": 4, "column": 5, "line": 4}
    assert refused["place"] == {"file": "tables/unit.csv"}
    for record in (bad, refused):
        for language in LANGUAGES:
            sentence, message = record["sentence"][language], record["message"][language]  # type: ignore[index]
            assert sentence.startswith("tables/")
            assert sentence.endswith(f": {message}")
            assert not message.startswith("tables/")
    build(workspace)
    kept = json.loads((workspace / FILE).read_text(encoding="utf-8"))[LEFT_OUT]
    assert [set(record) for record in kept] == [{"key", "sentence"}] * 2


def _swap(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _keys(workspace: Path) -> set[object]:
    return {record["key"] for record in _told(workspace)}


def test_a_slip_of_another_row_is_another_one_and_rows_may_move(workspace: Path) -> None:
    project, contact = workspace / "tables" / "project.csv", workspace / "tables" / "contact.csv"
    _swap(project, "2021-01,2022-12", "31.2.2021,2022-12")
    with contact.open("a", encoding="utf-8") as file:
        file.write("Veikko Varjo,metsa,Rantavoima Oy,lead,v@@example.org\n")
    first = _keys(workspace)
    assert len(first) == 2
    _swap(project, "satama,Puhdas", "uusi,Uusi hanke,,,,\nsatama,Puhdas")
    _swap(contact, "Veikko Varjo,metsa", "Veikko Varjo,satama")
    assert _keys(workspace) == first  # the row moved; and of a person's row nothing is in the key
    _swap(project, "31.2.2021,2022-12", "2021-01,2022-12")
    _swap(project, "A70001,2020", "A70001,31.2.2021")
    assert len(_keys(workspace) & first) == 1


def test_the_line_that_a_sentence_names_is_no_part_of_its_key(workspace: Path) -> None:
    project = workspace / "tables" / "project.csv"
    with project.open("a", encoding="utf-8") as file:
        file.write("satama,Toinen satama,,,,\n")
    first = _keys(workspace)
    _swap(project, "satama,Puhdas", "uusi,Uusi hanke,,,,\nsatama,Puhdas")
    assert _keys(workspace) == first


def test_only_cells_of_persons_are_withheld_in_a_workbook_with_contacts(workspace: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheets = {
        "Contacts": [["Project", "Person", "Role", "Emal"], ["satama", "Veikko Varjo", "contact persom", "v@x.fi"]],
        "Projects": [["Key", "Name in Finnish", "start"], ["silta", "Vihreä silta", "31.2.2021"], ["silta", "Toinen"]],
        "Funding": [["Project", "Funder"], ["silta", "Veikko Varjo"]],
        "Muuta": [["Veikko Varjo"]],
    }
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(workspace / "tables" / "rihmasto.xlsx")
    built = build(workspace)
    ledger = (built.folder / "ledger.json").read_text(encoding="utf-8")
    assert "Varjo" not in ledger
    said = [str(record["sentence"]["en"]) for record in told(built.folder / "ledger.json")]  # type: ignore[index]
    assert any("no column “Emal”, so it was not read; did you mean “E-mail”?" in line for line in said)
    assert any("“…” is not in the column's list; did you mean “contact person”?" in line for line in said)
    assert any("The column “Role” is required and cannot have the value “…”" in line for line in said)
    assert any("31.2.2021" in line for line in said)
    assert any("The key silta is already on line 2" in line for line in said)
    assert any("The sheet Muuta is none of the template's tables" in line for line in said)
    assert any("Funding!B2: The column Funder mentions a person" in line for line in lines(built.accounts, "en"))


def test_a_refused_file_about_persons_repeats_no_cell(workspace: Path) -> None:
    (workspace / "tables" / "contact.csv").write_text("veikko varjo,satama,x\n", encoding="utf-8")
    built = build(workspace)
    assert "varjo" not in (built.folder / "ledger.json").read_text(encoding="utf-8")
    (refused,) = told(built.folder / "ledger.json")
    assert "contact.csv begins with “…”" in str(refused["message"])


def test_what_was_not_read_is_told_again(workspace: Path) -> None:
    tables = workspace / "tables"
    (tables / "vanha.xls").write_bytes(b"x")
    (tables / "theme.csv").write_bytes("project,name,Muu asia\nPuhdas satama,Meri ja mäki,x\n".encode("cp1252"))
    (tables / "unit.csv").write_text("name,organisation,\nRyhmä,Rantavoima Oy,x\n", encoding="utf-8")
    said = "\n".join(str(record["sentence"]["en"]) for record in _told(workspace))  # type: ignore[index]
    for part in ("vanha.xls: The file", "“Muu asia”, so it was not read", "The column has no header", "cp1252"):
        assert part in said


def test_a_page_is_told_that_it_mentions_a_person_without_a_column(workspace: Path) -> None:
    pages = workspace / "pages"
    pages.mkdir()
    text = "Projektin nimi: Maija Malliesimerkin ranta\nToteutusaika: 1.1.2021 - 31.12.2022\n"
    (pages / "ranta.txt").write_text(text, encoding="utf-8")
    found = [line for line in lines(build(workspace).accounts, "en") if "is mentioned here" in line]
    assert found
    assert not any("name_" in line or "column" in line for line in found)
