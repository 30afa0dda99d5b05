"""How fast a check is after ten rows of the tables were edited, beside a check of everything.

python bench/incremental.py [--participations CSV] [--core]

Horizon 2020 is brought into the model's tables. "whole" is what a check of tables does without a state: lift by the
mapping that ships, load, validate, write the report. "again" is all that somebody waits for after an edit of ten rows:
finding the rows by comparing the tables, lifting them, changing the state, validating, writing the whole report. Both
are processes of their own, started anew. The reports must be the same bytes.
"""

# ruff: noqa: PLC0415, S608 -- each process imports what it needs; the SQL has our own paths and numbers
import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
PARTICIPATIONS = HERE.parents[1] / "shared" / "data" / "cordis-h2020" / "h2020_participation_named.csv.gz"
SIZES = {"100 k": 0.04, "whole": 1.0}
BASE = "https://example.org/h2020/"
# Ten rows: amounts, ends, roles, a name, an organisation that goes and one that comes.
EDITS = """
UPDATE amount SET value = value + 1000000000 WHERE amount IN (
  SELECT amount FROM amount WHERE kind = 'eu' AND value IS NOT NULL ORDER BY hash(amount) LIMIT 3);
UPDATE project SET "end" = '2010-01-01', end_date = '2010-01-01', end_first = DATE '2010-01-01',
  end_last = DATE '2010-01-01'
WHERE project IN (SELECT project FROM project ORDER BY hash(project) LIMIT 2);
UPDATE participation SET role = 'no such role' WHERE participation IN (
  SELECT participation FROM participation WHERE role = 'partner' ORDER BY hash(participation) LIMIT 2);
UPDATE organisation SET name_en = 'Another name' WHERE organisation = (
  SELECT organisation FROM organisation ORDER BY hash(organisation) LIMIT 1);
DELETE FROM organisation WHERE organisation = (
  SELECT organisation FROM organisation ORDER BY hash(organisation) DESC LIMIT 1);
INSERT INTO organisation BY NAME
SELECT 'new' AS organisation, 'company' AS kind, 'nowhere' AS place, 'cordis' AS source;
"""


def make_tables(participations: Path, share: float, folder: Path) -> Path:
    """Write a database with the tables of the model."""
    from rihmasto.model import tables
    from rihmasto.pipeline.derived import derive
    from rihmasto.store import fill, listed, open_memory
    from rihmasto.store.columns import derived_columns

    connection = open_memory()
    fill(connection, {}, folder)
    derive(connection)
    connection.execute(f"SET VARIABLE file = '{participations}'; SET VARIABLE share = {share}")
    connection.execute((HERE / "tables.sql").read_text(encoding="utf-8"))
    for table in tables().values():
        columns = {name: sql for column in table.columns for name, sql in derived_columns(column).items()}
        if columns and not table.private:
            said = ", ".join(f'"{name}" = {sql}' for name, sql in columns.items())
            connection.execute(f'UPDATE "{table.name}" SET {said}')
    path = folder / "tables.duckdb"
    connection.execute(f"ATTACH '{path}' AS file")
    for name in listed(connection, "main"):
        connection.execute(f'CREATE TABLE file."{name}" AS FROM main."{name}"')
    connection.close()
    return path


def child(what: str, folder: Path, *, core: bool) -> None:
    """Run one check, and print what it took."""
    start = time.perf_counter()
    from rihmasto.assets import asset

    mapping = asset("ontology", "mapping.r2rml.ttl").read_text(encoding="utf-8")
    shapes = [folder / ("core.nt" if core else "all.nt")]
    if what == "whole":
        turtle = whole(folder, mapping, shapes)
    else:
        from rihmasto.edits import check_tables

        turtle = check_tables(folder / "state", folder / "tables.duckdb", mapping, shapes, base=BASE).to_turtle()
    (folder / f"{what}.ttl").write_text(turtle, encoding="utf-8")
    wall = time.perf_counter() - start
    print(json.dumps({"wall": wall, "cpu": time.process_time(), "results": turtle.count("sh:result [")}))


def whole(folder: Path, text: str, shapes: list[Path]) -> str:
    """Lift, load and validate everything, as a build does."""
    from dataclasses import replace

    import duckdb

    from rihmasto.lift import lift, load_mapping
    from rihmasto.validate import validate

    mapping = load_mapping(text, base=BASE)
    public = tuple(one for one in mapping.triples_maps if "people." not in one.query)
    path = folder / "lifted.nq"
    with duckdb.connect(str(folder / "tables.duckdb"), read_only=True) as connection:
        lift(connection, replace(mapping, triples_maps=public), path)
    return validate([path], shapes, named=False).to_turtle()


def measure(what: str, folder: Path, *, core: bool) -> dict[str, float]:
    command = [sys.executable, __file__, "--child", what, str(folder), *(["--core"] if core else [])]
    # both start as an installed program does, with its modules compiled
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        sys.exit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--participations", type=Path, default=PARTICIPATIONS)
    parser.add_argument("--core", action="store_true", help="the shapes without their SPARQL constraints")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child[0], Path(options.child[1]), core=options.core)
        return
    if not options.participations.is_file():
        print(f"skipped: {options.participations.name} is not here")
        return
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}")
    for size, share in SIZES.items():
        with tempfile.TemporaryDirectory() as name:
            compare(size, share, Path(name), options)


def compare(size: str, share: float, folder: Path, options: argparse.Namespace) -> None:
    """Check, edit, and check again in both ways."""
    import duckdb

    sys.path.insert(0, str(HERE))
    from validate import make_shapes

    make_shapes(folder)
    tables = make_tables(options.participations, share, folder)
    rows = {"first, with a state": measure("first", folder, core=options.core)}
    with duckdb.connect(str(tables)) as connection:
        connection.execute(EDITS)
    shutil.copy(folder / "state", folder / "state.first")
    again = [measure("again", folder, core=options.core)]
    for _ in range(2):  # the shortest of three, from the same state
        shutil.copy(folder / "state.first", folder / "state")
        (folder / "state.wal").unlink(missing_ok=True)  # of the run before
        again.append(measure("again", folder, core=options.core))
    rows["again"] = min(again, key=lambda row: row["cpu"])
    rows["whole"] = measure("whole", folder, core=options.core)
    same = (folder / "again.ttl").read_bytes() == (folder / "whole.ttl").read_bytes()
    with (folder / "lifted.nq").open(encoding="utf-8") as lines:
        print(f"\n{size}: {sum(1 for _ in lines):,} quads; the state {(folder / 'state').stat().st_size / 1e6:.0f} MB")
    for what, row in rows.items():
        print(f"  {what:20} {row['wall']:8.2f} s  {row['cpu']:8.2f} CPU s  {row['results']:6.0f} results")
    walls, cpus = (rows["whole"][k] / rows["again"][k] for k in ("wall", "cpu"))
    print(f"  again is {walls:.1f} × faster by the clock, {cpus:.1f} × in CPU; the same report: {same}")
    assert same, "the reports differ"


if __name__ == "__main__":
    main()
