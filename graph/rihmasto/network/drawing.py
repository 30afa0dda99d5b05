"""The SVG of a map, complete before any script runs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import quote

from rihmasto.errors import Language
from rihmasto.network.governance import STEPS
from rihmasto.network.graph import Link, Network, Node
from rihmasto.network.labels import GAP, LEVELS, LINE, PLACES, Box, Label, Spot, place_labels, shape_factor
from rihmasto.network.lines import CROWD, bend, clearest, lines_of
from rihmasto.network.plan import BORDER, HEADING, LEAST, WINDOW, Layout, label_of, radius, reach
from rihmasto.network.signs import sign_of
from rihmasto.network.words import say, spoken


@dataclass(frozen=True, slots=True)
class Lettering:
    """The names of a map in one language: their lines, and at which zoom each is shown where.

    Attributes:
        labels: key of the node → its name in lines.
        codes: key of the node → one letter a level of `labels.LEVELS`.
    """

    labels: Mapping[str, Label]
    codes: Mapping[str, str]


def letter(network: Network, layout: Layout, language: Language) -> Lettering:
    """Break and place the names for one language.

    Args:
        network: what is drawn.
        layout: where.
        language: of the names.
    """
    labels = {
        node.key: label_of(
            node,
            language,
            busy=node.key in layout.busy,
            room=_name_room(node, layout),
            most=layout.lines.get(node.key, 1),
        )
        for node in network.nodes
    }
    spots = {
        node.key: Spot(
            layout.positions[node.key], reach(node), labels[node.key], _places(node, labels[node.key], layout)
        )
        for node in ordered(network, layout)
    }
    lines, first = lines_of(network, layout), LEVELS[first_level(layout)]
    for key in spots.keys() - layout.lane.keys() - layout.busy:
        spots[key] = replace(spots[key], places=clearest(spots[key], lines, first))
    # A name in a row has one place only: it goes before those that have several, save the busiest.
    first_come = sorted(spots, key=lambda key: 0 if key in layout.busy else 1 if key in layout.lane else 2)
    spots = {key: spots[key] for key in first_come}
    taken = {level: _heading_boxes(network, layout, language, level) for level in LEVELS}
    left, top, width, height = frame(layout)
    return Lettering(labels, place_labels(spots, taken, (left, top, left + width, top + height)))


def ordered(network: Network, layout: Layout) -> list[Node]:
    """Return the nodes in the order of reading: the busiest first, then what stands in rows, row by row."""

    def rank(node: Node) -> tuple[bool, float, float, float, str]:
        x, y = layout.positions[node.key]
        if node.key in layout.lane:
            return True, x if layout.ports else 0.0, y, x, node.key
        return False, node.sort == "project", -len(node.projects), -len(node.reasons), node.key

    return sorted(network.nodes, key=rank)


def frame(layout: Layout) -> Box:
    """Return the rectangle that shows the whole map: left, top, width, height."""
    width, height = layout.size
    return -BORDER, -BORDER, round(width + 2 * BORDER, 1), round(height + 2 * BORDER, 1)


def first_level(layout: Layout) -> int:
    """Return the number of the level at which the whole map is seen on a usual screen."""
    _, _, width, height = frame(layout)
    scale = min(WINDOW[0] / width, WINDOW[1] / height)
    return max((i for i, level in enumerate(LEVELS) if level <= scale), default=0)


def draw(network: Network, layout: Layout, lettering: Lettering, language: Language) -> str:
    """Return the map as an `<svg>` element.

    Args:
        network: what to draw.
        layout: where.
        lettering: the names, in the same language.
        language: of the spoken names.
    """
    level = first_level(layout)
    box = " ".join(f"{value:g}" for value in frame(layout))
    crowded = " crowded" if len(network.links) > CROWD else ""
    title = escape(say(f"title-{network.name}", language))
    lines = "".join(_link(i, link, layout) for i, link in enumerate(network.links))
    heads = "".join(_headings(network, layout, language, level))
    number = {node.key: i for i, node in enumerate(network.nodes)}
    nodes = []
    for node in ordered(network, layout):
        label, place = lettering.labels[node.key], lettering.codes[node.key][level]
        x, y = layout.positions[node.key]
        nodes.append(
            f'<g class="node{" off" if place == "-" else ""}" data-node="{number[node.key]}" '
            f'transform="translate({x:g} {y:g})"><a href="#at={escape(quote(node.key))}" '
            f'aria-label="{escape(spoken(node, language))}">{_sign(node, level)}</a>'
            f"{_name(node, label, place, level)}</g>"
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="map" class="map {network.name}{crowded}" viewBox="{box}" '
        f'role="group" aria-label="{title}" lang="{language}">'
        f'<g id="links" aria-hidden="true">{lines}</g><g id="headings">{heads}</g>'
        f'<g id="nodes">{"".join(nodes)}</g></svg>'
    )


def _name_room(node: Node, layout: Layout) -> float | None:
    """Return the width of the name of a node that stands in a row: in a lane that of the row less its sign."""
    room = layout.lane.get(node.key)
    return room if room is None or layout.ports else room * LEAST - 25.0


def _places(node: Node, label: Label, layout: Layout) -> str:
    if node.key in layout.ports:
        # More than one line stands clear of the line that leaves the sign; a single one lies close to it.
        return "r" if node.sort == STEPS[-1] else "u" if len(label.lines) == 1 else "o"
    if node.key in layout.lane:
        return "r"
    return "brltfheg" if node.key in layout.busy else "rlbtmnpqefgh"


def _heading_boxes(network: Network, layout: Layout, language: Language, scale: float) -> list[Box]:
    boxes = []
    for heading in layout.headings:
        label = Label((say(f"head-{network.name}-{heading.word}", language, heading.count),), HEADING, bold=True)
        unit = _heading_unit(scale)
        top, bottom = heading.y - HEADING * unit, heading.y + 0.3 * HEADING * unit
        boxes.append((heading.x, top, heading.x + label.width * unit, bottom))
    return boxes


def _heading_unit(scale: float) -> float:
    """Return the size of a pixel of a heading: headings have no other place, so they shrink with a small map."""
    return 1 / max(scale, LEAST)


def _link(number: int, link: Link, layout: Layout) -> str:
    path = _path(link, layout)
    width = min(1.1 + 0.9 * (link.weight - 1), 7.0)
    gap = " gap" if layout.ports and _steps(link) > 1 else ""
    return (
        f'<g class="link {link.sort}{gap}" data-link="{number}"><path class="hit" d="{path}"/>'
        f'<path class="line" d="{path}" stroke-width="{width:.1f}"/></g>'
    )


def _steps(link: Link) -> int:
    return STEPS.index(link.b.partition(":")[0]) - STEPS.index(link.a.partition(":")[0])


def _path(link: Link, layout: Layout) -> str:
    (ax, ay), (bx, by) = layout.positions[link.a], layout.positions[link.b]
    if link.a in layout.ports:
        port = layout.ports[link.a]
        middle = (port + bx) / 2
        return f"M{ax:g} {ay:g}H{port:g}C{middle:g} {ay:g} {middle:g} {by:g} {bx:g} {by:g}"
    drawn_to = bend(link, layout)
    if not drawn_to:
        return f"M{ax:g} {ay:g}L{bx:g} {by:g}"
    x, y = drawn_to
    return f"M{ax:g} {ay:g}C{x:g} {y:g} {x:g} {y:g} {bx:g} {by:g}"


def _headings(network: Network, layout: Layout, language: Language, level: int) -> list[str]:
    unit = _heading_unit(LEVELS[level])
    return [
        f'<g class="heading" transform="translate({heading.x:g} {heading.y:g}) scale({unit:.4g})">'
        f'<text data-word="{word}" data-count="{heading.count}">{escape(say(word, language, heading.count))}</text></g>'
        for heading in layout.headings
        for word in (f"head-{network.name}-{heading.word}",)
    ]


def _sign(node: Node, level: int) -> str:
    sign = sign_of(node)
    dashes = f' stroke-dasharray="{sign.dashes}"' if sign.dashes else ""
    return (
        f'<g class="sign" transform="scale({shape_factor(LEVELS[level]):g})">'
        f'<circle class="ring" r="{max(reach(node)) + 4:.1f}"/><path d="{sign.path(radius(node))}" fill="{sign.fill}" '
        f'stroke="{sign.ink}" stroke-width="{sign.width:g}"{dashes}/></g>'
    )


def _name(node: Node, label: Label, place: str, level: int) -> str:
    """Write the name beside the sign; who does not see it has the link's spoken name, which is never cut."""
    anchor, where = _name_at(reach(node), label, place, LEVELS[level])
    weight = ' font-weight="600"' if label.bold else ""
    lines = "".join(
        f'<tspan x="0" y="{(i + 0.84) * label.size * LINE:.1f}">{escape(line)}</tspan>'
        for i, line in enumerate(label.lines)
    )
    return (
        f'<g class="name" aria-hidden="true" transform="{where}">'
        f'<text font-size="{label.size:g}"{weight} text-anchor="{anchor}">{lines}</text></g>'
    )


def _name_at(reaches: tuple[float, float], label: Label, place: str, scale: float) -> tuple[str, str]:
    """Return the anchor and the transform of a name; the page's script has the same rule for other zooms."""
    aside, below = PLACES.get(place, (1.0, 0.0))
    factor, half = shape_factor(scale), label.height / 2 / scale
    x = aside * (reaches[0] * factor + GAP / scale)
    y = below * (reaches[1] * factor + GAP / 2 / scale + half) - half
    anchor = "start" if aside > 0 else "end" if aside < 0 else "middle"
    return anchor, f"translate({x:.1f} {y:.1f}) scale({1 / scale:.4g})"
