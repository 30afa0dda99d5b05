"""What the wheel holds, and that it runs on its own."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]
_MAPPED = {
    "graph/rihmasto/": "rihmasto/", "ontology/": "rihmasto/_bundle/ontology/", "shapes/": "rihmasto/_bundle/shapes/",
    "queries/": "rihmasto/_bundle/queries/", "data/": "rihmasto/_bundle/data/",
}  # fmt: skip


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(_ROOT)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    _skip_without_index(run)
    assert run.returncode == 0, run.stderr
    return next(folder.glob("*.whl"))


def _skip_without_index(run: subprocess.CompletedProcess[str]) -> None:
    """Skip only where no package index answers; every other failure of pip is ours."""
    if run.returncode and "Failed to establish a new connection" in run.stderr:
        pytest.skip("no package index can be reached from here")


def _tracked() -> set[str]:
    run = subprocess.run(["git", "ls-files"], cwd=_ROOT, capture_output=True, text=True, check=False)
    if run.returncode:
        pytest.skip("not a git checkout: the index cannot be compared")
    found = set()
    for name in run.stdout.splitlines():
        for folder, place in _MAPPED.items():
            if name.startswith(folder) and not name.endswith(".gitignore"):
                found.add(place + name.removeprefix(folder))
    return found


@pytest.mark.slow
def test_the_wheel_holds_what_git_tracks_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {n for n in archive.namelist() if ".dist-info/" not in n}
        licences = [n for n in archive.namelist() if "/licenses/" in n]
    tracked = _tracked()
    print(f"{len(names)} files in the wheel")
    assert len(names) > 150
    assert names - tracked == set()
    assert tracked - names == set()
    assert sorted(Path(n).name for n in licences) == ["LICENSE", "LICENSE-DATA"]


@pytest.mark.slow
def test_the_wheel_runs_the_demo_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    installed = subprocess.run(
        [*pip, "--constraint", str(_ROOT / "constraints.txt"), str(wheel)], capture_output=True, text=True, check=False
    )
    _skip_without_index(installed)
    assert installed.returncode == 0, installed.stderr
    demo = subprocess.run(
        [str(home / "bin" / "rihmasto"), "demo", "turku", "--lang", "en"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert demo.returncode == 0, demo.stderr
    assert "Turun kaupunki" in demo.stdout or "City of Turku" in demo.stdout
    assert (tmp_path / "turku" / "map.html").stat().st_size > 10_000
