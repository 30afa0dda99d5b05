# ruff: noqa: S608 -- the SQL has names and numbers of our own
from pathlib import Path

import pytest

from rihmasto.validate import numbering
from rihmasto.validate.columns import Columns
from rihmasto.validate.numbering import BLANK, IRI, LITERAL, kind

LINES = "".join(f'<urn:s{n}> <urn:p> "value {n}" .\n_:b{n} <urn:p> <urn:s{n}> .\n' for n in range(300))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data.nt"
    path.write_text(LINES)
    return path


def test_numbers_tell_the_kind_of_a_term(data: Path) -> None:
    with Columns([data]) as columns:
        query = f"SELECT text[1], count(DISTINCT {kind('id')}), any_value({kind('id')}) FROM term GROUP BY 1 ORDER BY 1"
        assert columns.connection.execute(query).fetchall() == [('"', 1, LITERAL), ("<", 1, IRI), ("_", 1, BLANK)]


def test_terms_whose_hashes_meet_get_numbers_of_their_own(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    salted = numbering._ID
    monkeypatch.setattr(
        numbering, "_ID", salted.replace("{hashed}", "CASE WHEN '{hashed}' = 'hash(t)' THEN 8 ELSE {hashed} END")
    )
    with Columns([data]) as columns:
        assert columns.connection.execute("SELECT count(*), count(DISTINCT id) FROM term").fetchall() == [(900, 900)]
        assert columns.connection.execute("SELECT count(*) FROM written").fetchall() == [(600,)]
        assert columns.fetch_terms(f"SELECT o FROM triples WHERE s = {columns.number('<urn:s7>')}") == [('"value 7"',)]


def test_terms_that_the_graph_lacks_share_no_number_either(data: Path) -> None:
    with Columns([data]) as columns:
        taken = columns.number("<urn:s7>")
        columns.connection.execute(f"CREATE OR REPLACE MACRO id_of(t) AS {taken}")
        numbers = columns.numbers(["<urn:x>", "<urn:y>", "<urn:s7>", "<urn:x>"])
        assert numbers[0] == numbers[3]
        assert len({*numbers, taken}) == 3
        assert columns.fetch_terms(f"SELECT unnest({numbers})") == [
            ("<urn:x>",),
            ("<urn:y>",),
            ("<urn:s7>",),
            ("<urn:x>",),
        ]
