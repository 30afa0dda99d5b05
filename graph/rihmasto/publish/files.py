"""Files that are complete or absent: written beside their place, and moved there in one step."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rihmasto.errors import InputError, UsageError
from rihmasto.pipeline import OWN
from rihmasto.pipeline.configuration import FILE


def refuse_sources(target: Path, sources: Iterable[Path] = ()) -> None:
    """Refuse to write over what the user wrote: the files of a workspace, or the input of a command.

    Args:
        target: what is to be written.
        sources: the input.

    Raises:
        UsageError: the path is one of them.
    """
    if not target.is_file():
        return
    inside = target.resolve()
    workspace = next((folder for folder in inside.parents if (folder / FILE).is_file()), None)
    own = workspace is not None and inside.relative_to(workspace).parts[0] in OWN
    if own or any(source.exists() and source.samefile(target) for source in sources):
        raise UsageError("output-source", path=target)


@contextmanager
def fresh_file(target: Path) -> Iterator[Path]:
    """Give a path to write to; the file takes the place of `target` when the block ends well, and vanishes if not.

    Args:
        target: where the file is to be; a file that is there is replaced, and a link to one stays a link.

    Raises:
        UsageError: a folder is there, or a source of a workspace.
        InputError: the disk is full, or the place cannot be written to.
    """
    if target.is_dir():
        raise UsageError("output-folder", path=target)
    # a device or a pipe is written to, and must never be replaced; nor what a stream of this process leads to
    if (target.exists() and not target.is_file()) or target.is_relative_to("/dev") or target.is_relative_to("/proc"):
        yield target
        return
    try:
        target = target.resolve()
    except (OSError, RuntimeError) as error:  # links in a circle
        raise InputError("cannot-write", path=target, reason=os.strerror(errno.ELOOP)) from error
    refuse_sources(target)
    with _beside(target) as folder:
        made = folder / target.name
        yield made
        made.replace(target)


@contextmanager
def fresh_folder(target: Path) -> Iterator[Path]:
    """Give an empty folder to write into, which becomes `target` when the block ends well, and vanishes if not.

    Args:
        target: where the folder is to be; an empty folder may be there.

    Raises:
        UsageError: there is something already.
        InputError: the disk is full, or the place cannot be written to.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError("export-folder-filled", path=target)
    with _beside(target) as folder:
        made = folder / "new"
        made.mkdir()
        yield made
        made.replace(target)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    if not target.parent.is_dir():
        raise InputError("no-folder", path=target.parent)
    folder: Path | None = None
    try:
        folder = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name[:40]}-"))
        # A folder of mkdtemp is private; what is made in it gets the usual rights and is then moved out.
        yield folder
    except OSError as error:
        raise InputError("cannot-write", path=target, reason=error.strerror or str(error)) from error
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def sync(path: Path) -> None:
    """Make sure that a file is on the disk; a full disk may show itself only now."""
    if not path.is_file():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
