"""The marked workbooks: the user's own cells, marked where the findings are; no formula of ours, and no person."""

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from rihmasto.errors import LANGUAGES, Language
from rihmasto.pipeline import build
from rihmasto.publish.findings import Outcome, make_books, write_json
from rihmasto.publish.findings.books import Books
from rihmasto.publish.findings.screening import written_cells

PERSON = "Malliesimerkki"
LONG = "Puhtaan sataman ja kirkkaan veden kehittämishanke"


@contextmanager
def outcome(folder: Path, *, people: bool = False, new_only: bool = False) -> Iterator[Outcome]:
    checked = Outcome.of_workspace(folder, people=people, new_only=new_only)
    yield checked
    checked.close()


def books(folder: Path, language: Language = "fi", *, people: bool = False) -> Books:
    with outcome(folder, people=people) as checked:
        return make_books(checked, language)


def opened(made: Books, name: str = "findings.xlsx") -> Workbook:
    return load_workbook(io.BytesIO(made.files[name]))


def marked(sheet: Worksheet) -> dict[str, str]:
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def everything(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_a_table_is_as_the_user_has_it_and_marked(built: Path) -> None:
    book = opened(books(built))
    assert book.sheetnames[0] == "Löydökset"
    sheet = book["project"]
    with (built / "tables" / "project.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    shown = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    rows[2][6] = "(ei näytetä)"  # the description names a person
    assert shown == rows
    marks = marked(sheet)
    with outcome(built) as checked:
        found = [f for f in checked.findings("fi") if f.place and f.place.file == "tables/project.csv"]
    said = {(f.place.row, f.place.column): f.message for f in found if f.place}
    assert marks["C2"] == f"Tarkistettava. =Puhdas satama: {said[2, 3]} Arvo: {LONG}."
    assert marks["F2"] == f"Hyvä tietää. =Puhdas satama: {said[2, 6]}"
    assert sheet["F2"].value is None
    assert (sheet["C2"].fill.fgColor.rgb, sheet["F2"].fill.fgColor.rgb) == ("00FBDD97", "00CFE3F3")
    assert sheet["D3"].value == "007"
    assert sheet["D3"].comment is None


def test_words_that_look_like_formulas_stay_words(built: Path) -> None:
    book = opened(books(built))
    cell = book["project"]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=Puhdas satama", "s", True)
    formulas = [
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas == [("Muistiinpanot", "B3")]  # the user's own


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_leads_to_every_cell(built: Path, language: Language) -> None:
    with outcome(built) as checked:
        left_out = checked.left_out(language)
        found = [*left_out, *checked.findings(language)]
    book = opened(books(built, language))
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if row[1].value)
    assert len(head) == 9
    rows = [row for row in sheet.iter_rows(min_row=(head[0].row or 0) + 1) if row[0].value]
    assert [row[2].value for row in rows] == [f.message for f in found]
    led = 0
    for row, finding in zip(rows, found, strict=True):
        link = row[6].hyperlink
        if link is None:
            assert finding.place is not None
            assert (finding.place.row, finding.place.line) == (None, None)
            continue
        assert link.target is None
        title, _, name = str(link.location).rpartition("!")
        goal = book[title.strip("'")][name]
        assert finding.message in goal.comment.text
        led += 1
    whole = [one.place for one in left_out if one.place and one.place.row is None]
    assert led == len(found) - len(whole) - 5  # whole files lack a publisher, and one a licence


def test_lines_of_a_page_are_marked(built: Path) -> None:
    sheet = opened(books(built, "en"))["valo.txt"]
    assert sheet["B5"].value == "Budjetti: 45 380 800 000 €"
    assert "The sum is above 10 billion" in marked(sheet)["B5"]
    assert sheet["B9"].value == "(not shown)"


def test_a_workbook_keeps_what_it_is(built: Path) -> None:
    book = opened(books(built))
    sheet = book["organisation"]
    assert (sheet["B2"].font.name, sheet["B2"].font.i, sheet["B2"].font.color.rgb) == ("Arial", True, "00CC0000")
    assert sheet.column_dimensions["B"].width == 33
    assert sheet["B2"].number_format == "@"
    assert book["Muistiinpanot"]["B3"].value == "=SUM(B1:B2)"
    assert "xl/charts/chart1.xml" in zipfile.ZipFile(io.BytesIO(books(built).files["findings.xlsx"])).namelist()
    assert (book["Muistiinpanot"]["A1"].value, book["Muistiinpanot"]["B2"].value) == ("a", 2)
    assert list(marked(sheet)) == ["C2"]  # the cell of the kind, which is empty
    assert marked(sheet)["C2"].startswith("Hyvä tietää. Rantavoima Oy: ")


def test_a_comment_of_the_user_is_kept_below_ours(copy: Path) -> None:
    book = load_workbook(copy / "tables" / "omat.xlsx")
    book["organisation"]["C2"].comment = Comment("Kysytty kesällä", "Matti Laatija")
    book.save(copy / "tables" / "omat.xlsx")
    text = marked(opened(books(copy))["organisation"])["C2"]
    assert text.startswith("Hyvä tietää. Rantavoima Oy: ")
    assert text.endswith("\n\nKysytty kesällä")


def test_no_person_is_in_a_workbook_that_may_be_handed_on(built: Path) -> None:
    for language in LANGUAGES:
        text = everything(books(built, language).files["findings.xlsx"])
        assert "omat" in text
        assert [word for word in (PERSON, "maija@example.org", "Laatija", "pomo") if word in text] == []


def test_with_people_they_are_there(built: Path) -> None:
    made = books(built, people=True)
    book = opened(made)
    assert book["contact"]["A2"].value == "Maija Malliesimerkki"
    assert marked(book["contact"])["E2"].startswith("Tarkistettava. ")
    assert book["Muistiinpanot"]["A4"].value == "Kysy: Maija Malliesimerkki"
    assert "Matti Laatija" in everything(made.files["findings.xlsx"])


def test_the_same_findings_give_the_same_bytes(built: Path, copy: Path) -> None:
    assert books(built).files == books(copy).files


def test_several_workbooks_become_a_copy_each(copy: Path) -> None:
    other = copy / "tables" / "muut"
    other.mkdir()
    book = load_workbook(copy / "tables" / "omat.xlsx")
    book["organisation"]["A2"], book["organisation"]["B2"] = "leva", "Leväkone Oy"
    book.save(other / "omat.xlsx")
    build(copy)
    made = books(copy)
    assert list(made.files) == ["findings.xlsx", "omat.xlsx", "omat-2.xlsx"]
    first = opened(made).worksheets[0]
    led = {cell.hyperlink.target for row in first.iter_rows() for cell in row if cell.hyperlink}
    assert led == {None, "omat.xlsx", "omat-2.xlsx"}
    for name, organisation in (("omat.xlsx", "Leväkone Oy"), ("omat-2.xlsx", "Rantavoima Oy")):
        copied = opened(made, name)
        assert copied.sheetnames == ["Löydökset", "organisation", "Muistiinpanot"]
        assert copied["organisation"]["B2"].value == organisation
        links = [cell.hyperlink for row in copied.worksheets[0].iter_rows() for cell in row if cell.hyperlink]
        assert len(links) == len([h for h in links if not h.target]) >= 1


def test_what_a_copy_goes_without_is_told(copy: Path) -> None:
    path = copy / "tables" / "omat.xlsx"
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/slicers/slicer1.xml", "<slicers/>")
        archive.writestr("xl/vbaProject.bin", b"macros")
    made = books(copy, "en")
    (note,) = made.notes
    assert note == (
        "tables/omat.xlsx: the marked copy goes without these: macros, slicers, the computed values of formulas (your "
        "program computes them again when you open the file). The file itself is as it was."
    )
    assert "organisation" in opened(made).sheetnames


def test_what_the_build_left_out_comes_first_and_is_marked_in_its_cell(copy: Path) -> None:
    path = copy / "tables" / "project.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",2021-01,", ",keväällä,"), encoding="utf-8")
    build(copy)
    with outcome(copy) as checked:
        left = next(one for one in checked.left_out("fi") if one.place and one.place.column == 5)
        told = json.loads(write_json(checked))["left_out"]
        assert [line["fi"] for line in told] == [one.sentence for one in checked.left_out("fi")]
    book = opened(books(copy))
    rows = [[cell.value for cell in row[:7]] for row in book.worksheets[0].iter_rows()]
    assert left.place is not None
    assert [row[1:3] + row[5:7] for row in rows if row[2] == left.message] == [
        ["Jäi pois", left.message, "tables/project.csv", "E2"]
    ]
    assert marked(book["project"])["E2"].startswith(f"Jäi pois. {left.message}")


def test_two_cells_far_apart_are_two_cells() -> None:
    sheet = Workbook().worksheets[0]
    sheet["A1"], sheet["XFD1048576"] = 1, 2
    assert [cell.coordinate for cell in written_cells(sheet)] == ["A1", "XFD1048576"]


def test_a_workbook_that_cannot_be_read_is_told_and_the_list_stays(copy: Path) -> None:
    (copy / "tables" / "omat.xlsx").write_bytes(b"PK nothing")
    made = books(copy, "en")
    assert len(made.notes) == 1
    assert made.notes[0].startswith("tables/omat.xlsx: the file cannot be marked (")
    assert opened(made).sheetnames == ["Findings", "valo.txt", "project"]


def test_a_workspace_without_its_files_still_has_its_list(copy: Path) -> None:
    for name in ("tables", "pages"):
        shutil.rmtree(copy / name)
    book = opened(books(copy, "en"))
    assert book.sheetnames == ["Findings"]
    assert sum(1 for row in book.worksheets[0].iter_rows(min_row=6) if row[0].value) > 10
