"""A document: its text, and what is known of it beside the text."""

from dataclasses import dataclass
from pathlib import Path

from rihmasto.errors import InputError
from rihmasto.model import SourceText
from rihmasto.sources.decoding import LIMIT, decode, read_bytes
from rihmasto.sources.documents.kinds import Kind, kind_of

PDF_LIMIT = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Document:
    """A page as text.

    Attributes:
        kind: text, html or pdf.
        source: the text, its encoding and what a person should know of both.
    """

    kind: Kind
    source: SourceText

    @property
    def text(self) -> str:
        """The text that locators count in."""
        return self.source.text


def read_document(path: Path) -> Document:
    """Read a file: text, a saved HTML page, or a PDF with a text layer.

    Args:
        path: of the file.

    Raises:
        InputError: the file is missing, too large, empty, damaged, locked by a password, or no document.
    """
    limit = PDF_LIMIT if path.suffix.lower() == ".pdf" else LIMIT
    return document_of(read_bytes(path, name=path.name, limit=limit), name=path.name)


def document_of(data: bytes, *, name: str = "", charset: str = "") -> Document:
    """Make a document of the bytes of a file or of standard input.

    Args:
        data: the bytes.
        name: of the file, for its ending and for messages.
        charset: that came with the bytes, if any; what the page itself says comes first.

    Raises:
        InputError: as for `read_document`.
    """
    kind = kind_of(data, name)
    if len(data) > (PDF_LIMIT if kind == "pdf" else LIMIT):
        limit = PDF_LIMIT if kind == "pdf" else LIMIT
        raise InputError("text-too-large", name=name, size=len(data) // 1024**2, limit=limit // 1024**2)
    if kind == "pdf":
        from rihmasto.sources.documents.portable import text_of_pdf  # noqa: PLC0415  # only where there is one

        return Document(kind, text_of_pdf(data, name))
    if kind == "html":
        from rihmasto.sources.documents.markup import text_of_html  # noqa: PLC0415  # heavy

        return Document(kind, text_of_html(data, name, charset))
    return Document(kind, decode(data, name=name))
