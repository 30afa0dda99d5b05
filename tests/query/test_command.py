"""`rihmasto query`: the list, the options made of headers, output and exit codes."""

import csv
import io
import json
from pathlib import Path

import duckdb
import openpyxl
import pytest
from click.testing import CliRunner, Result

from rihmasto.cli.query import command
from rihmasto.errors import InputError, RihmastoError, UsageError
from rihmasto.query import catalogue


def _run(*arguments: str, workspace: Path | None = None) -> Result:
    chosen = ["-w", str(workspace)] if workspace else []
    return CliRunner().invoke(command, [*arguments, *chosen], standalone_mode=False)


def _failure(*arguments: str, workspace: Path | None = None) -> RihmastoError:
    error = _run(*arguments, workspace=workspace).exception
    assert isinstance(error, RihmastoError)
    return error


@pytest.mark.parametrize(("language", "heading"), [("fi", "Kumppanit"), ("sv", "Partner"), ("en", "Partners")])
def test_list_is_grouped_and_in_the_users_language(language: str, heading: str) -> None:
    shown = _run("--lang", language).stdout
    lines = shown.splitlines()
    assert heading in lines
    assert [line.strip() for line in lines if line.startswith("  ") and "/" in line.split(".")[0]] == list(catalogue())
    for query in catalogue().values():
        assert f"{query.header.title[language]}. {query.header.question[language]}" in shown  # type: ignore[index]


def test_help_of_a_question_shows_its_parameters() -> None:
    shown = _run("projects/running-on-day", "--help").stdout
    query = catalogue()["projects/running-on-day"]
    assert "--day DATE" in shown
    assert any(title in shown for title in query.header.title.values())
    assert "15.6.2021" in shown
    assert "^^" not in shown
    assert "--language" not in shown


def test_answer_is_a_table_with_labels(workspace: Path) -> None:
    shown = _run("partners/of-organisation", "--organisation", "björkby", "--lang", "en", workspace=workspace).stdout
    assert shown.splitlines()[0].split() == ["Organisation", "Partner", "Kind", "Projects", "Work", "packages"]
    assert len(shown.splitlines()) == 4
    assert "https://" not in shown


def test_options_may_stand_before_the_name(workspace: Path) -> None:
    before = _run("-w", str(workspace), "-f", "csv", "--lang", "sv", "partners/pairs").stdout
    after = _run("partners/pairs", "-f", "csv", "--lang", "sv", workspace=workspace).stdout
    assert before == after
    assert before.startswith("first,firstLabel,")
    assert "Björkby stad" in before


def test_every_form_is_written_to_a_file(workspace: Path, tmp_path: Path) -> None:
    for form in ("table", "csv", "tsv", "json", "xlsx", "parquet"):
        target = tmp_path / f"answer.{form}"
        assert _run("partners/pairs", "-f", form, "-o", str(target), workspace=workspace).stdout == ""
    assert json.loads((tmp_path / "answer.json").read_text(encoding="utf-8"))["head"]["vars"][0] == "first"
    assert len(list(csv.reader(io.StringIO((tmp_path / "answer.csv").read_text(encoding="utf-8"))))) == 3
    assert duckdb.read_parquet(str(tmp_path / "answer.parquet")).columns[4:] == ["projects", "workPackages"]
    sheet = openpyxl.load_workbook(tmp_path / "answer.xlsx").active
    assert sheet is not None
    assert sheet.max_row == 3


def test_explanation_goes_to_standard_error(workspace: Path) -> None:
    told = _run("partners/of-organisation", "--organisation", "city", "--explain", "-f", "csv", workspace=workspace)
    assert told.stdout.startswith("organisation,")
    assert "partners/of-organisation.rq" in told.stderr
    assert "organisation = <https://example.org/id/city>" in told.stderr
    assert str(workspace / "build" / "store") in told.stderr
    assert " ms" in told.stderr


def test_no_answer_is_said_but_is_no_failure(workspace: Path) -> None:
    told = _run("--sparql", "SELECT ?x { ?x a rih:Evidence }", "--lang", "en", workspace=workspace)
    assert (told.stdout, told.exit_code) == ("x\n─\n", 0)
    assert told.stderr == "The question found no answer.\n"


def test_own_question_from_a_file_or_the_command_line(workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "own.rq"
    file.write_text("\ufeffCONSTRUCT { ?o a rih:Organisation } { ?o a rih:Organisation }", encoding="utf-8")
    assert _run("--file", str(file), "-f", "ttl", workspace=workspace).stdout.count("rih:Organisation") == 3
    assert _run("--sparql", "ASK {}", "-f", "json", workspace=workspace).stdout.count("true") == 1


def test_own_question_must_ask_leave_for_other_services(workspace: Path) -> None:
    text = "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"
    assert _failure("--sparql", text, workspace=workspace).code == "query-service"
    assert _failure("--sparql", text, "--allow-service", workspace=workspace).code == "query-failed"


def test_people_need_their_own_leave(workspace: Path) -> None:
    name = "contacts/of-work-packages"
    error = _failure(name, workspace=workspace)
    assert (error.code, error.exit_code) == ("query-needs-people", 2)
    assert "--people" in error.say("fi")
    assert "Maija Mallikas" in _run(name, "--people", workspace=workspace).stdout
    everything = _run("--sparql", "SELECT * { ?s ?p ?o }", "-f", "csv", workspace=workspace).stdout
    assert "maija@example.org" not in everything


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["partner/pairs"], "unknown-query", "partners/pairs"),
        (["partners/of-organisation", "--organisation", "Zyx"], "unknown-name-alone", "Zyx"),
        (["partners/of-organisation", "--organisation", "Koivul"], "ambiguous-name", "Koivulan kaupunki (city)"),
        (["projects/running-on-day", "--day", "1.13.2021"], "bad-date", "2021-06-30"),
        (["projects/running-on-day", "--day", "06/2021"], "date-not-a-day", "15.6.2021"),
        (["projects/running-on-day"], "missing-parameter", "day"),
        (["--sparql", "SELECT * {"], "sparql-syntax-end", "line 1"),
        (["--sparql", "ASK {}", "--file", "x.rq"], "query-one-at-a-time", "--file"),
        (["--sparql", "ASK {}", "partners/pairs"], "query-one-at-a-time", "--sparql"),
        (["partners/pairs", "-f", "ttl"], "table-not-graph", "xlsx"),
    ],
)
def test_wrong_usage_is_one_sentence(workspace: Path, arguments: list[str], code: str, said: str) -> None:
    error = _failure("-w", str(workspace), *arguments)
    assert isinstance(error, UsageError)
    assert (error.code, error.exit_code) == (code, 2)
    assert said in error.say("en")
    assert "\n" not in error.say("en")


def test_unknown_option_is_refused_by_name(workspace: Path) -> None:
    error = _run("partners/of-organisation", "--organization", "city", workspace=workspace).exception
    assert "--organisation" in str(getattr(error, "possibilities", ""))


@pytest.mark.parametrize("content", [None, b"SELECT * { ?s ?p '\xff' }"])
def test_file_that_cannot_be_read_is_said(workspace: Path, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "own.rq"
    if content is not None:
        file.write_bytes(content)
    error = _failure("--file", str(file), workspace=workspace)
    assert isinstance(error, InputError)
    assert error.code == "query-file-unreadable"


def test_workspace_without_a_release_is_said(tmp_path: Path) -> None:
    error = _failure("partners/pairs", workspace=tmp_path)
    assert (error.code, error.exit_code) == ("query-no-release", 3)
    assert str(tmp_path) in error.say("sv")


def test_current_folder_is_the_workspace_when_it_is_one(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (workspace / "rihmasto.toml").touch()
    monkeypatch.chdir(workspace)
    assert _run("partners/pairs", "-f", "csv").stdout.count("\n") == 3
