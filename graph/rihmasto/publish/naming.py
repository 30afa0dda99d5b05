"""Names instead of keys and addresses: what people read of the tables of a release."""

from collections.abc import Iterable

from rihmasto.errors import Language
from rihmasto.model import Column, tables
from rihmasto.names import VOCABULARY
from rihmasto.publish.release import Tables
from rihmasto.query.shared import words
from rihmasto.sources.tables.concepts import concepts
from rihmasto.sources.tables.words import column_words, columns_of

Thing = dict[str, list[object]]

_NAMING = ("name_fi", "name_en", "name_sv", "name", "title", "acronym", "code")
_TABLES = {"grant": "funding", "party": "agreement_party"}  # what an address is called other than its table


def things(release: Tables, table: str) -> list[Thing]:
    """Merge the rows of a table that tell of one thing.

    Args:
        release: the tables.
        table: name of one.

    Returns:
        a thing each, in the order of the table: column → its different values, of all sources.
    """
    columns = [column.name for column in release.columns(table)]
    key = tables()[table].key if table in tables() else table
    found: dict[object, Thing] = {}
    for row in release.rows(table):
        values = dict(zip(columns, row, strict=True))
        named = values.get(key or "")
        same = named if named is not None else tuple(v for c, v in values.items() if c != "source")
        thing = found.setdefault(same, {column: [] for column in columns})
        for column, value in values.items():
            if value is not None and value not in thing[column]:
                thing[column].append(value)
    return list(found.values())


class Names:
    """The names of the things of a release.

    Args:
        release: its tables.
        language: that names and labels are wanted in; where there is none, another is taken.
    """

    def __init__(self, release: Tables, language: Language) -> None:
        self._release = release
        self._language = language
        self._known: dict[str, dict[str, Thing]] = {}

    def name(self, table: str, key: str) -> str:
        """Return the name of a thing; its key, when it has none."""
        thing = self._of(table).get(key, {})
        columns = (f"name_{self._language}", *_NAMING)
        return next((str(thing[c][0]) for c in columns if thing.get(c)), key)

    def what(self, address: str) -> str:
        """Say in words what an address of the release means: a name, a label, or what a nameless thing connects."""
        scheme, _, slug = address.removeprefix(VOCABULARY).partition("/")
        if address.startswith(VOCABULARY):
            return self.label(scheme, slug)
        table, _, key = slug.partition("/")
        table = _TABLES.get(table, table.replace("-", "_"))
        thing = self._of(table).get(key)
        if thing is None or self.name(table, key) != key:
            return self.name(table, key)
        parts = [self._part(column, thing[column.name]) for column in columns_of(tables()[table])]
        return " – ".join(part for part in parts if part) or key

    def property(self, subject: str, address: str) -> str:
        """Return the label of a property, as the header of the thing's sheet says it."""
        column = column_of(subject, address)
        term = words()["term"].get(address)
        if term and (column is None or column[1].name.startswith("name_")):
            return str(term[self._language]).capitalize()
        if column is None:
            return address.rpartition("#")[2].rpartition("/")[2]
        return column_words(column[0], column[1].name, self._language).label

    def label(self, scheme: str, slug: str) -> str:
        """Return the label of a concept; its slug, when the vocabulary does not know it."""
        return next((c.labels[self._language] for c in concepts(scheme) if c.slug == slug), slug)

    def _part(self, column: Column, values: Iterable[object]) -> str:
        """Return what a column adds to the words for a nameless thing: names, labels, sums and numbers."""
        said = [str(value) for value in values]
        if column.type == "ref" and column.name != "source":
            named = [(value, self.name(column.target, value)) for value in said]
            return ", ".join(name for key, name in named if name != key)
        if column.type == "concept":
            return ", ".join(self.label(column.target, value) for value in said)
        return ", ".join(said) if column.type == "decimal" or column.name in {"decision", "value"} else ""

    def _of(self, table: str) -> dict[str, Thing]:
        if table not in self._known:
            key = tables()[table].key if table in tables() else None
            found = things(self._release, table) if key and table in self._release.names else []
            self._known[table] = {str(t[key][0]): t for t in found if key and t[key]}
        return self._known[table]


def column_of(subject: str, address: str) -> tuple[str, Column] | None:
    """Find the table and column that state a property: of the subject's own table first."""
    kind = subject.removeprefix("id/").partition("/")[0]
    own = _TABLES.get(kind, kind.replace("-", "_"))
    ordered = sorted(tables().values(), key=lambda table: table.name != own)
    stating = ((t.name, c) for t in ordered for c in t.columns if c.property == address)
    return next(stating, None)
