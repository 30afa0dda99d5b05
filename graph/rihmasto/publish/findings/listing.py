"""The first sheet of a workbook of findings: all of them, each with a link to its cell."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rihmasto.errors import Language
from rihmasto.model.cells import cell_name
from rihmasto.publish.findings.marking import COLOURS, font, put
from rihmasto.publish.findings.sheets import Goal, Numbered, on_paper
from rihmasto.publish.findings.words import say
from rihmasto.publish.workbooks import HEADER_COLOUR
from rihmasto.validate import Remark

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = {
    "number": 5, "level": 13, "message": 44, "thing": 30, "value": 18, "file": 24, "place": 20, "words": 36, "new": 7,
    "done": 7,
}  # fmt: skip
_LINE = 15  # points; rows get their height here, for not every program finds it when it opens the file
_HIGHEST = 400


class Listing:
    """The list of findings.

    Args:
        found: findings with their numbers, the gravest first.
        goals: number → where the finding stands.
        news: key → how many findings of it are new; None when nothing is known of news.
        language: fi, sv or en.
    """

    def __init__(
        self, found: Numbered, goals: Mapping[int, Goal], news: Counter[str] | None, language: Language
    ) -> None:
        self._found = found
        self._goals = goals
        self._news = Counter(news) if news is not None else None
        self._language = language
        self._columns = [name for name in _WIDTHS if name != "new" or news is not None]

    def write(self, sheet: "Worksheet", notes: Sequence[str]) -> None:
        """Write the list.

        Args:
            sheet: an empty one.
            notes: lines to stand above the list; the first is its title.
        """
        from openpyxl.styles import PatternFill  # noqa: PLC0415 (not for `--help`)
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        for number, note in enumerate(notes, 1):
            put(sheet, number, 1, note).font = font(bold=number == 1, size=16 if number == 1 else 11)
        head = len(notes) + 2
        for column, name in enumerate(self._columns, 1):
            cell = put(sheet, head, column, say(name, self._language))
            cell.font, cell.fill = font(bold=True), PatternFill("solid", fgColor=HEADER_COLOUR)
            sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[name]
        for row, (index, finding) in enumerate(self._found, head + 1):
            self._row(sheet, row, index, finding)
        sheet.freeze_panes = f"A{head + 1}"
        last = get_column_letter(len(self._columns))
        sheet.auto_filter.ref = f"A{head}:{last}{max(head + 1, head + len(self._found))}"
        on_paper(sheet, head)

    def _row(self, sheet: "Worksheet", row: int, index: int, finding: Remark) -> None:
        from openpyxl.styles import Alignment, PatternFill  # noqa: PLC0415 (not for `--help`)

        said = self._said(finding)
        for column, name in enumerate(self._columns, 1):
            cell = put(sheet, row, column, said.get(name, "")) if said.get(name) else sheet.cell(row, column)
            if name == "number":
                cell.value = index
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        lines = max(-(-len(said[name]) // (_WIDTHS[name] - 3)) for name in said)
        sheet.row_dimensions[row].height = min(_HIGHEST, _LINE * max(1, lines))
        sheet.cell(row, self._columns.index("level") + 1).fill = PatternFill("solid", fgColor=COLOURS[finding.level])
        if index in self._goals:
            _link(sheet, row, self._columns.index("place") + 1, self._goals[index])

    def _said(self, finding: Remark) -> dict[str, str]:
        place = finding.place
        where = finding.node or ""
        if place and place.row is not None:
            where = (f"{place.sheet}!" if place.sheet else "") + cell_name(place.row, place.column)
        elif place and place.line is not None:
            where = say("line", self._language, line=place.line)
        return {
            "level": say(finding.level, self._language),
            "message": finding.message,
            "thing": finding.thing,
            "value": finding.value or "",
            "file": place.file if place else "",
            "place": where,
            "words": " ".join((place.quote or "").split()) if place else "",
            "new": say("new", self._language) if self._is_new(finding) else "",
        }

    def _is_new(self, finding: Remark) -> bool:
        if not self._news or not self._news[finding.key]:
            return False
        self._news[finding.key] -= 1
        return True


def _link(sheet: "Worksheet", row: int, column: int, goal: Goal) -> None:
    from openpyxl.worksheet.hyperlink import Hyperlink  # noqa: PLC0415

    cell = sheet.cell(row, column)
    location = "'{}'!{}".format(goal.sheet.replace("'", "''"), goal.cell)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, target=goal.file or None, location=location)
    cell.font = font(link=True)
