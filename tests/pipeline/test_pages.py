"""The pages of a workspace: three kinds of files, in their order however many they are."""

from pathlib import Path

import pytest

from rihmasto.pipeline.configuration import read_configuration
from rihmasto.pipeline.reading import Reading, read_workspace
from rihmasto.sources.documents import folders, read_document
from rihmasto.sources.documents.folders import MANY

PAGE = (
    "Hanke {0:03} satamasta\n\nToteutusaika: 1.5.2021 – 31.12.2022\nHankepartnerit: Turun kaupunki ja Rantavoima Oy\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace without pages."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "rihmasto.toml").write_text("[workspace]\n", encoding="utf-8")
    return tmp_path


def _read(folder: Path) -> Reading:
    return read_workspace(read_configuration(folder))


def _pages(reading: Reading) -> list[str]:
    return [file for file in reading.accounts if file.startswith("pages/")]


def test_evidence_of_a_saved_page_counts_in_the_text_that_is_shown(folder: Path) -> None:
    lines = "".join(f"<p>{line}</p>" for line in PAGE.format(1).splitlines() if line)
    html = f'<html><head><link rel="canonical" href="https://example.org/1"></head><body>{lines}</body></html>'
    (folder / "pages" / "sivu.html").write_text(html, encoding="utf-8")
    reading = _read(folder)
    text = read_document(folder / "pages" / "sivu.html").text
    claims = [c for f in reading.filed if f.origin == "page" for c in f.record.claims]
    assert len(claims) > 8
    for claim in claims:
        assert text[claim.locator.start : claim.locator.end] == claim.quote
        assert claim.locator.line == text.count("\n", 0, claim.locator.start) + 1
    assert reading.sources["page-sivu"]["address"] == "https://example.org/1"
    assert reading.sources["page-sivu"]["language"] == "fi"


def test_a_file_that_is_no_page_or_damaged_has_its_account(folder: Path) -> None:
    (folder / "pages" / "a.pdf").write_bytes(b"%PDF-1.4\nbroken")
    (folder / "pages" / "b.docx").write_bytes(b"PK")
    (folder / "pages" / "c.txt").write_text(PAGE.format(3), encoding="utf-8")
    accounts = _read(folder).accounts
    refused = accounts["pages/a.pdf"].refused
    assert refused is not None
    assert refused.code == "pdf-unreadable"
    assert [note.code for note in accounts["pages/b.docx"].notes] == ["unknown-file"]
    assert accounts["pages/c.txt"].counts["accepted"] > 8


def test_many_pages_are_read_on_all_cores_in_the_same_order(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count = MANY + 5
    for number in range(count):
        (folder / "pages" / f"{number:03}.txt").write_text(PAGE.format(number), encoding="utf-8")
    (folder / "pages" / "100.txt").write_bytes(b"\x00\x01")
    parallel = _read(folder)
    monkeypatch.setattr(folders, "usable_cores", lambda: 1)
    alone = _read(folder)
    assert _pages(parallel) == [f"pages/{number:03}.txt" for number in range(count)]
    assert parallel.filed == alone.filed
    assert parallel.sources == alone.sources
    refused = parallel.accounts["pages/100.txt"].refused
    assert refused is not None
    assert refused.say("fi") == "100.txt on binääritiedosto eikä tekstiä; tallenna sivu tekstinä."
