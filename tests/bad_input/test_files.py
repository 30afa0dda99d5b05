"""Files that are no text, or text in a way of its own."""

import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Said = Callable[[str], list[str]]
Ledger = dict[str, dict[str, Any]]
FILES = Path(__file__).parent / "files"
LANGUAGES = ("fi", "sv", "en")


def _memory(megabytes: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (megabytes * 10**6, megabytes * 10**6))


def _contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def _nothing_read(ledger: Ledger, file: str) -> bool:
    return ledger[file]["read"] == 0 and set(ledger[file]["refused"]) == set(LANGUAGES)


def test_a_file_of_nothing_is_refused(said: Said, ledger: Ledger, refused: Callable[..., tuple[int, str]]) -> None:
    for file in ("pages/empty.txt", "pages/blank.txt", "tables/project-empty.csv"):
        name = file.partition("/")[2]
        assert said(file) == [f"{name} is empty."]
        assert _nothing_read(ledger, file)
    words = {"fi": "on tyhjä.", "sv": "är tom.", "en": "is empty."}
    for language, end in words.items():
        code, sentence = refused("read", FILES / "pages" / "empty.txt", "--lang", language)
        assert code == 3
        assert sentence.endswith(f"empty.txt {end}")


def test_a_binary_file_is_refused(said: Said, ledger: Ledger, refused: Callable[..., tuple[int, str]]) -> None:
    assert said("pages/binary.txt") == ["binary.txt is a binary file and not text; save the page as text."]
    table = "tables/project-binary.csv"
    assert said(table) == ["project-binary.csv is a binary file and no table; save it as CSV or .xlsx."]
    assert _nothing_read(ledger, "pages/binary.txt")
    assert _nothing_read(ledger, table)
    code, sentence = refused("read", FILES / "pages" / "binary.txt", "--lang", "fi")
    assert (code, sentence.partition(" on ")[2]) == (3, "binääritiedosto eikä tekstiä; tallenna sivu tekstinä.")


def test_an_old_encoding_is_read_with_a_note(said: Said, ledger: Ledger, ask: Callable[[str], list[list[str]]]) -> None:
    for file in ("pages/cp1252.txt", "pages/latin1.txt", "tables/project-cp1252.csv"):
        assert said(file) == ["The file is not UTF-8; it was read as cp1252."]
        assert ledger[file]["accepted"] == ledger[file]["read"] > 0
    names = ("Kirkas lähde", "Kirkas väylä", "Mäki – hanke")
    for name in names:
        assert ask(f'SELECT ?p {{ ?p a rih:Project ; skos:prefLabel ?n FILTER(str(?n) = "{name}") }}')


def test_broken_characters_are_refused_and_named(
    said: Said, ledger: Ledger, ask: Callable[[str], list[list[str]]]
) -> None:
    told = "The value “{}” has broken characters (wrong encoding); it was not taken."
    page = said("pages/mojibake.txt:5")
    assert told.format("JyvÃ¤skylÃ¤n") in page
    assert told.format("JyvÃ¤skylÃ¤n yliopisto") in page
    assert said("tables/project-mojibake.csv:2:3") == [told.format("KehittÃ¤minen JyvÃ¤skylÃ¤ssÃ¤")]
    assert ledger["pages/mojibake.txt"]["rejected"] == 1
    # The evidence quotes its source to the letter; nothing else of the release has the broken characters.
    assert ask("SELECT ?s { ?s ?p ?o FILTER(?p != oa:exact && CONTAINS(str(?o), 'Ã¤')) }") == []
    partners = ask(
        'SELECT ?partner { ?p skos:prefLabel ?n FILTER(str(?n) = "Kirkas joki") '
        "?x rih:participatesIn ?p ; rih:involves/skos:prefLabel ?partner }"
    )
    assert partners == [["Mallilan kaupunki"], ["Rantavoima Oy"]]


def test_a_byte_order_mark_is_no_part_of_the_text(
    said: Said, ledger: Ledger, ask: Callable[[str], list[list[str]]]
) -> None:
    for file in ("pages/bom.txt", "pages/utf16.txt", "tables/project-bom.csv"):
        assert said(file) == []
        assert ledger[file]["accepted"] == ledger[file]["read"] > 0
    for name in ("Kirkas koski", "Kirkas salmi", "Tavupommi"):
        assert ask(f'SELECT ?p {{ ?p a rih:Project ; skos:prefLabel ?n FILTER(str(?n) = "{name}") }}')
    assert ask("SELECT ?s { ?s ?p ?o FILTER(CONTAINS(str(?o), '\ufeff')) }") == []


def test_nul_is_no_text(said: Said, ledger: Ledger) -> None:
    assert said("pages/nul.txt") == ["nul.txt is a binary file and not text; save the page as text."]
    assert _nothing_read(ledger, "pages/nul.txt")
    told = "The cell has control characters (NUL, for example); write the value anew."
    assert said("tables/project-nul.csv:2:3") == [told]
    assert ledger["tables/project-nul.csv"]["accepted"] == 1


def test_a_page_of_50_megabytes_is_not_read_into_memory(
    said: Said, ledger: Ledger, refused: Callable[..., tuple[int, str]], broken: tuple[Path, list[str]]
) -> None:
    huge = broken[0] / "pages" / "huge.txt"
    assert huge.stat().st_size > 50 * 2**20
    assert said("pages/huge.txt") == ["huge.txt is 50 MB; a page may be at most 10 MB."]
    assert _nothing_read(ledger, "pages/huge.txt")
    begun = time.monotonic()
    code, sentence = refused("read", huge, "--lang", "en", preexec_fn=_memory(500))
    assert (code, sentence) == (3, f"{huge} is 50 MB; a page may be at most 10 MB.")
    assert time.monotonic() - begun < 20


def test_a_page_of_one_long_word_is_decoded_at_once() -> None:
    from rihmasto.sources.decoding import decode  # noqa: PLC0415 -- the command line is what the others run

    begun = time.process_time()
    assert decode(b"a" * 5_000_000).notes == ()
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "file",
    [
        "pages/empty.txt", "pages/binary.txt", "pages/nul.txt", "pages/huge.txt", "tables/project-empty.csv",
        "tables/project-headless.csv", "tables/work_package-missing.csv", "tables/truncated.xlsx", "tables/bomb.xlsx",
    ],
)  # fmt: skip
def test_when_nothing_can_be_read_the_old_release_stays(
    alone: Callable[[str], Path], refused: Callable[..., tuple[int, str]], file: str
) -> None:
    folder = alone(file)
    before = _contents(folder)
    code, sentence = refused("build", folder, "--lang", "en")
    assert code == 3
    assert sentence.startswith(f"No source could be read. {file}: ")
    assert sentence.endswith((".", "title"))
    assert _contents(folder) == before
