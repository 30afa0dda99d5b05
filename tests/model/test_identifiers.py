"""Identifiers: check digits are checked, addresses are read as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rihmasto.errors import InputError
from rihmasto.model.identifiers import (
    find_business_ids,
    find_emails,
    find_phones,
    find_web_addresses,
    read_business_id,
    vat_number,
)

WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


def check_digit(digits: str) -> int | None:
    rest = sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11
    return None if rest == 1 else (11 - rest) % 11


@given(st.from_regex(r"[0-9]{7}", fullmatch=True))
def test_only_the_right_check_digit_is_taken(digits: str) -> None:
    right = check_digit(digits)
    for digit in range(10):
        if digit == right:
            assert read_business_id(f"{digits}-{digit}") == f"{digits}-{digit}"
            assert read_business_id(vat_number(f"{digits}-{digit}")) == f"{digits}-{digit}"
        else:
            with pytest.raises(InputError) as caught:
                read_business_id(f"{digits}-{digit}")
            assert caught.value.code == "business-id-check"


def test_known_ids_in_their_forms() -> None:
    found = find_business_ids("Turun yliopisto, 0245896-3; FI08283084; FI0245895-5; 0245896-4; puh. 02-333 51")
    assert [i.value for i in found] == ["0245896-3", "0828308-4", "0245895-5", ""]


def test_an_old_id_of_six_digits_gets_its_nought() -> None:
    assert read_business_id("245896-3") == "0245896-3"


@pytest.mark.parametrize("text", ["", "1234567", "12345678-9", "020 000 1238"])
def test_what_is_no_business_id(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_business_id(text)
    assert caught.value.code == "business-id-unreadable"


@given(
    st.from_regex(r"[a-z]{2,8}(\.[a-z]{2,8})?", fullmatch=True),
    st.from_regex(r"[a-z]{2,8}\.(fi|com|eu)", fullmatch=True),
    st.sampled_from(["@", "(at)", " (at) ", "[at]", " @ "]),
)
def test_an_address_is_read_however_its_at_is_written(local: str, domain: str, at: str) -> None:
    assert [e.value for e in find_emails(f"Sähköposti: {local}{at}{domain}, puh. 02")] == [f"{local}@{domain}"]


def test_a_masked_address_is_none() -> None:
    assert find_emails("[email protected]") == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Lisätietoja: www.example.fi.", "www.example.fi"),
        ("(https://example.org/a?b=c)", "https://example.org/a?b=c"),
        ("http://example.fi/ssr”", "http://example.fi/ssr"),
    ],
)
def test_web_addresses_end_where_the_sentence_goes_on(text: str, address: str) -> None:
    assert [w.value for w in find_web_addresses(text)] == [address]


@pytest.mark.parametrize(
    "number", ["+358 40 000 0000", "040 000 0000", "(02) 000 000", "0400000000", "+358 (0)40 000 0000"]
)
def test_telephone_numbers(number: str) -> None:
    assert [p.value for p in find_phones(f"tel. {number}")] == [number]
