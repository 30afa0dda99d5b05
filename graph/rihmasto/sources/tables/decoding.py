"""Bytes become lines of text, without holding the file in memory."""

import codecs
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from rihmasto.errors import InputError
from rihmasto.sources.tables.cells import LONGEST_CELL

_CHUNK = 1 << 20
LONGEST_LINE = 8 * LONGEST_CELL


def encoding_of(path: Path) -> str:
    """Tell what a text file is encoded in: utf-8-sig, utf-16 (only with a byte order mark), else cp1252.

    Raises:
        InputError: the file is missing, empty, not text or in another encoding.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_CHUNK)
    except FileNotFoundError as error:
        raise InputError("file-missing", name=path.name) from error
    except OSError as error:
        raise InputError("file-unreadable", name=path.name, reason=error.strerror) from error
    if not head.strip():
        raise InputError("text-empty", name=path.name)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in head.splitlines()[0]:
        raise InputError("table-binary", name=path.name)
    for encoding in ("utf-8-sig", "cp1252"):
        if _decodes(path, encoding):
            return encoding
    raise InputError("table-encoding", name=path.name)


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


class Lines:
    """The physical lines of a text file, which can be given back to be read again.

    Args:
        path: the file.
        encoding: from `encoding_of`.

    Attributes:
        number: number of the line that was read last, counted from 1.
        taken: the lines read since `mark()`.
        cut: numbers of lines that were too long and lost their end.
    """

    def __init__(self, path: Path, encoding: str) -> None:
        self._file = path.open(encoding=encoding, newline="")
        self._again: deque[str] = deque()
        self.number = 0
        self.taken: list[str] = []
        self.cut: set[int] = set()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        return line

    def mark(self) -> None:
        """Begin a new row."""
        self.taken = []

    def give_back_all_but_first(self) -> None:
        """Let the next row begin at the line after the one where this row began."""
        rest = self.taken[1:]
        self._again.extendleft(reversed(rest))
        self.number -= len(rest)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _read(self) -> str:
        try:
            line = self._file.readline(LONGEST_LINE)
            if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
                self.cut.add(self.number + 1)
                while rest := self._file.readline(LONGEST_LINE):
                    if rest.endswith(("\n", "\r")):
                        break
        except UnicodeDecodeError as error:
            raise InputError("table-encoding", name=Path(self._file.name).name) from error
        return line
