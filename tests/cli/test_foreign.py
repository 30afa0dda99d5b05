"""What scripts that call `pyshacl` ask of `rihmasto check`."""

import json
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner, Result

from rihmasto.cli.check import command
from rihmasto.errors import LANGUAGES, InputError, RihmastoError, UsageError

EX = "https://example.org/"
PREFIXES = f"""@prefix ex: <{EX}> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
SHAPES = """ex:S a sh:NodeShape ; sh:targetClass ex:Share ; sh:property ex:S-role, ex:S-code .
ex:S-role sh:path ex:role ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "A share needs a role."@en .
ex:S-code sh:path ex:code ; sh:maxCount 1 ; sh:severity sh:Info ; sh:message "One code is enough."@en .
"""
DATA = 'ex:a a ex:Share ; ex:role "x" ; ex:code 1, 2 . ex:b a ex:Share .'


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "d.ttl").write_text(PREFIXES + DATA)
    (tmp_path / "s.ttl").write_text(PREFIXES + SHAPES)
    (tmp_path / "both.ttl").write_text(PREFIXES + SHAPES + DATA)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str, given: bytes = b"") -> Result:
    return CliRunner().invoke(command, ["--lang", "en", *arguments], input=given, catch_exceptions=True)


def refused(*arguments: str, given: bytes = b"") -> RihmastoError:
    error = check(*arguments, given=given).exception
    assert isinstance(error, RihmastoError)
    for language in LANGUAGES:
        assert "\n" not in error.say(language)
        assert "{" not in error.say(language)
    assert len({error.say(language) for language in LANGUAGES}) == 3
    return error


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["-s", "s.ttl", "d.ttl"], 0),
        (["--shacl", "s.ttl", "--data", "d.ttl"], 0),
        (["both.ttl"], 0),
        (["-s", "s.ttl", "-w", "d.ttl"], 0),
        (["-s", "s.ttl", "--fail-on", "warning", "d.ttl"], 1),
        (["-s", "s.ttl", "--allow-info", "d.ttl"], 1),
        (["-s", "s.ttl", "--allow-info", "-w", "d.ttl"], 0),
        (["-s", "s.ttl", "--fail-on", "info", "d.ttl"], 1),
        (["-s", "s.ttl", "-m", "-a", "-f", "human", "-i", "none", "d.ttl"], 0),
    ],
)
def test_pyshacls_words_are_understood(arguments: list[str], code: int) -> None:
    done = check(*arguments)
    assert done.exit_code == code
    assert "A share needs a role." in done.output
    assert "One code is enough." in done.output


def test_violations_and_missing_files_stay_apart(files: Path) -> None:
    (files / "v.ttl").write_text((files / "s.ttl").read_text().replace("sh:Warning", "sh:Violation"))
    assert check("-s", "v.ttl", "d.ttl").exit_code == 1
    assert (refused("-s", "v.ttl", "none.ttl").exit_code, refused("-s", "none.ttl", "d.ttl").exit_code) == (3, 3)
    assert check("-s", "v.ttl", "--formless", "d.ttl").exit_code == 2


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("form", "extension"), [("turtle", "ttl"), ("xml", "rdf"), ("json-ld", "jsonld"), ("nt", "nt"), ("n3", "n3")]
)
def test_reports_in_all_syntaxes_say_the_same(form: str, extension: str) -> None:
    first, second = (check("-s", "s.ttl", "-f", form, "d.ttl").stdout_bytes for _ in range(2))
    assert first == second
    quads = list(pyoxigraph.parse(first, format=pyoxigraph.RdfFormat.from_extension(extension)))
    focus = {str(q.object) for q in quads if str(q.predicate).endswith("#focusNode>")}
    assert focus == {f"<{EX}a>", f"<{EX}b>"}
    assert len(quads) == 18


@pytest.mark.usefixtures("files")
def test_a_table_has_a_line_a_result() -> None:
    lines = check("-s", "s.ttl", "-f", "table", "d.ttl").output.splitlines()
    assert [[cell.strip() for cell in line.split("|")] for line in lines] == [
        ["1", "warning", "b", f"<{EX}role>", "", "A share needs a role."],
        ["2", "info", "a", f"<{EX}code>", "", "One code is enough."],
    ]


@pytest.mark.usefixtures("files")
def test_abort_tells_the_gravest_only() -> None:
    found = json.loads(check("-s", "s.ttl", "--abort", "-f", "json", "d.ttl").output)["findings"]
    assert [f["level"] for f in found] == ["warning"]


def test_the_syntax_may_be_told(files: Path) -> None:
    content = (files / "d.ttl").read_bytes()
    (files / "d.dat").write_bytes(content)
    assert check("-s", "s.ttl", "-df", "turtle", "--fail-on", "warning", "d.dat").exit_code == 1
    assert check("-s", "s.ttl", "-df", "turtle", "--fail-on", "warning", "-", given=content).exit_code == 1
    assert refused("-s", "s.ttl", "-", given=content).code == "check-stdin"
    error = refused("-s", "s.ttl", "-df", "nt", "d.dat")
    assert (error.code, str(error.values["path"])) == ("rdf-syntax", "d.dat")


def test_an_ontology_tells_subclasses_and_individuals_but_is_not_checked(files: Path) -> None:
    (files / "o.ttl").write_text(
        PREFIXES + "ex:Part a owl:Class ; rdfs:subClassOf ex:Share . ex:left a ex:Share . "
        "<urn:o> owl:imports <https://example.org/never-fetched> ."
    )
    (files / "p.ttl").write_text(PREFIXES + "ex:c a ex:Part .")
    assert check("-s", "s.ttl", "--fail-on", "warning", "p.ttl").exit_code == 0
    done = check("-s", "s.ttl", "--fail-on", "warning", "-e", "o.ttl", "-f", "nt", "p.ttl")
    assert done.exit_code == 1
    assert f"<{EX}c>" in done.output
    assert f"<{EX}left>" not in done.output


def test_shapes_can_be_checked_first(files: Path) -> None:
    (files / "odd.ttl").write_text(PREFIXES + "ex:S sh:targetClass ex:Share ; sh:nodeKind ex:Own .")
    assert check("-s", "odd.ttl", "d.ttl").exit_code == 1
    error = refused("-m", "-s", "odd.ttl", "d.ttl")
    assert (error.code, error.exit_code, error.values["count"]) == ("shapes-meta", 3, 1)


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["-s", "s.ttl", "-i", "rdfs", "d.ttl"], "check-inference"),
        (["-s", "s.ttl"], "check-usage"),
        (["-e", "s.ttl"], "check-usage"),
        (["--data", "d.ttl", "-s", "s.ttl", "both.ttl"], "check-usage"),
    ],
)
def test_what_makes_no_sense_is_told(arguments: list[str], code: str) -> None:
    error = refused(*arguments)
    assert (error.code, type(error), error.exit_code) == (code, UsageError, 2)


@pytest.mark.usefixtures("files")
def test_data_without_shapes_in_it_is_told() -> None:
    error = refused("d.ttl")
    assert (error.code, type(error)) == ("shapes-none", InputError)
