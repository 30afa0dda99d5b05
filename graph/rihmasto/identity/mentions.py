"""Mentions: names in a cell or on a page that must become the key of a thing, known or new."""

from collections.abc import Iterable

from rihmasto.identity.entities import Entities
from rihmasto.identity.kinds import kind_of
from rihmasto.identity.naming import owner_and_unit
from rihmasto.identity.registry import Match
from rihmasto.identity.statements import Statement
from rihmasto.model import Claim, Filed, Rejection
from rihmasto.names import fold, short_hash, slug

# Rules by which a name leads to an organisation that no source calls so.
_NEW_SPELLING = {"legal-form", "legal-form-unstated", "name-without-bracket", "decision"}


class Mentions:
    """Finds what a mention means; what nobody described is described by its mention.

    Args:
        entities: the registries.
    """

    def __init__(self, entities: Entities) -> None:
        self._entities = entities
        self._new: dict[tuple[str, str], list[Statement]] = {}
        self._spellings: set[tuple[str, str, str]] = set()
        self._extra: list[Statement] = []
        self.notes: list[tuple[str, Rejection]] = []

    def match(self, f: Filed, table: str, claim: Claim) -> Match:
        """Return the thing that a claim's value means; a name that is not known becomes a new thing.

        Args:
            f: the record with the claim.
            table: the table that the column refers to.
            claim: its value is "#key of a record of the same file", a key, or a name.
        """
        value = claim.value
        local = self._entities.local(f.file, value) if value.startswith("#") else None
        if local:
            return Match(local, "same-page", 1.0)
        register = self._entities.registries.get(table)
        if register is None:
            known = self._entities.local(f.file, value)
            return Match(known or value, "key", 1.0)
        found = register.find(value) or register.find_acronym(value)
        if f.origin == "table":  # a page does not know the keys of tables
            found = found or register.find_key(value)
        found = found or self._owner(table, value)
        if found is None:
            self._ask(f, table, claim)
            return self._describe(f, table, claim)
        self._note_spelling(f, table, found, claim)
        return found

    def unit_of(self, f: Filed, mention: str) -> str | None:
        """Make the unit that "Owner, unit" speaks of, when the owner is known and the whole is no known name."""
        register = self._entities.registries["organisation"]
        parts = owner_and_unit(mention)
        if parts is None or register.find(mention) or register.find(parts[1]):
            return None
        owner = register.find(parts[0])
        if owner is None:
            return None
        key = f"{slug(parts[1])}-{short_hash(owner.key, fold(parts[1]))}"
        if ("unit", key) not in self._new:
            claim = Claim("name", parts[1], mention, rule="owner-and-unit", confidence=0.95)
            self._new["unit", key] = [
                Statement("unit", key, "name", parts[1], claim, f, "owner-and-unit", 0.95),
                Statement("unit", key, "organisation", owner.key, claim, f, "owner-and-unit", 0.95),
            ]
        return key

    def corrected(self, f: Filed) -> tuple[Claim, ...]:
        """Put names into the column they belong to: a fund is not an organisation, an organisation is no instrument.

        A page writes "Rahoitus: Euroopan aluekehitysrahasto" where another writes "Rahoitus: Varsinais-Suomen liitto";
        only the registries can tell an instrument from a funder.
        """
        if f.record.table != "funding":
            return f.record.claims
        programme, organisation = self._entities.registries["programme"], self._entities.registries["organisation"]
        taken = {c.column for c in f.record.claims}
        corrected = []
        for claim in f.record.claims:
            column = claim.column
            if column == "funder" and "instrument" not in taken and not organisation.find(claim.value):
                column = "instrument" if programme.find(claim.value) else column
            elif column == "instrument" and "funder" not in taken and not programme.find(claim.value):
                column = "funder" if organisation.find(claim.value) else column
            corrected.append(claim if column == claim.column else _moved(claim, column))
        return tuple(corrected)

    def described(self) -> Iterable[Statement]:
        """Return the statements that describe things known only from mentions, and spellings met on the way."""
        for key in sorted(self._new):
            yield from self._new[key]
        yield from self._extra

    def _owner(self, table: str, value: str) -> Match | None:
        parts = owner_and_unit(value) if table == "organisation" else None
        register = self._entities.registries[table]
        owner = register.find(parts[0]) if parts and not register.find(parts[1]) else None
        return Match(owner.key, "owner-and-unit", 0.95) if owner else None

    def _ask(self, f: Filed, table: str, claim: Claim) -> None:
        """Tell the one who keeps the tables that a name is new, when it looks like a slip."""
        if f.origin != "table" or claim.value.startswith("#"):
            return
        register = self._entities.registries[table]
        parts = owner_and_unit(claim.value) if table == "organisation" else None
        if parts and register.find(parts[0]) and register.find(parts[1]):
            note = Rejection("several-in-one-cell", {"value": claim.value}, claim.locator, "note")
        elif near := register.near(claim.value):
            note = Rejection("new-but-near", {"value": claim.value, "near": near}, claim.locator, "note")
        elif table == "project":  # organisations are often known from being named only; projects have their table
            note = Rejection("new-project", {"value": claim.value}, claim.locator, "note")
        else:
            return
        self.notes.append((f.file, note))

    def _describe(self, f: Filed, table: str, claim: Claim) -> Match:
        register = self._entities.registries[table]
        key = register.mint(claim.value)
        register.add_mentioned(key, claim.value)
        column = f"name_{f.language}"
        said = [Statement(table, key, column, claim.value, _moved(claim, column), f, "mention", claim.confidence)]
        kind = kind_of(claim.value) if table == "organisation" else None
        kind = "instrument" if table == "programme" else kind
        kind = "area" if table == "place" else kind
        if kind:
            guessed = Claim("kind", kind, claim.quote, claim.locator, "kind-from-name", 0.8)
            said.append(Statement(table, key, "kind", kind, guessed, f, "kind-from-name", 0.8))
        self._new[table, key] = said
        return Match(key, "new", 1.0)

    def _note_spelling(self, f: Filed, table: str, found: Match, claim: Claim) -> None:
        """Keep the words of a source as another name, when the match was not by a name already known."""
        if table != "organisation" or found.rule not in _NEW_SPELLING:
            return
        if fold(claim.value) == fold(self._entities.registries[table].spelt(found.key)):
            return
        spelling = (found.key, fold(claim.value), f.source)
        if spelling in self._spellings:
            return
        self._spellings.add(spelling)
        row = short_hash("organisation_name", *spelling, length=12)
        for column, value in (("organisation", found.key), ("name", claim.value), ("language", f.language)):
            moved = _moved(claim, column)
            said = Statement("organisation_name", row, column, value, moved, f, found.rule, found.confidence)
            self._extra.append(said)


def _moved(claim: Claim, column: str) -> Claim:
    return Claim(column, claim.value, claim.quote, claim.locator, claim.rule, claim.confidence, claim.rank)
