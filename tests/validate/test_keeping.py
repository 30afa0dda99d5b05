"""The state between two checks survives a kill, and is not used when it does not fit."""

import subprocess
import sys
from pathlib import Path

import pytest

from rihmasto.edits import check_files
from rihmasto.errors import InputError
from rihmasto.validate import Checked, validate
from rihmasto.validate.anchoring import anchor_query
from rihmasto.validate.automaton import Automaton

EX = "https://example.org/"
CHANGE = (f"<{EX}share/s2>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", f"<{EX}Share>")

KILLED = """
import os, sys
from pathlib import Path
from rihmasto.validate import Checked
state, data, shapes = map(Path, sys.argv[1:4])
change = [tuple(sys.argv[4:7])]
if sys.argv[7] == "update":
    Checked.open(state, [shapes], [data.name]).update(change, [], lambda _: os._exit(9))
else:
    Checked.whole(state, [data], [shapes], [data.name], lambda _: os._exit(9))
"""


def keep(folder: Path, data: Path, shapes: Path) -> Path:
    Checked.follow(folder / "state", [data], [shapes]).close()
    return folder / "state"


def killed(*arguments: object) -> int:
    command = [sys.executable, "-c", KILLED, *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True).returncode


def test_a_killed_update_leaves_the_state_before(tmp_path: Path, data: Path, shapes: Path) -> None:
    state = keep(tmp_path, data, shapes)
    assert killed(state, data, shapes, *CHANGE, "update") == 9
    checked = Checked.open(state, [shapes], [data.name])
    assert checked is not None
    with checked:
        before = validate([data], [shapes], named=False)
        assert checked.report().results == before.results
        assert len(checked.update([CHANGE], []).results) == len(before.results) + 1


def test_a_first_check_that_is_killed_leaves_no_state(tmp_path: Path, data: Path, shapes: Path) -> None:
    state = tmp_path / "state"
    assert killed(state, data, shapes, *CHANGE, "whole") == 9
    assert not state.exists()
    assert list(tmp_path.glob(".state.*"))
    with Checked.follow(state, [data], [shapes]) as checked:
        assert checked.report().results == validate([data], [shapes]).results
    assert list(tmp_path.glob(".state.*")) == []  # what the killed run had begun is gone, too


def test_an_error_leaves_the_state_before(tmp_path: Path, data: Path, shapes: Path) -> None:
    def fail(_: object) -> None:
        raise InputError("cannot-write", path="x", reason="y")

    with Checked.follow(tmp_path / "state", [data], [shapes]) as checked:
        before = checked.report().results
        with pytest.raises(InputError):
            checked.update([CHANGE], [], fail)
        assert checked.report().results == before
        assert len(checked.update([CHANGE], []).results) == len(before) + 1


def test_other_shapes_or_other_files_or_a_broken_file_are_no_state(tmp_path: Path, data: Path, shapes: Path) -> None:
    state = keep(tmp_path, data, shapes)
    other = tmp_path / "other.ttl"
    other.write_text(shapes.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert Checked.open(state, [other], [data.name]) is None
    assert Checked.open(state, [shapes], ["others.nq"]) is None
    usable = state.read_bytes()
    for broken in (b"", b"not a database", usable[: len(usable) // 2], usable[:4096] + b"\0" * (len(usable) - 4096)):
        state.write_bytes(broken)
        assert Checked.open(state, [shapes], [data.name]) is None
        with Checked.follow(state, [data], [shapes]) as checked:
            assert checked.report().results == validate([data], [shapes]).results


def test_files_that_were_edited_are_followed(tmp_path: Path, data: Path, shapes: Path) -> None:
    keep(tmp_path, data, shapes)
    text = data.read_text(encoding="utf-8").replace('"007"', '"A7"').replace("Share>", "Project>", 1)
    data.write_text(text, encoding="utf-8")
    with Checked.follow(tmp_path / "state", [data], [shapes]) as checked:
        whole = validate([data], [shapes])
        assert checked.report(named=True) == whole
        assert whole.names
    assert not list(tmp_path.glob(".*"))


DECIDED = {
    "SELECT $this WHERE { $this :p ?x . ?x :q/^:r* ?y . FILTER EXISTS { ?y :p ?z } }": True,
    "SELECT $this WHERE { $this :p ?x OPTIONAL { ?x :q ?y } { ?x :r 1 } UNION { ?x :r 2 } }": True,
    "SELECT $this WHERE { $this :p ?x . ?a :q ?b }": False,
    "SELECT $this WHERE { $this ?p ?x }": False,
    "SELECT $this WHERE { $this !:p ?x }": False,
    "SELECT $this WHERE { $this :p ?x } LIMIT 1": False,
    "SELECT $this WHERE { ?x a :C }": False,
    # bound before it is known to be bound
    "SELECT $this WHERE { $this :p ?x OPTIONAL { ?y :q ?z } ?y :r ?x }": False,
    # a variable of the outermost group says nothing in an OPTIONAL of an OPTIONAL
    "SELECT $this WHERE { $this :p ?x OPTIONAL { $this :q ?y OPTIONAL { ?x :r ?z } } }": False,
    "SELECT $this WHERE { $this :p ?x . { SELECT $this WHERE { ?x :q ?y } } }": False,
    "SELECT $this WHERE { $this :p ?x MINUS { ?x :q ?y } }": False,
    "SELECT $this WHERE { this is no query": False,
}


@pytest.mark.parametrize("query", DECIDED)
def test_what_a_query_looks_at_is_told_only_when_it_is_sure(query: str) -> None:
    automaton = Automaton()
    assert anchor_query(automaton, f"PREFIX : <{EX}> {query}", {"this": automaton.state()}) == DECIDED[query]


def test_a_file_with_something_else_is_left_alone(tmp_path: Path, data: Path, shapes: Path) -> None:
    kept = tmp_path / "notes.docx"
    kept.write_text("precious")
    for path in (kept, data, tmp_path, Path("/dev/null")):
        with pytest.raises(InputError) as told:
            check_files(path, [data], [shapes])
        assert told.value.code == "state-foreign"
    assert kept.read_text() == "precious"
    (tmp_path / "empty").touch()
    assert check_files(tmp_path / "empty", [data], [shapes]).results
    assert check_files(tmp_path / "empty", [data], [shapes]).results
