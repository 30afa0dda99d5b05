"""How fast SHACL is checked: this project's engine beside pySHACL and pyrudof, on Horizon 2020 as linked data.

python bench/validate.py [--long] [--rudof PYTHON] [--participations CSV]

Each run is a process of its own that reads the files and validates; time and peak memory are of the whole of it.
The shapes are the ones that ship, for the public graph; "core" is the same without their SPARQL constraints.
"""

# ruff: noqa: PLC0415, S608 -- each engine is imported in its own process; the SQL has our own paths and numbers
import argparse
import importlib
import json
import logging
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
PARTICIPATIONS = HERE.parents[1] / "shared" / "data" / "cordis-h2020" / "h2020_participation_named.csv.gz"
SIZES = {"100 k": 0.04, "800 k": 0.34, "whole": 1.0}


def ours(data: Path, shapes: Path) -> int:
    from rihmasto.validate import validate

    return len(validate([data], [shapes], named=False).to_turtle().split("sh:result [")) - 1


def pyshacl(data: Path, shapes: Path) -> int:
    import pyshacl as engine
    import rdflib

    rdflib.NORMALIZE_LITERALS = False
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # else a traceback for each ill-typed literal
    graph = rdflib.Graph().parse(data, format="nt")
    _, report, _ = engine.validate(graph, shacl_graph=rdflib.Graph().parse(shapes))
    return len(set(report.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult)))


def pyrudof(data: Path, shapes: Path) -> int:
    engine = importlib.import_module("pyrudof")  # not a dependency: --rudof

    rudof = engine.Rudof(engine.RudofConfig())
    rudof.read_data(str(data), engine.RDFFormat.NTriples)
    rudof.read_shacl(str(shapes), engine.ShaclFormat.NTriples)
    rudof.validate_shacl()
    text = str(rudof.serialize_shacl_validation_results(engine.ResultShaclValidationFormat.NTriples))
    return text.count("<http://www.w3.org/ns/shacl#focusNode>")


ENGINES: dict[str, Callable[[Path, Path], int]] = {"ours": ours, "pySHACL": pyshacl, "pyrudof": pyrudof}


def child(engine: str, data: str, shapes: str) -> None:
    """Run one engine and print what it took."""
    start = time.perf_counter()
    results = ENGINES[engine](Path(data), Path(shapes))
    wall = time.perf_counter() - start
    print(json.dumps({"wall": wall, "cpu": time.process_time(), "megabytes": peak(), "results": results}))


def peak() -> float:
    """Peak memory of this process in megabytes; the kernel's own count, for getrusage tells the parent's too."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(x for x in status.read_text(encoding="utf-8").splitlines() if x.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def make_data(participations: Path, folder: Path) -> dict[str, Path]:
    """Write the graphs, each as N-Quads for us and as N-Triples for the others."""
    import duckdb

    files = {}
    for name, share in SIZES.items():
        connection = duckdb.connect()
        connection.execute(f"SET VARIABLE file = '{participations}'")
        connection.execute(f"SET VARIABLE share = {share}")
        connection.execute((HERE / "h2020.sql").read_text(encoding="utf-8"))
        files[name] = folder / f"{name.replace(' ', '')}.nq"
        written = f"TO '{files[name]}' (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x01')"
        connection.execute(f"COPY (SELECT line FROM triples ORDER BY line) {written}")
        triples = r"regexp_replace(line, ' <[^ ]*> \.$', ' .')"
        target = written.replace(".nq'", ".nt'")
        connection.execute(f"COPY (SELECT {triples} FROM triples ORDER BY line) {target}")
        connection.close()
    return files


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


def measure(python: str, engine: str, data: Path, shapes: Path) -> dict[str, float]:
    file = data if engine == "ours" else data.with_suffix(".nt")
    command = [python, __file__, "--child", engine, str(file), str(shapes)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"failed": done.returncode}
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--long", action="store_true", help="all engines at 800 k too, and all shapes: about an hour")
    parser.add_argument("--rudof", metavar="PYTHON", help="an interpreter with pyrudof")
    parser.add_argument("--participations", type=Path, default=PARTICIPATIONS)
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(*options.child)
        return
    if not options.participations.is_file():
        print(f"skipped: {options.participations.name} is not here")
        return
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data, shapes = make_data(options.participations, folder), make_shapes(folder)
        for size, file in data.items():
            with file.open(encoding="utf-8") as lines:
                print(f"\n{size}: {sum(1 for _ in lines):,} triples")
            for kind in ("core", "all"):
                compare(options, size, file, kind, shapes[kind])


def compare(options: argparse.Namespace, size: str, file: Path, kind: str, shapes: Path) -> None:
    """Print a row an engine; the ratio is of CPU seconds to ours, for walls lie on a busy machine."""
    mine = measure(sys.executable, "ours", file, shapes)
    rows = {"ours": mine}
    beside = size == "100 k" and kind == "core"
    if beside or (options.long and size != "whole"):
        rows["pySHACL"] = measure(sys.executable, "pySHACL", file, shapes)
        if options.rudof:
            rows["pyrudof"] = measure(options.rudof, "pyrudof", file, shapes)
    for engine, row in rows.items():
        if "failed" in row:
            print(f"  {kind:5} {engine:8} failed ({row['failed']:.0f})")
            continue
        took = (
            f"{row['wall']:8.2f} s  {row['cpu']:8.2f} CPU s  {row['megabytes']:6.0f} MB  {row['results']:6.0f} results"
        )
        ratio = f"{row['wall'] / mine['wall']:6.1f} × wall  {row['cpu'] / mine['cpu']:6.1f} × CPU"
        print(f"  {kind:5} {engine:8} {took}  {ratio}")


if __name__ == "__main__":
    main()
