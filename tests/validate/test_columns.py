import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rihmasto.errors import InputError
from rihmasto.validate.columns import Columns
from rihmasto.validate.graph import read_triples
from rihmasto.validate.terms import XSD

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)


def canonical(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r") + '"'


def escaped(text: str) -> str:
    return '"' + "".join(f"\\U{ord(c):08X}" for c in text) + '"'


literals = st.one_of(
    texts.map(canonical),
    texts.map(escaped),
    texts.map(lambda t: canonical(t) + "@fi"),
    texts.map(lambda t: canonical(t) + "@en-GB"),
    texts.map(lambda t: canonical(t) + f"^^<{XSD}string>"),
    texts.map(lambda t: canonical(t) + f"^^<{XSD}integer>"),
)
nodes = st.sampled_from(["<urn:a>", "<https://example.org/\\u00E4>", "<https://example.org/ä>", "_:b", "_:b1-2.x"])
predicates = st.sampled_from(["<urn:p>", "<urn:q>", "<urn:\\u0070>"])
graphs = st.sampled_from(["", " <urn:g>", " <urn:h>", " _:g", "\t<urn:g>"])
lines = st.one_of(
    st.tuples(nodes, predicates, st.one_of(nodes, literals), graphs).map(lambda q: f"{q[0]} {q[1]} {q[2]}{q[3]} ."),
    st.tuples(nodes, predicates, literals).map(lambda q: f"  {q[0]}\t{q[1]}{q[2]}. # a comment"),
    st.sampled_from(["", "# a comment", "   "]),
    st.sampled_from(["<urn:a> <urn:p> <urn:b> <urn:g> . ", " <urn:a> <urn:q> <urn:b> <urn:g> ."]),
    st.sampled_from(["<urn:a> <urn:p> <urn:x> <urn:g> .  # .", "<urn:a>  <urn:p> <urn:z> ."]),
)


def count(columns: Columns) -> int:
    return len(columns.fetch("FROM triples"))


def triples(columns: Columns) -> set[tuple[str | None, ...]]:
    return set(columns.fetch("SELECT s, p, o FROM written"))


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.lists(lines, max_size=12), st.sampled_from(["\n", "\r\n"]))
def test_columns_hold_what_a_parser_reads(content: list[str], end: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "data.nq")
        path.write_bytes((end.join(content) + end).encode())
        with Columns([path]) as columns:
            assert triples(columns) == set(read_triples(path))
            assert count(columns) == len(triples(columns))


@pytest.mark.parametrize(
    "line", ["<urn:a> <urn:b> .", '<urn:a> <b> "x" .', "<urn:a> <urn:b> <urn:c> <g> .", '"x" <urn:b> <urn:c> .']
)
def test_a_mistake_is_told_with_its_line(line: str, tmp_path: Path) -> None:
    path = tmp_path / "data.nq"
    path.write_text(f'<urn:a> <urn:b> "with words" .\n# comment\n{line}\n<urn:a> <urn:b> <urn:c> .\n')
    with pytest.raises(InputError) as caught:
        Columns([path])
    assert (caught.value.code, caught.value.values["line"]) == ("rdf-syntax", 3)


LONG = f'<urn:a> <urn:p> "{"x y" * 6_000_000}" .'
TOLD = {
    "not text": ("data.nq", '<urn:a> <urn:b> "Jyväskylä" .'.encode("latin-1"), "rdf-syntax"),
    "control character for an object": ("data.nt", b"<urn:a> <urn:p> \x01 .", "rdf-syntax"),
    "control character for a predicate": ("data.nt", b"<urn:a> \x01 <urn:o> .", "rdf-syntax"),
    "control character for a subject": ("data.nt", b"\x01 <urn:p> <urn:o> .", "rdf-syntax"),
    "line without end": ("data.nq", LONG.encode(), "rdf-long"),
    "value without end": ("data.ttl", LONG.encode(), "rdf-long"),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_cannot_be_read_is_told(name: str, tmp_path: Path) -> None:
    file, line, code = TOLD[name]
    path = tmp_path / file
    path.write_bytes(line + b"\n")
    with pytest.raises(InputError) as caught:
        Columns([path])
    assert caught.value.code == code


def test_lines_of_about_a_megabyte_are_read_once(tmp_path: Path) -> None:
    path = tmp_path / "data.nt"
    sizes = [(1 << 20) + n for n in (-40, -22, -21, -20, -19, -18, -3, 0, 40, 1 << 20)]
    path.write_text("".join(f'<urn:a> <urn:p> "{"x" * n}" .\n' for n in sizes))
    with Columns([path]) as columns:
        lengths = "SELECT length(text) - 2 FROM term WHERE starts_with(text, chr(34)) ORDER BY 1"
        assert [n for (n,) in columns.connection.execute(lengths).fetchall()] == sizes
        assert count(columns) == len(sizes)


def test_other_syntaxes_give_the_same_triples(tmp_path: Path) -> None:
    line, turtle = tmp_path / "data.nt", tmp_path / "data.ttl"
    line.write_text('<urn:a> <urn:p> "ä\\n"@fi .\n<urn:a> <urn:p> "007"^^<urn:own> .\n')
    turtle.write_text('\ufeff<urn:a> <urn:p> """ä\n"""@fi, "007"^^<urn:own> .')
    with Columns([line]) as one, Columns([turtle]) as other, Columns([line, turtle]) as both:
        assert triples(one) == triples(other) == triples(both)
        assert len(triples(both)) == 2


def test_subclasses_are_instances(tmp_path: Path) -> None:
    path = tmp_path / "data.ttl"
    path.write_text(
        "@prefix r: <http://www.w3.org/2000/01/rdf-schema#> . <urn:x> a <urn:C> . <urn:C> r:subClassOf <urn:B> . "
        "<urn:B> r:subClassOf <urn:A>, <urn:C> ."
    )
    with Columns([path]) as columns:
        assert columns.fetch_terms(f"FROM {columns.instances(['<urn:A>'])}") == [("<urn:x>",)]
        assert columns.fetch_terms(f"FROM {columns.instances(['<urn:D>'])}") == []


def test_a_name_with_signs_is_one_file(tmp_path: Path) -> None:
    path = tmp_path / "a[1]*'.nt"
    path.write_text("<urn:a> <urn:p> <urn:b> .\n")
    with Columns([path]) as columns:
        assert triples(columns) == {("<urn:a>", "<urn:p>", "<urn:b>")}


def test_long_literals_are_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "data.nq"
    words = [" ".join(["sana"] * n) for n in (1, 2, 3, 25, 26, 27, 28, 29, 60, 5000)]
    path.write_text("".join(f'<urn:a> <urn:p> "{w}"@fi{g} .\n' for w in words for g in ("", " <urn:g>", " _:g")))
    with Columns([path]) as columns:
        assert triples(columns) == {("<urn:a>", "<urn:p>", f'"{w}"@fi') for w in words}


@pytest.mark.parametrize("line", ["# " + "x " * 40, '<urn:a> <urn:p> "' + "x " * 40, " ".join("<urn:a>" * 40)])
def test_no_long_line_is_lost(line: str, tmp_path: Path) -> None:
    path = tmp_path / "data.nq"
    path.write_text(f"<urn:a> <urn:p> <urn:b> .\n{line}\n")
    if line.startswith("#"):
        with Columns([path]) as columns:
            assert count(columns) == 1
    else:
        with pytest.raises(InputError) as caught:
            Columns([path])
        assert caught.value.values["line"] == 2


def test_blank_nodes_of_many_files_stay_apart(tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.nt" for n in range(12)]
    for number, path in enumerate(paths):
        path.write_text(f"_:{'0x' if number == 1 else 'x'} <urn:p> <urn:b> .\n")
    with Columns(paths) as columns:
        assert count(columns) == 12
