"""Identifiers and addresses: Finnish business ids, VAT numbers, e-mail, web addresses, telephone numbers."""

import re
from dataclasses import dataclass

from rihmasto.errors import InputError

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)
_BUSINESS_ID = re.compile(
    r"(?<![\w-])(?:FI[ -]?)?(?P<number>\d{6,7})-(?P<check>\d)(?![\w-])|(?<!\w)FI(?P<vat>\d{8})(?!\w)"
)
_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9ÅÄÖåäö][\w.+-]*?\s?(?:@|\(at\)|\[at\]|\(@\)|\{at\}|\(a\)"
    r"| at (?=[\w-]+\.(?:fi|com|eu|org|net)\b))"
    r"\s?[A-Za-z0-9åäö-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,24}(?![\w@])",
)
_AT = re.compile(r"\s?(?:@|\(at\)|\[at\]|\(@\)|\{at\}|\(a\)| at )\s?", re.IGNORECASE)
_WEB = re.compile(r"(?<![\w@.])(?:https?://|www\.)[^\s<>\"”“»)\]]+", re.IGNORECASE)
_CLOSING = ".,;:!?'" + "\u2019"
_PHONE = re.compile(r"(?<![\w-])(?:\+\d{1,3}|\(?0\d{1,3}\)?)[\s-]?(?:\(0\)\s?)?\d[\d\s-]{3,14}\d(?![\w-])")


@dataclass(frozen=True, slots=True)
class FoundIdentifier:
    """An identifier or address in a text.

    Attributes:
        start: first character.
        end: one past the last.
        value: canonical form.
    """

    start: int
    end: int
    value: str


def _check_digit(number: str) -> int | None:
    rest = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=True)) % 11
    return None if rest == 1 else 0 if rest == 0 else 11 - rest


def read_business_id(text: str) -> str:
    """Read a Finnish business id (Y-tunnus) or the VAT number made of it.

    The check digit follows the Finnish Patent and Registration Office: weights 7 9 10 5 8 4 2, modulus 11.

    Returns:
        seven digits, a hyphen, the check digit.

    Raises:
        InputError: "business-id-unreadable", or "business-id-check" when the check digit does not fit.
    """
    words = " ".join(text.split()).replace("\u2010", "-").replace("\u2011", "-").replace("\u2013", "-")
    match = _BUSINESS_ID.fullmatch(words) or re.fullmatch(r"FI(?P<vat>\d{8})", words)
    if match is None:
        raise InputError("business-id-unreadable", value=words)
    digits = match["vat"] or match["number"].zfill(7) + match["check"]
    if _check_digit(digits[:7]) != int(digits[7]):
        raise InputError("business-id-check", value=words)
    return f"{digits[:7]}-{digits[7]}"


def find_business_ids(text: str) -> list[FoundIdentifier]:
    """Find business ids and Finnish VAT numbers; one whose check digit does not fit has an empty value."""
    found = []
    for match in _BUSINESS_ID.finditer(text):
        try:
            value = read_business_id(match[0])
        except InputError:
            value = ""
        found.append(FoundIdentifier(match.start(), match.end(), value))
    return found


def vat_number(business_id: str) -> str:
    """Return the VAT number of a business id, for example FI02458963."""
    return "FI" + business_id.replace("-", "")


def find_emails(text: str) -> list[FoundIdentifier]:
    """Find e-mail addresses, also those written with (at); masks such as [email protected] are none."""
    return [
        FoundIdentifier(match.start(), match.end(), _AT.sub("@", match[0], count=1).replace(" ", "").casefold())
        for match in _EMAIL.finditer(text)
    ]


def find_web_addresses(text: str) -> list[FoundIdentifier]:
    """Find web addresses as they are written; a full stop or comma that ends the sentence is left out."""
    found = []
    for match in _WEB.finditer(text):
        value = match[0].rstrip(_CLOSING)
        found.append(FoundIdentifier(match.start(), match.start() + len(value), value))
    return found


def find_phones(text: str) -> list[FoundIdentifier]:
    """Find telephone numbers as they are written, white space folded."""
    return [FoundIdentifier(m.start(), m.end(), " ".join(m[0].split())) for m in _PHONE.finditer(text)]
