"""`rihmasto read`: what the reader finds on project pages, value by value."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from rihmasto.cli.context import language_option, output_option, say, words, write_output
from rihmasto.errors import InputError, Language, RihmastoError, sentence
from rihmasto.model import Rejection
from rihmasto.settings import colour_allowed
from rihmasto.sources.pages import PageReading, annotation, claims_of, read_page

if TYPE_CHECKING:
    from rihmasto.sources.documents import Document, PageFile

T = TypeVar("T")
_STEP = 16


@dataclass(frozen=True, slots=True)
class _Shown:
    """A page as it goes to the output.

    Attributes:
        name: of the file.
        parts: pieces of output.
        told: what is to be said of it.
        refused: why it cannot be read, or None.
    """

    name: str
    parts: list[str]
    told: list[str]
    refused: RihmastoError | None = None


def _notes(notes: Iterable[Rejection], name: str, language: Language) -> Iterator[str]:
    for note in notes:
        line = f":{note.locator.line}" if note.locator.line else ""
        yield f"{name}{line}: {sentence(note.code, language, **note.values)}"


def _table(reading: PageReading) -> str:
    """One line a value: record and column, value, and in brackets the line, the rule and a doubt, if there is one."""
    lines = []
    for record, claim in claims_of(reading.records):
        doubt = "" if claim.confidence >= 1 else f", {claim.confidence:.0%}"
        kept = "" if claim.rank == "preferred" else ", normal"
        place = f"line {claim.locator.line}, {claim.rule}{doubt}{kept}"
        lines.append(f"{record.key}.{claim.column}: {claim.value}  ({place})")
    return "\n".join(lines)


def _refusal(page: "PageFile") -> RihmastoError:
    """Name the file as it was named on the command line."""
    said = page.refused or InputError("file-missing", name="")
    return type(said)(said.code, **{**said.values, "name": str(page.path)})


def _show(page: "PageFile", *, form: str, language: Language, colour: bool) -> _Shown:
    """Make of a page what goes to the output; this runs where the page is read, perhaps in another process."""
    name = str(page.path)
    document, reading = page.document, page.reading
    if document is None or reading is None:
        return _Shown(name, [], [], _refusal(page))
    told = [f"{name}: {_about(document, reading, language)}"] if form in {"explain", "text"} else []
    told += _notes([*document.source.notes, *reading.rejections], name, language)
    found = annotation(reading.records)
    if not found:
        told.append(sentence("page-without-project", language, name=name))
    if form == "json":
        return _Shown(name, [json.dumps(project, ensure_ascii=False, indent=1) for project in found], told)
    if form == "text":
        return _Shown(name, [document.text.rstrip("\n")], told)
    if form == "explain":
        from rihmasto.publish.explaining import explanation_text  # noqa: PLC0415  # heavy

        return _Shown(name, [explanation_text(document.text, reading, language, colour=colour)], told)
    return _Shown(name, [_table(reading)], told)


def _about(document: "Document", reading: PageReading, language: Language) -> str:
    return words("page-told", language, kind=document.kind, encoding=document.source.encoding, spoken=reading.language)


def _pages(files: tuple[str, ...], make: Callable[["PageFile"], T], language: Language) -> Iterator[T]:
    """Read files, folders of files and standard input, in the order given."""
    from rihmasto.sources.documents import PageFile, document_of, page_files, read_pages  # noqa: PLC0415

    for name in files:
        path = Path(name)
        if name == "-":
            document = document_of(sys.stdin.buffer.read(), name="-")
            yield make(PageFile(path, document, read_page(document.text, name="-")))
        elif path.is_dir():
            paths = page_files(path)
            if not paths:
                raise InputError("folder-without-pages", path=name)
            yield from _watched(read_pages(paths, make), len(paths), language)
        else:
            yield from read_pages([path], make)


def _watched(pages: Iterator[T], count: int, language: Language) -> Iterator[T]:
    """Show on a terminal how many pages of a folder were read."""
    shown = sys.stderr.isatty() and count > _STEP
    for number, page in enumerate(pages, 1):
        if shown and (number % _STEP == 0 or number == count):
            told = words("reading-pages", language, done=number, all=count) if number < count else ""
            click.echo(f"\r\x1b[2K{told}", nl=False, err=True)
        yield page


def _joined(parts: list[str], form: str) -> str:
    if form != "json":
        return "\n\n".join(parts)
    if len(parts) == 1:
        return parts[0]
    inner = ",\n".join(" " + part.replace("\n", "\n ") for part in parts)
    return f"[\n{inner}\n]" if parts else "[]"


def _same(page: "PageFile") -> "PageFile":
    return page


def _write_page(files: tuple[str, ...], output: str, language: Language) -> None:
    from rihmasto.publish.explaining import explanation_page  # noqa: PLC0415  # heavy

    read = []
    for page in _pages(files, _same, language):
        if page.document is None or page.reading is None:
            raise _refusal(page)
        read.append((page.path.name, page.document, page.reading))
    write_output(output, explanation_page(read, language))


@click.command("read")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["table", "json", "html", "text"]),
    default="table",
    show_default=True,
    help="table: a line a value; json: an object a project; html: the page with its values marked; text: as read.",
)
@click.option("--explain", is_flag=True, help="Show the page with each value marked, its rule and how sure it is.")
@language_option
@output_option
def command(*, files: tuple[str, ...], form: str, explain: bool, language: Language, output: str) -> None:
    """Read project pages and show what they say, each value with its line and rule.

    FILE is a text, a saved HTML page or a PDF with a text layer, a folder of such files, or - for standard input.
    With --format json: one object, or a list when there are several projects. With --format html: one page that
    shows a person why each value was read; keep it to yourself when it holds contacts.
    """
    if form == "html":
        _write_page(files, output, language)
        return
    wanted = "explain" if explain and form == "table" else form
    make = partial(_show, form=wanted, language=language, colour=colour_allowed() and output == "-")
    many = len(files) > 1 or Path(files[0]).is_dir()
    parts: list[str] = []
    refused = 0
    for page in _pages(files, make, language):
        if page.refused and not many:
            raise page.refused
        for line in [page.refused.say(language)] if page.refused else page.told:
            say(line)
        refused += page.refused is not None
        parts += [f"# {page.name}\n{part}" if many and wanted != "json" else part for part in page.parts]
    write_output(output, _joined(parts, wanted) + "\n")
    if refused:
        click.get_current_context().exit(InputError.exit_code)
