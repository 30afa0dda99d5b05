"""Second pass: every mention becomes a key, and rows that only connect things get theirs."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rihmasto.identity.entities import Entities
from rihmasto.identity.expansion import expand
from rihmasto.identity.mentions import Mentions
from rihmasto.identity.parts import Grants, WorkPackages
from rihmasto.identity.persons import person_key
from rihmasto.identity.statements import Statement
from rihmasto.model import Claim, Column, Filed, tables
from rihmasto.names import fold, short_hash, slug

# Things before what connects them: a row's key is made of the keys of what it refers to.
ORDER = (
    "place", "organisation", "organisation_identifier", "organisation_name", "programme", "strategy", "agreement",
    "project", "unit", "work_package", "person", "funding", "participation", "contact", "amount", "agreement_party",
    "commitment", "designation", "theme", "target_group", "location", "website",
)  # fmt: skip


class Resolver:
    """Turns records into statements about keys.

    Args:
        secret: the workspace's key for persons.
    """

    def __init__(self, secret: bytes) -> None:
        self.entities = Entities()
        self.mentions = Mentions(self.entities)
        self._secret = secret
        self._packages = WorkPackages()
        self._grants = Grants()
        self._circles: dict[tuple[str, str], str] = {}

    def resolve(self, filed: Sequence[Filed]) -> list[Statement]:
        """Resolve all records of all sources.

        Args:
            filed: records; of two that name a thing first, the earlier gives the key.

        Returns:
            Statements in the order of tables and records; things that are only mentioned are described by the mention.
        """
        filed = list(expand(filed))
        self.entities.learn(filed)
        self._circles = _circles(filed)
        by_table: dict[str, list[Filed]] = {table: [] for table in ORDER}
        for f in filed:
            if f.record.table in by_table:
                by_table[f.record.table].append(f)
        found: list[Statement] = []
        for table in ORDER:
            for f in by_table[table]:
                found.extend(self._row(f))
        found.extend(self.mentions.described())
        return found

    def _row(self, f: Filed) -> list[Statement]:
        record = f.record
        table = tables()[record.table]
        values: dict[str, tuple[str, Claim, str, float]] = {}
        rest: list[tuple[Column, Claim]] = []
        for claim in self.mentions.corrected(f):
            column = table.column(claim.column)
            if column.type == "key":
                continue
            if claim.rank == "preferred" and claim.column not in values:
                project = values["project"][0] if "project" in values else ""
                values[claim.column] = self._value(f, column, claim, project)
            else:
                rest.append((column, claim))
        self._complete(f, values)
        key = self._key(f, {name: entry[0] for name, entry in values.items()})
        self.entities.remember(f.file, record.key, key)
        found = [
            Statement(record.table, key, name, value, claim, f, rule, round(confidence * claim.confidence, 2))
            for name, (value, claim, rule, confidence) in values.items()
            if not self.entities.knows_better(f, key, claim)
        ]
        for column, claim in rest:
            value, claim_, rule, confidence = self._value(f, column, claim)
            found.append(Statement(record.table, key, column.name, value, claim_, f, rule, confidence))
        return found

    def _value(self, f: Filed, column: Column, claim: Claim, project: str = "") -> tuple[str, Claim, str, float]:
        if column.type == "url" and "://" not in claim.value:
            # "www.6aika.fi" is an address to people; in the graph it must not hang on to our own base.
            return f"http://{claim.value}", claim, "", 1.0
        if column.type != "ref":
            return claim.value, claim, "", 1.0
        package = self._packages.find(project, claim.value) if column.target == "work_package" else None
        if package:
            return package, claim, "number-or-title", 1.0
        match = self.mentions.match(f, column.target, claim)
        return match.key, claim, match.rule, match.confidence

    def _complete(self, f: Filed, values: dict[str, tuple[str, Claim, str, float]]) -> None:
        """Say what goes without saying.

        A participation in a work package is one in its project; "Owner, unit" is a unit of the owner; an amount
        without a currency is in euros.
        """
        if f.record.table == "amount" and "currency" not in values and "value" in values:
            values["currency"] = ("EUR", replace(values["value"][1], column="currency", value="EUR"), "euro", 1.0)
        package = values.get("work_package")
        if package and "project" not in values and package[0] in self._packages.project_of:
            values["project"] = (self._packages.project_of[package[0]], package[1], "work-package", 1.0)
        organisation = values.get("organisation")
        if f.record.table == "participation" and organisation and "unit" not in values:
            unit = self.mentions.unit_of(f, organisation[1].value)
            if unit:
                values["unit"] = (unit, organisation[1], "owner-and-unit", 0.95)

    def _key(self, f: Filed, values: dict[str, str]) -> str:
        record = f.record
        own = record.value(tables()[record.table].key or "")
        if record.table in self.entities.registries:
            return self.entities.local(f.file, record.key) or own or record.key
        if record.table == "work_package":
            return self._packages.key(values, own)
        if record.table == "person":
            name = values.get("name", "")
            return person_key(self._secret, name, self._circles.get((f.file, record.key), f.source))
        if record.table == "unit":
            return own or f"{slug(values['name'])}-{short_hash(values.get('organisation', ''), fold(values['name']))}"
        parts = [f"{c}={values.get(c, '')}" for c in tables()[record.table].identity]
        key = own or short_hash(record.table, *parts, length=12)
        return self._grants.key(values, key) if record.table == "funding" and not own else key


def _circles(filed: Iterable[Filed]) -> dict[tuple[str, str], str]:
    """For every person of every file: the organisation (or project) in whose circle the name is one person."""
    found: dict[tuple[str, str], str] = {}
    for f in filed:
        if f.record.table != "contact":
            continue
        person, _, elsewhere = (f.record.value("person") or "").removeprefix("#").partition("@")
        circle = f.record.value("organisation") or f.record.value("project") or f.source
        found.setdefault((elsewhere or f.file, person), fold(circle))
    return found
