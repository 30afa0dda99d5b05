"""Findings for people on the command line: the page, the marked workbooks, news, and a workspace's own shapes."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from rihmasto.cli.check import command
from rihmasto.errors import InputError, UsageError
from rihmasto.pipeline import build

TTL = """@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def check(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace, built."""
    folder = tmp_path_factory.mktemp("check") / "mallila"
    (folder / "tables").mkdir(parents=True)
    (folder / "rihmasto.toml").write_text('[workspace]\nbase = "https://example.org/mallila/"\n', encoding="utf-8")
    (folder / "tables" / "project.csv").write_text("project,name_fi\nsatama,Puhdas satama\n", encoding="utf-8")
    build(folder)
    return folder


@pytest.fixture
def folder(workspace: Path, tmp_path: Path) -> Path:
    """The built workspace, to be changed."""
    return shutil.copytree(workspace, tmp_path / "mallila")


def test_a_page_and_a_workbook_are_written(workspace: Path, tmp_path: Path) -> None:
    page, book = tmp_path / "page.html", tmp_path / "book.xlsx"
    assert check(workspace, "-f", "html", "-o", page, "--lang", "en").exit_code == 0
    assert page.read_text(encoding="utf-8").startswith('<!doctype html>\n<html lang="en">')
    assert check(workspace, "-f", "xlsx", "-o", book, "--lang", "en").exit_code == 0
    assert load_workbook(book).sheetnames == ["Findings", "project"]


def test_shapes_of_the_workspace_are_used(workspace: Path) -> None:
    own = workspace / "shapes" / "own.ttl"
    own.parent.mkdir()
    own.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rih: <https://w3id.org/rihmasto/ns#> .\n"
        "<urn:S> sh:targetClass rih:Project ; sh:property <urn:S-code> .\n"
        '<urn:S-code> sh:path rih:code ; sh:minCount 1 ; sh:message "Our projects have codes."@en .\n',
        encoding="utf-8",
    )
    result = check(workspace, "--lang", "en")
    assert result.exit_code == 1
    assert "Puhdas satama: Our projects have codes. Place: tables/project.csv:2:2" in result.stdout
    own.write_text("<urn:S> a", encoding="utf-8")
    assert isinstance(check(workspace).exception, InputError)
    own.unlink()


def test_the_input_is_not_written_over(files: tuple[Path, Path]) -> None:
    before = [path.read_bytes() for path in files]
    for path in files:
        error = check("--data", files[0], "--shapes", files[1], "-o", path).exception
        assert isinstance(error, UsageError)
        assert error.code == "output-source"
    assert [path.read_bytes() for path in files] == before


@pytest.mark.parametrize("form", ["text", "table", "json", "ttl", "nt", "xml", "html"])
def test_personal_data_in_public_text_is_told_without_its_words(form: str, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = '<http://purl.org/dc/terms/description> "Ask maija.salainen@example.org" .\n'
    with (folder / "build" / "graph.nq").open("a", encoding="utf-8") as graph:
        graph.write(f"<https://example.org/mallila/id/project/satama> {told}")
    assert check(folder, "-f", form, "-o", out).exit_code == 1
    assert "salainen" not in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("form", "said"), [("text", "Violations 0"), ("json", '"conforms": false'), ("ttl", "sh:conforms false")]
)
def test_nothing_is_called_clean_that_has_hidden_findings(form: str, said: str, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (folder / "build" / "graph.nq").write_text("", encoding="utf-8")
    person = "<https://example.org/mallila/id/person/x> a <https://w3id.org/rihmasto/ns#Person> .\n"
    a = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    (folder / "build" / "people.nq").write_text(person.replace(" a ", f" {a} "), encoding="utf-8")
    result = check(folder, "-f", form, "-o", out, "--lang", "en")
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 1
    assert said in out.read_text(encoding="utf-8")
    check(folder, "-f", "html", "-o", out, "--lang", "en")
    assert "there is nothing to mend" not in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("content", ["{", "\x00", "[{}]", "[1]"])
def test_a_damaged_ledger_is_told(content: str, folder: Path) -> None:
    (folder / "build" / "ledger.json").write_text(content, encoding="utf-8")
    error = check(folder).exception
    assert isinstance(error, InputError)
    assert (error.code, error.exit_code) == ("check-no-release", 3)


def test_news_and_people_are_not_about_files(files: tuple[Path, Path]) -> None:
    for option in ("--new", "--people"):
        error = check("--data", files[0], "--shapes", files[1], option).exception
        assert isinstance(error, UsageError)
        assert error.code == "check-new-files"


@pytest.mark.parametrize("form", ["text", "table", "json", "ttl", "nt", "html", "xlsx"])
def test_persons_are_told_only_when_asked_for_but_always_counted(form: str, folder: Path, tmp_path: Path) -> None:
    (folder / "tables" / "contact.csv").write_text(
        "person,project,role,email,position\nMaija Malliesimerkki,satama,contact-person,maija@example.org,pomo\n",
        encoding="utf-8",
    )
    own = folder / "shapes" / "contact.ttl"
    own.parent.mkdir(exist_ok=True)
    own.write_text(
        TTL + "@prefix rih: <https://w3id.org/rihmasto/ns#> .\n"
        "ex:S sh:targetClass rih:Person ; sh:property ex:P . ex:P sh:path ex:none ; sh:minCount 1 .\n",
        encoding="utf-8",
    )
    build(folder)
    out = tmp_path / f"out.{form}"
    quiet = check(folder, "-f", form, "-o", out, "--lang", "en")
    assert quiet.exit_code == 1
    assert "Findings about persons that are not shown: " in quiet.stderr
    held = _words(out)
    assert "Malliesimerkki" not in held
    loud = check(folder, "-f", form, "-o", out, "--lang", "en", "--people")
    assert loud.exit_code == 1
    assert "not shown" not in loud.stderr
    assert len(_words(out)) > len(held)


def _words(path: Path) -> str:
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8")
    sheets = load_workbook(path).worksheets
    return "\n".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def test_files_can_be_a_page_and_a_list(files: tuple[Path, Path], tmp_path: Path) -> None:
    page, book = tmp_path / "page.html", tmp_path / "book.xlsx"
    assert check("--data", files[0], "--shapes", files[1], "-f", "html", "-o", page, "--lang", "fi").exit_code == 1
    html = page.read_text(encoding="utf-8")
    assert "Lisää p." in html
    assert '<td class="place"><code>https://example.org/' in html  # no source to point at: the node
    assert "rihmasto build" not in html
    assert check("--data", files[0], "--shapes", files[1], "-f", "xlsx", "-o", book, "--lang", "fi").exit_code == 1
    assert load_workbook(book)["Löydökset"]["C5"].value == "Lisää p."


@pytest.mark.parametrize("form", ["text", "table", "json", "ttl", "html", "xlsx"])
def test_shapes_that_find_nothing_to_look_at_are_told(form: str, files: tuple[Path, Path], tmp_path: Path) -> None:
    shapes, out = tmp_path / "shapes.ttl", tmp_path / f"out.{form}"
    misspelt = files[1].read_text(encoding="utf-8").replace("https://example.org/", "https://example.com/")
    shapes.write_text(misspelt, encoding="utf-8")
    result = check("--data", files[0], "--shapes", shapes, "-f", form, "-o", out, "--lang", "en")
    assert result.exit_code == 0
    said = "no shape has a target in the data"
    assert said in (_words(out) if form == "text" else result.stderr)
    assert (said in _words(out)) is (form in {"text", "html", "xlsx"})


def test_several_workbooks_want_a_folder(folder: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        made = Workbook()
        made.worksheets[0].title = "project"
        for row in (["project", "name_fi"], [name, f"Hanke {name}"]):
            made.worksheets[0].append(row)
        made.save(folder / "tables" / f"{name}.xlsx")
    build(folder)
    refused = check(folder, "-f", "xlsx", "-o", tmp_path / "book.xlsx").exception
    assert isinstance(refused, UsageError)
    assert refused.code == "check-several-books"
    result = check(folder, "-f", "xlsx", "-o", tmp_path / "books", "--lang", "en")
    assert sorted(p.name for p in (tmp_path / "books").iterdir()) == ["a.xlsx", "b.xlsx", "findings.xlsx"]
    assert "The marked workbooks are in" in result.stderr
