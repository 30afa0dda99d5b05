"""Cells are named as spreadsheets name them."""

import pytest
from openpyxl.utils import get_column_letter

from rihmasto.model.cells import cell_name


@pytest.mark.parametrize("column", [1, 26, 27, 52, 53, 702, 703, 16384])
def test_columns_as_spreadsheets_write_them(column: int) -> None:
    assert cell_name(7, column) == f"{get_column_letter(column)}7"


def test_a_row_alone() -> None:
    assert cell_name(7, None) == "7"
