"""First pass: every thing that a record describes gets its key, and its names enter the register."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from rihmasto.identity.naming import stem
from rihmasto.identity.registry import Registry
from rihmasto.model import Claim, Filed, Record
from rihmasto.names import fold, slug

# Tables whose rows are known by name; the others are known by what they connect.
NAMED = ("place", "organisation", "programme", "strategy", "agreement", "project")
NAME_COLUMNS = ("name_fi", "name_sv", "name_en")
# Columns that are names too, beside the names proper. A project's acronym is not: AKKE is also an instrument.
_ALIKE = 0.8  # with the same identifier; "Karelia-ammattikorkeakoulu Oy" and "Karelia Ammattikorkeakoulu Osakeyhtiö"
_MORE_NAMES = {"project": ("code", "title"), "programme": ("acronym",)}


def names_of(record: Record) -> list[str]:
    """List all names that a record gives its thing; `other_names` are separated by "|"."""
    columns = (*NAME_COLUMNS, *_MORE_NAMES.get(record.table, ()))
    names = [c.value for column in columns for c in record.claims if c.column == column and c.rank == "preferred"]
    others = record.value("other_names") or ""
    return [*names, *(n.strip() for n in others.split("|") if n.strip())]


class Entities:
    """The registries of all named tables, and the keys of all records of those tables."""

    def __init__(self) -> None:
        self.registries = {table: Registry(table) for table in NAMED}
        self._local: dict[tuple[str, str], str] = {}
        self._listed: set[tuple[str, str]] = set()
        self._identifiers: dict[str, str] = {}

    def learn(self, filed: Sequence[Filed]) -> None:
        """Give keys to all records of named tables.

        The user's decisions come first, then records that bring their own key, other names, identifiers, and last the
        records that are known by their names only: so a page's "City of Turku" finds the table's row.

        Args:
            filed: records of all sources; of two that name a thing first, the earlier gives the key.
        """
        self._decide(filed)
        named = [f for f in filed if f.record.table in self.registries]
        for f in named:
            if f.record.value(f.record.table):
                self._learn_one(f)
        self._learn_names(filed)
        self._learn_identifiers(filed)
        for f in named:
            if not f.record.value(f.record.table):
                self._learn_one(f)
        self._learn_names(filed)

    def _learn_names(self, filed: Iterable[Filed]) -> None:
        organisations = self.registries["organisation"]
        for f in filed:
            if f.record.table == "organisation_name":
                match = organisations.find(f.record.value("organisation") or "")
                if match:
                    organisations.add(match.key, f.record.value("name") or "")

    def _decide(self, filed: Iterable[Filed]) -> None:
        """Apply the user's table `identity`: "same" joins two names, "different" is a veto."""
        for f in filed:
            record = f.record
            register = self.registries.get(record.value("kind") or "") if record.table == "identity" else None
            if register is None:
                continue
            one, other = record.value("one") or "", record.value("other") or ""
            if record.value("decision") == "different":
                register.tell_apart(one, other)
            else:
                register.join(one, other)

    def _learn_identifiers(self, filed: Sequence[Filed]) -> None:
        """One identifier is one organisation, if the names are alike too: a unit may carry its owner's number."""
        organisations = self.registries["organisation"]
        records = {(f.file, f.record.key): f.record for f in filed}
        stated: list[tuple[str, str, str]] = []
        for f in filed:
            if f.record.table != "organisation_identifier":
                continue
            mention = f.record.value("organisation") or ""
            described = records.get((f.file, mention.removeprefix("#"))) if mention.startswith("#") else None
            names = names_of(described) if described else [mention]
            number = f.record.value("value") or ""
            known = next((m for m in map(organisations.find, names) if m), None)
            if known:
                self._identifiers.setdefault(number, known.key)
            elif names:
                stated.append((f.record.value("scheme") or "id", number, names[0]))
        for scheme, number, name in stated:
            key = self._identifiers.setdefault(number, slug(f"{scheme}-{number}"))
            if key not in organisations or _alike(name, organisations.spelt(key)):
                organisations.add(key, name)

    def knows_better(self, f: Filed, key: str, claim: Claim) -> bool:
        """Tell whether a name comes from the reader's own lists, and not from the page.

        A reader that sees "EAKR" names the fund in full, so that it can be found; the page does not say those words,
        and the shipped list does.
        """
        return (
            f.origin == "page"
            and (f.record.table, key) in self._listed
            and claim.column in {*NAME_COLUMNS, *_MORE_NAMES.get(f.record.table, ()), "other_names"}
            and fold(claim.value) not in fold(claim.quote)
        )

    def describes(self, name: str) -> bool:
        """Tell whether a row of a table, and not only a page or a mention, describes a thing of that name or key."""
        found = ((table, register.find(name)) for table, register in self.registries.items())
        return any(match and (table, match.key) in self._listed for table, match in found)

    def local(self, file: str, reference: str) -> str | None:
        """Return the key of the record that "#key", or "#key" of another file ("#key@file"), means in a file."""
        key, _, elsewhere = reference.removeprefix("#").partition("@")
        return self._local.get((elsewhere or file, key))

    def remember(self, file: str, record_key: str, key: str) -> None:
        """Let "#record_key" of a file mean a key."""
        self._local[file, record_key] = key

    def _learn_one(self, f: Filed) -> None:
        record = f.record
        register = self.registries[record.table]
        names = names_of(record)
        key = record.value(record.table)
        if key is None:
            match = next((m for m in map(register.find, names) if m), None)
            if match:
                key = match.key
            elif record.table == "project" and record.value("code"):
                key = slug(record.value("code") or "")
            else:
                key = register.mint(names[0] if names else record.key)
        register.add(key, *names)
        if f.origin != "page":
            self._listed.add((record.table, key))
        if record.value("acronym"):
            register.abbreviate(key, record.value("acronym") or "")
        self.remember(f.file, record.key, key)


def _alike(one: str, other: str) -> bool:
    first, second = (stem(n).replace("-", " ") for n in (one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE
