"""Putting boxes of different sizes beside and under each other without holes (bottom-left on a skyline)."""

Size = tuple[float, float]


def pack(boxes: list[Size], aspect: float) -> tuple[list[tuple[float, float]], Size]:
    """Place boxes, in the order given, so that the whole comes near to an aspect ratio.

    Args:
        boxes: width and height of each; the most important first, it comes to the top left.
        aspect: wished width ÷ height of the whole.

    Returns:
        The top left corner of each box, and the size of the whole.
    """
    if not boxes:
        return [], (0.0, 0.0)
    widest = max(width for width, _ in boxes)
    area = sum(width * height for width, height in boxes)
    best: tuple[float, list[tuple[float, float]], Size] | None = None
    for step in range(24):
        limit = max(widest, (area * aspect) ** 0.5 * (0.8 + 0.05 * step))
        corners = _fill(boxes, limit)
        size = _extent(boxes, corners)
        # The scale at which the whole fits into a window of that aspect: the smaller, the smaller everything is drawn.
        cost = max(size[0], size[1] * aspect)
        if best is None or cost < best[0] - 1e-9:
            best = cost, corners, size
    assert best is not None  # noqa: S101 - the loop runs
    return best[1], best[2]


def _extent(boxes: list[Size], corners: list[tuple[float, float]]) -> Size:
    right = max(x + width for (x, _), (width, _) in zip(corners, boxes, strict=True))
    bottom = max(y + height for (_, y), (_, height) in zip(corners, boxes, strict=True))
    return right, bottom


def _fill(boxes: list[Size], limit: float) -> list[tuple[float, float]]:
    """Let each box fall to the highest free place, the leftmost of equals."""
    skyline = [(0.0, limit, 0.0)]  # stretches of the lower edge: from x, to x, y
    corners = []
    for width, height in boxes:
        places = []
        for left, _, _ in skyline:
            if left + width <= limit + 1e-9:
                below = [y for start, end, y in skyline if start < left + width - 1e-9 and end > left + 1e-9]
                places.append((max(below), left))
        y, x = min(places)
        corners.append((x, y))
        skyline = _raised(skyline, x, x + width, y + height)
    return corners


def _raised(
    skyline: list[tuple[float, float, float]], left: float, right: float, level: float
) -> list[tuple[float, float, float]]:
    rest = []
    for start, end, y in skyline:
        if start < left:
            rest.append((start, min(end, left), y))
        if end > right:
            rest.append((max(start, right), end, y))
    return sorted([*rest, (left, right, level)])
