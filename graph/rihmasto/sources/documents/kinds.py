"""Which kind of document some bytes are: told by the bytes first, and by the name of the file where they are mute."""

import re
from pathlib import PurePath
from typing import Literal

Kind = Literal["text", "html", "pdf"]

SUFFIXES: dict[str, Kind] = {".txt": "text", ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf"}
_HEAD = 4096
_PDF_HEAD = 1024
_HTML = re.compile(
    rb"<!doctype\s+html|<(?:html|head|body|meta|title|article|main|div|table|section|h1|p)[\s>]", re.IGNORECASE
)
_WIDE = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def kind_of(data: bytes, name: str = "") -> Kind:
    """Tell which kind of document some bytes are.

    Args:
        data: the bytes.
        name: of the file; its ending counts for what does not say itself to be a PDF or a page with markup.
    """
    if b"%PDF-" in data[:_PDF_HEAD]:
        return "pdf"
    named = SUFFIXES.get(PurePath(name).suffix.lower())
    if named is not None:
        return named
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n\t ")
    for mark, encoding in _WIDE:
        if head.startswith(mark):
            head = head[2 : 2 + _HEAD // 2 * 2].decode(encoding, errors="ignore").encode("ascii", errors="ignore")
    return "html" if head.startswith(b"<") and _HTML.search(head) else "text"
