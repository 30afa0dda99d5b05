"""Wrong usage in one sentence of the user's language, where click would say several lines of English."""

import click

from rihmasto.cli.context import words
from rihmasto.errors import Language


def said(error: click.ClickException, language: Language) -> str:
    """Say what is wrong with a command line.

    Args:
        error: what click found.
        language: fi, sv or en.
    """
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "rihmasto"
    if isinstance(error, click.NoSuchOption) and context:
        names = ", ".join(_longest(p) for p in context.command.params if isinstance(p, click.Option))
        return words("usage-no-option", language, command=command, option=error.option_name, options=names)
    name = _name(error)
    if isinstance(error, click.MissingParameter):
        return words("usage-missing", language, command=command, name=name)
    if isinstance(error, click.BadParameter) and error.param and isinstance(error.param.type, click.Choice):
        choices = ", ".join(str(choice) for choice in error.param.type.choices)
        return words("usage-choice", language, name=name, choices=choices)
    return words("usage-other", language, command=command, reason=error.format_message().rstrip("."))


def _name(error: click.ClickException) -> str:
    """Return what a person calls a parameter: --lang, or FILE…."""
    if not isinstance(error, click.BadParameter) or error.param is None:
        return ""
    if isinstance(error.param, click.Option):
        return _longest(error.param)
    return error.param.metavar or error.param.human_readable_name


def _longest(option: click.Parameter) -> str:
    return max(option.opts, key=len)
