"""Tables with rows, columns and cells that are not as they should be."""

import resource
from collections.abc import Callable
from typing import Any

Said = Callable[[str], list[str]]
Ledger = dict[str, dict[str, Any]]
Ask = Callable[[str], list[list[str]]]


def _rows(ledger: Ledger, file: str) -> tuple[int, ...]:
    return tuple(ledger[file][name] for name in ("read", "accepted", "rejected", "duplicate"))


def _named(ask: Ask, *names: str) -> list[str]:
    """Return those of the names that a project of the release has."""
    listed = ", ".join(f'"{name}"' for name in names)
    return [
        n
        for (n,) in ask(
            f"SELECT (str(?l) AS ?n) {{ ?p a rih:Project ; skos:prefLabel ?l FILTER(str(?l) IN ({listed})) }}"
        )
    ]


def test_ragged_rows_are_rejected_and_the_others_taken(said: Said, ledger: Ledger, ask: Ask) -> None:
    file = "tables/project-ragged.csv"
    assert said(f"{file}:2") == ["The row has 2 cells, the header 3; the row was not taken."]
    assert said(f"{file}:4") == ["The row has 4 cells, the header 3; the row was not taken."]
    assert _rows(ledger, file) == (3, 1, 2, 0)
    assert _named(ask, "Lyhyt rivi", "Ehjä rivi", "Pitkä rivi") == ["Ehjä rivi"]


def test_a_stray_quote_costs_one_row(said: Said, ledger: Ledger, ask: Ask) -> None:
    file = "tables/project-quote.csv"
    (told,) = said(f"{file}:2")
    assert told.startswith("The quotation that begins on line 2 is not closed properly")
    assert _rows(ledger, file) == (3, 2, 1, 0)
    assert _named(ask, "Avoin lainaus", "Seuraava rivi", "Viimeinen rivi") == ["Seuraava rivi", "Viimeinen rivi"]


def test_a_missing_column_is_named(said: Said, ledger: Ledger) -> None:
    file = "tables/work_package-missing.csv"
    assert said(file) == ["The table work_package lacks required columns: work_package-missing.csv still needs title."]
    assert ledger[file]["refused"]["fi"].startswith("Taulusta work_package puuttuu pakollisia sarakkeita")
    (told,) = said("tables/project-headless.csv")
    assert "begins with “foo, bar”" in told
    (told,) = said("tables/unknown-table.csv")
    assert told.startswith("unknown-table.csv is not the name of a table")


def test_an_unknown_column_is_named_and_the_rest_read(said: Said, ledger: Ledger, ask: Ask) -> None:
    file = "tables/project-unknown.csv"
    (told,) = said(f"{file}:1:3")
    assert told.startswith("The table project has no column “vastuuhenkilo”, so it was not read")
    assert _rows(ledger, file) == (1, 1, 0, 0)
    assert _named(ask, "Tunnettu hanke") == ["Tunnettu hanke"]


def test_the_second_of_two_equal_ids_is_not_taken(said: Said, ledger: Ledger, ask: Ask) -> None:
    file = "tables/project-twice.csv"
    assert said(f"{file}:3") == ["The key sama is already on line 2; this row was not taken."]
    assert _rows(ledger, file) == (2, 1, 0, 1)
    assert _named(ask, "Sama hanke", "Toinen hanke") == ["Sama hanke"]


def test_formulas_are_told(said: Said, ledger: Ledger, ask: Ask) -> None:
    file = "tables/formula.xlsx"
    told = "The sheet has formulas (2, the first in the cell C2); their last computed values were read."
    assert said(f"{file}: project!C2") == [told]
    # Neither was ever computed: the end is missing from the one, and of the other nothing names it.
    assert _rows(ledger, file)[0] == 2
    assert _named(ask, "Kaavan hanke", "Nimetön") == ["Kaavan hanke"]
    assert ask("SELECT ?s { ?s ?p ?o FILTER(STRSTARTS(str(?o), '=1+2020') || STRSTARTS(str(?o), '=\"')) }") == []


def test_a_giant_sheet_of_two_cells_takes_no_memory(
    said: Said, alone: Callable[[str], object], refused: Callable[..., tuple[int, str]]
) -> None:
    told = "The sheet project reaches to the cell XFD1048576 and was not read; remove what stands in far-away cells."
    assert said("tables/giant.xlsx:project") == [told]

    def little() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))

    code, sentence = refused("build", alone("tables/giant.xlsx"), preexec_fn=little)
    assert code == 3
    assert sentence.startswith("No source could be read. tables/giant.xlsx: The sheet project reaches to the cell")


def test_cells_of_a_wrong_type_are_told(said: Said, ledger: Ledger) -> None:
    file = "tables/types.xlsx"
    told, left_out = said(f"{file}: amount!C2")
    assert told == "“paljon” is not an amount of money; write for example 453 808 €."
    assert left_out.startswith("The column “value” is required and cannot have the value “paljon”, so the row was left")
    assert said(f"{file}: amount!E3") == ["“ehkä” is neither yes nor no."]
    told, _ = said(f"{file}: amount!B4")
    assert told.startswith("“7” is not in the column's list; choose")
    assert _rows(ledger, file) == (3, 1, 2, 0)


def test_what_is_no_workbook_is_refused(said: Said, ledger: Ledger) -> None:
    assert said("tables/html.xlsx") == ["html.xlsx is no .xlsx workbook; save it as .xlsx in a spreadsheet program."]
    (told,) = said("tables/truncated.xlsx")
    assert told.startswith("truncated.xlsx is ")
    assert said("tables/bomb.xlsx") == ["bomb.xlsx unpacks to more than can be read; split it into several files."]
    assert [ledger[f"tables/{name}.xlsx"]["read"] for name in ("html", "truncated", "bomb")] == [0, 0, 0]
