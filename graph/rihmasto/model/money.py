"""Strict reading of amounts of money in Finnish, Swedish and English: `453 808 €`, `EUR 67 955`, `n. 300 t€`.

An amount that can be read in two ways (`1,234 €`, `310 00 euroa`, `100-200 t€`) is refused, never rounded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rihmasto.errors import InputError

_SPACE = "[ \u00a0\u2007\u2009\u202f]"
_WORDS = {
    "€": "EUR", "euroa": "EUR", "euron": "EUR", "euro": "EUR", "euros": "EUR", "eur": "EUR", "e": "EUR",
    "nok": "NOK", "sek": "SEK", "kronor": "SEK", "usd": "USD", "gbp": "GBP", "dkk": "DKK",
}  # fmt: skip
_CODES = "|".join(dict.fromkeys(_WORDS.values()))
_NAMES = "|".join(sorted((word for word in _WORDS if word.isalpha()), key=lambda word: (-len(word), word)))
_SCALES = {
    "t": 3, "tuhatta": 3, "tuhannen": 3, "tusen": 3, "thousand": 3, "k": 3,
    "milj": 6, "miljoona": 6, "miljoonaa": 6, "miljoonan": 6, "miljoonalla": 6,
    "miljoner": 6, "miljon": 6, "mn": 6, "m": 6,
    "million": 6, "millions": 6, "mrd": 9, "miljardia": 9, "miljarder": 9, "billion": 9,
}  # fmt: skip
_LETTERS = "tTkKMm"  # a scale only right before a currency
_LONG_SCALES = sorted((word for word in _SCALES if len(word) > 1), key=lambda word: (-len(word), word))
_NUMBERS: dict[str, int | Decimal] = {
    "yksi": 1, "kaksi": 2, "kolme": 3, "neljä": 4, "viisi": 5, "kuusi": 6, "seitsemän": 7, "kahdeksan": 8,
    "yhdeksän": 9, "kymmenen": 10, "puoli": Decimal("0.5"), "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5,
    "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "half a": Decimal("0.5"), "a": 1,
}  # fmt: skip
_ABOUT = (
    r"noin|n\.|yli|lähes|runsaat|runsas|reilut|reilu|vajaat|vajaa|arviolta|drygt|cirka|ca\.?|omkring|nästan|ungefär"
    r"|över|about|approximately|approx\.?|around|over|nearly|almost|roughly|some"
)
_YEARS = rf"(?:(?:19|20)\d\d{_SPACE}(?=\d{{1,3}}{_SPACE}\d{{3}}))?"  # a year that stands before an amount
_FIGURE = rf"\d+(?:(?:{_SPACE}|[.,'’])\d+)*"
_SCALE = "|".join(rf"{word}\.?" if word in {"milj", "mrd"} else word for word in _LONG_SCALES)
_MONEY = re.compile(
    rf"(?<![\w.,]){_YEARS}(?:(?P<about>{_ABOUT})\s+)?"
    rf"(?:(?P<before>€|\b(?:{_CODES}))\s?)?"
    rf"(?:(?P<figure>{_FIGURE})|(?P<number>{'|'.join(_NUMBERS)})(?=\s+(?:{_SCALE}))|(?=miljoona(?:n|lla)?\s))"
    rf"(?:(?P<cents>,-)|{_SPACE}?(?P<scale>{_SCALE}|[{_LETTERS}](?=€|EUR|euro)|M(?=\b)))?"
    rf"(?:\s?(?P<after>€|(?:{_NAMES})\b)|(?P<bare>\b))",
    re.IGNORECASE,
)
_RANGE_AFTER = re.compile(
    rf"\s?[-–—]\s?(?:{_FIGURE})(?:{_SPACE}?(?:{_SCALE}|[{_LETTERS}]))?\s?(?:€|euro|eur\b)", re.IGNORECASE
)
_RANGE_BEFORE = re.compile(r"(?<![\w/.])\d[\d  .,]*\s?[-–—]\s?$")
_GROUPED = re.compile(r"\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a text.

    Attributes:
        start: first character.
        end: one past the last.
        value: the amount in units of the currency; None when it cannot be told.
        currency: code such as EUR; empty when only the scale is written ("noin 4,2 miljoonaa").
        approximate: the text says about, over, nearly…
        reason: code of the sentence that says why there is no value.
    """

    start: int
    end: int
    value: Decimal | None
    currency: str
    approximate: bool
    reason: str = ""

    @property
    def lexical(self) -> str:
        """The amount as a plain decimal, with no trailing zeros after the point."""
        if self.value is None:
            return ""
        return format(self.value.quantize(Decimal(1)) if self.value == int(self.value) else self.value.normalize(), "f")


def _figure(figure: str, *, scaled: bool, english: bool) -> Decimal | None:
    """Read the digits; None when the grouping can be read in two ways or in none."""
    plain = re.sub(_SPACE, " ", figure).replace("’", "'")
    if not _GROUPED.fullmatch(plain):
        return None
    marks = [c for c in plain if c in " .,'"]
    if not marks:
        return Decimal(plain)
    last, tail = marks[-1], re.split(r"[ .,']", plain)[-1]
    if len(tail) < 3 and last in ".," and len(set(marks)) == 1 and len(marks) > 1:  # noqa: PLR2004
        return Decimal(re.sub(r"\D", "", plain[: -len(tail) - 1]) + "." + tail)  # "23.558.437.00"
    if last in " '" or (last in ".," and marks.count(last) > 1):
        groups = marks if last in " '" else [m for m in marks if m == last]
        return Decimal(re.sub(r"[ .,']", "", plain)) if len(groups) == len(marks) and len(set(marks)) == 1 else None
    whole = re.sub(r"[ .,']", "", plain[: -len(tail) - 1])
    if len(tail) == 3 and not scaled:  # noqa: PLR2004
        # A point before three digits groups thousands; a comma is a decimal mark in fi and sv, a group in en.
        return Decimal(whole + tail) if (last == "." or english) and len(marks) == 1 else None
    return Decimal(f"{whole}.{tail}")


def _amount(match: re.Match[str], *, english: bool) -> tuple[Decimal | None, str]:
    scale = (match["scale"] or "").rstrip(".").casefold()
    power = _SCALES.get(scale, 0)
    if match["number"]:
        return Decimal(_NUMBERS[match["number"].casefold()]) * 10**power, ""
    if not match["figure"]:
        return Decimal(10**power), ""
    value = _figure(match["figure"], scaled=bool(power), english=english)
    return (None, "money-unclear") if value is None else (value * 10**power, "")


def find_money(text: str, *, english: bool = False) -> list[Money]:
    """Find the amounts of a text, from left to right; numbers without a currency or a scale are not money.

    Args:
        text: of a page.
        english: the text is known to be English, where a comma before three digits groups thousands ("EUR 40,000").
    """
    return list(_found(text, english=english))


def _found(text: str, *, english: bool) -> Iterator[Money]:
    for match in _MONEY.finditer(text):
        unit = match["before"] or match["after"]
        if not unit and not (match["scale"] and len(match["scale"]) > 1):
            continue
        if match["after"] and match["after"].casefold() == "e" and not match["figure"]:
            continue
        value, reason = _amount(match, english=english)
        start = min(match.start(name) for name in ("about", "before", "figure", "number", "scale") if match[name])
        if _RANGE_BEFORE.search(text[:start]) or _RANGE_AFTER.match(text, match.end()):
            value, reason = None, "money-range"
        currency = _WORDS[unit.casefold()] if unit else ""
        yield Money(start, match.end(), value, currency, bool(match["about"]), reason)


def read_money(text: str) -> Money:
    """Read one amount that is the whole text; a bare number is euros.

    Raises:
        InputError: "money-unclear", "money-range" or "money-unreadable".
    """
    words = " ".join(text.split())
    found = find_money(words) or find_money(words + " €")
    if not found or words[: found[0].start].strip() or words[found[0].end :].strip(" ."):
        code = found[0].reason if found and found[0].reason == "money-range" else "money-unreadable"
        raise InputError(code, value=words)
    if found[0].value is None:
        raise InputError(found[0].reason, value=words)
    return found[0]
