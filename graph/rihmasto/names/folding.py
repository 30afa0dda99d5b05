"""Folding of text for comparison, and slugs and hashes for keys."""

import hashlib
import re
import unicodedata

_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_SPECIAL = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d"})


def fold(text: str) -> str:
    """Fold white space, dashes, soft hyphens and case, so that two spellings of the same words compare equal.

    Args:
        text: any text; NFC is not required.
    """
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("\u200b", "")
    return " ".join(_DASHES.sub("-", text).split()).casefold()


def slug(text: str, longest: int = 48) -> str:
    """Make a readable key of [a-z0-9-], cut at a word's end; empty text gives "x".

    Args:
        text: a name.
        longest: length in characters.
    """
    plain = unicodedata.normalize("NFKD", fold(text).translate(_SPECIAL))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(plain) > longest:
        cut = plain[: longest + 1]
        plain = cut.rsplit("-", 1)[0] if "-" in cut else plain[:longest]
    return plain or "x"


def short_hash(*parts: str, length: int = 8) -> str:
    """Hash strings (SHA-256, hexadecimal, cut); parts are kept apart, so ("a", "b") ≠ ("ab",)."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:length]
