"""Which names are written at which zoom, and where, so that no two overlap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Scales (pixels a map unit) at which the choice of names changes; between two of them the text grows with the map.
# One of them lies just under 1, where a map that fits its window is first seen.
LEVELS = tuple(round(0.97 * 2 ** (i / 6), 4) for i in range(-14, 21))
LINE = 1.18  # height of a line, in text sizes
GAP = 4.0  # pixels between a sign and its name

# Where a name stands: aside of the sign, and below it (1: just clear of it). r right, l left, t top, b bottom; the
# corners e, f, g, h, and nearer to the middle m, n, p, q; u over a line that leaves the sign to the right, o over it
# in several lines.
PLACES = {
    "r": (1.0, 0.0),
    "l": (-1.0, 0.0),
    "b": (0.0, 1.0),
    "t": (0.0, -1.0),
    "e": (1.0, -0.75),
    "f": (1.0, 0.75),
    "g": (-1.0, -0.75),
    "h": (-1.0, 0.75),
    "m": (1.0, -0.4),
    "n": (1.0, 0.4),
    "p": (-1.0, -0.4),
    "q": (-1.0, 0.4),
    "u": (1.0, -0.55),
    "o": (1.0, -0.85),
}

# Advance widths of Helvetica and the fonts that share its measures, in thousandths of the text size: code points
# 32 to 126. The page measures its own font once and shrinks the names if that one is wider.
_ADVANCES = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 "
    "584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 "
    "278 556 500 722 500 500 500 334 260 334 584"
)
_WIDTHS = {chr(32 + i): int(width) / 1000 for i, width in enumerate(_ADVANCES.split())}
_SLACK = 1.07
_BOLD = 1.07

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """A name broken into lines.

    Attributes:
        lines: one to three; the last ends with … when the name is longer.
        size: of the text, in pixels.
        bold: whether it is written so.
    """

    lines: tuple[str, ...]
    size: float
    bold: bool = False

    @property
    def width(self) -> float:
        """Width in pixels, with some slack for fonts that run wider."""
        return max((text_width(line, self.size, bold=self.bold) for line in self.lines), default=0.0) * _SLACK

    @property
    def height(self) -> float:
        """Height in pixels."""
        return len(self.lines) * self.size * LINE


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text in pixels, set in a font with the measures of Helvetica."""
    return sum(_WIDTHS.get(char, 0.6 if char.islower() else 0.7) for char in text) * size * (_BOLD if bold else 1.0)


def wrap(name: str, longest: int, most: int) -> tuple[str, ...]:
    """Break a name at its spaces into lines of about equal length.

    Args:
        name: any text.
        longest: characters that a line should not exceed.
        most: lines; what does not fit is cut, with an ellipsis.
    """
    words = name.split()
    lines = _greedy(words, longest)
    if len(lines) <= most:
        # The same number of lines with the narrowest width reads best.
        width = longest
        while width > 1 and len(_greedy(words, width - 1)) == len(lines):
            width -= 1
        lines = _greedy(words, width)
    lines, rest = lines[:most], lines[most:]
    last = lines[-1] if lines else ""
    if rest or len(last) > longest + 4:
        lines[-1] = last[: longest - 1].rstrip(" ,-–") + "…"
    return tuple(lines)


def clip(name: str, size: float, pixels: float) -> tuple[str, ...]:
    """Cut a name so that it fits into one line.

    Args:
        name: any text.
        size: of the text, in pixels.
        pixels: width of the line.
    """
    if text_width(name, size) * _SLACK <= pixels:
        return (name,)
    while name and text_width(name + "…", size) * _SLACK > pixels:
        name = name[:-1]
    return (name.rstrip(" ,-–") + "…",)


def fitted(name: str, size: float, pixels: float, most: int) -> tuple[str, ...]:
    """Break a name into lines of a width; only the last is cut, and only if there is no room for another.

    Args:
        name: any text.
        size: of the text, in pixels.
        pixels: width of the lines.
        most: lines.
    """
    lines: list[str] = []
    rest = name.split()
    while len(lines) < most - 1 and text_width(" ".join(rest), size) * _SLACK > pixels:
        count = len(rest)
        while count > 1 and text_width(" ".join(rest[:count]), size) * _SLACK > pixels:
            count -= 1
        lines += clip(" ".join(rest[:count]), size, pixels)
        rest = rest[count:]
    return (*lines, *clip(" ".join(rest), size, pixels)) if rest or not lines else tuple(lines)


def _greedy(words: Sequence[str], longest: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= longest:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


def shape_factor(scale: float) -> float:
    """Return how much a sign is drawn smaller than its size in map units, at a scale: it grows slower than the map."""
    return 1.0 if scale <= 1 else round(scale**-0.5, 4)


def box(label: Label, place: str, at: tuple[float, float], reach: tuple[float, float], scale: float) -> Box:
    """Return the rectangle that a name takes on the map, in map units: left, top, right, bottom.

    Args:
        label: the name.
        place: a letter of `PLACES`.
        at: centre of the sign.
        reach: half width and half height of the sign at scale 1.
        scale: pixels a map unit.
    """
    aside, below = PLACES[place]
    factor = shape_factor(scale)
    gap, width, height = GAP / scale, label.width / scale, label.height / scale
    left = at[0] - width / 2 + aside * (reach[0] * factor + gap + width / 2)
    top = at[1] - height / 2 + below * (reach[1] * factor + gap / 2 + height / 2)
    return left, top, left + width, top + height


@dataclass(frozen=True, slots=True)
class Spot:
    """A sign that wants its name written: where it is, how far it reaches, and the places its name may take."""

    at: tuple[float, float]
    reach: tuple[float, float]
    label: Label
    places: str = "rlbtmnpqefgh"


def place_labels(spots: Mapping[str, Spot], taken: Mapping[float, Sequence[Box]], within: Box) -> dict[str, str]:
    """Choose for each level which names are shown and where.

    Args:
        spots: key of the node → its spot; the first are the most important, their names are written first.
        taken: level → rectangles that are not free, such as headings.
        within: the rectangle that no name may leave.

    Returns:
        key → one letter a level: the place of the name, or - where it is not shown. A name that is shown stays
        shown when one zooms in, and keeps its place if it can.
    """
    found = dict.fromkeys(spots, "")
    last = dict.fromkeys(spots, "")
    for level in reversed(LEVELS):
        last = _at_level(spots, last, level, (*taken.get(level, ()), *_outside(within)))
        found = {key: last.get(key, "-") + letters for key, letters in found.items()}
    return found


def _at_level(
    spots: Mapping[str, Spot], nearer: Mapping[str, str], scale: float, taken: Sequence[Box]
) -> dict[str, str]:
    """Place the names that the next nearer level shows, as long as there is room."""
    centres = np.array([spot.at for spot in spots.values()]).reshape(-1, 2)
    reaches = np.array([spot.reach for spot in spots.values()]).reshape(-1, 2) * shape_factor(scale)
    signs = np.hstack([centres - reaches, centres + reaches])
    own = {key: i for i, key in enumerate(spots)}
    boxes = np.zeros((len(spots) + len(taken), 4))
    boxes[: len(taken)] = np.array(taken).reshape(-1, 4)
    count = len(taken)
    chosen: dict[str, str] = {}
    for key in nearer:
        spot = spots[key]
        for place in dict.fromkeys(nearer[key] + spot.places):
            rectangle = box(spot.label, place, spot.at, spot.reach, scale)
            hits = _overlaps(signs, rectangle)
            hits[own[key]] = False
            if not hits.any() and not _overlaps(boxes[:count], rectangle).any():
                boxes[count] = rectangle
                count += 1
                chosen[key] = place
                break
    return chosen


def _outside(within: Box) -> tuple[Box, ...]:
    """Return four rectangles that close a rectangle in."""
    left, top, right, bottom = within
    far = 1e6
    return (
        (-far, -far, left, far),
        (right, -far, far, far),
        (-far, -far, far, top),
        (-far, bottom, far, far),
    )


def _overlaps(boxes: NDArray[np.float64], one: Box) -> NDArray[np.bool_]:
    left, top, right, bottom = one
    return np.asarray((boxes[:, 0] < right) & (boxes[:, 2] > left) & (boxes[:, 1] < bottom) & (boxes[:, 3] > top))
