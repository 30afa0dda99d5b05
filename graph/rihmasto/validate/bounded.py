"""pySHACL in a process of its own, which ends when it takes too long.

A pattern that looks ahead is not compiled, and what Python makes of it may backtrack for ever.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterable

from rihmasto.errors import InputError
from rihmasto.validate.graph import TermGraph, Triple
from rihmasto.validate.reference import RefusedError, run_reference
from rihmasto.validate.report import Result

SECONDS = 120
"""What one shape may take."""

_CODE = "from rihmasto.validate.bounded import answer; answer()"


def run_bounded(data: Iterable[Triple], shapes: TermGraph, node: str, why: str) -> list[Result]:
    """Validate with pySHACL, for a limited time.

    Args:
        data: the triples of the data graph.
        shapes: the shapes.
        node: the shape that is asked for, for the sentence.
        why: what is in it that only pySHACL can decide, for the sentence.

    Raises:
        InputError: pySHACL refuses the shapes, or takes too long.
    """
    asked = pickle.dumps((list(data), list(shapes.triples()), shapes.origin))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        command = [sys.executable, "-c", _CODE]
        done = subprocess.run(command, input=asked, capture_output=True, env=environment, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise InputError("shapes-slow", seconds=SECONDS, **shapes.where(node)) from error
    if done.returncode:
        reason = (done.stderr.decode(errors="replace").strip().splitlines() or ["?"])[-1]
        raise InputError("shapes-refused", reason=reason, **shapes.where(node))
    found: list[Result] | str = pickle.loads(done.stdout)  # noqa: S301 -- of our own process
    if isinstance(found, str):
        raise InputError("shapes-refused", reason=f"{why}: {found}" if found else why, **shapes.where(node))
    return found


def answer() -> None:
    """Answer one question of `run_bounded`, from standard input to standard output."""
    data, triples, origin = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 -- of our own process
    shapes = TermGraph()
    shapes.add(triples)
    shapes.origin = origin
    found: list[Result] | str
    # what pySHACL prints must not come between
    told, sys.stdout = sys.stdout, sys.stderr
    try:
        found = run_reference(data, shapes)
    except RefusedError as error:
        found = str(error)
    told.buffer.write(pickle.dumps(found))
    told.flush()
