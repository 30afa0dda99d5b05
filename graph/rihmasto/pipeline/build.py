"""The build: sources → records → tables → quads → store and findings, in one folder, complete or absent."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rihmasto.errors import InputError
from rihmasto.identity import Resolver, Statement, merge
from rihmasto.model import Rejection
from rihmasto.pipeline.assembly import Rows, assemble
from rihmasto.pipeline.before import findings_of, keep_before
from rihmasto.pipeline.configuration import BUILD, FILE, Configuration, read_configuration
from rihmasto.pipeline.decisions import review
from rihmasto.pipeline.derived import derive
from rihmasto.pipeline.ledger import Account
from rihmasto.pipeline.manifest import write_json, write_manifest
from rihmasto.pipeline.origins import add_sources
from rihmasto.pipeline.persons import Persons
from rihmasto.pipeline.privacy import persons_of, sweep
from rihmasto.pipeline.pruning import prune
from rihmasto.pipeline.quads import write_quads
from rihmasto.pipeline.reading import PAGES, TABLES, Reading, read_workspace
from rihmasto.pipeline.review import FILE as REVIEW
from rihmasto.pipeline.review import write_sheet
from rihmasto.pipeline.swap import fresh_folder, locked
from rihmasto.validate import OWN_SHAPES

if TYPE_CHECKING:
    import duckdb

PERSON_KEY = "person.key"
OWN = frozenset({FILE, REVIEW, PERSON_KEY, PAGES, TABLES, OWN_SHAPES, BUILD})
"""What is in a workspace by its own name: what a person wrote, and the release."""
_KEY_BYTES = 32
# The steps, in their order; `progress` is told the name and then, within a step, what is being done.
STEPS = ("read", "identify", "tables", "graph", "store", "check", "finish")
Progress = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made.

    Attributes:
        folder: the release.
        counts: what is in it: projects, organisations, people, work packages, quads, findings by severity.
        accounts: the ledger.
    """

    folder: Path
    counts: Mapping[str, int]
    accounts: tuple[Account, ...]


def build(folder: Path, progress: Progress = lambda _step, _what: None) -> Built:
    """Build the release of a workspace.

    Args:
        folder: the workspace.
        progress: is told step and detail.

    Returns:
        What was made. The release takes the place of the old one in one step; a build that fails or is killed leaves
        the old one as it was.

    Raises:
        InputError: the folder is no workspace, has no sources, another build is running, or the disk is full.
    """
    configuration = read_configuration(folder)
    try:
        with locked(folder):
            secret = _person_key(configuration)
            before = findings_of(configuration.build)
            with fresh_folder(configuration.build) as fresh:
                built = _build(configuration, fresh, secret, progress)
            keep_before(configuration.folder, before)
            return built
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError("cannot-build", path=str(folder), reason=reason) from error


def _build(configuration: Configuration, fresh: Path, secret: bytes, progress: Progress) -> Built:
    progress("read", "")
    reading = read_workspace(configuration, lambda name: progress("read", name))
    if all(f.origin == "reference" for f in reading.filed):
        _refuse_empty(configuration, reading)
    sheet = review(reading, configuration.folder, configuration.review_below)
    progress("identify", "")
    statements, persons = _identify(reading, secret)
    rows = assemble(merge(statements), persons)
    add_sources(rows, reading, persons)
    progress("tables", "")
    connection = _tables(fresh, rows)
    counts = _counts(connection)
    progress("graph", "")
    counts.update(write_quads(connection, fresh, configuration))
    progress("store", "")
    _stores(fresh)
    progress("check", "")
    counts.update(_check(fresh, connection, configuration.folder))
    progress("finish", "")
    accounts = tuple(reading.accounts.values())
    write_json(fresh / "ledger.json", [account.as_json(persons) for account in accounts])
    _guard_people(fresh)
    write_manifest(fresh, configuration, counts)
    connection.close()
    write_sheet(configuration.folder / REVIEW, sheet)
    return Built(configuration.build, counts, accounts)


def _refuse_empty(configuration: Configuration, reading: Reading) -> None:
    for account in reading.accounts.values():
        reason = account.refused or next((InputError(n.code, **n.values) for n in account.notes), None)
        if reason:
            raise InputError("nothing-readable", path=account.file, reason=reason)
    raise InputError("no-sources", path=str(configuration.folder))


def _person_key(configuration: Configuration) -> bytes:
    """Read the workspace's key for persons; the first build makes one at random, and it is never published."""
    path = configuration.folder / PERSON_KEY
    if not path.exists():
        handle = path.with_name(f".{PERSON_KEY}")
        handle.write_text(secrets.token_hex(_KEY_BYTES) + "\n", encoding="ascii")
        handle.chmod(0o600)
        handle.replace(path)
    return path.read_text(encoding="ascii").strip().encode()


def _identify(reading: Reading, secret: bytes) -> tuple[list[Statement], Persons]:
    resolver = Resolver(secret)
    statements = prune(resolver.resolve(reading.filed))
    for file, note in resolver.mentions.notes:
        reading.accounts[file].notes.append(note)
    perhaps = [name for name in reading.perhaps if not resolver.entities.describes(name)]
    persons = persons_of(statements, [*reading.persons, *perhaps], secret)
    found = sweep(statements, persons)
    for s in found.withheld:
        account = reading.accounts[s.filed.file]
        account.withhold(_withheld(s, account))
    return found.kept, persons


def _withheld(s: Statement, account: Account) -> Rejection:
    """Say that a value was withheld; its column is named as the user's file does."""
    where = s.claim.locator
    heading = "" if where.file else account.headings.get((where.sheet, where.column or 0), "")
    if heading:
        return Rejection("person-in-public-value", {"column": heading}, where, "suppressed")
    return Rejection("person-in-public-words", {}, where, "suppressed")


def _tables(fresh: Path, rows: Rows) -> "duckdb.DuckDBPyConnection":
    from rihmasto.store import PEOPLE, fill, open_memory, write_database, write_parquet  # noqa: PLC0415

    folder = fresh / "tables"
    people = folder / PEOPLE
    people.mkdir(parents=True)
    connection = open_memory()
    fill(connection, rows, fresh)
    derive(connection)
    write_database(write_parquet(connection, "main", folder), folder / "rihmasto.duckdb")
    if rows.get("person") or rows.get("contact"):
        write_database(write_parquet(connection, PEOPLE, people), folder / "people.duckdb")
    else:
        people.rmdir()
    return connection


def _guard_people(fresh: Path) -> None:
    """Let only the owner read what holds persons."""
    for path in fresh.rglob("people*"):
        path.chmod(0o700 if path.is_dir() else 0o600)


def _stores(fresh: Path) -> None:
    from rihmasto.store import build_store  # noqa: PLC0415

    build_store([fresh / "graph.nq"], fresh / "store")
    if (fresh / "people.nq").exists():
        build_store([fresh / "graph.nq", fresh / "people.nq"], fresh / "people-store")


def _check(fresh: Path, connection: "duckdb.DuckDBPyConnection", workspace: Path) -> dict[str, int]:
    from rihmasto.validate import STATE, check_release, own_shapes  # noqa: PLC0415

    counts: dict[str, int] = {}
    for name, findings in check_release(fresh, connection, own_shapes(workspace), workspace / STATE).items():
        write_json(fresh / name, findings)
        for finding in findings:
            level = str(finding["level"])
            counts[level] = counts.get(level, 0) + 1
    return dict(sorted(counts.items()))


def _counts(connection: "duckdb.DuckDBPyConnection") -> dict[str, int]:
    asked = {
        "projects": "SELECT count(DISTINCT project) FROM project",
        "organisations": "SELECT count(DISTINCT organisation) FROM organisation",
        "work packages": "SELECT count(DISTINCT work_package) FROM work_package",
        "people": "SELECT count(DISTINCT person) FROM people.person",
        "evidence": "SELECT (SELECT count(*) FROM evidence) + (SELECT count(*) FROM people.evidence)",
    }
    return {name: int(connection.execute(sql).fetchall()[0][0]) for name, sql in asked.items()}
