"""What lies outside the files: nothing to read, and no room to write."""

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

Refused = Callable[..., tuple[int, str]]
_PAGE = Path(__file__).parent / "files" / "pages" / "month.txt"
_OLD = b"the old file"
# Commands that write a file, and what it is called. {w} is a built workspace, {t} a file of triples.
_WRITERS = {
    "export to ttl": ("export {w} -f ttl", "graph.ttl"),
    "export to csv": ("export {w} -f csv", "tables.zip"),
    "export to xlsx": ("export {w} -f xlsx", "tables.xlsx"),
    "export to gexf": ("export {w} -f gexf", "network.gexf"),
    "query to csv": ("query partners/pairs -w {w} -f csv", "pairs.csv"),
    "query to xlsx": ("query partners/pairs -w {w} -f xlsx", "pairs.xlsx"),
    "map": ("map partners {w}", "map.html"),
    "check": ("check {w} -f json", "findings.json"),
    "read": ("read {p} -f json", "page.json"),
}


def _arguments(line: str, workspace: Path) -> list[str]:
    return [word.format(w=workspace, p=_PAGE) for word in line.split()]


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "ei ole lähteitä"), ("sv", "har inga källor"), ("en", "has no sources")],
)
def test_a_workspace_without_sources_is_refused(
    region: Path, tmp_path: Path, refused: Refused, language: str, words: str
) -> None:
    (tmp_path / "tables").mkdir()
    shutil.copy(region / "rihmasto.toml", tmp_path)
    code, sentence = refused("build", tmp_path, "--lang", language)
    assert code == 3
    assert words in sentence
    assert not (tmp_path / "build").exists()
    code, sentence = refused("build", tmp_path / "nowhere", f"--lang={language}")
    assert (code, sentence.count("rihmasto.toml")) == (3, 1)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("name", _WRITERS)
def test_a_full_disk_leaves_the_old_file(region: Path, full_disk: Path, refused: Refused, name: str) -> None:
    line, file = _WRITERS[name]
    target = full_disk / file
    filler = full_disk / "filler"
    # An old file of one block takes the place of a block of the filler.
    os.truncate(filler, filler.stat().st_size - 4096)
    target.write_bytes(_OLD)
    try:
        code, sentence = refused(*_arguments(line, region), "-o", target, "--lang", "en")
        assert code == 3
        assert sentence.startswith(f"The file {target} could not be written: No space left on device.")
        assert target.read_bytes() == _OLD
        assert sorted(p.name for p in full_disk.iterdir()) == sorted(["filler", file])
    finally:
        target.unlink()
        with filler.open("ab") as out:
            out.write(bytes(4096))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize(
    "line",
    ["export {w} -f nq", "query partners/pairs -w {w}", "query", "map partners {w}", "check {w}", "read {p}", "--help"],
)
def test_standard_output_on_a_full_disk(region: Path, refused: Refused, line: str) -> None:
    with Path("/dev/full").open("wb") as full:
        code, sentence = refused(*_arguments(line, region), stdout=full.fileno())
    assert code == 3
    assert "No space left on device" in sentence


def test_a_device_is_never_replaced(region: Path, tmp_path: Path, run: Callable[..., object], refused: Refused) -> None:
    """Whoever runs as root and writes to /dev/null must still have it afterwards."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        run("query", "partners/pairs", "-w", region, "-f", "csv", "-o", pipe)
        assert os.read(reader, 100_000).startswith(b"first,")
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [p.name for p in tmp_path.iterdir()] == ["pipe"]
    code, sentence = refused("query", "partners/pairs", "-w", region, "-o", tmp_path / "nowhere" / "x", "--lang", "sv")
    assert (code, "finns inte" in sentence) == (3, True)
