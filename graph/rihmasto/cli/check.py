"""`rihmasto check`: does a release, or any RDF file, follow its shapes."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from rihmasto.cli.context import output_option, say, workspace_folder, write_output
from rihmasto.errors import LANGUAGES, Language, UsageError, sentence
from rihmasto.settings import default_language

if TYPE_CHECKING:
    from rihmasto.publish.findings import Outcome

# What is looked at and sent on: without --people nothing about persons goes into it.
_FOR_PEOPLE = ("html", "xlsx")


@click.command(name="check")
@click.argument("workspace", required=False, type=click.Path(path_type=Path))
@click.option("--data", multiple=True, type=click.Path(path_type=Path), help="RDF file to check; may be repeated.")
@click.option("--shapes", multiple=True, type=click.Path(path_type=Path), help="File with SHACL shapes; repeatable.")
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "json", "ttl", "html", "xlsx"]), default="text",
    show_default=True, help="html: one page; xlsx: your own sheets with the cells marked.",
)  # fmt: skip
@output_option
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the sentences.")
@click.option("--new", "new_only", is_flag=True, help="Only what the build before the last one had not; and what went.")
@click.option("--people", is_flag=True, help="Let html and xlsx hold what is about persons; do not publish it then.")
@click.option("--explain", is_flag=True, help="Tell on standard error which engine answered what.")
def command(  # noqa: PLR0913 -- click hands over one argument an option
    *,
    workspace: Path | None,
    data: tuple[Path, ...],
    shapes: tuple[Path, ...],
    form: str,
    output: str,
    lang: str | None,
    new_only: bool,
    people: bool,
    explain: bool,
) -> None:
    """Check a release against the shapes, or --data against --shapes.

    A workspace's own shapes, the .ttl files in its folder shapes/, are used besides those that ship.

    Exit code 0: no violations; 1: violations; 2: wrong usage; 3: a file is missing or unreadable.
    """
    from rihmasto.publish.findings import Outcome  # noqa: PLC0415 -- `--help` needs no engine

    language = cast("Language", lang) if lang else default_language()
    if bool(data) != bool(shapes) or (data and workspace):
        raise UsageError("check-usage")
    if data and (new_only or people):
        raise UsageError("check-new-files")
    if data:
        outcome = Outcome.of_files(data, shapes, named=form != "ttl")
    else:
        folder = workspace_folder(str(workspace) if workspace else None)
        outcome = Outcome.of_workspace(folder, people=people or form not in _FOR_PEOPLE, new_only=new_only)
    try:
        _write(outcome, form, output, language)
    finally:
        outcome.close()
    if explain:
        for part in outcome.parts:
            sys.stderr.writelines(f"{note}\n" for note in part.report.notes)
    if outcome.violations:
        click.get_current_context().exit(1)


def _write(outcome: "Outcome", form: str, output: str, language: Language) -> None:
    from rihmasto.publish.findings import (  # noqa: PLC0415 -- see above
        render_page,
        write_json,
        write_text,
        write_turtle,
    )

    if form == "xlsx":
        _write_books(outcome, output, language)
    elif form == "html":
        write_output(output, render_page(outcome, language))
    elif form == "json":
        write_output(output, write_json(outcome))
    else:
        write_output(output, write_turtle(outcome) if form == "ttl" else write_text(outcome, language))


def _write_books(outcome: "Outcome", output: str, language: Language) -> None:
    from rihmasto.publish.findings import make_books  # noqa: PLC0415 -- see above

    made = make_books(outcome, language)
    for note in made.notes:
        say(note)
    if len(made.files) == 1:
        write_output(output, next(iter(made.files.values())))
        return
    folder = Path(output)
    if output == "-" or folder.suffix or folder.is_file():
        raise UsageError("check-several-books", count=len(made.files))
    folder.mkdir(exist_ok=True)
    for name, content in made.files.items():
        write_output(str(folder / name), content)
    say(sentence("check-books", language, folder=folder, files=", ".join(made.files)))
