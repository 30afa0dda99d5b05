"""How fast pages are read: pages a second a core, peak memory, and whether ten times the pages take ten times as long.

    python bench/pages.py [FOLDER OF PAGES] [SMALL] [LARGE]

Pages are made by changing the given ones in ways that keep them pages (names, dates, sums, order of paragraphs), the
same ones in each run. The default folder is ../shared/pages.
"""

import os
import random
import re
import resource
import sys
import tempfile
import time
from pathlib import Path

from rihmasto.sources.documents import PageFile, page_files, read_pages

_PAGES = Path(__file__).resolve().parents[2] / "shared" / "pages"
_NAMES = ("Satama", "Metsä", "Kide", "Loiste", "Virta", "Kaarna", "Ranta", "Sampo", "Hila", "Pihka")


def mutate(text: str, seed: int) -> str:
    """Change a page: other figures, another name, paragraphs in another order."""
    chance = random.Random(seed)  # noqa: S311  # the same pages in each run
    text = re.sub(r"\d", lambda m: m[0] if chance.random() < 0.7 else str(chance.randint(1, 9)), text)
    head, *paragraphs = re.split(r"\n{2,}", text)
    if len(paragraphs) > 2 and chance.random() < 0.5:
        at = chance.randrange(len(paragraphs) - 1)
        paragraphs[at], paragraphs[at + 1] = paragraphs[at + 1], paragraphs[at]
    return "\n\n".join([f"{chance.choice(_NAMES)} {seed} – {head}", *paragraphs])


def make(folder: Path, sources: list[str], count: int) -> None:
    for number in range(count):
        (folder / f"{number:06}.txt").write_text(mutate(sources[number % len(sources)], number), encoding="utf-8")


def measure(page: PageFile) -> tuple[int, int, float]:
    claims = sum(len(r.claims) for r in page.reading.records) if page.reading else 0
    return claims, page.reading is not None, time.process_time()


def run(folder: Path, count: int, *, many: int) -> float:
    started, processor = time.perf_counter(), _cpu()
    claims = read = 0
    for found, is_read, _ in read_pages(page_files(folder)[:count], measure, many=many):
        claims += found
        read += is_read
    elapsed, spent = time.perf_counter() - started, _cpu() - processor
    assert read == count
    cores = 1 if many > count else len(os.sched_getaffinity(0))
    print(
        f"{count:>7} pages  {cores} core(s)  {elapsed:8.1f} s  {spent:8.1f} s CPU  {count / elapsed:7.1f} pages/s  "
        f"{count / spent:7.1f} pages/s/core  {claims / count:5.1f} values/page  peak {_peak():5.0f} MB a process"
    )
    return spent / count


def _cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _peak() -> float:
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(kind).ru_maxrss for kind in kinds) / 1024


def main(arguments: list[str]) -> None:
    pages = Path(arguments[0]) if arguments else _PAGES
    small, large = (int(a) for a in arguments[1:3]) if len(arguments) > 2 else (1000, 10000)
    sources = [path.read_text(encoding="utf-8") for path in page_files(pages)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, sources, large)
        alone = run(folder, small, many=large + 1)
        first = run(folder, small, many=1)
        second = run(folder, large, many=1)
    print(f"CPU a page, {large} against {small} pages: {second / first:.2f} (1 is linear)")
    print(f"CPU a page, all cores against one: {first / alone:.2f} (1 is no loss)")


if __name__ == "__main__":
    main(sys.argv[1:])
