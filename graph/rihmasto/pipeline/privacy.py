"""Privacy: no public value says a person's name or an e-mail address, whatever column it was put into."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rihmasto.identity import EvidenceRow, Statement
from rihmasto.model import tables
from rihmasto.names import fold

_EMAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_FEWEST_WORDS = 2  # a first name alone names nobody


@dataclass(slots=True)
class Sweep:
    """What may be public, and what was withheld.

    Attributes:
        kept: statements of public and private tables.
        withheld: statements of public tables that mention a person.
    """

    kept: list[Statement] = field(default_factory=list)
    withheld: list[Statement] = field(default_factory=list)


class Persons:
    """The names of all persons of a workspace, to look for in public text.

    Args:
        statements: of all sources.
    """

    def __init__(self, statements: Iterable[Statement]) -> None:
        names = {fold(s.value) for s in statements if s.table == "person" and s.column == "name"}
        spoken = sorted(n for n in names if len(n.split()) >= _FEWEST_WORDS)
        self._names = re.compile("|".join(rf"\b{re.escape(n)}\b" for n in spoken)) if spoken else None

    def in_text(self, text: str) -> bool:
        """Tell whether a text holds a person's name or any e-mail address."""
        return bool(_EMAIL.search(text) or (self._names and self._names.search(fold(text))))

    def sweep(self, statements: Sequence[Statement]) -> Sweep:
        """Part the public statements that mention a person from the rest."""
        found = Sweep()
        for s in statements:
            public = not tables()[s.table].private
            words = tables()[s.table].column(s.column).type in {"text", "url"}
            (found.withheld if public and words and self.in_text(s.value) else found.kept).append(s)
        return found

    def is_private(self, row: EvidenceRow) -> bool:
        """Tell whether the words behind a value must stay with the people."""
        return tables()[row.statement.table].private or self.in_text(row.statement.claim.quote)
