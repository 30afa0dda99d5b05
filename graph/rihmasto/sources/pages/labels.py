"""Finding the labels of a page: which line, or which place in a line, is the name of a field."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from rihmasto.sources.pages.text import Page, Span

LANGUAGES = ("fi", "sv", "en")
_HOLE = r"(?P<hole>[^\n:]{2,60}?(?::[a-zåäö]{1,4})?)"
_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2})*\.?\s+|[•*\-–>]+\s*)?"
# "Hankkeen", "the project's" before a label, and "(€)" behind it, change nothing.
_WHOSE = r"(?:hankkeen|projektin|projektets|hankkeemme|(?:the |our )?project(?:'s)?)"
_REMARK = r"\s*\((?:€|t€|EUR|euroa|euro|k€|NOK|SEK|fi|sv|en|[a-zåäö ]{2,30})\)(?=\s*:|\s*$|\t)"
_TAB = re.compile(r" *\t\s*")
_COLON = re.compile(r"\s*:+(?=\s|$)|\s+:+\s*")
_COLON_OR_END = re.compile(rf"{_COLON.pattern}|\s*$")
_VALUE = re.compile(r"\s+(?:-\s+)?(?=[A-ZÅÄÖ0-9€\"(+])|(?=\d\d/\d\d/\d{4})")
_ADDRESS = re.compile(r"\s+(?=https?:|www\.|\S+@\S)")
_LABEL_WORDS, _VALUE_LENGTH, _LONG = 5, 200, 8
_TYPED = {"email", "url", "phone", "id", "code"}
_UNKNOWN = re.compile(r"[A-ZÅÄÖ][^\n:.!?]{1,58}(?:\s*:+\s*$|\s*:+\s+(?=\S))", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Label:
    """A label of `labels.toml`.

    Attributes:
        name: its table there.
        kind: what its value looks like.
        loose: it needs no colon.
        form: the phrases of it that official forms use.
    """

    name: str
    kind: str
    loose: bool
    form: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A label on a page.

    Attributes:
        label: the label, or None for one that `labels.toml` does not know.
        span: the words of the label, with the colon.
        hole: the name inside it ("Tasks of …").
        phrase: the words of `labels.toml`.
        language: of these words.
        colon: a colon follows.
    """

    label: Label | None
    span: Span
    hole: Span | None
    phrase: str
    language: str
    colon: bool


@dataclass(frozen=True, slots=True)
class _Phrase:
    label: Label
    language: str
    words: str


@cache
def _labels() -> dict[str, dict[str, object]]:
    return tomllib.loads(Path(__file__).with_name("labels.toml").read_text(encoding="utf-8"))


@cache
def _phrases() -> dict[str, _Phrase]:
    found: dict[str, _Phrase] = {}
    for name, entry in _labels().items():
        label = Label(name, str(entry["kind"]), bool(entry.get("loose")), tuple(entry.get("form", ())))  # type: ignore[arg-type]
        for language in LANGUAGES:
            for words in entry.get(language, []):  # type: ignore[attr-defined]
                found.setdefault(words.casefold(), _Phrase(label, language, words))
    return found


def _expression(words: str) -> str:
    return re.sub(r"\\\{(?:organisation|place)\\\}", lambda _: _HOLE, re.escape(words).replace(r"\ ", r"\s+"))


@cache
def _plain_matcher() -> re.Pattern[str]:
    words = sorted((w for w in _phrases() if "{" not in w), key=len, reverse=True)
    alternatives = "|".join(re.escape(w).replace(r"\ ", r"[ ]+") for w in words)
    return re.compile(
        rf"[ ]*(?P<number>{_NUMBER})(?:{_WHOSE}[ ]+)??(?P<label>{alternatives})(?![A-Za-zÅÄÖåäö/])(?:{_REMARK})?",
        re.IGNORECASE,
    )


@cache
def _holed_matchers() -> tuple[tuple[re.Pattern[str], _Phrase], ...]:
    phrases = sorted((p for w, p in _phrases().items() if "{" in w), key=lambda p: (-len(p.words), p.words))
    return tuple(
        (re.compile(rf"[ ]*{_NUMBER}(?P<label>{_expression(p.words)})\s*(?::+(?=\s|$){_alone(p)})", re.IGNORECASE), p)
        for p in phrases
    )


@cache
def _any_holed_matcher() -> re.Pattern[str]:
    """One of all the labels with a hole: few lines begin with any of them."""
    expressions = (re.sub(r"\?P<\w+>", "?:", matcher.pattern) for matcher, _ in _holed_matchers())
    return re.compile("|".join(expressions), re.IGNORECASE)


@cache
def _glued_matcher() -> re.Pattern[str]:
    """Labels that a copied table glued to their values: "ProjektnamnBoundless Bothnian Bay"."""
    words = sorted(
        (p.words for w, p in _phrases().items() if "{" not in w and (len(w) >= _LONG or w == "nimi")),
        key=lambda w: (-len(w), w),
    )
    return re.compile(rf"[ ]*(?P<label>{'|'.join(map(re.escape, words))})(?=[A-ZÅÄÖ][a-zåäö]|\d)")


def _alone(phrase: _Phrase) -> str:
    """A label that holds a name needs no colon when it stands alone on its line ("Turun AMK:n osuus budjetista")."""
    return "|$" if phrase.label.name in {"budget-share", "contact"} else ""


@cache
def _form_matcher() -> re.Pattern[str]:
    words = sorted({words for p in _phrases().values() for words in p.label.form}, key=lambda w: (-len(w), w))
    alternatives = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in words)
    return re.compile(rf"(?<![\w-])(?:\d(?:\.\d?)?\s)?(?P<label>{alternatives})(?![\w-])(?:\s*:+)?")


def label_named(name: str) -> Label:
    """Return a label by its name in `labels.toml`."""
    return next(phrase.label for phrase in _phrases().values() if phrase.label.name == name)


def _phrase(words: str) -> _Phrase:
    return _phrases()[" ".join(words.casefold().split())]


def _end_without_colon(match: re.Match[str], phrase: _Phrase, rest: str) -> int | None:
    """Return where a label without a colon ends, or None when the words are no label here."""
    words = match["label"]
    if not rest.strip():
        first = match[0].removeprefix(match["number"] or "").lstrip()[:1]
        return match.end() if first.isupper() or match["number"] else None
    if words.isupper() and len(words) > 2:  # noqa: PLR2004
        return match.end()
    loose = phrase.label.loose or phrase.words in phrase.label.form
    typed = loose and phrase.label.kind in _TYPED and re.match(r"\s+(?=\S)", rest)
    typed = typed or (phrase.label.kind in {"contact", "url"} and _ADDRESS.match(rest))
    valued = typed or (loose and _VALUE.match(rest))
    return match.end() + valued.end() if valued else None


@cache
def _stems() -> tuple[tuple[re.Pattern[str], Label], ...]:
    return tuple(
        (re.compile(str(entry["stems"]), re.IGNORECASE), label_named(name))
        for name, entry in _labels().items()
        if "stems" in entry
    )


def _by_stem(words: str, value: str) -> Label | None:
    """Return the label that unlisted words are a form of ("Kotimainen hankekonsortio"), when the value fits it."""
    label = next((label for stems, label in _stems() if stems.search(words)), None)
    if label is None:
        return None
    figures = label.kind in {"money", "period", "date"}
    fits = re.search(r"\d", value) if figures else re.match(r"\s*[A-ZÅÄÖ0-9]", value)
    return label if not value.strip() or fits else None


def _holed_label(line: Span) -> Found | None:
    for matcher, phrase in _holed_matchers() if _any_holed_matcher().match(line.plain) else ():
        match = matcher.match(line.plain)
        if match:
            hole = line.group(match, "hole")
            return Found(phrase.label, line.group(match), hole, phrase.words, phrase.language, colon=True)
    return None


def _plain_label(line: Span, match: re.Match[str]) -> Found | None:
    phrase, rest = _phrase(match["label"]), line.plain[match.end() :]
    colon = _COLON.match(rest)
    tab = None if colon else _TAB.match(line.quote, match.end())
    if colon or tab:
        end = match.end() + colon.end() if colon else tab.end() if tab else 0
    else:
        found = _end_without_colon(match, phrase, rest)
        if found is None:
            return None
        end = found
    return Found(
        phrase.label, line.cut(match.start(), end), None, phrase.words, phrase.language, colon=bool(colon or tab)
    )


@lru_cache(maxsize=1024)
def label_of(line: Span) -> Found | None:
    """Return the label that a line begins with, or None.

    A label is followed by a colon, or stands alone on its line; a loose one also by a value that begins with a
    capital or a figure. A label written in capitals throughout needs no colon either ("EU-STÖD 1 202 667 €").
    """
    text = line.plain
    plain = _plain_matcher().match(text)
    known = plain is not None and _COLON_OR_END.match(text[plain.end() :]) is not None
    if not known and (":" in text or len(text) < _VALUE_LENGTH):
        found = _holed_label(line)
        if found:
            return found
    found = _plain_label(line, plain) if plain else None
    if found:
        return found
    glued = _glued_matcher().match(text)
    if glued:
        phrase = _phrase(glued["label"])
        return Found(phrase.label, line.group(glued), None, phrase.words, phrase.language, colon=True)
    unknown = _UNKNOWN.match(text)
    if unknown and len(unknown[0].split()) <= _LABEL_WORDS and len(text) - unknown.end() <= _VALUE_LENGTH:
        words_of = unknown[0].strip(" :")
        return Found(_by_stem(words_of, text[unknown.end() :]), line.group(unknown), None, words_of, "", colon=True)
    return None


def inline_labels(page: Page) -> Iterator[Found]:
    """Find the labels of an official form anywhere in the text, as in the text layer of a PDF."""
    whole = page.whole
    for match in _form_matcher().finditer(whole.plain):
        phrase = _phrase(match["label"])
        colon = match[0].rstrip().endswith(":")
        yield Found(phrase.label, whole.group(match), None, phrase.words, phrase.language, colon=colon)
