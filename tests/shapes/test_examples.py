"""Every property shape against its examples: `tests/shapes/` mirrors `shapes/`, one folder for each file of shapes.

A `valid-*.ttl` has no finding at all; an `invalid-<reason>.ttl` has exactly the one that its first line expects:
`# expect: <shape> <thing> <severity>`. An example is checked by the shapes of its own folder only.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import RDF, SH

HERE = Path(__file__).parent
SHAPES = HERE.parents[1] / "shapes"
RIHS = "https://w3id.org/rihmasto/shapes#"
EXPECT = re.compile(r"# expect: (\S+) (\S+) (Violation|Warning|Info)\n")

VALID = sorted(HERE.rglob("valid-*.ttl"))
INVALID = sorted(HERE.rglob("invalid-*.ttl"))


@contextmanager
def literals_as_written() -> Iterator[None]:
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before


@cache
def shapes_of(folder: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(SHAPES / folder.relative_to(HERE).with_suffix(".ttl"))


def findings(example: Path) -> list[tuple[str, str, str]]:
    with literals_as_written():
        data = rdflib.Graph().parse(example)
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes_of(example.parent), advanced=True)
    assert isinstance(report, rdflib.Graph)
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape, thing, severity = (
            str(report.value(result, p)) for p in (SH.sourceShape, SH.focusNode, SH.resultSeverity)
        )
        found.append((shape.removeprefix(RIHS), thing, severity.removeprefix(str(SH))))
    return found


def expected(example: Path) -> tuple[str, str, str]:
    line = EXPECT.match(example.read_text(encoding="utf-8"))
    assert line, "the first line must say which one finding is expected"
    return line[1], line[2], line[3]


def name(example: Path) -> str:
    return str(example.relative_to(HERE))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("example", INVALID, ids=name)
def test_invalid_example_has_the_one_expected_finding(example: Path) -> None:
    assert findings(example) == [expected(example)]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("example", VALID, ids=name)
def test_valid_example_has_no_finding(example: Path) -> None:
    assert findings(example) == []


def test_every_example_is_counted() -> None:
    assert (len(VALID), len(INVALID)) == (49, 224)
    assert len(list(HERE.rglob("*.ttl"))) == 49 + 224


def test_every_property_shape_has_an_invalid_example_in_its_folder() -> None:
    shapes = {
        (file.relative_to(SHAPES).with_suffix(""), str(shape).removeprefix(RIHS))
        for file in SHAPES.rglob("*.ttl")
        for shape in shapes_of(HERE / file.relative_to(SHAPES).with_suffix("")).subjects(SH.path, None)
        if isinstance(shape, rdflib.URIRef)
    }
    shown = {(e.parent.relative_to(HERE), expected(e)[0]) for e in INVALID}
    assert len(shapes) == 163 + 25
    assert shapes - shown == set()


def test_examples_are_invented() -> None:
    own = re.compile(r"https?://(?:[\w.]+\.)?(?:example\.org|w3id\.org|w3\.org|purl\.org|xmlns\.com)[/\w]")
    known = (
        "http://publications.europa.eu/resource/authority/currency/",
        "http://data.europa.eu/nuts/code/",
        "https://creativecommons.org/licenses/",
        "http://tools.ietf.org/rfc/",
        "https://ror.org/",
        "https://schema.org/Project",
    )
    for example in VALID + INVALID:
        text = example.read_text(encoding="utf-8")
        assert [
            a for a in re.findall(r"https?://[^\s>\"]+", text) if not own.match(a) and not a.startswith(known)
        ] == []
        assert set(re.findall(r"@([\w-]+\.[\w.-]+)", text)) <= {"example.org"}
