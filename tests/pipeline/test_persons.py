"""Names of persons are found as people write them, and nothing else is taken for one."""

import pytest

from rihmasto.pipeline.persons import Persons

_NAMES = ("Maija Malliesimerkki", "Matti Testinen", "Anna-Mari Keksitty-Jokinen", "Pekka Mäki")


@pytest.fixture(scope="module")
def persons() -> Persons:
    return Persons(_NAMES, b"secret")


@pytest.mark.parametrize(
    "text",
    [
        "Maija Malliesimerkki", "maija  malliesimerkki", "Maija Malliesimerkin työpaja", "Matti Testisen paja",
        "Matille Testiselle", "MALLIESIMERKKI Maija", "M. Malliesimerkki", "Anna-Mari Keksitty-Jokisen teema",
        "Pekka Maki",
        "Pekan Mäen", "https://example.org/people/maija-malliesimerkki", "haastattelu_Matti_Testinen.txt",
        "Maija Malliesimerkki Consulting Oy",
        "kirjoita maija@example.org", "maija(at)example.org", "soita 040 123 4567",
        "+358 50 123 4567", "Pekka-Mäki",
    ],
)  # fmt: skip
def test_a_person_is_found(persons: Persons, text: str) -> None:
    assert persons.in_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "Maijan malli", "Matti", "Testinen Oy", "Turun kaupunki", "453 808 €", "0204819-8",
        "EURA 2014/4256/09 02 01 01",
        "1.5.2021 – 31.12.2021",
        "Mäki ja Pekkarinen",
        "Anna-Mari", "puh. 02 262 7000",
    ],
)  # fmt: skip
def test_nothing_else_is(persons: Persons, text: str) -> None:
    assert not persons.in_text(text)


def test_keys_and_files_that_name_somebody_are_replaced(persons: Persons) -> None:
    assert persons.public_key("organisation", "turun-kaupunki") == "turun-kaupunki"
    hidden = persons.public_key("organisation", "maija-malliesimerkki-oy-1a2b3c4d")
    assert hidden.startswith("organisation-")
    assert "malli" not in hidden
    assert hidden != Persons(_NAMES, b"another").public_key("organisation", "maija-malliesimerkki-oy-1a2b3c4d")
    assert persons.public_file("pages/haastattelu-matti-testinen.txt").startswith("pages/")
    assert "testinen" not in persons.public_file("pages/haastattelu-matti-testinen.txt")
    assert persons.public_file("pages/akke.txt") == "pages/akke.txt"


def test_without_persons_only_addresses_are_looked_for() -> None:
    nobody = Persons((), b"secret")
    assert not nobody.in_text("Maija Malliesimerkki")
    assert nobody.in_text("maija@example.org")


def test_numbers_and_letters_name_nobody_and_a_second_given_name_may_be_missing() -> None:
    found = Persons(("2021 2022", "p s", "Veikko Olavi Varjo", "Hilma Hypoteesi 2", 'Fanni Fiktio" x'), b"secret")
    assert not found.in_text("2021–2022: Puhdas satama, p. s")
    assert found.in_text("Veikko Varjon ranta")
    assert found.in_text("Hilma Hypoteesille")
    assert found.in_text("Fanni Fiktion ryhmä")
