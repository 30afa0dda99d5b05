"""All shapes checked against a data graph, side by side."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue

from rihmasto.settings import usable_cores
from rihmasto.validate.apart import obstacle
from rihmasto.validate.columns import Columns
from rihmasto.validate.engine import Engine, Traced
from rihmasto.validate.report import Result
from rihmasto.validate.shapes import Shape, Shapes

# each worker keeps tables of its own, so a machine with many cores must not have one for each
_MOST_WORKERS = 4

CheckedShape = tuple[Shape, str, list[Traced]]


def check_all(engine: Engine) -> list[CheckedShape]:
    """Check all shapes that have targets.

    A shape is checked by many short queries, of which each is too small for several cores; so shapes are checked side
    by side.

    Args:
        engine: knows the data graph and the shapes.

    Returns:
        For each shape why it could not be compiled, "" when it was, and its results.

    Raises:
        InputError: a query of the shapes is wrong, or what cannot be compiled is refused.
    """
    shapes = engine.shapes.targeted
    # one worker asks the store: in two threads at once it may wait for itself, with Python's lock in hand
    asking = [s for s in shapes if engine.shapes.asks(s)]
    others = [s for s in shapes if not engine.shapes.asks(s)]
    cores = usable_cores()
    workers = max(1, min(cores, _MOST_WORKERS, len(others) + 1))
    free: SimpleQueue[Engine] = SimpleQueue()

    def check_asking() -> list[CheckedShape]:
        try:
            return [_check(engine, shape) for shape in asking]
        finally:
            free.put(engine)

    def check_other(shape: Shape) -> CheckedShape:
        mine = free.get()
        try:
            return _check(mine, shape)
        finally:
            free.put(mine)

    with ExitStack() as stack:
        engines = [
            engine, *(Engine(stack.enter_context(engine.columns.beside()), engine.shapes) for _ in range(workers - 1))
        ]  # fmt: skip
        for one in engines[1:]:
            free.put(one)
        # each worker is a thread of its own; the others are shared
        engine.columns.connection.execute(f"SET threads = {cores - workers + 1}")
        stack.callback(engine.columns.connection.execute, "RESET threads")
        with ThreadPoolExecutor(workers) as pool:
            first = pool.submit(check_asking)
            found = {done[0].node: done for done in (*pool.map(check_other, others), *first.result())}
        engine.looked = any(one.looked for one in engines)
    return [found[shape.node] for shape in shapes]


def _check(engine: Engine, shape: Shape) -> CheckedShape:
    reason = obstacle(engine.columns, engine.shapes, shape)
    return shape, reason, engine.check_any(shape, reason)


def check_graph(columns: Columns, shapes: Shapes) -> tuple[list[Result], list[str], bool]:
    """Validate a data graph.

    Args:
        columns: the data graph.
        shapes: the shapes.

    Returns:
        The results in no order; for `--explain` a note a shape: which engine decided it; and whether no shape found
        anything to look at, so that data conform perhaps only because a name is misspelt.

    Raises:
        InputError: a query of the shapes is wrong, or what cannot be compiled is refused.
    """
    engine = Engine(columns, shapes)
    found = check_all(engine)
    notes = [*shapes.notes, *(engine.note(shape, reason) for shape, reason, _ in found)]
    return [result for _, _, traced in found for _, result in traced], notes, not engine.looked
