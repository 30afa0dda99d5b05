"""The manifest of a release: what is in it, made with what, and how to see that nothing was changed."""

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from rihmasto.pipeline.configuration import Configuration

# Index files of engines: their content follows from the other files, their bytes do not (docs/decisions/0006).
INDEXES = ("store", "people-store")
_ENGINES = ("duckdb", "pyoxigraph", "rdflib", "pyshacl")


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_json(path: Path, content: object) -> None:
    """Write JSON that people can read: UTF-8, sorted as given, one newline at the end."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_manifest(folder: Path, configuration: Configuration, counts: Mapping[str, int]) -> None:
    """Write `manifest.json`: counts, versions, and size and SHA-256 of every file but the indexes.

    Args:
        folder: the release.
        configuration: the workspace.
        counts: what is in the release.
    """
    files = {
        path.relative_to(folder).as_posix(): {"bytes": path.stat().st_size, "sha256": sha256(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] not in INDEXES
    }
    write_json(
        folder / "manifest.json",
        {
            "title": dict(configuration.title),
            "base": configuration.base,
            "publisher": configuration.publisher,
            "licence": configuration.licence,
            "counts": dict(counts),
            "versions": {name: version(name) for name in ("rihmasto", *_ENGINES)},
            "indexes": [name for name in INDEXES if (folder / name).is_dir()],
            "files": files,
        },
    )


def changed_files(folder: Path) -> list[str]:
    """List the files of a release that are missing or whose bytes are not those of the manifest.

    Args:
        folder: a release.
    """
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return [
        name
        for name, entry in manifest["files"].items()
        if not (folder / name).is_file() or sha256(folder / name) != entry["sha256"]
    ]
