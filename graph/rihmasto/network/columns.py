"""The governance chain in columns: the money flows from left to right, each name stands on its own line."""

from collections import Counter, defaultdict
from math import inf
from statistics import fmean

from rihmasto.errors import LANGUAGES
from rihmasto.network.governance import STEPS
from rihmasto.network.graph import Network, Node
from rihmasto.network.labels import GAP, LINE, Label, fitted
from rihmasto.network.plan import BORDER, HEADING, SMALL, WINDOW, Heading, Layout, reach
from rihmasto.network.words import say

_TOP = 44.0
_ROWS = 19.5, 150.0  # the least height of a row, and the largest, which a short chain has
_WIDER = 4.0
_LEFT = 10.0
_NAMED = 54.0  # height of a row whose name may have three lines
_ROOM = WINDOW[0] - 2 * BORDER, WINDOW[1] - 2 * BORDER
_SEEN = 0.96  # the columns fill the width of the window: their names need not fit a smaller scale
_BEND = 32.0  # room for the curve between a row's end and the next column
_ASIDE = 4.0  # pixels between the end of a name and the bend


def in_columns(network: Network) -> Layout:
    """Lay out the chains: projects of one funder, instrument and authority stand together, largest funders first.

    Args:
        network: the governance network; its nodes' sorts are the columns.
    """
    longest = max(Counter(node.sort for node in network.nodes).values(), default=1)
    heights = _heights(network, min(max(_ROWS[0], (_ROOM[1] - _TOP) / longest), _ROWS[1]))
    lines = _lines(network, heights)
    widths = _widths(network, lines)
    positions, ports, lane, headings = {}, {}, {}, []
    x = _LEFT
    for step in STEPS:
        keys = [node.key for node in network.nodes if node.sort == step]
        if not keys:
            continue
        headings.append(Heading(step, len(keys), round(x - 7.0, 1), 14.0))
        for key in keys:
            positions[key] = (round(x, 1), round(heights[key], 1))
            ports[key] = round(x + widths[step] - _BEND, 1)
        for node in network.nodes:
            if node.sort == step:
                lane[node.key] = (widths[step] - _beside(node)) * _SEEN
        x += widths[step]
    return Layout(
        dict(sorted(positions.items())),
        (round(x, 1), round(max(max(heights.values()) + _ROWS[0], _ROOM[1]), 1)),
        lane=lane,
        lines=lines,
        headings=tuple(headings),
        ports=dict(sorted(ports.items())),
    )


def _beside(node: Node) -> float:
    """Return the width that a row needs besides its name."""
    return reach(node)[0] + GAP + (_ASIDE if node.sort == STEPS[-1] else _BEND + _ASIDE)


def _widths(network: Network, lines: dict[str, int]) -> dict[str, float]:
    """Share the window among the columns: what is free goes step by step to the column that cuts its names the most."""
    wished: dict[str, list[float]] = defaultdict(list)
    for node in network.nodes:
        named = max(_name_width(node.names.say(language)[0], lines[node.key]) for language in LANGUAGES) / _SEEN
        wished[node.sort].append(named + _beside(node))
    widths = {step: _heading_width(step, len(wished[step])) for step in STEPS if step in wished}
    left = _ROOM[0] - _LEFT - sum(widths.values())
    while left > 0:
        need = {sort: _need(wished[sort], width) for sort, width in widths.items()}
        neediest = max(need, key=lambda sort: need[sort])
        if not need[neediest]:
            break
        widths[neediest] += _WIDER
        left -= _WIDER
    return {sort: width + left / len(widths) for sort, width in widths.items()}


def _heading_width(step: str, count: int) -> float:
    """Return the width that a column needs for its heading."""
    words = (say(f"head-governance-{step}", language, count) for language in LANGUAGES)
    return max(Label((word,), HEADING, bold=True).width for word in words) / _SEEN + _ASIDE


def _need(wished: list[float], width: float) -> float:
    """Weigh what a column cuts off: many names count for more than one, but not so many times more."""
    cut = [1 - width / wish for wish in wished if wish > width]
    return sum(cut) / len(cut) ** 0.75 if cut else 0.0


def _name_width(name: str, most: int) -> float:
    """Return the least width, in steps of a few pixels, at which a name is whole in so many lines."""
    width = Label((name,), SMALL).width / most
    while any(line.endswith("…") and line not in name for line in fitted(name, SMALL, width, most)):
        width += 6.0
    return width + 1.0


def _lines(network: Network, heights: dict[str, float]) -> dict[str, int]:
    """Return in how many lines each name may be written: as many as the room over its line allows.

    Nothing leaves the last column: its names stand beside their signs, and need half of their room below.
    """
    line = SMALL * LINE / _SEEN
    found = {}
    for step in STEPS:
        column = sorted((heights[node.key], node.key) for node in network.nodes if node.sort == step)
        edges = [_TOP - _ROWS[0] * 0.9, *(height for height, _ in column), inf]
        for (height, key), above, below in zip(column, edges, edges[2:], strict=False):
            room = min(height - above, below - height) - 1.0 if step == STEPS[-1] else height - above - 6.0
            found[key] = min(max(int(room / line), 1), 3)
    return dict(sorted(found.items()))


def _heights(network: Network, pitch: float) -> dict[str, float]:
    """Give each project a row, and draw every other node to the middle of its projects."""
    weight = {node.key: (-len(node.projects), node.key) for node in network.nodes}
    nothing = (1, "")
    before: dict[str, dict[str, tuple[int, str]]] = {project: {} for project in network.projects}
    for node in network.nodes:
        for project in node.projects:
            before[project][node.sort] = min(weight[node.key], before[project].get(node.sort, nothing))
    ranked = sorted(before, key=lambda project: [before[project].get(step, nothing) for step in STEPS])
    row = {project: _TOP + _first(pitch) + i * pitch for i, project in enumerate(ranked)}
    heights: dict[str, float] = {}
    for step in STEPS:
        wished = sorted(
            (fmean(row[project] for project in node.projects), node.key) for node in network.nodes if node.sort == step
        )
        heights |= dict(
            zip((key for _, key in wished), _spread([wish for wish, _ in wished], min(pitch, _NAMED)), strict=True)
        )
    return heights


def _first(pitch: float) -> float:
    """Return how far the first row stands below the headings: in the middle of its share of the height."""
    return (pitch - _ROWS[0]) / 2


def _spread(wished: list[float], least: float) -> list[float]:
    """Keep the order and a row between neighbours, as near to the wishes as least squares allow."""
    blocks: list[list[float]] = []  # sum of the wishes (each less its rows from the top), how many
    for i, wish in enumerate(wished):
        blocks.append([wish - i * least, 1.0])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            total, count = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += count
    starts = [total / count for total, count in blocks for _ in range(int(count))]
    lower = max(_TOP - starts[0], 0.0) if starts else 0.0
    return [start + lower + i * least for i, start in enumerate(starts)]
