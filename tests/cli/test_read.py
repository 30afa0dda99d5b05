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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Pages of three kinds, and one that cannot be read."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_text(PAGE, encoding="utf-8")
    lines = "".join(f"<p>{line}</p>" for line in PAGE.splitlines() if line)
    (pages / "b.html").write_text(f"<!DOCTYPE html><html><body>{lines}</body></html>", encoding="utf-8")
    (pages / "c.pdf").write_bytes(b"%PDF-1.4\nbroken")
    return pages


def test_a_folder_is_read_and_what_cannot_be_read_is_told(folder: Path) -> None:
    result = CliRunner().invoke(command, ["-f", "json", "--lang", "en", str(folder)], catch_exceptions=False)
    assert result.exit_code == InputError.exit_code
    assert "c.pdf is a damaged PDF file" in result.stderr
    projects = json.loads(result.stdout)
    assert len(projects) == 2
    assert projects[0] == projects[1]
    assert result.stdout == json.dumps(projects, ensure_ascii=False, indent=1) + "\n"


def test_a_folder_without_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        CliRunner().invoke(command, [str(tmp_path)], catch_exceptions=False)
    assert told.value.code == "folder-without-pages"


def test_a_saved_page_comes_from_standard_input(folder: Path) -> None:
    result = CliRunner().invoke(
        command, ["-f", "text", "--lang", "en", "-"], input=(folder / "b.html").read_bytes(), catch_exceptions=False
    )
    assert result.stdout.split("\n\n")[1].startswith("Toteutusaika: 1.2.2020")
    assert "-: html, encoding utf-8, language fi" in result.stderr


def test_explain_marks_the_values_of_the_page(page: Path) -> None:
    result = CliRunner().invoke(command, ["--explain", "--lang", "en", str(page)], catch_exceptions=False)
    assert "[1.2.2020]{" in result.stdout
    assert "from the label “Toteutusaika” (line 3; label:duration; sure, 1.00)" in result.stdout
    assert f"{page}: text, encoding utf-8, language fi" in result.stderr


def test_the_explanation_as_a_page_is_written_in_one_step(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "why.html"
    arguments = ["-f", "html", "--lang", "sv", "-o", str(target), str(folder / "a.txt"), str(folder / "b.html")]
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert (result.exit_code, result.stdout) == (0, "")
    html = target.read_text(encoding="utf-8")
    assert html.count('<section class="sheet">') == 2
    assert "efter rubriken ”Toteutusaika”" in html
    with pytest.raises(InputError):
        CliRunner().invoke(command, ["-f", "html", "-o", str(target), str(folder / "c.pdf")], catch_exceptions=False)
    assert target.read_text(encoding="utf-8") == html
