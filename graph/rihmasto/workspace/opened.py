"""An opened workspace."""

import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rihmasto.assets import asset
from rihmasto.errors import InputError, Language
from rihmasto.pipeline import Configuration, build, read_configuration
from rihmasto.settings import default_language

if TYPE_CHECKING:
    import duckdb
    import pyoxigraph
    import rdflib

    from rihmasto.query import Result
    from rihmasto.workspace.notebook import ShownDiGraph, ShownGraph


class Workspace:
    """A workspace and its release.

    Args:
        folder: the workspace; without one, the Turku region that ships with the program.
        language: of labels; the user's own by default.
        people: whether questions may be about persons; they are then asked of the store that holds them.

    Raises:
        InputError: the folder is no workspace.
    """

    def __init__(
        self, folder: str | Path | None = None, *, language: Language | None = None, people: bool = False
    ) -> None:
        self.people = people
        self.folder = Path(folder) if folder is not None else asset("data", "turku")
        self.language: Language = language or default_language()
        self.configuration: Configuration = read_configuration(self.folder)

    def __repr__(self) -> str:
        """Show the folder and what its release holds."""
        return f"Workspace({str(self.folder)!r}, {self.counts or 'not built'})"

    @property
    def counts(self) -> dict[str, int]:
        """What the release holds: projects, organisations, …; empty when there is none."""
        manifest = self.configuration.build / "manifest.json"
        if not manifest.is_file():
            return {}
        counts: dict[str, int] = json.loads(manifest.read_text(encoding="utf-8"))["counts"]
        return counts

    def build(self) -> "Workspace":
        """Build the release, and return the workspace with it."""
        for name in ("_store", "tables"):
            self.__dict__.pop(name, None)
        build(self.folder)
        return self

    def query(self, name: str, **values: object) -> "Result":
        """Ask a named question, or one in SPARQL.

        Args:
            name: name of a query of the catalogue ("partners/of-organisation"), or a SPARQL text.
            values: its parameters, in words: `organisation="turku"`.

        Returns:
            A result: iterate over it, or take `.rows`, `.to_pandas()` or `.to_polars()`.

        Raises:
            UsageError: there is no such query or parameter, or it is not SPARQL.
            InputError: the workspace has not been built.
        """
        from rihmasto.query import ask, run  # noqa: PLC0415

        if "{" in name:
            return run(self._store, name, language=self.language)
        return ask(self._store, name, values, language=self.language, people=self.people)

    def network(self, name: str = "partners") -> "ShownGraph | ShownDiGraph":
        """Return a network as a networkx graph, which shows itself in a notebook.

        Args:
            name: partners, projects or governance.

        Raises:
            UsageError: there is no such network.
        """
        from rihmasto.network import project_network, to_networkx  # noqa: PLC0415
        from rihmasto.workspace.notebook import shown  # noqa: PLC0415

        graph = to_networkx(project_network(self.tables, name))
        for _, data in graph.nodes(data=True):
            data["label"] = data[f"label_{self.language}"] or data["label"]
        return shown(graph)

    def dataset(self) -> "rdflib.Dataset":
        """Return the public graph as an rdflib Dataset, with the literals exactly as the release writes them."""
        import rdflib  # noqa: PLC0415

        before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
        try:
            dataset = rdflib.Dataset(default_union=True)
            dataset.parse(self._file("graph.nq"), format="nquads")
        finally:
            rdflib.NORMALIZE_LITERALS = before
        return dataset

    def findings(self) -> list[dict[str, Any]]:
        """Return what the check of the last build found, worst first."""
        found: list[dict[str, Any]] = json.loads(self._file("findings.json").read_text(encoding="utf-8"))
        return found

    @cached_property
    def tables(self) -> "duckdb.DuckDBPyConnection":
        """The model's tables, read only, in DuckDB; never the people's."""
        import duckdb  # noqa: PLC0415

        return duckdb.connect(str(self._file("tables/rihmasto.duckdb")), read_only=True)

    @cached_property
    def _store(self) -> "pyoxigraph.Store":
        from rihmasto.query import open_store  # noqa: PLC0415

        return open_store(self.folder, people=self.people)

    def _file(self, name: str) -> Path:
        path = self.configuration.build / name
        if not path.exists():
            raise InputError("query-no-release", workspace=self.folder)
        return path

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names of the catalogue's queries."""
        from rihmasto.query import catalogue  # noqa: PLC0415

        return iter(catalogue())
