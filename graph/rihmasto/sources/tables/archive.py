"""A look into an .xlsx archive before anything is loaded: how large its sheets are, and which cells are formulas.

The fast reader allocates the whole rectangle between the first and the last cell; two cells in opposite corners of a
sheet would make it end the process for lack of memory. So the corners are found here first, in one streaming pass.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.parsers import expat

from rihmasto.errors import InputError

LARGEST_UNPACKED = 400_000_000  # bytes of all parts together; guards against archives that unpack without end
LARGEST_SHEET = 4_000_000  # cells of the rectangle around all that are filled

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_RELATIONS = "xl/_rels/workbook.xml.rels"
_MONTH_FORMATS = {"17"}  # built in: mmm-yy
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_CHUNK = 1 << 16

Attributes = dict[str, str]


@dataclass(slots=True)
class Extent:
    """What is in a sheet.

    Attributes:
        rows: number of the last row with a value.
        columns: number of the last column with a value.
        formulas: cells that are formulas, as (row, column), counted from 1.
        months: cells with dates that are shown as month and year only, likewise.
        errors: cells with an error of the spreadsheet → the error, such as #REF!; the fast reader finds them empty.
    """

    rows: int = 0
    columns: int = 0
    formulas: list[tuple[int, int]] = field(default_factory=list)
    months: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, for example B3 for row 3 and column 2."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def look_into(path: Path) -> dict[str, Extent]:
    """Survey the sheets of a workbook.

    Args:
        path: an .xlsx file.

    Returns:
        name of the sheet → what is in it, in the order of the workbook.

    Raises:
        InputError: the file is missing, encrypted, no workbook, damaged, or unpacks to more than it should.
    """
    _check_kind(path)
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise InputError("workbook-large", name=path.name)
            months = _month_styles(archive)
            return {name: _survey(archive, part, months) for name, part in _sheets(archive).items()}
    except (zipfile.BadZipFile, expat.ExpatError, KeyError, ValueError, EOFError, OSError) as error:
        raise InputError("workbook-damaged", name=path.name) from error


def _check_kind(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(len(_OLE))
            if head == _OLE:
                encrypted = "EncryptedPackage".encode("utf-16-le") in file.read()
                raise InputError("workbook-encrypted" if encrypted else "workbook-old", name=path.name)
    except FileNotFoundError as error:
        raise InputError("file-missing", name=path.name) from error
    except OSError as error:
        raise InputError("file-unreadable", name=path.name, reason=error.strerror) from error
    if not head:
        raise InputError("text-empty", name=path.name)
    if not zipfile.is_zipfile(path):
        raise InputError("workbook-not-zip", name=path.name)


def _parse(
    stream: IO[bytes], start: Callable[[str, Attributes], None], words: Callable[[str], None] | None = None
) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse(*_: object) -> None:
        reason = "a workbook declares no entities"
        raise ValueError(reason)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, given: start(name.rpartition(" ")[2], given)
    parser.CharacterDataHandler = words
    while chunk := stream.read(_CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return name of the sheet → part of the archive, worksheets only."""
    targets: dict[str, str] = {}
    names: dict[str, str] = {}

    def relation(name: str, given: Attributes) -> None:
        if name == "Relationship" and given["Type"].endswith("/worksheet"):
            targets[given["Id"]] = posixpath.normpath(posixpath.join("/xl", given["Target"])).lstrip("/")

    def sheet(name: str, given: Attributes) -> None:
        if name == "sheet":
            names[given["name"]] = next((v for k, v in given.items() if k.endswith(" id")), "")

    with archive.open(_RELATIONS) as stream:
        _parse(stream, relation)
    with archive.open("xl/workbook.xml") as stream:
        _parse(stream, sheet)
    return {name: targets[identity] for name, identity in names.items() if identity in targets}


def _month_styles(archive: zipfile.ZipFile) -> set[str]:
    """Return the style numbers of dates that are shown without a day."""
    formats = set(_MONTH_FORMATS)
    styles: list[str] = []
    inside = [False]

    def element(name: str, given: Attributes) -> None:
        if name == "numFmt":
            code = _QUOTED.sub("", given["formatCode"]).casefold()
            formats.update({given["numFmtId"]} if "y" in code and "m" in code and "d" not in code else ())
        elif name in {"cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
            inside[0] = name == "cellXfs"
        elif name == "xf" and inside[0]:
            styles.append(given.get("numFmtId", "0"))

    if "xl/styles.xml" in archive.namelist():
        with archive.open("xl/styles.xml") as stream:
            _parse(stream, element)
    return {str(number) for number, form in enumerate(styles) if form in formats}


class _Surveyor:
    """Follows the cells of a sheet."""

    def __init__(self, months: set[str]) -> None:
        self.extent = Extent()
        self._months = months
        self._at = (0, 0)
        self._cell: Attributes = {}
        self._inside = ""

    def element(self, name: str, given: Attributes) -> None:
        """Take the start of an element."""
        row, column = self._at
        self._inside = name
        if name == "row":
            self._at = (int(given.get("r", row + 1)), 0)
        elif name == "c":
            self._cell = given
            self._at = _place(given["r"]) if "r" in given else (row, column + 1)
        elif name in {"v", "is", "f"}:
            self._filled(name)

    def words(self, text: str) -> None:
        """Take the words inside an element."""
        if self._inside == "v" and self._cell.get("t") == "e":
            self.extent.errors[self._at] = self.extent.errors.get(self._at, "") + text

    def _filled(self, name: str) -> None:
        extent, (row, column) = self.extent, self._at
        extent.rows, extent.columns = max(extent.rows, row), max(extent.columns, column)
        if name == "f":
            extent.formulas.append(self._at)
        if self._cell.get("s") in self._months:
            extent.months.add(self._at)


def _survey(archive: zipfile.ZipFile, part: str, months: set[str]) -> Extent:
    surveyor = _Surveyor(months)
    with archive.open(part) as stream:
        _parse(stream, surveyor.element, surveyor.words)
    return surveyor.extent


def _place(name: str) -> tuple[int, int]:
    """Return row and column of a cell, for example (3, 2) for B3."""
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(name[len(letters) :]), column
