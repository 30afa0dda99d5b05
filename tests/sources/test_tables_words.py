"""The words of tables, columns and concepts, and the cells of every type."""

import re
import tomllib

import pytest

from rihmasto.assets import asset
from rihmasto.errors import LANGUAGES, InputError
from rihmasto.model import Column, tables
from rihmasto.sources.tables.cells import read_cell
from rihmasto.sources.tables.concepts import concept_named, concepts, nearest_concept
from rihmasto.sources.tables.words import column_named, column_words, columns_of, table_named, table_words
from rihmasto.store.columns import EVIDENCE


def test_every_table_and_column_has_words_of_its_own() -> None:
    counted = 0
    for table in tables().values():
        for language in LANGUAGES:
            words = table_words(table.name, language)
            assert len(words.label) <= 31, "the longest name of a sheet"
            assert table_named(words.label) is table
            assert words.about.endswith(".")
            labels = [column_words(table.name, c.name, language) for c in columns_of(table)]
            assert len({w.label.casefold() for w in labels}) == len(labels)
            for column, said in zip(columns_of(table), labels, strict=True):
                assert column_named(table, said.label) == column == column_named(table, column.name)
                assert said.about.endswith((".", "…"))
                counted += 1
    assert counted == 3 * sum(len(columns_of(t)) for t in tables().values())


def test_tables_that_the_build_makes_have_words() -> None:
    assert all(column_words("evidence", column, language) for column in EVIDENCE for language in LANGUAGES)
    assert all(table_words(t, "fi").label for t in ("evidence", "partner_pair", "governance_chain"))


def test_labels_of_concepts_lead_back_to_them() -> None:
    for scheme in {c.target for t in tables().values() for c in t.columns if c.type == "concept"}:
        for concept in concepts(scheme):
            assert {concept_named(scheme, label) for label in concept.labels.values()} == {concept.slug}


def test_no_words_are_left_over() -> None:
    columns = tomllib.loads(asset("ontology", "tables-words.toml").read_text(encoding="utf-8"))["columns"]
    derived = {"evidence", "partner_pair", "governance_chain", "any"}
    for table in columns.keys() - derived:
        assert columns[table].keys() <= {c.name for c in tables()[table].columns}, table
    everywhere = {c.name for t in tables().values() for c in columns_of(t)} | {"key"}
    assert columns["any"].keys() <= everywhere


def test_every_vocabulary_of_the_tables_has_words() -> None:
    schemes = {c.target for t in tables().values() for c in t.columns if c.type == "concept"}
    assert len(schemes) == 10
    for scheme in schemes:
        assert concepts(scheme), scheme
        for concept in concepts(scheme):
            assert set(concept.labels) == set(LANGUAGES), (scheme, concept.slug)
            assert concept_named(scheme, concept.slug.upper()) == concept.slug


def test_concepts_are_known_by_their_labels() -> None:
    for word in ("city", "kaupunki", "Stad"):
        assert concept_named("organisation-kinds", word) == "city"
    assert concept_named("organisation-kinds", "kylä tai muu") is None
    assert nearest_concept("organisation-kinds", "kaupnki") == "kaupunki"
    assert nearest_concept("organisation-kinds", "kaupnki", "sv") == ""
    assert nearest_concept("organisation-kinds", "kylä") == "", "what is far misleads"


def test_words_that_the_helps_of_columns_name_are_understood() -> None:
    words = {
        "budget-kinds": ["myönnetty", "valtio", "oma osuus", "beviljat", "stat", "egen andel", "granted", "own share"],
        "relations": ["förbereder", "bereder", "toimii ohjelmassa", "kuuluu ohjelmaan", "runs under"],
        "statuses": ["kesken", "loppunut", "käynnissä", "pågår", "avslutad", "ongoing"],
        "organisation-kinds": ["hyvinvointialue", "sjukvårdsdistrikt", "maakunnan liitto"],
    }
    for scheme, known in words.items():
        assert [word for word in known if concept_named(scheme, word) is None] == []
    for table, column, scheme in (("commitment", "relation", "relations"), ("amount", "kind", "budget-kinds")):
        for language in LANGUAGES:
            listed = column_words(table, column, language).about.split(": ")[1].rstrip(".…")
            named = re.split(r", | tai | eller | or ", listed)
            assert len(named) >= 4
            assert [word for word in named if concept_named(scheme, word) is None] == []


GOOD = [
    ("text", "x", " a  b ", "a  b"),
    ("text", "x", "'=SUM(A1)", "=SUM(A1)"),
    ("text", "x", "+358", "+358"),
    ("text", "language", "suomi", "fi"),
    ("text", "language", "sv-FI", "sv-fi"),
    ("text", "currency", "€", "EUR"),
    ("text", "currency", "sek", "SEK"),
    ("key", "x", "turku_1.a-b", "turku_1.a-b"),
    ("ref", "x", "Turun kaupunki", "Turun kaupunki"),
    ("date", "x", "9.2.2021", "2021-02-09"),
    ("date", "x", "2021-02", "2021-02"),
    ("date", "x", "2021", "2021"),
    ("integer", "x", "1 200", "1200"),
    ("integer", "x", "007", "7"),
    ("integer", "x", "-3", "-3"),
    ("decimal", "x", "453 808 €", "453808"),
    ("decimal", "x", "453808.00", "453808.00"),
    ("decimal", "x", "1,2 milj. €", "1200000"),
    ("decimal", "x", "250.000 €", "250000"),
    ("boolean", "x", "Kyllä", "true"),
    ("boolean", "x", "nej", "false"),
    ("url", "x", "https://www.turku.fi/a?b=ä", "https://www.turku.fi/a?b=ä"),
    ("url", "x", "www.turku.fi", "https://www.turku.fi"),
    ("email", "x", "mailto:nimi@example.org", "nimi@example.org"),
    ("phone", "x", "puh. +358 (0)2 330 000", "+358 (0)2 330 000"),
    ("concept", "x", "Päätoteuttaja", "lead"),
]
BAD = [
    ("key", "Turun kaupunki", "table-key"),
    ("key", "../x", "table-key"),
    ("date", "31.2.2021", "date-impossible"),
    ("date", "kesällä", "date-unreadable"),
    ("integer", "1.5", "table-integer"),
    ("integer", "½", "table-integer"),
    ("integer", "٣", "table-integer"),
    ("decimal", "1,234 €", "money-unclear"),
    ("decimal", "100-200 t€", "money-range"),
    ("boolean", "ehkä", "table-boolean"),
    ("url", "javascript:alert(1)", "table-url"),
    ("url", "https://", "table-url"),
    ("url", "https://a b.fi", "table-url"),
    ("url", 'https://a.fi/"><script>', "table-url"),
    ("url", "https://[a.fi", "table-url"),
    ("email", "nimi@", "table-email"),
    ("email", "a@b.fi, c@d.fi", "table-email"),
    ("phone", "soita", "table-phone"),
    ("concept", "hallitsija", "table-concept"),
    ("text", "a\0b", "table-control-character"),
    ("text", "Ã…bo", "text-mojibake"),
    ("text", "a\ufffdb", "text-mojibake"),
    ("text", "#DIV/0!", "table-spreadsheet-error"),
    ("text", "x" * 131_073, "table-cell-long"),
]


@pytest.mark.parametrize(("kind", "name", "cell", "value"), GOOD)
def test_cells_that_are_values(kind: str, name: str, cell: str, value: str) -> None:
    assert read_cell(Column(name, kind, "roles", "", required=False), cell).value == value


@pytest.mark.parametrize(("kind", "cell", "code"), BAD, ids=[f"{kind}-{cell[:20]!r}" for kind, cell, _ in BAD])
def test_cells_that_are_none(kind: str, cell: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_cell(Column("x", kind, "roles", "", required=False), cell)
    assert caught.value.code == code
    assert all(len(caught.value.say(language)) < 300 for language in LANGUAGES)


def test_languages_and_currencies_that_are_none() -> None:
    for name, code in (("language", "table-language"), ("currency", "table-currency")):
        with pytest.raises(InputError) as caught:
            read_cell(Column(name, "text", "", "", required=False), "mikä vain")
        assert caught.value.code == code


def test_all_cells_were_tried() -> None:
    assert (len(GOOD), len(BAD)) == (26, 24)
