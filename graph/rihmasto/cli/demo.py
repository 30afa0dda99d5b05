"""`rihmasto demo`: the whole way of the data on the shipped workspace, step by step."""

import shutil
from pathlib import Path

import click

from rihmasto.assets import asset
from rihmasto.cli.context import language_option, say, words
from rihmasto.errors import Language, UsageError

_QUESTION = "partners/of-organisation"
_MAP = "map.html"


@click.command()
@click.argument("folder", default="rihmasto-demo")
@language_option
@click.pass_context
def command(context: click.Context, folder: str, language: Language) -> None:
    """Copy the shipped workspace to FOLDER, build it, check it, ask it a question and draw its map."""
    target = Path(folder)
    _copy(target, language)
    _step(language, 2, "demo-build", path=target)
    _run(context, "build", [str(target), "--lang", language])
    _step(language, 3, "demo-check", path=target)
    _summary(target, language)
    _step(language, 4, "demo-query", path=target, query=_QUESTION)
    _run(context, "query", [_QUESTION, "--organisation", "turku", "--workspace", str(target), "--lang", language])
    _step(language, 5, "demo-map", path=target)
    page = target / _MAP
    _run(context, "map", ["partners", str(target), "-o", str(page), "--lang", language])
    say("")
    say(words("demo-end", language, path=target, page=page))


def _copy(target: Path, language: Language) -> None:
    _step(language, 1, "demo-copy", path=target)
    if target.exists() and not (target / "rihmasto.toml").is_file():
        raise UsageError("demo-folder", path=target)
    from rihmasto.publish.starting import IGNORED  # noqa: PLC0415  # heavy

    ignored = shutil.ignore_patterns("build", "person.key", ".*")
    shutil.copytree(asset("data", "turku"), target, ignore=ignored, dirs_exist_ok=True)
    (target / ".gitignore").write_text(f"{IGNORED}review.csv\n", encoding="utf-8")


def _step(language: Language, number: int, code: str, **values: object) -> None:
    say("")
    say(f"{number}/5  {words(code, language, **values)}")


def _summary(target: Path, language: Language) -> None:
    from rihmasto.workspace import Workspace  # noqa: PLC0415  # heavy

    counts = Workspace(target, language=language).counts
    for level in ("violation", "warning", "info"):
        say(f"     {counts.get(level, 0):>5}  {words(f'count-{level}', language)}")


def _run(context: click.Context, name: str, arguments: list[str]) -> None:
    """Run another command as a person would, with its own options."""
    group = context.find_root().command
    if isinstance(group, click.Group) and (command := group.get_command(context, name)):
        command.main(arguments, prog_name=f"rihmasto {name}", standalone_mode=False)
