"""From elements to lines: headings, labels, lists and addresses stay what they are to someone who reads the text."""

import re
from collections.abc import Callable, Iterable
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from rihmasto.sources.documents.elements import elements, named, spoken
from rihmasto.sources.documents.grids import grid_lines, pair_lines

_SPACE = re.compile(r"[ \t\r\n\f]+")
_LONGEST_LABEL = 60
_DEEPEST_INDENT = 6
_ADDRESS_LIKE = re.compile(r"^(?:https?://|www\.)|^[\w-]+(?:\.[\w-]+)+(?:/\S*)?$", re.IGNORECASE)
_TINY = re.compile(r"^[0-3](?:px)?$")


class Rendering:
    """Collects the lines of a page.

    Args:
        base: the address that addresses on the page are relative to, or "".
    """

    def __init__(self, base: str = "") -> None:
        self._base = base
        self._lines: list[str] = []
        self._line = ""
        self._prefix = ""
        self._indent = 0

    def text(self) -> str:
        """Return the text: no blanks at line ends, never two blank lines in a row."""
        self._end_line()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip("\n")

    def heading(self, words: str) -> None:
        """Add a heading."""
        self._blank()
        self._say(words)
        self._blank()

    def element(self, element: html.HtmlElement) -> None:
        """Add an element with all that is in it."""
        tag = element.tag
        if not isinstance(tag, str):
            return
        self._open(tag)
        special = getattr(self, f"_{tag}", None) if tag in {"br", "hr", "img", "a", "ul", "ol", "dl", "table"} else None
        if special:
            special(element)
        else:
            self._inside(element)
            if _is_label(element) or (tag in {"b", "strong"} and self._line.rstrip().endswith(":")):
                self._colon()
        self._close(tag)

    def _inside(self, element: html.HtmlElement) -> None:
        self._say(element.text or "")
        for child in element:
            self.element(child)
            self._say(child.tail or "")

    def _open(self, tag: str) -> None:
        if self._prefix:  # the mark of a list stands on the line of its first words
            return
        if tag in elements("paragraphs") and not self._indent:
            self._blank()
        elif tag in elements("lines") or tag in elements("paragraphs"):
            self._end_line()

    _close = _open

    def _say(self, words: str) -> None:
        words = _SPACE.sub(" ", words)
        if not self._line:
            words = words.lstrip(" ")
        if not words:
            return
        if not self._line:
            self._line, self._prefix = "  " * min(_DEEPEST_INDENT, max(0, self._indent - 1)) + self._prefix, ""
        self._line += words.lstrip(" ") if self._line.endswith(" ") else words

    def _end_line(self) -> None:
        if self._line.strip():
            self._lines.append(self._line.rstrip())
        self._line = ""

    def _blank(self) -> None:
        self._end_line()
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def _colon(self) -> None:
        """End a label that something follows on its line with a colon, as a reader of the page sees it set apart."""
        words = self._line.strip()
        if words and len(words) <= _LONGEST_LABEL and not words.endswith((":", "?", ".")):
            self._line = self._line.rstrip() + ": "
        elif words.endswith(":"):
            self._line = self._line.rstrip() + " "

    def _br(self, _: html.HtmlElement) -> None:
        self._end_line()

    def _hr(self, _: html.HtmlElement) -> None:
        self._blank()

    def _img(self, element: html.HtmlElement) -> None:
        """A picture is its words and its address: the logo of a fund says who pays."""
        if any(_TINY.match(element.get(side, "")) for side in ("width", "height")):
            return
        words = " ".join(element.get("alt", "").split())
        address = next(
            (a for a in map(element.get, ("src", "data-src", "data-original")) if a and not a.startswith("data:")), ""
        )
        if words or address:
            self._end_line()
            self._say(words)
            self._end_line()
            self._say(self._whole(address).replace(" ", "%20"))
            self._end_line()

    def _a(self, element: html.HtmlElement) -> None:
        if element.get("data-cfemail"):
            self._say(_uncover(element.get("data-cfemail", "")))
            return
        before = self._line
        self._inside(element)
        words = self._line.removeprefix(before)
        address = (element.get("href") or "").strip()
        if address.lower().startswith("mailto:"):
            mailbox = unquote(address[7:].split("?")[0])
            if "@" in mailbox and "@" not in words and not re.search(r"\((?:at|a)\)|\[at\]", words):
                self._say(f" {mailbox}")
        elif self._is_value(before, words.strip(), address):
            self._say(f" {self._whole(address)}")

    def _is_value(self, before: str, words: str, address: str) -> bool:
        """Tell whether the address of a link is what the page tells, and not only a way on."""
        absolute = urlsplit(self._whole(address)).scheme in {"http", "https"} if _parses(address) else False
        if not absolute or not words or _ADDRESS_LIKE.match(words) or address.startswith(("#", "javascript:")):
            return False
        return bool(spoken("website").search(words)) or (
            bool(spoken("website").search(before)) and before.rstrip().endswith(":")
        )

    def _whole(self, address: str) -> str:
        try:
            return urljoin(self._base, address) if address else ""
        except ValueError:
            return address

    def _ul(self, element: html.HtmlElement) -> None:
        self._items(element, lambda _: "• ")

    def _ol(self, element: html.HtmlElement) -> None:
        first = int(element.get("start", "1")) if element.get("start", "1").isdecimal() else 1
        self._items(element, lambda number: f"{first + number}. ")

    def _items(self, element: html.HtmlElement, mark: Callable[[int], str]) -> None:
        self._indent += 1
        number = 0
        for child in element:
            if child.tag == "li":
                self._end_line()
                self._prefix = mark(number)
                number += 1
                self._inside(child)
                self._end_line()
                self._prefix = ""
            else:
                self.element(child)
        self._indent -= 1

    def _dl(self, element: html.HtmlElement) -> None:
        label, values = "", list[str]()
        for child in [*element.xpath("./dt | ./dd | ./div/dt | ./div/dd"), None]:
            if child is not None and child.tag == "dd":
                values.append(self._cell(child))
                continue
            self._lines_of(pair_lines(label, "\n".join(filter(None, values))))
            label, values = "" if child is None else self._cell(child), []

    def _lines_of(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._end_line()
            self._line = line
        self._end_line()

    def _table(self, element: html.HtmlElement) -> None:
        self._lines_of(grid_lines(element, self._cell))

    def _cell(self, element: html.HtmlElement) -> str:
        cell = Rendering(self._base)
        cell._inside(element)
        return cell.text()


def _is_label(element: html.HtmlElement) -> bool:
    """Tell whether a piece of a line is set as a label: `<span class="label">Budjetti</span> 100 €`."""
    if element.tag == "label":
        return True
    return element.tag in {"span", "strong", "b"} and bool(
        named("label").search(element.get("class", "").lower().replace("_", "-"))
    )


def _parses(address: str) -> bool:
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def _uncover(covered: str) -> str:
    """Read an e-mail address that the page's host covered: the first byte is the key of the others."""
    try:
        key, *rest = bytes.fromhex(covered)
        return bytes(b ^ key for b in rest).decode("utf-8", errors="replace")
    except ValueError:
        return ""
