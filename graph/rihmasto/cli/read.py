"""`rihmasto read`: what the reader finds on project pages, value by value."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from rihmasto.cli.context import language_option, output_option, say, write_output
from rihmasto.errors import Language, sentence
from rihmasto.model import Rejection, SourceText
from rihmasto.sources.decoding import decode, read_bytes
from rihmasto.sources.pages import PageReading, annotation, claims_of, read_page


def _text(name: str) -> SourceText:
    data = sys.stdin.buffer.read() if name == "-" else read_bytes(Path(name))
    return decode(data, name=name)


def _tell(notes: Iterable[Rejection], name: str, language: Language) -> None:
    for note in notes:
        line = f":{note.locator.line}" if note.locator.line else ""
        say(f"{name}{line}: {sentence(note.code, language, **note.values)}")


def _table(reading: PageReading) -> str:
    """One line a value: record and column, value, and in brackets the line, the rule and a doubt, if there is one."""
    lines = []
    for record, claim in claims_of(reading.records):
        doubt = "" if claim.confidence >= 1 else f", {claim.confidence:.0%}"
        kept = "" if claim.rank == "preferred" else ", normal"
        place = f"line {claim.locator.line}, {claim.rule}{doubt}{kept}"
        lines.append(f"{record.key}.{claim.column}: {claim.value}  ({place})")
    return "\n".join(lines)


@click.command("read")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("-f", "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@language_option
@output_option
def command(*, files: tuple[str, ...], form: str, language: Language, output: str) -> None:
    """Read project pages and show what they say, each value with its line and rule.

    FILE may be - for standard input. With --format json: one object, or a list when there are several projects.
    """
    projects: list[dict[str, object]] = []
    tables: list[str] = []
    for name in files:
        source = _text(name)
        reading = read_page(source.text, name=name)
        _tell([*source.notes, *reading.rejections], name, language)
        found = annotation(reading.records)
        if not found:
            say(sentence("page-without-project", language, name=name))
        projects.extend(found)
        tables.append((f"# {name}\n" if len(files) > 1 else "") + _table(reading))
    if form == "json":
        content = json.dumps(projects[0] if len(projects) == 1 else projects, ensure_ascii=False, indent=1)
    else:
        content = "\n\n".join(tables)
    write_output(output, content + "\n")
