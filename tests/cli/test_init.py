"""`rihmasto init` as a person runs it."""

import subprocess
import sys
from pathlib import Path

import pytest


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "rihmasto", "init", *arguments], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(("language", "word"), [("fi", "Täytä"), ("sv", "Fyll i"), ("en", "Fill in")])
def test_a_new_workspace(tmp_path: Path, language: str, word: str) -> None:
    done = run(str(tmp_path / "w"), "--lang", language)
    assert (done.returncode, done.stdout) == (0, "")
    assert word in done.stderr
    assert (tmp_path / "w" / "tables" / "rihmasto.xlsx").is_file()


def test_quiet(tmp_path: Path) -> None:
    assert run(str(tmp_path / "w"), "-q").stderr == ""


def test_a_filled_folder_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "x").touch()
    done = run(str(tmp_path), "--lang", "fi")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Kansiossa ")
    assert len(done.stderr.splitlines()) == 1
