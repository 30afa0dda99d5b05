"""The user's own files, read again: the words around a place, the label of a column, the rows of a sheet."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rihmasto.errors import RihmastoError
from rihmasto.pipeline import read_configuration
from rihmasto.sources.documents import SUFFIXES, read_document
from rihmasto.sources.tables import csv_rows
from rihmasto.sources.tables.archive import LARGEST_SHEET, look_into
from rihmasto.sources.tables.words import table_named
from rihmasto.validate.places import Place

_AROUND = 140  # characters of a page that are shown before and after the words
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table as the user has them.

    Attributes:
        rows: number of the row → its cells.
        labels: the header: number of the column → its label.
    """

    rows: dict[int, list[str]]
    labels: dict[int, str]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Words of a page in their sentence; `words` alone is what the finding is about."""

    before: str
    words: str
    after: str


class Files:
    """Files of a workspace, each read once.

    Args:
        workspace: its folder, or None when there is none.
        hidden: tells of a text that it must not be shown, for it names a person; None when everything may be shown.
    """

    def __init__(self, workspace: Path | None, hidden: Callable[[str], bool] | None) -> None:
        self._workspace = workspace.resolve() if workspace else None
        self._hidden = hidden
        self.text = cache(self._text)
        self.grid = cache(self._grid)

    def path(self, file: str) -> Path | None:
        """Return where a file of the workspace is; None for an address, a title, or a file that is gone."""
        if self._workspace is None:
            return None
        path = (self._workspace / file).resolve()
        return path if path.is_relative_to(self._workspace) and path.is_file() else None

    def hidden(self, text: str) -> bool:
        """Tell whether a text must not be shown."""
        return self._hidden is not None and self._hidden(text)

    def is_private(self, file: str, sheet: str | None = None) -> bool:
        """Tell whether a table must not be shown, for all of it is about persons."""
        if self._hidden is None:
            return False
        mapped = self._mapping(file).get("table", "")
        table = table_named(sheet or Path(file).stem) or table_named(str(mapped))
        return bool(table and table.private)

    def around(self, place: Place) -> Surroundings | None:
        """Return the words that a place on a page is about, with what stands before and after them.

        Args:
            place: of a finding.
        """
        quote = " ".join((place.quote or "").split())
        if not quote or place.row is not None:
            return None
        text = self.text(place.file) if place.start is not None else None
        if text is None or place.start is None or place.end is None:
            return Surroundings("", quote, "")
        if " ".join(text[place.start : place.end].split()) != quote:
            return Surroundings("", quote, "")  # the page was changed after the build
        before = _last(text[: place.start])
        after = _first(text[place.end :])
        if self.hidden(f"{before} {quote} {after}"):
            return Surroundings("", quote, "")
        return Surroundings(before, quote, after)

    def cell(self, place: Place) -> str:
        """Return what stands in the cell of a place, or ""."""
        grid = self.grid(place.file, place.sheet) if place.row else None
        cells = grid.rows.get(place.row or 0, []) if grid and not self.is_private(place.file, place.sheet) else []
        text = cells[place.column - 1] if place.column and place.column <= len(cells) else ""
        return "" if self.hidden(text) else " ".join(text.split())

    def label(self, place: Place) -> str:
        """Return the label of the column that a place is in, or ""."""
        grid = self.grid(place.file, place.sheet) if place.column else None
        return grid.labels.get(place.column or 0, "") if grid else ""

    def _text(self, file: str) -> str | None:
        path = self.path(file)
        if path is None or path.suffix.lower() not in SUFFIXES:
            return None
        try:
            return read_document(path).text
        except RihmastoError:
            return None

    def _grid(self, file: str, sheet: str | None) -> Grid | None:
        path = self.path(file)
        if path is None:
            return None
        try:
            rows = self._workbook(path, sheet) if path.suffix.lower() == ".xlsx" else self._csv(path, file)
        except RihmastoError:
            return None
        header = rows[min(rows)] if rows else []
        return Grid(rows, {number: label.strip() for number, label in enumerate(header, 1) if label.strip()})

    def _csv(self, path: Path, file: str) -> dict[int, list[str]]:
        said = self._mapping(file)
        rows: dict[int, list[str]] = {}
        for row in csv_rows(path, table=str(said.get("table", "")), mapping=dict(said.get("columns", {}))):  # type: ignore[call-overload]  # a table of TOML
            rows[row.where.row or 0] = [str(cell) for cell in row.cells]
        return rows

    def _workbook(self, path: Path, sheet: str | None) -> dict[int, list[str]]:
        from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 (not for `--help`)

        extent = look_into(path).get(sheet or "")
        if extent is None or extent.rows * extent.columns > LARGEST_SHEET:
            return {}
        try:
            cells = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(str(sheet)).to_python(skip_empty_area=False)
        except CalamineError:
            return {}
        return {n: [str(cell) for cell in row] for n, row in enumerate(cells, 1) if any(cell != "" for cell in row)}

    def _mapping(self, file: str) -> dict[str, object]:
        if self._workspace is None:
            return {}
        return _mappings(self._workspace).get(file, {})


@cache
def _mappings(workspace: Path) -> dict[str, dict[str, object]]:
    try:
        return read_configuration(workspace).mappings
    except RihmastoError:
        return {}


def _last(text: str) -> str:
    """Return the end of a text, from its paragraph on or cut at a word."""
    words = " ".join(text.rpartition("\n\n")[2].split())
    return words if len(words) <= _AROUND else _ELLIPSIS + words[-_AROUND:].partition(" ")[2]


def _first(text: str) -> str:
    words = " ".join(text.partition("\n\n")[0].split())
    return words if len(words) <= _AROUND else words[:_AROUND].rpartition(" ")[0] + _ELLIPSIS
