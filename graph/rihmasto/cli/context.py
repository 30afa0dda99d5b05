"""What the commands share: options, where output goes, and how progress is shown."""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from rihmasto.assets import asset
from rihmasto.errors import LANGUAGES, InputError, Language, sentence
from rihmasto.settings import default_language

F = TypeVar("F", bound=Callable[..., Any])
FILE = click.Path(path_type=Path, readable=False)
"""A file to read; that it cannot be read is told by whoever reads it, with exit code 3."""


def say(message: str) -> None:
    """Write a line to standard error."""
    click.echo(message, err=True)


def words(code: str, language: Language, **values: object) -> str:
    """Return words of the catalogue of sentences, for people."""
    return sentence(code, language, **values)


def language_option(function: F) -> F:
    """Add --lang fi|sv|en; the default is the user's own."""
    option = click.option(
        "--lang", "language", type=click.Choice(LANGUAGES), default=default_language,
        help="Language of labels and messages: fi, sv or en.",
    )  # fmt: skip
    return option(function)


def output_option(function: F) -> F:
    """Add -o/--output; "-" is standard output."""
    option = click.option("-o", "--output", default="-", metavar="FILE", help="Write to FILE; - is standard output.")
    return option(function)


def workspace_folder(given: str | None, *, shipped: bool = True) -> Path:
    """Find the workspace: the one given, else the current folder if it is one, else the shipped one.

    Args:
        given: a path, or None.
        shipped: whether the shipped workspace will do; what writes into a workspace wants one of the user's own.
    """
    if given is not None:
        return Path(given)
    here = Path.cwd()
    return here if (here / "rihmasto.toml").is_file() or not shipped else asset("data", "turku")


def write_output(output: str, content: str | bytes) -> None:
    """Write to a file in one step, or to standard output.

    Args:
        output: a path, or "-".
        content: text (written as UTF-8) or bytes.

    Raises:
        UsageError: a folder is there, or a source of a workspace.
        InputError: the file cannot be written; nothing half-written stays behind.
    """
    data = content.encode() if isinstance(content, str) else content
    if output in {"-", "/dev/stdout"}:
        if sys.stdout is None:  # the caller closed it
            raise InputError("system-refuses", path=output, reason=os.strerror(errno.EBADF))
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from rihmasto.publish.files import fresh_file  # noqa: PLC0415

    with fresh_file(Path(output)) as fresh:
        fresh.write_bytes(data)
