import json
from pathlib import Path

from click.testing import CliRunner, Result

from rihmasto.cli.check import command
from rihmasto.errors import InputError, UsageError

TTL = """@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""

NODE = "https://example.org/a <https://example.org/p>"


def check(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(a) for a in arguments])


def test_violations_exit_1_with_a_sentence(files: tuple[Path, Path]) -> None:
    result = check("--data", files[0], "--shapes", files[1], "--lang", "fi")
    assert result.exit_code == 1
    assert (
        result.stdout == f"Korjattava (1)\n  Esine: Lisää p. Solmu: {NODE}\n\nVirheitä 1, varoituksia 0, huomioita 0.\n"
    )


def test_warnings_exit_0(files: tuple[Path, Path]) -> None:
    files[1].write_text(files[1].read_text().replace("sh:minCount 1", "sh:minCount 1 ; sh:severity sh:Warning"))
    result = check("--data", files[0], "--shapes", files[1], "--lang", "en")
    assert result.exit_code == 0
    assert "To be checked (1)\n  Esine: Add p." in result.stdout


def test_conforming_data_say_so(files: tuple[Path, Path]) -> None:
    files[0].write_text(TTL + "ex:a a ex:Thing ; ex:p 1 .")
    result = check("--data", files[0], "--shapes", files[1], "--lang", "sv")
    assert (result.exit_code, result.stdout) == (0, "Inget att anmärka.\n")


def test_json_counts_and_says_three_languages(files: tuple[Path, Path]) -> None:
    whole = json.loads(check("--data", files[0], "--shapes", files[1], "-f", "json").stdout)
    assert whole["counts"] == {"violation": 1, "warning": 0, "info": 0}
    assert whole["findings"][0]["sentence"] == {
        "fi": f"Esine: Lisää p. Solmu: {NODE}",
        "sv": f"Esine: Lisää p. Nod: {NODE}",
        "en": f"Esine: Add p. Node: {NODE}",
    }


def test_turtle_goes_to_a_file(files: tuple[Path, Path], tmp_path: Path) -> None:
    result = check("--data", files[0], "--shapes", files[1], "-f", "ttl", "-o", tmp_path / "report.ttl")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "sh:conforms false" in (tmp_path / "report.ttl").read_text()


def test_wrong_usage_and_missing_files_have_their_own_codes(files: tuple[Path, Path], tmp_path: Path) -> None:
    assert isinstance(check("--data", files[0]).exception, UsageError)
    missing = check("--data", tmp_path / "none.ttl", "--shapes", files[1]).exception
    assert isinstance(missing, InputError)
    assert missing.exit_code == 3
    nothing = check(tmp_path).exception
    assert isinstance(nothing, InputError)
    assert nothing.code == "check-no-release"


def test_values_cannot_command_the_terminal(tmp_path: Path) -> None:
    data, shapes = tmp_path / "odd.ttl", tmp_path / "shapes.ttl"
    data.write_text('<urn:a> a <urn:C> ; <urn:p> "E\\u001B[31msine\\n\\u0007" .')
    shapes.write_text(TTL + "<urn:S> sh:targetClass <urn:C> ; sh:property [ sh:path <urn:p> ; sh:maxLength 1 ] .")
    for form in ("text", "table"):
        result = check("--data", data, "--shapes", shapes, "-f", form)
        assert result.exit_code == 1
        assert "[31msine" in result.stdout
        assert not {"\x1b", "\x07"} & set(result.stdout)
