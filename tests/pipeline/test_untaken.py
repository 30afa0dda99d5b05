"""A person whose row could not be taken is withheld as one whose row was."""

from pathlib import Path

import pytest

from rihmasto.pipeline import build


def _public(folder: Path) -> str:
    files = (p for p in sorted(folder.rglob("*")) if p.is_file() and "people" not in p.relative_to(folder).as_posix())
    return "\n".join(p.read_bytes().decode("utf-8", "ignore") for p in files)


@pytest.mark.parametrize(
    "row",
    [
        "Veikko Varjo,satama,Rantavoima Oy,contact-persom,v@example.org\n",
        "Veikko Varjo,satama,Rantavoima Oy,,v@example.org\n",
        "Veikko Varjo,satama,Rantavoima Oy,contact-person,v@example,org\n",
        'Veikko Varjo,satama,"Rantavoima" Oy,contact-person,v@example.org\n',
    ],
)
def test_a_person_of_a_row_that_is_not_taken_is_named_nowhere(workspace: Path, row: str) -> None:
    tables = workspace / "tables"
    with (tables / "contact.csv").open("a", encoding="utf-8") as file:
        file.write(row)
    (tables / "theme.csv").write_text("project,name\nPuhdas satama,Veikko Varjon ranta\nPuhdas satama,Meri\n")
    with (tables / "project.csv").open("a", encoding="utf-8") as file:
        file.write("lumi,Lumityöt Veikko Varjo,,,,\n")
    built = build(workspace)
    assert "Varjo" not in _public(built.folder)
    assert built.counts["people"] == 1  # no person is made of a row that was not taken
    assert "Meri" in (built.folder / "graph.nq").read_text(encoding="utf-8")


def test_rubbish_in_a_row_that_is_not_taken_withholds_nothing(workspace: Path) -> None:
    sane = build(workspace).counts["quads"]
    with (workspace / "tables" / "contact.csv").open("a", encoding="utf-8") as file:
        # a key, a letter, numbers, initials; and in rows of another length a project's name where the person stands
        file.writelines(f"{cell},satama,Rantavoima Oy,,\n" for cell in ("kk", "x", "2021 2022", "p s", "-", "Puhdas"))
        file.write("Puhdas Satama,Rantavoima Oy,contact-person\nMetsän Äly,a,b,c,d,e,f\n")
    built = build(workspace)
    assert built.counts["quads"] == sane
    ledger = (built.folder / "ledger.json").read_text(encoding="utf-8")
    assert "person-in-public-value" not in ledger
