"""`rihmasto init`: make an empty workspace."""

from pathlib import Path

import click

from rihmasto.cli.context import language_option, say, words
from rihmasto.errors import Language


@click.command()
@click.argument("folder", metavar="DIR")
@language_option
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def command(folder: str, language: Language, *, quiet: bool) -> None:
    """Make an empty workspace in DIR, a new or empty folder.

    It gets pages/ for project pages, tables/ with a spreadsheet to fill in (one sheet a table, lists to choose from),
    and rihmasto.toml, which explains itself. The language is that of the spreadsheet and the explanations.
    """
    from rihmasto.publish import start_workspace  # noqa: PLC0415 (heavy)

    start_workspace(Path(folder), language)
    if not quiet:
        say(words("init-done", language, path=folder))
