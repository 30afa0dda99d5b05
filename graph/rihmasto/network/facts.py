"""What the maps need of a release's tables; people are in another file and are never asked for."""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rihmasto.model.roles import TAKING_PART
from rihmasto.names import expand, fold
from rihmasto.network.graph import Names, Package, Project, Quote, Reason, Source
from rihmasto.network.money import with_money

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LEADING = ("coordinator", "lead")

# A row is what one source states; values that another row already has are NULL in it, so max() joins the rows.
_ORGANISATIONS = """
SELECT organisation, max(name_fi), max(name_sv), max(name_en), max(kind), max(website)
FROM organisation GROUP BY organisation ORDER BY organisation"""
_OTHER_NAMES = "SELECT DISTINCT organisation, name FROM organisation_name WHERE name IS NOT NULL ORDER BY ALL"
_PROJECTS = """
SELECT project, max(name_fi), max(name_sv), max(name_en), max(acronym), max("start"), max("end"), max(title)
FROM project GROUP BY project ORDER BY project"""
_WEBSITES = "SELECT DISTINCT project, address FROM website WHERE address IS NOT NULL ORDER BY ALL"
_PACKAGES = """
SELECT work_package, max(project), max(title), max(number) FROM work_package
GROUP BY work_package ORDER BY work_package"""
_PARTS = """
WITH part AS (
  SELECT participation, max(project) AS project, max(work_package) AS work_package,
         max(organisation) AS organisation, max(unit) AS unit, max(role) AS role
  FROM participation GROUP BY participation)
SELECT p.participation, coalesce(p.project, w.project), p.work_package, coalesce(p.organisation, u.organisation), p.role
FROM part p
LEFT JOIN (SELECT work_package, max(project) AS project FROM work_package GROUP BY ALL) w
  ON w.work_package = p.work_package
LEFT JOIN (SELECT unit, max(organisation) AS organisation FROM unit GROUP BY ALL) u ON u.unit = p.unit
ORDER BY ALL"""
_SOURCES = """
SELECT source, max(title), max(address), max(publisher), max(retrieved) FROM source GROUP BY source ORDER BY source"""
_QUOTES = """
SELECT DISTINCT subject, property, quote, source, coalesce(line, 0), coalesce("row", 0), coalesce("column", 0),
  coalesce(file, ''), coalesce(sheet, '')
FROM evidence WHERE quote <> '' AND (subject LIKE 'id/participation/%' OR subject LIKE 'id/grant/%'
OR subject LIKE 'id/programme/%' OR subject LIKE 'id/amount/%') ORDER BY ALL"""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as the release knows it."""

    key: str
    names: Names
    aliases: tuple[str, ...]
    kind: str
    website: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The rows that a map is made of, each thing once.

    Attributes:
        organisations: by key.
        projects: by key.
        packages: by key.
        sources: by key.
        parts: (project, organisation) → the organisation's part in it; only roles of taking part.
        quotes: (IRI relative to the workspace's base, property's IRI) → what the sources say of it.
    """

    organisations: dict[str, Organisation]
    projects: dict[str, Project]
    packages: dict[str, Package]
    sources: dict[str, Source]
    parts: dict[tuple[str, str], Reason]
    quotes: dict[tuple[str, str], tuple[Quote, ...]]


def read_facts(connection: "DuckDBPyConnection") -> Facts:
    """Read the tables of a release.

    Args:
        connection: an open `build/tables/rihmasto.duckdb`.
    """
    quotes: dict[tuple[str, str], list[Quote]] = defaultdict(list)
    for subject, about, *where in connection.execute(_QUOTES).fetchall():
        quotes[subject, about].append(Quote(*where))
    said = {place: tuple(found) for place, found in quotes.items()}
    organisations = _organisations(connection)
    names = {key: organisation.names for key, organisation in organisations.items()}
    return Facts(
        organisations=organisations,
        projects=with_money(connection, _projects(connection), names, said),
        packages={
            key: Package(key, project or "", title or "", number or 0)
            for key, project, title, number in connection.execute(_PACKAGES).fetchall()
        },
        sources={row[0]: Source(*(value or "" for value in row)) for row in connection.execute(_SOURCES).fetchall()},
        parts=_parts(connection, said),
        quotes=said,
    )


def told(facts: Facts, subject: str, *properties: str) -> tuple[Quote, ...]:
    """Return what the sources say of the first of some properties that any of them speaks of.

    Args:
        facts: the rows of the release.
        subject: IRI relative to the workspace's base, such as `id/grant/…`.
        properties: prefixed names, the most telling first.
    """
    for name in properties:
        if found := facts.quotes.get((subject, expand(name))):
            return found
    return ()


def _organisations(connection: "DuckDBPyConnection") -> dict[str, Organisation]:
    others: dict[str, list[str]] = defaultdict(list)
    for key, name in connection.execute(_OTHER_NAMES).fetchall():
        others[key].append(name)
    found = {}
    for key, fi, sv, en, kind, website in connection.execute(_ORGANISATIONS).fetchall():
        names = Names(fi or "", sv or "", en or "")
        if names == Names():
            names = Names(fi=others[key][0] if others[key] else key)
        found[key] = Organisation(key, names, tuple(others[key]), kind or "", website or "")
    return found


def _projects(connection: "DuckDBPyConnection") -> dict[str, Project]:
    websites: dict[str, list[str]] = defaultdict(list)
    for key, address in connection.execute(_WEBSITES).fetchall():
        websites[key].append(address)
    found = {}
    for key, fi, sv, en, acronym, start, end, title in connection.execute(_PROJECTS).fetchall():
        names = Names(fi or "", sv or "", en or "")
        if names == Names():
            names = Names(fi=title or acronym or key)
        found[key] = Project(key, names, acronym or "", start or "", end or "", tuple(websites[key]))
    return found


def _parts(
    connection: "DuckDBPyConnection", quotes: dict[tuple[str, str], tuple[Quote, ...]]
) -> dict[tuple[str, str], Reason]:
    """Join all participations of an organisation in a project into one part of it."""
    roles: dict[tuple[str, str], set[str]] = defaultdict(set)
    packages: dict[tuple[str, str], set[str]] = defaultdict(set)
    said: dict[tuple[str, str], list[Quote]] = defaultdict(list)
    telling = [expand(name) for name in ("rih:involves", "rih:actsThrough", "rih:hasRole", "rih:participatesIn")]
    for participation, project, package, organisation, role in connection.execute(_PARTS).fetchall():
        if role not in TAKING_PART or not project or not organisation:
            continue
        place = project, organisation
        roles[place].add(role)
        if package:
            packages[place].add(package)
        subject = f"id/participation/{participation}"
        said[place] += next((quotes[subject, name] for name in telling if (subject, name) in quotes), ())
    return {
        (project, organisation): Reason(
            project,
            organisation,
            tuple(role for role in TAKING_PART if role in roles[project, organisation]),
            tuple(sorted(packages[project, organisation])),
            _once(said[project, organisation]),
        )
        for project, organisation in sorted(roles)
    }


def _once(quotes: list[Quote]) -> tuple[Quote, ...]:
    """Keep each wording of a source once, where it stands first."""
    found: dict[tuple[str, str], Quote] = {}
    for quote in sorted(quotes, key=lambda q: (q.source, q.file, q.sheet, q.line, q.row, q.column, q.words)):
        found.setdefault((quote.source, fold(quote.words)), quote)
    return tuple(found.values())
