"""What a validation found, as values, and as the standard's report in Turtle."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rihmasto.validate.paths import PropertyPath
from rihmasto.validate.terms import SH, sh

VIOLATION, WARNING, INFO = sh("Violation"), sh("Warning"), sh("Info")
_LEVELS = {VIOLATION: "violation", WARNING: "warning", INFO: "info"}


@dataclass(frozen=True, slots=True)
class Result:
    """One result of a validation; terms are N-Triples text such as `<https://…>` or `"2017"^^<…#gYear>`.

    Attributes:
        focus: the node that was checked.
        path: the path of the property shape, or None; `str()` gives SPARQL's notation.
        value: the value that breaks the constraint, or None when no single one does.
        severity: sh:Violation, sh:Warning, sh:Info or another IRI.
        component: the constraint component.
        shape: the shape that was broken.
        messages: language → message of the shape; "" is a message without a language.
        expected: what the constraint asks for, as terms, for example the number of sh:minCount.
        constraint: the SPARQL constraint, or None.
        origin: stem of the file that holds the shape.
    """

    focus: str
    path: PropertyPath | None
    value: str | None
    severity: str
    component: str
    shape: str
    messages: Mapping[str, str] = field(default_factory=dict, hash=False)
    expected: tuple[str, ...] = ()
    constraint: str | None = None
    origin: str = ""

    @property
    def level(self) -> str:
        """violation, warning or info; a severity of one's own counts as a violation."""
        return _LEVELS.get(self.severity, "violation")

    @property
    def order(self) -> tuple[str, ...]:
        """What results are sorted by."""
        path = str(self.path or "")
        return (self.focus, path, self.shape, self.component, self.value or "", self.severity, self.constraint or "")


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a validation.

    Attributes:
        results: sorted by focus node, path, shape, component and value.
        names: term → language → name, for the things in the results, read from the data.
        notes: what `--explain` tells: the engine that answered, and for which shapes.
        idle: no shape found anything to look at.
    """

    results: tuple[Result, ...]
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    idle: bool = False

    @property
    def conforms(self) -> bool:
        """Whether there is no result at all, of any severity (SHACL 3.6.2)."""
        return not self.results

    @property
    def violations(self) -> int:
        """Number of results that are violations."""
        return sum(r.level == "violation" for r in self.results)

    def to_turtle(self, *, conforms: bool | None = None) -> str:
        """Write the standard's validation report; two equal reports give the same bytes.

        Args:
            conforms: what the report says, when it does not tell all results.
        """
        said = str(self.conforms if conforms is None else conforms).lower()
        head = f"@prefix sh: <{SH}> .\n\n[] a sh:ValidationReport ;\n  sh:conforms {said}"
        # what the results of one constraint share is written once
        ends: dict[tuple[str, str, str, str | None, int], str] = {}
        parts = []
        for r in self.results:
            key = (r.shape, r.component, r.severity, r.constraint, id(r.messages))
            if key not in ends:
                ends[key] = _ending(r)
            parts.append(f" ;\n  sh:result [\n{_beginning(r)}{ends[key]}  ]")
        return head + "".join(parts) + " .\n"


def make_report(
    results: Sequence[Result],
    names: Mapping[str, Mapping[str, str]] | None = None,
    notes: Sequence[str] = (),
    *,
    idle: bool = False,
) -> Report:
    """Put results in order and make a report of them."""
    # the results of a shape share their messages
    shared = {id(r.messages): r.messages for r in results}
    said = {key: sorted(messages.items()) for key, messages in shared.items()}
    ordered = sorted(results, key=lambda r: (r.order, said[id(r.messages)]))
    return Report(tuple(ordered), names or {}, tuple(notes), idle)


def _beginning(result: Result) -> str:
    path = f"    sh:resultPath {result.path.turtle()} ;\n" if result.path is not None else ""
    value = f"    sh:value {result.value} ;\n" if result.value is not None else ""
    return f"    a sh:ValidationResult ;\n    sh:focusNode {result.focus} ;\n{path}{value}"


def _ending(result: Result) -> str:
    lines = [
        f"sh:resultSeverity {result.severity}",
        f"sh:sourceConstraintComponent {result.component}",
        f"sh:sourceShape {result.shape}",
    ]
    if result.constraint is not None:
        lines.append(f"sh:sourceConstraint {result.constraint}")
    lines += [f"sh:resultMessage {literal(text, tag)}" for tag, text in sorted(result.messages.items())]
    return "".join(f"    {line} ;\n" for line in lines)


def literal(text: str, language: str = "") -> str:
    """Return the term of a string, with a language or without."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"' + (f"@{language}" if language else "")
