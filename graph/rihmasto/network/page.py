"""The page of a map: one HTML file that asks the network for nothing."""

import json
from base64 import b64encode
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template

from rihmasto.errors import LANGUAGES, Language
from rihmasto.network.content import content
from rihmasto.network.drawing import draw, letter
from rihmasto.network.graph import Network
from rihmasto.network.imprint import Imprint
from rihmasto.network.places import layout
from rihmasto.network.words import say

_STYLES = ("page.css", "print.css")
_SCRIPTS = (
    "data.js",
    "state.js",
    "view.js",
    "names.js",
    "panel.js",
    "money.js",
    "overview.js",
    "search.js",
    "table.js",
    "save.js",
    "start.js",
)


def render_page(network: Network, language: Language = "en", seed: int = 1, imprint: Imprint | None = None) -> str:
    """Write the page of a map, in all languages, opening in one of them.

    Args:
        network: of `project_network`; it has at least one node.
        language: that the page opens in.
        seed: of the layout.
        imprint: whose map it is; without one the page names neither a region nor a publisher.

    Returns:
        HTML that works from a file: its policy forbids every request, its scripts and styles are named by hash.
    """
    imprint = imprint or Imprint()
    places = layout(network, seed)
    letterings = {tongue: letter(network, places, tongue) for tongue in LANGUAGES}
    told = content(network, places, letterings, language, imprint)
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    script = "(() => {\n'use strict';\n" + "\n".join(_read("js", name) for name in _SCRIPTS) + "\n})();"
    style, picture = "\n".join(_read("css", name) for name in _STYLES), _read("css", "map.css")
    policy = (
        f"default-src 'none'; style-src {_hash(style)} {_hash(picture)}; script-src {_hash(script)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    return Template(_read("page.html")).substitute(
        language=language,
        title=escape(imprint.heading(network, language)),
        about=escape(say(f"about-{network.name}", language)),
        imprint=escape(" · ".join(part for part in (imprint.publisher, imprint.licence) if part)),
        skip=escape(say("skip", language)),
        no_script=escape(say("no-script", language)),
        policy=policy,
        style=style,
        picture=picture,
        drawing=draw(network, places, letterings[language], language),
        # In a script element only "<" can end it or open a comment.
        data=data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"),
        script=script,
    )


def _read(*parts: str) -> str:
    return files("rihmasto.network").joinpath("template", *parts).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
