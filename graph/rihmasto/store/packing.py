"""Run as `python -m rihmasto.store.packing TARGET PARQUET…`: pack Parquet files into one DuckDB file."""

import sys
from pathlib import Path

import duckdb

# The oldest format that holds our types; newer ones write a random identifier into the header.
_FORMAT = "v1.3.0"


def pack(target: Path, parquet: list[Path]) -> None:
    """Make a DuckDB file with one table a Parquet file.

    Args:
        target: file to be made.
        parquet: files; a table is named as its file.
    """
    # One thread: with more, the order of blocks in the file depends on luck.
    connection = duckdb.connect(config={"threads": 1})
    # String compression leaves bytes in the blocks that differ from run to run (docs/decisions/0006).
    connection.execute("SET force_compression = 'uncompressed'")
    place = str(target).replace("'", "''")
    connection.execute(f"ATTACH '{place}' AS packed (STORAGE_VERSION '{_FORMAT}')")
    for path in sorted(parquet):
        source = str(path).replace("'", "''")
        connection.execute(f"CREATE TABLE packed.\"{path.stem}\" AS FROM read_parquet('{source}')")
    connection.execute("DETACH packed")
    connection.close()


if __name__ == "__main__":
    pack(Path(sys.argv[1]), [Path(argument) for argument in sys.argv[2:]])
