"""An outcome as text for the terminal, as JSON and as the standard's report in Turtle."""

import json
import re
from collections import Counter
from dataclasses import replace

from rihmasto.errors import LANGUAGES, Language, sentence
from rihmasto.publish.findings.outcome import LEVELS, Outcome
from rihmasto.validate import Finding
from rihmasto.validate.report import make_report

_BREAK = re.compile(r"[\t\n\r\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def write_text(outcome: Outcome, language: Language) -> str:
    """Say an outcome in sentences, grouped and counted, the gravest first.

    Args:
        outcome: of a check.
        language: fi, sv or en.
    """
    found = outcome.findings(language)
    lines = _titled("check-left-out", [one.sentence for one in outcome.left_out(language)], language)
    for level in LEVELS:
        chosen = [f for f in found if f.level == level]
        if chosen:
            lines += [f"{sentence(f'level-{level}', language)} ({len(chosen)})", *_grouped(chosen), ""]
    if outcome.new_only and outcome.mended:
        said = [str(record["sentence"][language]) for record in outcome.mended]  # type: ignore[index]  # of as_records
        lines += _titled("check-mended", said, language)
    lines += [_summary(outcome, found, language)]
    return "\n".join(map(harmless, lines)) + "\n"


def harmless(text: str) -> str:
    """Return a line without line breaks and characters that command a terminal; values come from anybody's data.

    Args:
        text: what is to be shown.
    """
    return _CONTROL.sub("\ufffd", _BREAK.sub(" ", text))


def write_json(outcome: Outcome) -> str:
    """Return an outcome as one JSON object, with the sentences in all languages.

    Args:
        outcome: of a check.
    """
    records = outcome.records()
    counts = Counter(r["level"] for r in records)
    whole: dict[str, object] = {
        "conforms": outcome.conforms,
        "counts": {level: counts[level] for level in LEVELS},
        "findings": records,
    }
    if outcome.workspace is not None:
        said = ([one.sentence for one in outcome.left_out(language)] for language in LANGUAGES)
        whole["left_out"] = [dict(zip(LANGUAGES, line, strict=True)) for line in zip(*said, strict=True)]
    if outcome.idle:
        whole["nothing_checked"] = True
    if outcome.hidden is not None:
        whole["about_persons_not_told"] = outcome.hidden_count
    if outcome.before is not None:
        whole["mended"] = outcome.mended
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def write_turtle(outcome: Outcome) -> str:
    """Return an outcome as a SHACL validation report.

    Args:
        outcome: of a check; all that was found, new or not: the standard knows no news.
    """
    results = (r for part in outcome.parts for r in part.report.results)
    # the standard has no word for what is not told: such data do not conform, and no result says why
    told = [r if r.origin not in outcome.withheld else replace(r, value=None) for r in results]
    return make_report(told).to_turtle(conforms=outcome.conforms)


def _summary(outcome: Outcome, found: list[Finding], language: Language) -> str:
    counts = Counter(f.level for f in found)
    said = {level: counts[level] for level in LEVELS}
    if outcome.new_only:
        if outcome.before is None:
            return sentence("check-no-before", language)
        return sentence("check-summary-new", language, **said, mended=len(outcome.mended))
    if outcome.idle:
        return sentence("check-idle", language)
    clean = outcome.conforms and not found
    return sentence("check-conforms", language) if clean else sentence("check-summary", language, **said)


def _titled(code: str, said: list[str], language: Language) -> list[str]:
    return [f"{sentence(code, language)} ({len(said)})", *(f"  {line}" for line in said), ""] if said else []


def _grouped(found: list[Finding]) -> list[str]:
    """Say a message once, with all the things that it is about; the same line twice becomes one with a count."""
    groups: dict[str, list[Finding]] = {}
    for finding in found:
        groups.setdefault(finding.message, []).append(finding)
    lines = []
    for message, members in groups.items():
        if len(members) == 1:
            lines.append(f"  {members[0].sentence}")
            continue
        lines.append(f"  {message} ({len(members)})")
        said = Counter(" · ".join(filter(None, (f.thing, f.detail))) for f in members)
        lines += [f"    {line}" + (f" (× {count})" if count > 1 else "") for line, count in said.items()]
    return lines
