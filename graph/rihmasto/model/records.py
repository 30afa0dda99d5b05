"""Records: what a reader of sources found, value by value, with the words that say it."""

from dataclasses import dataclass, field
from typing import Literal

Rank = Literal["preferred", "normal"]


@dataclass(frozen=True, slots=True)
class Locator:
    """Where in a source a value stands: a character span of a page, or a cell of a table.

    Attributes:
        start: first character of the span, counted from 0 in the decoded page text.
        end: one past the last character.
        line: line of the file, counted from 1.
        row: row of a table, counted from 1; the header is row 1 (RFC 7111 counts alike).
        column: column of a table, counted from 1.
        sheet: name of the sheet of a workbook.
        file: path in the workspace, when the words stand in another file than the record's own: a correction by hand.
    """

    start: int | None = None
    end: int | None = None
    line: int | None = None
    row: int | None = None
    column: int | None = None
    sheet: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One value of one column, as one place of the source states it.

    Attributes:
        column: the column of the record's table.
        value: canonical lexical form: dates YYYY[-MM[-DD]], decimals with a point, booleans true/false,
            a concept's slug; a ref is a name in words, or "#" + the key of another record of the same source.
        quote: the exact words or cell.
        locator: where they stand.
        rule: id of the rule that read it, for example "label:duration"; cells have "cell".
        confidence: 0–1; 1 = labelled or in a cell, lower = inferred.
        rank: of several claims for the same column one is preferred; the others are kept as evidence only.
    """

    column: str
    value: str
    quote: str
    locator: Locator = field(default_factory=Locator)
    rule: str = "cell"
    confidence: float = 1.0
    rank: Rank = "preferred"


@dataclass(frozen=True, slots=True)
class Record:
    """One row for one table, from one source.

    Attributes:
        table: a name of `model.tables()`.
        key: unique in its source, for example "project-1"; other records refer to it as "#project-1".
        claims: its values.
    """

    table: str
    key: str
    claims: tuple[Claim, ...]

    def value(self, column: str) -> str | None:
        """Return the preferred value of a column, or None."""
        return next((c.value for c in self.claims if c.column == column and c.rank == "preferred"), None)


@dataclass(frozen=True, slots=True)
class Filed:
    """A record together with where it came from.

    Attributes:
        record: the record.
        source: key of its row in the table `source`; decides the named graph.
        file: path relative to the workspace, with "/" (the locator counts in it).
        origin: table (written by the workspace's people), page (read by rules) or reference (shipped lists).
        language: language of names that do not say theirs: fi, sv or en.
    """

    record: Record
    source: str
    file: str
    origin: Literal["table", "page", "reference"]
    language: str = "fi"


@dataclass(frozen=True, slots=True)
class Rejection:
    """A value or row that was not taken, and why.

    Attributes:
        code: the sentence in `errors/sentences/*.toml` that says it.
        values: what the braces of the sentence are filled with.
        locator: where it stands.
        fate: rejected (bad), suppressed (withheld on purpose) or duplicate (said already); a note is only told.
    """

    code: str
    values: dict[str, str]
    locator: Locator = field(default_factory=Locator)
    fate: Literal["rejected", "suppressed", "duplicate", "note"] = "rejected"


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source file decoded to text.

    Attributes:
        text: its characters; offsets of locators count in it.
        encoding: what it was decoded with: utf-8 or cp1252.
        notes: what a person should know of the decoding.
    """

    text: str
    encoding: str
    notes: tuple[Rejection, ...] = ()
