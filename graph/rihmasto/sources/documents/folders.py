"""Many pages: a folder is read in its order, on all cores when it is large, and never held in memory as a whole."""

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import connection, parent_process
from pathlib import Path
from typing import TypeVar

from rihmasto.errors import RihmastoError
from rihmasto.settings import usable_cores
from rihmasto.sources.documents.documents import Document, read_document
from rihmasto.sources.documents.kinds import SUFFIXES
from rihmasto.sources.pages import PageReading, read_page

MANY = 200
"""Below this number of pages, starting processes takes longer than it saves."""

CHUNK = 16
_AHEAD = 4
# Names beginning so are the notes and locks of editors and spreadsheet programs.
_NOT_OURS = (".", "~", "_")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file and what it says.

    Attributes:
        path: the file.
        document: its text, or None when it cannot be read.
        reading: what the page says, or None.
        refused: why it cannot be read, or None.
    """

    path: Path
    document: Document | None = None
    reading: PageReading | None = None
    refused: RihmastoError | None = None


def page_files(folder: Path) -> list[Path]:
    """Return the pages in a folder and its subfolders, in the order of their names.

    Args:
        folder: where to look.
    """
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(_NOT_OURS) and path.is_file()
    ]


def read_page_file(path: Path) -> PageFile:
    """Read one file; one that cannot be read says why.

    Args:
        path: the file.
    """
    try:
        document = read_document(path)
        return PageFile(path, document, read_page(document.text, name=path.stem))
    except RihmastoError as error:
        return PageFile(path, refused=error)


def read_pages(paths: Sequence[Path], make: Callable[[PageFile], T], *, many: int = MANY) -> Iterator[T]:
    """Read files and yield what is made of each, in the order given.

    Args:
        paths: the files.
        make: what is wanted of each page; a function of a module, since it runs where the page is read.
        many: from how many files on all cores are used.
    """
    cores = usable_cores()
    if len(paths) < many or cores == 1:
        yield from (make(read_page_file(path)) for path in paths)
        return
    chunks = (paths[at : at + CHUNK] for at in range(0, len(paths), CHUNK))
    pool = ProcessPoolExecutor(cores, initializer=_end_with_parent)
    try:
        waiting: deque[Future[list[T]]] = deque()
        for chunk in chunks:
            waiting.append(pool.submit(_read_chunk, chunk, make))
            if len(waiting) > _AHEAD * cores:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _read_chunk(paths: Sequence[Path], make: Callable[[PageFile], T]) -> list[T]:
    return [make(read_page_file(path)) for path in paths]


def _end_with_parent() -> None:
    """Let a worker end when the process that it works for was killed; it would wait for ever."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
