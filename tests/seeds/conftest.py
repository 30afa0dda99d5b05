"""The graph of the two seed pages, built once."""

import shutil
from pathlib import Path

import pytest

from rihmasto.pipeline import build

_CONFIGURATION = """
[workspace]
title = "Seeds"
base = "https://example.org/seeds/"
[source."pages/000_3cc5931877cb5f1b.txt"]
publisher = "Turun kaupunki"
"""


@pytest.fixture(scope="session")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built workspace with the two seed pages and nothing else."""
    folder = tmp_path_factory.mktemp("seeds")
    (folder / "pages").mkdir()
    for page in sorted((shared / "seeds").glob("*.txt")):
        shutil.copyfile(page, folder / "pages" / page.name)
    (folder / "rihmasto.toml").write_text(_CONFIGURATION, encoding="utf-8")
    build(folder)
    return folder
