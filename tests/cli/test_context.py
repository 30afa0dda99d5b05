"""What the commands share."""

from pathlib import Path

import pytest

from rihmasto.cli.context import workspace_folder, write_output
from rihmasto.errors import InputError, RihmastoError, UsageError


def test_output_goes_to_a_file_in_one_step(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    write_output(str(target), "työ\n")
    assert target.read_bytes() == "työ\n".encode()
    assert [p.name for p in tmp_path.iterdir()] == ["out.csv"]


def test_output_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        write_output(str(tmp_path / "nowhere" / "out.csv"), "x")
    assert told.value.code == "no-folder"


def test_a_dash_is_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write_output("-", b"\x00\xff")
    assert capfdbinary.readouterr().out == b"\x00\xff"


def test_the_workspace_is_the_given_one_else_here_else_the_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert workspace_folder("x") == Path("x")
    assert workspace_folder(None).name == "turku"
    assert workspace_folder(None, shipped=False) == tmp_path
    (tmp_path / "rihmasto.toml").touch()
    assert workspace_folder(None) == tmp_path


def test_a_link_stays_one_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    target, link = tmp_path / "out.csv", tmp_path / "link.csv"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target.name)
    write_output(str(link), "new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


def test_what_a_person_wrote_is_not_written_over(tmp_path: Path) -> None:
    own = ("rihmasto.toml", "tables/project.csv", "pages/a.txt", "shapes/own.ttl", "build/graph.nq")
    for name in own:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine", encoding="utf-8")
    link = tmp_path / "link.csv"
    link.symlink_to("tables/project.csv")
    for path in (*(tmp_path / name for name in own), link):
        with pytest.raises(UsageError) as told:
            write_output(str(path), "new")
        assert told.value.code == "output-source"
        assert path.read_text(encoding="utf-8") == "mine"
    write_output(str(tmp_path / "tables" / "more.csv"), "new")
    write_output(str(tmp_path / "report.csv"), "new")
    write_output(str(tmp_path / "report.csv"), "newer")


def test_a_folder_and_links_in_a_circle_are_told(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to("other")
    (tmp_path / "other").symlink_to("one")
    for path, code in ((tmp_path, "output-folder"), (tmp_path / "one", "cannot-write")):
        with pytest.raises(RihmastoError) as told:
            write_output(str(path), "x")
        assert told.value.code == code


def test_standard_output_by_its_device_is_not_replaced(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    for _ in range(2):
        write_output("/dev/stdout", "x")
    assert capfdbinary.readouterr().out == b"xx"
