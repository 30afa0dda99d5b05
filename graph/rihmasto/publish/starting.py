"""A new workspace: folders for pages and tables, a settings file that explains itself, a spreadsheet to fill in."""

import shutil
from pathlib import Path
from string import Template

from rihmasto.errors import InputError, Language, UsageError
from rihmasto.names import slug
from rihmasto.publish.template import template

_TEMPLATES = Path(__file__).parent / "templates"
IGNORED = "build/\nperson.key\n.findings-before.json\n.checked*\n"
"""What git leaves out of a workspace: what is made from the sources, and the secret."""


def start_workspace(folder: Path, language: Language) -> None:
    """Make an empty workspace.

    Args:
        folder: a new folder, or an empty one.
        language: of the explanations, the spreadsheet and the names that will be written.

    Raises:
        UsageError: the folder has something in it, or is a file.
        InputError: it cannot be written; what was begun is removed again.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("init-folder-filled", path=folder)
    was_there = folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder, language)
    except OSError as error:
        for made in folder.iterdir() if folder.is_dir() else ():
            shutil.rmtree(made) if made.is_dir() else made.unlink()
        if not was_there and folder.is_dir():
            folder.rmdir()
        raise InputError("cannot-write", path=folder, reason=error.strerror or str(error)) from error


def _write(folder: Path, language: Language) -> None:
    name = folder.resolve().name.replace("\\", " ").replace('"', "'") or "rihmasto"
    settings = Template((_TEMPLATES / f"rihmasto.{language}.toml").read_text(encoding="utf-8"))
    (folder / "pages").mkdir()
    (folder / "tables").mkdir()
    (folder / "tables" / "rihmasto.xlsx").write_bytes(template(language))
    (folder / ".gitignore").write_text(IGNORED, encoding="utf-8")
    # Last: a folder without it is no workspace yet.
    (folder / "rihmasto.toml").write_text(settings.substitute(name=name, slug=slug(name)), encoding="utf-8")
