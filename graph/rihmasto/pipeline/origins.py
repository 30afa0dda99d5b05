"""The sources of a release: what they are, and where the workspace says so."""

from collections.abc import Iterator
from itertools import chain

from rihmasto.model import tables
from rihmasto.model.iris import relative_iri
from rihmasto.names import expand, short_hash
from rihmasto.pipeline.assembly import Rows
from rihmasto.pipeline.persons import Persons
from rihmasto.pipeline.privacy import public_source
from rihmasto.pipeline.reading import Reading

Row = dict[str, object]


def add_sources(rows: Rows, reading: Reading, persons: Persons) -> None:
    """Describe the sources that a row or an evidence comes from; the others would only puzzle.

    Args:
        rows: of all tables; takes `source`, `source_evidence` with the places of what is said of them, and `heading`
            with the columns of their files, so that what is missing has a place too.
        reading: of the workspace.
        persons: whom nothing public may name.
    """
    used = {str(row["source"]) for of_table in rows.values() for row in of_table}
    known = {c.name for c in tables()["source"].columns}
    public = {persons.public_key("source", key): key for key in reading.sources}
    rows["source"] = [
        {
            "source": key,
            **{k: v for k, v in public_source(reading.sources[public[key]], persons).items() if k in known},
        }
        for key in sorted(used)
    ]
    stated = (_said(key, public[key], reading, persons) for key in sorted(used))
    rows["source_evidence"] = list(chain.from_iterable(stated))
    rows["heading"] = list(_headings(reading, persons))


def _said(key: str, source: str, reading: Reading, persons: Persons) -> Iterator[Row]:
    """Yield where each property of a source is stated, and where the source itself is."""
    named, claims = reading.described[source]
    file = persons.public_file(named)
    usual: Row = {
        "source": key, "file": file, "subject": relative_iri("source", key), "rule": "source",
        "confidence": 1, "rank": "preferred",
    }  # fmt: skip
    if not claims:
        yield usual | {"evidence": short_hash(key, file, length=16), "property": expand("rih:fileName"), "value": file}
    for claim in claims:
        about, where = tables()["source"].column(claim.column).property, claim.locator
        words = {} if persons.in_text(claim.quote) else {"value": claim.value, "quote": claim.quote}
        place = {"line": where.line, "row": where.row, "column": where.column, "sheet": where.sheet}
        if about or claim.column == "source":
            mark = short_hash(key, claim.column, str(where.row), str(where.line), length=16)
            yield usual | words | place | {"evidence": mark, "property": about or expand("rih:fileName")}


def _headings(reading: Reading, persons: Persons) -> Iterator[Row]:
    """Yield which column of which file is for which property of which class of things."""
    for file, headings in sorted(reading.headings.items()):
        for sheet, table, name, number in headings:
            # the column `source` may stand in any table, and is of none
            about = next((c.property for c in tables()[table].columns if c.name == name), "")
            if tables()[table].key and about:
                kind = relative_iri(table, "").split("/")[1]
                yield {
                    "file": persons.public_file(file), "sheet": sheet, "class": kind, "property": about,
                    "column": number,
                }  # fmt: skip
