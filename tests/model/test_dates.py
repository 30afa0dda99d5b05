"""Dates and periods: what is written is what is read, at the precision that is written."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rihmasto.errors import InputError
from rihmasto.model.dates import find_dates, find_periods, first_day, last_day, read_date, read_period

FI = [
    "tammikuuta", "helmikuuta", "maaliskuuta", "huhtikuuta", "toukokuuta", "kesäkuuta", "heinäkuuta", "elokuuta",
    "syyskuuta", "lokakuuta", "marraskuuta", "joulukuuta",
]  # fmt: skip
SV = [
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
]  # fmt: skip
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2079, 12, 31))


def forms(day: dt.date) -> list[str]:
    return [
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{day.day}. {day.month}. {day.year}",
        f"{day.day:02}/{day.month:02}/{day.year}",
        day.isoformat(),
        f"{day.day}. {FI[day.month - 1]} {day.year}",
        f"{day.day} {SV[day.month - 1]} {day.year}",
        day.strftime("%B ") + f"{day.day}, {day.year}",
        day.strftime(f"{day.day} %B %Y"),
        day.strftime(f"{day.day}th of %b %Y"),
    ]


@given(DAYS, st.integers(0, 9))
def test_a_day_is_read_in_every_form(day: dt.date, form: int) -> None:
    assert read_date(forms(day)[form]) == day.isoformat()


@given(DAYS, DAYS, st.integers(0, 9), st.sampled_from([" - ", "-", " – ", " — ", "– ", "- "]))
def test_a_period_of_two_days_is_read(one: dt.date, other: dt.date, form: int, dash: str) -> None:
    first, last = sorted((one, other))
    assert read_period(forms(first)[form] + dash + forms(last)[form]) == (first.isoformat(), last.isoformat())


@given(DAYS, st.text(alphabet="abc äö,;:()", max_size=12), st.text(alphabet="abc äö,;:()", max_size=12))
def test_the_span_of_a_found_date_is_its_words(day: dt.date, before: str, after: str) -> None:
    text = f"{before} {day.day}.{day.month}.{day.year} {after}"
    (found,) = find_dates(text)
    assert text[found.start : found.end] == f"{day.day}.{day.month}.{day.year}"


@given(DAYS)
def test_a_value_lies_between_its_first_and_last_day(day: dt.date) -> None:
    for value in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        assert first_day(value) <= day <= last_day(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("06/2017", "2017-06"),
        ("6.2017", "2017-06"),
        ("kesäkuu 2017", "2017-06"),
        ("huhtikuussa 2019", "2019-04"),
        ("vuoden 2019 huhtikuun loppuun", "2019-04"),
        ("juni 2018", "2018-06"),
        ("October 2018", "2018-10"),
        ("2017", "2017"),
    ],
)
def test_a_month_stays_a_month_and_a_year_a_year(text: str, value: str) -> None:
    assert read_date(text) == value


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("1.1.-31.12.2021", ("2021-01-01", "2021-12-31")),
        ("1.-5.6.2021", ("2021-06-01", "2021-06-05")),
        ("8/2019 - 1/2023", ("2019-08", "2023-01")),
        ("2016–2023", ("2016", "2023")),
        ("2019 to 2026", ("2019", "2026")),
        ("01/10/201531/05/2018", ("2015-10-01", "2018-05-31")),
        ("Monday 01. December 2008 - Friday 31. December 2010", ("2008-12-01", "2010-12-31")),
        ("1 May 2017 and 30 September 2019", ("2017-05-01", "2019-09-30")),
        ("1.11.2014 ja päättyy 31.12.2016", ("2014-11-01", "2016-12-31")),
    ],
)
def test_periods_as_pages_write_them(text: str, period: tuple[str, str]) -> None:
    (found,) = find_periods(text)
    assert (found.first.value, found.last.value) == period


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31.2.2021", "date-impossible"),
        ("29.2.2023", "date-impossible"),
        ("1.13.2021", "date-impossible"),
        ("soon", "date-unreadable"),
        ("7560", "date-unreadable"),
        ("1.5.2021 or so", "date-unreadable"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_date(text)
    assert caught.value.code == code
    assert text in caught.value.say("fi")


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        read_period("1.5.2021 - 30.4.2021")
    assert caught.value.code == "period-reversed"


@pytest.mark.parametrize("text", ["040-2021", "A72021", "453 808 €", "2021,5", "p. 02 2021 0500"])
def test_numbers_that_are_no_dates(text: str) -> None:
    assert [date.value for date in find_dates(text) if len(date.value) > 4] == []
