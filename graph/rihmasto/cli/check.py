"""`rihmasto check`: does a release, or any RDF file, follow its shapes."""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from rihmasto.cli.context import output_option, workspace_folder, write_output
from rihmasto.errors import LANGUAGES, InputError, Language, UsageError, sentence
from rihmasto.settings import default_language

if TYPE_CHECKING:
    import duckdb

    from rihmasto.validate import Finding, Report

_LEVELS = ("violation", "warning", "info")


@click.command(name="check")
@click.argument("workspace", required=False, type=click.Path(path_type=Path))
@click.option("--data", multiple=True, type=click.Path(path_type=Path), help="RDF file to check; may be repeated.")
@click.option("--shapes", multiple=True, type=click.Path(path_type=Path), help="File with SHACL shapes; repeatable.")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json", "ttl"]), default="text", show_default=True)
@output_option
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the sentences.")
@click.option("--explain", is_flag=True, help="Tell on standard error which engine answered what.")
def command(  # noqa: PLR0913 -- click hands over one argument an option
    *,
    workspace: Path | None,
    data: tuple[Path, ...],
    shapes: tuple[Path, ...],
    form: str,
    output: str,
    lang: str | None,
    explain: bool,
) -> None:
    """Check a release against the shapes, or --data against --shapes.

    Exit code 0: no violations; 1: violations; 2: wrong usage; 3: a file is missing or unreadable.
    """
    language = cast("Language", lang) if lang else default_language()
    if bool(data) != bool(shapes) or (data and workspace):
        raise UsageError("check-usage")
    if data:
        outcome = _Outcome.of_files(data, shapes, named=form != "ttl")
    else:
        outcome = _Outcome.of_release(workspace_folder(str(workspace) if workspace else None))
    try:
        text = {"text": outcome.text, "json": outcome.json, "ttl": outcome.turtle}[form](language)
    finally:
        outcome.close()
    write_output(output, text)
    if explain:
        for report, _, _ in outcome.parts:
            sys.stderr.writelines(f"{note}\n" for note in report.notes)
    if any(report.violations for report, _, _ in outcome.parts):
        click.get_current_context().exit(1)


class _Outcome:
    """Reports with the database and the evidence table that tell their places."""

    def __init__(
        self, parts: "list[tuple[Report, duckdb.DuckDBPyConnection | None, str]]", ledger: Path | None = None
    ) -> None:
        self.parts = parts
        self._ledger = ledger

    @classmethod
    def of_files(cls, data: tuple[Path, ...], shapes: tuple[Path, ...], *, named: bool) -> "_Outcome":
        from rihmasto.validate import validate  # noqa: PLC0415 -- `--help` needs no engine

        return cls([(validate(data, shapes, named=named), None, "")])

    @classmethod
    def of_release(cls, workspace: Path) -> "_Outcome":
        from rihmasto.validate import own_shapes, people_report, public_report  # noqa: PLC0415 -- see above

        folder, own = workspace / "build", own_shapes(workspace)
        report = public_report(folder, own)
        connection = _open(folder)
        people = people_report(folder, own)
        both = [(report, "evidence")] + ([(people, "people.evidence")] if people else [])
        return cls([(part, connection, table) for part, table in both], folder / "ledger.json")

    def close(self) -> None:
        """Close the database."""
        for _, connection, _ in self.parts:
            if connection is not None:
                connection.close()

    def findings(self, language: Language) -> "list[Finding]":
        from rihmasto.validate import WITHHELD, findings  # noqa: PLC0415 -- see above

        return [
            finding
            for report, connection, evidence in self.parts
            for finding in findings(report, connection, language, evidence=evidence, withheld=WITHHELD)
        ]

    def text(self, language: Language) -> str:
        found = self.findings(language)
        lines = self._left_out(language)
        for level in _LEVELS:
            chosen = [f for f in found if f.level == level]
            if chosen:
                lines += [f"{sentence(f'level-{level}', language)} ({len(chosen)})", *_grouped(chosen), ""]
        counts = Counter(f.level for f in found)
        if found:
            lines.append(sentence("check-summary", language, **{level: counts[level] for level in _LEVELS}))
        else:
            lines.append(sentence("check-conforms", language))
        return "\n".join(lines) + "\n"

    def _left_out(self, language: Language) -> list[str]:
        """What the last build could not take: it is missing from the graph, so no shape can speak of it."""
        from rihmasto.pipeline import told  # noqa: PLC0415 -- see above

        said = told(self._ledger, language) if self._ledger and self._ledger.is_file() else []
        return (
            [f"{sentence('check-left-out', language)} ({len(said)})", *(f"  {line}" for line in said), ""]
            if said
            else []
        )

    def json(self, _: Language) -> str:
        from rihmasto.validate import WITHHELD, as_records  # noqa: PLC0415 -- see above

        records = [
            record
            for report, connection, evidence in self.parts
            for record in as_records(report, connection, evidence=evidence, withheld=WITHHELD)
        ]
        counts = Counter(r["level"] for r in records)
        whole = {
            "conforms": not records,
            "counts": {level: counts[level] for level in _LEVELS},
            "findings": records,
        }
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"

    def turtle(self, _: Language) -> str:
        from rihmasto.validate.report import make_report  # noqa: PLC0415 -- see above

        return make_report([r for report, _, _ in self.parts for r in report.results]).to_turtle()


def _grouped(found: "list[Finding]") -> list[str]:
    """Say a message once, with all the things that it is about; the same line twice becomes one with a count."""
    groups: dict[str, list[Finding]] = {}
    for finding in found:
        groups.setdefault(finding.message, []).append(finding)
    lines = []
    for message, members in groups.items():
        if len(members) == 1:
            lines.append(f"  {members[0].sentence}")
            continue
        lines.append(f"  {message} ({len(members)})")
        told = Counter(" · ".join(filter(None, (f.thing, f.detail))) for f in members)
        lines += [f"    {line}" + (f" (× {count})" if count > 1 else "") for line, count in told.items()]
    return lines


def _open(folder: Path) -> "duckdb.DuckDBPyConnection":
    import duckdb  # noqa: PLC0415 -- see above

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
