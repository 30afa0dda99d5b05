"""What is new and what was mended, whatever rows have moved; and what text and JSON say of it."""

import json
import stat
from pathlib import Path

import pytest

from rihmasto.pipeline import build, findings_before
from rihmasto.publish.findings import Outcome, write_json, write_text, write_turtle


def _text(folder: Path, *, new_only: bool = True) -> str:
    checked = Outcome.of_workspace(folder, new_only=new_only)
    said = write_text(checked, "en")
    checked.close()
    return said


def _replace(folder: Path, old: str, new: str) -> None:
    path = folder / "tables" / "project.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_first_build_has_nothing_before_it(built: Path) -> None:
    assert findings_before(built) is None
    assert "There is no earlier check to compare with" in _text(built)
    assert not (built / ".findings-before.json").exists()


def test_only_what_is_new_is_told_and_what_was_mended(copy: Path) -> None:
    header = "project,name_fi,acronym,code,start,end,description\n"
    _replace(copy, header, header + "uusi,Uusi hanke,,,2020,2021,Hanke tekee uutta ja hyvää.\n")  # rows move down
    _replace(copy, "metsa,Metsän äly,MÄ,007,,2021", "metsa,Metsän äly,MÄ,007,2020,")
    build(copy)
    checked = Outcome.of_workspace(copy, new_only=True)
    told = [(f.thing, str(f.place.say()) if f.place else "") for f in checked.findings("en")]
    gone = [record["sentence"] for record in checked.mended]
    checked.close()
    assert told == [
        ("Uusi hanke", "tables/project.csv:2:2 “Uusi hanke”"),
        ("Metsän äly", "tables/project.csv:4:6"),
        ("Uusi hanke", "tables/project.csv:2:2 “Uusi hanke”"),
        ("Uusi hanke", "tables/project.csv:2:2 “Uusi hanke”"),
    ]
    assert [str(sentence["en"]).endswith("Place: tables/project.csv:3:5") for sentence in gone] == [True]  # type: ignore[index]  # of as_records
    said = _text(copy).splitlines()
    assert said[0] == "Good to know (4)"
    assert said[-3].startswith("  Metsän äly: ")
    assert said[-4:] == [
        "Mended since the build before (1)",
        said[-3],
        "",
        "New since the build before: violations 0, warnings 0, notes 4; mended 1.",
    ]


def test_what_builds_left_out_is_compared_too_wherever_its_rows_are(copy: Path) -> None:
    header = "project,name_fi,acronym,code,start,end,description\n"
    _replace(copy, header, f"{header}a,Hanke A,,,2020-02-31,,\nb,Hanke B,,,2020-13-01,,\n")
    build(copy)
    _replace(copy, "a,Hanke A,,,2020-02-31,,\nb,", "c,Hanke C,,,,2021-02-30,\nlumi,Lumi,,,,,\nb,")
    build(copy)
    said = _text(copy).splitlines()
    assert said[:2] == [
        "Left out by the last build (1)",
        "  tables/project.csv:2:6: There is no day 2021-02-30 in the calendar; correct the date.",
    ]
    assert "  tables/project.csv:2:5: There is no day 2020-02-31 in the calendar; correct the date." in said
    assert not any("2020-13-01" in line for line in said)
    assert "2020-13-01" in _text(copy, new_only=False)


def test_rows_that_move_make_nothing_new(copy: Path) -> None:
    header = "project,name_fi,acronym,code,start,end,description\n"
    _replace(copy, header, header + "\n,,,,,,\n")
    build(copy)
    assert _text(copy) == "New since the build before: violations 0, warnings 0, notes 0; mended 0.\n"


def test_json_tells_of_each_finding_whether_it_is_new(copy: Path) -> None:
    _replace(copy, "metsa,Metsän äly,MÄ,007,,2021", "metsa,Metsän äly,MÄ,007,,")
    build(copy)
    checked = Outcome.of_workspace(copy)
    whole = json.loads(write_json(checked))
    assert [f["thing"]["fi"] for f in whole["findings"] if f["new"]] == ["Metsän äly"]
    assert whole["mended"] == []
    assert len(whole["findings"]) == 20
    assert write_turtle(checked).count("sh:ValidationResult ;") == 20
    checked.close()


def test_what_was_found_before_is_for_the_owner_alone_and_names_no_person(copy: Path) -> None:
    build(copy)
    kept = copy / ".findings-before.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    before = findings_before(copy)
    assert before is not None
    assert {name: len(records) for name, records in before.items()} == {
        "findings.json": 18,
        "people-findings.json": 1,
        "left-out": 2,
    }
    assert [p.name for p in (copy / "build").rglob("*before*")] == []
    text = kept.read_text(encoding="utf-8")
    assert [word for word in ("Malliesimerkki", "maija@example.org", "pomo") if word in text] == []


@pytest.mark.parametrize("kept", ["{", "[]", '{"findings.json": [{"level": "info"}]}'])
def test_a_file_of_another_form_is_no_comparison(copy: Path, kept: str) -> None:
    (copy / ".findings-before.json").write_text(kept)
    assert findings_before(copy) is None


def test_the_same_finding_twice_is_new_once(copy: Path) -> None:
    first = json.loads((copy / "build" / "findings.json").read_text(encoding="utf-8"))[0]["key"]
    (copy / ".findings-before.json").write_text(json.dumps({"findings.json": [{"key": first}]}))
    checked = Outcome.of_workspace(copy)
    assert checked.new_keys is not None
    assert (checked.new_keys[first], sum(checked.new_keys.values())) == (0, len(checked.findings("en")) - 1)
    checked.close()


def test_a_finding_about_a_person_is_mended_without_a_name(copy: Path) -> None:
    path = copy / "tables" / "contact.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("pomo " * 30, "pomo"), encoding="utf-8")
    build(copy)
    checked = Outcome.of_workspace(copy)
    assert len(checked.mended) == 1
    assert set(checked.mended[0]) == {"key", "level", "sentence"}
    checked.close()
