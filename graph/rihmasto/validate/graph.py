"""Small graphs in memory, such as shapes and reports, and the reading of any RDF file."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rihmasto.errors import InputError
from rihmasto.validate.guard import refuse_bombs
from rihmasto.validate.terms import RDF, SH, iri, is_blank, is_iri, plain

if TYPE_CHECKING:
    import pyoxigraph

Triple = tuple[str, str, str]

# what tells one anonymous shape from another
_MARKS = ("path", "targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
_FIRST, _REST, _NIL = iri(f"{RDF}first"), iri(f"{RDF}rest"), iri(f"{RDF}nil")


class TermGraph:
    """An indexed set of triples of N-Triples terms, for graphs that fit a page.

    Attributes:
        origin: subject → the name of the file that describes it.
    """

    def __init__(self) -> None:
        self._by_subject: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._by_object: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.origin: dict[str, str] = {}

    def add(self, triples: Iterable[Triple], origin: str = "") -> None:
        """Add triples of one file."""
        for s, p, o in triples:
            objects = self._by_subject[s][p]
            if o not in objects:
                objects.append(o)
                self._by_object[o][p].append(s)
                self.origin.setdefault(s, origin)

    def objects(self, subject: str, predicate: str) -> list[str]:
        """Return the values of a property, in the order of the file."""
        return list(self._by_subject[subject][predicate]) if self.describes(subject, predicate) else []

    def value(self, subject: str, predicate: str) -> str | None:
        """Return one value of a property, or None."""
        return next(iter(self.objects(subject, predicate)), None)

    def subjects(self, predicate: str, value: str) -> list[str]:
        """Return the nodes that have this value of a property."""
        return self._by_object[value].get(predicate, []) if value in self._by_object else []

    def describes(self, subject: str, predicate: str) -> bool:
        """Tell whether a subject has a value of a property."""
        return subject in self._by_subject and predicate in self._by_subject[subject]

    def properties(self, subject: str) -> dict[str, list[str]]:
        """Return all properties of a subject."""
        return dict(self._by_subject[subject]) if subject in self._by_subject else {}

    def nodes(self) -> list[str]:
        """Return all subjects."""
        return list(self._by_subject)

    def triples(self) -> Iterator[Triple]:
        """Iterate over all triples."""
        for s, properties in self._by_subject.items():
            for p, objects in properties.items():
                for o in objects:
                    yield s, p, o

    def where(self, node: str) -> dict[str, str]:
        """Return what a sentence calls a node, and its file.

        An anonymous node is told by its path or target; what is not described itself, by the thing that it is part of.
        """
        said: list[str] = []
        owner, seen, file = node, set[str](), ""
        while owner and owner not in seen:
            seen.add(owner)
            file = file or self.origin.get(owner, "")
            said += [plain(owner)] if not is_blank(owner) else self._mark(owner)
            inner = is_blank(owner) or owner not in self.origin
            above = self._by_object[owner] if inner and owner in self._by_object else {}
            owner = next((s for subjects in above.values() for s in subjects), "")
        return {"node": " → ".join(reversed(said)) or "[]", "file": file}

    def _mark(self, node: str) -> list[str]:
        told = ((name, v) for name in _MARKS for v in self.objects(node, iri(f"{SH}{name}")) if is_iri(v))
        return [f"[sh:{name} {plain(v)}]" for name, v in told][:1]

    def items(self, head: str) -> list[str]:
        """Return the members of an RDF list.

        Raises:
            InputError: it is broken or has no end.
        """
        found: list[str] = []
        seen = set()
        while head != _NIL:
            first, rest = self.objects(head, _FIRST), self.objects(head, _REST)
            if head in seen or len(first) != 1 or len(rest) != 1:
                raise InputError("shapes-list", **self.where(head))
            seen.add(head)
            found.append(first[0])
            head = rest[0]
        return found


def read_triples(path: Path, tag: str = "") -> Iterator[Triple]:
    """Parse a file of any RDF syntax; named graphs are merged.

    Args:
        path: the file; its extension tells the syntax.
        tag: when given, blank nodes are relabelled in the order of the file with this prefix.

    Raises:
        InputError: the file is missing, its syntax unknown or wrong.
    """
    labels: dict[str, str] = {}

    def name(term: str) -> str:
        return labels.setdefault(term, f"_:{tag}b{len(labels)}") if tag and term.startswith("_") else term

    for quad in _parse(path):
        yield name(str(quad.subject)), str(quad.predicate), name(str(quad.object))


def _parse(path: Path) -> Iterator["pyoxigraph.Quad"]:
    import pyoxigraph  # noqa: PLC0415 -- only a check needs it, not --help

    if path.is_dir():
        raise InputError("rdf-folder", path=path)
    syntax = pyoxigraph.RdfFormat.from_extension(path.suffix.lstrip(".").lower())
    if syntax is None:
        raise InputError("rdf-extension", path=path)
    try:
        content = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
        refuse_bombs(content, syntax, path)
        yield from pyoxigraph.parse(content, format=syntax, base_iri=path.resolve().as_uri())
    except OSError as error:
        raise InputError("rdf-missing", path=path) from error
    except MemoryError as error:  # the parser's own word for a value of more than 16 MB
        raise InputError("rdf-long", path=path) from error
    except (SyntaxError, ValueError) as error:
        line, column = getattr(error, "lineno", None) or 1, getattr(error, "offset", None) or 1
        reason = re.sub(
            r"^Parser error (?:at|between) line [^:]*: ", "", str(getattr(error, "msg", error)).split("\n")[0]
        )
        if "LoadDocumentCallback" in reason:  # the parser's word for "asked to fetch"
            raise InputError("rdf-remote", path=path) from error
        raise InputError("rdf-syntax", path=path, line=line, column=column, reason=reason) from error


def read_graph(paths: Sequence[Path]) -> TermGraph:
    """Read files into one small graph; blank nodes of different files stay apart.

    Raises:
        InputError: a file is missing, its syntax unknown or wrong.
    """
    graph = TermGraph()
    for number, path in enumerate(paths):
        graph.add(read_triples(path, f"s{number}"), path.name)
    return graph
