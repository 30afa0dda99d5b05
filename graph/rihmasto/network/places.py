"""Where everything stands, decided before the page is written: the same network and seed give the same places."""

from collections import defaultdict
from dataclasses import dataclass, field
from math import sqrt

import networkx as nx
import numpy as np

from rihmasto.errors import LANGUAGES
from rihmasto.network.columns import in_columns
from rihmasto.network.graph import Network, Node, to_networkx
from rihmasto.network.packing import pack
from rihmasto.network.plan import BORDER, LEAST, ROW, WINDOW, Heading, Layout, Point, busiest, label_of, reach
from rihmasto.network.stress import Matrix, part, place, shortest_ways

_Placed = tuple[dict[str, Point], dict[str, Point]]  # nodes, hubs

LANE_ROOM = 226.0  # width of a column of a lane
_ROOM = WINDOW[0] - 2 * BORDER, WINDOW[1] - 2 * BORDER
# From an organisation to a project of few; projects of many get longer arms. The longest that fits is sought.
_REACHES = (26.0, 110.0)
_HALVINGS = 6
_MANY = 900  # nodes and hubs
_MARGIN = 26.0
_LANE_GAP = 52.0
_INDENT = 16.0
_STRETCH = 1.25  # names lie: they need more room sideways


@dataclass(frozen=True, slots=True)
class _Shape:
    """A connected group laid out in lengths of an arm: its nodes, its hubs, and the place of each."""

    nodes: dict[str, Node]
    hubs: list[str]
    number: dict[str, int]
    points: Matrix
    busy: frozenset[str]


def layout(network: Network, seed: int = 1) -> Layout:
    """Lay out a map.

    Args:
        network: of `project_network`.
        seed: of what is left to chance.
    """
    if network.name == "governance":
        return in_columns(network)
    drawn, listed = _groups(network)
    shapes = [_shape(network, group, seed) for group in drawn]
    shortest, longest = _REACHES
    best = _filled(network, shapes, listed, shortest)
    for _ in range(_HALVINGS if shapes and _fits(best) else 0):
        reach = (shortest + longest) / 2
        tried = _filled(network, shapes, listed, reach)
        if _fits(tried):
            best, shortest = tried, reach
        else:
            longest = reach
    return best


def _fits(plan: Layout) -> bool:
    return max(plan.size[0] / _ROOM[0], plan.size[1] / _ROOM[1]) * LEAST <= 1


def _filled(network: Network, shapes: list[_Shape], listed: list[list[str]], reach: float) -> Layout:
    """Lay out with arms of a length; lanes lie under the field or in a column beside it, as fills the window best."""
    placed = [_spaced(shape, reach) for shape in shapes]
    tries = [
        _composed(network, placed, listed, _ROOM[0] / _ROOM[1] * step / 8, columns)
        for columns in (0, 1)
        for step in range(4, 24)
    ]
    return min(tries, key=lambda one: max(one.size[0] / _ROOM[0], one.size[1] / _ROOM[1]))


def _composed(network: Network, placed: list[_Placed], listed: list[list[str]], aspect: float, columns: int) -> Layout:
    """Put the drawn groups into a field of an aspect ratio, and the listed ones into lanes under or beside it."""
    positions, anchors, size = _field(placed, aspect)
    beside = columns > 0 and bool(placed)
    left, top = (size[0] + _LANE_GAP, 0.0) if beside else (0.0, size[1])
    wide = columns * LANE_ROOM if beside else max(size[0], 4 * LANE_ROOM)
    lanes = _lanes(network, listed, left, wide, top)
    width = left + wide if listed else size[0]
    return Layout(
        {key: _rounded(point) for key, point in sorted({**positions, **lanes.positions}.items())},
        (round(width, 1), round(max(size[1], lanes.bottom), 1)),
        {key: _rounded(point) for key, point in sorted(anchors.items())},
        dict(sorted(lanes.rooms.items())),
        tuple(lanes.headings),
        busiest(network),
    )


def _rounded(point: Point) -> Point:
    return round(float(point[0]), 1), round(float(point[1]), 1)


def _groups(network: Network) -> tuple[list[list[str]], list[list[str]]]:
    """Part the connected groups: those with two organisations or more are drawn, the others listed in lanes."""
    sort = {node.key: node.sort for node in network.nodes}
    groups = [sorted(group) for group in nx.connected_components(to_networkx(network))]
    groups.sort(key=lambda group: (-len(group), group))
    drawn = [group for group in groups if sum(sort[key] == "organisation" for key in group) > 1]
    return drawn, [group for group in groups if group not in drawn]


def _field(placed: list[_Placed], aspect: float) -> tuple[dict[str, Point], dict[str, Point], Point]:
    """Pack the groups, the largest at the top left."""
    boxes, corners_of = [], []
    for points, _ in placed:
        xs, ys = zip(*points.values(), strict=True)
        corners_of.append((min(xs) - _MARGIN * 1.6, min(ys) - _MARGIN))
        boxes.append((max(xs) - min(xs) + _MARGIN * 3.2, max(ys) - min(ys) + _MARGIN * 2))
    corners, size = pack(boxes, aspect)
    positions: dict[str, Point] = {}
    anchors: dict[str, Point] = {}
    for (points, hubs), (left, top), (x, y) in zip(placed, corners_of, corners, strict=True):
        positions |= {key: (px - left + x, py - top + y) for key, (px, py) in points.items()}
        anchors |= {key: (px - left + x, py - top + y) for key, (px, py) in hubs.items()}
    return positions, anchors, size


def _shape(network: Network, group: list[str], seed: int) -> _Shape:
    """Lay out one connected group together with its projects, whether these are drawn or not.

    The arms of a project end at its place: twenty partners of one project become a flower instead of 190 crossing
    lines.
    """
    wanted = set(group)
    nodes = {node.key: node for node in network.nodes if node.key in wanted}
    members: dict[str, list[str]] = defaultdict(list)
    for node in nodes.values():
        if node.sort == "organisation":
            for project in node.projects:
                members[project].append(node.key)
    hubs = sorted(project for project, keys in members.items() if project in nodes or len(keys) > 1)
    if network.name == "partners" and len(nodes) + len(hubs) > _MANY:
        hubs = []  # too many to place them all: the lines run straight
    number = {key: i for i, key in enumerate(sorted(nodes.keys() | set(hubs)))}
    arms = {(number[key], number[hub]): max(1.0, sqrt(len(members[hub])) / 2.1) for hub in hubs for key in members[hub]}
    if not hubs:
        arms = {(number[link.a], number[link.b]): 2.0 for link in network.links if link.a in nodes}
    points = place(shortest_ways(arms, len(number)), seed)
    points[:, 0] *= _STRETCH
    return _Shape(nodes, hubs, number, points, busiest(network))


def _spaced(shape: _Shape, reach: float) -> _Placed:
    """Give a group its size, and part what stands too close."""
    points = shape.points * reach
    drawn = [shape.number[key] for key in shape.nodes]
    halves = np.array([_room(node, node.key in shape.busy) for node in shape.nodes.values()])
    # A busy node has its name below it: its box hangs from it.
    hanging = np.array([(0.0, _name_room(node, node.key in shape.busy)[1] / 2) for node in shape.nodes.values()])
    points[drawn] = part(points[drawn] + hanging, halves) - hanging
    found = {key: (float(points[i, 0]), float(points[i, 1])) for key, i in shape.number.items()}
    return {key: found[key] for key in shape.nodes}, {key: found[key] for key in shape.hubs}


def _room(node: Node, busy: bool) -> Point:  # noqa: FBT001 - see _name_room
    """Return half the width and half the height that a node keeps free: a busy one has a name to be read first."""
    width, height = _name_room(node, busy)
    across, down = reach(node)
    return max(across + 5.0, width / 2), down + 3.0 + height / 2


def _name_room(node: Node, busy: bool) -> Point:  # noqa: FBT001 - of the node, not a switch
    """Return the room that the name below a busy node takes, in any language and at the smallest first scale."""
    if not busy:
        return 0.0, 0.0
    labels = [label_of(node, language, busy=busy) for language in LANGUAGES]
    return max(label.width for label in labels) / LEAST + 4.0, max(label.height for label in labels) / LEAST + 2.0


@dataclass(slots=True)
class _Lanes:
    """Rows of what is linked to no other organisation, as they are being filled."""

    bottom: float
    positions: dict[str, Point] = field(default_factory=dict)
    rooms: dict[str, float] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)

    def fill(self, groups: list[list[str]], sort: dict[str, str], left: float, width: float) -> None:
        """Put each group into the column that is shortest so far: the organisation, and its projects under it."""
        bottoms = [self.bottom] * max(int(width // LANE_ROOM), 1)
        pitch = width / len(bottoms)
        for group in sorted(groups, key=lambda group: (-len(group), group)):
            column = bottoms.index(min(bottoms))
            y = bottoms[column]
            for key in sorted(group, key=lambda key: (sort[key] != "organisation", key)):
                indent = _INDENT if len(group) > 1 and sort[key] == "project" else 0.0
                self.positions[key] = left + 12.0 + column * pitch + indent, y
                self.rooms[key] = LANE_ROOM - indent
                y += ROW
            bottoms[column] = y + (_INDENT / 2 if len(group) > 1 else 0.0)
        self.bottom = max(bottoms)


def _lanes(network: Network, groups: list[list[str]], left: float, width: float, top: float) -> _Lanes:
    """List organisations without partners, and projects without known participants."""
    sort = {node.key: node.sort for node in network.nodes}
    alone = [group for group in groups if any(sort[key] == "organisation" for key in group)]
    without = [group for group in groups if group not in alone]
    lanes = _Lanes(top)
    for word, lane in (("alone", alone), ("without", without)):
        if lane:
            lanes.bottom += _LANE_GAP if lanes.bottom else _LANE_GAP / 2
            lanes.headings.append(Heading(word, len(lane), round(left + 4.0, 1), round(lanes.bottom - 20.0, 1)))
            lanes.fill(lane, sort, left, width)
    return lanes
