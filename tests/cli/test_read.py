"""The command `rihmasto read`: pages in, values with their words out."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from rihmasto.cli.read import command
from rihmasto.errors import InputError

PAGE = """Kaiku – Kuuntelevat kadut

Toteutusaika: 1.2.2020 – 30.11.2022
Hankepartnerit: Turun kaupunki ja Åbo Akademi
Budjetti: 310 00 euroa
"""
LISTED = "Liitto myönsi rahoitusta\n\n• Eka; Turun yliopisto 10 000 €\n• Toka; Salon kaupunki 20 000 €\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "kaiku.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_json_of_one_project_is_one_object(page: Path) -> None:
    result = CliRunner().invoke(command, ["--format", "json", str(page)], catch_exceptions=False)
    project = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (project["name"], project["acronym"], project["start"]) == ("Kuuntelevat kadut", "Kaiku", "2020-02-01")
    assert project["partners"] == ["Turun kaupunki", "Åbo Akademi"]


def test_json_of_several_projects_is_a_list(page: Path) -> None:
    other = page.with_name("lista.txt")
    other.write_text(LISTED, encoding="utf-8")
    result = CliRunner().invoke(command, ["-f", "json", str(page), str(other)], catch_exceptions=False)
    assert [project["name"] for project in json.loads(result.stdout)] == ["Kuuntelevat kadut", "Eka", "Toka"]


def test_the_table_says_where_each_value_stands(page: Path) -> None:
    result = CliRunner().invoke(command, [str(page)], catch_exceptions=False)
    assert "project-1.start: 2020-02-01  (line 3, label:duration)" in result.stdout.splitlines()
    assert "project-1.name_fi: Kuuntelevat kadut  (line 1, heading:title, 90%)" in result.stdout.splitlines()


@pytest.mark.parametrize(("language", "words"), [("fi", "kahdella tavalla"), ("sv", "två sätt"), ("en", "in two ways")])
def test_refused_values_are_told_on_standard_error(page: Path, language: str, words: str) -> None:
    result = CliRunner().invoke(command, ["--lang", language, str(page)], catch_exceptions=False)
    assert words in result.stderr
    assert result.stderr.startswith(f"{page}:5: ")
    assert "310 00" not in result.stdout


def test_standard_input() -> None:
    result = CliRunner().invoke(command, ["-f", "json", "-"], input=PAGE.encode("cp1252"), catch_exceptions=False)
    assert json.loads(result.stdout)["partners"] == ["Turun kaupunki", "Åbo Akademi"]
    assert "cp1252" in result.stderr


def test_output_goes_to_a_file(page: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    result = CliRunner().invoke(command, ["-f", "json", "-o", str(target), str(page)], catch_exceptions=False)
    assert result.stdout == ""
    assert json.loads(target.read_text(encoding="utf-8"))["acronym"] == "Kaiku"


def test_a_page_without_a_project_says_so(tmp_path: Path) -> None:
    path = tmp_path / "menu.txt"
    path.write_text("Etusivu\n\nHankkeet\n", encoding="utf-8")
    result = CliRunner().invoke(command, ["-f", "json", "--lang", "en", str(path)], catch_exceptions=False)
    assert json.loads(result.stdout) == []
    assert result.stderr == f"No project was found on the page {path}.\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "text-empty"), (b"ab\x00c", "text-binary"), (None, "file-missing")],
    ids=["empty", "binary", "missing"],
)
def test_what_cannot_be_read_ends_in_one_sentence(tmp_path: Path, data: bytes | None, code: str) -> None:
    path = tmp_path / "page.txt"
    if data is not None:
        path.write_bytes(data)
    result = CliRunner().invoke(command, [str(path)])
    assert isinstance(result.exception, InputError)
    assert result.exception.code == code
    assert str(path) in result.exception.say("fi")
