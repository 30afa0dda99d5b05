"""Persons in rows that are not taken: they are kept for withholding, and nothing else is."""

from pathlib import Path

import openpyxl
import pytest

from rihmasto.errors import InputError
from rihmasto.sources.tables import TableReading, read_csv, read_workbook

_HEADER = "project,person,role,email\n"


def _read(folder: Path, rows: str, name: str = "contact.csv") -> TableReading:
    path = folder / name
    path.write_text(rows, encoding="utf-8")
    return read_csv(path)


@pytest.mark.parametrize(
    ("row", "names", "perhaps"),
    [
        ("p,Veikko Varjo,contact-persom,v@example.org\n", ["Veikko Varjo"], []),
        ("p,veikko varjo,,\n", ["veikko varjo"], []),
        ("p,Veikko Varjo,contact-person,v@example,org\n", [], ["Veikko Varjo"]),
        ("Turun kaupunki,p,Veikko Varjo,contact-person,v@example.org\n", [], ["Veikko Varjo"]),
        ("Veikko Varjo,contact-person\n", [], ["Veikko Varjo"]),
        ('p,"Veikko Varjo" x,contact-person,v@example.org\n', ['Veikko Varjo" x'], []),
        ('p,Veikko Varjo,"contact"-person,v@example.org\n', ["Veikko Varjo"], []),
        ('p,"Veikko Varjo,contact-person,v@example.org\n', ["Veikko Varjo"], []),
        ("p,Veikko Varjo,contact-person,v@example.org\n", [], []),
        ("p,2021,2022,Meri ja Ranta,x\n", [], []),
    ],
)
def test_who_is_named_in_a_row_that_is_not_taken(
    tmp_path: Path, row: str, names: list[str], perhaps: list[str]
) -> None:
    reading = _read(tmp_path, _HEADER + row)
    assert (reading.untaken.names, reading.untaken.perhaps) == (names, perhaps)


def test_the_second_of_one_key_is_kept_too(tmp_path: Path) -> None:
    reading = _read(tmp_path, "person,name\nkk,Kaarlo Keksitty\nkk,Veikko Varjo\n", "person.csv")
    assert reading.untaken.names == ["Veikko Varjo"]


@pytest.mark.parametrize(
    ("name", "rows", "names", "perhaps"),
    [
        ("contact.csv", "project,person\np,Veikko Varjo\n", ["Veikko Varjo"], []),
        ("contact.csv", "p,Veikko Varjo\np,Fanni Fiktio\n", [], ["Veikko Varjo", "Fanni Fiktio"]),
        ("contact.csv", "Hanke;Kuka,Rooli\np;Veikko Varjo,x\n", [], ["Veikko Varjo"]),
        ("contact.csv", "project,who,role\np,Veikko Varjo,contact-persom\n", [], ["Veikko Varjo"]),
        ("contakt.csv", "project,person,role\np,Veikko Varjo,lead\n", [], ["Veikko Varjo"]),
        ("project.csv", "kuka,mikä\nVeikko Varjo,x\n", [], []),
    ],
)
def test_who_is_named_in_a_file_that_is_refused_or_a_column_that_is_not_known(
    tmp_path: Path, name: str, rows: str, names: list[str], perhaps: list[str]
) -> None:
    (tmp_path / name).write_text(rows, encoding="utf-8")
    reading = TableReading()
    try:
        read_csv(tmp_path / name, into=reading)
    except InputError:
        assert reading.records == []
    assert (reading.untaken.names, reading.untaken.perhaps) == (names, perhaps)


def test_sheets_about_persons_that_are_refused_or_wrongly_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheets = {
        "Contacts": [["project", "person"], ["p", "Veikko Varjo"]],  # no role
        "Contactss": [["project", "person"], ["p", "Hilma Hypoteesi"]],
        "Project": [["project", "name_fi", "start"], ["p", "Fanni Fiktio", "31.2.2021"]],
    }
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "book.xlsx")
    reading = read_workbook(tmp_path / "book.xlsx")
    assert reading.untaken.names == ["Veikko Varjo"]
    assert reading.untaken.perhaps == ["Hilma Hypoteesi"]
