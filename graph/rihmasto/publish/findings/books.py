"""Workbooks of findings: the user's own tables with the cells marked, after a list of all that was found."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from rihmasto.errors import Language, RihmastoError, sentence
from rihmasto.publish.findings.files import Files
from rihmasto.publish.findings.listing import Listing
from rihmasto.publish.findings.outcome import Outcome
from rihmasto.publish.findings.screening import screen, written_cells
from rihmasto.publish.findings.sheets import Goal, Sheets, title_for
from rihmasto.publish.findings.words import say
from rihmasto.publish.workbooks import save
from rihmasto.validate import Remark

if TYPE_CHECKING:
    from openpyxl import Workbook

Numbered = list[tuple[int, Remark]]
# parts of a workbook → code of their name; what the copy has not, though the file has it, is told
_PARTS = {
    "xl/charts/": "charts", "xl/media/": "pictures", "xl/vbaProject.bin": "macros", "xl/pivotTables/": "pivots",
    "xl/slicers/": "slicers", "xl/threadedComments/": "threads", "xl/ctrlProps/": "controls",
    "xl/externalLinks/": "links", "xl/drawings/drawing": "drawings",
}  # fmt: skip


@dataclass(slots=True)
class Books:
    """What was made.

    Attributes:
        files: name → bytes of an .xlsx file; the first holds the list of everything.
        notes: what the user should know: what a marked copy goes without, what could not be marked.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def make_books(outcome: Outcome, language: Language) -> Books:
    """Make the workbooks of an outcome; the same outcome gives the same bytes.

    CSV files and pages become sheets of the first workbook. A workbook of the user's keeps its sheets, formats and
    formulas: when there is one, it is the first workbook; several become one marked copy each.

    Args:
        outcome: of a check; without findings about people, no cell names a person.
        language: of the list and the comments.
    """
    return _Making(outcome, language).made()


class _Making:
    def __init__(self, outcome: Outcome, language: Language) -> None:
        self._outcome = outcome
        self._language = language
        self._title = outcome.titles.get(language) or next(iter(outcome.titles.values()), "")
        self._public = not outcome.people
        self._files = Files(outcome.workspace, outcome.persons.in_text if self._public else None)
        # what was left out comes first: nothing else tells of it
        told: list[Remark] = [*outcome.left_out(language), *outcome.findings(language)]
        self._found: Numbered = list(enumerate(told, 1))
        self._in: dict[str, Numbered] = defaultdict(list)
        for index, finding in self._found:
            if finding.place:
                self._in[finding.place.file].append((index, finding))
        self._books = Books()
        self._sheets = Sheets(self._files, language)

    def made(self) -> Books:
        own = {f: book for f in sorted(self._in) if f.lower().endswith(".xlsx") and (book := self._opened(f))}
        if len(own) == 1:
            ((file, book),) = own.items()
            self._mark_own(book, file, "")
        else:
            book = self._fresh()
        for file in sorted(self._in):
            if self._files.text(file) is not None:
                self._sheets.add_page(book, file, self._in[file])
            elif not file.lower().endswith(".xlsx"):
                self._sheets.add_table(book, file, self._in[file])
        names = _names(list(own)) if len(own) > 1 else {}
        for file, name in names.items():
            self._mark_own(own[file], file, name)
        self._list(book, self._found, self._sheets.goals)
        self._save("findings.xlsx", book, next(iter(own)) if len(own) == 1 else "")
        for file, name in names.items():
            goals = self._sheets.goals.items()
            self._list(own[file], self._in[file], {i: replace(g, file="") for i, g in goals if g.file == name})
            self._save(name, own[file], file)
        return self._books

    def _fresh(self) -> "Workbook":
        from openpyxl import Workbook  # noqa: PLC0415 (not for `--help`)

        book = Workbook()
        book.remove(book.worksheets[0])
        return book

    def _opened(self, file: str) -> "Workbook | None":
        from openpyxl import load_workbook  # noqa: PLC0415 (not for `--help`)

        from rihmasto.sources.tables.archive import look_into  # noqa: PLC0415

        path = self._files.path(file)
        try:
            if path is None:
                return None
            look_into(path)
            book = load_workbook(path, rich_text=not self._public)
        except RihmastoError as error:
            reason = error.say(self._language)
        except (ValueError, KeyError, TypeError, AttributeError, OSError, zipfile.BadZipFile) as error:
            reason = str(error) or type(error).__name__  # what openpyxl raises on files that others can read
        else:
            return book
        self._books.notes.append(sentence("check-book-unread", self._language, file=file, reason=reason))
        return None

    def _mark_own(self, book: "Workbook", file: str, name: str) -> None:
        if self._public:
            screen(book, file, self._files, self._language)
        for sheet in book.worksheets:
            inside = [(i, f) for i, f in self._in[file] if f.place and f.place.sheet == sheet.title]
            self._sheets.mark_cells(sheet, inside, name)

    def _list(self, book: "Workbook", found: Numbered, goals: Mapping[int, Goal]) -> None:
        sheet = book.create_sheet(title_for(book, say("list", self._language)), 0)
        book.active = 0
        for other in book.worksheets[1:]:
            other.sheet_view.tabSelected = False
        Listing(found, goals, self._outcome.new_keys, self._language).write(sheet, self._notes())

    def _notes(self) -> list[str]:
        title = say("title", self._language)
        notes = [f"{title}: {self._title}" if self._title else title, say("legend", self._language)]
        if self._outcome.idle:
            notes.append(sentence("check-idle", self._language))
        if self._outcome.people:
            notes.append(say("people", self._language))
        elif self._outcome.hidden_count:
            notes.append(say("no-people", self._language, count=self._outcome.hidden_count))
        if self._outcome.new_only:
            notes.append(say("about-new" if self._outcome.before is not None else "no-before", self._language))
        return notes

    def _save(self, name: str, book: "Workbook", file: str) -> None:
        target = io.BytesIO()
        save(book, target)
        self._books.files[name] = target.getvalue()
        path = self._files.path(file) if file else None
        if path is None:
            return
        with zipfile.ZipFile(path) as before, zipfile.ZipFile(target) as after:
            lost = _lost(before.namelist(), after.namelist()) + ["results"] * _computes(book)
        if lost:
            parts = ", ".join(say(code, self._language) for code in lost)
            self._books.notes.append(sentence("check-book-loses", self._language, file=file, parts=parts))


def _lost(before: Sequence[str], after: Sequence[str]) -> list[str]:
    def count(part: str, names: Sequence[str]) -> int:
        return sum(name.startswith(part) for name in names)

    return [code for part, code in _PARTS.items() if count(part, before) > count(part, after)]


def _computes(book: "Workbook") -> bool:
    """Tell whether there are formulas: what they gave is not written with them."""
    return any(cell.data_type == "f" for sheet in book.worksheets for cell in written_cells(sheet))


def _names(files: Sequence[str]) -> dict[str, str]:
    """Name the marked copies as their files; files of one name in several folders get a number."""
    names: dict[str, str] = {}
    for file in files:
        stem, number = PurePosixPath(file).stem, 1
        name = f"{stem}.xlsx"
        while name.casefold() in {"findings.xlsx", *(n.casefold() for n in names.values())}:
            number += 1
            name = f"{stem}-{number}.xlsx"
        names[file] = name
    return names
