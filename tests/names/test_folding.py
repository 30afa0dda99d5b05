"""Folding, slugs and hashes."""

import re

from hypothesis import given
from hypothesis import strategies as st

from rihmasto.names import fold, short_hash, slug


def test_folding_joins_what_a_reader_takes_for_the_same() -> None:
    assert fold("453\u00a0808\u2009€ – A\u00adB") == fold("453 808 € - ab")
    assert fold("Åbo  Stad\n") == "åbo stad"


def test_slugs_are_readable_and_cut_at_a_word() -> None:
    assert slug("Työ- ja elinkeinoministeriö") == "tyo-ja-elinkeinoministerio"
    assert slug("Turun kaupunki " * 9, longest=20) == "turun-kaupunki-turun"
    assert slug("–!–") == "x"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_slug_is_a_safe_part_of_an_address(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(text))
    assert len(slug(text)) <= 48


@given(
    st.lists(st.text(alphabet="ab", max_size=3), max_size=4), st.lists(st.text(alphabet="ab", max_size=3), max_size=4)
)
def test_hashes_keep_their_parts_apart(one: list[str], other: list[str]) -> None:
    if one != other and one and other:
        assert short_hash(*one, length=40) != short_hash(*other, length=40)
