"""Privacy: nothing public says who a person is, whatever column, key, file name or source says it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from rihmasto.errors import LANGUAGES, sentence
from rihmasto.identity import EvidenceRow, Statement
from rihmasto.model import Claim, Column, tables
from rihmasto.pipeline.persons import Persons

WITHHELD = "withheld"  # rule of a value that stands in the place of one that may not be said
_SOURCE_WORDS = ("title", "publisher", "address")


@dataclass(slots=True)
class Sweep:
    """What may be public, and what was withheld.

    Attributes:
        kept: statements of public and private tables; keys and file names that named a person are replaced.
        withheld: statements of public tables that mention a person, as they were read.
    """

    kept: list[Statement] = field(default_factory=list)
    withheld: list[Statement] = field(default_factory=list)


def persons_of(statements: Iterable[Statement], others: Iterable[str], secret: bytes) -> Persons:
    """Collect the persons that the sources name.

    Args:
        statements: of all tables.
        others: names of persons who are in no table, for their rows could not be taken.
        secret: the workspace's key.
    """
    listed = (s.value for s in statements if s.table == "person" and s.column == "name")
    return Persons((*listed, *others), secret)


def sweep(statements: Sequence[Statement], persons: Persons) -> Sweep:
    """Part the public statements that mention a person from the rest, and make the rest name nobody.

    Args:
        statements: of all tables.
        persons: to look for.
    """
    found = Sweep()
    for s in statements:
        words = tables()[s.table].column(s.column).type in {"text", "url"}
        mentions = words and not tables()[s.table].private and persons.in_text(s.value)
        (found.withheld if mentions else found.kept).append(s)
    found.kept.extend(_stand_ins(found))
    found.kept = [_anonymous(s, persons) for s in found.kept]
    return found


def is_private(row: EvidenceRow, persons: Persons) -> bool:
    """Tell whether the words behind a value must stay with the people."""
    return tables()[row.statement.table].private or persons.in_text(row.statement.claim.quote)


def public_source(row: dict[str, str], persons: Persons) -> dict[str, str]:
    """Return the row of a source without words that name a person, and with a file name that names nobody.

    Args:
        row: column → value of the table `source`.
        persons: to look for.
    """
    hidden = {column for column in _SOURCE_WORDS if persons.in_text(row.get(column, ""))}
    shown = {column: value for column, value in row.items() if column not in hidden}
    if "title" in hidden:
        shown["title"] = sentence("name-withheld", "en")
    if "file" in shown:
        shown["file"] = persons.public_file(shown["file"])
    return shown


def _stand_ins(found: Sweep) -> list[Statement]:
    """A thing whose name was withheld still has one, or it would be missing from maps and break its shapes."""
    kept = {(s.table, s.key, s.column) for s in found.kept}
    made: dict[tuple[str, str, str], Statement] = {}
    for s in found.withheld:
        column = tables()[s.table].column(s.column)
        for name, value in _stand_in(column):
            place = (s.table, s.key, name)
            if place not in kept and name in {c.name for c in tables()[s.table].columns}:
                claim = Claim(name, value, "", rule=WITHHELD)
                made.setdefault(place, Statement(s.table, s.key, name, value, claim, s.filed, WITHHELD))
    return list(made.values())


def _stand_in(column: Column) -> list[tuple[str, str]]:
    if column.name.startswith("name_"):
        return [(f"name_{language}", sentence("name-withheld", language)) for language in LANGUAGES]
    return [(column.name, sentence("name-withheld", "en"))] if column.required and column.type == "text" else []


def _anonymous(s: Statement, persons: Persons) -> Statement:
    key = s.key if tables()[s.table].private else persons.public_key(s.table, s.key)
    column = tables()[s.table].column(s.column)
    value = persons.public_key(column.target, s.value) if column.type == "ref" else s.value
    source, file = persons.public_key("source", s.filed.source), persons.public_file(s.filed.file)
    if (key, value, source, file) == (s.key, s.value, s.filed.source, s.filed.file):
        return s
    return replace(s, key=key, value=value, filed=replace(s.filed, source=source, file=file))
