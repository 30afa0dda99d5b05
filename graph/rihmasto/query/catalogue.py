"""The catalogue: `queries/<subject>/<noun-phrase>.rq`; the path is the name everywhere."""

import difflib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from rihmasto.assets import asset
from rihmasto.errors import InputError, UsageError
from rihmasto.names import slug
from rihmasto.query.header import Header, Parameter, parse_header
from rihmasto.query.scanner import guard, slots
from rihmasto.query.shared import words


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question of the catalogue.

    Attributes:
        name: `<subject>/<noun-phrase>`.
        path: its file.
        text: the file's text; it runs unchanged in any SPARQL engine.
        header: title, question, tags, view and the like.
        parameters: with their defaults, in the order of the header; the language of labels comes last.
    """

    name: str
    path: Path
    text: str
    header: Header
    parameters: tuple[Parameter, ...]

    def parameter(self, name: str) -> Parameter:
        """Return a parameter by name.

        Raises:
            UsageError: there is none; the sentence offers those that there are.
        """
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        names = ", ".join(parameter.name for parameter in self.parameters)
        raise UsageError("unknown-parameter", query=self.name, name=name, names=names or "–")


@cache
def catalogue(folder: Path | None = None) -> dict[str, NamedQuery]:
    """Read all named queries.

    Args:
        folder: where they lie; without it those that ship.

    Returns:
        name → query, sorted by name.

    Raises:
        InputError: a file's header or slots are wrong.
    """
    root = folder or asset("queries")
    found = {}
    for path in sorted(root.rglob("*.rq")):
        name = path.relative_to(root).with_suffix("").as_posix()
        found[name] = parse_query(name, path, path.read_text(encoding="utf-8"))
    return dict(sorted(found.items()))


def find(name: str, folder: Path | None = None) -> NamedQuery:
    """Return a named query.

    Args:
        name: `<subject>/<noun-phrase>`.
        folder: where the queries lie; without it those that ship.

    Raises:
        UsageError: there is none; the sentence offers the nearest names.
    """
    queries = catalogue(folder)
    if name in queries:
        return queries[name]
    raise UsageError("unknown-query", name=name, near=", ".join(_nearest(name, list(queries))))


def parse_query(name: str, path: Path, text: str) -> NamedQuery:
    """Read one query file and join its parameters with their slots.

    Args:
        name: `<subject>/<noun-phrase>`.
        path: the file, for the sentences.
        text: its text.

    Raises:
        InputError: the header is wrong, or a parameter does not have exactly one slot of one term.
        UsageError: the body asks other endpoints, changes data or nests too deep.
    """
    header = parse_header(text, name)
    guard(text)
    places = slots(text)
    declared = list(header.parameters)
    if any(place.name == "language" for place in places) and not any(p.name == "language" for p in declared):
        declared.append(_language())
    parameters = []
    for parameter in declared:
        own = [place for place in places if place.name == parameter.name]
        if [place.count for place in own] != [1]:
            raise InputError("header-slot", file=name, name=parameter.name, count=sum(place.count for place in own))
        default = own[0].term
        none = parameter.required or default.upper() == "UNDEF"
        parameters.append(replace(parameter, default=None if none else default))
    return NamedQuery(name, path, text, header, tuple(parameters))


def _language() -> Parameter:
    return Parameter("language", "string", words()["parameter"]["language"])


def _nearest(name: str, names: list[str]) -> list[str]:
    wanted = slug(name)
    slugs = {slug(name): name for name in names}
    near = [slugs[close] for close in difflib.get_close_matches(wanted, list(slugs), n=5, cutoff=0.5)]
    parts = set(wanted.split("-"))
    ranked = sorted(names, key=lambda n: (-len(parts & set(slug(n).split("-"))), n))
    return near or ranked[:5]
