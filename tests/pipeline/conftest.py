"""A small invented workspace."""

from pathlib import Path

import pytest

from rihmasto.pipeline import Built, build

TABLES = {
    "project": (
        "project,name_fi,acronym,code,start,end\n"
        "satama,Puhdas satama,PS,,2021-01,2022-12\n"
        "metsa,Metsän äly,MÄ,A70001,2020,2021\n"
    ),
    "participation": (
        "project,organisation,role\n"
        "Puhdas satama,Mallilan kaupunki,lead\n"
        "Puhdas satama,Rantavoima Oy,partner\n"
        "Metsän äly,Rantavoima Ltd,partner\n"
        "Metsän äly,Mallilan kaupunki,partner\n"
    ),
    "funding": "project,instrument,authority\nPuhdas satama,EAKR,Varsinais-Suomen liitto\n",
    "amount": "project,kind,value,currency\nPuhdas satama,total,100 000 €,EUR\n",
    "contact": (
        "person,project,organisation,role,email\n"
        "Maija Malliesimerkki,Puhdas satama,Rantavoima Oy,contact-person,maija@example.org\n"
    ),
}
CONFIGURATION = """
[workspace]
title = { fi = "Mallila", sv = "Mallila", en = "Mallila" }
base = "https://example.org/mallila/"
publisher = "Mallilan kaupunki"
licence = "CC BY 4.0"
"""


def _make(folder: Path) -> Path:
    (folder / "tables").mkdir(parents=True)
    (folder / "rihmasto.toml").write_text(CONFIGURATION, encoding="utf-8")
    for name, rows in TABLES.items():
        (folder / "tables" / f"{name}.csv").write_text(rows, encoding="utf-8")
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with five tables and one person, not built."""
    return _make(tmp_path / "mallila")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The same workspace, built once; it must not be changed."""
    return build(_make(tmp_path_factory.mktemp("built") / "mallila"))
