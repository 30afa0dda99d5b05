"""Marks on cells: a fill for the level, and a comment that says what is wrong and what to do."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rihmasto.errors import Language, sentence
from rihmasto.publish.findings.words import say
from rihmasto.publish.workbooks import MOST_CHARACTERS, NOT_XML
from rihmasto.validate import Remark

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.styles import Font
    from openpyxl.worksheet.worksheet import Worksheet

COLOURS = {"left-out": "DCC9EC", "violation": "F4B8B2", "warning": "FBDD97", "info": "CFE3F3"}
_AUTHOR, _FONT, _LINK = "Rihmasto", "Calibri", "0B5394"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LINE = 52  # characters that fit a line of a comment
_WIDTH, _LINE_HEIGHT, _MOST_HEIGHT = 400, 19, 480  # pixels


def font(*, size: int = 11, bold: bool = False, link: bool = False) -> "Font":
    """Return a font of ours: one without a name would be shown in whatever the program likes.

    Args:
        size: in points.
        bold: whether it is bold.
        link: whether it looks like a link.
    """
    from openpyxl.styles import Font  # noqa: PLC0415 (not for `--help`)

    looks = {"underline": "single", "color": _LINK} if link else {}
    return Font(name=_FONT, size=size, bold=bold, **looks)  # type: ignore[arg-type]  # the stubs want literals


def put(sheet: "Worksheet", row: int, column: int, text: str) -> "Cell":
    """Write words that stay words: no formula, whatever they begin with.

    Args:
        sheet: where to.
        row: counted from 1.
        column: counted from 1.
        text: what is to stand there.
    """
    cell: Cell = sheet.cell(row, column)  # type: ignore[assignment]  # sheets that we made have no merged cells
    cell.value = NOT_XML.sub("\ufffd", text)[:MOST_CHARACTERS]
    cell.data_type = "s"
    if text.startswith(_FORMULA):
        cell.quotePrefix = True
    return cell


def mark(sheet: "Worksheet", row: int, column: int, findings: Sequence[Remark], language: Language) -> None:
    """Mark a cell with what was found there; a comment that it has already is kept below.

    Args:
        sheet: of the user's, or made from a file of theirs.
        row: counted from 1.
        column: counted from 1.
        findings: about the cell, the gravest first.
        language: fi, sv or en.
    """
    from openpyxl.comments import Comment  # noqa: PLC0415 (not for `--help`)
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    cell = _first_of_merged(sheet, row, column)
    level = min((f.level for f in findings), key=list(COLOURS).index)
    cell.fill = PatternFill("solid", fgColor=COLOURS[level])
    said = [*(comment_of(f, language) for f in findings), *([cell.comment.text] if cell.comment else [])]
    text = NOT_XML.sub("\ufffd", "\n\n".join(dict.fromkeys(said)))
    lines = sum(1 + len(line) // _LINE for line in text.split("\n"))
    cell.comment = Comment(text, _AUTHOR, width=_WIDTH, height=min(_MOST_HEIGHT, 20 + _LINE_HEIGHT * lines))


def comment_of(finding: Remark, language: Language) -> str:
    """Say a finding without its place, which is where the comment is.

    Args:
        finding: to be said.
        language: fi, sv or en.
    """
    thing, message = finding.thing, finding.message
    said = sentence("finding", language, thing=thing, message=message) if thing else message
    value = f" {sentence('finding-value', language, value=finding.value)}" if finding.value is not None else ""
    return f"{say(finding.level, language)}. {said}{value}"


def _first_of_merged(sheet: "Worksheet", row: int, column: int) -> "Cell":
    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
            row, column = merged.min_row, merged.min_col
    cell: Cell = sheet.cell(row, column)  # type: ignore[assignment]  # not inside a merged range now
    return cell
