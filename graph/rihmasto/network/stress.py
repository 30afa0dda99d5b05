"""Positions whose distances on paper follow the distances in the network (stress majorisation), with a seed."""

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


def shortest_ways(lengths: dict[tuple[int, int], float], count: int) -> Matrix:
    """Return the length of the shortest way between any two points (Floyd and Warshall).

    Args:
        lengths: (i, j) → length of the link between them, in the units of the map.
        count: number of points; they hang together.
    """
    ways = np.full((count, count), np.inf)
    np.fill_diagonal(ways, 0.0)
    for (i, j), length in lengths.items():
        ways[i, j] = ways[j, i] = min(length, ways[i, j])
    for k in range(count):
        np.minimum(ways, ways[:, k, None] + ways[None, k, :], out=ways)
    return ways


def place(ways: Matrix, seed: int, rounds: int = 300) -> Matrix:
    """Place points so that the distances between them come near to the ways between them.

    Args:
        ways: symmetric matrix of distances, all finite.
        seed: of the small displacement that parts points which the first guess puts on one spot.
        rounds: improvements; each moves every point to where its distances pull it.

    Returns:
        One row (x, y) a point, its longer side along x, the centre at 0.
    """
    count = len(ways)
    if count == 1:
        return np.zeros((1, 2))
    points = _first_guess(ways) + np.random.default_rng(seed).normal(0, 0.05 * ways.mean(), (count, 2))
    wish = ways + np.eye(count)
    pull = wish**-2 - np.eye(count)
    whole = pull.sum(axis=1)[:, None]
    for _ in range(rounds if count < 500 else rounds // 3):  # noqa: PLR2004 - a big map is rough anyway
        apart = points[:, None, :] - points[None, :, :]
        stretch = pull * ways / np.maximum(np.sqrt((apart**2).sum(axis=2)), 1e-9)
        wished = pull @ points + points * stretch.sum(axis=1)[:, None] - stretch @ points
        points = 0.5 * points + 0.5 * wished / whole
    return _lying(points)


def part(points: Matrix, halves: Matrix, rounds: int = 200) -> Matrix:
    """Push boxes apart until none overlaps another, each along the shorter way.

    Args:
        points: centres, one row (x, y) a box.
        halves: half width and half height of each box, free space included.
        rounds: at most so many times; boxes that still overlap then stay so.
    """
    points = points.copy()
    count = len(points)
    # Two boxes on one spot have no direction to leave by; the order of the rows gives them one.
    order = np.sign(np.arange(count)[:, None] - np.arange(count)[None, :]).astype(float)
    for _ in range(rounds):
        apart = points[:, None, :] - points[None, :, :]
        overlap = halves[:, None, :] + halves[None, :, :] - np.abs(apart)
        touching = (overlap > 1e-6).all(axis=2) & (order != 0)  # noqa: PLR2004
        if not touching.any():
            break
        sideways = overlap[:, :, 0] < overlap[:, :, 1]
        for axis, chosen in ((0, sideways), (1, ~sideways)):
            way = np.where(apart[:, :, axis] == 0, order, np.sign(apart[:, :, axis]))
            push = np.where(touching & chosen, way * (overlap[:, :, axis] / 2 + 0.01), 0.0)
            # The mean of the pushes is stable in a crowd, where their sum would throw a box across the map.
            points[:, axis] += push.sum(axis=1) / np.maximum((push != 0).sum(axis=1), 1)
    return points


def _first_guess(ways: Matrix) -> Matrix:
    """Scale classically: the two main axes of the distances."""
    squares = ways**2
    centred = -0.5 * (squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean())
    values, vectors = np.linalg.eigh(centred)
    main = vectors[:, -2:][:, ::-1] * np.sqrt(np.maximum(values[-2:][::-1], 0.0))
    # An eigenvector's sign is arbitrary: the point farthest out lies on the positive side.
    signs = np.sign(main[np.abs(main).argmax(axis=0), [0, 1]])
    return np.asarray(main * np.where(signs == 0, 1.0, signs))


def _lying(points: Matrix) -> Matrix:
    """Turn the points so that the longer side lies along x: screens and sheets in a report are wider than high."""
    points = points - points.mean(axis=0)
    _, vectors = np.linalg.eigh(points.T @ points)
    axes = vectors[:, ::-1]
    signs = np.sign(axes[np.abs(axes).argmax(axis=0), [0, 1]])
    return np.asarray(points @ (axes * signs))
