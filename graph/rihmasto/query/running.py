"""Running questions on the embedded store of a release, opened read-only."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pyoxigraph as ox

from rihmasto.errors import InputError, UsageError
from rihmasto.query.binding import bind, plain_term
from rihmasto.query.catalogue import NamedQuery, find
from rihmasto.query.labels import namer
from rihmasto.query.mistakes import syntax_mistake
from rihmasto.query.resolving import resolve
from rihmasto.query.results import Explanation, Kind, Result, Term
from rihmasto.query.scanner import guard, significant
from rihmasto.query.shared import prefixes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_PLAIN = frozenset({"date", "integer", "string"})


def open_store(workspace: Path, *, people: bool = False) -> ox.Store:
    """Open the store of a workspace's release for reading.

    Args:
        workspace: its folder.
        people: open the store that holds the people graph as well.

    Raises:
        InputError: the workspace is not built, or the store cannot be read.
    """
    path = workspace / "build" / ("people-store" if people else "store")
    if not path.is_dir():
        raise InputError("query-no-release", workspace=workspace)
    try:
        return ox.Store.read_only(str(path))
    except (OSError, ValueError, RuntimeError) as error:
        raise InputError("store-unreadable", path=path, reason=str(error)) from None


def ask(
    store: ox.Store,
    query: NamedQuery | str,
    values: Mapping[str, object] | None = None,
    *,
    language: str = "en",
    people: bool = False,
) -> Result:
    """Ask a named question.

    Args:
        store: where to ask.
        query: a named query or its name.
        values: parameter → value in words; None, or a parameter left out, keeps the default unless it is required.
        language: of the labels, when the query has the parameter `language` and it is not among the values.
        people: whether the store holds the people graph.

    Raises:
        UsageError: the name, a parameter or a value is wrong, one is missing, or the query needs people.
    """
    named = find(query) if isinstance(query, str) else query
    if named.header.people and not people:
        raise UsageError("query-needs-people", query=named.name)
    given = {name: str(value) for name, value in (values or {}).items() if value is not None}
    if any(parameter.name == "language" for parameter in named.parameters):
        given.setdefault("language", language)
    _complete(named, given)
    spoken = given.get("language", language)
    terms = {name: _term(store, named, name, text, spoken) for name, text in given.items()}
    slots = {p.name: str(terms.get(p.name, p.default or "UNDEF")) for p in named.parameters}
    return _answer(store, bind(named, terms), spoken, {}, (named.name, str(named.path), slots))


def run(store: ox.Store, text: str, *, language: str = "en", service: bool = False) -> Result:
    """Run one's own SPARQL; the project's prefixes need no declaration.

    Args:
        store: where to ask.
        text: SELECT, ASK, CONSTRUCT or DESCRIBE.
        language: of the labels that a person is shown.
        service: whether SERVICE may open connections.

    Raises:
        UsageError: it is not SPARQL (with line and column), or it does what a question must not.
    """
    guard(text, service=service)
    return _answer(store, text, language, prefixes(), ("", "", {}))


def _complete(query: NamedQuery, given: Mapping[str, str]) -> None:
    for parameter in query.parameters:
        if parameter.required and parameter.name not in given:
            raise UsageError("missing-parameter", query=query.name, name=parameter.name)


def _term(store: ox.Store, query: NamedQuery, name: str, text: str, language: str) -> ox.NamedNode | ox.Literal:
    parameter = query.parameter(name)
    if parameter.type in _PLAIN:
        return plain_term(name, parameter.type, text)
    return resolve(store, text, parameter.type, parameter.scheme, language=language)


def _answer(
    store: ox.Store, text: str, language: str, known: dict[str, str], origin: tuple[str, str, dict[str, str]]
) -> Result:
    begun = time.perf_counter()
    try:
        answer = store.query(text, prefixes=known)
        kind, columns, terms = _collect(answer)
    except SyntaxError as error:
        raise syntax_mistake(text, str(error)) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise InputError("query-failed", reason=str(error)) from None
    took = (time.perf_counter() - begun) * 1000
    explanation = Explanation(*origin, _graphs(text), len(terms), took)
    return Result(kind, columns, terms, explanation, language, namer(store, language))


def _collect(answer: object) -> tuple[Kind, tuple[str, ...], tuple[tuple[Term | None, ...], ...]]:
    if isinstance(answer, ox.QuerySolutions):
        columns = tuple(variable.value for variable in answer.variables)
        return "table", columns, tuple(tuple(row) for row in answer)
    if isinstance(answer, ox.QueryTriples):
        triples = sorted({(str(t.subject), str(t.predicate), str(t.object)): t for t in answer}.items())
        return "graph", ("subject", "predicate", "object"), tuple(tuple(triple) for _, triple in triples)
    return "answer", ("answer",), ((ox.Literal(bool(answer)),),)


def _graphs(text: str) -> tuple[str, ...]:
    line = significant(text)
    named = {after.text for word, after in pairwise(line) if word.is_word("GRAPH")}
    bare = [token for token in line if not token.is_word("NAMED")]
    named |= {after.text for word, after in pairwise(bare) if word.is_word("FROM")}
    return tuple(sorted(named))
