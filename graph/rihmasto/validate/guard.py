"""Files that would end the process, found by a look at their bytes before the parser sees them.

The engine's RDF/XML parser unpacks entities without end, and its JSON-LD parser recurses without end; both kill the
process, and no exception tells of it. A file of a few hundred bytes is enough.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from rihmasto.errors import InputError

if TYPE_CHECKING:
    from pyoxigraph import RdfFormat

DEEPEST_JSON = 200
"""Brackets within brackets; the parser bears some thousand."""

MOST_UNPACKED = 10_000_000
"""Bytes that entities may unpack to, or fifty times the file where that is more."""

_DECLARED = re.compile(rb"<!ENTITY([^<]*)")
_REFERENCE = re.compile(rb"&(?!#|(?:lt|gt|amp|quot|apos);)")
_JSON = re.compile(rb'"(?:[^"\\]|\\.)*"|([\[{])|([\]}])', re.DOTALL)


def refuse_bombs(content: bytes, syntax: "RdfFormat", path: Path) -> None:
    """Refuse a file that unpacks, or nests, to more than a parser bears.

    Args:
        content: of the file.
        syntax: that it will be parsed with.
        path: for the sentence.

    Raises:
        InputError: "rdf-entities" or "rdf-deep".
    """
    if syntax.file_extension == "rdf" and _unpacks(content):
        raise InputError("rdf-entities", path=path)
    if syntax.file_extension == "jsonld" and _depth(content) > DEEPEST_JSON:
        raise InputError("rdf-deep", path=path, deepest=DEEPEST_JSON)


def _unpacks(content: bytes) -> bool:
    """Tell whether an entity is made of entities, or the longest one is used too often."""
    declared = _DECLARED.findall(content)
    if any(_REFERENCE.search(value) for value in declared):
        return True
    longest = max(map(len, declared), default=0)
    return longest * content.count(b"&") > max(MOST_UNPACKED, 50 * len(content))


def _depth(content: bytes) -> int:
    depth = deepest = 0
    for match in _JSON.finditer(content):
        if match.lastindex:
            depth += 1 if match.lastindex == 1 else -1
            deepest = max(deepest, depth)
    return deepest
