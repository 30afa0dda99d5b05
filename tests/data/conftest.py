"""The tables that ship, read once."""

import csv
from pathlib import Path

import pytest

from rihmasto.assets import asset

Sheet = list[dict[str, str]]


def _read(folder: Path) -> dict[str, Sheet]:
    sheets: dict[str, Sheet] = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            sheets.setdefault(path.stem.partition("-")[0], []).extend(csv.DictReader(file, strict=True))
    return sheets


@pytest.fixture(scope="session")
def reference() -> dict[str, Sheet]:
    """Table name → rows of data/reference."""
    return _read(asset("data", "reference"))


@pytest.fixture(scope="session")
def turku() -> dict[str, Sheet]:
    """Table name → rows of data/turku/tables."""
    return _read(asset("data", "turku", "tables"))


@pytest.fixture(scope="session")
def everything(reference: dict[str, Sheet], turku: dict[str, Sheet]) -> dict[str, Sheet]:
    """Table name → rows of the workspace and of the reference lists."""
    return {name: turku.get(name, []) + reference.get(name, []) for name in sorted({*reference, *turku})}
