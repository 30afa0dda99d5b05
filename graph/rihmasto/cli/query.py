"""`rihmasto query`: the catalogue of named questions, and questions of one's own."""

import sys
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, cast

import click

from rihmasto.cli.context import language_option, output_option, say, workspace_folder, write_output
from rihmasto.errors import InputError, Language, UsageError, sentence
from rihmasto.query.catalogue import NamedQuery, catalogue, find
from rihmasto.query.shared import words
from rihmasto.settings import default_language

if TYPE_CHECKING:
    from pyoxigraph import Store

    from rihmasto.query import Result

_FORMS = ("table", "csv", "tsv", "json", "xlsx", "parquet", "ttl", "nt")
_SHARED = ("workspace", "form", "output", "language", "explain", "people")


def _shared_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add what every question has; the group takes them too, so that they may stand before the name."""
    for option in (
        click.option("--people", is_flag=True, help="Ask the store that holds contact persons as well."),
        click.option("--explain", is_flag=True, help="Tell on standard error what was asked and how long it took."),
        language_option,
        output_option,
        click.option("-f", "--format", "form", type=click.Choice(_FORMS), default="table", show_default=True),
        click.option("-w", "--workspace", metavar="DIR", help="The workspace; else this folder, else the shipped one."),
    ):
        function = option(function)
    return function


class _Questions(click.Group):
    """A group whose subcommands are the named queries, with their parameters as options."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        return list(catalogue())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- as above
        return _question(find(cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        language = ctx.params.get("language") or default_language()
        for subject, queries in _by_subject():
            with formatter.section(_subject(subject, language)):
                formatter.write_dl([(query.name, query.header.title[language]) for query in queries])


@click.group(name="query", cls=_Questions, invoke_without_command=True)
@click.option("--file", "file", type=click.Path(path_type=Path), metavar="Q.rq", help="Run a SPARQL file of your own.")
@click.option("--sparql", metavar="TEXT", help="Run SPARQL of your own.")
@click.option("--allow-service", is_flag=True, help="Let your own SPARQL ask other endpoints (SERVICE).")
@_shared_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    file: Path | None,
    sparql: str | None,
    allow_service: bool,
    **shared: Any,  # noqa: ANN401 -- one option each
) -> None:
    """Ask a named question, or one of your own.

    Without a name it lists the questions. “rihmasto query NAME --help” shows what a question can be asked with.
    """
    if (file is not None) + (sparql is not None) + (ctx.invoked_subcommand is not None) > 1:
        raise UsageError("query-one-at-a-time")
    if ctx.invoked_subcommand is not None:
        return
    if file is None and sparql is None:
        click.echo(_listing(shared["language"]), nl=False)
        return
    text = sparql if sparql is not None else _read(cast("Path", file))

    def answer(store: "Store") -> "Result":
        from rihmasto.query import run  # noqa: PLC0415 -- the list of questions needs no engine

        return run(store, text, language=shared["language"], service=allow_service)

    _deliver(answer, shared)


def _question(query: NamedQuery) -> click.Command:
    """Make the command of a named query."""
    language = default_language()
    header = query.header

    @click.pass_context
    def callback(ctx: click.Context, /, **given: Any) -> None:  # noqa: ANN401 -- one option each
        shared = {name: _inherited(ctx, name, given.pop(name)) for name in _SHARED}

        def answer(store: "Store") -> "Result":
            from rihmasto.query import ask  # noqa: PLC0415 -- see above

            values = {name.removeprefix("param_"): value for name, value in given.items()}
            return ask(store, query, values, language=shared["language"], people=shared["people"])

        if header.people and not shared["people"]:
            raise UsageError("query-needs-people", query=query.name)
        _deliver(answer, shared)

    options: list[click.Parameter] = [
        click.Option(
            [f"--{parameter.name.replace('_', '-')}", f"param_{parameter.name}"],
            metavar=parameter.type.upper(),
            help=parameter.about[language],
        )
        for parameter in query.parameters
        if parameter.name != "language"
    ]
    help_text = f"{header.title[language]}.\n\n{header.question[language]}"
    made = click.Command(query.name, callback=callback, params=options, help=help_text)
    return cast("click.Command", _shared_options(made))


def _inherited(ctx: click.Context, name: str, value: object) -> Any:  # noqa: ANN401 -- as the option has it
    """Take an option from before the name when it does not stand after it."""
    given = ctx.get_parameter_source(name) is not click.core.ParameterSource.DEFAULT
    return value if given or ctx.parent is None else ctx.parent.params.get(name, value)


def _deliver(answer: "Callable[[Store], Result]", shared: dict[str, Any]) -> None:
    """Open the store, ask, explain and write."""
    from rihmasto.query import open_store, write  # noqa: PLC0415 -- see above
    from rihmasto.query.formats import BINARY  # noqa: PLC0415 -- see above
    from rihmasto.query.formats.table import text_table  # noqa: PLC0415 -- see above

    form, output, language = shared["form"], shared["output"], shared["language"]
    to_terminal = output == "-" and sys.stdout.isatty()
    if form in BINARY and to_terminal:
        raise UsageError("binary-to-terminal", form=form)
    workspace = workspace_folder(shared["workspace"])
    result = answer(open_store(workspace, people=shared["people"]))
    if shared["explain"]:
        _explain(result, workspace / "build" / ("people-store" if shared["people"] else "store"), language)
    if form == "table" and not len(result):
        say(sentence("no-rows", language))
    if form == "table" and to_terminal:
        write_output(output, text_table(result, get_terminal_size().columns))
    else:
        write_output(output, write(result, form))


def _explain(result: "Result", store: Path, language: Language) -> None:
    told = result.explanation
    if told.query:
        say(sentence("explain-query", language, query=told.query, file=told.file))
    for name, term in told.slots.items():
        say(sentence("explain-slot", language, name=name, term=term))
    say(sentence("explain-store", language, path=store))
    if told.graphs:
        say(sentence("explain-graphs", language, graphs=", ".join(told.graphs)))
    else:
        say(sentence("explain-default-graph", language))
    say(sentence("explain-rows", language, rows=told.rows, milliseconds=f"{told.milliseconds:.1f}"))


def _by_subject() -> list[tuple[str, list[NamedQuery]]]:
    queries = catalogue().values()
    return [(subject, list(group)) for subject, group in groupby(queries, key=lambda q: q.name.partition("/")[0])]


def _subject(subject: str, language: Language) -> str:
    return words()["subject"][subject][language]


def _listing(language: Language) -> str:
    lines = []
    for subject, queries in _by_subject():
        lines.append(_subject(subject, language))
        for query in queries:
            lines += [f"  {query.name}", f"      {query.header.title[language]}. {query.header.question[language]}"]
        lines.append("")
    return "\n".join(lines)


def _read(path: Path) -> str:
    try:
        if str(path) == "-":
            return sys.stdin.read()
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("query-file-unreadable", path=path, reason=getattr(error, "strerror", None) or error) from None
