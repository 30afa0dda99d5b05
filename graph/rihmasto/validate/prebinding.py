"""Pre-binding of variables in SPARQL constraints (SHACL 5.3 and appendix A), done on the text of the query."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

_TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
      | (?P<iri><[^<>"{}|^`\\\s]*>)
      | (?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
                  |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      | (?P<variable>[?$]\w+)
      | (?P<word>[\w.:-]*\w)
      | (?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_SHOWN = 20  # characters of a query before and after a mistake
_FORBIDDEN = ("MINUS", "VALUES", "SERVICE")
_GROUPED = frozenset(["COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "HAVING", "LIMIT", "OFFSET"])
FOCUS_GRAPH = "urn:rihmasto:focus"


class QueryError(Exception):
    """A query of a shape is wrong, or uses what pre-binding does not allow.

    Args:
        parts: the reason.
    """

    def __init__(self, *parts: str) -> None:
        super().__init__(" ".join(parts))


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a query: space, iri, string, variable, word or sign."""

    kind: str
    text: str

    @property
    def name(self) -> str:
        """The name of a variable, else ""."""
        return self.text[1:] if self.kind == "variable" else ""

    @property
    def word(self) -> str:
        """A word in capitals, else ""."""
        return self.text.upper() if self.kind == "word" else ""


def tokens(text: str) -> list[Token]:
    """Cut a query into tokens; comments count as space."""
    return [Token(str(m.lastgroup), m.group()) for m in _TOKEN.finditer(text)]


def form_of(text: str) -> str:
    """Return the form of a query: select, ask, construct or describe; "" when it has none."""
    return next((t.word.lower() for t in tokens(text) if t.word in _FORMS), "")


def reason_for(told: str, text: str) -> str:
    """Say why a query cannot be read, at words of it; positions count in a text that nobody sees.

    Args:
        told: by the parser: `error at line:column: expected one of …`.
        text: the query as it was asked.
    """
    place = re.match(r"error at (\d+):(\d+):", told)
    if "Prefix not found" in told:
        signs = [t for t in tokens(text) if t.kind != "space"]
        declared = {b.text.rstrip(":") for a, b in pairwise(signs) if a.word == "PREFIX"}
        used = (t.text.partition(":")[0] for t in signs if t.kind == "word" and ":" in t.text)
        told = next((f"the prefix {p}: is not declared (sh:prefixes)" for p in used if p not in declared | {"_"}), told)
    elif place:
        line, column = int(place[1]), int(place[2])
        at = sum(len(one) + 1 for one in text.split("\n")[: line - 1]) + column - 1
        near = " ".join(text[max(0, at - _SHOWN) : at + _SHOWN].split())
        told = f"syntax error near “{near}”" if text[at:].strip() else "the query ends too early"
    return told


class Query:
    """A query of a constraint, validator or target.

    Args:
        text: the query, with its prefixes.
        bound: the variables that will be pre-bound.

    Raises:
        QueryError: it uses what pre-binding does not allow.
    """

    def __init__(self, text: str, bound: Collection[str]) -> None:
        self._tokens = tokens(text)
        self._signs = [t for t in self._tokens if t.kind != "space"]
        self._check(frozenset(bound))

    def _check(self, bound: frozenset[str]) -> None:
        for number, token in enumerate(self._signs):
            if token.word in _FORBIDDEN:
                raise QueryError(token.word, "is not allowed with pre-bound variables")
            if token.word == "AS" and self._signs[number + 1].name in bound:
                raise QueryError("?" + self._signs[number + 1].name, "must not be assigned")
            if token.word == "SELECT":
                inner = "{" in {t.text for t in self._signs[:number]}
                head = self._until(number, {"{", "WHERE"})
                every = not inner and "*" in {t.text for t in head}
                if not every and "this" not in {t.name for t in head}:
                    raise QueryError("a subquery" if inner else "the query", "must select $this")

    def _until(self, number: int, ends: Collection[str]) -> list[Token]:
        rest = self._signs[number:]
        stop = next((i for i, t in enumerate(rest) if t.text.upper() in ends), len(rest))
        return rest[:stop]

    def uses(self, variable: str) -> bool:
        """Tell whether a variable occurs."""
        return any(t.name == variable for t in self._tokens)

    @property
    def flat(self) -> bool:
        """Whether joining the focus nodes at the start of the pattern means the same as binding each alone."""
        words = {t.word for t in self._signs}
        if not words.isdisjoint({"UNION", "ASK", "GRAPH"}) or [t.word for t in self._signs].count("SELECT") > 1:
            return False
        if not words.isdisjoint(_GROUPED) and not self._grouped_by_this():
            return False
        return self._nesting_is_flat()

    def _grouped_by_this(self) -> bool:
        words = [t.word for t in self._signs]
        if "GROUP" not in words or {"LIMIT", "OFFSET"} & set(words):
            return False
        return "this" in {t.name for t in self._until(words.index("GROUP"), {"HAVING", "ORDER"})}

    def _nesting_is_flat(self) -> bool:
        groups: list[str] = []
        for number, token in enumerate(self._signs):
            if token.text == "{":
                before = self._signs[number - 1].word if number else ""
                if groups and before not in {"EXISTS", "OPTIONAL"}:
                    return False
                groups.append(before)
            elif token.text == "}":
                del groups[-1:]  # one too many is told by the store
            # in an optional group of a group, $this is not what it is outside: it would match any node
            elif (len(groups) > 1 and token.word == "BIND") or (token.name == "this" and "OPTIONAL" in groups[2:]):
                return False
        return True

    def joined(self, graph: str) -> str:
        """Return the query with the focus nodes joined in from a graph."""
        opening = next(i for i, t in enumerate(self._tokens) if t.text == "{")
        texts = [t.text for t in self._tokens]
        texts[opening] += f" GRAPH <{graph}> {{ <{FOCUS_GRAPH}> <{FOCUS_GRAPH}> ?this }} "
        return "".join(texts)

    def within(self, graphs: Mapping[str, str]) -> "Query":
        """Return the query with variables bound in each of its groups by graphs that hold one node each.

        A blank node cannot be written into a query: it would be a variable there.

        Args:
            graphs: variable → graph.
        """
        said = "".join(
            f" GRAPH <{graph}> {{ <{FOCUS_GRAPH}> <{FOCUS_GRAPH}> ?{name} }} " for name, graph in sorted(graphs.items())
        )
        return Query("".join(t.text + said if t.text == "{" else t.text for t in self._tokens), ())

    def bound(self, values: Mapping[str, str]) -> str:
        """Return the query with variables replaced by terms, also in `bound()` and nested patterns.

        Args:
            values: variable → term.
        """
        texts, clause, depth = [], "", 0
        for number, token in enumerate(self._tokens):
            if token.word in {"SELECT", "GROUP", "ORDER"}:
                clause, depth = token.word, 0
            elif token.text == "{" or token.word in {"WHERE", "HAVING", "LIMIT"}:
                clause = ""
            depth += {"(": 1, ")": -1}.get(token.text, 0)
            if token.name in values and not (clause and depth == 0):
                texts.append(self._replaced(number, values[token.name]))
            else:
                texts.append(token.text)
        return re.sub(r"\bbound\s*\(\s*\x00\s*\)", "(true)", "".join(texts), flags=re.IGNORECASE).replace("\x00", "")

    def _replaced(self, number: int, value: str) -> str:
        before = [t for t in self._tokens[max(0, number - 6) : number] if t.kind != "space"]
        checked = len(before) > 1 and before[-1].text == "(" and before[-2].word == "BOUND"
        return "\x00" if checked else value
