"""A scanner of SPARQL text that knows strings, IRIs and comments, and so never mistakes their insides for syntax.

It is no parser: it finds the `VALUES` slots of named queries, the words that a question must not hold, and the
depth of its brackets. Whether the text is SPARQL at all, the engine says.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rihmasto.errors import UsageError

DEEPEST = 64
"""Brackets within brackets; a few kilobytes of nested braces overflow the engine's stack and end the process."""

LONGEST = 1000
"""Operators in a question; some thousands in one chain end the process too."""

_TOKEN = re.compile(
    r"""
      (?P<comment> \#[^\r\n]* )
    | (?P<string>  '''(?:'{0,2}(?:[^'\\]|\\.))*''' | \"\"\"(?:"{0,2}(?:[^"\\]|\\.))*\"\"\"
                 | '(?:[^'\\\r\n]|\\.)*' | "(?:[^"\\\r\n]|\\.)*" )
    | (?P<iri>     <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<variable>[?$]\w+ )
    | (?P<pname>   [\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])* )
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<word>    [^\W\d]\w* )
    | (?P<number>  \d+(?:\.\d+)?(?:[eE][+-]?\d+)? )
    | (?P<open>    [{(\[] )
    | (?P<close>   [})\]] )
    | (?P<space>   \s+ )
    | (?P<other>   . )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"})


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of SPARQL text.

    Attributes:
        kind: comment, string, iri, variable, pname, language, word, number, open, close, space or other.
        text: its characters.
        start: offset of the first of them.
    """

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.start + len(self.text)

    def is_word(self, word: str) -> bool:
        """Tell whether the token is a keyword, in any case."""
        return self.kind == "word" and self.text.upper() == word


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a parameter: `VALUES ?name { term }`.

    Attributes:
        name: the variable, without its question mark.
        start: offset after the opening brace.
        end: offset of the closing brace.
        term: what stands there.
        count: how many terms that is.
    """

    name: str
    start: int
    end: int
    term: str
    count: int


def tokens(text: str) -> Iterator[Token]:
    """Cut SPARQL text into tokens; every character belongs to exactly one of them."""
    for match in _TOKEN.finditer(text):
        yield Token(str(match.lastgroup), match.group(), match.start())


def significant(text: str) -> list[Token]:
    """Return the tokens without comments and white space."""
    return [token for token in tokens(text) if token.kind not in {"comment", "space"}]


def slots(text: str) -> list[Slot]:
    """Find each `VALUES ?name { … }` block of one variable.

    Args:
        text: a query.

    Returns:
        in the order of the text; blocks of several terms too.
    """
    found = []
    line = significant(text)
    for at in range(len(line) - 3):
        word, variable, brace = line[at : at + 3]
        if not (word.is_word("VALUES") and variable.kind == "variable" and brace.text == "{"):
            continue
        inside: list[Token] = []
        for token in line[at + 3 :]:
            if token.text == "}":
                term = text[brace.end : token.start].strip()
                found.append(Slot(variable.text[1:], brace.end, token.start, term, _terms(inside)))
                break
            inside.append(token)
    return found


def _terms(line: list[Token]) -> int:
    """Count RDF terms; the datatype of a literal (`"…"^^xsd:date`) is no term of its own."""
    carets = sum(token.text == "^" for token in line)
    return sum(token.kind in {"iri", "pname", "word", "number", "string"} for token in line) - carets // 2


def guard(text: str, *, service: bool = False) -> None:
    r"""Refuse what a question must not do: change data, open connections, or nest without end.

    The unescaped text is looked at too, since other engines resolve \u escapes before they read keywords.

    Args:
        text: a query.
        service: whether SERVICE, which asks other endpoints over the network, is allowed.

    Raises:
        UsageError: it holds such a thing.
    """
    for reading in {text, _ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), text)}:
        line = significant(reading)
        _shallow(line)
        for token in line:
            if not service and _asks_others(token):
                raise UsageError("query-service", line=reading.count("\n", 0, token.start) + 1)
            if token.kind == "word" and token.text.upper() in _UPDATES:
                raise UsageError("query-update", word=token.text.upper())


def _shallow(line: list[Token]) -> None:
    depth = 0
    for token in line:
        depth += (token.kind == "open") - (token.kind == "close")
        if depth > DEEPEST:
            raise UsageError("query-too-deep", deepest=DEEPEST)
    if sum(token.kind == "other" and token.text in "!|&+-*/=^" for token in line) > LONGEST:
        raise UsageError("query-too-long", longest=LONGEST)


def _asks_others(token: Token) -> bool:
    """Tell whether SERVICE stands in a token.

    The engine's grammar needs no space after a keyword: it reads `trueSERVICEex:x` as three tokens. So a prefix
    with that word in it is refused as well.
    """
    return token.kind in {"word", "pname", "number"} and "SERVICE" in token.text.partition(":")[0].upper()
