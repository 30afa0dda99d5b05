"""Money: one way to read it, or a refusal with the reason."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rihmasto.errors import InputError
from rihmasto.model.money import find_money, read_money

AMOUNTS = st.integers(1, 999_999_999)
SPACES = st.sampled_from([" ", "\u00a0", "\u2009", "\u202f"])


def grouped(amount: int, mark: str) -> str:
    return f"{amount:,}".replace(",", mark)


@given(AMOUNTS, SPACES, st.sampled_from(["{} €", "{}€", "{} euroa", "{} euro", "EUR {}", "€{}", "{} EUR", "{} eur."]))
def test_an_amount_grouped_by_spaces_is_read(amount: int, space: str, form: str) -> None:
    money = read_money(form.format(grouped(amount, space)))
    assert (money.value, money.currency, money.approximate) == (Decimal(amount), "EUR", False)


@given(AMOUNTS, st.integers(0, 99), SPACES)
def test_cents_behind_a_comma_are_cents(amount: int, cents: int, space: str) -> None:
    assert read_money(f"{grouped(amount, space)},{cents:02} €").value == Decimal(f"{amount}.{cents:02}")


@given(st.integers(1, 999), st.integers(0, 9), st.sampled_from(["milj. €", "miljoonaa euroa", "miljoner euro", "M€"]))
def test_millions_with_a_decimal(whole: int, tenth: int, unit: str) -> None:
    assert read_money(f"{whole},{tenth} {unit}").value == Decimal(f"{whole}.{tenth}") * 1_000_000


@given(AMOUNTS, st.sampled_from(["noin", "n.", "yli", "lähes", "drygt", "cirka", "about", "over", "approximately"]))
def test_words_of_doubt_make_an_amount_approximate(amount: int, word: str) -> None:
    money = read_money(f"{word} {amount} €")
    assert money.approximate
    assert money.value == amount


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("453 808 €", "453808", "EUR"),
        ("250.000 €", "250000", "EUR"),
        ("1,202,667 EUR", "1202667", "EUR"),
        ("n. 300 t€", "300000", "EUR"),
        ("1,2 milj. €", "1200000", "EUR"),
        ("€15 Millions", "15000000", "EUR"),
        ("4 980 000 NOK", "4980000", "NOK"),
        ("41 199,44 €", "41199.44", "EUR"),
        ("drygt en miljon euro", "1000000", "EUR"),
        ("noin yhdeksän miljoonaa euroa", "9000000", "EUR"),
        ("noin miljoonalla eurolla", "", ""),
    ],
)
def test_amounts_as_pages_write_them(text: str, value: str, currency: str) -> None:
    found = find_money(text)
    assert (found[0].lexical, found[0].currency) == (value or "1000000", currency)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("310 00 euroa", "money-unclear"),
        ("1,234 €", "money-unclear"),
        ("1 23 456 €", "money-unclear"),
        ("100 000-200 000 €", "money-range"),
        ("12–15 M€", "money-range"),
        ("paljon rahaa", "money-unreadable"),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_money(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "text", ["16 kaupunkiseudun", "vuonna 2021", "00400 Helsinki", "75 %", "0245896-3", "noin 20 yritystä"]
)
def test_numbers_that_are_no_money(text: str) -> None:
    assert find_money(text) == []


@given(st.lists(AMOUNTS, min_size=1, max_size=5))
def test_the_spans_of_found_amounts_are_their_words(amounts: list[int]) -> None:
    text = "; ".join(f"osuus {grouped(amount, ' ')} €" for amount in amounts)
    found = find_money(text)
    assert [text[money.start : money.end] for money in found] == [f"{grouped(amount, ' ')} €" for amount in amounts]
    assert [money.value for money in found] == amounts


def test_a_year_before_an_amount_is_no_part_of_it() -> None:
    (money,) = find_money("vuonna 2021 300 000 €")
    assert money.lexical == "300000"
