"""A parameter only narrows: the answer with it is the rows of the whole answer that show its value."""

import csv
import io
from pathlib import Path

import pyoxigraph as ox
import pytest

from rihmasto.query import ask, catalogue, run, write
from rihmasto.query.binding import bind

EXAMPLES = Path(__file__).resolve().parents[1] / "queries"
PAIRS = [
    (query.name, parameter.name)
    for query in catalogue().values()
    for parameter in query.parameters
    if parameter.name != "language"
]
# Parameters that show no column of their own name, and why.
EXEMPT = {
    ("agreements/with-parties", "member"): "all parties of the member's agreements are in the answer",
    ("evidence/of-value", "words"): "words are looked for inside values and quotes",
    ("projects/running-on-day", "day"): "the day lies between a start and an end",
}
NARROWING = [pair for pair in PAIRS if pair not in EXEMPT]
ASKED = sorted(EXAMPLES.rglob("then-*=*.csv"))
NOBODY = ox.NamedNode("https://example.org/id/nobody-of-the-example")


def _store(name: str) -> ox.Store:
    store = ox.Store()
    store.load(path=str(EXAMPLES / name / "given.ttl"), format=ox.RdfFormat.TURTLE)
    return store


def test_every_parameter_is_a_column_or_has_a_reason_not_to_be() -> None:
    hidden = {pair for pair in PAIRS if pair[1] not in run(ox.Store(), catalogue()[pair[0]].text).columns}
    print(f"{len(PAIRS)} parameters, {len(hidden)} without a column")
    assert hidden == set(EXEMPT)
    assert len(NARROWING) > 15


@pytest.mark.parametrize(("name", "parameter"), NARROWING)
def test_narrowed_answer_is_a_part_of_the_whole(name: str, parameter: str) -> None:
    query, store = catalogue()[name], _store(name)
    whole = run(store, query.text)
    at = whole.columns.index(parameter)
    values = {row[at] for row in whole.terms if isinstance(row[at], ox.NamedNode)}
    assert values
    for value in [*sorted(values, key=str), NOBODY]:
        assert isinstance(value, ox.NamedNode)
        narrowed = run(store, bind(query, {parameter: value}))
        assert narrowed.terms == tuple(row for row in whole.terms if row[at] == value)


@pytest.mark.parametrize("file", ASKED, ids=lambda file: f"{file.parent.name} {file.stem}")
def test_answer_to_a_parameter(file: Path) -> None:
    name = file.parent.relative_to(EXAMPLES).as_posix()
    parameter, _, value = file.stem.removeprefix("then-").partition("=")
    result = ask(_store(name), name, {parameter: value}, language="fi", people=True)
    with file.open(encoding="utf-8", newline="") as expected:
        assert list(csv.reader(io.StringIO(write(result, "csv").decode()))) == list(csv.reader(expected))


def test_examples_with_parameters_are_found() -> None:
    assert len(ASKED) == 4
