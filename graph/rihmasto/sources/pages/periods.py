"""The time of a project, labelled or in running text; programme periods and publishing dates are not it."""

import re

from rihmasto.errors import InputError
from rihmasto.model.dates import FoundDate, find_dates, find_periods, first_day, last_day, read_date
from rihmasto.sources.pages.draft import INFERRED, LABEL, WEAK, Basis, Draft
from rihmasto.sources.pages.fields import Field
from rihmasto.sources.pages.lexicon import is_empty, words
from rihmasto.sources.pages.text import Span

_RIGHT_BEFORE = re.compile(r"(?:vuosina|åren|between|from|during)\s*$")
_OPEN = re.compile(r"-\s*$|alkaen|\bfrom\b|\bfrån\b|alkaa|start", re.IGNORECASE)
_YEARS_LENGTH, _NEAR_TRIGGER, _NEAR_OTHER = 12, 60, 45
_LENGTH = re.compile(
    r"(?P<number>\d{1,2}|[a-zåäö]+)[ -]?"
    r"(?P<unit>kk\b|kuukau|months?\b|månader|vuo(?:tta|den|tinen|tisen)|years?\b|år\b|årig)",
    re.IGNORECASE,
)
_MONTHS = {"kk": 1, "kuukau": 1, "month": 1, "months": 1, "månader": 1}


def say_period(draft: Draft, first: str, last: str, basis: Basis) -> None:
    """State the time of the project; a period whose end is before its start is refused."""
    if first and last and last_day(last) < first_day(first):
        draft.refuse("period-reversed", basis.quote, value=basis.quote.words)
        return
    draft.say("start", first, basis)
    draft.say("end", last, basis)


def read_duration(draft: Draft, entry: Field, rule: str) -> None:
    """Read a labelled period, an open one (`1.5.2021 -`) or a single year."""
    value = entry.value if entry.below else entry.items[0]
    basis = Basis(entry.quote_of(value), rule)
    dates = find_dates(value.plain)
    for date in dates:
        if not date.value:
            draft.refuse("date-impossible", basis.quote, value=value.cut(date.start, date.end).words)
    periods = find_periods(value.plain)
    if periods:
        say_period(draft, periods[0].first.value, periods[0].last.value, basis)
    elif dates and _OPEN.search(value.plain):
        say_period(draft, dates[0].value, "", basis)
    elif len(dates) == 1 and len(dates[0].value) == 4 and len(value.plain) < _YEARS_LENGTH:  # noqa: PLR2004
        say_period(draft, dates[0].value, dates[0].value, basis)
    else:
        _derived(draft, value, basis.quote)


def read_labelled_date(draft: Draft, entry: Field, rule: str) -> None:
    """Read a labelled start or end."""
    value = entry.items[0]
    basis = Basis(entry.quote_of(value), rule)
    dates = find_dates(value.plain)
    if not dates or is_empty(value.words):
        return
    try:
        found = read_date(value.plain[dates[0].start : dates[0].end])
    except InputError as error:
        draft.refuse_error(error, basis.quote)
        return
    start = next((c.value for c in draft.claims("start") if c.confidence >= LABEL), "")
    if entry.name == "end" and start and last_day(found) < first_day(start):
        draft.refuse("period-reversed", basis.quote, value=f"{start} - {found}")
        return
    draft.say(entry.name, found, basis)


def read_heading_years(draft: Draft, heading: Span) -> None:
    """Read the years that a heading ends with ("6Aika/kaupunkikoordinaatio 2017-2021")."""
    for period in find_periods(heading.plain):
        if period.end >= len(heading.plain.rstrip(" ).")) - 1:
            say_period(draft, period.first.value, period.last.value, Basis(heading, "heading:years", INFERRED))


def read_period_lines(draft: Draft, texts: list[Span]) -> None:
    """Read a period that stands alone, on a line or in a bullet ("October 2018 - March 2022")."""
    for text in texts:
        lines = list(text.lines())
        for line, below in zip(lines, [*lines[1:], None], strict=True):
            whole = line.to(below) if below and re.search(r"\d{4} ?-$", line.plain) else line
            bare = whole.plain.strip(" •*-.")
            periods = find_periods(bare)
            around = bare[: periods[0].start] + bare[periods[0].end :] if periods else bare
            if len(periods) == 1 and (len(around) <= 1 or _LENGTH.fullmatch(around.strip(" ,:()"))):
                say_period(draft, periods[0].first.value, periods[0].last.value, Basis(whole, "line:period", WEAK))
                return


def read_period_sentence(draft: Draft, sentence: Span) -> None:
    """Read the time in a sentence: `toteutetaan vuosina 2016-2023`, `runs from 2019 to 2026`, `päättyy 6/2021`."""
    text, triggers = sentence.plain, words("period-talk")
    for period in find_periods(text):
        before = text[max(0, period.start - _NEAR_TRIGGER) : period.start].casefold()
        near = _NEAR_OTHER // 2 if _RIGHT_BEFORE.search(before) else _NEAR_OTHER
        bracketed = before.endswith("(") and re.search(triggers["project"], text.casefold())
        if (bracketed or re.search(triggers["period"], before)) and not re.search(triggers["other"], before[-near:]):
            confidence = WEAK if "toteu" in before or "hanke" in before else WEAK - 0.05
            basis = Basis(sentence, "phrase:period", confidence)
            say_period(draft, period.first.value, period.last.value, basis)
            return
    for date in find_dates(text):
        _edge(draft, sentence, date)
    if re.search(triggers["project"], text.casefold()):
        _derived(draft, sentence, sentence)


def _edge(draft: Draft, sentence: Span, date: FoundDate) -> None:
    """A date right behind a verb of beginning or ending."""
    triggers, text = words("period-talk"), sentence.plain
    before = text[max(0, date.start - _NEAR_TRIGGER) : date.start].casefold()
    last = max((m.end() for m in re.finditer(triggers["end"], before)), default=-1)
    first = max((m.end() for m in re.finditer(triggers["start"], before)), default=-1)
    if text[date.start : date.end].endswith(("loppuun", "lopussa")):
        last = len(before)
    if not date.value or max(first, last) < 0 or re.search(triggers["other"], before[-_NEAR_OTHER:]):
        return
    column = "start" if first > last else "end"
    if all(c.rule != f"phrase:{column}" for c in draft.claims(column)):
        draft.say(column, date.value, Basis(sentence, f"phrase:{column}", WEAK))


def _derived(draft: Draft, text: Span, quote: Span) -> None:
    """Derive the end from a stated length ("48 kk", "kolmivuotinen", "three-year"), only when the start is known."""
    start = next((c.value for c in draft.claims("start")), "")
    match = _LENGTH.search(text.plain)
    if not match or not start or draft.claims("end"):
        return
    figure = match["number"].casefold()
    number = int(figure) if figure.isdigit() else int(words("numbers").get(figure, 0))
    if not number:
        return
    months = number * _MONTHS.get(match["unit"].casefold(), 12)
    year, month = int(start[:4]), int(start[5:7] or 1)
    total = year * 12 + month - 1 + months - 1
    end = f"{total // 12:04}-{total % 12 + 1:02}" if len(start) > 4 else f"{total // 12:04}"  # noqa: PLR2004
    draft.say("end", end, Basis(quote, "derived:end-from-length", INFERRED))
