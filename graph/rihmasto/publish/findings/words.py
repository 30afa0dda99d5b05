"""The words of the page and of the workbooks of findings, in fi, sv and en."""

import tomllib
from functools import cache
from pathlib import Path

from rihmasto.errors import Language
from rihmasto.model.cells import cell_name
from rihmasto.publish.findings.files import Files
from rihmasto.validate.places import Place


def say(code: str, language: Language, **values: object) -> str:
    """Return words of `words.toml`, with the braces filled."""
    said = _words()[code][language]
    return said.format(**values) if values else said


def where(place: Place, files: Files, language: Language) -> list[str]:
    """Say a place part by part after its file: line 3; or sheet, cell B5, column “start”.

    Args:
        place: of a finding.
        files: of the workspace, for the labels of columns.
        language: fi, sv or en.
    """
    if place.row is None:
        return [say("line", language, line=place.line)] if place.line is not None else []
    parts = [say("sheet", language, sheet=place.sheet)] if place.sheet else []
    if place.column is None:
        return [*parts, say("line", language, line=place.row)]
    label = files.label(place)
    parts.append(say("cell", language, cell=cell_name(place.row, place.column)))
    return [*parts, say("column", language, label=label)] if label and label != place.quote else parts


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
