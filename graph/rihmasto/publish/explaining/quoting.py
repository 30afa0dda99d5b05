"""Quoting: which words of a quote say the value itself."""

import re
from collections.abc import Iterator

from rihmasto.model import Claim
from rihmasto.model.dates import find_dates
from rihmasto.model.money import find_money

_LONGEST_SOUGHT = 400
Range = tuple[int, int]


def words_of(claim: Claim, text: str, shown: str = "") -> Range | None:
    """Return where the words of a value stand in its quote; the whole quote, where it says them otherwise.

    Args:
        claim: the claim; its locator counts in the text.
        text: of the page.
        shown: the value as people see it, for one that only refers to another record.
    """
    start, end = claim.locator.start, claim.locator.end
    if start is None or end is None or not text[start:end]:
        return None
    quote = text[start:end]
    sought = shown if claim.value.startswith("#") else claim.value
    words = r"\s+".join(re.escape(word) for word in sought.split()) if len(sought) <= _LONGEST_SOUGHT else ""
    match = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE).search(quote) if words else None
    found = match.span() if match else next(_figures(claim.value, quote), None)
    return (start + found[0], start + found[1]) if found else (start, end)


def _figures(value: str, quote: str) -> Iterator[Range]:
    """Find a date or a sum that a quote writes in its own way."""
    if not value[:1].isdecimal():
        return
    for date in find_dates(quote):
        if date.value == value:
            yield date.start, date.end
    for money in find_money(quote):
        if money.value is not None and money.lexical == value:
            yield money.start, money.end
