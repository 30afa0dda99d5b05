from pathlib import Path

import duckdb
import pytest

from rihmasto.errors import LANGUAGES, Language
from rihmasto.validate import as_records, findings, validate
from rihmasto.validate.terms import XSD

SENTENCES: dict[Language, list[str]] = {
    "fi": [
        "Alkio: Kirjoita päivä, joka on kalenterissa. Arvo: 2017-02-31. Kohta: pages/a.txt:12 ”31.2.2017”",
        "Osuus (Alkio): role: arvojen määrän pitää olla vähintään 1. Kohta: tables/b.xlsx:4:2 ”Alkio”",
        "Alkio: code: arvo ei ole muotoa ^[A-Z]. Arvo: 007. Kohta: tables/b.xlsx: P!AB3 ”007”",
    ],
    "sv": [
        "Alkio: Kirjoita päivä, joka on kalenterissa. Värde: 2017-02-31. Ställe: pages/a.txt:12 ”31.2.2017”",
        "Osuus (Alkio): role: antalet värden ska vara minst 1. Ställe: tables/b.xlsx:4:2 ”Alkio”",
        "Alkio: code: värdet följer inte mönstret ^[A-Z]. Värde: 007. Ställe: tables/b.xlsx: P!AB3 ”007”",
    ],
    "en": [
        "Embryo: Write a day that exists. Value: 2017-02-31. Place: pages/a.txt:12 “31.2.2017”",
        "Osuus (Embryo): role: the number of values must be at least 1. Place: tables/b.xlsx:4:2 “Alkio”",
        "Embryo: code: the value does not follow the pattern ^[A-Z]. Value: 007. Place: tables/b.xlsx: P!AB3 “007”",
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_name_the_thing_and_the_place(
    language: Language, data: Path, shapes: Path, evidence: duckdb.DuckDBPyConnection
) -> None:
    found = findings(validate([data], [shapes]), evidence, language)
    assert [f.sentence for f in found] == SENTENCES[language]
    assert [f.level for f in found] == ["violation", "violation", "warning"]


def test_findings_without_evidence_have_no_place(data: Path, shapes: Path) -> None:
    found = findings(validate([data], [shapes]), None, "en")
    assert found[0].sentence == (
        "Embryo: Write a day that exists. Value: 2017-02-31. "
        "Node: https://example.org/w/id/project/p1 <https://example.org/start>"
    )
    assert found[0].place is None


def test_records_say_all_languages(data: Path, shapes: Path, evidence: duckdb.DuckDBPyConnection) -> None:
    records = as_records(validate([data], [shapes]), evidence)
    assert len(records) == 3
    assert records[0]["sentence"] == {language: SENTENCES[language][0] for language in LANGUAGES}
    assert records[0]["place"] == {
        "source": "a",
        "file": "pages/a.txt",
        "line": 12,
        "quote": "31.2.2017",
        "start": 5,
        "end": 14,
    }
    assert records[0]["value"] == f'"2017-02-31"^^<{XSD}date>'


def test_withheld_values_are_nowhere_in_a_record(data: Path, shapes: Path, evidence: duckdb.DuckDBPyConnection) -> None:
    records = as_records(validate([data], [shapes]), evidence, withheld=["shapes"])
    assert "007" not in str(records)
    assert "31.2.2017" not in str(records)
    assert "(visas inte)" in str(records)
