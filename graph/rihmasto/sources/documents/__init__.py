"""Documents: a page that someone copied, saved or exported becomes the text that the page reader reads and shows.

The way: `kinds` (text, HTML or PDF) → `markup`, `boilerplate`, `rendering`, `grids` (HTML) or `portable` (PDF) →
`documents`. The text is made anew, and alike, each time: offsets of locators count in it.
"""

from rihmasto.sources.documents.documents import Document, document_of, read_document
from rihmasto.sources.documents.folders import PageFile, page_files, read_page_file, read_pages
from rihmasto.sources.documents.kinds import SUFFIXES

__all__ = [
    "SUFFIXES",
    "Document",
    "PageFile",
    "document_of",
    "page_files",
    "read_document",
    "read_page_file",
    "read_pages",
]
