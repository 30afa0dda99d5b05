"""The draft of a reading: records in the making, each claim with its words."""

from dataclasses import dataclass, field, replace

from rihmasto.errors import RihmastoError
from rihmasto.model import Claim, Locator, Record, Rejection
from rihmasto.names import fold
from rihmasto.sources.pages.text import Span

LABEL, HEADING, PHRASE, INFERRED = 1.0, 0.9, 0.8, 0.6
_BROKEN = ("Ã", "â€", "Â ", "\ufffd")


def locate(span: Span) -> Locator:
    """Return the locator of a span."""
    return Locator(start=span.start, end=span.end, line=span.line)


@dataclass
class Draft:
    """What was read of one project, and of the papers, programmes and people around it.

    Attributes:
        project: local key of the project.
        language: of the page: fi, sv or en.
        records: table, key and claims, in the order of reading.
        rejections: what was refused.
    """

    project: str
    language: str
    records: dict[str, tuple[str, list[Claim]]] = field(default_factory=dict)
    rejections: list[Rejection] = field(default_factory=list)
    _known: dict[tuple[str, ...], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.records[self.project] = ("project", [])

    @property
    def ref(self) -> str:
        """The reference by which other records name the project."""
        return "#" + self.project

    def claim(self, column: str, value: str, quote: Span, rule: str, confidence: float = LABEL) -> Claim:
        """Make a claim whose quote is cut from the page."""
        return Claim(column, value, quote.quote, locate(quote), rule, confidence)

    def say(self, column: str, value: str, quote: Span, rule: str, confidence: float = LABEL) -> None:
        """State a value of the project itself; `finish` decides which of several is preferred."""
        if self.sound(value, quote):
            self.records[self.project][1].append(self.claim(column, value, quote, rule, confidence))

    def add(self, table: str, identity: tuple[str, ...], *claims: Claim) -> str:
        """Add a record, or add what is new to the one with the same identity.

        Returns:
            its reference, "#" + key.
        """
        known = (table, *(fold(part) for part in identity))
        key = self._known.get(known)
        if key is None:
            stem = table.replace("_", "-")
            number = 1 + sum(1 for name, _ in self.records.values() if name == table)
            key = f"{stem}-{number}" if self.project == "project-1" else f"{self.project}-{stem}-{number}"
            self._known[known] = key
            self.records[key] = (table, list(claims))
        else:
            held = self.records[key][1]
            held.extend(c for c in claims if c.column not in {h.column for h in held})
        return "#" + key

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

    def rows(self, table: str) -> list[tuple[str, list[Claim]]]:
        """Return key and claims of the records of a table, in the order of reading."""
        return [(key, claims) for key, (name, claims) in self.records.items() if name == table]

    def finish(self) -> list[Record]:
        """Return the records; of several claims for a column the surest is preferred, and of equals the first."""
        return [Record(table, key, _ranked(claims)) for key, (table, claims) in self.records.items() if claims]


def _ranked(claims: list[Claim]) -> tuple[Claim, ...]:
    best: dict[str, Claim] = {}
    for claim in claims:
        held = best.get(claim.column)
        if held is None or claim.confidence > held.confidence:
            best[claim.column] = claim
    kept: list[Claim] = []
    for claim in claims:
        if claim is best[claim.column]:
            kept.append(claim)
        elif claim != best[claim.column] and claim not in kept:
            kept.append(replace(claim, rank="normal"))
    return tuple(kept)
