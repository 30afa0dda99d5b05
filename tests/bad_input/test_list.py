"""The list of bad input, item by item, with the tests that show what becomes of each."""

import subprocess
import sys
from pathlib import Path

ITEMS = {
    "empty file": "test_files.py::test_a_file_of_nothing_is_refused",
    "binary file": "test_files.py::test_a_binary_file_is_refused",
    "page in cp1252 or latin-1": "test_files.py::test_an_old_encoding_is_read_with_a_note",
    "mojibake": "test_files.py::test_broken_characters_are_refused_and_named",
    "BOM": "test_files.py::test_a_byte_order_mark_is_no_part_of_the_text",
    "NUL": "test_files.py::test_nul_is_no_text",
    "50 MB page": "test_files.py::test_a_page_of_50_megabytes_is_not_read_into_memory",
    "page that is one long word": "test_files.py::test_a_page_of_one_long_word_is_decoded_at_once",
    "nothing but bad files": "test_files.py::test_when_nothing_can_be_read_the_old_release_stays",
    "CSV with ragged rows": "test_tables.py::test_ragged_rows_are_rejected_and_the_others_taken",
    "CSV with a stray quote": "test_tables.py::test_a_stray_quote_costs_one_row",
    "CSV with missing columns": "test_tables.py::test_a_missing_column_is_named",
    "CSV with unknown columns": "test_tables.py::test_an_unknown_column_is_named_and_the_rest_read",
    "CSV with duplicate ids": "test_tables.py::test_the_second_of_two_equal_ids_is_not_taken",
    "xlsx with a formula": "test_tables.py::test_formulas_are_told",
    "xlsx with a 2-cell giant sheet": "test_tables.py::test_a_giant_sheet_of_two_cells_takes_no_memory",
    "xlsx with a wrong type": "test_tables.py::test_cells_of_a_wrong_type_are_told",
    "xlsx that is none": "test_tables.py::test_what_is_no_workbook_is_refused",
    "date 31.2.2021": "test_values.py::test_a_day_that_is_not_in_the_calendar_is_refused",
    "date 06/2017": "test_values.py::test_a_month_stays_a_month",
    "end before start": "test_values.py::test_an_end_before_its_start_is_refused",
    "money 1,2 milj. €": "test_values.py::test_money_is_read_as_it_is_meant[millions]",
    "money 250.000 €": "test_values.py::test_money_is_read_as_it_is_meant[point]",
    "money n. 300 t€": "test_values.py::test_money_is_read_as_it_is_meant[about]",
    "money that can be read in two ways": "test_values.py::test_money_with_two_meanings_is_refused",
    "workspace without sources": "test_outside.py::test_a_workspace_without_sources_is_refused",
    "disk that is full": "test_outside.py::test_a_full_disk_leaves_the_old_file",
    "disk that is full, standard output": "test_outside.py::test_standard_output_on_a_full_disk",
    "wrong place to write to": "test_outside.py::test_a_device_is_never_replaced",
    "wrong query name": "test_questions.py::test_a_wrong_name_is_answered_with_near_ones",
    "wrong parameter": "test_questions.py::test_a_wrong_parameter_is_answered_with_the_right_ones",
    "wrong value of a parameter": "test_questions.py::test_a_wrong_value_is_named",
    "wrong IRI": "test_questions.py::test_a_wrong_iri_is_named",
    "wrong SPARQL syntax": "test_questions.py::test_wrong_syntax_is_told_with_line_and_column",
    "RDF/XML entity bomb": "test_hostile.py::test_a_bomb_is_refused_in_seconds_and_little_memory",
    "entities that are no bomb": "test_hostile.py::test_entities_that_stand_for_addresses_are_read",
    "hostile label in the map": "test_hostile.py::test_hostile_labels_are_words_in_the_map",
    "hostile label in the table": "test_hostile.py::test_hostile_labels_are_words_in_a_table",
    "hostile label in the download": "test_hostile.py::test_hostile_labels_are_words_in_downloads",
    "javascript: as an address": "test_hostile.py::test_an_address_that_is_a_program_is_refused",
    "cell that starts with = + - @, csv": "test_hostile.py::test_no_cell_of_an_exported_csv_is_a_formula",
    "cell that starts with = + - @, xlsx": "test_hostile.py::test_no_cell_of_a_workbook_is_a_formula",
}


def test_every_item_has_its_test_and_every_test_its_item() -> None:
    collect = [sys.executable, "-m", "pytest", "-q", "-n0", "--collect-only", str(Path(__file__).parent)]
    done = subprocess.run(collect, capture_output=True, text=True, check=True)
    collected = {line.partition("bad_input/")[2] for line in done.stdout.splitlines() if "::" in line}
    found = collected | {name.partition("[")[0] for name in collected}
    assert sorted(set(ITEMS.values()) - found) == []
    named = {name.partition("[")[0] for name in ITEMS.values()}
    here = {name.partition("[")[0] for name in collected if not name.startswith("test_list.py")}
    assert here == named
    assert len(ITEMS) == 42
