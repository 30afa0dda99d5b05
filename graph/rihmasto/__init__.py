"""Rihmasto: a knowledge graph of regional innovation ecosystems."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from rihmasto.errors import Language
    from rihmasto.workspace import Workspace

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(  # noqa: A001  # `rihmasto.open` reads as gzip.open and zipfile's open do
    folder: "str | Path | None" = None, *, language: "Language | None" = None, people: bool = False
) -> "Workspace":
    """Open a workspace.

    Args:
        folder: the workspace; without one, the Turku region that ships with the program.
        language: of labels: fi, sv or en; the user's own by default.
        people: whether questions may be about persons.

    Raises:
        InputError: the folder is no workspace.
    """
    from rihmasto.workspace import Workspace  # noqa: PLC0415  # `import rihmasto` must stay cheap

    return Workspace(folder, language=language, people=people)
