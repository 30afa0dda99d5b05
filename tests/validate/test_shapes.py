from pathlib import Path

import pytest

from rihmasto.errors import InputError, sentence
from rihmasto.validate import validate

PREFIX = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
BAD = {
    "shapes-twice": [
        "<urn:s> sh:targetNode <urn:a> ; sh:path <urn:p>, <urn:q> ; sh:minCount 1 .",
        "<urn:s> sh:targetNode <urn:a> ; sh:path <urn:p> ; sh:minCount 1, 2 .",
    ],
    "shapes-no-path": ["<urn:s> sh:targetNode <urn:a> ; sh:minCount 1 ."],
    "shapes-number": ["<urn:s> sh:targetNode <urn:a> ; sh:path <urn:p> ; sh:minCount 'one' ."],
    "shapes-recursive": [
        "<urn:s> sh:targetNode <urn:a> ; sh:property [ sh:path <urn:p> ; sh:node <urn:s> ] .",
        "<urn:s> sh:targetNode <urn:a> ; sh:or ( <urn:t> ) . <urn:t> sh:not <urn:s> .",
    ],
    "shapes-path": [
        "<urn:s> sh:targetNode <urn:a> ; sh:path ( <urn:p> ) .",
        "<urn:s> sh:targetNode <urn:a> ; sh:path [ sh:node <urn:p> ] .",
        "<urn:s> sh:targetNode <urn:a> ; sh:path 'p' .",
        "<urn:s> sh:targetNode <urn:a> ; sh:path _:l . _:l sh:inversePath _:l .",
    ],
    "shapes-list": [
        "<urn:s> sh:targetNode <urn:a> ; sh:in <urn:list> .",
        "<urn:s> sh:targetNode <urn:a> ; sh:in _:l . _:l rdf:first 1 ; rdf:rest _:l .",
    ],
    "shapes-term": [
        "<urn:s> sh:targetClas <urn:a> ; sh:path <urn:p> ; sh:minCount 1 .",
        "<urn:s> a sh:NodShape ; sh:path <urn:p> .",
    ],
    "shapes-sparql": [
        "<urn:s> sh:targetNode <urn:a> ; sh:sparql [ sh:select 'SELECT $this WHERE { $this }' ] .",
        "<urn:s> sh:targetNode <urn:a> ; sh:sparql [ sh:select 'SELECT $this WHERE { MINUS { $this ?p ?o } }' ] .",
        "<urn:s> sh:targetNode <urn:a> ; sh:sparql [ sh:select 'SELECT * WHERE { SERVICE <urn:x> { ?s ?p ?o } }' ] .",
        "<urn:s> sh:targetNode <urn:a> ; sh:sparql [ sh:message 'no query' ] .",
    ],
    "shapes-none": ["<urn:a> <urn:p> <urn:b> ."],
}


def test_bad_shapes_end_in_one_sentence(tmp_path: Path) -> None:
    data, shapes = tmp_path / "data.nt", tmp_path / "shapes.ttl"
    data.write_text("<urn:a> <urn:p> <urn:a> .\n")
    for code, texts in BAD.items():
        for text in texts:
            shapes.write_text(PREFIX + text)
            with pytest.raises(InputError) as caught:
                validate([data], [shapes])
            assert caught.value.code == code, text
            assert caught.value.exit_code == 3
            for language in ("fi", "sv", "en"):
                assert "\n" not in sentence(code, language, **caught.value.values)
    assert sum(map(len, BAD.values())) == 19


def test_deactivated_and_repeated_shapes(tmp_path: Path) -> None:
    data, shapes = tmp_path / "data.nt", tmp_path / "shapes.ttl"
    data.write_text("<urn:a> <urn:p> <urn:a> .\n")
    shapes.write_text(
        PREFIX
        + "<urn:s> sh:targetNode <urn:a> ; sh:property <urn:t>, <urn:off> ; sh:node <urn:u> . "
        + "<urn:u> sh:property <urn:t> . <urn:t> sh:path <urn:q> ; sh:minCount 1 . "
        + "<urn:off> sh:path <urn:q> ; sh:minCount 1 ; sh:deactivated true ."
    )
    found = [(r.shape, r.component.rpartition("#")[2]) for r in validate([data], [shapes]).results]
    assert found == [("<urn:s>", "NodeConstraintComponent>"), ("<urn:t>", "MinCountConstraintComponent>")]


def test_words_of_older_drafts_are_noted(tmp_path: Path) -> None:
    data, shapes = tmp_path / "data.nt", tmp_path / "shapes.ttl"
    data.write_text("<urn:a> <urn:p> <urn:a> .\n")
    shapes.write_text(PREFIX + "<urn:s> sh:targetNode <urn:a> ; sh:path <urn:p> ; sh:minCount 1 ; sh:shape <urn:t> .")
    report = validate([data], [shapes])
    assert report.conforms
    assert report.notes[0] == "shapes.ttl: sh:shape is of an older draft of SHACL and says nothing"
