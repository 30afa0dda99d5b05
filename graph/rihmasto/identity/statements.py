"""Statements: the values of records after every name in them has become the key of a thing."""

from dataclasses import dataclass

from rihmasto.model import Claim, Filed


@dataclass(frozen=True, slots=True)
class Statement:
    """One source says one value of one column of one row.

    Attributes:
        table: table of the row.
        key: key of the row (of a link row: a hash of what makes it one fact).
        column: column.
        value: canonical value; of a ref column the key of the thing.
        claim: what was read, with its words.
        filed: the record it came with.
        rule: how a mention was matched ("name", "legal-form", …); "" for values that are no mentions.
        confidence: of the reading times the matching.
    """

    table: str
    key: str
    column: str
    value: str
    claim: Claim
    filed: Filed
    rule: str = ""
    confidence: float = 1.0
