"""CSV files: every trap ends in a record, a rejection with its place, or one sentence."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rihmasto.errors import InputError, sentence
from rihmasto.sources.tables import RowCount, TableReading, read_csv

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


def told(reading: TableReading) -> list[tuple[str, str, int | None]]:
    """Fate, code and line of all rejections; each is also said in all languages, so that no brace stays empty."""
    for rejection in reading.rejections:
        for language in ("fi", "sv", "en"):
            assert "{" not in sentence(rejection.code, language, **rejection.values)
    return [(r.fate, r.code, r.locator.line) for r in reading.rejections]


def ledger(rows: RowCount) -> tuple[int, int, int, int]:
    assert rows.read == rows.accepted + rows.rejected + rows.suppressed + rows.duplicate
    return rows.read, rows.accepted, rows.rejected, rows.duplicate


def test_cells_become_claims_with_their_place_and_words(write: Write) -> None:
    reading = read_csv(write("project.csv", "project,name_fi,start\nakke, Älykäs kampus ,1.6.2017\n"))
    (record,) = reading.records
    assert (record.table, record.key) == ("project", "project-2")
    claims = [(c.column, c.value, c.quote, c.locator.row, c.locator.column, c.locator.line) for c in record.claims]
    assert claims == [
        ("project", "akke", "akke", 2, 1, 2),
        ("name_fi", "Älykäs kampus", " Älykäs kampus ", 2, 2, 2),
        ("start", "2017-06-01", "1.6.2017", 2, 3, 2),
    ]
    assert {(c.rule, c.confidence, c.rank) for c in record.claims} == {("cell", 1.0, "preferred")}
    assert (told(reading), ledger(reading.rows)) == ([], (1, 1, 0, 0))


@pytest.mark.parametrize(
    ("name", "header", "table"),
    [
        ("Hankkeet.csv", "Nimi suomeksi;Alkaa", "project"),
        ("projekt-2021.csv", "Namn på finska;Börjar", "project"),
        ("Projects from Turku.csv", "NAME IN FINNISH;start *", "project"),
        ("organisation_name-aliases.csv", "Organisaatio;Nimi", "organisation_name"),
        ("työpaketit.csv", "Hanke;Otsikko", "work_package"),
    ],
)
def test_tables_and_columns_are_known_by_their_labels(write: Write, name: str, header: str, table: str) -> None:
    reading = read_csv(write(name, f"{header}\nyksi;2021\n"))
    assert [(r.table, len(r.claims)) for r in reading.records] == [(table, 2)]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_delimiter_and_line_ends(write: Write, delimiter: str, newline: str) -> None:
    rows = [["theme", "2"], ["project", "name"], ["a", "b"]]
    text = newline.join(delimiter.join(row) for row in rows[1:]) + newline
    reading = read_csv(write("theme.csv", text))
    assert [c.value for r in reading.records for c in r.claims] == ["a", "b"]
    assert reading.records[0].claims[0].locator.line == 2


def test_the_line_that_excel_puts_before_the_header(write: Write) -> None:
    reading = read_csv(write("theme.csv", "sep=,\nproject,name\na,b\n"))
    assert ledger(reading.rows) == (1, 1, 0, 0)


def test_byte_order_mark(write: Write) -> None:
    reading = read_csv(write("theme.csv", b"\xef\xbb\xbf" + "project;name\nä;b\n".encode()))
    assert reading.records[0].value("project") == "ä"
    assert told(reading) == []


def test_cp1252_is_read_with_a_note(write: Write) -> None:
    reading = read_csv(write("theme.csv", "project;name\nÄly – 5 €;b\n".encode("cp1252")))
    assert reading.records[0].value("project") == "Äly – 5 €"
    assert told(reading) == [("note", "text-cp1252", None)]


def test_utf16_with_a_mark_is_read_with_a_note(write: Write) -> None:
    reading = read_csv(write("theme.csv", "project\tname\nÄly\tb\n".encode("utf-16")))
    assert reading.records[0].value("project") == "Äly"
    assert told(reading) == [("note", "table-utf16", None)]


def test_mojibake_is_refused_and_named(write: Write) -> None:
    reading = read_csv(write("organisation.csv", "name_fi;name_en\nJyvÃ¤skylÃ¤n kaupunki;City\nTurku â€“ Åbo;x\n"))
    assert told(reading) == [("rejected", "text-mojibake", 2), ("rejected", "text-mojibake", 3)]
    assert "JyvÃ¤skylÃ¤n" in sentence("text-mojibake", "en", **reading.rejections[0].values)
    assert ledger(reading.rows) == (2, 2, 0, 0)


def test_nul_in_a_cell_is_refused(write: Write) -> None:
    reading = read_csv(write("theme.csv", "project;name\na;b\0c\nd;e\n"))
    assert told(reading) == [("rejected", "table-control-character", 2), ("rejected", "table-required-bad", 2)]
    assert ledger(reading.rows) == (2, 1, 1, 0)


def test_ragged_rows_are_refused_with_their_lines(write: Write) -> None:
    reading = read_csv(write("theme.csv", "project;name\na;b\nc\n\nd;e;f\ng;h\n"))
    assert told(reading) == [("rejected", "table-ragged", 3), ("rejected", "table-ragged", 5)]
    assert ledger(reading.rows) == (4, 2, 2, 0)


def test_a_quote_left_open_loses_its_own_row_only(write: Write) -> None:
    rows = "".join(f"p{i};t{i}\n" for i in range(5, 100))
    reading = read_csv(write("theme.csv", f'project;name\na;b\nc;"d\n{rows}'))
    assert told(reading) == [("rejected", "table-quote-open", 3)]
    assert ledger(reading.rows) == (97, 96, 1, 0)


def test_a_quote_closed_by_another_row_loses_its_own_row_only(write: Write) -> None:
    reading = read_csv(write("theme.csv", 'project;name\na;"b\nc;d\ne;"f"\ng;h\n'))
    assert told(reading) == [("rejected", "table-quote-open", 2)]
    assert [r.value("project") for r in reading.records] == ["c", "e", "g"]


def test_a_quote_that_makes_a_row_of_two_is_refused(write: Write) -> None:
    reading = read_csv(write("theme.csv", 'project;name\n"a;b\nc;"d\ne;f\n'))
    assert told(reading) == [("rejected", "table-quote-open", 2), ("rejected", "table-quote-open", 3)]
    assert [r.value("project") for r in reading.records] == ["e"]


def test_words_after_a_closing_quote(write: Write) -> None:
    reading = read_csv(write("theme.csv", 'project;name\na;"b" c\nd;e\n'))
    assert told(reading) == [("rejected", "table-quote-stray", 2)]


def test_a_lone_quote_inside_a_cell_stays_with_a_note(write: Write) -> None:
    reading = read_csv(write("theme.csv", 'project;name\na;5" näyttö\n'))
    assert told(reading) == [("note", "table-quote-kept", 2)]
    assert reading.records[0].value("name") == '5" näyttö'


def test_rows_inside_a_cell_are_told(write: Write) -> None:
    reading = read_csv(write("location.csv", 'project;place\na;"5\nb;c\nd;12"\ne;f\n'))
    assert told(reading) == [("note", "table-quote-rows", 2)]
    assert reading.rejections[0].values == {"line": "2", "last": "4"}


def test_a_cell_may_have_several_lines(write: Write) -> None:
    reading = read_csv(write("project.csv", 'name_fi;description\na;"yksi\nkaksi, ""kolme"""\nb;c\n'))
    assert reading.records[0].value("description") == 'yksi\nkaksi, "kolme"'
    assert [c.locator.line for c in reading.records[1].claims] == [4, 4]
    assert told(reading) == []


def test_a_cell_without_end(write: Write) -> None:
    reading = read_csv(write("theme.csv", "project;name\na;" + "b" * 3_000_000 + '\nc;"' + "d" * 140_000 + '"\ne;f\n'))
    assert told(reading) == [("rejected", "table-line-long", 2), ("rejected", "table-line-long", 3)]
    assert [r.value("project") for r in reading.records] == ["e"]


def test_duplicate_keys_and_rows(write: Write) -> None:
    reading = read_csv(write("project.csv", "project;name_fi\na;Yksi\na;Kaksi\n;Kolme\n;KOLME\nb;Kolme\n"))
    assert told(reading) == [("duplicate", "table-duplicate-key", 3), ("duplicate", "table-duplicate-row", 5)]
    assert ledger(reading.rows) == (5, 3, 0, 2)


def test_two_sources_may_state_the_same_key(write: Write) -> None:
    reading = read_csv(write("project.csv", "project;name_fi;source\na;Yksi;page-1\na;Yksi;page-2\n"))
    assert [r.value("source") for r in reading.records] == ["page-1", "page-2"]


def test_unknown_columns_are_told_with_the_nearest(write: Write) -> None:
    reading = read_csv(write("project.csv", "name_fi;Alkka;;\na;2017;x;\n"))
    assert told(reading) == [("note", "table-column-near", 1), ("note", "table-column-unnamed", 2)]
    assert reading.rejections[0].values["offer"] == "Alkaa", "as the template writes it"
    assert [c.column for c in reading.records[0].claims] == ["name_fi"]


def test_what_is_told_has_the_words_of_the_file(write: Write) -> None:
    reading = read_csv(write("project.csv", "Nimi suomeksi;Tila;Budjetti\na;kesken;1\nb;päätynyt;2\nc;zzz;3\n"))
    assert told(reading) == [
        ("note", "table-column-unknown", 1), ("rejected", "table-concept-near", 3), ("rejected", "table-concept", 4),
    ]  # fmt: skip
    column, near, _ = reading.rejections
    assert (column.values["table"], column.values["columns"][:32]) == ("Hankkeet", "Tunnus, Nimi suomeksi, Nimi ruot")
    assert near.values["offer"] == "päättynyt", "no word of another language"
    assert [r.value("status") for r in reading.records] == ["running", None, None]
    reading = read_csv(write("amount.csv", "Projekt;Slag;Belopp\na;egen andel;5\nb;kokonaisbudjeti;6\n"))
    assert told(reading) == [("rejected", "table-concept", 3), ("rejected", "table-required-bad", 3)]
    assert reading.rejections[1].values == {"column": "Slag", "value": "kokonaisbudjeti"}
    assert "hela raden utelämnades" in sentence("table-required-bad", "sv", **reading.rejections[1].values)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("project.csv", "name_fi;start\na;2020\nYhteensä;\n"),
        ("project.csv", "Namn på svenska;Rubrik\na;\n;SUMMA:\n"),
        ("amount.csv", "Project;Kind;Value\na;total;5\nTotal;total;5\n"),
    ],
)
def test_a_row_of_sums_is_no_project(write: Write, name: str, text: str) -> None:
    reading = read_csv(write(name, text))
    assert told(reading) == [("rejected", "table-sum-row", 3)]
    assert ledger(reading.rows) == (2, 1, 1, 0)


@pytest.mark.parametrize(
    ("header", "row", "values"),
    [
        ("kind;one;other;decision", "organisation;A;B;same", ("organisation", "same")),
        ("Taulu;Yksi;Toinen;Päätös", "organisaatio;A;B;eri", ("organisation", "different")),
        ("Tabell;Den ena;Den andra;Beslut", "Program eller instrument;A;B;samma", ("programme", "same")),
    ],
)
def test_own_decisions_in_three_languages(write: Write, header: str, row: str, values: tuple[str, str]) -> None:
    reading = read_csv(write("identity.csv", f"{header}\n{row}\n"))
    (record,) = reading.records
    assert (record.value("kind"), record.value("decision")) == values
    reading = read_csv(write("identity.csv", f"{header}\n{row.rpartition(';')[0]};ehkä\n"))
    assert told(reading) == [("rejected", "table-concept", 2), ("rejected", "table-required-bad", 2)]


def test_kinds_of_names_have_words_and_others_stay(write: Write) -> None:
    reading = read_csv(write("organisation_name.csv", "Organisaatio;Nimi;Nimen laji\nA;B;Lyhenne\nA;C;lempinimi\n"))
    assert [r.value("kind") for r in reading.records] == ["abbreviation", "lempinimi"]


def test_a_mapping_names_foreign_headers(write: Write) -> None:
    path = write("other.csv", "Hankkeen nimi;Koodi;Muu\nÄly;A1;x\n")
    mapping = {"hankkeen  NIMI": "name_fi", "Koodi": "code", "Poissa": "end"}
    reading = read_csv(path, table="project", mapping=mapping)
    assert {c.column: c.value for c in reading.records[0].claims} == {"name_fi": "Äly", "code": "A1"}
    assert [code for _, code, _ in told(reading)] == ["table-column-unknown", "table-mapping-unused"]


def test_a_bad_required_value_rejects_the_row_and_says_so(write: Write) -> None:
    reading = read_csv(write("amount.csv", "project;kind;value\na;total;paljon\na;;5 €\na;granted;1,2 milj. €\n"))
    assert told(reading) == [
        ("rejected", "money-unreadable", 2), ("rejected", "table-required-bad", 2),
        ("rejected", "table-required-empty", 3),
    ]  # fmt: skip
    assert ledger(reading.rows) == (3, 1, 2, 0)


def test_a_bad_optional_value_leaves_the_row(write: Write) -> None:
    reading = read_csv(write("project.csv", "name_fi;start;end\na;31.2.2021;2022\nb;2021;2020\nc;06/2017;2017\n"))
    assert told(reading) == [("rejected", "date-impossible", 2), ("rejected", "table-end-before-start", 3)]
    assert ledger(reading.rows) == (3, 3, 0, 0)
    assert [r.value("end") for r in reading.records] == ["2022", None, "2017"]
    assert reading.records[2].value("start") == "2017-06"


def test_a_row_that_names_nothing(write: Write) -> None:
    reading = read_csv(write("project.csv", "name_fi;description\n;pitkä kuvaus\n"))
    assert told(reading) == [("rejected", "table-nameless", 2)]


def test_money_says_more_than_its_value(write: Write) -> None:
    path = write("amount.csv", "project;kind;value;currency\na;total;n. 300 t€;\nb;total;250.000 €;SEK\nc;total;7,5;\n")
    stated = [{c.column: c.value for c in r.claims} for r in read_csv(path).records]
    assert stated[0] == {
        "project": "a", "kind": "total", "value": "300000", "currency": "EUR", "approximate": "true",
    }  # fmt: skip
    assert (stated[1]["value"], stated[1]["currency"]) == ("250000", "SEK")
    assert stated[2]["value"] == "7.5"


def test_a_business_id_is_checked(write: Write) -> None:
    text = "organisation;scheme;value\nTurku;Y-tunnus;FI02048198\nTampere;business-id;0204819-9\n"
    reading = read_csv(write("organisation_identifier.csv", text))
    assert [r.value("value") for r in reading.records] == ["0204819-8"]
    assert told(reading) == [("rejected", "business-id-check", 3), ("rejected", "table-required-bad", 3)]
    assert ledger(reading.rows) == (2, 1, 1, 0)


BAD_FILES = [
    ("theme.csv", "", "text-empty"),
    ("theme.csv", " \n\r\n", "text-empty"),
    ("theme.csv", ";;\n", "text-empty"),
    ("theme.csv", b"\x89PNG\r\n\x1a\n\0\0", "table-header-unknown"),
    ("theme.csv", b"\0\1\2\n", "table-binary"),
    ("theme.csv", "project;name\nä;".encode() + b"\x81\x8d\n", "table-encoding"),
    ("theme.csv", "a;b\nc;d\n", "table-header-unknown"),
    ("theme.csv", "project;Project;name\na;b;c\n", "table-column-twice"),
    ("theme.csv", "project\na\n", "table-column-missing"),
    ("theme.csv", "project;name,language\n", "table-delimiter"),
    ("theme.csv", '"project;name\na;b\n', "table-header-broken"),
    ("themmes.csv", "project;name\n", "table-near"),
    ("projectile.csv", "project;name\n", "table-near"),
    ("notes.csv", "project;name\n", "table-unknown"),
]


@pytest.mark.parametrize(("name", "content", "code"), BAD_FILES)
def test_a_file_that_is_no_table_is_one_sentence(write: Write, name: str, content: str | bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_csv(write(name, content))
    assert caught.value.code == code
    assert caught.value.exit_code == 3
    for language in ("fi", "sv", "en"):
        assert name in caught.value.say(language)


def test_all_bad_files_were_tried() -> None:
    assert len(BAD_FILES) == 14


def test_missing_files_and_wrong_mappings(tmp_path: Path, write: Write) -> None:
    with pytest.raises(InputError, match=r"nothing\.csv") as caught:
        read_csv(tmp_path / "nothing.csv", table="theme")
    assert caught.value.code == "file-missing"
    with pytest.raises(InputError, match="did you mean name"):
        read_csv(write("theme.csv", "project;name\n"), mapping={"x": "nmae"})


_GOOD = st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\n\t", exclude_characters="ÂÃâ\ufffd"
)
_CELLS = st.text(_GOOD, max_size=30)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(_CELLS, _CELLS), max_size=8),
    delimiter=st.sampled_from(";,\t"),
    newline=st.sampled_from(["\n", "\r\n"]),
)
def test_what_the_csv_module_writes_is_read_back(
    tmp_path: Path, rows: list[tuple[str, str]], delimiter: str, newline: str
) -> None:
    marked = [(f"x{number}{one}x", f"y{other}y") for number, (one, other) in enumerate(rows)]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=newline)
    writer.writerows([("project", "name"), *marked])
    path = tmp_path / "theme.csv"
    path.write_bytes(buffer.getvalue().encode())
    reading = read_csv(path)
    assert [tuple(c.quote for c in r.claims) for r in reading.records] == marked
    assert ledger(reading.rows) == (len(rows), len(rows), 0, 0)
    assert all(r.fate == "note" for r in reading.rejections)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.text(st.sampled_from('ab";,\t\n\r \0Ã¤'), max_size=80))
def test_the_ledger_holds_for_any_rows(tmp_path: Path, body: str) -> None:
    path = tmp_path / "theme.csv"
    path.write_bytes(f"project;name\n{body}".encode())
    reading = read_csv(path)
    ledger(reading.rows)
    assert len(reading.records) == reading.rows.accepted
    assert reading.rows.rejected <= sum(r.fate == "rejected" for r in reading.rejections)
