"""The explanation of a reading: the page with each value marked, for a person who checks it.

The way: `facts` (records → what a person would call one value) → `spans` (which characters say which) → `terminal`
or `page`. What a field, a rule or a confidence is called stands in `words.toml` and in the vocabularies.
"""

from rihmasto.publish.explaining.page import explanation_page
from rihmasto.publish.explaining.terminal import explanation_text

__all__ = ["explanation_page", "explanation_text"]
