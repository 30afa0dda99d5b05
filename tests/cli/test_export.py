"""`rihmasto export` as a person runs it, on a workspace that was built."""

import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox
import pytest

from rihmasto.cli.export import FORMS
from rihmasto.publish import FORMS as PUBLISHED

TABLES = {
    "project": "project;name_fi;name_sv;start;end\nkampus;Älykäs kampus;;06/2017;2021\nranta;=Ranta;Strand;2019;2020\n",
    "participation": (
        "project;organisation;role\nkampus;Turun kaupunki;lead\nkampus;Åbo Akademi;partner\n"
        "ranta;City of Turku;lead\nranta;Ranta-Yhtiö Oy;partner\n"
    ),
    "amount": "project;kind;value\nkampus;total;453 808 €\nranta;total;n. 300 t€\n",
}


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace, built."""
    folder = tmp_path_factory.mktemp("built") / "w"
    (folder / "tables").mkdir(parents=True)
    (folder / "rihmasto.toml").write_text('[workspace]\nbase = "https://example.org/w/"\n', encoding="utf-8")
    for name, text in TABLES.items():
        (folder / "tables" / f"{name}.csv").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "rihmasto", "build", "-q", str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder


def run(*arguments: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([sys.executable, "-m", "rihmasto", "export", *arguments], capture_output=True, check=False)


def test_the_command_knows_the_forms() -> None:
    assert FORMS == PUBLISHED


@pytest.mark.parametrize("form", FORMS)
def test_every_form_to_a_file_and_to_standard_output(workspace: Path, tmp_path: Path, form: str) -> None:
    ending = ".zip" if form in {"csv", "parquet"} else f".{form}"
    done = run(str(workspace), "-f", form, "-o", str(tmp_path / f"x{ending}"), "--lang", "en")
    assert (done.returncode, done.stdout) == (0, b""), done.stderr
    assert done.stderr.decode() == f"Wrote {tmp_path}/x{ending}.\n"
    again = run(str(workspace), "-f", form, "--lang", "en")
    assert (again.returncode, again.stderr) == (0, b"")
    assert again.stdout == (tmp_path / f"x{ending}").read_bytes()
    assert len(again.stdout) > 1000


def test_the_graph_is_the_release(workspace: Path) -> None:
    done = run(str(workspace), "-f", "ttl")
    triples = {str(q.triple) for q in ox.parse(done.stdout, format=ox.RdfFormat.TURTLE)}
    release = ox.parse((workspace / "build" / "graph.nq").read_bytes(), format=ox.RdfFormat.N_QUADS)
    assert triples == {str(q.triple) for q in release}


def test_the_ending_of_the_file_says_the_form(workspace: Path, tmp_path: Path) -> None:
    assert run(str(workspace), "-o", str(tmp_path / "x.xlsx"), "-q").stderr == b""
    assert (tmp_path / "x.xlsx").read_bytes()[:2] == b"PK"


def test_exported_tables_make_the_same_workspace_again(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    shutil.copy(workspace / "rihmasto.toml", tmp_path / "again")
    with zipfile.ZipFile(BytesIO(run(str(workspace), "-f", "csv").stdout)) as archive:
        names = ("project.csv", "organisation.csv", "participation.csv", "amount.csv", "source.csv")
        archive.extractall(tmp_path / "again" / "tables", names)
    assert (
        subprocess.run(
            [sys.executable, "-m", "rihmasto", "build", "-q", str(tmp_path / "again")], check=False
        ).returncode
        == 0
    )
    one, other = (_counts(run(str(folder), "-f", "nq").stdout) for folder in (workspace, tmp_path / "again"))
    assert one == other
    assert one == {"Project": 2, "Organisation": one["Organisation"], "Participation": 4, "Amount": 2}
    assert one["Organisation"] >= 3


def _counts(quads: bytes) -> dict[str, int]:
    kinds = ("Project", "Organisation", "Participation", "Amount")
    ends = {kind: f"<https://w3id.org/rihmasto/ns#{kind}>" for kind in kinds}
    typed = {
        (str(q.subject), str(q.object))
        for q in ox.parse(quads, format=ox.RdfFormat.N_QUADS)
        if q.predicate.value.endswith("#type")
    }
    return {kind: sum(o == end for _, o in typed) for kind, end in ends.items()}


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["-f", "ttl", "--people"], 2, "does not allow persons"),
        ([], 2, "In which format"),
        (["-o", "x.doc"], 2, "does not say in which format"),
        (["-f", "nonsense"], 2, "must be one of: ttl"),
        (["-f", "ttl", "-o", "/nowhere/x.ttl"], 3, "There is no folder /nowhere"),
    ],
)
def test_mistakes(workspace: Path, arguments: list[str], code: int, words: str) -> None:
    done = run(str(workspace), *arguments, "--lang", "en")
    assert (done.returncode, done.stdout) == (code, b"")
    assert words in done.stderr.decode()


def test_a_workspace_that_was_not_built(tmp_path: Path) -> None:
    (tmp_path / "rihmasto.toml").touch()
    done = run(str(tmp_path), "-f", "ttl", "--lang", "en")
    assert done.returncode == 3
    assert "has no release" in done.stderr.decode()
