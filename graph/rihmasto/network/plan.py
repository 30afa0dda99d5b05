"""The plan of a map: where everything stands, how large it is and how its name is broken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt

from rihmasto.errors import Language
from rihmasto.network.graph import Network, Node
from rihmasto.network.labels import Label, fitted, wrap
from rihmasto.network.signs import sign_of

Point = tuple[float, float]

# A unit of the map is a pixel of CSS when the whole map fills the room that a window of 1280 × 800 leaves for it.
WINDOW = (920.0, 586.0)
BORDER = 14.0
LEAST = 0.87  # a map may be that much smaller at first: more room between the signs is worth it
ROW = 19.0  # height of a row of a lane
_LARGEST = 16.0
_BUSY = 3  # projects, at least
_NAMED = 12  # organisations, at most
HEADING = 13.5  # text size of headings, in pixels
SMALL = 11.5  # text of rows and of projects


@dataclass(frozen=True, slots=True)
class Heading:
    """Words over a part of the map: which words, how many things stand under them, and where."""

    word: str
    count: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of a network's nodes.

    Attributes:
        positions: key of the node → its centre.
        anchors: key of the project → where the lines of its partners come together.
        lane: key of each node that stands in a row with its name to the right → width that it has for both.
        headings: words over lanes and columns.
        size: width and height of the whole.
        busy: keys of the organisations whose names should be read first.
        ports: key of the node → x where its lines leave the row that its name stands on.
        lines: key of each node of a column → lines that its name may have; `lane` is then the room of the name alone.
    """

    positions: Mapping[str, Point]
    size: Point
    anchors: Mapping[str, Point] = field(default_factory=dict)
    lane: Mapping[str, float] = field(default_factory=dict)
    headings: tuple[Heading, ...] = ()
    busy: frozenset[str] = frozenset()
    ports: Mapping[str, float] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)


def radius(node: Node) -> float:
    """Return the radius of a node's sign: its area grows with the number of its projects."""
    if node.sort == "project":
        return 5.0
    return min(3.2 + 2.6 * sqrt(len(node.projects)), _LARGEST if node.sort == "organisation" else ROW / 3)


def reach(node: Node) -> tuple[float, float]:
    """Return half the width and half the height of a node's sign, its border included."""
    sign = sign_of(node)
    across, down = sign.reach()
    return round(across * radius(node) + sign.width / 2, 1), round(down * radius(node) + sign.width / 2, 1)


def busiest(network: Network) -> frozenset[str]:
    """Return the keys of the organisations whose names should be read first."""
    busy = [node for node in network.nodes if node.sort == "organisation" and len(node.projects) >= _BUSY]
    return frozenset(node.key for node in sorted(busy, key=lambda node: (-len(node.projects), node.key))[:_NAMED])


def label_of(node: Node, language: Language, *, busy: bool, room: float | None = None, most: int = 1) -> Label:
    """Break the name of a node into lines.

    Args:
        node: any.
        language: of the name.
        busy: whether it is one of the busiest; they are written larger.
        room: width of a row for the name, in pixels; None in the field.
        most: lines that the row has room for.
    """
    name, _ = node.names.say(language)
    if room is not None:
        return Label(fitted(name, SMALL, room, most), SMALL)
    if node.sort == "project":
        return Label(wrap(name, 26, 2), SMALL)
    if busy:
        return Label(wrap(name, 17, 3), 13.0 + min(len(node.projects), 8) / 4, bold=True)
    return Label(wrap(name, 21, 3), 12.0)
