"""A release folder is complete or absent."""

import fcntl
import os
from pathlib import Path

import pytest

from rihmasto.errors import InputError
from rihmasto.pipeline import swap
from rihmasto.pipeline.swap import fresh_folder, locked


def _names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


@pytest.mark.parametrize("atomic", [True, False])
def test_the_new_folder_takes_the_place_of_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, atomic: bool
) -> None:
    if not atomic:
        monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    target = tmp_path / "build"
    for content in ("one", "two"):
        with fresh_folder(target) as fresh:
            (fresh / "file").write_text(content, encoding="utf-8")
        assert (target / "file").read_text(encoding="utf-8") == content
    assert _names(tmp_path) == ["build"]


def test_a_failure_leaves_the_old_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "build"
    with fresh_folder(target) as fresh:
        (fresh / "file").write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError), fresh_folder(target) as fresh:
        (fresh / "file").write_text("half", encoding="utf-8")
        raise RuntimeError
    assert (target / "file").read_text(encoding="utf-8") == "old"
    assert _names(tmp_path) == ["build"]


def test_leftovers_of_a_killed_build_are_cleared(tmp_path: Path) -> None:
    (tmp_path / ".build-4711").mkdir()
    (tmp_path / ".build-4711" / "half").write_text("x", encoding="utf-8")
    with fresh_folder(tmp_path / "build"):
        pass
    assert _names(tmp_path) == ["build"]


def test_a_crash_between_two_renames_is_mended(tmp_path: Path) -> None:
    (tmp_path / ".build-old").mkdir()
    (tmp_path / ".build-old" / "file").write_text("old", encoding="utf-8")
    swap.clear_leftovers(tmp_path / "build")
    assert (tmp_path / "build" / "file").read_text(encoding="utf-8") == "old"


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(InputError) as told, locked(tmp_path):
        pass
    assert told.value.code == "build-running"
    os.close(handle)
    with locked(tmp_path):
        pass
