"""Results and what shapes look at, as text that a kept state holds."""

import json
from typing import Any

from rihmasto.validate.automaton import Step
from rihmasto.validate.paths import PropertyPath
from rihmasto.validate.reach import Reach
from rihmasto.validate.report import Result


def pack_kind(result: Result) -> str:
    """Write all of a result but its focus node and value: what it shares with many others."""
    messages = sorted(result.messages.items())
    shared = [result.severity, result.component, result.shape, messages, result.expected]
    return json.dumps([_path(result.path), *shared, result.constraint, result.origin], ensure_ascii=False)


def unpack_kind(text: str) -> tuple[PropertyPath | None, tuple[Any, ...]]:
    """Read what `pack_kind` wrote: the path, and the members of a result from `severity` on."""
    path, severity, component, shape, messages, expected, constraint, origin = json.loads(text)
    return _read_path(path), (severity, component, shape, dict(messages), tuple(expected), constraint, origin)


def pack_reach(reach: Reach) -> str:
    """Write what shapes look at."""
    steps = [[s.start, s.predicate, s.inverse, s.end, s.by_value] for s in reach.steps]
    whole = {shape: sorted(seen) if seen is not None else None for shape, seen in reach.whole.items()}
    return json.dumps({"starts": reach.starts, "steps": steps, "whole": whole, "apart": sorted(reach.apart)})


def unpack_reach(text: str) -> Reach:
    """Read what `pack_reach` wrote."""
    read = json.loads(text)
    return Reach(
        starts=read["starts"],
        steps=[Step(*step) for step in read["steps"]],
        whole={shape: frozenset(seen) if seen is not None else None for shape, seen in read["whole"].items()},
        apart=frozenset(read["apart"]),
    )


def _path(path: PropertyPath | None) -> list[Any] | None:
    return None if path is None else [path.kind, path.predicate, [_path(p) for p in path.parts]]


def _read_path(read: list[Any] | None) -> PropertyPath | None:
    if read is None:
        return None
    kind, predicate, parts = read
    inner = (_read_path(part) for part in parts)
    return PropertyPath(kind, predicate, tuple(p for p in inner if p is not None))
