"""Tables: CSV files and workbooks become records; every row and value that is not taken is reported.

The ledger counts rows: read = accepted + rejected + suppressed + duplicate. A row is rejected when it cannot be read
as a row, says nothing that names it, or lacks a good value in a required column; a bad value elsewhere is reported
and left out, and its row is accepted. Rejections of values are therefore in `rejections`, but not in `rows`.
"""

from rihmasto.sources.tables.delimited import csv_rows, read_csv
from rihmasto.sources.tables.reading import RowCount, TableReading
from rihmasto.sources.tables.workbook import read_workbook

__all__ = ["RowCount", "TableReading", "csv_rows", "read_csv", "read_workbook"]
