"""HTML: bytes → tree → text. What can make a parser slow is taken out before it is parsed."""

import codecs
import re
from urllib.parse import urlsplit

from lxml import etree, html

from rihmasto.errors import InputError
from rihmasto.model import Rejection, SourceText
from rihmasto.sources.decoding import broken_words, decode
from rihmasto.sources.documents.boilerplate import content_of
from rihmasto.sources.documents.rendering import Rendering

DEEPEST = 255
"""Elements within elements; libxml2 leaves off below, and so a page says where."""

_HEAD = 4096
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_SAVED = re.compile(r"<!-- saved from url=\(\d+\)(https?://[^\s<>\"]{1,2000}) -->")
_MUTE = "script|style|template|svg|noscript|iframe|object|canvas|math|select|textarea|video|audio"
_OPENING = re.compile(rf"<(?P<closing>/?)(?P<name>{_MUTE})(?=[\s/>])|<!--|<!\[CDATA\[", re.IGNORECASE)
_LONGEST_TAG = 20_000
_LONG_TAG = re.compile(rf"<[a-zA-Z/][^<>]{{{_LONGEST_TAG},}}>?")
_DATA = re.compile(r"data:[a-z]{2,20}/[a-z0-9.+-]{1,40}[^\s\"'<>)]{64,}", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def text_of_html(data: bytes, name: str, charset: str = "") -> SourceText:
    """Make text of a saved page: its first line says where it was, if the page tells.

    Args:
        data: the bytes.
        name: of the file, for messages.
        charset: that came with the bytes.

    Raises:
        InputError: "text-empty", "text-binary", "text-too-large" or "html-without-text".
    """
    decoded = _decode(data, name, charset)
    tree = _parse(decoded.text, name)
    address = _address(tree, decoded.text)
    deep = _depth(tree) >= DEEPEST
    rendering = Rendering(_base(tree, address))
    parts = content_of(tree)
    if parts.title:
        rendering.heading(parts.title)
    for element in parts.elements:
        rendering.element(element)
    body = rendering.text()
    if not body:
        raise InputError("html-without-text", name=name)
    notes = [note for note in decoded.notes if note.code != "text-mojibake"]
    if deep:
        notes.append(Rejection("html-deep", {"deepest": str(DEEPEST)}, fate="note"))
    text = (f"# source: {address}\n\n" if address else "") + body + "\n"
    return SourceText(text, decoded.encoding, (*notes, *broken_words(text)))


def _decode(data: bytes, name: str, charset: str) -> SourceText:
    """UTF-8 where the bytes are (a saved page often keeps the name of its old encoding), else as the page says."""
    found = _CHARSET.search(data[:_HEAD])
    said = found[1].decode("ascii") if found else charset
    try:
        codec = codecs.lookup(said).name if said else ""
    except LookupError:
        codec = ""
    decoded = decode(data, name=name)
    if (
        decoded.encoding != "cp1252"
        or codec in {"", "utf-8", "cp1252", "iso8859-1", "ascii"}
        or codec.startswith("utf")
    ):
        return decoded
    try:
        return SourceText(data.decode(codec, errors="replace"), codec)
    except (LookupError, ValueError):  # codecs of bytes to bytes
        return decoded


def _lighten(text: str) -> str:
    """Take out what says nothing: scripts, styles, comments, pictures in the page, and monstrous tags."""
    pieces: list[str] = []
    position, lower = 0, text.lower()
    never: set[str] = set()
    for match in _OPENING.finditer(text):
        if match.start() < position:
            continue
        mute = (match["name"] or "").lower()
        if match["closing"]:
            continue
        closing = f"</{mute}" if mute else ("-->" if match[0] == "<!--" else "]]>")
        if closing in never:
            continue
        end = lower.find(closing, match.end() - (2 if closing == "-->" else 0))
        if end < 0:
            never.add(closing)  # looked for once, lest a page of openings takes the square of its length
            continue
        pieces.append(text[position : match.start()])
        stop = lower.find(">", end)
        position = len(text) if stop < 0 else stop + 1
    pieces.append(text[position:])
    return _LONG_TAG.sub(" ", _DATA.sub("", "".join(pieces)))


def _parse(text: str, name: str) -> html.HtmlElement:
    light = _CONTROL.sub(" ", _lighten(text))
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(light.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError("html-without-text", name=name) from error


def _depth(tree: html.HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _address(tree: html.HtmlElement, text: str) -> str:
    """Return where the page was: as the browser that saved it says, or the page itself."""
    saved = _SAVED.search(text[:_HEAD])
    found = [saved[1]] if saved else []
    found += tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")[:2]
    for address in found:
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and parts.netloc and not re.search(r"\s", address.strip()):
            return str(address.strip())
    return ""


def _base(tree: html.HtmlElement, address: str) -> str:
    given = tree.xpath("//base/@href")
    return str(given[0]) if given else address
