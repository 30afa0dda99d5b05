"""The natural mapping of SQL types to RDF datatypes (R2RML section 10), read from `natural.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True)
class Natural:
    """How the values of a SQL type are written.

    Args:
        datatype: IRI, or None for text.
        lexical: SQL of the canonical lexical form, {} for the column.
    """

    datatype: str | None
    lexical: str


_TEXT = Natural(None, "CAST({} AS VARCHAR)")


@cache
def _tables() -> tuple[dict[str, Natural], dict[str, str]]:
    read = tomllib.loads(Path(__file__).with_name("natural.toml").read_text(encoding="utf-8"))
    types = {name: Natural(XSD + entry["datatype"], entry["lexical"]) for name, entry in read["types"].items()}
    return types, {XSD + name: pattern for name, pattern in read["lexical"].items()}


def natural(sql_type: str) -> Natural:
    """Return the natural mapping of a type as DuckDB names it, such as `DECIMAL(18,2)`."""
    if sql_type.endswith("]"):
        return _TEXT
    return _tables()[0].get(sql_type.partition("(")[0], _TEXT)


def lexical_space(datatype: str) -> str | None:
    """Return the pattern of the lexical forms of a datatype, or None if it is not checked."""
    return _tables()[1].get(datatype)
