"""Exports: the release in other forms, whole or not at all."""

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from rihmasto.errors import Language, UsageError
from rihmasto.publish.delimited import write_csv
from rihmasto.publish.files import fresh_file, fresh_folder, sync
from rihmasto.publish.networks import NETWORK_FORMS, write_network
from rihmasto.publish.rdf import RDF_FORMS, write_rdf
from rihmasto.publish.release import Release, opened
from rihmasto.publish.workbooks import write_workbook

FORMS = (*RDF_FORMS, "csv", "parquet", "xlsx", *NETWORK_FORMS)
ARCHIVED = ("csv", "parquet")
BINARY = (*ARCHIVED, "xlsx")

_MOMENT = (2000, 1, 1, 0, 0, 0)
_ENDINGS = {"json": "jsonld", "rdf": "rdfxml", "xml": "rdfxml"}


def form_of(name: str) -> str:
    """Tell the form that a file name asks for by its ending, for example ttl for `graph.ttl`.

    Raises:
        UsageError: the ending says none.
    """
    ending = Path(name).suffix.removeprefix(".").lower()
    form = _ENDINGS.get(ending, ending)
    if form not in FORMS:
        raise UsageError("export-form", name=name, forms=", ".join(FORMS))
    return form


def export(release: Release, form: str, target: Path, *, language: Language = "en", exact: bool = False) -> None:
    """Write a release in another form.

    Args:
        release: from `find_release`.
        form: one of `FORMS`; csv and parquet are many files: a .zip, or else a folder.
        target: file to be written, or replaced; or folder to be made.
        language: of names and headers, where a form has them: xlsx, graphml, gexf.
        exact: in CSV, leave texts that begin with = + - @ as they are.

    Raises:
        UsageError: there is no such form, the folder is there already, or the form cannot hold the data.
        InputError: the target cannot be written; then nothing half-written stays behind.
    """
    if form not in FORMS:
        raise UsageError("export-form", name=form, forms=", ".join(FORMS))
    if form in ARCHIVED and target.suffix.lower() != ".zip":
        with fresh_folder(target) as folder:
            _write_parts(release, form, _Folder(folder), exact=exact)
    elif form in ARCHIVED:
        with fresh_file(target) as path:
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                _write_parts(release, form, _Archive(archive), exact=exact)
            sync(path)
    else:
        with fresh_file(target) as path:
            with path.open("wb") as file:
                _write_one(release, form, file, language)
            sync(path)


def _write_one(release: Release, form: str, file: BinaryIO, language: Language) -> None:
    if form in RDF_FORMS:
        write_rdf(release.quads, form, file)
        return
    with opened(release) as tables:
        if form == "xlsx":
            write_workbook(tables, file, language)
        else:
            write_network(tables, form, file, language)


class _Folder:
    """Takes the parts of an export as files of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def part(self, name: str) -> Iterator[BinaryIO]:
        """Give a file to write to."""
        path = self._folder / name
        path.parent.mkdir(exist_ok=True)
        with path.open("wb") as file:
            yield file
        sync(path)


class _Archive:
    """Takes the parts of an export as members of a zip archive."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    @contextmanager
    def part(self, name: str) -> Iterator[BinaryIO]:
        """Give a file to write to."""
        entry = zipfile.ZipInfo(name, _MOMENT)
        entry.compress_type = zipfile.ZIP_DEFLATED
        with self._archive.open(entry, "w", force_zip64=True) as file:
            yield file  # type: ignore[misc]  # a ZipExtFile opened for writing is a binary file


def _write_parts(release: Release, form: str, parts: _Folder | _Archive, *, exact: bool) -> None:
    if form == "parquet":
        for name, path in release.parquet.items():
            with parts.part(name) as file, path.open("rb") as source:
                shutil.copyfileobj(source, file)
        return
    with opened(release) as tables:
        for name in tables.names:
            with parts.part(f"{name}.csv") as file:
                write_csv(tables, name, file, exact=exact)
