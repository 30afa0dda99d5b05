"""Amounts of money: which of those on a page are the project's, of what kind, and whose."""

import re
from functools import cache

from rihmasto.errors import InputError
from rihmasto.model.money import Money, find_money, read_money
from rihmasto.model.wording import nominative, organisation_pattern
from rihmasto.sources.pages.draft import LABEL, PHRASE, Basis, Draft
from rihmasto.sources.pages.fields import Field
from rihmasto.sources.pages.lexicon import any_of, words
from rihmasto.sources.pages.people import organisation_of
from rihmasto.sources.pages.programmes import find_sources, say_programme
from rihmasto.sources.pages.text import Span

_NEAR_BEFORE, _NEAR_AFTER = 90, 40
_BARE = re.compile(r"[\d .,]{4,}")
_NO_CURRENCY = 0.72


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in words("budget-kinds").items())


@cache
def _whose_pattern() -> re.Pattern[str]:
    ending = rf"(?::n|:ssa|:s|'s|'|n|s)? {any_of('share')}\b"
    return re.compile(rf"(?P<whose>{organisation_pattern()}){ending}|(?P<short>[A-Z]{{2,}}):n (?:osuus|budjetti)\b")


def kind_of(before: str, after: str, default: str = "total") -> str:
    """Tell the kind of an amount by the words around it.

    Args:
        before: the words of the sentence before the amount.
        after: the words after it.
        default: what it is when no word says it.
    """
    near = before.casefold()[-_NEAR_BEFORE:]
    best, place = "", -1
    for kind, pattern in _kinds():
        found = max((match.end() for match in pattern.finditer(near)), default=-1)
        if found > place and not (best and kind == "total"):
            best, place = kind, found
    if best:
        return best
    following = after.casefold()[:_NEAR_AFTER]
    return next((kind for kind, pattern in _kinds() if pattern.search(following)), default)


def say_amounts(draft: Draft, text: Span, basis: Basis, *, kind: str = "", whose: str = "") -> list[Money]:
    """State the amounts of a piece of text as amounts of the project.

    Args:
        draft: of the project.
        text: where the amounts stand.
        basis: of the claims.
        kind: of the first amount, when a label says it; the words around the others tell theirs.
        whose: share the first amount is, when a label says it.

    Returns:
        the amounts that were found, also those that were refused.
    """
    plain, previous = text.plain, 0
    found = find_money(plain, english=draft.language == "en")
    for position, money in enumerate(found):
        span = text.cut(money.start, money.end)
        if money.value is None:
            draft.refuse(money.reason, span, value=span.words)
            continue
        before, after = plain[previous : money.start], plain[money.end :]
        own = kind if kind and not position else kind_of(before, after, kind or "total")
        previous = money.end
        holder = whose if whose and not position else _whose(before) if own == "share" else ""
        _add(draft, money, own, holder, basis)
    return found


def _whose(before: str) -> str:
    matches = list(_whose_pattern().finditer(before))
    return nominative(matches[-1]["whose"] or matches[-1]["short"]) if matches else ""


def _add(draft: Draft, money: Money, kind: str, whose: str, basis: Basis) -> None:
    sure = basis if money.currency else basis.at(min(_NO_CURRENCY, basis.confidence))
    identity = (money.lexical, money.currency or "EUR")
    ref = draft.add("amount", identity, basis, project=draft.ref, kind=kind, value=money.lexical)
    draft.note(ref, "currency", money.currency or "EUR", sure)
    draft.note(ref, "approximate", "true" if money.approximate else "", basis)
    draft.note(ref, "organisation", whose, basis)


def _say_funds(draft: Draft, entry: Field, item: Span, basis: Basis) -> None:
    """A fund or programme named beside its money pays it: "Budget 2.94 M€ (ERDF 2.35 M€)", "EU-stöd (ERUF)"."""
    for part in (entry.found.span, item):
        for source in find_sources(part):
            if source.programme and source.programme.kind in {"fund", "programme-fund"}:
                ref = say_programme(draft, source, basis)
                draft.add("funding", (ref, "", ""), basis, project=draft.ref, instrument=ref)


def read_budget(draft: Draft, entry: Field, rule: str) -> None:
    """Read the amounts of a labelled field; a bare number behind such a label is euros."""
    kind, whose = entry.name.removeprefix("budget-"), organisation_of(entry.found.hole)
    for item in entry.items[:3]:
        basis = Basis(entry.quote_of(item), rule)
        _say_funds(draft, entry, item, basis)
        if say_amounts(draft, item, basis, kind=kind, whose=whose) or not _BARE.fullmatch(item.plain.strip(" .")):
            continue
        try:
            _add(draft, read_money(item.plain), kind, whose, basis)
        except InputError as error:
            draft.refuse_error(error, item)


def read_budget_sentence(draft: Draft, sentence: Span) -> None:
    """Read the amounts of a sentence on the money of the project, unless labels gave amounts already."""
    folded = sentence.plain.casefold()
    talk = words("budget-talk")
    if any(c.confidence >= LABEL for _, (table, held) in draft.records.items() if table == "amount" for c in held):
        return
    if re.search(talk["about"], folded, re.DOTALL) and not re.search(talk["other"], folded, re.DOTALL):
        say_amounts(draft, sentence, Basis(sentence, "phrase:budget", PHRASE))
