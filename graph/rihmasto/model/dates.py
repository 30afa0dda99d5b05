"""Strict reading of dates and periods in Finnish, Swedish and English, at the precision that is written.

Nothing is guessed: `06/2017` is a month, `2017` is a year, and `31.2.2021` is refused.
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from rihmasto.errors import InputError

_FI = ["tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu"]
_SV = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
_EN = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTHS = {word: number for words in (_SV, _EN) for number, word in enumerate(words, 1)}
_MONTHS |= {word[:3]: number for words in (_SV, _EN) for number, word in enumerate(words, 1)} | {"sept": 9}

_NAME = (
    rf"(?:(?P<fi>{'|'.join(_FI)})kuu(?:n|ssa|sta|hun|lla|ta|kuussa)?(?:\s+(?:alusta|alussa|lopussa|loppuun|lopulla))?"
    rf"|(?P<word>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?)"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_GLUED = r"(?=(?:0[1-9]|[12]\d|3[01])/\d\d/(?:19|20)\d\d)"  # exports of portals glue the start to the end
_AFTER = rf"(?:(?![\w/])(?![.,:]\d)|{_GLUED})"
_FORMS = (
    ("day", r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?" + _YEAR),
    ("day", r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/" + _YEAR),
    ("day", _YEAR + r"-(?P<month>\d\d)-(?P<day>\d\d)"),
    ("day", _YEAR + r"/(?P<month>\d\d)/(?P<day>\d\d)"),
    ("day", r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?(?:\s+of|\s+päivä(?:nä)?)?\s+" + _NAME + r"(?:ta)?,?\s+" + _YEAR),
    ("day", _NAME + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,\s*" + _YEAR),
    ("month", r"(?:vuoden\s+)?" + _YEAR + r"\s+" + _NAME),
    ("month", _NAME + r"\s+(?:vuonna\s+|of\s+)?" + _YEAR),
    ("month", r"(?P<month>\d{1,2})\s?[/.]\s?" + _YEAR),
    ("month", _YEAR + r"-(?P<month>0[1-9]|1[0-2])(?!\d|-\d)"),
    ("year", _YEAR),
)
_TOKENS = tuple((kind, re.compile(form, re.IGNORECASE)) for kind, form in _FORMS)
_OPENINGS = "|".join(sorted({word[:3] for word in (*_FI, *_MONTHS, "vuoden")}))  # other words begin no date
_START = re.compile(rf"(?<![\w.,/:])(?<!\d[-–—])(?=\d|(?i:{_OPENINGS}))|(?<=[a-zåäö])(?=\d\d/\d\d/\d{{4}})")
_SEASONS = (
    r"(?:kevä|kesä|syksy|talve)\w*|kevät|talvi|(?:vår|sommar|höst|vinter)(?:en)?|vintern"
    r"|spring|summer|autumn|fall|winter"
)
_WEEKDAY = rf"(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?|{_SEASONS}|vuoden|vuonna)\s+)?"
_DASH = re.compile(rf"\s*[-–—→]\s*{_WEEKDAY}", re.IGNORECASE)
_END = re.compile(_AFTER)
_BETWEEN = re.compile(
    r"\s*(?:-|–|—|→|\.\.\.?|to\b|till\b|until\b|through\b|ja\s+päättyy\b|and\b|och\b|saakka\b)\s*" + _WEEKDAY,
    re.IGNORECASE,
)
_ELLIPTIC = re.compile(
    r"(?<![\w.,/])(?P<day>\d{1,2})\.(?:(?P<month>\d{1,2})\.)?\s?[-–—]\s?(?=\d{1,2}\.\d{1,2}\.\s?\d{4})"
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text.

    Attributes:
        start: first character.
        end: one past the last.
        value: YYYY, YYYY-MM or YYYY-MM-DD; empty when the date cannot be.
    """

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period in a text: two dates with a dash or a word between them.

    Attributes:
        start: first character.
        end: one past the last.
        first: the date it begins with.
        last: the date it ends with.
    """

    start: int
    end: int
    first: FoundDate
    last: FoundDate


def first_day(value: str) -> dt.date:
    """Return the first day that a value of any precision allows."""
    parts = [int(part) for part in value.split("-")]
    return dt.date(*([*parts, 1, 1])[:3])


def last_day(value: str) -> dt.date:
    """Return the last day that a value of any precision allows."""
    parts = [int(part) for part in value.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return dt.date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])  # noqa: PLR2004


def _value(kind: str, match: re.Match[str]) -> str:
    found = match.groupdict()
    year = int(found["year"])
    if kind == "year":
        return f"{year:04}"
    if found.get("fi"):
        month = _FI.index(found["fi"].casefold()) + 1
    elif found.get("word"):
        month = _MONTHS[found["word"].casefold()]
    else:
        month = int(found["month"])
    if not 1 <= month <= 12:  # noqa: PLR2004
        return ""
    if kind == "month":
        return f"{year:04}-{month:02}"
    day = int(found["day"])
    possible = 1 <= day <= calendar.monthrange(year, month)[1]
    return f"{year:04}-{month:02}-{day:02}" if possible else ""


def _date_at(text: str, position: int) -> FoundDate | None:
    for kind, form in _TOKENS:
        match = form.match(text, position)
        if match and _END.match(text, match.end()):
            return FoundDate(position, match.end(), _value(kind, match))
    return None


def find_dates(text: str) -> list[FoundDate]:
    """Find the dates of a text, from left to right; an impossible one has an empty value."""
    found: list[FoundDate] = []
    position = 0
    while match := _START.search(text, position):
        date = _date_at(text, match.start())
        if date is None:
            position = match.start() + 1
            continue
        found.append(date)
        position = date.end
        if following := _following(text, position):
            found.append(following)
            position = following.end
    return found


def _following(text: str, position: int) -> FoundDate | None:
    """Find the end of a period that stands right after its start, with a dash or with nothing between."""
    dash = _DASH.match(text, position)
    return _date_at(text, dash.end() if dash else position)


def find_periods(text: str) -> list[FoundPeriod]:
    """Find the periods of a text: `1.5.2021 - 31.12.2021`, `1.1.-31.12.2021`, `from 2019 to 2026`."""
    dates = find_dates(text)
    return sorted((*_pairs(text, dates), *_elliptic(text, dates)), key=lambda period: period.start)


def _pairs(text: str, dates: list[FoundDate]) -> Iterator[FoundPeriod]:
    previous: FoundDate | None = None
    for date in dates:
        if previous and (previous.end == date.start or _BETWEEN.fullmatch(text, previous.end, date.start)):
            yield FoundPeriod(previous.start, date.end, previous, date)
            previous = None
        else:
            previous = date


def _elliptic(text: str, dates: list[FoundDate]) -> Iterator[FoundPeriod]:
    by_start = {date.start: date for date in dates}
    for match in _ELLIPTIC.finditer(text):
        last = by_start.get(match.end()) or _date_at(text, match.end())
        if last and last.value:
            month = match["month"] or last.value[5:7]
            first = f"{match['day']}.{month}.{last.value[:4]}"
            yield FoundPeriod(match.start(), last.end, FoundDate(match.start(), match.end(), _try(first)), last)


def _try(text: str) -> str:
    found = _date_at(text, 0)
    return found.value if found else ""


def read_date(text: str) -> str:
    """Read one date that is the whole text.

    Returns:
        YYYY, YYYY-MM or YYYY-MM-DD.

    Raises:
        InputError: "date-impossible" (31.2.2021) or "date-unreadable".
    """
    words = " ".join(text.split())
    found = _date_at(words.rstrip("."), 0) or _date_at(words, 0)
    if found is None or found.end < len(words.rstrip(".")):
        raise InputError("date-unreadable", value=words)
    if not found.value:
        raise InputError("date-impossible", value=words)
    return found.value


def read_period(text: str) -> tuple[str, str]:
    """Read one period that is the whole text.

    Returns:
        first and last date.

    Raises:
        InputError: "date-impossible", "date-unreadable", or "period-reversed" when the end is before the start.
    """
    words = " ".join(text.split())
    found = find_periods(words)
    if len(found) != 1 or found[0].start != 0 or found[0].end < len(words.rstrip(".")):
        raise InputError("date-unreadable", value=words)
    first, last = found[0].first.value, found[0].last.value
    if not first or not last:
        raise InputError("date-impossible", value=words)
    if last_day(last) < first_day(first):
        raise InputError("period-reversed", value=words)
    return first, last
