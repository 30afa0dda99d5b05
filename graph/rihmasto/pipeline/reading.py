"""Reading a workspace: every file in pages/ and tables/ becomes records, an account and a source."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rihmasto.assets import asset
from rihmasto.errors import LANGUAGES, RihmastoError
from rihmasto.model import Claim, Filed, Locator, Record, Rejection
from rihmasto.names import short_hash, slug
from rihmasto.pipeline.configuration import FILE, Configuration, lines_of
from rihmasto.pipeline.ledger import Account
from rihmasto.pipeline.manifest import sha256

if TYPE_CHECKING:
    from rihmasto.sources.documents import PageFile
    from rihmasto.sources.tables import TableReading

# Names beginning so are the notes and locks of editors and spreadsheet programs.
_NOT_OURS = (".", "~", "_")
PAGES, TABLES, _REFERENCE = "pages", "tables", "reference"
Progress = Callable[[str], None]


@dataclass(slots=True)
class Reading:
    """All that was read.

    Attributes:
        filed: records of the workspace and of the lists that ship with the program, tables first.
        sources: key of a source → its row for the table `source`.
        described: key of a source → where that row stands: the file and the cells of it.
        pointers: file and key of a record → the cell that names its source.
        headings: file → sheet, table, column and number of each column that a table file has.
        accounts: the ledger, by path.
        persons: names of persons in what was not taken of tables about persons: they are withheld all the same.
        perhaps: words that may be such names, unless a table describes a thing of that name.
    """

    filed: list[Filed] = field(default_factory=list)
    sources: dict[str, dict[str, str]] = field(default_factory=dict)
    described: dict[str, tuple[str, tuple[Claim, ...]]] = field(default_factory=dict)
    pointers: dict[tuple[str, str], Locator] = field(default_factory=dict)
    headings: dict[str, list[tuple[str | None, str, str, int]]] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    persons: list[str] = field(default_factory=list)
    perhaps: list[str] = field(default_factory=list)


def read_workspace(configuration: Configuration, progress: Progress = lambda _: None) -> Reading:
    """Read all sources of a workspace, and the shipped lists of places, organisations and instruments.

    A file that cannot be read at all gets an account that says why; reading goes on with the next.

    Args:
        configuration: the workspace.
        progress: is told the name of each file.
    """
    reading = Reading()
    for path in _files(configuration.folder / TABLES):
        progress(path.name)
        _table(configuration, reading, path, "table")
    _pages(configuration, reading, progress)
    for path in sorted(asset("data", _REFERENCE).glob("*.csv")):
        _table(configuration, reading, path, "reference")
    _attribute(reading)
    return reading


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (p for p in sorted(folder.rglob("*")) if p.is_file() and not p.name.startswith(_NOT_OURS))


def _name(configuration: Configuration, path: Path, origin: str) -> str:
    if origin == "reference":
        return f"{_REFERENCE}/{path.name}"
    return path.relative_to(configuration.folder).as_posix()


def _table(configuration: Configuration, reading: Reading, path: Path, origin: Literal["table", "reference"]) -> None:
    from rihmasto.sources.tables import TableReading, read_csv, read_workbook  # noqa: PLC0415  # heavy

    name = _name(configuration, path, origin)
    said = configuration.mappings.get(name, {})
    table, columns = str(said.get("table", "")), said.get("columns", {})
    account = reading.accounts[name] = Account(name, "rows")
    found = TableReading()
    try:
        if path.suffix.lower() == ".csv":
            read_csv(path, table=table, mapping=columns, into=found)
        elif path.suffix.lower() == ".xlsx":
            found = read_workbook(path, table=table, mapping=columns)
        else:
            account.notes.append(Rejection("unknown-file", {"path": name}, fate="note"))
            return
    except RihmastoError as error:
        account.refused = error
        return
    finally:
        account.private = frozenset(found.private)
        reading.persons += found.untaken.names
        reading.perhaps += found.untaken.perhaps
    _count_rows(account, found)
    reading.headings[name] = found.headings
    key = _describe(configuration, reading, path, name, origin)
    language = configuration.sources.get(name, {}).get("language", configuration.language)
    for record in found.records:
        if record.table == "source":
            _take_source(reading, record, name)
        else:
            # The column `source` says where the row comes from, and nothing of the thing.
            claims = tuple(c for c in record.claims if c.column != "source")
            bare = Record(record.table, record.key, claims)
            pointing = (c.locator for c in record.claims if c.column == "source")
            reading.pointers.update(((name, record.key), where) for where in pointing)
            reading.filed.append(Filed(bare, record.value("source") or key, name, origin, language))


def _count_rows(account: Account, found: "TableReading") -> None:
    rows = found.rows
    account.counts.update(
        accepted=rows.accepted, rejected=rows.rejected, suppressed=rows.suppressed, duplicate=rows.duplicate
    )
    account.notes.extend(found.rejections)
    account.row_keys = found.row_keys
    account.headings = found.labels


def _pages(configuration: Configuration, reading: Reading, progress: Progress) -> None:
    """Read all pages, on all cores when there are many; a file that is no page is told."""
    from rihmasto.sources.documents import SUFFIXES, read_pages  # noqa: PLC0415

    paths = list(_files(configuration.folder / PAGES))
    found = read_pages([p for p in paths if p.suffix.lower() in SUFFIXES], _unchanged)
    for path in paths:
        progress(path.name)
        name = _name(configuration, path, "page")
        account = reading.accounts[name] = Account(name, "values")
        if path.suffix.lower() in SUFFIXES:
            _page(configuration, reading, next(found), account)
        else:
            account.notes.append(Rejection("unknown-file", {"path": name}, fate="note"))


def _unchanged(page: "PageFile") -> "PageFile":
    return page


def _page(configuration: Configuration, reading: Reading, page: "PageFile", account: Account) -> None:
    document, found = page.document, page.reading
    if document is None or found is None:
        account.refused = page.refused
        return
    account.notes.extend((*document.source.notes, *found.rejections))
    account.counts["accepted"] = sum(len(r.claims) for r in found.records)
    for rejection in found.rejections:
        if rejection.fate != "note":
            account.counts[rejection.fate] += 1
    name = account.file
    language = configuration.sources.get(name, {}).get("language", found.language or configuration.language)
    key = _describe(configuration, reading, page.path, name, "page")
    reading.sources[key].setdefault("language", language)
    if found.address:
        reading.sources[key].setdefault("address", found.address)
    reading.filed.extend(Filed(record, key, name, "page", language) for record in found.records)


def _describe(configuration: Configuration, reading: Reading, path: Path, name: str, kind: str) -> str:
    """Make a file's own source, and return its key: kind and name, with a hash when two files would share it."""
    key = f"{kind}-{slug(path.stem)}"
    if key in reading.sources:
        key = f"{key}-{short_hash(name, length=6)}"
    # The workspace's licence is for what its people wrote; a page stays under its publisher's terms.
    usual = {"title": path.stem} | ({} if kind == "page" else {"licence": configuration.licence})
    found = {"kind": kind, "file": name, "sha256": sha256(path)}
    said = configuration.sources.get(name, {})
    reading.sources[key] = usual | said | found
    lines = lines_of(configuration, name) if said else {}
    reading.described[key] = (FILE if said else name, tuple(Claim(k, said[k], said[k], w) for k, w in lines.items()))
    return key


def _take_source(reading: Reading, record: Record, file: str) -> None:
    """Take a row of the table `source`; one without a key is named by its title."""
    title = record.value("title") or record.key
    key = record.value("source") or f"{slug(title)}-{short_hash(title, record.value('address') or '', length=6)}"
    reading.sources[key] = {c.column: c.value for c in record.claims if c.column != "source"}
    reading.described[key] = (file, record.claims)


def _attribute(reading: Reading) -> None:
    """Settle the source and the language of every row of a table.

    A row whose `source` is in no table of sources counts as its file's own, and the ledger says so. Names are in the
    language that the row says, else in that of its source, else in that of the file.
    """
    for index, filed in enumerate(reading.filed):
        source = filed.source
        if source not in reading.sources:
            where = reading.pointers.get((filed.file, filed.record.key)) or filed.record.claims[0].locator
            reading.accounts[filed.file].notes.append(Rejection("unknown-source", {"source": source}, where, "note"))
            source = next(k for k, s in reading.sources.items() if s.get("file") == filed.file)
        if filed.origin != "page":
            language = filed.record.value("language") or reading.sources[source].get("language") or filed.language
            language = language if language in LANGUAGES else filed.language
            reading.filed[index] = replace(filed, source=source, language=language)
