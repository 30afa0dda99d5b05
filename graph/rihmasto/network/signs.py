"""The signs of the nodes, read from `signs.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, pi, radians, sin, sqrt
from typing import Any

from rihmasto.errors import LANGUAGES
from rihmasto.network.graph import Names, Node


@dataclass(frozen=True, slots=True)
class Sign:
    """How one class of nodes looks.

    Attributes:
        code: its name in the style sheet.
        words: what the legend calls it.
        fill: colour of the inside.
        ink: colour of the border.
        width: of the border, in pixels.
        dashes: of the border, "" for an unbroken one.
        outline: corners of the shape as if its area were that of a circle of radius 1; none for a circle.
    """

    code: str
    words: Names
    fill: str
    ink: str
    width: float
    dashes: str
    outline: tuple[tuple[float, float], ...]

    def path(self, radius: float) -> str:
        """Return the shape as SVG path data, centred on the origin."""
        if not self.outline:
            r = round(radius, 1)  # before it is doubled: an arc of another width than its circle is an egg
            return f"M-{r:g} 0a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 -{2 * r:g} 0z"
        return "M" + "L".join(f"{x * radius:.1f} {y * radius:.1f}" for x, y in self.outline) + "z"

    def reach(self) -> tuple[float, float]:
        """Return half the width and half the height of the shape of radius 1."""
        if not self.outline:
            return 1.0, 1.0
        return max(abs(x) for x, _ in self.outline), max(abs(y) for _, y in self.outline)


@cache
def signs() -> tuple[Sign, ...]:
    """Return every sign, in the order of the legend."""
    return tuple(_sign(entry) for entry in _entries())


def sign_of(node: Node) -> Sign:
    """Return the sign of a node, by what it is or else by the kind of organisation."""
    return next(sign for sign in signs() if sign.code == _codes().get(node.kind or node.sort, "other"))


@cache
def _entries() -> list[dict[str, Any]]:
    text = files("rihmasto.network").joinpath("signs.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["sign"]
    return found


@cache
def _codes() -> dict[str, str]:
    return {name: e["code"] for e in _entries() for name in (*e.get("kinds", ()), *e.get("sorts", ()))}


def _sign(entry: dict[str, Any]) -> Sign:
    border, names = entry["border"], Names(*(entry[language] for language in LANGUAGES))
    return Sign(
        entry["code"],
        names,
        entry["fill"],
        border["ink"],
        border["width"],
        border.get("dashes", ""),
        _outline(**entry["shape"]),
    )


def _outline(
    corners: int, turn: float = 0.0, waist: float = 1.0, stretch: float = 1.0
) -> tuple[tuple[float, float], ...]:
    if not corners:
        return ()
    star = waist < 1
    steps = corners * 2 if star else corners
    reach = [waist if star and i % 2 else 1.0 for i in range(steps)]
    turns = [radians(turn) + 2 * pi * i / steps for i in range(steps)]
    points = [(r * cos(t) * sqrt(stretch), r * sin(t) / sqrt(stretch)) for r, t in zip(reach, turns, strict=True)]
    area = abs(sum(x * v - u * y for (x, y), (u, v) in zip(points, [*points[1:], points[0]], strict=True))) / 2
    return tuple((x * sqrt(pi / area), y * sqrt(pi / area)) for x, y in points)
