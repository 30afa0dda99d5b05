"""Rows become records; the ledger of a table is kept here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rihmasto.errors import InputError
from rihmasto.model import Claim, Column, Locator, Record, Rejection, Table
from rihmasto.model.identifiers import read_business_id
from rihmasto.names import fold
from rihmasto.sources.tables.cells import Raw, Reading, quoted, read_cell, shown
from rihmasto.sources.tables.choices import chosen
from rihmasto.sources.tables.headers import Header, read_header
from rihmasto.sources.tables.people import Untaken
from rihmasto.sources.tables.words import column_named, columns_said, sum_words


@dataclass(slots=True)
class RowCount:
    """The ledger of a table: read = accepted + rejected + suppressed + duplicate; empty rows are not counted.

    Attributes:
        read: rows with anything in them, without the header.
        accepted: rows that became records.
        rejected: rows that could not be taken.
        suppressed: rows withheld on purpose; the reader of tables withholds none.
        duplicate: rows that say what an earlier row of the same file said.
    """

    read: int = 0
    accepted: int = 0
    rejected: int = 0
    suppressed: int = 0
    duplicate: int = 0


@dataclass(slots=True)
class TableReading:
    """What a table file said.

    Attributes:
        records: one for each accepted row. A cell of the column `source`, which may stand in any table, is a claim
            too: it names the row of table `source` that the row comes from.
        rejections: rows and values not taken, and notes.
        rows: the ledger.
        headings: sheet, table, column of the table, and number of the column in the file, counted from 1.
        labels: sheet and number of a column → its heading as it is written.
        private: sheets that hold a table about persons, None for a file without sheets.
        row_keys: sheet and row → the cell of its key column, else its first cell; none for tables about persons.
        untaken: persons named in what was not taken; they are withheld all the same.
    """

    records: list[Record] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    rows: RowCount = field(default_factory=RowCount)
    headings: list[tuple[str | None, str, str, int]] = field(default_factory=list)
    labels: dict[tuple[str | None, int], str] = field(default_factory=dict)
    private: set[str | None] = field(default_factory=set)
    row_keys: dict[tuple[str | None, int], str] = field(default_factory=dict)
    untaken: Untaken = field(default_factory=Untaken)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was found.

    Attributes:
        where: its row, line and sheet.
        cells: its cells; empty when it could not be parsed.
        broken: why it could not be parsed.
        torn: what its cells may be then.
        months: positions of typed dates that are shown as month and year only.
    """

    where: Locator
    cells: Sequence[Raw] = ()
    broken: Rejection | None = None
    torn: Sequence[str] = ()
    months: frozenset[int] = frozenset()


class RowReader:
    """Reads the rows of one table into a reading.

    Args:
        table: the table that the rows are for.
        into: what takes the records and rejections.
        mark: begins the keys of its records, which must be unique in the file.
        name: name of the file or sheet, for the sentences about it.
    """

    def __init__(self, table: Table, into: TableReading, mark: str, name: str) -> None:
        self._table = table
        self._into = into
        self._mark = mark
        self._name = name
        self._seen: dict[tuple[str, ...], Locator] = {}
        self._strays: set[int] = set()

    def read(self, rows: Iterable[Row], mapping: Mapping[str, str]) -> None:
        """Read all rows; the first that is not empty is the header.

        Args:
            rows: the rows of the file or sheet.
            mapping: header in the file → column of the table.

        Raises:
            InputError: there is no header, or it does not fit the table.
        """
        filled = (row for row in rows if row.broken or any(quoted(cell).strip() for cell in row.cells))
        first = next(filled, None)
        if first is None:
            raise InputError("text-empty", name=self._name)
        if self._table.private:
            self._into.private.add(first.where.sheet)
        if first.broken:
            raise InputError("table-header-broken", name=self._name, line=first.where.line)
        cells = [quoted(cell) for cell in first.cells]
        try:
            header = read_header(self._table, self._name, cells, mapping, first.where)
        except InputError:
            self._keep_persons(filled, cells, mapping)
            raise
        self._into.rejections += header.notes
        self._into.headings += [
            (first.where.sheet, self._table.name, column.name, position + 1)
            for position, column in header.columns.items()
        ]
        self._into.labels |= {(first.where.sheet, i + 1): label for i, label in header.labels.items()}
        for row in filled:
            self._into.rows.read += 1
            self._note_key(header, row)
            before = len(self._into.records)
            self._row(header, row, len(first.cells))
            taken = {c.locator.column for record in self._into.records[before:] for c in record.claims}
            positions = frozenset(column - 1 for column in taken if column)
            self._into.untaken.row(self._table, header.columns, _pieces(row), len(first.cells), positions)

    def _note_key(self, header: Header, row: Row) -> None:
        if self._table.private:
            return
        pieces = _pieces(row) or [""]
        keys = (pieces[i] for i, c in header.columns.items() if c.type == "key" and i < len(pieces))
        self._into.row_keys[row.where.sheet, row.where.row or 0] = next(keys, "").strip() or pieces[0].strip()

    def _keep_persons(self, rows: Iterable[Row], headers: list[str], mapping: Mapping[str, str]) -> None:
        """Keep who is named in the rows under a header that is refused."""
        if not self._table.private:
            return
        mapped = {fold(header): column for header, column in mapping.items()}
        named = {i: column_named(self._table, mapped.get(fold(cell), cell)) for i, cell in enumerate(headers)}
        columns = {i: column for i, column in named.items() if column}
        self._into.untaken.loose(headers)  # a first row without headings is a row of persons
        for row in rows:
            self._into.untaken.row(self._table, columns, _pieces(row), len(headers))

    def _row(self, header: Header, row: Row, width: int) -> None:
        broken = row.broken
        if broken is None and len(row.cells) != width:
            broken = Rejection("table-ragged", {"found": str(len(row.cells)), "wanted": str(width)}, row.where)
        if broken:
            self._reject(broken)
            return
        self._note_strays(header, row)
        claims, bad = self._claims(header, row)
        self._into.rejections += bad
        stated = {c.column for c in claims}
        missing = [i for i, c in header.columns.items() if c.required and c.name not in stated]
        if missing:
            self._reject(*self._left_out(header, row, missing, bad))
        elif total := next((c for c in claims if self._is_sum(c)), None):
            self._reject(Rejection("table-sum-row", {"value": shown(total.quote)}, total.locator))
        elif stated.isdisjoint({*self._table.identity, self._table.key}):
            columns = columns_said(self._table, self._table.identity, header.language)
            self._reject(Rejection("table-nameless", {"columns": columns}, row.where))
        elif not self._is_duplicate(claims, row):
            self._into.records.append(Record(self._table.name, f"{self._mark}-{row.where.row}", tuple(claims)))
            self._into.rows.accepted += 1

    def _left_out(self, header: Header, row: Row, missing: list[int], bad: list[Rejection]) -> Iterator[Rejection]:
        """Say why a row without good values in its required columns is not taken."""
        told = {r.locator.column for r in bad}
        empty = ", ".join(header.labels[i] for i in missing if i + 1 not in told)
        if empty:
            yield Rejection("table-required-empty", {"column": empty}, row.where)
        for position in (i for i in missing if i + 1 in told):
            values = {"column": header.labels[position], "value": shown(quoted(row.cells[position]))}
            yield Rejection("table-required-bad", values, _cell(row.where, position))

    def _is_sum(self, claim: Claim) -> bool:
        """Tell whether a cell that should name a project says that its row is the sum of others."""
        names = {*self._table.identity, "title"} if self._table.name == "project" else {"project"}
        return claim.column in names and fold(claim.value).rstrip(" :") in sum_words()

    def _claims(self, header: Header, row: Row) -> tuple[list[Claim], list[Rejection]]:
        """Read the cells of a row: the values, and those that are none."""
        claims: list[Claim] = []
        bad: list[Rejection] = []
        for position, column in header.columns.items():
            quote = quoted(row.cells[position])
            if not quote.strip():
                continue
            where = _cell(row.where, position)
            try:
                reading = self._reading(column, row.cells[position], header)
            except InputError as error:
                bad.append(_rejected(error, where))
                continue
            month = position in row.months and column.type == "date"
            claims.append(Claim(column.name, reading.value[:7] if month else reading.value, quote, where))
            if reading.besides:
                claims += self._besides(header, row, reading, quote, where)
        return list(_checked(claims, bad)), bad

    def _reading(self, column: Column, raw: Raw, header: Header) -> Reading:
        reading = read_cell(column, raw, header.language)
        value = chosen(self._table.name, column, reading.value) if column.type == "text" else reading.value
        return reading if value == reading.value else replace(reading, value=value)

    def _besides(self, header: Header, row: Row, reading: Reading, quote: str, where: Locator) -> Iterator[Claim]:
        """Yield what a cell says beside its own value, for columns that the row leaves empty."""
        known = {c.name for c in self._table.columns}
        said = {c.name for i, c in header.columns.items() if i < len(row.cells) and quoted(row.cells[i]).strip()}
        for name, value in reading.besides:
            if name in known - said:
                yield Claim(name, value, quote, where)

    def _is_duplicate(self, claims: list[Claim], row: Row) -> bool:
        """A row is a duplicate when its key, or without a key its every value, was there before (from one source)."""
        values = {c.column: c.value for c in claims}
        key = values.get(self._table.key or "")
        if key is not None:
            identity: tuple[str, ...] = ("key", key, values.get("source", ""))
        else:
            identity = tuple(f"{column}={fold(value)}" for column, value in sorted(values.items()))
        before = self._seen.setdefault(identity, row.where)
        if before is row.where:
            return False
        code = "table-duplicate-row" if key is None else "table-duplicate-key"
        told = {"key": key or "", "row": str(before.row), "line": str(before.line or before.row)}
        self._into.rejections.append(Rejection(code, told, row.where, "duplicate"))
        self._into.rows.duplicate += 1
        return True

    def _note_strays(self, header: Header, row: Row) -> None:
        for position in header.unnamed - self._strays:
            if position < len(row.cells) and quoted(row.cells[position]).strip():
                self._strays.add(position)
                where = _cell(row.where, position)
                told = {"value": shown(quoted(row.cells[position]))}
                self._into.rejections.append(Rejection("table-column-unnamed", told, where, "note"))

    def _reject(self, *reasons: Rejection) -> None:
        self._into.rejections += reasons
        self._into.rows.rejected += 1


def _checked(claims: list[Claim], bad: list[Rejection]) -> Iterator[Claim]:
    """Drop values that contradict their row: an end before the start, a business id with a wrong check digit."""
    by_column = {c.column: c for c in claims}
    start, scheme = by_column.get("start"), by_column.get("scheme")
    for claim in claims:
        value = claim.value
        if claim.column == "end" and start and _before(value, start.value):
            told = {"end": shown(claim.quote), "start": shown(start.quote)}
            bad.append(Rejection("table-end-before-start", told, claim.locator))
            continue
        if claim.column == "value" and scheme and scheme.value == "business-id":
            try:
                value = read_business_id(value)
            except InputError as error:
                bad.append(_rejected(error, claim.locator))
                continue
        yield claim if value is claim.value else replace(claim, value=value)


def _pieces(row: Row) -> list[str]:
    return [quoted(cell) for cell in row.cells or row.torn]


def _cell(row: Locator, position: int) -> Locator:
    return Locator(line=row.line, row=row.row, column=position + 1, sheet=row.sheet)


def _rejected(error: InputError, where: Locator) -> Rejection:
    return Rejection(error.code, {name: shown(str(value)) for name, value in error.values.items()}, where)


def _before(end: str, start: str) -> bool:
    """Tell whether all of an end lies before all of a start; the coarser of the two precisions decides."""
    length = min(len(end), len(start))
    return end[:length] < start[:length]
