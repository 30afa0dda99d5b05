"""`rihmasto read`: what the reader finds on project pages, value by value."""

import json
import sys
from pathlib import Path

import click

from rihmasto.cli.context import output_option, write_output
from rihmasto.errors import Language, sentence
from rihmasto.model import Rejection, SourceText
from rihmasto.settings import default_language
from rihmasto.sources.decoding import decode, read_bytes
from rihmasto.sources.pages import PageReading, annotation, claims_of, read_page


def _text(name: str) -> SourceText:
    if name == "-":
        return decode(sys.stdin.buffer.read(), name="-")
    return decode(read_bytes(Path(name)), name=name)


def _tell(notes: tuple[Rejection, ...] | list[Rejection], name: str, language: Language) -> None:
    for note in notes:
        line = f":{note.locator.line}" if note.locator.line else ""
        click.echo(f"{name}{line}: {sentence(note.code, language, **note.values)}", err=True)


def _table(reading: PageReading) -> str:
    """One line a value: record and column, value, and in brackets the line, the rule and a doubt, if there is one."""
    lines = []
    for record, claim in claims_of(reading.records):
        doubt = "" if claim.confidence >= 1 else f", {claim.confidence:.0%}"
        kept = "" if claim.rank == "preferred" else ", beside another value"
        lines.append(
            f"{record.key}.{claim.column}: {claim.value}  (line {claim.locator.line}, {claim.rule}{doubt}{kept})"
        )
    return "\n".join(lines)


@click.command("read")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("-f", "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--lang", type=click.Choice(["fi", "sv", "en"]), default=None, help="Language of the messages.")
@output_option
def command(files: tuple[str, ...], form: str, lang: Language | None, output: str) -> None:
    """Read project pages and show what they say, each value with its line and rule ("-" reads standard input)."""
    language = lang or default_language()
    projects: list[dict[str, object]] = []
    tables: list[str] = []
    for name in files:
        source = _text(name)
        reading = read_page(source.text, name=name)
        _tell([*source.notes, *reading.rejections], name, language)
        found = annotation(reading.records)
        if not found:
            click.echo(sentence("page-without-project", language, name=name), err=True)
        projects.extend(found)
        tables.append((f"# {name}\n" if len(files) > 1 else "") + _table(reading))
    content = (
        json.dumps(projects[0] if len(projects) == 1 else projects, ensure_ascii=False, indent=1)
        if form == "json"
        else "\n\n".join(tables)
    )
    write_output(output, content + "\n")
