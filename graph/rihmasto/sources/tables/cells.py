"""Cells: the value of one cell, by the type of its column, in the canonical form of the model."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlsplit

from rihmasto.errors import InputError, Language
from rihmasto.model import Column
from rihmasto.model.dates import read_date
from rihmasto.model.identifiers import find_emails
from rihmasto.model.money import read_money
from rihmasto.names import fold, slug
from rihmasto.sources.tables.concepts import concept_named, nearest_concept

Raw = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None

LONGEST_CELL = 131_072  # characters; the csv module's own limit, four times what a spreadsheet holds

_WORDS = {
    "true": ["kyllä", "ja", "yes", "true", "tosi", "sant", "1", "x", "k", "j", "y"],
    "false": ["ei", "nej", "no", "false", "epätosi", "falskt", "0", "e", "n"],
}
_BOOLEANS = {word: value for value, words in _WORDS.items() for word in words}
_LANGUAGES = {
    "fi": ["suomi", "suomeksi", "finska", "finnish", "fin"],
    "sv": ["ruotsi", "ruotsiksi", "svenska", "swedish", "swe"],
    "en": ["englanti", "englanniksi", "engelska", "english", "eng"],
}
_LANGUAGE_OF = {word: code for code, words in _LANGUAGES.items() for word in words}
_CURRENCIES = {"€": "EUR", "euro": "EUR", "euroa": "EUR", "eur": "EUR"}
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*")
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
_PHONE = re.compile(r"\+?[\d(][\d\s()/.-]{3,22}\d")
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPREADSHEET_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|PUUTTUU!|ARVO!|SAKNAS!)")
# UTF-8 read as cp1252 or latin-1: Ã, Â or â€ before a character that stands for a continuation byte.
_MOJIBAKE = re.compile("(?:[\u00c2\u00c3][\u0080-\u00bf\u0152-\u0178\u02c6\u2013-\u2122\u20ac])|\u00e2\u20ac|\ufffd")
_GUARD = re.compile(r"'(?=[=+\-@\t\r])")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says.

    Attributes:
        value: canonical lexical form.
        besides: values of other columns that the same cell states: `n. 300 t€` is also approximate and in EUR.
    """

    value: str
    besides: tuple[tuple[str, str], ...] = ()


def quoted(raw: Raw) -> str:
    """Return a cell as a person sees it: whole numbers without a point, dates as YYYY-MM-DD."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, dt.datetime):
        return raw.isoformat(" ").removesuffix(" 00:00:00")
    return "" if raw is None else str(raw)


def read_cell(column: Column, raw: Raw, language: Language | None = None) -> Reading:
    """Read a cell that is not empty.

    Args:
        column: its column.
        raw: a text, or what a workbook holds.
        language: of the file, if it is known: a word of a list is offered in it.

    Raises:
        InputError: the value is not of the column's type; the code names the sentence.
    """
    text = _GUARD.sub("", quoted(raw).strip(), count=1)
    _check(text)
    if column.name in _BY_NAME and column.type == "text":
        return Reading(_BY_NAME[column.name](text))
    if column.type == "decimal":
        return _decimal(raw, text)
    if column.type == "concept":
        return Reading(_concept(column, text, language))
    return Reading(_BY_TYPE[column.type](text))


def _check(text: str) -> None:
    """Refuse what is no value of any type."""
    if len(text) > LONGEST_CELL:
        raise InputError("table-cell-long", length=len(text), longest=LONGEST_CELL)
    if _CONTROL.search(text):
        raise InputError("table-control-character")
    if _MOJIBAKE.search(text):
        raise InputError("text-mojibake", value=shown(text))
    if _SPREADSHEET_ERROR.fullmatch(text):
        raise InputError("table-spreadsheet-error", value=text)


def shown(text: str) -> str:
    """Shorten a text for a sentence, and put it on one line."""
    words = " ".join(text.split())
    return words if len(words) <= 80 else words[:79] + "…"  # noqa: PLR2004 (what fits a line beside the sentence)


def _text(text: str) -> str:
    return text


def _key(text: str) -> str:
    if not _KEY.fullmatch(text):
        raise InputError("table-key", value=shown(text), offer=slug(text))
    return text


def _integer(text: str) -> str:
    digits = re.sub(r"\s", "", text)
    if not re.fullmatch(r"[+-]?\d{1,18}", digits, re.ASCII):
        raise InputError("table-integer", value=shown(text))
    return str(int(digits))


def _decimal(raw: Raw, text: str) -> Reading:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        value = Decimal(repr(raw)).quantize(Decimal("0.01"))
        return Reading(f"{value:f}".removesuffix(".00"))
    if re.fullmatch(r"[+-]?\d{1,16}\.\d{2}", text, re.ASCII):
        return Reading(text.removeprefix("+"))
    money = read_money(text)
    besides = [("currency", money.currency)] if money.currency else []
    besides += [("approximate", "true")] if money.approximate else []
    return Reading(money.lexical, tuple(besides))


def _boolean(text: str) -> str:
    value = _BOOLEANS.get(fold(text))
    if value is None:
        raise InputError("table-boolean", value=shown(text))
    return value


def _url(text: str) -> str:
    address = f"https://{text}" if text.casefold().startswith("www.") else text
    try:
        parts = urlsplit(address)
        good = parts.scheme.casefold() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or _NOT_IN_IRI.search(address):
        raise InputError("table-url", value=shown(text))
    return address


def _email(text: str) -> str:
    address = re.sub("^mailto:", "", text, flags=re.IGNORECASE)
    found = find_emails(address)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(address)):
        raise InputError("table-email", value=shown(text))
    return found[0].value


def _phone(text: str) -> str:
    number = " ".join(re.sub("^(?:tel:|puh\\.?|tfn\\.?|tel\\.?)\\s*", "", text, flags=re.IGNORECASE).split())
    if not _PHONE.fullmatch(number):
        raise InputError("table-phone", value=shown(text))
    return number


def _concept(column: Column, text: str, language: Language | None) -> str:
    found = concept_named(column.target, text)
    if found is None:
        offer = nearest_concept(column.target, text, language)
        raise InputError("table-concept-near" if offer else "table-concept", value=shown(text), offer=offer)
    return found


def _language(text: str) -> str:
    tag = _LANGUAGE_OF.get(fold(text), text.casefold())
    if not _TAG.fullmatch(tag):
        raise InputError("table-language", value=shown(text))
    return tag


def _currency(text: str) -> str:
    code = _CURRENCIES.get(fold(text), text.upper())
    if not re.fullmatch("[A-Z]{3}", code):
        raise InputError("table-currency", value=shown(text))
    return code


_BY_TYPE: dict[str, Callable[[str], str]] = {
    "key": _key,
    "text": _text,
    "ref": _text,
    "date": read_date,
    "integer": _integer,
    "boolean": _boolean,
    "url": _url,
    "email": _email,
    "phone": _phone,
}
_BY_NAME: dict[str, Callable[[str], str]] = {"language": _language, "currency": _currency}
