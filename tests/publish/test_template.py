"""The spreadsheet template and the empty workspace."""

import re
import tomllib
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from rihmasto.assets import asset
from rihmasto.errors import LANGUAGES, InputError, Language, UsageError
from rihmasto.model import tables
from rihmasto.pipeline import read_configuration
from rihmasto.publish import start_workspace, write_template
from rihmasto.publish.template import _words, template
from rihmasto.sources.tables import read_workbook
from rihmasto.sources.tables.choices import choices, chosen
from rihmasto.sources.tables.concepts import concepts
from rihmasto.sources.tables.words import columns_of, table_words

FITTING = _words()["fitting"]["roles"]


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    found: Language = request.param
    return found


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, language: Language) -> Path:
    made = tmp_path_factory.mktemp("template") / "rihmasto.xlsx"
    write_template(made, language)
    return made


@pytest.fixture(scope="module")
def book(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path)


def sheets(book: openpyxl.Workbook, language: Language) -> dict[str, Worksheet]:
    return {name: book[table_words(name, language).label] for name in tables()}


def test_the_same_bytes_every_time(path: Path, language: Language) -> None:
    assert path.read_bytes() == template(language)
    assert b"2000-01-01" in b"".join(_parts(path)), "the hour in docProps is fixed"


def _parts(path: Path) -> list[bytes]:
    import zipfile  # noqa: PLC0415

    with zipfile.ZipFile(path) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        return [archive.read(name) for name in archive.namelist() if name.startswith("docProps/")]


def test_the_build_finds_no_rows_and_nothing_to_say(path: Path) -> None:
    reading = read_workbook(path)
    assert (reading.records, reading.rejections, reading.rows.read) == ([], [], 0)


def test_a_sheet_to_read_first_explains_every_column(book: openpyxl.Workbook) -> None:
    guide = book.worksheets[0]
    assert guide.title in {"Ohje", "Anvisning", "Read me"}
    told = [row[1].value for row in guide.iter_rows() if row[1].value]
    assert len(told) == 1 + sum(len(columns_of(t)) for t in tables().values())


def test_every_table_has_a_sheet_with_its_header(book: openpyxl.Workbook, language: Language) -> None:
    for name, sheet in sheets(book, language).items():
        columns = columns_of(tables()[name])
        heads = [cell for cell in sheet[1] if cell.value]
        assert len(heads) == len(columns)
        assert sheet.freeze_panes == "A2"
        for head, column in zip(heads, columns, strict=True):
            assert str(head.value).endswith(" *") == column.required
            assert head.comment is not None
            assert len(head.comment.text) > 10


def test_lists_offer_every_concept(book: openpyxl.Workbook, language: Language) -> None:
    hidden = [sheet for sheet in book.worksheets if sheet.sheet_state == "hidden"]
    assert len(hidden) == 1
    checked = 0
    for name, sheet in sheets(book, language).items():
        offered = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
        for number, column in enumerate(columns_of(tables()[name])):
            cell = f"{openpyxl.utils.get_column_letter(number + 1)}2"
            if column.type != "concept":
                continue
            found = re.fullmatch(r"'.+'!\$([A-Z]+)\$2:\$([A-Z]+)\$(\d+)", offered[cell])
            assert found
            values = [hidden[0][f"{found[1]}{row}"].value for row in range(2, int(found[3]) + 1)]
            fitting = FITTING.get(name) if column.target == "roles" else None
            wanted = [c.labels[language] for c in concepts(column.target) if fitting is None or c.slug in fitting]
            assert sorted(values) == sorted(wanted)
            checked += 1
    assert checked == sum(c.type == "concept" for t in tables().values() for c in t.columns)


def test_roles_that_are_offered_are_those_of_the_shapes() -> None:
    allowed = {
        "participation": ("participation", "coordinator"), "contact": ("contact", "contact-person"),
        "agreement_party": ("party", "main-contracting-party"),
    }  # fmt: skip
    for table, (shape, first) in allowed.items():
        text = asset("shapes", f"{shape}.ttl").read_text(encoding="utf-8")
        (listed,) = [found for found in re.findall(r"sh:in \(([^)]*)\)", text) if f"roles:{first}" in found]
        assert set(re.findall(r"roles:([\w-]+)", listed)) == set(FITTING[table])
    assert set(FITTING) == set(allowed) == {n for n, t in tables().items() for c in t.columns if c.target == "roles"}


def test_decisions_and_kinds_of_names_are_offered(book: openpyxl.Workbook, language: Language) -> None:
    hidden = next(sheet for sheet in book.worksheets if sheet.sheet_state == "hidden")
    lists = {column[0].value: [cell.value for cell in column[1:] if cell.value] for column in hidden.columns}
    for table, column, count in (
        ("identity", "kind", 6),
        ("identity", "decision", 2),
        ("organisation_name", "kind", 5),
    ):
        assert lists[f"{table}.{column}"] == list(choices(table, column, language))
        assert len(lists[f"{table}.{column}"]) == count
        own = tables()[table].columns
        kept = {
            chosen(table, next(c for c in own if c.name == column), word) for word in choices(table, column, language)
        }
        assert len(kept) == count


def test_dates_are_cells_of_text_so_that_a_month_stays_a_month(book: openpyxl.Workbook, language: Language) -> None:
    sheet = sheets(book, language)["project"]
    formats = {c.name: sheet.column_dimensions[openpyxl.utils.get_column_letter(i)].number_format
               for i, c in enumerate(columns_of(tables()["project"]), 1)}  # fmt: skip
    assert formats["start"] == formats["code"] == "@"


def test_a_filled_template_is_read(path: Path, language: Language, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(path)
    of = sheets(book, language)
    kinds = {c.slug: c.labels[language] for c in concepts("organisation-kinds")}
    of["project"].append(["kampus", "Älykäs kampus"])
    of["project"]["H2"] = "06/2017"
    of["organisation"].append(["turku", "Turun kaupunki", "Åbo stad", None, kinds["city"]])
    roles = {c.slug: c.labels[language] for c in concepts("roles")}
    of["participation"].append([None, "Älykäs kampus", None, "Åbo stad", None, roles["lead"]])
    book.save(tmp_path / "filled.xlsx")
    reading = read_workbook(tmp_path / "filled.xlsx")
    assert reading.rejections == []
    values = [{c.column: c.value for c in r.claims} for r in reading.records]
    assert values == [
        {"project": "kampus", "name_fi": "Älykäs kampus", "start": "2017-06"},
        {"organisation": "turku", "name_fi": "Turun kaupunki", "name_sv": "Åbo stad", "kind": "city"},
        {"project": "Älykäs kampus", "organisation": "Åbo stad", "role": "lead"},
    ]


def test_an_empty_workspace(tmp_path: Path, language: Language) -> None:
    folder = tmp_path / 'Oma "seutu"'
    start_workspace(folder, language)
    found = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*"))
    assert found == [".gitignore", "pages", "rihmasto.toml", "tables", "tables/rihmasto.xlsx"]
    configuration = read_configuration(folder)
    assert (configuration.language, configuration.people) == (language, False)
    assert configuration.title == dict.fromkeys(LANGUAGES, "Oma 'seutu'")
    assert configuration.base == "https://example.org/oma-seutu/"
    assert (folder / ".gitignore").read_text(encoding="utf-8").split() == [
        "build/",
        "person.key",
        ".findings-before.json",
        ".checked*",
    ]


def test_the_commented_settings_are_good_settings_too(tmp_path: Path, language: Language) -> None:
    start_workspace(tmp_path / "w", language)
    path = tmp_path / "w" / "rihmasto.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    settings = [re.sub(r"^# (?=\[|[a-z_]+ = )", "", line) for line in lines]
    entries = tomllib.loads("\n".join(settings))
    assert set(entries) == {"workspace", "source", "mapping"}
    path.write_text("\n".join(settings), encoding="utf-8")
    configuration = read_configuration(tmp_path / "w")
    assert [len(s) for s in configuration.sources.values()] == [6]
    assert (
        configuration.mappings["tables/" + next(iter(entries["mapping"])).removeprefix("tables/")]["table"] == "project"
    )


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    for folder in (tmp_path, tmp_path / "mine.txt"):
        with pytest.raises(UsageError) as caught:
            start_workspace(folder, "en")
        assert caught.value.code == "init-folder-filled"
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    start_workspace(tmp_path, "sv")
    assert (tmp_path / "rihmasto.toml").is_file()


def test_what_was_begun_is_removed_when_it_cannot_be_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InputError, match="No space left on device"):
        start_workspace(tmp_path / "w", "en")
    assert list(tmp_path.iterdir()) == []
