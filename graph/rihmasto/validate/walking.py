"""Property paths as SQL: from the focus nodes to the value nodes."""

# ruff: noqa: S608 -- what goes into the SQL is quoted, or a name of ours
from rihmasto.validate.columns import Columns
from rihmasto.validate.paths import PropertyPath


def walk(columns: Columns, path: PropertyPath, start: str) -> str:
    """Return the SQL of a relation (focus, value), without duplicates.

    Args:
        columns: the data graph.
        path: the way to go.
        start: name of a table with a column `focus`, without duplicates.
    """
    path = _inverses_inside(path)
    if path.kind == "predicate":
        return f"SELECT b.focus, t.o AS value FROM {start} b JOIN {columns.rows(path.predicate)} t ON t.s = b.focus"
    if path.kind == "inverse":
        predicate = path.parts[0].predicate
        return f"SELECT b.focus, t.s AS value FROM {start} b JOIN {columns.rows(predicate)} t ON t.o = b.focus"
    whole = _step(columns, path, f"(SELECT focus, focus AS value FROM {start})")
    return f"SELECT DISTINCT focus, value FROM {whole}"


def _step(columns: Columns, path: PropertyPath, start: str) -> str:
    """Return the SQL of a relation (focus, value) that is one path further than the relation `start`."""
    match path.kind:
        case "predicate":
            rows = columns.rows(path.predicate)
            return f"(SELECT b.focus, t.o AS value FROM {start} b JOIN {rows} t ON t.s = b.value)"
        case "inverse":
            rows = columns.rows(path.parts[0].predicate)
            return f"(SELECT b.focus, t.s AS value FROM {start} b JOIN {rows} t ON t.o = b.value)"
        case "sequence":
            for part in path.parts:
                start = _step(columns, part, start)
            return start
        case "alternative":
            return "(" + " UNION ".join(f"FROM {_step(columns, part, start)}" for part in path.parts) + ")"
        case "zeroOrOne":
            return f"(FROM {start} UNION FROM {_step(columns, path.parts[0], start)})"
    edges = _edges(columns, path.parts[0])
    if path.kind == "oneOrMore" and not _may_stay(path.parts[0]):
        start = f"(SELECT b.focus, e.o AS value FROM {start} b JOIN {edges} e ON e.s = b.value)"
    return (
        f"(WITH RECURSIVE reached AS (SELECT DISTINCT focus, value FROM {start} UNION "
        f"SELECT r.focus, e.o AS value FROM reached r JOIN {edges} e ON e.s = r.value) FROM reached)"
    )


def _edges(columns: Columns, path: PropertyPath) -> str:
    """Return a relation (s, o) of the single steps that a closure is made of."""
    if path.kind == "predicate":
        return columns.rows(path.predicate)
    numbers = ", ".join(str(n) for n in columns.predicate_numbers(path.predicates)) or "NULL"
    ends = columns.keep(
        f"SELECT s AS value FROM triples WHERE p IN ({numbers}) UNION SELECT o FROM triples WHERE p IN ({numbers})"
    )
    stepped = _step(columns, path, f"(SELECT value AS focus, value FROM {ends})")
    return columns.keep(f"SELECT DISTINCT focus AS s, value AS o FROM {stepped}")


def _may_stay(path: PropertyPath) -> bool:
    """Tell whether a path can lead from a node to itself without a step."""
    match path.kind:
        case "zeroOrMore" | "zeroOrOne":
            return True
        case "sequence":
            return all(_may_stay(p) for p in path.parts)
        case "alternative":
            return any(_may_stay(p) for p in path.parts)
    return path.kind == "oneOrMore" and _may_stay(path.parts[0])


def _inverses_inside(path: PropertyPath, *, inverse: bool = False) -> PropertyPath:
    """Rewrite a path so that only predicates are inverted: ^(a/b) = ^b/^a, ^(a*) = (^a)*."""
    match path.kind:
        case "predicate":
            return PropertyPath("inverse", parts=(path,)) if inverse else path
        case "inverse":
            return _inverses_inside(path.parts[0], inverse=not inverse)
    parts = tuple(_inverses_inside(p, inverse=inverse) for p in path.parts)
    if path.kind == "sequence" and inverse:
        parts = parts[::-1]
    return PropertyPath(path.kind, parts=parts)
