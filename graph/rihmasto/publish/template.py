"""The spreadsheet template: one sheet a table, with explanations, lists to choose from, and a sheet to read first."""

import io
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rihmasto.errors import Language
from rihmasto.model import Column, Table, tables
from rihmasto.publish.workbooks import HEADER_COLOUR, save
from rihmasto.sources.tables.choices import choices
from rihmasto.sources.tables.concepts import concepts
from rihmasto.sources.tables.words import column_words, columns_of, sheet_name, table_words

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_REQUIRED_COLOUR = "F9CB9C"
_PRIVATE_COLOUR = "CC0000"
_LAST_ROW = 5_000  # of the lists to choose from
_NUMBERS = {"integer", "decimal", "boolean"}
_GUIDE_WIDTHS = {"A": 26, "B": 24, "C": 100}


def write_template(path: Path, language: Language) -> None:
    """Write the empty spreadsheet template; the same bytes every time.

    Args:
        path: the .xlsx file.
        language: of sheet names, headers, explanations and lists.
    """
    path.write_bytes(template(language))


def template(language: Language) -> bytes:
    """Make the empty spreadsheet template.

    Args:
        language: of sheet names, headers, explanations and lists.

    Returns:
        the bytes of an .xlsx file; the build reads it and finds no rows.
    """
    from openpyxl import Workbook  # noqa: PLC0415 (not for `--help`)

    book = Workbook()
    guide = book.worksheets[0]
    guide.title = sheet_name("guide", language)
    made = {name: book.create_sheet(table_words(name, language).label) for name in tables()}
    lists = _Lists(book, language)
    for name, sheet in made.items():
        _fill(sheet, tables()[name], lists, language)
    _write_guide(guide, language)
    buffer = io.BytesIO()
    save(book, buffer)
    return buffer.getvalue()


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


class _Lists:
    """The hidden sheet of the lists that cells choose from: one list a column."""

    def __init__(self, book: "Workbook", language: Language) -> None:
        self._sheet: Worksheet = book.create_sheet(sheet_name("lists", language))
        self._sheet.sheet_state = "hidden"
        self._language = language
        self._ranges: dict[str, str] = {}

    def formula(self, table: str, column: Column) -> str:
        """Return what a cell of a column is chosen from, as a formula of a data validation; "" for free text."""
        offered = choices(table, column.name, self._language)
        if offered:
            return self._list(f"{table}.{column.name}", offered)
        if column.type == "boolean":
            return f'"{_words()["values"]["yes"][self._language]},{_words()["values"]["no"][self._language]}"'
        if column.name == "language":
            return '"fi,sv,en"'
        if column.type == "ref":
            return self._things(tables()[column.target])
        return self._vocabulary(table, column.target) if column.type == "concept" else ""

    def _vocabulary(self, table: str, scheme: str) -> str:
        """Offer the concepts of a vocabulary, or those of them that fit the table."""
        fitting = _words()["fitting"].get(scheme, {}).get(table)
        offered = [c.labels[self._language] for c in concepts(scheme) if fitting is None or c.slug in fitting]
        return self._list(f"{scheme}: {table}" if fitting else scheme, sorted(offered))

    def _list(self, name: str, offered: Sequence[str]) -> str:
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        if name not in self._ranges:
            labels = [name, *offered]
            letter = get_column_letter(len(self._ranges) + 1)
            for row, label in enumerate(labels, 1):
                self._sheet[f"{letter}{row}"] = label
            self._ranges[name] = f"'{self._sheet.title}'!${letter}$2:${letter}${len(labels)}"
        return self._ranges[name]

    def _things(self, table: Table) -> str:
        """Offer the names (or else the keys) that are written on the sheet of another table."""
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        names = [c.name for c in columns_of(table)]
        naming = next((n for n in (f"name_{self._language}", "name", "title") if n in names), names[0])
        letter = get_column_letter(names.index(naming) + 1)
        return f"'{table_words(table.name, self._language).label}'!${letter}$2:${letter}${_LAST_ROW}"


def _fill(sheet: "Worksheet", table: Table, lists: _Lists, language: Language) -> None:
    """Write header, explanations, lists and widths of the sheet of a table."""
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet.freeze_panes = "A2"
    if table.private:
        sheet.sheet_properties.tabColor = _PRIVATE_COLOUR
    for number, column in enumerate(columns_of(table), 1):
        words = column_words(table.name, column.name, language)
        letter = get_column_letter(number)
        head = sheet.cell(1, number, _header(words.label, column))
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor=_REQUIRED_COLOUR if column.required else HEADER_COLOUR)
        head.alignment = Alignment(vertical="top", wrap_text=True)
        head.comment = Comment(_explanation(words.about, column, language), "Rihmasto", height=110, width=320)
        dimension = sheet.column_dimensions[letter]
        dimension.width = max(14, min(40, len(words.label) + 6)) if column.name != "description" else 60
        if column.type not in _NUMBERS:
            dimension.number_format = "@"  # as text: 06/2017 stays a month, 007 and +358 stay as they are
        formula = lists.formula(table.name, column)
        if formula:
            _offer(sheet, letter, formula, words.label, strict=column.type != "ref")


def _offer(sheet: "Worksheet", letter: str, formula: str, label: str, *, strict: bool) -> None:
    """Let the cells of a column be chosen from a list; what is not in it brings a warning, but may be written."""
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    rule = DataValidation("list", formula1=formula, allow_blank=True, showErrorMessage=strict)
    rule.errorStyle, rule.errorTitle = "warning", label
    rule.add(f"{letter}2:{letter}{_LAST_ROW}")
    sheet.add_data_validation(rule)


def _header(label: str, column: Column) -> str:
    return f"{label} *" if column.required else label


def _explanation(about: str, column: Column, language: Language) -> str:
    return f"{_words()['guide']['required'][language]} {about}" if column.required else about


def _write_guide(sheet: "Worksheet", language: Language) -> None:
    """Write the first sheet: what to do, then every sheet and column with its explanation."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    words = _words()["guide"]
    for letter, width in _GUIDE_WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.append([words["title"][language]])
    sheet["A1"].font = Font(bold=True, size=16)
    for number, step in enumerate(words["steps"][language], 1):
        sheet.append([f"{number}. {step}"])
        row = sheet.max_row
        sheet.merge_cells(f"A{row}:C{row}")
        sheet.row_dimensions[row].height = 32
        sheet[f"A{row}"].alignment = Alignment(vertical="top", wrap_text=True)
    sheet.append([])
    sheet.append([words[key][language] for key in ("sheet", "column", "about")])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    for table in tables().values():
        _list_columns(sheet, table, language)


def _list_columns(sheet: "Worksheet", table: Table, language: Language) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    said = table_words(table.name, language)
    sheet.append([said.label, None, said.about])
    link = sheet.cell(sheet.max_row, 1)
    link.hyperlink = f"#'{said.label}'!A1"
    link.font = Font(bold=True, underline="single", color="0B5394")
    for column in columns_of(table):
        words = column_words(table.name, column.name, language)
        sheet.append([None, _header(words.label, column), _explanation(words.about, column, language)])
    for row in sheet.iter_rows(sheet.max_row - len(columns_of(table)), sheet.max_row, 3, 3):
        row[0].alignment = Alignment(vertical="top", wrap_text=True)
