"""Files that several tests of the command line check."""

from pathlib import Path

import pytest

_TTL = """@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A file of data with one thing, and shapes that it breaks once."""
    data, shapes = tmp_path / "data.ttl", tmp_path / "shapes.ttl"
    data.write_text(_TTL + 'ex:a a ex:Thing ; rdfs:label "Esine"@fi .')
    shapes.write_text(
        _TTL + "ex:S sh:targetClass ex:Thing ; sh:property [ sh:path ex:p ; sh:minCount 1 ; "
        'sh:message "Lisää p."@fi, "Add p."@en ] .'
    )
    return data, shapes
