"""How often each rule of the page reader gives a value on the pages of a folder, as a page of the documentation.

    python bench/rules.py [FOLDER OF PAGES] [--write]

The rules and what each reads, for example, are those of tests/sources/page_rules.toml, which a test holds equal to the
reader's code and data. `--write` writes docs/explanation/rules-of-the-page-reader.md; without it the page is printed.
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from rihmasto.sources.documents import PageFile, page_files, read_pages

_ROOT = Path(__file__).resolve().parents[1]
_PAGES = _ROOT.parent / "shared" / "pages"
_CASES = _ROOT / "tests" / "sources" / "page_rules.toml"
_WRITTEN = _ROOT / "docs" / "explanation" / "rules-of-the-page-reader.md"
_LONGEST_EXAMPLE = 60
_INTRODUCTION = """<!-- Made by bench/rules.py from the pages and from the cases of the tests: run it with --write. -->

# Rules of the page reader

Every value that is read from a page names the rule that read it. Here are all {rules} rules, with something that each
reads in its test (tests/sources/page_rules.toml), and how many values it gave on how many of the {pages} annotated
pages. {silent} of them gave none there: they read forms of words that these pages do not use, and only their tests say
that they are right. On your own pages `rihmasto query quality/rules` counts.

| rule | reads, for example | values | pages |
|---|---|---|---|"""


def fired(page: PageFile) -> Counter[str]:
    """Count the values that each rule gave on a page."""
    records = page.reading.records if page.reading else []
    return Counter(claim.rule for record in records for claim in record.claims)


def examples() -> dict[str, str]:
    """Return rule → the field and the value of its first case."""
    pages = tomllib.loads(_CASES.read_text(encoding="utf-8"))["page"]
    found: dict[str, str] = {}
    for read in (read for page in pages for read in page["reads"]):
        value = read["value"] if len(read["value"]) <= _LONGEST_EXAMPLE else read["value"][:_LONGEST_EXAMPLE] + "…"
        found.setdefault(read["rule"], f"{read['table']}.{read['column']}: {value}")
    return found


def page(counts: Iterable[Counter[str]]) -> Iterator[str]:
    """Yield the lines of the page of the documentation."""
    values: Counter[str] = Counter()
    on: Counter[str] = Counter()
    pages = 0
    for count in counts:
        pages += 1
        values += count
        on.update(count.keys())
    known = examples()
    rules = sorted({*known, *values})
    silent = sum(1 for rule in rules if not values[rule])
    yield _INTRODUCTION.format(rules=len(rules), pages=pages, silent=silent)
    for rule in rules:
        yield f"| `{rule}` | {known.get(rule, 'no case').replace('|', '/')} | {values[rule]} | {on[rule]} |"
    yield f"| **all** | | {values.total()} | {pages} |"


def main(arguments: list[str]) -> None:
    """Print the page, or write it."""
    folders = [Path(argument) for argument in arguments if argument != "--write"]
    files = page_files(folders[0] if folders else _PAGES)
    text = "\n".join(page(read_pages(files, fired))) + "\n"
    if "--write" in arguments:
        _WRITTEN.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
