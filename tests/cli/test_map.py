"""`rihmasto map` as a person runs it."""

import subprocess
import sys
from pathlib import Path

import pytest

TOML = """[workspace]
base = "https://example.org/w/"
title = { fi = "Turun seutu", sv = "Åboregionen" }
publisher = "Turun kaupunki & kumppanit"
licence = "CC BY 4.0"
"""
TABLES = {
    "project": "project;name_fi\nkampus;Älykäs kampus\nranta;Ranta\n",
    "participation": "project;organisation;role\nkampus;Turun kaupunki;lead\nkampus;Åbo Akademi;partner\n",
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mapped") / "w"
    (folder / "tables").mkdir(parents=True)
    (folder / "rihmasto.toml").write_text(TOML, encoding="utf-8")
    for name, text in TABLES.items():
        (folder / "tables" / f"{name}.csv").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "rihmasto", "build", "-q", str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder


def run(*arguments: str, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "rihmasto", "map", *arguments], capture_output=True, text=True, check=False, cwd=cwd
    )


def test_map_is_written_and_announced(workspace: Path, tmp_path: Path) -> None:
    page = tmp_path / "map.html"
    done = run("partners", str(workspace), "-o", str(page), "--lang", "en")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"The map is in {page}; it opens in a browser and works without a network.\n"
    html = page.read_text(encoding="utf-8")
    assert '<html lang="en">' in html
    assert "Turun kaupunki, " in html


def test_map_to_standard_output_is_the_same(workspace: Path, tmp_path: Path) -> None:
    page = tmp_path / "map.html"
    run("projects", str(workspace), "-o", str(page), "--lang", "sv")
    done = run("projects", "--lang", "sv", cwd=workspace)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == page.read_text(encoding="utf-8")


def test_workspace_alone_means_the_partners(workspace: Path) -> None:
    done = run(str(workspace), "--lang", "fi")
    assert done.returncode == 0
    assert "<title>Turun seutu – Kumppanuusverkosto</title>" in done.stdout


def test_map_names_region_publisher_and_licence(workspace: Path) -> None:
    titles = {"sv": "Åboregionen – Partnernätverket", "en": "Turun seutu – Partner network"}
    for language, title in titles.items():
        html = run("partners", str(workspace), "--lang", language).stdout
        assert f"<title>{title}</title>" in html
        assert f'<h1 id="title">{title}</h1>' in html
        assert '<footer id="imprint">Turun kaupunki &amp; kumppanit · CC BY 4.0</footer>' in html


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["hairball", "{w}"], 2, "There is no map called hairball; the maps are partners, projects, governance."),
        (["governance", "{w}"], 3, "There is nothing to draw on the map governance"),
        (["partners", "{w}", "-o", "{w}/nowhere/map.html"], 3, "nowhere"),
        (["partners", "{w}/tables"], 3, "rihmasto.toml"),
    ],
)
def test_failures_are_one_sentence(arguments: list[str], code: int, words: str, workspace: Path) -> None:
    done = run(*(argument.format(w=workspace) for argument in arguments), "--lang", "en")
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_workspace_that_was_not_built_says_how_to(tmp_path: Path) -> None:
    (tmp_path / "rihmasto.toml").write_text('[workspace]\nbase = "https://example.org/w/"\n', encoding="utf-8")
    done = run("partners", str(tmp_path), "--lang", "sv")
    assert done.returncode == 3
    assert done.stderr == (
        f"Arbetsytan {tmp_path} har ingen utgåva att rita en karta av; kör först: rihmasto build {tmp_path}\n"
    )


def test_broken_release_is_named(tmp_path: Path) -> None:
    (tmp_path / "rihmasto.toml").write_text('[workspace]\nbase = "https://example.org/w/"\n', encoding="utf-8")
    (tmp_path / "build" / "tables").mkdir(parents=True)
    (tmp_path / "build" / "tables" / "rihmasto.duckdb").write_bytes(b"not a database")
    done = run("partners", str(tmp_path), "--lang", "en")
    assert done.returncode == 3
    assert "rihmasto.duckdb cannot be read" in done.stderr
