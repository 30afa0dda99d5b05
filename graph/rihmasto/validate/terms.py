"""RDF terms as their canonical N-Triples text, which is also how the columns of the engine hold them."""

import re

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SH = "http://www.w3.org/ns/shacl#"

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SHORT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def iri(text: str) -> str:
    """Return the term of an IRI."""
    return f"<{text}>"


def sh(name: str) -> str:
    """Return the term of a name in the SHACL vocabulary."""
    return f"<{SH}{name}>"


def is_iri(term: str) -> bool:
    """Tell whether a term is an IRI."""
    return term.startswith("<")


def is_blank(term: str) -> bool:
    """Tell whether a term is a blank node."""
    return term.startswith("_")


def is_literal(term: str) -> bool:
    """Tell whether a term is a literal."""
    return term.startswith('"')


def plain(term: str) -> str:
    """Return what a term is about without its syntax: the IRI, the label, or the lexical form of a literal."""
    if is_iri(term):
        return term[1:-1]
    if is_blank(term):
        return term
    body = term[1 : term.rindex('"')]
    return _ESCAPE.sub(_unescape, body) if "\\" in body else body


def _unescape(match: re.Match[str]) -> str:
    short, long, char = match.groups()
    if char is None:
        return chr(int(short or long, 16))
    return _SHORT.get(char, char)


def language(term: str) -> str:
    """Return the language tag of a literal in lower case, or ""."""
    tail = term[term.rindex('"') + 1 :] if is_literal(term) else ""
    return tail[1:].partition("--")[0].lower() if tail.startswith("@") else ""


def datatype(term: str) -> str:
    """Return the datatype IRI of a literal, or "" for another kind of term."""
    if not is_literal(term):
        return ""
    tail = term[term.rindex('"') + 1 :]
    if tail.startswith("@"):
        return f"{RDF}langString"
    return tail[3:-1] if tail else f"{XSD}string"


def is_true(term: str | None) -> bool:
    """Tell whether a term is the literal `true`; SHACL means the term, so `"1"^^xsd:boolean` is not."""
    return term == f'"true"^^<{XSD}boolean>'


def local_name(term: str) -> str:
    """Return the last part of an IRI, as the words of last resort; a literal gives its lexical form."""
    text = plain(term)
    return re.split(r"[/#:]", text.rstrip("/#"))[-1] or text if is_iri(term) else text
