"""Small syntaxes inside R2RML strings: SQL identifiers, table names and templates."""

import re

from rihmasto.errors import InputError
from rihmasto.lift.mapping import Column, Template

_IDENTIFIER = r'"(?:[^"]|"")+"|[^\s".;()]+'
_TABLE_NAME = re.compile(rf"\s*(?:{_IDENTIFIER})(?:\.(?:{_IDENTIFIER})){{0,2}}\s*")
_TOKEN = re.compile(r"\\(?P<escaped>[\\{}])|\{(?P<column>(?:[^\\{}]|\\[\\{}])+)\}|(?P<words>[^\\{}]+)")


def quoted(text: str) -> str:
    """Write a text as a SQL string."""
    return "'" + text.replace("'", "''") + "'"


def delimited(name: str) -> str:
    """Write a name as a SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def bare(identifier: str) -> str:
    """Take the quotes off a SQL identifier."""
    if identifier.startswith('"') and identifier.endswith('"') and len(identifier) > 1:
        return identifier[1:-1].replace('""', '"')
    return identifier


def select_all(table_name: str) -> str:
    """Make the query of a `rr:tableName`.

    Args:
        table_name: `table`, `schema.table` or `catalog.schema.table`, each part quoted or not.

    Raises:
        InputError: it is something else.
    """
    if not _TABLE_NAME.fullmatch(table_name):
        raise InputError("lift-table-name", name=table_name)
    parts = re.findall(_IDENTIFIER, table_name)
    return "FROM " + ".".join(delimited(bare(part)) for part in parts)


def read_template(text: str) -> Template:
    r"""Read a `rr:template`, in which braces surround columns and `\` stands before a brace that is meant.

    Raises:
        InputError: braces do not match, or no column is named.
    """
    parts: list[str | Column] = []
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            raise InputError("lift-template", template=text)
        position = token.end()
        if column := token["column"]:
            parts.append(Column(bare(re.sub(r"\\([\\{}])", r"\1", column))))
            continue
        words = token["escaped"] or token["words"]
        if parts and isinstance(parts[-1], str):
            words = str(parts.pop()) + words
        parts.append(words)
    if not any(isinstance(part, Column) for part in parts):
        raise InputError("lift-template", template=text)
    return Template(tuple(parts))
