"""What a person decided on the values of pages is done: before names are resolved, in every build."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from rihmasto.errors import RihmastoError
from rihmasto.model import Claim, Column, Filed, Record, Rejection, tables
from rihmasto.model.ownership import project_name, projects_of
from rihmasto.pipeline.ledger import Account
from rihmasto.pipeline.reading import Reading
from rihmasto.pipeline.review import FILE, Entry, Sheet, entry_key, kept, read_sheet

# What goes with the value beside it: it is not asked about, and follows the decision on the rest of its row.
_SILENT = {"currency", "approximate", "language", "role", "relation", "scheme"}
# What a list that ships with the program adds to a name: it stands and falls with the name.
_OF_A_NAME = {"name_fi", "name_sv", "name_en", "acronym", "other_names", "kind"}
_NAMED = {"programme", "strategy", "agreement", "organisation"}


@dataclass(slots=True)
class _Page:
    """The records of one page, and what they are asked about as."""

    file: str
    filed: list[Filed]
    projects: dict[str, str] = field(default_factory=dict)

    def key(self, record: Record, claim: Claim) -> str:
        return entry_key(
            self.file, self.projects[record.key], f"{record.table}.{claim.column}", claim.value, claim.quote
        )

    def row(self, record: Record, claim: Claim) -> Entry:
        cells = {
            "file": self.file, "line": str(claim.locator.line or ""), "project": self.projects[record.key],
            "field": f"{record.table}.{claim.column}", "value": claim.value, "quote": " ".join(claim.quote.split()),
            "rule": claim.rule, "confidence": f"{claim.confidence:.2f}", "id": self.key(record, claim),
        }  # fmt: skip
        return Entry(cells)


def review(reading: Reading, folder: Path, below: float) -> Sheet:
    """Do what `review.csv` says, and ask about what is unsure and was not decided.

    Args:
        reading: all that was read; its page records are changed, and its ledger.
        folder: the workspace.
        below: values with a confidence under it are asked about.

    Returns:
        The file as it is to be written when the build ends.

    Raises:
        InputError: the file cannot be read.
    """
    sheet = read_sheet(folder / FILE)
    pages = [_page(file, group) for file, group in _by_file(reading)]
    asked = [row for page in pages for row in _rows(page, sheet, below)]
    after = kept(sheet, asked)
    account = Account(FILE, "rows", private=frozenset({None}))
    account.notes.extend(after.notes)
    account.counts["rejected"] = sum(1 for note in after.notes if note.fate == "rejected")
    done: set[str] = set()
    changed: dict[tuple[str, str], Record | None] = {}
    for page in pages:
        changed |= _decide(page, after, reading.accounts[page.file], account, done)
    reading.filed = [
        replace(f, record=record)
        for f in reading.filed
        if (record := changed.get((f.file, f.record.key), f.record) if f.origin == "page" else f.record) is not None
    ]
    _count(after, done, account)
    if after.entries:
        reading.accounts[FILE] = account
    return after


def _by_file(reading: Reading) -> Iterator[tuple[str, list[Filed]]]:
    pages = [f for f in reading.filed if f.origin == "page"]
    for file, group in groupby(pages, key=lambda f: f.file):
        yield file, list(group)


def _page(file: str, filed: list[Filed]) -> _Page:
    records = [f.record for f in filed]
    names = {record.key: project_name(record) for record in records if record.table == "project"}
    return _Page(file, filed, {key: names.get(project, "") for key, project in projects_of(records).items()})


def _asked(record: Record) -> list[Claim]:
    """Return the claims of a record that a person is asked about: of the names of a thing, the first."""
    asked: list[Claim] = []
    named = False
    for claim in record.claims:
        of_name = record.table in _NAMED and claim.column in _OF_A_NAME
        if claim.column not in _SILENT and not claim.value.startswith("#") and not (of_name and named):
            asked.append(claim)
            named = named or of_name
    return asked


def _rows(page: _Page, sheet: Sheet, below: float) -> Iterator[Entry]:
    for f in page.filed:
        rejected = {
            c.column
            for c in f.record.claims
            if (e := sheet.entries.get(page.key(f.record, c))) and e.decision == "reject"
        }
        for claim in _asked(f.record):
            unsure = claim.confidence < below and (claim.rank == "preferred" or claim.column in rejected)
            held = sheet.entries.get(page.key(f.record, claim))
            if unsure or (held and held.is_touched):
                yield page.row(f.record, claim)


def _decide(
    page: _Page, sheet: Sheet, ledger: Account, account: Account, done: set[str]
) -> dict[tuple[str, str], Record | None]:
    """Return the records of a page that a decision changed; None for one that is gone."""
    changed: dict[str, Record | None] = {}
    for f in page.filed:
        record = f.record
        for claim in _asked(f.record):
            key = page.key(f.record, claim)
            entry = sheet.entries.get(key)
            if entry is None or not entry.decision:
                continue
            done.add(key)
            record = _apply(record, claim, entry, sheet, account)
        if record is not f.record:
            changed[record.key] = _sound(record)
    records = {f.record.key: changed.get(f.record.key, f.record) for f in page.filed}
    _sweep(records)
    for f in page.filed:
        _withhold(f.record, records[f.record.key], ledger)
    return {
        (page.file, f.record.key): records[f.record.key] for f in page.filed if records[f.record.key] is not f.record
    }


def _apply(record: Record, claim: Claim, entry: Entry, sheet: Sheet, account: Account) -> Record:
    others = [c for c in record.claims if c is not claim and not _stands_on(c, claim, record)]
    if entry.decision == "reject":
        return replace(record, claims=_preferring(others, claim))
    if entry.decision == "accept":
        rule = f"{claim.rule}, accepted by hand {entry.day}".rstrip()
        beside = {c.column for c in record.claims if c.column in _SILENT | _OF_A_NAME and c.quote == claim.quote}
        sure = [replace(c, confidence=1.0, rule=rule) if c is claim or c.column in beside else c for c in record.claims]
        return replace(record, claims=tuple(sure))
    where = sheet.place(entry.key, "correction")
    said = entry.cells["correction"].strip()
    try:
        values = _corrected(tables()[record.table].column(claim.column), said)
    except RihmastoError as error:
        account.notes.append(Rejection(error.code, {k: str(v) for k, v in error.values.items()}, where))
        account.counts["rejected"] += 1
        return record
    rule = f"corrected by hand {entry.day}".rstrip()
    return _with_correction(record, claim, [Claim(name, value, said, where, rule) for name, value in values.items()])


def _stands_on(other: Claim, name: Claim, record: Record) -> bool:
    """Tell whether a claim only repeats, in another language or in short, the name that was decided on."""
    both = {other.column, name.column} <= _OF_A_NAME and other.column != name.column
    return record.table in _NAMED and both and other.quote == name.quote


def _corrected(column: Column, said: str) -> dict[str, str]:
    from rihmasto.sources.tables.cells import read_cell  # noqa: PLC0415  # only where something was corrected

    found = read_cell(column, said)
    return {column.name: found.value, **dict(found.besides)}


def _with_correction(record: Record, claim: Claim, corrected: list[Claim]) -> Record:
    """Put the corrected value first; what the page says stays beside it, unless it names a thing."""
    is_name = tables()[record.table].column(claim.column).type == "ref"
    columns = {c.column for c in corrected}
    claims = [
        replace(old, rank="normal") if old.column in columns else old
        for old in record.claims
        if not (old is claim and is_name) and not _stands_on(old, claim, record)
    ]
    return replace(record, claims=(*claims, *corrected))


def _preferring(claims: list[Claim], gone: Claim) -> tuple[Claim, ...]:
    """Of the claims left for the column, prefer the surest; of equals the first."""
    left = [c for c in claims if c.column == gone.column]
    if not left or any(c.rank == "preferred" for c in left):
        return tuple(claims)
    best = max(left, key=lambda c: c.confidence)
    return tuple(replace(c, rank="preferred") if c is best else c for c in claims)


def _sound(record: Record) -> Record | None:
    """Return a record that still says something, or None."""
    table = tables()[record.table]
    columns = {c.column for c in record.claims}
    required = {c.name for c in table.columns if c.required}
    if record.table == "project":
        return record if project_name(record) else None
    says = bool(_asked(record))
    return record if says and required <= columns else None


def _sweep(records: dict[str, Record | None]) -> None:
    """Take away what refers to a record that is gone, until nothing does."""
    while True:
        gone = {f"#{key}" for key, record in records.items() if record is None}
        stale = [r for r in records.values() if r is not None and any(c.value in gone for c in r.claims)]
        if not stale:
            return
        for record in stale:
            records[record.key] = _sound(replace(record, claims=tuple(c for c in record.claims if c.value not in gone)))


def _withhold(before: Record, after: Record | None, ledger: Account) -> None:
    kept_claims = {(c.column, c.quote, c.locator) for c in after.claims} if after is not None else set()
    corrected = {c.column for c in after.claims if c.locator.file} if after is not None else set()
    for claim in before.claims:
        if claim.column not in corrected and (claim.column, claim.quote, claim.locator) not in kept_claims:
            note = {"field": f"{before.table}.{claim.column}"}
            ledger.withhold(Rejection("rejected-by-hand", note, claim.locator, "suppressed"))


def _count(sheet: Sheet, done: set[str], account: Account) -> None:
    decided = [e for e in sheet.entries.values() if e.decision]
    account.counts["accepted"] = len([e for e in decided if e.key in done])
    for entry in decided:
        if entry.key not in done:
            where = sheet.place(entry.key, "decision")
            account.notes.append(Rejection("review-stale", {}, where, "note"))
    waiting = sum(1 for e in sheet.entries.values() if not e.is_touched)
    if waiting:
        account.notes.append(Rejection("review-waiting", {"count": str(waiting)}, fate="note"))
