"""Amounts of money: which of those on a page are the project's, of what kind, and whose."""

import re

from rihmasto.model.money import Money, find_money
from rihmasto.model.wording import nominative
from rihmasto.sources.pages.draft import LABEL, Draft
from rihmasto.sources.pages.text import Span

# The words nearest before an amount say what it is; of several kinds the one that stands last wins.
_KINDS = (
    ("share", r"\bosuus\b|\bosuudesta|\bandel\b|\bshare\b|:n budjetti\b|'s budget\b"),
    ("own", r"omarahoitus|oma rahoitus|egenfinansiering|självfinansiering|self-financing|own (?:funding|contribution)"),
    ("granted", r"myön(?:netty|netään|si|tänyt|nettiin)|maximum funding|enintään|\btu(?:ki|en|kea|kena)\b|avustus|beviljat|\bbidrag|\bstöd|\bgrant"),
    ("eu", r"\beu-(?:rahoitus|tuki|stöd|finansiering)|eu[:' ]?(?:n|s)? (?:rahoitus|tuki|funding|contribution|osuus)|\beakr\b|\besr\b|\berdf\b|aluekehitysrahasto|horizon|interreg"),
    ("national", r"valtio|kansalli|stat(?:lig|en)|nation(?:al|ell)|government"),
    ("municipal", r"kunta|kuntien|kommun|municipal"),
    ("private", r"yksity|privat"),
    ("public", r"offentlig|julki(?:nen|sen)|public"),
    ("total", r"kokonais|yhteensä|total|budje|budget|kustannu|kostnad|\bcosts?\b|hankkeen (?:koko|arvo)|overall"),
)  # fmt: skip
_WHOSE = re.compile(
    r"(?P<whose>[A-ZÅÄÖ][\w&.-]*(?: (?:[A-ZÅÄÖ][\w&.-]*|of|for|and|the|[a-zåäö]+(?:ston|liiton|gin|nan|koulun|den|oksen|nnan))){0,6}?)"
    r"(?::n|:ssa|:s|'s|n|s)? (?:osuus|osuudeksi|budjetti|budjetista|andel|share|budget)\b"
)
_OPERATED = re.compile(r"(?:rahoituksesta|budjetista|of total costs|of the total|kokonaiskustannuksista) *$")


def kind_of(before: str, after: str, default: str = "total") -> str:
    """Tell the kind of an amount by the words around it.

    Args:
        before: the words of the sentence before the amount.
        after: the words after it.
        default: what it is when no word says it.
    """
    folded = before.casefold()[-90:]
    best, place = "", -1
    for kind, pattern in _KINDS:
        found = [m.end() for m in re.finditer(pattern, folded)]
        # A share "of the total budget" is a share: the first kind in the list that stands there wins over "total".
        if found and (place < 0 or (max(found) > place and kind != "total")):
            best, place = kind, max(found)
    if best:
        return best
    for kind, pattern in _KINDS:
        if re.search(pattern, after.casefold()[:40]):
            return kind
    return default


def say_amounts(
    draft: Draft, text: Span, quote: Span, rule: str, *, kind: str = "", confidence: float = LABEL, funding: str = ""
) -> list[Money]:
    """State the amounts of a piece of text as amounts of the project.

    Args:
        draft: of the project.
        text: where the amounts stand.
        quote: what to quote.
        rule: id of the rule.
        kind: of the first amount, when a label says it; the words around the others tell theirs.
        confidence: of the rule.
        funding: reference of the grant that the amounts are part of, or "".

    Returns:
        the amounts that were found, also those that were refused.
    """
    plain = text.plain
    found = find_money(plain)
    previous = 0
    for position, money in enumerate(found):
        if money.value is None:
            draft.refuse(money.reason, text.cut(money.start, money.end), value=text.cut(money.start, money.end).words)
            continue
        before, after = plain[previous : money.start], plain[money.end :]
        own = kind if kind and not position else kind_of(before, after, kind or "total")
        previous = money.end
        _add(draft, money, own, _whose(before), text.cut(money.start, money.end), quote, rule, confidence, funding)
    return found


def _whose(before: str) -> str:
    match = None
    for match in _WHOSE.finditer(before):  # the last one counts
        pass
    return nominative(match["whose"]) if match else ""


def _add(  # noqa: PLR0913 - one amount has that many sides
    draft: Draft,
    money: Money,
    kind: str,
    whose: str,
    span: Span,
    quote: Span,
    rule: str,
    confidence: float,
    funding: str,
) -> None:
    claims = [
        draft.claim("project", draft.ref, quote, rule, confidence),
        draft.claim("kind", kind, quote, rule, confidence),
        draft.claim("value", money.lexical, quote, rule, confidence),
        draft.claim("currency", money.currency or "EUR", quote, rule, confidence if money.currency else 0.7),
    ]
    if money.approximate:
        claims.append(draft.claim("approximate", "true", quote, rule, confidence))
    if whose and kind == "share":
        claims.append(draft.claim("organisation", whose, quote, rule, confidence))
    if funding:
        claims.append(draft.claim("funding", funding, quote, rule, confidence))
    if draft.sound(span.words, quote):
        draft.add("amount", (money.lexical, money.currency or "EUR"), *claims)
