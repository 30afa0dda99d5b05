"""What ontologies say about classes and properties, and SHACL's own shapes for shapes."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from rihmasto.errors import InputError
from rihmasto.validate.graph import Triple, read_triples
from rihmasto.validate.terms import RDF, RDFS, iri, plain
from rihmasto.validate.validation import validate

_OWL = "http://www.w3.org/2002/07/owl#"
_TYPE = iri(f"{RDF}type")
_AXIOMS = (f"<{RDFS}", f"<{_OWL}")


def write_axioms(ontologies: Sequence[Path], target: Path) -> None:
    """Write the axioms of ontologies as N-Triples: what their classes and properties are, and whose individuals.

    Args:
        ontologies: RDF files; what they import is not fetched.
        target: file to write.

    Raises:
        InputError: a file is missing or broken.
    """
    lines: list[str] = []
    for number, path in enumerate(ontologies):
        lines += (f"{s} {p} {o} .\n" for s, p, o in _axioms(list(read_triples(path, f"o{number}"))))
    target.write_text("".join(lines), encoding="utf-8")


def _axioms(triples: Sequence[Triple]) -> Iterable[Triple]:
    individuals = {s for s, p, o in triples if p == _TYPE and o == iri(f"{_OWL}NamedIndividual")}
    for s, p, o in triples:
        told = p.startswith(_AXIOMS) or (p == _TYPE and (o.startswith(_AXIOMS) or o == iri(f"{RDF}Property")))
        if (told and p != iri(f"{_OWL}imports")) or (p == _TYPE and s in individuals):
            yield s, p, o


def check_shapes(shapes: Sequence[Path]) -> None:
    """Check shapes against the shapes for shapes of the standard (SHACL, appendix C).

    Raises:
        InputError: the shapes break them, or a file is missing or broken.
    """
    from importlib.resources import files  # noqa: PLC0415 -- only -m needs it

    report = validate(shapes, [Path(str(files("pyshacl") / "assets" / "shacl-shacl.ttl"))], named=False)
    broken = [r for r in report.results if r.level == "violation"]
    if broken:
        first = broken[0]
        where = [plain(first.focus), str(first.path or ""), plain(first.value) if first.value else ""]
        what = " ".join(filter(None, where))
        raise InputError("shapes-meta", count=len(broken), node=what, file=", ".join(p.name for p in shapes))
