"""A small store made of the queries' own examples, and a built workspace around it."""

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

EXAMPLES = Path(__file__).resolve().parents[1] / "queries"
_CHOSEN = (
    "partners/of-organisation",
    "organisations/names",
    "places/with-projects",
    "work-packages/with-responsible",
    "funding/amounts",
)


def _fill(store: ox.Store) -> ox.Store:
    for name in _CHOSEN:
        store.load(path=str(EXAMPLES / name / "given.ttl"), format=ox.RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="session")
def store() -> ox.Store:
    return _fill(ox.Store())


@pytest.fixture(scope="session")
def filled() -> Callable[[ox.Store], ox.Store]:
    return _fill


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a public store, and a people store that holds a person more."""
    folder = tmp_path_factory.mktemp("workspace")
    (folder / "build").mkdir()
    _fill(ox.Store(str(folder / "build" / "store"))).flush()
    people = _fill(ox.Store(str(folder / "build" / "people-store")))
    person = EXAMPLES / "contacts" / "of-work-packages" / "given.ttl"
    people.load(path=str(person), format=ox.RdfFormat.TURTLE)
    people.flush()
    return folder
