"""Every question that the two seed pages were read for is answered by a named query, as it was stated."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from rihmasto.query import ask, catalogue, open_store

_CASES = tomllib.loads(Path(__file__).with_name("questions.toml").read_text(encoding="utf-8"))
_QUESTIONS = 14


def test_every_question_has_a_query_of_its_own(shared: Path) -> None:
    entries = tomllib.loads((shared / "seeds" / "facts.toml").read_text(encoding="utf-8"))["question"]
    print(f"{len(entries)} questions")
    assert len(entries) == _QUESTIONS
    assert {entry["id"] for entry in entries} == set(_CASES)
    answering = {answer: name for name, query in catalogue().items() for answer in query.header.answers}
    assert answering == {question: case["query"] for question, case in _CASES.items()}


def test_stated_answers_are_the_expected_ones(shared: Path) -> None:
    entries = tomllib.loads((shared / "seeds" / "facts.toml").read_text(encoding="utf-8"))["question"]
    for entry in entries:
        if "rows" in entry:
            assert len(_CASES[entry["id"]]["rows"]) == entry["rows"]
        if entry["id"] == "Q02":
            assert [f"WP {number}" for number, _ in _CASES["Q02"]["rows"]] == entry["answer"]


@pytest.mark.parametrize("question", _CASES)
def test_the_answer(question: str, seeds: Path) -> None:
    case = _CASES[question]
    people = case.get("people", False)
    result = ask(open_store(seeds, people=people), case["query"], case.get("values"), language="fi", people=people)
    places = [result.columns.index(column) for column in case["columns"]]
    rows = [[_plain(row[place]) for place in places] for row in result.rows]
    if case.get("distinct"):
        rows = [row for at, row in enumerate(rows) if row not in rows[:at]]
    assert sorted(rows, key=str) == sorted(case["rows"], key=str)


def _plain(value: object) -> object:
    if isinstance(value, str):
        return " ".join(value.split())
    return "" if value is None else int(value) if isinstance(value, Decimal) else value
