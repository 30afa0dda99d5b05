"""The workspace: a folder with `rihmasto.toml` and the user's sources."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rihmasto.errors import LANGUAGES, InputError
from rihmasto.model import Locator

FILE = "rihmasto.toml"
BUILD = "build"
_KEYS = {"title", "base", "language", "publisher", "licence", "people", "person_key", "review_below"}
_SOURCE_KEYS = {"title", "address", "publisher", "licence", "retrieved", "language"}
_MAPPING_KEYS = {"table", "columns"}


@dataclass(frozen=True, slots=True)
class Configuration:
    """What `rihmasto.toml` says.

    Attributes:
        folder: the workspace.
        title: language → title.
        base: IRI that every thing's IRI starts with; ends in "/".
        language: language of names that do not say theirs.
        publisher: who publishes the release.
        licence: licence of the release.
        people: whether exports may hold persons when asked to.
        review_below: values of pages with a confidence under it go to review.csv.
        sources: path relative to the workspace → title, address, publisher, licence, retrieved, language.
        mappings: path of a table → table and columns (header → column).
    """

    folder: Path
    title: dict[str, str]
    base: str
    language: str = "fi"
    publisher: str = ""
    licence: str = ""
    people: bool = False
    review_below: float = 0.8
    sources: dict[str, dict[str, str]] = field(default_factory=dict)
    mappings: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def build(self) -> Path:
        """The folder of the current release."""
        return self.folder / BUILD


def read_configuration(folder: Path) -> Configuration:
    """Read a workspace's `rihmasto.toml`.

    Args:
        folder: the workspace.

    Raises:
        InputError: no such folder or file, not TOML, or a key is unknown or of a wrong kind.
    """
    path = folder / FILE
    if not path.is_file():
        raise InputError("no-workspace", path=str(folder))
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError("bad-configuration", path=str(path), reason=str(error)) from error
    _known(path, "", entries, {"workspace", "source", "mapping"})
    workspace = _table(path, "workspace", entries.get("workspace", {}))
    _known(path, "workspace", workspace, _KEYS)
    sources = _tables(path, "source", entries.get("source", {}), _SOURCE_KEYS)
    mappings = _tables(path, "mapping", entries.get("mapping", {}), _MAPPING_KEYS)
    title = workspace.get("title", folder.resolve().name)
    return Configuration(
        folder=folder,
        title=dict(title) if isinstance(title, dict) else dict.fromkeys(LANGUAGES, str(title)),
        base=_base(path, str(workspace.get("base", "https://example.org/"))),
        language=_language(path, str(workspace.get("language", "fi"))),
        publisher=str(workspace.get("publisher", "")),
        licence=str(workspace.get("licence", "")),
        people=workspace.get("people", False) is True,
        review_below=_share(path, workspace.get("review_below", 0.8)),
        sources={name: {k: str(v) for k, v in entry.items()} for name, entry in sources.items()},
        mappings=mappings,
    )


def lines_of(configuration: Configuration, source: str) -> dict[str, Locator]:
    """Return where `rihmasto.toml` says what of a source: key → line; a key on no line of its own is left out.

    Args:
        configuration: the workspace.
        source: path of the source's file.
    """
    found: dict[str, Locator] = {}
    table = ""
    for number, line in enumerate((configuration.folder / FILE).read_text(encoding="utf-8-sig").splitlines(), 1):
        words = line.strip()
        key = words.partition("=")[0].strip()
        if words.startswith("["):
            table = words
        elif key in configuration.sources[source] and table.startswith("[source.") and f'"{source}"' in table:
            found.setdefault(key, Locator(line=number))
    return found


def _tables(path: Path, name: str, entries: object, known: set[str]) -> dict[str, dict[str, Any]]:
    found = {}
    for key, entry in _table(path, name, entries).items():
        found[key] = _table(path, f'{name}."{key}"', entry)
        _known(path, f'{name}."{key}"', found[key], known)
        if "language" in found[key]:
            _language(path, str(found[key]["language"]))
    return found


def _table(path: Path, name: str, entry: object) -> dict[str, Any]:
    if not isinstance(entry, dict):
        raise InputError("bad-configuration", path=str(path), reason=f"[{name}]")
    return entry


def _known(path: Path, name: str, entry: dict[str, Any], known: set[str]) -> None:
    unknown = sorted(set(entry) - known)
    if unknown:
        raise InputError(
            "unknown-key", path=str(path), key=unknown[0], table=name or "–", known=", ".join(sorted(known))
        )


def _base(path: Path, base: str) -> str:
    parts = urlsplit(base)
    if parts.scheme not in {"http", "https"} or not parts.netloc or any(c in base for c in ' <>"{}|\\^`'):
        raise InputError("bad-base", path=str(path), base=base)
    return base if base.endswith("/") else f"{base}/"


def _share(path: Path, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise InputError("review-threshold", path=str(path), value=value)
    return float(value)


def _language(path: Path, language: str) -> str:
    if language not in LANGUAGES:
        raise InputError("configuration-language", path=str(path), language=language)
    return language
