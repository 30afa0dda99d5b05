"""The governance chain in columns: the money flows from left to right, each name stands on its own line."""

from statistics import fmean

from rihmasto.network.governance import STEPS
from rihmasto.network.graph import Network
from rihmasto.network.plan import LEAST, Heading, Layout

_TOP = 44.0
_ROW = 19.5
_WIDTHS = {"funder": 165.0, "instrument": 172.0, "authority": 160.0, "project": 216.0, "lead": 164.0}
_SEEN = 0.96 / LEAST  # the columns fill the width of the window: their names need not fit a smaller scale
_BEND = 32.0  # room for the curve between a row's end and the next column


def in_columns(network: Network) -> Layout:
    """Lay out the chains: projects of one funder, instrument and authority stand together, largest funders first.

    Args:
        network: the governance network; its nodes' sorts are the columns.
    """
    heights = _heights(network)
    positions, ports, headings = {}, {}, []
    x = 10.0
    for step in STEPS:
        keys = [node.key for node in network.nodes if node.sort == step]
        if not keys:
            continue
        headings.append(Heading(step, len(keys), round(x - 7.0, 1), 14.0))
        for key in keys:
            positions[key] = (round(x, 1), round(heights[key], 1))
            ports[key] = round(x + _WIDTHS[step] - _BEND, 1)
        x += _WIDTHS[step]
    return Layout(
        dict(sorted(positions.items())),
        (round(x, 1), round(max(heights.values()) + _ROW, 1)),
        lane={node.key: _WIDTHS[node.sort] * _SEEN for node in network.nodes},
        headings=tuple(headings),
        ports=dict(sorted(ports.items())),
    )


def _heights(network: Network) -> dict[str, float]:
    """Give each project a row, and draw every other node to the middle of its projects."""
    weight = {node.key: (-len(node.projects), node.key) for node in network.nodes}
    nothing = (1, "")
    before: dict[str, dict[str, tuple[int, str]]] = {project: {} for project in network.projects}
    for node in network.nodes:
        for project in node.projects:
            before[project][node.sort] = min(weight[node.key], before[project].get(node.sort, nothing))
    ranked = sorted(before, key=lambda project: [before[project].get(step, nothing) for step in STEPS])
    row = {project: _TOP + i * _ROW for i, project in enumerate(ranked)}
    heights: dict[str, float] = {}
    for step in STEPS:
        wished = sorted(
            (fmean(row[project] for project in node.projects), node.key) for node in network.nodes if node.sort == step
        )
        heights |= dict(zip((key for _, key in wished), _spread([wish for wish, _ in wished]), strict=True))
    return heights


def _spread(wished: list[float]) -> list[float]:
    """Keep the order and a row between neighbours, as near to the wishes as least squares allow."""
    blocks: list[list[float]] = []  # sum of the wishes (each less its rows from the top), how many
    for i, wish in enumerate(wished):
        blocks.append([wish - i * _ROW, 1.0])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            total, count = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += count
    starts = [total / count for total, count in blocks for _ in range(int(count))]
    lower = max(_TOP - starts[0], 0.0) if starts else 0.0
    return [start + lower + i * _ROW for i, start in enumerate(starts)]
