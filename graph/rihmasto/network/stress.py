"""Positions whose distances on paper follow the distances in the network (stress majorisation), with a seed."""

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

_STILL = 0.001  # of the mean distance
_TOUCH = 1e-6  # units of the map
_SOON = 12.0
_REFRESH = 8  # rounds


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
    for _ in range(rounds):
        x, y = points.T
        apart = np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :])
        stretch = pull * ways / np.maximum(apart, 1e-9)
        wished = pull @ points + points * stretch.sum(axis=1)[:, None] - stretch @ points
        step = (wished / whole - points) / 2
        points = points + step
        if np.abs(step).max() < _STILL * ways.mean():
            break
    return _lying(points)


def part(points: Matrix, halves: Matrix, rounds: int = 400) -> Matrix:
    """Push boxes apart until none overlaps another, each along the way that is shorter for its size.

    Args:
        points: centres, one row (x, y) a box.
        halves: half width and half height of each box, free space included.
        rounds: at most so many times; boxes that still overlap then stay so.
    """
    points = points.copy()
    pairs = _near(points, halves)
    fresh = True
    for step in range(rounds):
        one, other = pairs
        apart = points[one] - points[other]
        overlap = halves[one] + halves[other] - np.abs(apart)
        touching = (overlap > _TOUCH).all(axis=1)
        if not touching.any() and fresh:
            break
        # The shorter way in shares of the boxes: names are wide, and would else push everything up and down.
        share = overlap / (halves[one] + halves[other])
        sideways = share[:, 0] < share[:, 1]
        for axis, chosen in ((0, touching & sideways), (1, touching & ~sideways)):
            # Two boxes on one spot have no direction to leave by; the order of the rows gives them one.
            way = np.where(apart[chosen, axis] < 0, -1.0, 1.0)
            push = way * (overlap[chosen, axis] / 2 + 0.01)
            total = np.bincount(one[chosen], push, len(points)) - np.bincount(other[chosen], push, len(points))
            pushes = np.bincount(one[chosen], minlength=len(points)) + np.bincount(other[chosen], minlength=len(points))
            # The mean of the pushes is stable in a crowd, where their sum would throw a box across the map.
            points[:, axis] += total / np.maximum(pushes, 1)
        fresh = step % _REFRESH == 0 or not touching.any()
        if fresh:
            pairs = _near(points, halves)
    return points


def _near(points: Matrix, halves: Matrix) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Find the pairs of boxes that touch or may do so soon."""
    apart = np.abs(points[:, None, :] - points[None, :, :])
    near = (halves[:, None, :] + halves[None, :, :] + _SOON > apart).all(axis=2)
    one, other = np.nonzero(np.triu(near, 1))
    return one, other


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
