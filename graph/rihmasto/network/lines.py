"""Where the lines of a map run, and which places of a name keep clear of them."""

from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from rihmasto.network.graph import Link, Network
from rihmasto.network.labels import Spot, box
from rihmasto.network.plan import Layout, Point

Lines = NDArray[np.float64]  # line, point on it, x and y

CROWD = 600  # links; more are drawn fainter, and names need not keep clear of them
_POINTS = 32


def bend(link: Link, layout: Layout) -> Point | None:
    """Return the point that draws a line to itself, None for a straight one: where its projects have their place."""
    hubs = [layout.anchors[project] for project in link.projects if project in layout.anchors]
    if link.sort != "shared" or not hubs:
        return None
    x, y = (fmean(values) for values in zip(*hubs, strict=True))
    return round(x, 1), round(y, 1)


def lines_of(network: Network, layout: Layout) -> Lines:
    """Return points along each line, none where there are too many lines to keep clear of.

    Args:
        network: what is drawn.
        layout: where; without columns, whose names have their place beside the lines.
    """
    if len(network.links) > CROWD or layout.ports or not network.links:
        return np.zeros((0, _POINTS, 2))
    ends = np.array([(layout.positions[link.a], layout.positions[link.b]) for link in network.links])
    start, end = ends[:, :1], ends[:, 1:]
    bends = [bend(link, layout) for link in network.links]
    straight = np.array([one is None for one in bends])[:, None, None]
    middle = np.array([one or (0.0, 0.0) for one in bends])[:, None]
    t = np.linspace(0, 1, _POINTS)[None, :, None]
    curved = (1 - t) ** 3 * start + 3 * (1 - t) * t * middle + t**3 * end
    return np.asarray(np.where(straight, (1 - t) * start + t * end, curved))


def clearest(spot: Spot, lines: Lines, scale: float) -> str:
    """Return the places of a name, those that the fewest lines cross first.

    Args:
        spot: with its places in the order of liking.
        lines: of `lines_of`.
        scale: pixels a map unit.
    """
    return "".join(sorted(spot.places, key=lambda place: _crossings(spot, place, lines, scale)))


def _crossings(spot: Spot, place: str, lines: Lines, scale: float) -> int:
    left, top, right, bottom = box(spot.label, place, spot.at, spot.reach, scale)
    x, y = lines[..., 0], lines[..., 1]
    return int(((x > left) & (x < right) & (y > top) & (y < bottom)).any(axis=1).sum())
