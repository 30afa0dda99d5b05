"""How fast SHACL is checked: this project's engine beside pySHACL and pyrudof, on Horizon 2020 as linked data.

python bench/validate.py [--quick] [--rudof PYTHON] [--participations CSV]

Each run is a process of its own that reads the same N-Triples file, validates and writes the report; time and peak
memory are of the whole process, imports and loading included, with the bytecode of all engines warm. Where ours stands
beside others it is the median of several runs before and after theirs. The shapes are the
ones that ship, for the public graph; "core" is the same without their SPARQL constraints. pySHACL has fewer results:
it passes amounts that are "NA" as "at most so much", where the standard says violation (see the differential tests).
--quick leaves out what takes minutes: the others on the larger graph, and ten times Horizon 2020.
"""

# ruff: noqa: PLC0415, S608 -- each engine is imported in its own process; the SQL has our own paths and numbers
import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
PARTICIPATIONS = HERE.parents[1] / "shared" / "data" / "cordis-h2020" / "h2020_participation_named.csv.gz"
SIZES = {"100 k": 0.04, "800 k": 0.34, "whole": 1.0}
COPIES = 10
# half of the runs of ours are before those of the others and half after; a second is soon disturbed on a shared machine
RUNS = 6
# how many times faster is asked for, and where
ASKED = {("100 k", "pySHACL"): 20, ("100 k", "pyrudof"): 10, ("800 k", "pySHACL"): 100, ("800 k", "pyrudof"): 50}
MOST_MEGABYTES, STEEPEST = 1500, 1.3
PACKAGES = {"ours": ("duckdb", "pyoxigraph"), "pySHACL": ("pyshacl", "rdflib"), "pyrudof": ("pyrudof",)}


def make_data(participations: Path, folder: Path, sizes: dict[str, float]) -> dict[str, Path]:
    """Write the graphs as N-Triples."""
    import duckdb

    files = {}
    written = "(FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x01')"
    for name, share in sizes.items():
        connection = duckdb.connect()
        connection.execute(f"SET VARIABLE file = '{participations}'")
        connection.execute(f"SET VARIABLE share = {share}")
        connection.execute((HERE / "h2020.sql").read_text(encoding="utf-8"))
        files[name] = folder / f"{name.replace(' ', '')}.nt"
        triples = r"regexp_replace(line, ' <[^ ]*> \.$', ' .')"
        connection.execute(f"COPY (SELECT {triples} FROM triples ORDER BY line) TO '{files[name]}' {written}")
        connection.close()
    return files


def make_copies(file: Path) -> Path:
    """Write a graph several times into one file, with things of its own each time."""
    import duckdb

    target = file.with_name("copies.nt")
    csv = "columns = {'line': 'VARCHAR'}, delim = '\x01', quote = '', escape = '', header = false, auto_detect = false"
    with duckdb.connect(config={"preserve_insertion_order": False}) as connection:
        connection.execute(
            f"""COPY (SELECT replace(line, '/h2020/id/', '/h2020-' || n || '/id/')
                      FROM range({COPIES}) AS copies(n), read_csv('{file}', {csv})) TO '{target}'
                (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x01')"""
        )
    return target


def make_shapes(folder: Path) -> dict[str, Path]:
    """Write the shapes for the public graph into one file, with and without SPARQL."""
    from rihmasto.validate.graph import read_graph

    private = {"person", "contact"}
    graph = read_graph([p for p in sorted((HERE.parent / "shapes").glob("*.ttl")) if p.stem not in private])
    files = {"all": folder / "all.nt", "core": folder / "core.nt"}
    lines = [f"{s} {p} {o} .\n" for s, p, o in graph.triples()]
    files["all"].write_text("".join(lines), encoding="utf-8")
    files["core"].write_text("".join(x for x in lines if "shacl#sparql>" not in x), encoding="utf-8")
    return files


Row = dict[str, float]


def measure(python: str, engine: str, data: Path, shapes: Path) -> Row:
    """Run an engine in a process of its own; a run that was stopped has no results."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(shapes.parent / "bytecode")
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [python, str(HERE / "engines" / "check.py"), engine, str(data), str(shapes)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    row = {
        "wall": time.perf_counter() - start,
        "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
    }
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or [""])[-1]
        print(f"  {engine} was stopped ({done.returncode}) {reason[:100]}")
        return row
    told = json.loads(next(line for line in reversed(done.stdout.splitlines()) if line.startswith("{")))
    return {**row, "megabytes": told["megabytes"], "results": told["results"]}


def compare(size: str, file: Path, kind: str, shapes: Path, engines: dict[str, str]) -> Row:
    """Print a row an engine, ours first; what a stopped one took is a lower bound."""
    again = RUNS // 2 if engines else 1
    mine = [measure(sys.executable, "ours", file, shapes) for _ in range(again)]
    rows = {engine: measure(python, engine, file, shapes) for engine, python in engines.items()}
    if engines:
        mine += [measure(sys.executable, "ours", file, shapes) for _ in range(again)]
        told = ", ".join(f"{row['wall']:.2f}" for row in mine)
        print(f"  {kind:5} ours, seconds of each run: {told}")
    middle = {key: statistics.median(row[key] for row in mine) for key in mine[0]}
    for engine, row in {"ours": middle, **rows}.items():
        over = "" if "results" in row else ">"
        found = f"{row['megabytes']:6.0f} MB  {row['results']:6.0f} results" if not over else " " * 25
        ratios = f"{row['wall'] / middle['wall']:6.1f} × wall  {row['cpu'] / middle['cpu']:6.1f} × CPU"
        asked = ASKED.get((size, engine))
        wanted = f"  (asked: {asked} ×)" if asked and kind == "core" else ""
        print(
            f"  {kind:5} {engine:8} {over}{row['wall']:8.2f} s  {over}{row['cpu']:8.2f} CPU s  {found}  "
            f"{over}{ratios}{wanted}"
        )
    return middle


def engines_here(python: str, folder: Path, shapes: Path) -> dict[str, str]:
    """Return the engines that can be run, each with its interpreter; running them once warms their bytecode."""
    small = folder / "small.nt"
    small.write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    tried = {"ours": sys.executable, "pySHACL": sys.executable, "pyrudof": python}
    found = {engine: p for engine, p in tried.items() if "results" in measure(p, engine, small, shapes)}
    return {engine: p for engine, p in found.items() if engine != "ours"}


def count(file: Path) -> int:
    with file.open("rb") as lines:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: lines.read(1 << 20), b""))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="leave out what takes minutes")
    parser.add_argument("--rudof", metavar="PYTHON", default=sys.executable, help="an interpreter that has pyrudof")
    parser.add_argument("--participations", type=Path, default=PARTICIPATIONS)
    options = parser.parse_args()
    if not options.participations.is_file():
        print(f"skipped: {options.participations.name} is not here")
        return
    with tempfile.TemporaryDirectory() as name:
        run(options, Path(name))


def run(options: argparse.Namespace, folder: Path) -> None:
    data, shapes = make_data(options.participations, folder, SIZES), make_shapes(folder)
    engines = engines_here(options.rudof, folder, shapes["core"])
    print(
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {versions(options.rudof)}"
    )
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}; walls mean something only when it is near 0")
    took = {}
    for size, file in data.items():
        print(f"\n{size}: {count(file):,} triples, {file.stat().st_size / 1e6:,.0f} MB")
        beside = engines if size == "100 k" or (size == "800 k" and not options.quick) else {}
        took[size] = compare(size, file, "core", shapes["core"], beside)
        # the others' SPARQL takes many minutes even for the smallest graph
        compare(size, file, "all", shapes["all"], {})
    print(f"\nwhole, core: {took['whole']['megabytes']:.0f} MB (asked: under {MOST_MEGABYTES})")
    if not options.quick:
        copies = make_copies(data["whole"])
        print(f"\n{COPIES} times whole: {count(copies):,} triples, {copies.stat().st_size / 1e6:,.0f} MB")
        great = compare("copies", copies, "core", shapes["core"], {})
        slope = great["cpu"] / took["whole"]["cpu"] / COPIES
        print(f"CPU seconds a triple, {COPIES} times whole to whole: {slope:.2f} (asked: at most {STEEPEST})")


def versions(rudof: str) -> str:
    """Return the versions of the engines."""
    code = "import importlib.metadata as m, sys; print(*(f'{n} {m.version(n)}' for n in sys.argv[1:]), sep=', ')"
    told = [
        subprocess.run([python, "-c", code, *PACKAGES[engine]], capture_output=True, text=True, check=False).stdout
        for engine, python in (("ours", sys.executable), ("pySHACL", sys.executable), ("pyrudof", rudof))
    ]
    return ", ".join(filter(None, (line.strip() for line in told)))


if __name__ == "__main__":
    main()
