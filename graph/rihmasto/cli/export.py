"""`rihmasto export`: write the release of a workspace in another format."""

import shutil
import sys
import tempfile
from io import BufferedReader
from pathlib import Path

import click

from rihmasto.cli.context import language_option, output_option, say, words, workspace_folder
from rihmasto.errors import InputError, Language, UsageError

# As in rihmasto.publish, which is not imported for `--help`; a test compares the two.
FORMS = ("ttl", "nq", "trig", "jsonld", "rdfxml", "csv", "parquet", "xlsx", "graphml", "gexf")
_STDOUT = "-"


@click.command()
@click.argument("workspace", required=False)
@click.option("-f", "--format", "form", type=click.Choice(FORMS), help="Default: what the ending of FILE says.")
@output_option
@click.option("--people", is_flag=True, help="With persons; the workspace must allow it.")
@click.option("--exact", is_flag=True, help="CSV for programs: no apostrophe before texts that begin with = + - @.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@language_option
def command(  # noqa: PLR0913  # click gives every option as an argument
    workspace: str | None, form: str | None, output: str, language: Language, *, people: bool, exact: bool, quiet: bool
) -> None:
    """Write the release of WORKSPACE in another format.

    ttl, nq, trig, jsonld and rdfxml are the graph (ttl and rdfxml without named graphs, every triple once); csv,
    parquet and xlsx the tables (csv and parquet as a .zip, or as a folder); graphml and gexf the partner network.
    Persons are left out.
    """
    from rihmasto.publish import BINARY, export, find_release, form_of  # noqa: PLC0415 (heavy)

    if form is None and output == _STDOUT:
        raise UsageError("export-no-form", forms=", ".join(FORMS))
    form = form or form_of(output)
    release = find_release(workspace_folder(workspace), people=people)
    if output != _STDOUT:
        export(release, form, Path(output), language=language, exact=exact)
        if not quiet:
            say(words("export-done", language, path=output))
        return
    if form in BINARY and sys.stdout.isatty():
        raise UsageError("export-terminal", form=form)
    # Whole or not at all, here too: made first, then sent.
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / "export.zip"
        export(release, form, made, language=language, exact=exact)
        with made.open("rb") as file:
            _send(file)


def _send(file: BufferedReader) -> None:
    try:
        shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError("cannot-write", path=_STDOUT, reason=error.strerror or str(error)) from error
