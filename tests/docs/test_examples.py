"""What the pages tell to type is typed, and what they show is compared with what happens.

Conventions of the pages: a ```console block holds commands behind "$ " and lines that they print, "…" standing for
anything; a ```python block is run; a block below "`path`:" is written to that file (TOML is added to its end); a table
below "Sheet “Name”:" is typed into that sheet of the spreadsheet, "Sheet “Name”, row 5:" into that row.
"""

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import openpyxl
import pytest
from click.testing import CliRunner

from rihmasto.cli.main import command

ROOT = Path(__file__).parents[2]
# In the order in which a reader would go; each goes on where the one before ended.
WALK = ("tutorial", "how-to/add-your-region", "how-to/read-a-page", "how-to/correct-identity", "how-to/ask-questions",
        "how-to/publish-open-data", "how-to/come-from-pyshacl")  # fmt: skip
PAGES = sorted((ROOT / "README.md", *(p for p in (ROOT / "docs").rglob("*.md") if "reference" not in p.parts)))
_STEP = re.compile(
    r"^`(?P<path>[\w./-]+)`:\n\n```\w+\n(?P<content>.*?)^```$"
    r"|^```(?P<kind>console|python)\n(?P<code>.*?)^```$"
    r"|^Sheet “(?P<sheet>[\w ]+)”(?:, row (?P<row>\d+))?:\n\n(?P<table>(?:^\|[^\n]*\n)+)",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a page, and what the page says that it prints."""

    words: tuple[str, ...]
    printed: tuple[str, ...]


def _commands(code: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", code, flags=re.MULTILINE)[1:]:
        first, *printed = part.splitlines()
        yield Command(tuple(shlex.split(first, comments=True)), tuple(printed))


def _steps(page: Path) -> list[re.Match[str]]:
    return list(_STEP.finditer(page.read_text(encoding="utf-8")))


def _told() -> list[tuple[str, Command]]:
    return [
        (page.relative_to(ROOT).as_posix(), told)
        for page in PAGES
        for step in _steps(page)
        if step["kind"] == "console"
        for told in _commands(step["code"])
    ]


def test_every_command_exists_with_its_options() -> None:
    checked = 0
    for page, told in _told():
        if told.words[0] != "rihmasto":
            assert told.words[0] in {".", "make", "pip"}, page
            continue
        checked += 1
        _parse(command, list(told.words[1:]), page)
    assert checked >= 30


def _parse(group: click.Command, words: list[str], page: str) -> None:
    """Let click parse the words, without running anything."""
    with group.make_context("rihmasto", words, resilient_parsing=True) as context:
        rest = [*context._protected_args, *context.args]
    known = {name for parameter in group.params for name in (*parameter.opts, *parameter.secondary_opts)}
    sub = group.get_command(context, rest[0]) if isinstance(group, click.Group) and rest else None
    own = words[: words.index(rest[0])] if sub else words
    used = {word.partition("=")[0] for word in own if word.startswith("-")}
    assert used <= known | {"--help"}, f"{page}: {words}"
    if isinstance(group, click.Group) and rest:
        assert sub is not None, f"{page}: {words}"
        _parse(sub, words[words.index(rest[0]) + 1 :], page)


@pytest.mark.slow
def test_the_pages_can_be_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RIHMASTO_LANG", "en")
    done = {"file": 0, "sheet": 0, "command": 0, "python": 0}
    for name in WALK:
        for step in _steps(ROOT / "docs" / f"{name}.md"):
            done[_follow(step, name)] += 1
    assert min(done.values()) >= 2, done
    _run_python_of_the_readme(tmp_path)


def test_the_walk_leaves_no_page_out() -> None:
    runnable = {p.relative_to(ROOT / "docs").with_suffix("").as_posix() for p in PAGES if p.parent.name == "how-to"}
    assert {"tutorial", *runnable} == set(WALK)


def _follow(step: re.Match[str], page: str) -> str:
    if step["path"]:
        path = Path(step["path"])
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a" if path.suffix == ".toml" else "w", encoding="utf-8") as file:
            file.write(step["content"])
        return "file"
    if step["sheet"]:
        _type(step["sheet"], int(step["row"] or 2), step["table"])
        return "sheet"
    if step["kind"] == "python":
        exec(compile(step["code"], page, "exec"), {})  # noqa: S102 -- that is what the test is for
        return "python"
    for told in _commands(step["code"]):
        result = CliRunner().invoke(command, told.words[1:])
        assert result.exit_code == 0, f"{page}: {' '.join(told.words)}\n{result.output}\n{result.exception!r}"
        _compare(told, result.output, page)
    return "command"


def _compare(told: Command, printed: str, page: str) -> None:
    """Look for the shown lines in their order; runs of spaces count as one."""
    pattern = ".*".join(re.escape(" ".join(part.split())) for part in " ".join(told.printed).split("…"))
    squeezed = " ".join(printed.split())
    assert re.search(pattern, squeezed), f"{page}: {' '.join(told.words)} does not print so:\n{printed}"


def _type(sheet: str, row: int, table: str) -> None:
    path = Path("my-region/tables/rihmasto.xlsx")
    head, _, *rows = ([cell.strip() for cell in line.strip("|\n").split("|")] for line in table.splitlines())
    book = openpyxl.load_workbook(path)
    columns = [str(cell.value).rstrip("* ") for cell in book[sheet][1]]
    for number, cells in enumerate(rows, row):
        for name, value in zip(head, cells, strict=True):
            book[sheet].cell(number, columns.index(name) + 1, value or None)
    book.save(path)


def _run_python_of_the_readme(folder: Path) -> None:
    """Run them where data/turku is a copy of the tutorial's small region: they build it, and Turku is in it too."""
    shutil.copytree(folder / "my-region", folder / "data" / "turku", ignore=shutil.ignore_patterns("build"))
    blocks = [step for step in _steps(ROOT / "README.md") if step["kind"] == "python"]
    assert blocks
    for block in blocks:
        assert _follow(block, "README.md") == "python"
