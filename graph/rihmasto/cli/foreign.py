"""Options that the `pyshacl` command has, for `rihmasto check`, so that scripts which call it need few changes."""

import contextlib
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rihmasto.cli.context import FILE
from rihmasto.errors import InputError, UsageError

if TYPE_CHECKING:
    from rihmasto.publish.findings import Outcome

F = TypeVar("F", bound=Callable[..., Any])

REPORTS = {"human": "text", "turtle": "ttl"}
"""pyshacl's names of forms → ours."""

SYNTAXES = {
    "turtle": "ttl", "ttl": "ttl", "xml": "rdf", "json-ld": "jsonld", "nt": "nt", "n3": "n3", "nquads": "nq",
    "trig": "trig",
}  # fmt: skip
"""pyshacl's names of syntaxes → extension of a file."""

LEVELS = ("violation", "warning", "info")


@dataclass(frozen=True, slots=True)
class Foreign:
    """What was asked in pyshacl's words.

    Attributes:
        ontology: files whose classes and properties are known besides the data's.
        ontology_syntax: of these files; auto goes by the extension.
        data_syntax: of the data.
        shapes_syntax: of the shapes.
        meta: check the shapes against the standard's shapes for shapes first.
        abort: tell the gravest result only.
        fails: the least level that makes the exit code 1.
    """

    ontology: tuple[Path, ...]
    ontology_syntax: str
    data_syntax: str
    shapes_syntax: str
    meta: bool
    abort: bool
    fails: str

    @property
    def used(self) -> bool:
        """Whether something was asked that only makes sense for RDF files."""
        syntaxes = {self.ontology_syntax, self.data_syntax, self.shapes_syntax}
        return bool(self.ontology or self.meta or self.abort or syntaxes != {"auto"})


def foreign_options(function: F) -> F:
    """Add the options; the function gets them as one argument, `foreign`."""
    syntax = click.Choice(["auto", *SYNTAXES])
    options = [
        click.option("-e", "--ont-graph", "ontology", multiple=True, type=FILE,
                     help="File with classes and properties that the data use; repeatable, never fetched."),
        click.option("-df", "--data-file-format", "data_syntax", type=syntax, default="auto",
                     help="Syntax of the data; needed where the name does not tell it, as of -."),
        click.option("-sf", "--shacl-file-format", "shapes_syntax", type=syntax, default="auto",
                     help="Syntax of the shapes."),
        click.option("-ef", "--ont-file-format", "ontology_syntax", type=syntax, default="auto",
                     help="Syntax of -e."),
        click.option("-i", "--inference", type=click.Choice(["none", "rdfs", "owlrl", "both"]), default="none",
                     help="Only none; subclasses are followed without."),
        click.option("-m", "--metashacl", "meta", is_flag=True, help="Check the shapes by SHACL's own shapes first."),
        click.option("--abort", is_flag=True, help="Tell the gravest result only."),
        click.option("--fail-on", "fails", type=click.Choice(LEVELS), default="violation", show_default=True,
                     help="The least level that makes the exit code 1."),
        click.option("--allow-info", "--allow-infos", "allow_info", is_flag=True, help="As --fail-on warning."),
        click.option("-w", "--allow-warning", "--allow-warnings", "allow_warning", is_flag=True,
                     help="As --fail-on violation."),
        click.option("-a", "--advanced", "advanced", is_flag=True, help="Not needed: targets in SPARQL always work."),
    ]  # fmt: skip

    @wraps(function)
    def wrapped(**given: Any) -> Any:  # noqa: ANN401 -- click's own
        inference, advanced = given.pop("inference"), given.pop("advanced")
        warning, info = given.pop("allow_warning"), given.pop("allow_info")
        if inference != "none":
            raise UsageError("check-inference", inference=inference)
        del advanced
        if warning or info:
            given["fails"] = "violation" if warning else "warning"
        names = Foreign.__dataclass_fields__
        foreign = Foreign(**{name: given.pop(name) for name in names})
        return function(foreign=foreign, **given)

    decorated: Any = wrapped
    for option in reversed(options):
        decorated = option(decorated)
    return decorated  # type: ignore[no-any-return]  # the function, with options


@contextlib.contextmanager
def readable(paths: Sequence[Path], syntax: str) -> Iterator[list[Path]]:
    """Give files names that tell their syntax, and standard input a file.

    Args:
        paths: as the user gave them; - is standard input.
        syntax: one of SYNTAXES, or auto.

    Raises:
        UsageError: standard input without a syntax.
        InputError: about one of the files, with the name that the user gave.
    """
    if syntax == "auto" and Path("-") not in paths:
        yield list(paths)
        return
    if syntax == "auto":
        raise UsageError("check-stdin")
    with tempfile.TemporaryDirectory() as folder:
        named: dict[str, Path] = {}
        for number, path in enumerate(paths):
            inside = Path(folder, f"{number}", f"{path.stem}.{SYNTAXES[syntax]}")
            inside.parent.mkdir()
            if path == Path("-"):
                inside.write_bytes(sys.stdin.buffer.read())
            elif path.is_file():
                inside.symlink_to(path.resolve())
            named[str(inside)] = path
        try:
            yield [Path(name) for name in named]
        except InputError as error:
            given: dict[str, dict[str, Any]] = {
                "path": named,
                "file": {Path(inside).name: path.name for inside, path in named.items()},
            }
            values = {key: given.get(key, {}).get(str(value), value) for key, value in error.values.items()}
            raise type(error)(error.code, **values) from error


def check_files(data: Sequence[Path], shapes: Sequence[Path], foreign: Foreign, *, named: bool) -> "Outcome":
    """Check RDF files against shapes, the way that was asked for.

    Args:
        data: RDF files; - is standard input.
        shapes: RDF files with shapes.
        foreign: what was asked in pyshacl's words.
        named: look up what things are called.

    Raises:
        UsageError: standard input without a syntax.
        InputError: a file is missing or broken, or the shapes cannot be used.
    """
    from rihmasto.publish.findings import Outcome, gravest  # noqa: PLC0415 -- `--help` needs no engine
    from rihmasto.validate.ontologies import check_shapes, write_axioms  # noqa: PLC0415 -- see above

    with contextlib.ExitStack() as stack:
        files = stack.enter_context(readable(data, foreign.data_syntax))
        rules = files if shapes == data else stack.enter_context(readable(shapes, foreign.shapes_syntax))
        if foreign.meta:
            check_shapes(rules)
        if foreign.ontology:
            ontologies = stack.enter_context(readable(foreign.ontology, foreign.ontology_syntax))
            axioms = Path(stack.enter_context(tempfile.TemporaryDirectory()), "axioms.nt")
            write_axioms(ontologies, axioms)
            files = [*files, axioms]
        outcome = Outcome.of_files(files, rules, named=named)
    return gravest(outcome) if foreign.abort else outcome
