"""`rihmasto check --state`: a second check after an edit says what a check without a state says."""

from pathlib import Path

from click.testing import CliRunner

from rihmasto.cli.check import command
from rihmasto.errors import RihmastoError

LINE = "<https://example.org/a> <https://example.org/p> {} .\n"
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://example.org/S> sh:targetNode <https://example.org/a> ; sh:property <https://example.org/P> .
<https://example.org/P> sh:path <https://example.org/p> ; sh:maxCount 1 ; sh:message "Too many."@en .
"""


def test_a_check_with_a_state_says_the_same(tmp_path: Path) -> None:
    data, shapes, state = tmp_path / "data.nt", tmp_path / "shapes.ttl", tmp_path / "state"
    shapes.write_text(SHAPES, encoding="utf-8")
    for values, code in ((["1"], 0), (["1", "2"], 1), (["2"], 0)):
        data.write_text("".join(LINE.format(f'"{value}"') for value in values), encoding="utf-8")
        for form in ("text", "ttl", "json"):
            arguments = ["--data", str(data), "--shapes", str(shapes), "-f", form, "--lang", "en"]
            plain = CliRunner().invoke(command, arguments)
            kept = CliRunner().invoke(command, [*arguments, "--state", str(state)])
            assert (kept.exit_code, kept.output) == (plain.exit_code, plain.output)
            assert kept.exit_code == code
        assert state.is_file()


def test_a_file_without_shapes_is_told_with_a_state_too(tmp_path: Path) -> None:
    data = tmp_path / "data.nt"
    data.write_text(LINE.format('"1"'), encoding="utf-8")
    arguments = ["--data", str(data), "--shapes", str(data), "--state", str(tmp_path / "state")]
    for _ in range(2):
        error = CliRunner().invoke(command, arguments).exception
        assert isinstance(error, RihmastoError)
        assert (error.code, error.exit_code) == ("shapes-none", 3)


def test_a_state_is_for_files(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [str(tmp_path), "--state", str(tmp_path / "state")])
    assert isinstance(result.exception, RihmastoError)
    assert result.exception.code == "check-state-files"


def test_what_an_edit_brings_in_may_be_the_first_that_a_shape_looks_at(tmp_path: Path) -> None:
    data, shapes, state = tmp_path / "data.nt", tmp_path / "shapes.ttl", tmp_path / "state"
    shapes.write_text(SHAPES.replace("sh:targetNode", "sh:targetSubjectsOf"), encoding="utf-8")
    arguments = ["--data", str(data), "--shapes", str(shapes), "--lang", "en", "--state", str(state)]
    data.write_text(LINE.format('"1"'), encoding="utf-8")
    for _ in range(2):
        assert "no shape has a target in the data" in CliRunner().invoke(command, arguments).output
    wrong = "<https://example.org/b> <https://example.org/{}> {} .\n"
    parts = (("a", '"1"'), ("p", '"1"'), ("p", '"2"'))
    data.write_text("".join(wrong.format(*part) for part in parts), encoding="utf-8")
    result = CliRunner().invoke(command, arguments)
    assert (result.exit_code, result.output.count("Too many.")) == (1, 1)
    data.write_text(wrong.format("b", '"1"'), encoding="utf-8")
    assert "no shape has a target in the data" in CliRunner().invoke(command, arguments).output
