"""The files that ship with the package: ontology, shapes, queries and data.

In a wheel they lie in `rihmasto/_bundle`; in a checkout (or an editable installation) at its root.
"""

from importlib.resources import files
from pathlib import Path

from rihmasto.errors import InputError

__all__ = ["asset"]


def asset(*parts: str) -> Path:
    """Return the path of a shipped file or folder, for example `asset("shapes", "project.ttl")`.

    Raises:
        InputError: the installation lacks it.
    """
    package = Path(str(files("rihmasto")))
    for root in (package / "_bundle", package.parent.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise InputError("no-asset", path="/".join(parts))
