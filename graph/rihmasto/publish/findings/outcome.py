"""The outcome of a check: its reports, what tells their places, and what the build before it had found."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rihmasto.errors import InputError, Language
from rihmasto.pipeline import LEFT_OUT, findings_before, read_configuration, told
from rihmasto.pipeline.persons import Persons
from rihmasto.validate import (
    STATE,
    WITHHELD,
    Finding,
    Remark,
    Report,
    as_records,
    findings,
    own_shapes,
    people_report,
    public_report,
    validate,
)
from rihmasto.validate.places import Place

if TYPE_CHECKING:
    import duckdb

LEVELS = ("violation", "warning", "info")
Record = dict[str, object]


@dataclass(frozen=True, slots=True)
class Part:
    """One report of a check.

    Attributes:
        report: what the validation found.
        evidence: the table that tells places, "" for none.
        name: of the file that holds its findings in a release.
    """

    report: Report
    evidence: str
    name: str


class Outcome:
    """What a check found, to be said in any form and language.

    Args:
        parts: the reports; the first is the public one.
        connection: the release's tables, or None when RDF files were checked.
        workspace: its folder, or None.
        hidden: the part about persons, when nothing but the number of its results may be told.
        new_only: leave out what the build before the last one had found too.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        connection: "duckdb.DuckDBPyConnection | None" = None,
        workspace: Path | None = None,
        *,
        hidden: Part | None = None,
        new_only: bool = False,
    ) -> None:
        self.parts = parts
        self.hidden = hidden
        self.workspace = workspace
        self.new_only = new_only
        self._connection = connection
        self._spoken: dict[tuple[str, Language], list[Finding]] = {}

    @classmethod
    def of_files(
        cls, data: Sequence[Path], shapes: Sequence[Path], *, named: bool = True, state: Path | None = None
    ) -> "Outcome":
        """Check RDF files against files of shapes.

        Args:
            data: RDF files.
            shapes: RDF files with shapes.
            named: look up what things are called; the standard's report does without.
            state: file that is kept between two checks, so that after an edit less is validated.

        Raises:
            InputError: a file is missing or broken, or the shapes cannot be used.
        """
        if state:
            from rihmasto.edits import check_files  # noqa: PLC0415 -- only a check with a state needs it

            return cls([Part(check_files(state, data, shapes, named=named), "", "")])
        return cls([Part(validate(data, shapes, named=named), "", "")])

    @classmethod
    def of_workspace(cls, workspace: Path, *, people: bool = True, new_only: bool = False) -> "Outcome":
        """Check the release of a workspace.

        Args:
            workspace: its folder.
            people: whether findings about persons are to be told; they are counted in any case.
            new_only: leave out what the build before the last one had found too.

        Raises:
            InputError: there is no release, or the workspace's own shapes cannot be used.
        """
        folder, own = workspace / "build", own_shapes(workspace)
        parts = [Part(public_report(folder, own, workspace / STATE), "evidence", "findings.json")]
        private = people_report(folder, own)
        part = Part(private, "people.evidence", "people-findings.json") if private else None
        if part and people:
            parts.append(part)
        return cls(parts, _open(folder), workspace, hidden=None if people else part, new_only=new_only)

    def close(self) -> None:
        """Close the database."""
        if self._connection is not None:
            self._connection.close()

    @cached_property
    def titles(self) -> dict[str, str]:
        """What was checked: language → title of the workspace; empty for RDF files."""
        return dict(read_configuration(self.workspace).title) if self.workspace else {}

    @property
    def people(self) -> bool:
        """Whether it holds findings about persons."""
        return len(self.parts) > 1

    @property
    def reports(self) -> list[Report]:
        """All reports, the hidden one included."""
        return [part.report for part in (*self.parts, *([self.hidden] if self.hidden else []))]

    @property
    def conforms(self) -> bool:
        """Whether there is no result at all, told or hidden."""
        return all(report.conforms for report in self.reports)

    @property
    def withheld(self) -> tuple[str, ...]:
        """Stems of shapes files whose values must not be told: they are personal data where none belong."""
        return WITHHELD if self.workspace else ()

    @cached_property
    def hidden_count(self) -> int:
        """Number of results about persons that are not told; with `new_only`, of new ones."""
        if self.hidden is None:
            return 0
        return sum(self._news(self.hidden)) if self.new_only else len(self.hidden.report.results)

    @property
    def idle(self) -> bool:
        """Whether no shape found anything to look at."""
        return all(report.idle for report in self.reports)

    @property
    def violations(self) -> int:
        """Number of violations, old and new, told and hidden."""
        return sum(report.violations for report in self.reports)

    def counts_from(self, level: str) -> int:
        """Return the number of results, old and new, told and hidden, of a level and the graver ones.

        Args:
            level: violation, warning or info.
        """
        grave = LEVELS[: LEVELS.index(level) + 1]
        return sum(result.level in grave for report in self.reports for result in report.results)

    def findings(self, language: Language) -> list[Finding]:
        """Return what is to be told, the gravest first.

        Args:
            language: fi, sv or en.
        """
        found = [pair for part in self.parts for pair in zip(self._said(part, language), self._news(part), strict=True)]
        told_now = [f for f, new in found if new or not self.new_only]
        return sorted(told_now, key=lambda f: LEVELS.index(f.level))

    def records(self) -> list[Record]:
        """Return the findings as JSON objects, each with whether it is new where that is known."""
        found: list[Record] = []
        for part in self.parts:
            records = as_records(part.report, self._connection, evidence=part.evidence, withheld=WITHHELD)
            for record, new in zip(records, self._news(part), strict=True):
                if self.before is not None:
                    record["new"] = new
                if new or not self.new_only:
                    found.append(record)
        return found

    @cached_property
    def new_keys(self) -> Counter[str] | None:
        """Keys of new findings and how often each is new; None when there is nothing to compare with."""
        if self.before is None:
            return None
        found = Counter(
            f.key for part in self.parts for f, new in zip(self._said(part, "en"), self._news(part), strict=True) if new
        )
        return found + Counter(_keys(self._left_out_now))

    @cached_property
    def mended(self) -> list[Record]:
        """What the build before the last one had found or left out, and the last one did not."""
        gone = _beyond((self.before or {}).get(LEFT_OUT, []), _keys(self._left_out))
        for part in self.parts:
            gone += _beyond((self.before or {}).get(part.name, []), (f.key for f in self._said(part, "en")))
        return gone

    @cached_property
    def before(self) -> dict[str, list[Record]] | None:
        """What the build before the last one had found, by report; None when there was none."""
        return findings_before(self.workspace) if self.workspace else None

    def left_out(self, language: Language) -> list[Remark]:
        """Say what the last build could not take, or what of that is new: no shape can speak of it.

        Args:
            language: fi, sv or en.
        """
        return [_remark(record, language) for record in (self._left_out_now if self.new_only else self._left_out)]

    @property
    def _left_out_now(self) -> list[Record]:
        """What the last build left out and the one before did not; where nothing is known of that, nothing is new."""
        if self.before is None:
            return self._left_out
        return _beyond(self._left_out, _keys(self.before.get(LEFT_OUT, self._left_out)))

    @cached_property
    def _left_out(self) -> list[Record]:
        ledger = self.workspace / "build" / "ledger.json" if self.workspace else None
        return told(ledger) if ledger and ledger.is_file() else []

    @cached_property
    def persons(self) -> Persons:
        """Whom a page or workbook without people must not name."""
        known = self._connection is not None and bool(
            self._connection.execute("SELECT 1 FROM duckdb_databases() WHERE database_name = 'people'").fetchall()
        )
        names = self._connection.execute("SELECT name FROM people.person").fetchall() if known else []  # type: ignore[union-attr]  # known says so
        return Persons((name for (name,) in names if name), b"")

    def _said(self, part: Part, language: Language) -> list[Finding]:
        if (part.name, language) not in self._spoken:
            self._spoken[part.name, language] = findings(
                part.report, self._connection, language, evidence=part.evidence, withheld=WITHHELD
            )
        return self._spoken[part.name, language]

    def _news(self, part: Part) -> list[bool]:
        """Tell of each finding whether it is new."""
        return _unknown((f.key for f in self._said(part, "en")), _keys((self.before or {}).get(part.name, ())))


def _remark(record: Record, language: Language) -> Remark:
    place: dict[str, Any] = dict.fromkeys(("line", "row", "column", "sheet", "quote")) | record["place"]  # type: ignore[operator]  # of told
    message, said = (str(record[name][language]) for name in ("message", "sentence"))  # type: ignore[index]  # of told
    return Remark("left-out", said, "", message, "", None, Place("", **place), None, str(record["key"]))


def _keys(records: Iterable[Record]) -> list[str]:
    return [str(record["key"]) for record in records]


def _unknown(keys: Iterable[str], known: Iterable[str]) -> list[bool]:
    """Tell of each key whether it is not known: as often as it is, it is no news."""
    left, news = Counter(known), []
    for key in keys:
        news.append(not left[key])
        left[key] -= 1 if left[key] else 0
    return news


def _beyond(records: Sequence[Record], known: Iterable[str]) -> list[Record]:
    """Return those records that are not known."""
    return list(compress(records, _unknown(_keys(records), known)))


def _open(folder: Path) -> "duckdb.DuckDBPyConnection":
    import duckdb  # noqa: PLC0415 -- `--help` needs no engine

    tables = folder / "tables"
    database = tables / "rihmasto.duckdb"
    if not database.is_file():
        raise InputError("check-no-release", path=folder)
    connection = duckdb.connect(str(database), read_only=True)
    people = tables / "people.duckdb"
    if people.is_file():
        literal = str(people).replace("'", "''")
        connection.execute(f"ATTACH '{literal}' AS people (READ_ONLY)")
    return connection
