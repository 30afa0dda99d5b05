"""Screening of a user's workbook: what names a person is taken out of a copy that may be handed on."""

from typing import TYPE_CHECKING

from rihmasto.errors import Language
from rihmasto.publish.findings.files import Files
from rihmasto.publish.findings.words import say

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet


def screen(book: "Workbook", file: str, files: Files, language: Language) -> None:
    """Take persons out of a workbook: sheets about them, cells, comments and links that name them, its authors.

    Args:
        book: of the user's; it is changed.
        file: its path in the workspace.
        files: of the workspace; they know what must not be shown.
        language: of the words that stand for what is not shown.
    """
    from openpyxl.packaging.core import DocumentProperties  # noqa: PLC0415 (not for `--help`)

    book.properties = DocumentProperties(creator="")
    for name in list(book.custom_doc_props.names):  # type: ignore[attr-defined]  # the stubs forget it
        del book.custom_doc_props[name]  # type: ignore[attr-defined]  # likewise
    for chart in list(book.chartsheets):
        book.remove(chart)  # it draws what stands in cells that may be gone
    for sheet in book.worksheets:
        whole = files.is_private(file, sheet.title)
        header = min((cell.row for cell in written_cells(sheet) if cell.value is not None), default=0)
        for cell in written_cells(sheet):
            _screen_cell(cell, files, say("withheld", language), whole=whole and cell.row != header)
        _screen_rest(sheet, files)


def written_cells(sheet: "Worksheet") -> list["Cell | MergedCell"]:
    """Return the cells that a sheet has; walking its rows would make one for every place between two of them.

    Args:
        sheet: of a workbook.
    """
    return list(sheet._cells.values())  # noqa: SLF001 -- openpyxl has no other way


def _screen_cell(cell: "Cell | MergedCell", files: Files, stand_in: str, *, whole: bool) -> None:
    if cell.value is not None and (whole or files.hidden(str(cell.value))):
        cell.value = stand_in
    if cell.comment and (whole or files.hidden(f"{cell.comment.text} {cell.comment.author}")):
        cell.comment = None
    elif cell.comment:
        cell.comment.author = ""
    if cell.hyperlink and (whole or files.hidden(f"{cell.hyperlink.target} {cell.hyperlink.tooltip}")):
        cell.hyperlink = None


def _screen_rest(sheet: "Worksheet", files: Files) -> None:
    """Look through what is on a sheet beside its cells: headers and footers, lists to choose from."""
    for part in (sheet.oddHeader, sheet.oddFooter, sheet.evenHeader, sheet.evenFooter, sheet.firstHeader):
        for place in (part.left, part.center, part.right) if part else ():
            if place and place.text and files.hidden(place.text):
                place.text = ""
    rules = sheet.data_validations.dataValidation
    sheet.data_validations.dataValidation = [
        rule for rule in rules if not files.hidden(f"{rule.formula1} {rule.prompt} {rule.error}")
    ]
