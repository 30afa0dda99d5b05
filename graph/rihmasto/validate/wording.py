"""Findings: results of a validation as sentences that a person can act on."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rihmasto.errors import LANGUAGES, Language, sentence
from rihmasto.names import short_hash
from rihmasto.validate.naming import best
from rihmasto.validate.places import Place, place_fields
from rihmasto.validate.pointing import Places
from rihmasto.validate.report import Report, Result
from rihmasto.validate.terms import SH, is_blank, is_iri, is_literal, local_name, plain

if TYPE_CHECKING:
    import duckdb

_CONSEQUENCE = ("violation", "warning", "info")
_LONGEST_VALUE = 120


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about one place in the sources, and what it is made of.

    Attributes:
        level: violation, warning, info, or left-out for what no build could take.
        sentence: all of it, with the place.
        thing: name of the thing, "" for what was left out.
        message: what is wrong and what to do.
        detail: the sentence without thing and message: the value and the place.
        value: the value as it is shown, or None.
        place: where it stands in the sources, or None.
        node: focus node and path, where there are no sources to point at; else None.
        key: what it is known by in the next report: shape, thing, property and value, wherever they stand.
    """

    level: str
    sentence: str
    thing: str
    message: str
    detail: str
    value: str | None
    place: Place | None
    node: str | None
    key: str


@dataclass(frozen=True, slots=True)
class Finding(Remark):
    """A remark about one result of a validation.

    Attributes:
        result: what it was made from.
    """

    result: Result


def findings(
    report: Report,
    connection: "duckdb.DuckDBPyConnection | None" = None,
    language: Language = "en",
    *,
    evidence: str = "evidence",
    withheld: Collection[str] = (),
) -> list[Finding]:
    """Say a report in words, the gravest first.

    Args:
        report: what `validate` returned.
        connection: the database of the release, for the places in the sources.
        language: fi, sv or en.
        evidence: the table with the evidence, `people.evidence` for people.
        withheld: stems of shapes files whose values must not be repeated, such as "public".
    """
    places = Places(connection, report.results, evidence) if connection is not None and report.results else None
    ordered = sorted(report.results, key=lambda r: (_CONSEQUENCE.index(r.level), r.shape, r.component, r.order))
    return [_finding(report, r, places, language, hide=r.origin in withheld) for r in ordered]


def _finding(report: Report, result: Result, places: Places | None, language: Language, *, hide: bool) -> Finding:
    thing = _called(report, result.focus, language)
    message = best(result.messages, language) or _standard_message(report, result, language)
    value = _shown(report, result, language)
    place = places.of(result) if places else None
    stated = places.value(result.focus) if places and not hide else None
    if stated is not None and value is not None and stated != value:
        value = f"{_cut(stated)} ({value})"
    if hide:
        # the value may stand in the name too
        thing = sentence("finding-withheld", language) if value and value in thing else thing
        value = value and sentence("finding-withheld", language)
        place = place and replace(place, quote=None, start=None, end=None)
    parts = []
    if value is not None:
        parts.append(sentence("finding-value", language, value=value))
    if place is not None:
        parts.append(sentence("finding-place", language, place=place.say(language)))
    node = None
    if places is None and not hide and is_iri(result.focus):
        node = " ".join(filter(None, (plain(result.focus), str(result.path or ""))))
        parts.append(sentence("finding-node", language, node=node))
    said = " ".join([sentence("finding", language, thing=thing, message=message), *parts])
    key = _key(result, places, hide=hide)
    return Finding(result.level, said, thing, message, " ".join(parts), value, place, node, key, result)


def _key(result: Result, places: Places | None, *, hide: bool) -> str:
    """Return what a result is known by; a withheld value is no part of it, for short values can be guessed."""
    focus = places.stated(result.focus) if places else (result.focus,)
    about = ("" if is_blank(result.focus) else part for part in focus)
    value = "" if hide or not result.value or is_blank(result.value) else result.value
    shape = "" if is_blank(result.shape) else result.shape
    path = str(result.path or "")
    return short_hash(shape, result.component, path, value, *about, length=12)


def _called(report: Report, term: str, language: Language) -> str:
    if is_literal(term):
        return plain(term)
    name = best(report.names.get(term, {}), language)
    return name or (sentence("finding-nameless", language) if is_blank(term) else local_name(term))


def _shown(report: Report, result: Result, language: Language) -> str | None:
    if result.value is None or (result.value == result.focus and result.path is None):
        return None
    text = _called(report, result.value, language)
    return _cut(text)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def _standard_message(report: Report, result: Result, language: Language) -> str:
    path = result.path
    about = path.say(lambda p: _called(report, p, language), " → ") if path else sentence("finding-the-thing", language)
    code = f"component-{plain(result.component).removeprefix(SH)}"
    expected = ", ".join(_called(report, e, language) for e in result.expected)
    try:
        return sentence(code, language, path=about, expected=expected)
    except KeyError:
        return sentence("component-other", language, path=about, expected=expected or local_name(result.component))


def as_records(
    report: Report,
    connection: "duckdb.DuckDBPyConnection | None" = None,
    *,
    evidence: str = "evidence",
    withheld: Collection[str] = (),
) -> list[dict[str, object]]:
    """Return the findings as JSON objects with the sentence in all languages.

    Args:
        report: what `validate` returned.
        connection: the database of the release, for the places in the sources.
        evidence: the table with the evidence.
        withheld: stems of shapes files whose values must not be repeated.
    """
    said = {lang: findings(report, connection, lang, evidence=evidence, withheld=withheld) for lang in LANGUAGES}
    return [
        _record({lang: said[lang][number] for lang in LANGUAGES}, withheld) for number in range(len(report.results))
    ]


def _record(said: dict[Language, Finding], withheld: Collection[str]) -> dict[str, object]:
    finding = said["en"]
    result = finding.result
    return {
        "key": finding.key,
        "level": finding.level,
        "thing": {lang: f.thing for lang, f in said.items()},
        "message": {lang: f.message for lang, f in said.items()},
        "sentence": {lang: f.sentence for lang, f in said.items()},
        "place": place_fields(finding.place),
        "focus": plain(result.focus),
        "path": str(result.path) if result.path else None,
        "value": result.value if result.origin not in withheld else None,
        "severity": plain(result.severity),
        "component": plain(result.component),
        "shape": plain(result.shape),
    }
