"""A workspace with mistakes in a CSV file, a workbook and a page, and with a person."""

import csv
import io
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font

from rihmasto.pipeline import build

PERSON = "Maija Malliesimerkki"
LONG = "Puhtaan sataman ja kirkkaan veden kehittämishanke"
TOML = """
[workspace]
title = { fi = "Mallila", sv = "Mallila på svenska", en = "Mallila in English" }
base = "https://example.org/mallila/"
publisher = "Mallilan kaupunki"
licence = "CC BY 4.0"
"""
PROJECTS = [
    ["project", "name_fi", "acronym", "code", "start", "end", "description"],
    ["satama", "=Puhdas satama", LONG, "", "2021-01", "", "Satama puhdistuu ja vesi kirkastuu."],
    ["metsa", "Metsän äly", "MÄ", "007", "", "2021", f"Lisätietoja antaa {PERSON}, joka vastaa kaikesta."],
]
PAGE = """Järven valo

Hankkeessa etsitään uusia tapoja mitata valoa. Toteutusaika: 1.5.2021 – 31.12.2021

Budjetti: 45 380 800 000 €

Rahoitus: Työ- ja elinkeinoministeriö / Varsinais-Suomen liitto (rahoittajaviranomainen)

Yhteyshenkilö: Maija Malliesimerkki
"""


def _csv(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def workbook(name: str = "Rantavoima Oy") -> Workbook:
    """The user's own workbook: a table with formats, a formula, a comment and a chart, and notes of theirs."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "organisation"
    sheet.append(["organisation", "name_fi", "kind", "website"])
    sheet.append(["rantavoima", name, None, "https://example.org/"])
    sheet["B2"].font = Font(name="Arial", italic=True, color="CC0000")
    sheet["B2"].number_format = "@"
    sheet["C2"].comment = Comment("Tarkista tämä", "Matti Laatija")
    sheet.column_dimensions["B"].width = 33
    notes = book.create_sheet("Muistiinpanot")
    for words, figure in (("a", 1), ("b", 2), ("yhteensä", "=SUM(B1:B2)"), (f"Kysy: {PERSON}", None)):
        notes.append([words, figure])
    chart = BarChart()
    chart.add_data(Reference(notes, min_col=2, min_row=1, max_row=2))
    notes.add_chart(chart, "D2")
    book.properties.creator = "Matti Laatija"
    return book


def make(folder: Path) -> Path:
    """Write the workspace."""
    (folder / "tables").mkdir(parents=True)
    (folder / "pages").mkdir()
    (folder / "rihmasto.toml").write_text(TOML, encoding="utf-8")
    (folder / "tables" / "project.csv").write_text(_csv(PROJECTS), encoding="utf-8")
    (folder / "tables" / "contact.csv").write_text(
        f"person,project,role,email,position\n{PERSON},satama,contact-person,maija@example.org,{'pomo ' * 30}\n",
        encoding="utf-8",
    )
    (folder / "pages" / "valo.txt").write_text(PAGE, encoding="utf-8")
    workbook().save(folder / "tables" / "omat.xlsx")
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace, built; it must not be changed."""
    folder = make(tmp_path_factory.mktemp("findings") / "mallila")
    build(folder)
    return folder


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    """The built workspace, to be changed."""
    folder = tmp_path / "mallila"
    shutil.copytree(built, folder)
    return folder


@pytest.fixture
def open_tab(open_tab: Callable[..., Any]) -> Callable[..., Any]:
    """Open a page of findings."""
    return partial(open_tab, viewport={"width": 1280, "height": 900})
