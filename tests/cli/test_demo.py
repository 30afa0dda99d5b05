"""The demo is what a newcomer sees first."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_the_demo_shows_the_whole_way(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "rihmasto", "demo", "turku", "--lang", "sv"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    for number in range(1, 6):
        assert f"\n{number}/5  " in run.stderr
    for word in ("projekt", "organisationer", "personer (åtskilda)", "arbetspaket", "öppna utsagor", "fel"):
        assert word in run.stderr
    assert "Helsingfors stad" in run.stdout
    assert (tmp_path / "turku" / "map.html").stat().st_size > 100_000
    assert (tmp_path / "turku" / "build" / "manifest.json").is_file()


def test_the_demo_spares_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "turku").mkdir()
    (tmp_path / "turku" / "mine.txt").touch()
    run = subprocess.run(
        [sys.executable, "-m", "rihmasto", "demo", "turku", "--lang", "en"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 2
    assert "give another" in run.stderr
    assert [p.name for p in (tmp_path / "turku").iterdir()] == ["mine.txt"]
