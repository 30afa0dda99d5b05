"""The command `rihmasto`: every subcommand is a module of this package, loaded when it is called."""

import importlib
import itertools
import re
import sys

import click

from rihmasto import __version__
from rihmasto.cli.context import say
from rihmasto.errors import LANGUAGES, InputError, Language, RihmastoError, UsageError
from rihmasto.settings import default_language

# In the order in which a newcomer meets them. The short help stands here so that `--help` loads no command.
COMMANDS = {
    "demo": "Copy the shipped workspace, build it, ask it and draw it.",
    "init": "Make an empty workspace with a spreadsheet to fill in.",
    "read": "Read a project page and show every value with its words.",
    "build": "Make the release of a workspace.",
    "check": "Say what is wrong in the data, and where.",
    "query": "Ask a named question, or one of your own.",
    "map": "Draw a network map as one HTML file.",
    "export": "Write the data in another format.",
    "doctor": "Say what is installed and whether the release is whole.",
}
_INTERRUPTED = 130
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+\s*")


class _Commands(click.Group):
    """A group whose commands are imported only when they run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            raise UsageError("usage-no-command", name=cmd_name, commands=", ".join(COMMANDS))
        command: click.Command = importlib.import_module(f"rihmasto.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="rihmasto %(version)s")
def command() -> None:
    """Rihmasto: a knowledge graph of regional innovation ecosystems.

    Start with “rihmasto demo”. Data go to standard output, everything else to standard error.
    """


def main() -> None:
    """Run the command line and turn failures into one sentence and an exit code (0, 1, 2, 3, 4 or 130)."""
    try:
        code = command.main(prog_name="rihmasto", standalone_mode=False)
        sys.stdout.flush()  # a full disk may show itself only now
    except RihmastoError as error:
        say(_one_line(error.say(_language())))
        code = error.exit_code
    except click.exceptions.Abort:
        code = _INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()  # `rihmasto` alone: what there is, as with --help
        code = error.exit_code
    except click.ClickException as error:
        from rihmasto.cli.usage import said  # noqa: PLC0415

        say(_one_line(said(error, _language())))
        code = error.exit_code
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; that is no failure.
        sys.stdout = None  # keep the interpreter from flushing into the closed pipe
        code = 0
    except RuntimeError as error:
        if str(error) != "Query interrupted":  # what DuckDB says of Ctrl-C
            raise
        code = _INTERRUPTED
    except OSError as error:
        refusal = InputError("system-refuses", path=error.filename or "-", reason=error.strerror or str(error))
        say(_one_line(refusal.say(_language())))
        sys.stdout = None  # as above, where standard output is a file on a full disk
        code = refusal.exit_code
    sys.exit(code if isinstance(code, int) else 0)


def _one_line(sentence: str) -> str:
    """Take out what a value has brought along: line breaks, and characters that command a terminal."""
    return _CONTROL.sub(" ", sentence).rstrip()


def _language() -> Language:
    """Take the language of the failing command's --lang, since the command itself is gone when the error is shown."""
    words = [word for argument in sys.argv for word in argument.split("=", 1)]
    for before, word in itertools.pairwise(words):
        for language in LANGUAGES:
            if before == "--lang" and word == language:
                return language
    return default_language()
