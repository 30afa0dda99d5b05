"""A small release, made as the build makes it, with everything that could go wrong in an export."""

from pathlib import Path

import pytest

from rihmasto.pipeline.derived import derive
from rihmasto.store import PEOPLE, fill, open_memory, write_database, write_parquet

BASE = "https://example.org/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_RIH = "https://w3id.org/rihmasto/ns#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

QUADS = [
    f'<{BASE}id/amount/m1> <{_RIH}value> "453808.00"^^<{_XSD}decimal> <{BASE}graph/page-1> .',
    f'<{BASE}id/project/p1> <{_RIH}startDate> "2017-06"^^<{_XSD}gYearMonth> <{BASE}graph/page-1> .',
    f'<{BASE}id/project/p1> <{_RIH}startDate> "2017-06"^^<{_XSD}gYearMonth> <{BASE}graph/page-2> .',
    f"<{BASE}id/project/p1> <{_RDF}type> <{_RIH}Project> <{BASE}graph/page-1> .",
    f'<{BASE}id/project/p1> <{_SKOS}prefLabel> "Äly \\"1\\"\\n= <b>"@fi <{BASE}graph/page-1> .',
    f'<{BASE}id/work-package/w1> <{_RIH}number> "007"^^<{_XSD}integer> <{BASE}graph/page-2> .',
]
PEOPLE_QUADS = [f'<{BASE}id/person/x> <{_SKOS}prefLabel> "Nimi Henkilö" <{BASE}graph/people> .']
ROWS: dict[str, list[dict[str, object]]] = {
    "project": [
        {
            "project": "p1", "name_fi": "=1+1", "name_sv": "@Äly", "start": "2017-06", "end": "2021-07-31",
            "status": "ended", "description": "-2 astetta\nja +3", "source": "page-1",
        },
        {"project": "p1", "name_en": "Smart", "source": "page-2"},
        {"project": "p2", "name_fi": 'A, "B"; C', "start": "1900-01-05", "source": "page-1"},
    ],
    "organisation": [
        {"organisation": "a", "name_fi": "Turun kaupunki", "name_sv": "Åbo stad", "kind": "city", "source": "page-1"},
        {"organisation": "a", "name_en": "City of Turku", "source": "page-2"},
        {"organisation": "b", "name_fi": "Oy <Yhtiö> & \x01Co", "source": "page-1"},
        {"organisation": "c", "name_fi": "Yksin", "source": "page-1"},
    ],
    "participation": [
        {"participation": "1", "project": "p1", "organisation": "a", "role": "lead", "source": "page-1"},
        {"participation": "2", "project": "p1", "organisation": "b", "role": "partner", "source": "page-1"},
    ],
    "amount": [
        {
            "amount": "m1", "project": "p1", "kind": "total", "value": "453808.00", "currency": "EUR",
            "approximate": True, "source": "page-1",
        },
    ],
    "work_package": [{"work_package": "w1", "project": "p1", "number": 7, "title": "Johto", "source": "page-1"}],
    "source": [{"source": "page-1", "title": "Sivu"}, {"source": "page-2", "title": "Toinen"}],
    "person": [{"person": "x", "name": "Nimi Henkilö", "source": "page-1"}],
    "contact": [
        {
            "contact": "k", "person": "x", "project": "p1", "role": "contact-person", "phone": "+358 2 330 000",
            "email": "nimi@example.org", "source": "page-1",
        },
    ],
    "evidence": [
        {
            "evidence": "e1", "source": "page-1", "file": "pages/a.txt", "subject": "id/project/p1",
            "property": f"{_SKOS}prefLabel", "value": "=1+1", "quote": "=1+1", "start": 0, "end": 4, "line": 1,
            "rule": "title", "confidence": "0.90", "rank": "preferred",
        },
    ],
    "people.evidence": [{"evidence": "e2", "source": "page-1", "subject": "id/person/x", "value": "Nimi Henkilö"}],
}  # fmt: skip


@pytest.fixture(scope="session")
def made_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a release, made once; tests that change it copy it."""
    workspace = tmp_path_factory.mktemp("workspace")
    (workspace / "rihmasto.toml").write_text(f'[workspace]\nbase = "{BASE}"\npeople = true\n', encoding="utf-8")
    tables = workspace / "build" / "tables"
    (tables / PEOPLE).mkdir(parents=True)
    connection = open_memory()
    fill(connection, ROWS, workspace)
    derive(connection)
    write_database(write_parquet(connection, "main", tables), tables / "rihmasto.duckdb")
    write_database(write_parquet(connection, PEOPLE, tables / PEOPLE), tables / "people.duckdb")
    connection.close()
    (workspace / "build" / "graph.nq").write_text("".join(f"{q}\n" for q in sorted(QUADS)), encoding="utf-8")
    (workspace / "build" / "people.nq").write_text("".join(f"{q}\n" for q in PEOPLE_QUADS), encoding="utf-8")
    return workspace
