"""Decoding: what a file is encoded in, and what is no text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rihmasto.errors import InputError
from rihmasto.sources.decoding import LIMIT, decode, read_bytes

TEXT = "Jyväskylän kaupunki – 453 808 €\nÅbo stad\n"


@pytest.mark.parametrize(
    ("encoding", "seen"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("cp1252", "cp1252")]
)
def test_the_encodings_of_saved_pages(encoding: str, seen: str) -> None:
    source = decode(TEXT.encode(encoding))
    assert (source.text, source.encoding) == (TEXT, seen)


def test_cp1252_is_read_with_a_note() -> None:
    notes = decode(TEXT.encode("cp1252")).notes
    assert [(note.code, note.fate) for note in notes] == [("text-cp1252", "note")]
    assert decode(TEXT.encode()).notes == ()


@given(
    st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1).filter(
        lambda t: t.strip("\ufeff \u00a0")
    )
)
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    if text.strip():
        assert decode(text.encode()).text == text.removeprefix("\ufeff")


def test_mojibake_is_named_with_its_line() -> None:
    source = decode("Turku\nHankkeen nimi: JyvÃ¤skylÃ¤\nÅland".encode())
    (note,) = source.notes
    assert (note.code, note.values, note.locator.line) == ("text-mojibake", {"value": "JyvÃ¤skylÃ¤"}, 2)


@pytest.mark.parametrize("word", ["Åland", "Älvsbyn", "naïve", "São Paulo", "Âge", "Öresund", "Ärla"])
def test_words_with_marks_are_no_mojibake(word: str) -> None:
    assert decode(word.encode()).notes == ()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "text-empty"),
        (b" \n\t ", "text-empty"),
        (b"\xef\xbb\xbf", "text-empty"),
        (b"abc\x00def", "text-binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "text-binary"),
        (bytes(range(1, 9)) * 40, "text-binary"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, name="page.txt")
    assert caught.value.code == code
    assert "page.txt" in caught.value.say("sv")


def test_a_page_of_fifty_megabytes_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024**2)
    with pytest.raises(InputError) as caught:
        read_bytes(path)
    assert caught.value.say("en") == f"{path} is 50 MB; a page may be at most {LIMIT // 1024**2} MB."


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_bytes(tmp_path / "none.txt")
    assert caught.value.code == "file-missing"
    with pytest.raises(InputError) as caught:
        read_bytes(tmp_path)
    assert caught.value.code == "file-unreadable"
