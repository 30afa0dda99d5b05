"""An automaton of the steps that a check can take through the data, starting at its focus node."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from rihmasto.validate.paths import PropertyPath

# a step over any triple of a node, which sh:closed takes
ANY = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step from a state to another.

    Attributes:
        start: state before.
        predicate: the predicate of the triple that is walked, ANY for each one.
        inverse: whether it is walked from its object to its subject.
        end: state after.
        by_value: whether a query takes it: a store may hold literals as one that are written in two ways.
    """

    start: int
    predicate: str
    inverse: bool
    end: int
    by_value: bool = False


@dataclass(slots=True)
class Automaton:
    """States and steps; states are numbers, and a state says where in a shape a node is looked at.

    Attributes:
        steps: what was added with `step` and `walk`; `closed` has them ready for use.
        by_value: whether the steps that are added now are a query's.
    """

    steps: list[Step] = field(default_factory=list)
    by_value: bool = False
    _count: int = 0
    _silent: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def state(self) -> int:
        """Add a state."""
        self._count += 1
        return self._count

    @property
    def size(self) -> int:
        """Number of states."""
        return self._count

    def step(self, start: int, predicate: str, *, inverse: bool = False) -> int:
        """Add a step, and return the state that it leads to."""
        end = self.state()
        self.steps.append(Step(start, predicate, inverse, end, self.by_value))
        return end

    def join(self, start: int, end: int) -> None:
        """Let whatever is in one state be in another, too."""
        self._silent[start].append(end)

    def walk(self, path: PropertyPath, start: int, *, inverse: bool = False) -> int:
        """Add the steps of a path, and return the state that it leads to.

        Args:
            path: the way.
            start: where it begins.
            inverse: walk it from its end to its beginning.
        """
        match path.kind:
            case "predicate":
                return self.step(start, path.predicate, inverse=inverse)
            case "inverse":
                return self.walk(path.parts[0], start, inverse=not inverse)
            case "sequence":
                for part in path.parts[::-1] if inverse else path.parts:
                    start = self.walk(part, start, inverse=inverse)
                return start
        end = self.state()
        if path.kind in {"zeroOrMore", "zeroOrOne"}:
            self.join(start, end)
        for part in path.parts:
            self.join(self.walk(part, start, inverse=inverse), end)
            if path.kind in {"zeroOrMore", "oneOrMore"}:
                self.join(self.walk(part, end, inverse=inverse), end)
        return end

    def closed(self) -> list[Step]:
        """Return the steps as they are when states that are joined are one after the other without a step."""
        before: dict[int, set[int]] = defaultdict(set)
        for start in list(self._silent):
            todo, seen = [start], {start}
            while todo:
                for state in self._silent.get(todo.pop(), ()):
                    if state not in seen:
                        seen.add(state)
                        before[state].add(start)
                        todo.append(state)
        return [
            replace(step, start=start) for step in self.steps for start in sorted({step.start, *before[step.start]})
        ]


def by_start(steps: Iterable[Step]) -> dict[int, list[Step]]:
    """Group steps by the state that they start in."""
    found: dict[int, list[Step]] = defaultdict(list)
    for step in steps:
        found[step.start].append(step)
    return dict(found)


def by_end(steps: Iterable[Step]) -> dict[int, list[Step]]:
    """Group steps by the state that they end in."""
    found: dict[int, list[Step]] = defaultdict(list)
    for step in steps:
        found[step.end].append(step)
    return dict(found)
