"""Sheets of a workbook of findings: a table of the user's, cell for cell, and the lines of a page, with marks."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rihmasto.errors import Language
from rihmasto.model.cells import cell_name
from rihmasto.publish.findings.files import Files
from rihmasto.publish.findings.marking import font, mark, put
from rihmasto.publish.findings.words import say
from rihmasto.publish.workbooks import HEADER_COLOUR, MOST_ROWS
from rihmasto.validate import Remark

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Numbered = Sequence[tuple[int, Remark]]
_LONGEST_TITLE = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
_NARROW, _WIDE, _PAGE = 10, 48, 110
_A4 = 9


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a row of the list leads: file of another workbook ("" for this one), sheet and cell."""

    file: str
    sheet: str
    cell: str


class Sheets:
    """Sheets with marks; `goals` tells afterwards where each finding stands, by its number.

    Args:
        files: of the workspace.
        language: of the comments.
    """

    def __init__(self, files: Files, language: Language) -> None:
        self.goals: dict[int, Goal] = {}
        self._files = files
        self._language = language

    def add_table(self, book: "Workbook", file: str, found: Numbered) -> None:
        """Add a CSV file as a sheet, cell for cell as the user has it; one about persons only where they are shown.

        Args:
            book: gets the sheet.
            file: path in the workspace.
            found: findings in it, with their numbers.
        """
        grid = self._files.grid(file, None)
        if grid is None or not grid.rows or self._files.is_private(file):
            return
        sheet = book.create_sheet(title_for(book, file.rpartition("/")[2].removesuffix(".csv")))
        first = min(grid.rows)
        for number, cells in grid.rows.items():
            for column, text in enumerate(cells if number <= MOST_ROWS else (), 1):
                if text:
                    put(sheet, number, column, self._screened(text))
        _dress(sheet, first, list(grid.rows.values()))
        self.mark_cells(sheet, found)

    def add_page(self, book: "Workbook", file: str, found: Numbered) -> None:
        """Add the lines of a page as a sheet.

        Args:
            book: gets the sheet.
            file: path in the workspace.
            found: findings in it, with their numbers.
        """
        from openpyxl.styles import Alignment  # noqa: PLC0415 (not for `--help`)

        text = self._files.text(file)
        if text is None:
            return
        sheet = book.create_sheet(title_for(book, file.rpartition("/")[2]))
        sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _NARROW, _PAGE
        for number, line in enumerate(text.split("\n")[:MOST_ROWS], 1):
            if line.strip():
                sheet.cell(number, 1, number)
                cell = put(sheet, number, 2, self._screened(line))
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        on_paper(sheet)
        lines: dict[int, list[tuple[int, Remark]]] = defaultdict(list)
        for index, finding in found:
            if finding.place and finding.place.line:
                lines[finding.place.line].append((index, finding))
        for number, members in sorted(lines.items()):
            self._mark(sheet, (number, 2), members, "")

    def mark_cells(self, sheet: "Worksheet", found: Numbered, other: str = "") -> None:
        """Mark the cells of a sheet; a finding about a whole row is at its first cell.

        Args:
            sheet: with the cells.
            found: findings in it, with their numbers.
            other: file name of the sheet's workbook, when the list is in another.
        """
        cells: dict[tuple[int, int], list[tuple[int, Remark]]] = defaultdict(list)
        for index, finding in found:
            if finding.place and finding.place.row is not None:
                cells[finding.place.row, finding.place.column or 1].append((index, finding))
        for cell, members in sorted(cells.items()):
            self._mark(sheet, cell, members, other)

    def _mark(self, sheet: "Worksheet", cell: tuple[int, int], members: Numbered, other: str) -> None:
        row, column = cell
        if row <= MOST_ROWS:
            mark(sheet, row, column, [finding for _, finding in members], self._language)
            self.goals |= {index: Goal(other, sheet.title, cell_name(row, column)) for index, _ in members}

    def _screened(self, text: str) -> str:
        return say("withheld", self._language) if self._files.hidden(text) else text


def title_for(book: "Workbook", wanted: str) -> str:
    """Return a title for a sheet that a workbook allows and has not yet.

    Args:
        book: that gets the sheet.
        wanted: what it should be called.
    """
    taken = {title.casefold() for title in book.sheetnames}
    whole = wanted.translate(_FORBIDDEN).strip() or "_"
    title, number = whole[:_LONGEST_TITLE], 1
    while title.casefold() in taken:
        number += 1
        title = f"{whole[: _LONGEST_TITLE - len(str(number)) - 1]} {number}"
    return title


def on_paper(sheet: "Worksheet", header: int = 0) -> None:
    """Let a sheet print across A4, with its header on every page.

    Args:
        sheet: of ours.
        header: number of the header's row, 0 for none.
    """
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415 (not for `--help`)

    if header:
        sheet.print_title_rows = f"{header}:{header}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _dress(sheet: "Worksheet", first: int, rows: Sequence[Sequence[str]]) -> None:
    """Give a sheet its widths, and its header a colour."""
    from openpyxl.styles import PatternFill  # noqa: PLC0415 (not for `--help`)
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for column in range(1, max(map(len, rows)) + 1):
        longest = max((len(cells[column - 1]) for cells in rows if len(cells) >= column), default=0)
        sheet.column_dimensions[get_column_letter(column)].width = min(_WIDE, max(_NARROW, longest + 2))
        head = sheet.cell(first, column)
        head.font, head.fill = font(bold=True), PatternFill("solid", fgColor=HEADER_COLOUR)
    sheet.freeze_panes = f"A{first + 1}"
    on_paper(sheet, first)
