"""`rihmasto check`: does a release, or any RDF file, follow its shapes."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from rihmasto.cli.context import FILE, output_option, say, workspace_folder, write_output
from rihmasto.cli.foreign import REPORTS, Foreign, check_files, foreign_options
from rihmasto.errors import LANGUAGES, Language, UsageError, sentence
from rihmasto.settings import default_language

if TYPE_CHECKING:
    from rihmasto.publish.findings import Outcome

_TELL_LEFT_OUT = ("text", "json", "html", "xlsx")
_FORMS = ("text", "json", "ttl", "html", "xlsx")
_OTHER_FORMS = ("human", "table", "turtle", "xml", "json-ld", "nt", "n3")  # pyshacl's names


@click.command(name="check")
@click.argument("places", nargs=-1, metavar="[WORKSPACE | FILE...]", type=FILE)
@click.option("--data", multiple=True, type=FILE, help="RDF file to check; may be repeated.")
@click.option(
    "-s", "--shapes", "--shacl", "shapes", multiple=True, type=FILE,
    help="File with SHACL shapes; repeatable.",
)  # fmt: skip
@click.option(
    "-f", "--format", "form", type=click.Choice([*_FORMS, *_OTHER_FORMS]), default="text",
    show_default=True, help="html: one page; xlsx: your own sheets with the cells marked.",
)  # fmt: skip
@output_option
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the sentences.")
@click.option("--new", "new_only", is_flag=True, help="Only what the build before the last one had not; and what went.")
@click.option("--people", is_flag=True, help="Tell what is about persons, too; do not publish it then.")
@foreign_options
@click.option(
    "--state", type=FILE,
    help="File kept between two checks of --data: after an edit, only what it can affect is validated again.",
)  # fmt: skip
@click.option("--explain", is_flag=True, help="Tell on standard error which engine answered what.")
def command(  # noqa: PLR0913 -- click hands over one argument an option
    *,
    places: tuple[Path, ...],
    data: tuple[Path, ...],
    shapes: tuple[Path, ...],
    form: str,
    output: str,
    lang: str | None,
    new_only: bool,
    people: bool,
    foreign: Foreign,
    state: Path | None,
    explain: bool,
) -> None:
    """Check a release against the shapes, or --data (or FILEs) against --shapes.

    FILEs without --shapes are checked against the shapes that they hold themselves; - is standard input.

    A workspace's own shapes, the .ttl files in its folder shapes/, are used besides those that ship.

    Exit code 0: no violations; 1: violations; 2: wrong usage; 3: a file is missing or unreadable.
    """
    from rihmasto.publish.files import refuse_sources  # noqa: PLC0415 -- `--help` needs no engine
    from rihmasto.publish.findings import Outcome  # noqa: PLC0415 -- see above

    language = cast("Language", lang) if lang else default_language()
    form = REPORTS.get(form, form)
    if not data and _are_files(places, shapes):
        data, shapes, places = places, shapes or places, ()
    if bool(data) != bool(shapes) or (data and places) or len(places) > 1 or (foreign.used and not data):
        raise UsageError("check-usage")
    if data and (new_only or people):
        raise UsageError("check-new-files")
    if state and (not data or foreign.used):
        raise UsageError("check-state-files")
    refuse_sources(Path(output), [*data, *shapes, *foreign.ontology, *([state] if state else [])])
    if state:
        outcome = Outcome.of_files(data, shapes, named=form in _FORMS and form != "ttl", state=state)
    elif data:
        outcome = check_files(data, shapes, foreign, named=form in _FORMS and form != "ttl")
    else:
        folder = workspace_folder(str(places[0]) if places else None)
        outcome = Outcome.of_workspace(folder, people=people, new_only=new_only)
    try:
        _write(outcome, form, output, language)
        _remark(outcome, form, language, explain=explain)
    finally:
        outcome.close()
    if outcome.counts_from(foreign.fails):
        click.get_current_context().exit(1)


def _remark(outcome: "Outcome", form: str, language: Language, *, explain: bool) -> None:
    """Tell on standard error what the report itself does not say."""
    if outcome.idle and form != "text":
        say(sentence("check-idle", language))
    if outcome.hidden_count:
        say(sentence("check-hidden", language, count=outcome.hidden_count))
    left_out = outcome.left_out(language) if form not in _TELL_LEFT_OUT else ()
    if left_out:
        say(sentence("check-left-out-elsewhere", language, count=len(left_out)))
    for report in outcome.reports if explain else ():
        for note in report.notes:
            say(note)


def _are_files(places: tuple[Path, ...], shapes: tuple[Path, ...]) -> bool:
    """Tell whether the arguments are RDF files: with --shapes they must be, else a folder is a workspace."""
    return bool(places) and (bool(shapes) or any(p == Path("-") or p.is_file() for p in places))


def _write(outcome: "Outcome", form: str, output: str, language: Language) -> None:
    from rihmasto.publish.findings import (  # noqa: PLC0415 -- see above
        SYNTAXES,
        render_page,
        write_json,
        write_syntax,
        write_table,
        write_text,
        write_turtle,
    )

    if form == "xlsx":
        _write_books(outcome, output, language)
    elif form == "html":
        write_output(output, render_page(outcome, language))
    elif form in SYNTAXES:
        write_output(output, write_syntax(outcome, form))
    elif form == "table":
        write_output(output, write_table(outcome, language))
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
