"""The ledger and what is told of it: places, messages, and keys that stay when rows move."""

import json
from pathlib import Path

from rihmasto.errors import LANGUAGES
from rihmasto.pipeline import build, told
from rihmasto.pipeline.before import FILE, LEFT_OUT


def _told(workspace: Path) -> list[dict[str, object]]:
    return told(build(workspace).folder / "ledger.json")


def test_what_was_left_out_has_its_place_and_a_message_without_it(workspace: Path) -> None:
    with (workspace / "tables" / "project.csv").open("a", encoding="utf-8") as file:
        file.write("huono,Huono hanke,,,31.2.2021,2022\n")
    (workspace / "tables" / "unit.csv").write_text("", encoding="utf-8")
    bad, refused = _told(workspace)
    assert bad["place"] == {"file": "tables/project.csv", "row": 4, "column": 5, "line": 4}
    assert refused["place"] == {"file": "tables/unit.csv"}
    for record in (bad, refused):
        for language in LANGUAGES:
            sentence, message = record["sentence"][language], record["message"][language]  # type: ignore[index]
            assert sentence.startswith("tables/")
            assert sentence.endswith(f": {message}")
            assert not message.startswith("tables/")
    build(workspace)
    kept = json.loads((workspace / FILE).read_text(encoding="utf-8"))[LEFT_OUT]
    assert [set(record) for record in kept] == [{"key", "sentence"}] * 2
