"""Where in the sources a finding can be mended, by way of the evidence table."""

# ruff: noqa: S608 -- what goes into the SQL is quoted, or a name of ours
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rihmasto.errors import Language, sentence
from rihmasto.model.cells import cell_name
from rihmasto.names import expand
from rihmasto.validate.report import Result
from rihmasto.validate.terms import is_iri, plain

if TYPE_CHECKING:
    import duckdb


# Where a thing is said to exist; the place to point at when what is missing stands nowhere.
_NAMING = {expand("skos:prefLabel"), expand("dcterms:title"), expand("skos:altLabel")}


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a source.

    Attributes:
        source: key of the source.
        file: name of its file in the workspace, or its address or title when it has none.
        line: line of a page, counted from 1.
        row: row of a table, counted from 1.
        column: column of a table, counted from 1.
        sheet: sheet of a workbook.
        quote: the words that stand there.
    """

    source: str
    file: str
    line: int | None
    row: int | None
    column: int | None
    sheet: str | None
    quote: str | None

    def say(self, language: Language = "en") -> str:
        """Return it as page:line “quote”, file:row:column or file: sheet!B5."""
        where = self.file
        if self.row is not None and self.sheet:
            where += f": {self.sheet}!{cell_name(self.row, self.column)}"
        elif self.row is not None:
            where += f":{self.row}" + (f":{self.column}" if self.column else "")
        elif self.line is not None:
            where += f":{self.line}"
        quote = " ".join((self.quote or "").split())
        return sentence("finding-quote", language, place=where, quote=quote) if quote else where


@dataclass(frozen=True, slots=True)
class _Evidence:
    property: str
    value: str | None
    object: str | None
    preferred: bool
    place: Place


class Places:
    """The evidence of a release, ready to be asked for the place of a result.

    Args:
        connection: a database with the tables `evidence` and `source`.
        results: what will be asked for.
        table: the evidence table, for example `people.evidence`.
    """

    def __init__(
        self, connection: "duckdb.DuckDBPyConnection", results: Collection[Result], table: str = "evidence"
    ) -> None:
        self._of: dict[str, list[_Evidence]] = defaultdict(list)
        subjects = sorted({_relative(r.focus) for r in results if is_iri(r.focus)})
        # the table's name is ours, and the order of the columns is that of _Evidence and Place
        rows = connection.execute(
            f"""SELECT unnest([e.subject, 'id/evidence/' || e.evidence]), e.property, e.value,
                       e.object, e.rank = 'preferred', e.source,
                       coalesce(e.file, s.file, s.address, s.title, e.source), e.line, e."row", e."column",
                       e.sheet, e.quote
                FROM {table} e LEFT JOIN source s ON s.source = e.source
                WHERE e.subject IN (SELECT unnest($1)) OR 'id/evidence/' || e.evidence IN (SELECT unnest($1))
                ORDER BY e.evidence""",
            [subjects],
        ).fetchall()
        for subject, about, value, thing, preferred, *place in rows:
            self._of[subject].append(_Evidence(about, value, thing, bool(preferred), Place(*place)))

    def of(self, result: Result) -> Place | None:
        """Return where the value stands, else where its property is spoken of, else where the thing is named."""
        known = self._of.get(_relative(result.focus), [])
        about = {plain(p) for p in result.path.predicates} if result.path else set()
        value = plain(result.value) if result.value else None
        thing = _relative(result.value) if result.value and is_iri(result.value) else None

        def fit(evidence: _Evidence) -> tuple[bool, bool, bool, bool]:
            same = value is not None and (evidence.value == value or (thing is not None and evidence.object == thing))
            return evidence.property in about, same, evidence.property in _NAMING, evidence.preferred

        return max(known, key=fit).place if known else None


def _relative(term: str) -> str:
    """Cut an IRI of the workspace to `id/…`, as the evidence table has it."""
    text = plain(term)
    start = text.rfind("/id/")
    return text[start + 1 :] if start >= 0 else text


def place_fields(place: Place | None) -> dict[str, str | int] | None:
    """Return a place as the members of a JSON object; what is unknown is left out."""
    if place is None:
        return None
    members: Sequence[str] = Place.__slots__
    return {name: getattr(place, name) for name in members if getattr(place, name) is not None}
