"""A folder that is complete or absent, never half: made beside its place, and moved there in one step."""

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rihmasto.errors import InputError

_FRESH = ".build-"
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_HERE = -100  # AT_FDCWD


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other builds out of a workspace; the lock is on the folder itself and dies with the process.

    Raises:
        InputError: another build is running.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise InputError("build-running", path=str(folder)) from error
    try:
        yield
    finally:
        os.close(handle)


@contextmanager
def fresh_folder(target: Path) -> Iterator[Path]:
    """Give a new folder that takes the place of `target` when the block ends well, and vanishes when it fails.

    What a killed build left beside the target is cleared first: call it under `locked`.

    Args:
        target: the release folder, there or not.
    """
    clear_leftovers(target)
    fresh = target.parent / f"{_FRESH}{os.getpid()}"
    fresh.mkdir()
    try:
        yield fresh
        _sync(fresh)
        _put(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def clear_leftovers(target: Path) -> None:
    """Remove what a killed build left; if it was killed between two renames, bring the old release back first."""
    for left in sorted(target.parent.glob(f"{_FRESH}*")):
        if left.name == f"{_FRESH}old" and not target.exists():
            left.rename(target)
        else:
            shutil.rmtree(left, ignore_errors=True)


def _put(fresh: Path, target: Path) -> None:
    if not target.exists():
        fresh.rename(target)
    elif not _exchange(fresh, target):
        # No atomic exchange here: for a moment there is no release; `clear_leftovers` mends a crash in that moment.
        old = target.parent / f"{_FRESH}old"
        target.rename(old)
        fresh.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    _sync_one(target.parent)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step (renameat2, Linux ≥ 3.15); False where the system cannot."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.ENOSYS, errno.EINVAL, errno.EPERM}:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _sync(folder: Path) -> None:
    for root, _, files in os.walk(folder):
        for name in files:
            _sync_one(Path(root) / name)
        _sync_one(Path(root))


def _sync_one(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
