"""The page reader: from the text of a project page to records, every value with the words that say it.

The way: `text` (spans) → `labels`, `fields` (form) → `titles`, `basics`, `parties`, `funding`, `budget`, `people`,
`packages`, `places`, `papers`, `phrases` (rules) → `draft` (records). `annotation` is a short form of the records.
"""

from rihmasto.sources.pages.annotation import annotation, claims_of
from rihmasto.sources.pages.reader import PageReading, read_page

__all__ = ["PageReading", "annotation", "claims_of", "read_page"]
