"""The draft of a reading: records in the making, each claim with its words."""

from collections import Counter
from dataclasses import dataclass, field, replace

from rihmasto.errors import RihmastoError
from rihmasto.model import Claim, Locator, Record, Rejection
from rihmasto.names import fold
from rihmasto.sources.pages.text import Span

# How sure a rule is: a label says it, a heading, a phrase; or it follows from something else on the page.
LABEL, HEADING, PHRASE, WEAK, INFERRED = 1.0, 0.9, 0.8, 0.75, 0.6
_BROKEN = ("Ã", "â€", "Â ", "\ufffd")


@dataclass(frozen=True, slots=True)
class Basis:
    """On what a claim rests.

    Attributes:
        quote: the words that say it.
        rule: id of the rule that read them.
        confidence: of the rule.
    """

    quote: Span
    rule: str
    confidence: float = LABEL

    def at(self, confidence: float) -> "Basis":
        """Return the same basis with another confidence."""
        return replace(self, confidence=confidence)

    def quoting(self, quote: Span) -> "Basis":
        """Return the same basis with other words."""
        return replace(self, quote=quote)

    @property
    def locator(self) -> Locator:
        """Where the words stand."""
        return locate(self.quote)


def locate(span: Span) -> Locator:
    """Return the locator of a span."""
    return Locator(start=span.start, end=span.end, line=span.line)


@dataclass
class Draft:
    """What was read of one project, and of the papers, programmes and people around it.

    Attributes:
        project: local key of the project.
        language: of the page: fi, sv or en.
        records: key → table and claims, in the order of reading.
        rejections: what was refused.
    """

    project: str
    language: str
    records: dict[str, tuple[str, list[Claim]]] = field(default_factory=dict)
    rejections: list[Rejection] = field(default_factory=list)
    _known: dict[tuple[str, ...], str] = field(default_factory=dict)
    _counts: Counter[str] = field(default_factory=Counter)
    _said: dict[str, Claim] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.records[self.project] = ("project", [])

    @property
    def ref(self) -> str:
        """The reference by which other records name the project."""
        return "#" + self.project

    def say(self, column: str, value: str, basis: Basis) -> None:
        """State a value of the project itself; `finish` decides which of several is preferred."""
        self.note(self.ref, column, value, basis, again=True)

    def note(self, ref: str, column: str, value: str, basis: Basis, *, again: bool = False) -> None:
        """State one more value of a record, unless the column has one already and `again` is false."""
        claims = self.records[ref[1:]][1]
        if value and self.sound(value, basis.quote) and (again or all(c.column != column for c in claims)):
            claim = Claim(column, value, basis.quote.quote, basis.locator, basis.rule, basis.confidence)
            claims.append(claim)
            self._said.setdefault(fold(value), claim)

    def borrow(self, ref: str, column: str, value: str, basis: Basis) -> None:
        """State a value whose words stand elsewhere on the page: it quotes the claim that said them first.

        A form names the applicant once; that its contact and business id are the applicant's follows from the form.
        """
        words = fold(value)
        if words not in fold(basis.quote.plain):
            said = self._said.get(words)
            if said is not None and said.locator.start is not None and said.locator.end is not None:
                span = Span(basis.quote.page, said.locator.start, said.locator.end)
                self.note(ref, column, value, basis.quoting(span))
                return
        self.note(ref, column, value, basis)

    def add(self, table: str, identity: tuple[str, ...], basis: Basis, **values: str) -> str:
        """Add a record, or add what is new to the one with the same identity; empty values are left out.

        Returns:
            its reference, "#" + key.
        """
        known = (table, *(fold(part).rstrip(".") for part in identity))
        key = self._known.get(known)
        if key is None:
            self._counts[table] += 1
            key = f"{self._prefix}{table.replace('_', '-')}-{self._counts[table]}"
            self._known[known] = key
            self.records[key] = (table, [])
        for column, value in values.items():
            self.note("#" + key, column, value, basis)
        return "#" + key

    @property
    def _prefix(self) -> str:
        return "" if self.project == "project-1" else self.project + "-"

    def refuse(self, code: str, quote: Span, **values: str) -> None:
        """Note a value that was not taken."""
        rejection = Rejection(code, values, locate(quote))
        if rejection not in self.rejections:
            self.rejections.append(rejection)

    def refuse_error(self, error: RihmastoError, quote: Span) -> None:
        """Note a value that a strict parser refused."""
        self.refuse(error.code, quote, **{name: str(value) for name, value in error.values.items()})

    def sound(self, value: str, quote: Span) -> bool:
        """Tell whether a value has no broken characters; one that has is refused."""
        if any(mark in value for mark in _BROKEN):
            self.refuse("text-mojibake", quote, value=value)
            return False
        return True

    def claims(self, column: str) -> list[Claim]:
        """Return what was said of a column of the project so far."""
        return [claim for claim in self.records[self.project][1] if claim.column == column]

    def rows(self, table: str) -> list[tuple[str, dict[str, str]]]:
        """Return reference and values (the first of each column) of the records of a table, in the order of reading."""
        found = []
        for key, (name, claims) in self.records.items():
            if name == table:
                found.append(("#" + key, {c.column: c.value for c in reversed(claims)}))
        return found

    def finish(self) -> list[Record]:
        """Return the records; of several claims for a column the surest is preferred, and of equals the first."""
        return [Record(table, key, _ranked(claims)) for key, (table, claims) in self.records.items() if claims]


def _ranked(claims: list[Claim]) -> tuple[Claim, ...]:
    best: dict[str, Claim] = {}
    for claim in claims:
        held = best.get(claim.column)
        if held is None or claim.confidence > held.confidence:
            best[claim.column] = claim
    ranked = (claim if claim is best[claim.column] else replace(claim, rank="normal") for claim in claims)
    return tuple(dict.fromkeys(ranked))
