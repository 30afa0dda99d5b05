"""Bad shapes and bad data end in one sentence in three languages, with the right exit code; nothing hangs."""

import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from rihmasto.errors import LANGUAGES, RihmastoError
from rihmasto.validate import bounded, validate
from rihmasto.validate.shapes import read_shapes

SH = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
GOOD = (
    "<urn:s> a sh:NodeShape ; sh:targetClass <urn:C> ; sh:property <urn:p> . <urn:p> sh:path <urn:q> ; sh:minCount 1 ."
)
SHAPES = {
    "syntax": ("<urn:s> a sh:NodeShape", "rdf-syntax"),
    "prefix": ("ex:s a sh:NodeShape .", "rdf-syntax"),
    "unknown term": (
        "<urn:s> sh:targetClass <urn:C> ; sh:property [ sh:path <urn:q> ; sh:minCont 1 ] .",
        "shapes-term",
    ),
    "unknown class": ("<urn:s> a sh:NodeShap ; sh:targetClass <urn:C> ; sh:closed true .", "shapes-term"),
    "recursive": ("<urn:s> sh:targetClass <urn:C> ; sh:node <urn:s> .", "shapes-recursive"),
    "recursive far": (
        """<urn:s> sh:targetClass <urn:C> ; sh:node <urn:t> . <urn:t> sh:or ( [ sh:not <urn:u> ] ) .
           <urn:u> sh:path <urn:q> ; sh:qualifiedValueShape <urn:t> ; sh:qualifiedMinCount 1 .""",
        "shapes-recursive",
    ),
    "two paths": ("<urn:s> sh:targetClass <urn:C> ; sh:path <urn:q>, <urn:r> ; sh:minCount 1 .", "shapes-twice"),
    "path without end": (
        "<urn:s> sh:targetClass <urn:C> ; sh:path _:a ; sh:minCount 1 . _:a sh:inversePath _:a .",
        "shapes-path",
    ),
    "path of nothing": ("<urn:s> sh:targetClass <urn:C> ; sh:path [ ] ; sh:minCount 1 .", "shapes-path"),
    "list without end": (
        """@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
           <urn:s> sh:targetClass <urn:C> ; sh:in _:a . _:a rdf:first 1 ; rdf:rest _:a .""",
        "shapes-list",
    ),
    "count without path": ("<urn:s> sh:targetClass <urn:C> ; sh:minCount 1 .", "shapes-no-path"),
    "count of words": ('<urn:s> sh:targetClass <urn:C> ; sh:path <urn:q> ; sh:minCount "many" .', "shapes-number"),
    "truth in quotes": ('<urn:s> sh:targetClass <urn:C> ; sh:closed "true" .', "shapes-boolean"),
    "part that is nothing": ("<urn:s> sh:targetClass <urn:C> ; sh:property <urn:none> .", "shapes-property"),
    "class in quotes": ('<urn:s> sh:targetClass "urn:C" ; sh:path <urn:q> ; sh:minCount 1 .', "shapes-named"),
    "severity in quotes": ('<urn:s> sh:targetClass <urn:C> ; sh:closed true ; sh:severity "Info" .', "shapes-named"),
    "pattern without": ("<urn:s> sh:targetClass <urn:C> ; sh:path <urn:q> ; sh:pattern <urn:q> .", "shapes-text"),
    "flags": ('<urn:s> sh:targetClass <urn:C> ; sh:path <urn:q> ; sh:pattern "a" ; sh:flags "I" .', "shapes-flags"),
    "shape not there": ("<urn:s> sh:targetClass <urn:C> ; sh:node <urn:none> .", "shapes-missing"),
    "shape of words": ('<urn:s> sh:targetClass <urn:C> ; sh:or ( [ sh:nodeKind sh:IRI ] "x" ) .', "shapes-missing"),
    "list that is none": ("<urn:s> sh:targetClass <urn:C> ; sh:in <urn:none> .", "shapes-list"),
    "path of words": ('<urn:s> sh:targetClass <urn:C> ; sh:property [ sh:path "q" ] .', "shapes-path"),
    "ask as select": ('<urn:s> sh:targetClass <urn:C> ; sh:sparql [ sh:select "ASK {}" ] .', "shapes-sparql"),
    "select without this": (
        '<urn:s> sh:targetClass <urn:C> ; sh:sparql [ sh:select "SELECT ?x { ?x ?p ?o }" ] .',
        "shapes-sparql",
    ),
    "target without this": (
        '<urn:s> sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?x { ?x ?p ?o }" ] ; sh:closed true .',
        "shapes-sparql",
    ),
    "prefix of nothing": (
        """<urn:s> sh:targetClass <urn:C> ; sh:sparql [ sh:prefixes <urn:o> ; sh:select "SELECT $this {}" ] .
           <urn:o> sh:declare [ sh:prefix "ex" ] .""",
        "shapes-sparql",
    ),
    "query": ('<urn:s> sh:targetClass <urn:C> ; sh:sparql [ sh:select "SELECT nothing" ] .', "shapes-sparql"),
    "no shapes": ("<urn:s> <urn:p> <urn:o> .", "shapes-none"),
    "pattern": ('<urn:s> sh:targetClass <urn:C> ; sh:path <urn:q> ; sh:pattern "(" .', "shapes-refused"),
}
DATA = {
    "data.ttl": (b"<urn:a> a <urn:C>", "rdf-syntax"),
    "words.nt": (b"these are words\n", "rdf-syntax"),
    "latin.nq": ('<urn:a> <urn:q> "Jyväskylä" .\n'.encode("latin-1"), "rdf-syntax"),
    "binary.nt": (bytes(range(256)) * 20, "rdf-syntax"),
    "data.csv": (b"a,b\n", "rdf-extension"),
    "data.jsonld": (b"[" * 5000, "rdf-deep"),
    "far.jsonld": (b'{"@context": "https://example.org/context", "@id": "urn:a"}', "rdf-remote"),
    "open.nt": (b'<urn:a> <urn:q> "x\n', "rdf-syntax"),
    "data.rdf": (b'<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><r>&b;</r>', "rdf-entities"),
}


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def refusal(data: Path, shapes: Path) -> RihmastoError:
    with pytest.raises(RihmastoError) as caught, at_most(20):
        validate([data], [shapes])
    error = caught.value
    said = [error.say(language) for language in LANGUAGES]
    assert len(set(said)) == 3
    for sentence in said:
        assert sentence.strip() == sentence
        assert "\n" not in sentence
        assert "{" not in sentence
        assert "Traceback" not in sentence
    assert error.exit_code == 3
    return error


def write(path: Path, text: str) -> Path:
    path.write_text(SH + text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", SHAPES)
def test_bad_shapes(name: str, tmp_path: Path) -> None:
    text, code = SHAPES[name]
    data = write(tmp_path / "data.ttl", '<urn:a> a <urn:C> ; <urn:q> "x" .')
    error = refusal(data, write(tmp_path / "shapes.ttl", text))
    assert error.code == code
    assert "_:" not in str(error)
    assert ("shapes.ttl" in str(error)) is (code != "shapes-none")


@pytest.mark.parametrize(
    ("shapes", "named"),
    [
        ("<urn:s> sh:targetClass <urn:C> ; sh:property [ sh:path <urn:q> ; sh:minCount 1, 2 ] .",
         "urn:s → [sh:path urn:q]"),
        ("[] sh:targetClass <urn:C> ; sh:or ( [ sh:path <urn:q> ; sh:pattern '(' ] ) .",
         "[sh:targetClass urn:C]"),
        ("[] sh:targetClass <urn:C> ; sh:in ( 1 ), 2 .", "[sh:targetClass urn:C]"),
        ("<urn:s> sh:targetClass <urn:C> ; sh:sparql [ sh:select 'SELECT ?x { MINUS {} }' ] .", "urn:s"),
        ("<urn:s> sh:targetClass <urn:C> ; sh:sparql [ sh:deactivated false ] .", "urn:s"),
    ],
)  # fmt: skip
def test_an_anonymous_shape_is_told_by_what_it_is_part_of(shapes: str, named: str, tmp_path: Path) -> None:
    data = write(tmp_path / "data.ttl", '<urn:a> a <urn:C> ; <urn:q> "x" .')
    error = refusal(data, write(tmp_path / "shapes.ttl", shapes))
    assert error.values["node"] == named


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT $this { $this ex:role ?x }", "the prefix ex: is not declared (sh:prefixes)"),
        ("SELECT $this { $this ?p ?o } LIMIT three 3", "syntax error near “rn:a> ?p ?o } LIMIT three 3”"),
        ("SELECT $this { $this ?p ", "the query ends too early"),
    ],
)
def test_a_query_that_cannot_be_read_is_told_at_its_words(query: str, reason: str, tmp_path: Path) -> None:
    data = write(tmp_path / "data.ttl", '<urn:a> a <urn:C> ; <urn:q> "x" .')
    shapes = f"<urn:s> sh:targetClass <urn:C> ; sh:sparql [ sh:select '{query}' ] ."
    assert str(refusal(data, write(tmp_path / "shapes.ttl", shapes)).values["reason"]) == reason


def test_the_shape_with_the_wrong_query_is_told_and_not_the_first_that_asks(tmp_path: Path) -> None:
    good = "<urn:s> sh:targetClass <urn:C> ; sh:sparql [ sh:select 'SELECT $this { $this <urn:z> ?x }' ] ."
    bad = "<urn:t> sh:targetClass <urn:C> ; sh:sparql [ sh:message 'none' ] ."
    data = write(tmp_path / "data.ttl", '<urn:a> a <urn:C> ; <urn:q> "x" .')
    files = [write(tmp_path / "good.ttl", good), write(tmp_path / "bad.ttl", bad)]
    with pytest.raises(RihmastoError) as caught:
        validate([data], files)
    assert (caught.value.values["node"], caught.value.values["file"]) == ("urn:t", "bad.ttl")


def test_a_list_of_many_shapes_is_read_in_time_that_grows_with_it(tmp_path: Path) -> None:
    def took(count: int) -> float:
        members = " ".join(f"[ sh:hasValue {n} ]" for n in range(count))
        shapes = write(tmp_path / "shapes.ttl", f"<urn:s> sh:targetClass <urn:C> ; sh:or ( {members} ) .")
        start = time.process_time()
        read_shapes([shapes])
        return time.process_time() - start

    took(10)
    assert took(4000) < 40 * max(took(400), 0.01)


@pytest.mark.parametrize(
    ("wrong", "near"), [("Iri", "IRI"), ("nodekind", "nodeKind"), ("minCont", "minCount"), ("Targett", "Target")]
)
def test_the_nearest_word_is_offered_whatever_its_capitals(wrong: str, near: str, tmp_path: Path) -> None:
    shapes = write(
        tmp_path / "shapes.ttl", f"<urn:s> sh:targetClass <urn:C> ; sh:nodeKind sh:IRI ; sh:{wrong} sh:IRI ."
    )
    assert refusal(shapes, shapes).values["near"] == near


@pytest.mark.parametrize("name", DATA)
def test_bad_data(name: str, tmp_path: Path) -> None:
    content, code = DATA[name]
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path, write(tmp_path / "shapes.ttl", GOOD)).code == code


def test_missing_files(tmp_path: Path) -> None:
    good, missing = write(tmp_path / "good.ttl", GOOD), tmp_path / "missing.ttl"
    assert (refusal(missing, good).code, refusal(good, missing).code) == ("rdf-missing", "rdf-missing")
    assert refusal(missing.with_suffix(".nq"), good).code == "rdf-missing"
    assert refusal(tmp_path, good).code == "rdf-folder"


def test_remote_imports_are_never_fetched(tmp_path: Path) -> None:
    far = "<https://example.org/far>"
    shapes = write(tmp_path / "shapes.ttl", f"<urn:o> owl:imports {far} ; sh:shapesGraph {far} . {GOOD}")
    data = write(tmp_path / "data.ttl", f"<urn:d> owl:imports {far} ; sh:shapesGraph {far} . <urn:a> a <urn:C> .")
    report = validate([data], [shapes])
    assert [(r.focus, r.shape) for r in report.results] == [("<urn:a>", "<urn:p>")]


def test_a_pattern_that_looks_ahead_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "SECONDS", 6)
    shapes = write(
        tmp_path / "shapes.ttl",
        '<urn:s> sh:targetClass <urn:C> ; sh:property <urn:p> . <urn:p> sh:path <urn:q> ; sh:pattern "^(?!x)(a+)+$" .',
    )
    for letters in (3, 100):
        data = write(tmp_path / f"{letters}.ttl", f'<urn:a> a <urn:C> ; <urn:q> "{"a" * letters}!" .')
        if letters == 3:
            assert len(validate([data], [shapes]).results) == 1
        else:
            assert refusal(data, shapes).code == "shapes-slow"


@pytest.mark.parametrize(
    ("pattern", "results"), [("(a+)+$", 1), ("^(a+)+$", 1), ("^(a|aa)+$", 1), ("^(.*)*x$", 1), ("^(a*)*b?!$", 0)]
)
def test_patterns_do_not_backtrack(pattern: str, results: int, tmp_path: Path) -> None:
    shapes = write(tmp_path / "shapes.ttl", f'<urn:s> sh:targetClass <urn:C> ; sh:property <urn:p> . '
                                            f'<urn:p> sh:path <urn:q> ; sh:pattern "{pattern}" .')  # fmt: skip
    data = write(tmp_path / "data.ttl", f'<urn:a> a <urn:C> ; <urn:q> "{"a" * 100_000}!" .')
    with at_most(10):
        assert len(validate([data], [shapes]).results) == results
