import time
from pathlib import Path

import pytest

from rihmasto.validate import Report, validate

CASES = [
    ("^[a-z]+$", "", "abc", True),
    ("^[a-z]+$", "", "abc\\n", False),
    ("B", "i", "abc", True),
    ("a.b", "", "a\\nb", False),
    ("a.b", "s", "a\\nb", True),
    ("^b$", "m", "a\\nb", True),
    ("^b$", "", "a\\nb", False),
    ("a b", "x", "ab", True),
    ("[a b]c", "x", " c", True),
    ("a.c", "q", "abc", False),
    ("a.c", "q", "a.c", True),
    (r"^\\d+$", "", "٣", True),
    (r"^[\\w.]+$", "", "Ähtäri_1.fi", True),
    (r"^\\w+$", "", "a-b", False),
    (r"^\\W$", "", "-", True),
    (r"\\.fi$", "", "www.fi", True),
    ("(?=a)a", "", "a", True),
    ("(?=a)a", "", "b", False),
]


def check(tmp_path: Path, pattern: str, flags: str, text: str) -> Report:
    data, shapes = tmp_path / "data.nt", tmp_path / "shapes.ttl"
    data.write_text(f'<urn:a> <urn:p> "{text}" .\n', encoding="utf-8")
    more = f'; sh:flags "{flags}"' if flags else ""
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> sh:targetSubjectsOf <urn:p> ; sh:path <urn:p> ; "
        f'sh:pattern "{pattern}" {more} .',
        encoding="utf-8",
    )
    return validate([data], [shapes])


@pytest.mark.parametrize(("pattern", "flags", "text", "matches"), CASES)
def test_patterns(pattern: str, flags: str, text: str, matches: bool, tmp_path: Path) -> None:  # noqa: FBT001 -- the table's column
    report = check(tmp_path, pattern, flags, text)
    assert report.conforms is matches
    assert ("pySHACL" in report.notes[0]) is pattern.startswith("(?=")


def test_a_pattern_that_backtracks_does_not_hang(tmp_path: Path) -> None:
    start = time.process_time()
    assert not check(tmp_path, "^(a+)+$", "", "a" * 20_000 + "!").conforms
    assert time.process_time() - start < 10
