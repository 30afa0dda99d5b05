"""The words of SHACL, and the shapes that they cannot make."""

import tomllib
from collections.abc import Collection
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from rihmasto.errors import InputError
from rihmasto.validate.graph import TermGraph
from rihmasto.validate.terms import SH, XSD, datatype, is_iri, is_literal, plain, sh


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "vocabulary.toml").read_text(encoding="utf-8"))


@cache
def words(group: str) -> frozenset[str]:
    """Return a group of names of `vocabulary.toml`, such as `shape_lists` or `all`."""
    return frozenset(next(table[group] for table in _tables().values() if group in table).split())


@cache
def parameters() -> frozenset[str]:
    """Return the parameters of the constraint components of SHACL Core, and sh:sparql."""
    return words("plain") | words("shapes") | words("shape_lists") | words("term_lists")


def check_words(graph: TermGraph) -> list[str]:
    """Refuse words that SHACL does not have: a misspelt constraint would pass silently.

    Only nodes that are written in SHACL, or stand where a shape belongs, are looked at; data may lie in the same file.

    Returns:
        Notes on words of older drafts, which mean nothing.

    Raises:
        InputError: a name in the SHACL namespace is unknown.
    """
    known, valued = words("all"), {sh(name) for name in words("shapes")}
    written: set[str] = set()
    unknown: list[tuple[str, str]] = []
    for s, p, o in graph.triples():
        for name in filter(None, (_shacl_name(p), _shacl_name(o))):
            if name in known:
                written.add(s)
            else:
                unknown.append((s, name))
        if p in valued:
            written.add(o)
    old: set[tuple[str, str]] = set()
    for s, name in unknown:
        if name in words("obsolete"):
            old.add((graph.origin.get(s, ""), name))
        elif s in written:
            near = _nearest(name, known)
            raise InputError("shapes-term", file=graph.origin.get(s, ""), term=name, near=near)
    return [f"{file}: sh:{name} is of an older draft of SHACL and says nothing" for file, name in sorted(old)]


def _nearest(name: str, known: Collection[str]) -> str:
    """Return the word most like another; capitals count only among words that differ in nothing else."""
    near = get_close_matches(name.lower(), sorted({word.lower() for word in known}), 1, 0.0)[0]
    return get_close_matches(name, sorted(word for word in known if word.lower() == near), 1, 0.0)[0]


def _shacl_name(term: str) -> str:
    return term[len(SH) + 1 : -1] if term.startswith(f"<{SH}") else ""


def check_shape(graph: TermGraph, node: str) -> None:
    """Refuse a shape that says what no shape can mean (SHACL 4).

    Raises:
        InputError: two values where one is allowed, a count without a path, a property shape without one, a shape that
            is not there, or a value of the wrong kind.
    """
    said = shacl_names(graph, node)
    for name in sorted(said & words("single")):
        if len(graph.objects(node, sh(name))) > 1:
            raise InputError("shapes-twice", term=name, **graph.where(node))
    for name in sorted(said & words("needs_path")):
        if "path" not in said:
            raise InputError("shapes-no-path", term=name, **graph.where(node))
    _check_values(graph, node, said)
    _check_parts(graph, node, said)


def _check_values(graph: TermGraph, node: str, said: set[str]) -> None:
    for name in sorted(said & (words("truth") | words("whole") | words("named") | words("text"))):
        for value in graph.objects(node, sh(name)):
            code = _wrong_value(name, value)
            if code:
                raise InputError(code, term=name, value=plain(value), **graph.where(node))


def _check_parts(graph: TermGraph, node: str, said: set[str]) -> None:
    for part in graph.objects(node, sh("property")):
        if not graph.describes(part, sh("path")):
            called = plain(part) if is_iri(part) else "[]"
            raise InputError("shapes-property", part=called, **graph.where(node))
    lists = [(name, v) for name in sorted(said & words("shape_lists")) for v in graph.objects(node, sh(name))]
    named = [(name, v) for name in sorted(said & words("shapes")) for v in graph.objects(node, sh(name))]
    for name, part in [*named, *((name, item) for name, head in lists for item in graph.items(head))]:
        if is_literal(part) or (is_iri(part) and not graph.properties(part)):
            raise InputError("shapes-missing", term=name, part=plain(part), **graph.where(node))


def _wrong_value(name: str, value: str) -> str:
    """Return the sentence of a value that a term of SHACL cannot have, or ""."""
    if name in words("truth") and datatype(value) != f"{XSD}boolean":
        return "shapes-boolean"
    if name in words("whole") and not plain(value).isdecimal():
        return "shapes-number"
    if name in words("named") and not is_iri(value):
        return "shapes-named"
    if name in words("text") and not is_literal(value):
        return "shapes-text"
    return "shapes-flags" if name == "flags" and not set(plain(value)) <= set("smixq") else ""


def shacl_names(graph: TermGraph, node: str) -> set[str]:
    """Return the names in the SHACL vocabulary of the properties of a node."""
    return {_shacl_name(p) for p in graph.properties(node)} - {""}
