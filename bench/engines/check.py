"""One run of one engine of SHACL, for `bench/validate.py`: ENGINE DATA SHAPES.

Nothing is imported but what the engine needs, for the time is that of the whole process.
"""

# ruff: noqa: PLC0415 -- each engine is imported in its own process
import resource
import sys
from pathlib import Path

# what the others may take before they are stopped and a lower bound is told
CPU_SECONDS, GIGABYTES = 20 * 60, 16


def ours(data: Path, shapes: Path) -> int:
    from rihmasto.validate import validate

    return validate([data], [shapes], named=False).to_turtle().count("sh:result [")


def pyshacl(data: Path, shapes: Path) -> int:
    import logging

    import pyshacl as engine
    import rdflib

    rdflib.NORMALIZE_LITERALS = False
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # else a traceback for each ill-typed literal
    graph = rdflib.Graph().parse(data, format="nt")
    _, report, _ = engine.validate(graph, shacl_graph=rdflib.Graph().parse(shapes))
    return len(set(report.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult)))


def pyrudof(data: Path, shapes: Path) -> int:
    from importlib import import_module

    engine = import_module("pyrudof")  # not a dependency: --rudof

    rudof = engine.Rudof(engine.RudofConfig())
    rudof.read_data(str(data), engine.RDFFormat.NTriples)
    rudof.read_shacl(str(shapes), engine.ShaclFormat.NTriples)
    rudof.validate_shacl()
    text = str(rudof.serialize_shacl_validation_results(engine.ResultShaclValidationFormat.NTriples))
    return text.count("<http://www.w3.org/ns/shacl#focusNode>")


def peak() -> float:
    """Peak memory of this process in megabytes; the kernel's own count, for getrusage tells the parent's too."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(x for x in status.read_text(encoding="utf-8").splitlines() if x.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def main() -> None:
    engine, data, shapes = sys.argv[1:]
    if engine != "ours":
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (GIGABYTES << 30, GIGABYTES << 30))
    results = {"ours": ours, "pySHACL": pyshacl, "pyrudof": pyrudof}[engine](Path(data), Path(shapes))
    print(f'{{"megabytes": {peak()}, "results": {results}}}')


if __name__ == "__main__":
    main()
