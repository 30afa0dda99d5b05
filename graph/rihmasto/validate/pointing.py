"""Where in the sources a finding can be mended, by way of the evidence table."""

# ruff: noqa: S608 -- what goes into the SQL is quoted, or a name of ours
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rihmasto.names import expand
from rihmasto.validate.places import Place
from rihmasto.validate.report import Result
from rihmasto.validate.terms import is_iri, plain

if TYPE_CHECKING:
    import duckdb

# Where a thing is said to exist; the place to point at when what is missing stands nowhere.
_NAMING = {expand("skos:prefLabel"), expand("dcterms:title"), expand("skos:altLabel")}
_TABLES = ("evidence", "source_evidence")
_HEADING = "heading"
_EVIDENCE = "id/evidence/"
_SHIPPED = "reference/"  # lists that come with the program: nothing can be mended there


@dataclass(frozen=True, slots=True)
class _Evidence:
    subject: str
    property: str
    value: str | None
    object: str | None
    preferred: bool
    place: Place


@dataclass(frozen=True, slots=True)
class _Origin:
    """What a derived thing was made of, and which property of that is meant by a property of it."""

    things: list[str]
    means: Mapping[str, str]


class Places:
    """The evidence of a release, ready to be asked for the place of a result.

    Args:
        connection: a database with the tables `evidence` and `source`.
        results: what will be asked for.
        table: the evidence table to look into first, for example `people.evidence`.
    """

    def __init__(
        self, connection: "duckdb.DuckDBPyConnection", results: Collection[Result], table: str = "evidence"
    ) -> None:
        self._connection = connection
        known = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        self._tables = [table, *(t for t in _TABLES if t != table and t in known)]
        self._headed = _HEADING in known
        wanted = {_relative(r.focus) for r in results if is_iri(r.focus)}
        self._origins = _origins(connection, wanted, known)
        wanted |= {thing for origin in self._origins.values() for thing in origin.things}
        self._of: dict[str, list[_Evidence]] = defaultdict(list)
        self._naming: dict[str, list[_Evidence]] = defaultdict(list)
        for table_name in self._tables:
            self._read(table_name, sorted(wanted))
        self._columns = self._find_columns(results)

    def of(self, result: Result) -> Place | None:
        """Return where to mend what a result is about.

        That is where the value stands; else where the property is spoken of; else the cell of the thing's row where it
        would stand; else where the thing is named, where others name it, or where what it was made of stands.
        """
        focus = _relative(result.focus)
        about = _predicates(result)
        own, named = self._of.get(focus, []), self._naming.get(focus, [])
        if own and not (_is_shipped(own) and named and not _is_shipped(named)):
            return self._best(own, about, result)
        if named:
            return min(named, key=lambda e: e.place.file.startswith(_SHIPPED)).place
        origin = self._origins.get(focus)
        if origin is None:
            return None
        meant = {origin.means.get(p, p) for p in about}
        known = sorted((self._of[thing] for thing in origin.things if thing in self._of), key=_is_shipped)
        speaking = next((of for of in known if any(e.property in meant for e in of)), None)
        return self._best(speaking or known[0], meant, result) if known else None

    def stated(self, focus: str) -> tuple[str, ...]:
        """Return what a focus node is, in words that another row does not change: evidence by what it is about."""
        relative = _relative(focus)
        if not relative.startswith(_EVIDENCE):
            return (relative,)
        return tuple(
            part for e in self._of.get(relative, [])[:1] for part in (_EVIDENCE, e.subject, e.property, e.value or "")
        ) or (relative,)

    def value(self, focus: str) -> str | None:
        """Return what a piece of evidence says; None for any other focus node."""
        relative = _relative(focus)
        known = self._of.get(relative, []) if relative.startswith(_EVIDENCE) else []
        return known[0].value if known else None

    def _best(self, known: list[_Evidence], about: set[str], result: Result) -> Place:
        value = plain(result.value) if result.value else None
        thing = _relative(result.value) if result.value and is_iri(result.value) else None

        def fit(evidence: _Evidence) -> tuple[bool, bool, bool, bool, bool]:
            ours = not evidence.place.file.startswith(_SHIPPED)
            said = same(evidence)
            return evidence.property in about, said, ours, evidence.property in _NAMING, evidence.preferred

        def same(evidence: _Evidence) -> bool:
            return value is not None and (evidence.value == value or (thing is not None and evidence.object == thing))

        best = max(known, key=fit)
        if best.property not in about and not same(best):
            return next((cell for e in (best, *known) if (cell := self._empty_cell(e, about))), best.place)
        return best.place

    def _empty_cell(self, evidence: _Evidence, about: Iterable[str]) -> Place | None:
        """Return the cell of the same row where a property would stand, if the file has a column for it."""
        place = evidence.place
        keys = [(place.file, place.sheet, _class(evidence.subject), named) for named in sorted(about)]
        known = [self._columns[key] for key in keys if key in self._columns]
        if not known or place.row is None:
            return None
        # of several properties that would do, the one that the file uses most
        return replace(place, column=max(known, key=lambda found: found[1])[0], quote=None)

    def _read(self, table: str, subjects: list[str]) -> None:
        # the order of the columns is that of _Evidence and Place
        rows = self._connection.execute(
            f"""SELECT e.subject, 'id/evidence/' || e.evidence, e.property, e.value,
                       e.object, e.rank = 'preferred', e.source,
                       coalesce(e.file, s.file, s.address, s.title, e.source), e.line, e."row", e."column",
                       e.sheet, e.quote, e.start, e."end"
                FROM {table} e LEFT JOIN source s ON s.source = e.source
                WHERE e.subject IN (SELECT unnest($1)) OR 'id/evidence/' || e.evidence IN (SELECT unnest($1))
                   OR e.object IN (SELECT unnest($1))
                ORDER BY e.file, coalesce(e.sheet, ''), coalesce(e.line, 0), coalesce(e."row", 0),
                         coalesce(e."column", 0), coalesce(e.start, 0), e.evidence""",
            [subjects],
        ).fetchall()
        asked = set(subjects)
        for subject, evidence, about, value, thing, preferred, *place in rows:
            found = _Evidence(subject, about, value, thing, bool(preferred), Place(*place))
            for key in asked & {subject, evidence}:
                self._of[key].append(found)
            if thing in asked and thing != subject:
                self._naming[thing].append(found)

    def _find_columns(self, results: Collection[Result]) -> dict[tuple[str, str | None, str, str], tuple[int, int]]:
        """Return (file, sheet, class, property) → the column where most values of it stand, and how many."""
        missing = {p for r in results for p in _predicates(r)}
        missing |= {m for origin in self._origins.values() for m in origin.means.values()}
        files = {e.place.file for of in self._of.values() for e in of if e.place.row is not None}
        columns: dict[tuple[str, str | None, str, str], tuple[int, int]] = {}
        for table in self._tables if missing and files else ():
            for *key, column, count in self._connection.execute(
                f"""SELECT file, sheet, split_part(subject, '/', 2), property, "column", count(*) FROM {table}
                    WHERE property IN (SELECT unnest($1)) AND file IN (SELECT unnest($2)) AND "column" IS NOT NULL
                    GROUP BY ALL ORDER BY 6 DESC, 5""",
                [sorted(missing), sorted(files)],
            ).fetchall():
                columns.setdefault((key[0], key[1], key[2], key[3]), (column, count))
        if self._headed and missing and files:
            # a column in which no row says anything yet
            for *key, column in self._connection.execute(
                f"""SELECT file, sheet, class, property, min("column") FROM {_HEADING}
                    WHERE property IN (SELECT unnest($1)) AND file IN (SELECT unnest($2)) GROUP BY ALL""",
                [sorted(missing), sorted(files)],
            ).fetchall():
                columns.setdefault((key[0], key[1], key[2], key[3]), (column, 0))
        return columns


def _origins(connection: "duckdb.DuckDBPyConnection", wanted: set[str], known: set[str]) -> dict[str, _Origin]:
    found: dict[str, _Origin] = {}
    for table, made in _said()["derived"].items():
        if table in known and any(_class(w) == table.replace("_", "-") for w in wanted):
            means = {expand(p): expand(q) for p, q in made["means"].items()}
            for thing, origin in connection.execute(made["from"]).fetchall():
                if thing in wanted:
                    found.setdefault(thing, _Origin([], means)).things.append(origin)
    return found


@cache
def _said() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("origins.toml").read_text(encoding="utf-8"))


def _predicates(result: Result) -> set[str]:
    about = {plain(p) for p in result.path.predicates} if result.path else set()
    follows = {expand(p): expand(q) for p, q in _said()["follows"].items()}
    return about | {follows[p] for p in about if p in follows}


def _is_shipped(known: Collection[_Evidence]) -> bool:
    return all(e.place.file.startswith(_SHIPPED) for e in known)


def _class(subject: str) -> str:
    """Return the part of an IRI that says what the thing is: project of id/project/akke."""
    return subject.split("/")[1] if subject.startswith("id/") else ""


def _relative(term: str) -> str:
    """Cut an IRI of the workspace to `id/…`, as the evidence table has it; a selector is part of its evidence."""
    text = plain(term)
    start = text.rfind("/id/")
    return text[start + 1 :].partition("#")[0] if start >= 0 else text
