"""The command line as a person runs it, and two invented workspaces: one with hostile words, one with broken files."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

FILES = Path(__file__).parent / "files"
CONFIGURATION = """
[workspace]
title = { fi = "Mallila", sv = "Mallila", en = "Mallila" }
base = "https://example.org/mallila/"
publisher = "Mallilan kaupunki"
licence = "CC BY 4.0"
"""
SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
ADDRESS = "javascript:alert(1)"
FORMULAS = ("=1+1", "+358 1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0")
# The partners of one project; the names are what somebody could type, or paste from a page, into a cell.
PARTNERS = ("Mallilan kaupunki", "Rantavoima Oy", SCRIPT, IMAGE, ADDRESS, *FORMULAS)
Done = subprocess.CompletedProcess[bytes]


def _quote(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


TABLES = {
    "project": "project,name_fi,description\n"
    f"satama,Puhdas satama,{_quote(FORMULAS[0])}\nskripti,{_quote(SCRIPT)},{_quote(IMAGE)}\n",
    "participation": "project,organisation,role\n"
    + "".join(f"Puhdas satama,{_quote(name)},partner\n" for name in PARTNERS)
    + f"{_quote(SCRIPT)},Mallilan kaupunki,lead\n{_quote(SCRIPT)},Rantavoima Oy,partner\n",
    "funding": "project,instrument,authority\nPuhdas satama,EAKR,Varsinais-Suomen liitto\n",
    "amount": "project,kind,value,currency\nPuhdas satama,total,100 000 €,EUR\n",
    "website": f"project,address\nPuhdas satama,{ADDRESS}\nPuhdas satama,https://example.org/satama\n",
}


def _run(*arguments: str | Path, stdout: int = subprocess.PIPE, **more: Any) -> Done:  # noqa: ANN401 -- of subprocess
    line = [str(argument) for argument in arguments]
    environment = {k: v for k, v in os.environ.items() if k != "RIHMASTO_LANG"} | {
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
    }
    return subprocess.run(
        [sys.executable, "-m", "rihmasto", *line], stdout=stdout, stderr=subprocess.PIPE, env=environment, timeout=60,
        check=False, **more,
    )  # fmt: skip


@pytest.fixture(scope="session")
def run() -> Callable[..., Done]:
    """Run the command line in a process of its own; it speaks English unless the arguments say another language."""
    return _run


@pytest.fixture(scope="session")
def refused() -> Callable[..., tuple[int, str]]:
    """Run a command that must fail: nothing on standard output, one whole sentence on standard error."""

    def check(*arguments: str | Path, **more: Any) -> tuple[int, str]:  # noqa: ANN401 -- of subprocess
        done = _run(*arguments, **more)
        told = done.stderr.decode().splitlines()
        assert not done.stdout, done.stdout[:500]
        assert len(told) == 1, done.stderr.decode()
        return done.returncode, told[0]

    return check


def _workspace(folder: Path, tables: dict[str, str]) -> Path:
    (folder / "tables").mkdir(parents=True)
    (folder / "rihmasto.toml").write_text(CONFIGURATION, encoding="utf-8")
    for name, rows in tables.items():
        (folder / "tables" / f"{name}.csv").write_text(rows, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built workspace whose names are hostile; tests only read it."""
    folder = _workspace(tmp_path_factory.mktemp("region") / "mallila", TABLES)
    done = _run("build", folder)
    assert done.returncode == 0, done.stderr.decode()
    place = "tables/website.csv:2:2"
    assert f"{place}: “{ADDRESS}” is not a web address; it must begin with https:// or http://." in done.stderr.decode()
    return folder


@pytest.fixture
def alone(region: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Make a workspace with an old release, whose only source is one of the broken files."""

    def make(file: str) -> Path:
        folder = tmp_path / "mallila"
        shutil.copytree(region, folder)
        shutil.rmtree(folder / "tables")
        (folder / file).parent.mkdir()
        _put(file, folder)
        return folder

    return make


def _put(file: str, folder: Path) -> None:
    target = folder / file
    if file == "pages/huge.txt":
        with target.open("wb") as out:
            for _ in range(50):
                out.write(b"Puhdas satama\n" * (2**20 // 14 + 1))
    elif target.suffix == ".xlsx":
        _WORKBOOKS[target.stem](target)
    else:
        shutil.copy(FILES / file, target)


def _formula(target: Path) -> None:
    """Two projects; the end of one, and the name of the other, are formulas that were never computed."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("project", 0)
    for row in (["project", "name_fi", "end"], ["kaava", "Kaavan hanke", "=1+2020"], ["nimi", '="Nimi"&"tön"', None]):
        sheet.append(row)
    book.save(target)


def _giant(target: Path) -> None:
    """A sheet with two cells, in its opposite corners."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("project", 0)
    sheet["A1"], sheet["XFD1048576"] = "name_fi", "Kaukainen"
    book.save(target)


def _types(target: Path) -> None:
    """Numbers, truths and dates in columns of other types."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("amount", 0)
    sheet.append(["project", "kind", "value", "currency", "approximate"])
    sheet.append(["Puhdas satama", "eu", "paljon", "EUR", None])
    sheet.append(["Puhdas satama", "own", 2500.5, "EUR", "ehkä"])
    sheet.append(["Puhdas satama", 7, 100, "EUR", None])
    book.save(target)


def _not_zip(target: Path) -> None:
    """What some systems call a spreadsheet: a page of HTML."""
    target.write_text("<html><table><tr><td>project</td></tr></table></html>", encoding="utf-8")


def _truncated(target: Path) -> None:
    """A download that broke off."""
    _types(target)
    whole = target.read_bytes()
    target.write_bytes(whole[: len(whole) // 2])


def _bomb(target: Path) -> None:
    """A sheet of a few kilobytes that unpacks to half a gigabyte."""
    _types(target)
    with (
        zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("xl/media/image1.bin", "w", force_zip64=True) as out,
    ):
        for _ in range(500):
            out.write(bytes(10**6))


_WORKBOOKS: dict[str, Callable[[Path], None]] = {
    "formula": _formula, "giant": _giant, "types": _types, "html": _not_zip, "truncated": _truncated, "bomb": _bomb,
}  # fmt: skip


@pytest.fixture(scope="session")
def broken(region: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A workspace that holds every broken file at once, built over an old release; and what the build told."""
    folder = tmp_path_factory.mktemp("broken") / "mallila"
    shutil.copytree(region, folder)
    (folder / "pages").mkdir()
    files = [p.relative_to(FILES).as_posix() for kind in ("pages", "tables") for p in sorted((FILES / kind).iterdir())]
    for file in (*files, "pages/huge.txt", *(f"tables/{name}.xlsx" for name in _WORKBOOKS)):
        _put(file, folder)
    done = _run("build", folder)
    assert done.returncode == 0, done.stderr.decode()
    # What the old release had found is kept, to tell what is new; nothing else that is hidden may be left over.
    assert [p.name for p in folder.iterdir() if p.name.startswith(".")] == [".findings-before.json"]
    return folder, done.stderr.decode().splitlines()


@pytest.fixture(scope="session")
def said(broken: tuple[Path, list[str]]) -> Callable[[str], list[str]]:
    """Return what the build of the broken files said about a file or a place (file:line:column), without the place."""

    def about(place: str) -> list[str]:
        return [line.removeprefix(f"{place}: ") for line in broken[1] if line.startswith(f"{place}: ")]

    return about


@pytest.fixture(scope="session")
def ledger(broken: tuple[Path, list[str]]) -> dict[str, dict[str, Any]]:
    """The ledger of the broken files: file → its account."""
    accounts = json.loads((broken[0] / "build" / "ledger.json").read_text(encoding="utf-8"))
    return {account["file"]: account for account in accounts}


@pytest.fixture(scope="session")
def ask(broken: tuple[Path, list[str]]) -> Callable[[str], list[list[str]]]:
    """Ask the release of the broken files; sorted rows of plain values."""

    def answer(sparql: str) -> list[list[str]]:
        done = _run("query", "--sparql", sparql, "-w", broken[0], "-f", "json")
        assert done.returncode == 0, done.stderr.decode()
        told = json.loads(done.stdout)
        names = told["head"]["vars"]
        return sorted([row[n]["value"] if n in row else "" for n in names] for row in told["results"]["bindings"])

    return answer


@pytest.fixture(scope="module")
def full_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A mounted disk with one old file, of which every block is taken."""
    disk = tmp_path_factory.mktemp("disk")
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a small disk is mounted as root only, and not on every machine")
    try:
        (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free))
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)
