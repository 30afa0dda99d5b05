"""`rihmasto build`: make the release of a workspace."""

import sys
from pathlib import Path

import click

from rihmasto.cli.context import language_option, say, words, workspace_folder
from rihmasto.errors import Language


class Progress:
    """Shows the steps of a build on a terminal, in one line that is written over.

    Args:
        language: fi, sv or en.
        shown: whether to show anything; nothing is drawn where standard error is no terminal.
    """

    def __init__(self, language: Language, *, shown: bool) -> None:
        self._language = language
        self._shown = shown and sys.stderr.isatty()

    def __call__(self, step: str, what: str) -> None:
        """Show a step."""
        if self._shown:
            line = f"{words(f'step-{step}', self._language)} {what}"[:78]
            click.echo(f"\r\x1b[2K{line}", nl=False, err=True)

    def end(self) -> None:
        """Clear the line."""
        if self._shown:
            click.echo("\r\x1b[2K", nl=False, err=True)


@click.command()
@click.argument("workspace", required=False)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@language_option
def command(workspace: str | None, language: Language, *, quiet: bool) -> None:
    """Make the release of WORKSPACE: read, lift, load and check everything.

    The release is the folder build/ in the workspace. It is complete or absent: a build that fails or is stopped
    leaves the old one untouched. Every row and value that was not taken is listed, with its place and the reason.
    """
    run(workspace_folder(workspace, shipped=False), language, quiet=quiet)


def run(folder: Path, language: Language, *, quiet: bool = False) -> None:
    """Build and tell about it; the command `demo` does the same.

    Args:
        folder: the workspace.
        language: fi, sv or en.
        quiet: say nothing but errors.
    """
    from rihmasto.pipeline import build, lines  # noqa: PLC0415

    progress = Progress(language, shown=not quiet)
    try:
        built = build(folder, progress)
    finally:
        progress.end()
    if quiet:
        return
    for line in lines(built.accounts, language):
        say(line)
    say(words("built", language, path=built.folder))
    for name, count in built.counts.items():
        label = words("count-" + name.replace(" ", "-"), language)
        say(f"  {label:<34}{count:>9,}".replace(",", "\u00a0"))
