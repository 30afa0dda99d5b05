"""Which predicates a query can see, so that a store need not hold the rest."""

from rihmasto.validate.prebinding import Token, tokens
from rihmasto.validate.terms import RDF, iri

_OPEN = frozenset({";", "["})


def predicates_seen(text: str) -> frozenset[str] | None:
    """Return all IRIs of a query, among which its predicates are; None when it may look at any triple.

    That is so when a variable may stand as a predicate, a path negates, or a path of no length may start anywhere.
    In doubt it is None: the answer is then the same, and only slower.

    Args:
        text: a query with its prefixes; `$this` will be bound.
    """
    signs = [t for t in tokens(text) if t.kind != "space"]
    names = _prefixes(signs)
    start = next((i for i, t in enumerate(signs) if t.text == "{"), len(signs))
    body = signs[start:]
    seen = {iri(f"{RDF}type")} | {t.text for t in body if t.kind == "iri"}
    for number, token in enumerate(body):
        before, after = body[number - 1] if number else token, body[number + 1] if number + 1 < len(body) else token
        if token.kind == "word" and ":" in token.text:
            prefix, _, local = token.text.partition(":")
            if prefix not in names:
                return None
            seen.add(iri(names[prefix] + local))
        if _may_be_any(token, before, after) or (_may_stay(token, before) and not _beside_this(body, number)):
            return None
    return frozenset(seen)


def _prefixes(signs: list[Token]) -> dict[str, str]:
    """Read `PREFIX ex: <…>`; the tokens of an empty prefix lack the word."""
    names = {}
    for number, token in enumerate(signs):
        if token.word == "PREFIX":
            declared = signs[number + 1 : number + 4]
            target = next((t for t in declared if t.kind == "iri"), None)
            if target is not None:
                names[declared[0].text if declared[0].kind == "word" else ""] = target.text[1:-1]
    return names


def _is_term(token: Token) -> bool:
    if token.kind == "word":
        return ":" in token.text or token.text[:1].isdigit() or token.text in {"a", "true", "false"}
    return token.kind in {"iri", "string", "variable"} or token.text in {"]", ")"}


def _may_be_any(token: Token, before: Token, after: Token) -> bool:
    if token.kind == "variable":
        return (_is_term(before) or before.text in _OPEN) and _is_term(after)
    if token.text != "!" or after.text == "=":
        return False
    named = (
        after.kind == "iri" or after.text == "^" or (after.kind == "word" and (":" in after.text or after.text == "a"))
    )
    return named or (after.text == "(" and (_is_term(before) or before.text in {*_OPEN, "/", "|", "("}))


def _may_stay(token: Token, before: Token) -> bool:
    """Tell whether a sign makes a path that may have no length: `*` or `?` behind a name or a bracket."""
    return (
        token.kind == "sign"
        and token.text in {"*", "?"}
        and _is_term(before)
        and before.kind in {"iri", "word", "sign"}
        and (not before.text[:1].isdigit())
    )


def _beside_this(body: list[Token], number: int) -> bool:
    following = next((t.name for t in body[number:] if t.name), "")
    preceding = next((t.name for t in reversed(body[:number]) if t.name), "")
    return "this" in {following, preceding}
