"""Cells as a spreadsheet names them."""


def cell_name(row: int, column: int | None) -> str:
    """Name a cell: row 5 and column 28 are AB5; without a column, the row alone.

    Args:
        row: counted from 1.
        column: counted from 1.
    """
    letters = ""
    rest = column or 0
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{row}"
