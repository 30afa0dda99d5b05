"""A place in a source, and how it is said."""

from dataclasses import asdict, dataclass

from rihmasto.errors import Language, sentence
from rihmasto.model.cells import cell_name


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a source.

    Attributes:
        source: key of the source.
        file: name of its file in the workspace, or its address or title when it has none.
        line: line of a page, counted from 1.
        row: row of a table, counted from 1.
        column: column of a table, counted from 1.
        sheet: sheet of a workbook.
        quote: the words that stand there; None for a cell that is empty.
        start: first character of the words in the text of a page, counted from 0.
        end: one past the last character.
    """

    source: str
    file: str
    line: int | None
    row: int | None
    column: int | None
    sheet: str | None
    quote: str | None
    start: int | None = None
    end: int | None = None

    def say(self, language: Language = "en") -> str:
        """Return it as page:line “quote”, file:row:column or file: sheet!B5."""
        where = self.file
        if self.row is not None and self.sheet:
            where += f": {self.sheet}!{cell_name(self.row, self.column)}"
        elif self.row is not None:
            where += f":{self.row}" + (f":{self.column}" if self.column else "")
        elif self.line is not None:
            where += f":{self.line}"
        quote = " ".join((self.quote or "").split())
        return sentence("finding-quote", language, place=where, quote=quote) if quote else where


def place_fields(place: Place | None) -> dict[str, str | int] | None:
    """Return a place as the members of a JSON object; what is unknown is left out."""
    if place is None:
        return None
    return {name: value for name, value in asdict(place).items() if value is not None}
