from pathlib import Path

import pytest

from rihmasto.errors import InputError
from rihmasto.validate import validate
from rihmasto.validate.terms import XSD


def test_results_are_sorted_and_keep_literals_as_written(data: Path, shapes: Path) -> None:
    report = validate([data], [shapes])
    rows = [(r.focus.rpartition("/")[2], str(r.path), r.value, r.level) for r in report.results]
    assert rows == [
        ("p1>", "<https://example.org/code>", '"007"', "warning"),
        ("p1>", "<https://example.org/start>", f'"2017-02-31"^^<{XSD}date>', "violation"),
        ("s1>", "<https://example.org/role>", None, "violation"),
    ]
    assert report.violations == 2
    assert not report.conforms
    assert report.results[0].expected == ('"^[A-Z]"',)


def test_report_in_turtle_is_the_same_each_time(data: Path, shapes: Path, tmp_path: Path) -> None:
    first, second = (validate([data], [shapes]).to_turtle() for _ in range(2))
    assert first == second
    (tmp_path / "report.ttl").write_text(first, encoding="utf-8")
    text = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        sh:ReportShape sh:targetClass sh:ValidationResult ; sh:property sh:ReportShape-focus .
        sh:ReportShape-focus sh:path sh:focusNode ; sh:minCount 2 ."""
    (tmp_path / "meta.ttl").write_text(text.replace("sh:ReportShape", "<urn:r>").replace("<urn:r>-focus", "<urn:f>"))
    assert len(validate([tmp_path / "report.ttl"], [tmp_path / "meta.ttl"]).results) == 3


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("ex:a a ex:b .", "rdf-syntax"),
        ("<urn:s> a sh:NodeShape ; sh:property [ sh:path <urn:p> ; sh:minCont 1 ] .", "shapes-term"),
        ("<urn:s> a sh:NodeShape ; sh:property [ sh:minCont 1 ] .", "shapes-term"),
    ],
)
def test_bad_shapes_end_in_one_sentence(content: str, code: str, data: Path, tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text(f"@prefix sh: <http://www.w3.org/ns/shacl#> .\n{content}", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        validate([data], [path])
    assert caught.value.code == code
    assert "\n" not in str(caught.value)


def test_unknown_term_offers_the_near_one(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text("@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> sh:path <urn:p> ; sh:minCont 1 .")
    with pytest.raises(InputError, match="did you mean sh:minCount"):
        validate([data], [path])


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("none.nq", None, "rdf-missing"), ("a.csv", b"a,b", "rdf-extension"), ("a.nq", b"\x00\xff", "rdf-syntax")],
)
def test_bad_data_ends_in_one_sentence(
    name: str, content: bytes | None, code: str, shapes: Path, tmp_path: Path
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        validate([path], [shapes])
    assert caught.value.code == code


def test_blank_nodes_of_two_files_stay_apart(shapes: Path, tmp_path: Path) -> None:
    for name in ("a.nt", "b.nt"):
        (tmp_path / name).write_text(
            "_:x <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/Share> .\n"
        )
    assert len(validate([tmp_path / "a.nt", tmp_path / "b.nt"], [shapes]).results) == 2
