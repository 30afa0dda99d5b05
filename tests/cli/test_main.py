"""The command line as a whole: cheap to start, honest about failures."""

import json
import resource
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from rihmasto.cli.main import COMMANDS, command

_HEAVY = ("duckdb", "networkx", "numpy", "openpyxl", "pyoxigraph", "pyshacl", "pyvis", "rdflib")
_SECONDS = 0.3


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "rihmasto", *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(command, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert "Usage:" in result.output


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, json\nfrom rihmasto.cli.main import command\n"
        "try: command.main(['--help'])\nexcept SystemExit: pass\n"
        "print(json.dumps(sorted(m.partition('.')[0] for m in sys.modules)), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(json.loads(run.stderr.splitlines()[-1]))
    assert "click" in loaded
    assert loaded & set(_HEAVY) == set()


def test_help_starts_fast() -> None:
    spent = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert _run("--help").returncode == 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    print(f"rihmasto --help: {sorted(spent)[2]:.3f} s of CPU (median of 5)")
    assert sorted(spent)[2] < _SECONDS


def test_a_failure_is_one_sentence_in_the_asked_language(tmp_path: object) -> None:
    run = _run("build", str(tmp_path), "--lang", "sv")
    assert (run.returncode, run.stdout) == (3, "")
    assert run.stderr.startswith("Mappen ")
    assert len(run.stderr.splitlines()) == 1


def test_the_command_alone_shows_the_help() -> None:
    run = _run()
    assert run.returncode == 2
    assert all(f"\n  {name} " in run.stderr for name in COMMANDS)


def test_a_wrong_command_is_wrong_usage() -> None:
    assert _run("bild").returncode == 2


def test_the_version_is_that_of_the_package() -> None:
    assert isinstance(command, click.Group)
    assert _run("--version").stdout == "rihmasto 0.1.0\n"


def test_a_closed_output_is_told(tmp_path: Path) -> None:
    data, shapes = tmp_path / "a.ttl", tmp_path / "s.ttl"
    data.write_text("<urn:a> a <urn:C> .")
    shapes.write_text("@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:S> sh:targetClass <urn:C> ; sh:closed true .")
    command = f"exec '{sys.executable}' -m rihmasto check --lang en -s '{shapes}' '{data}' >&-"
    run = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert run.returncode == 3
    assert run.stderr.startswith("The system did not allow this")
    assert len(run.stderr.splitlines()) == 1
