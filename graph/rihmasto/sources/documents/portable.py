"""PDF: the text layer, read in a process of its own that can be stopped.

A PDF is a program for a page, and a damaged or wicked one can keep any reader busy for ever or fill the memory. So the
reading happens in a child with limits of time and memory, and whatever becomes of it, one sentence tells.
"""

import io
import json
import re
import subprocess
import sys
from collections import Counter
from contextlib import suppress

from rihmasto.errors import InputError
from rihmasto.model import Rejection, SourceText
from rihmasto.sources.decoding import LIMIT, broken_words

SECONDS = 60
MEMORY = 2 * 1024**3
MOST_PAGES = 500
_CODES = {"pdf-encrypted", "pdf-unreadable", "pdf-without-text"}
_LIGATURES = {ord(c): w for c, w in zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)}
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff]")
_OFTEN = 3


def text_of_pdf(data: bytes, name: str) -> SourceText:
    """Read the text layer of a PDF.

    Args:
        data: the bytes.
        name: of the file, for messages.

    Raises:
        InputError: "pdf-encrypted", "pdf-unreadable", "pdf-without-text" or "pdf-slow".
    """
    command = [sys.executable, "-m", "rihmasto.sources.documents.portable"]
    try:
        child = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
        said = json.loads(child.stdout) if child.stdout else {}
    except subprocess.TimeoutExpired as error:
        raise InputError("pdf-slow", name=name, seconds=SECONDS) from error
    except ValueError:
        said = {}
    if "text" not in said:
        code = said.get("error", "")
        raise InputError(code if code in _CODES else "pdf-unreadable", name=name)
    notes = [Rejection("pdf-long", {"most": str(MOST_PAGES)}, fate="note")] if said["pages"] > MOST_PAGES else []
    return SourceText(said["text"], "pdf", (*notes, *broken_words(said["text"])))


def extract(data: bytes) -> dict[str, object]:
    """Return the text of a PDF and its number of pages, or the code of an error; it may take long."""
    from pypdf import PdfReader  # noqa: PLC0415  # only in the child
    from pypdf.errors import DependencyError, PdfReadError  # noqa: PLC0415

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"error": "pdf-encrypted"}
        count = len(reader.pages)
        pages = [reader.pages[number].extract_text() for number in range(min(count, MOST_PAGES))]
    except (DependencyError, NotImplementedError):
        # pypdf's words for a cipher that it lacks, and also for a stream filter that it does not know.
        return {"error": "pdf-encrypted" if b"/Encrypt" in data else "pdf-unreadable"}
    except (PdfReadError, ValueError, KeyError, TypeError, AttributeError, IndexError, ArithmeticError, RecursionError):
        return {"error": "pdf-unreadable"}
    text = tidy_pages(pages)
    if len(text) > LIMIT:
        return {"error": "pdf-unreadable"}
    return {"text": text, "pages": count} if text.strip() else {"error": "pdf-without-text"}


def tidy_pages(pages: list[str]) -> str:
    """Join pages: words parted by a soft hyphen become whole, and lines that head or foot every page go.

    Args:
        pages: text of each page.
    """
    parted = [[line.rstrip() for line in _clean(page).split("\n")] for page in pages]
    parted = [[line for line in lines if line.strip()] or [""] for lines in parted]
    heads = Counter(_pattern(lines[0]) for lines in parted)
    feet = Counter(_pattern(lines[-1]) for lines in parted)
    often = max(_OFTEN, len(parted) // 2)
    kept = []
    for number, lines in enumerate(parted):
        if number and heads[_pattern(lines[0])] >= often:
            del lines[0]
        if lines and feet[_pattern(lines[-1])] >= often:
            del lines[-1]
        kept.append("\n".join(lines))
    return "\n\n".join(kept).strip("\n") + "\n"


def _clean(page: str) -> str:
    page = page.replace("\r\n", "\n").replace("\r", "\n").translate(_LIGATURES)
    return _UNWANTED.sub(" ", re.sub("\u00ad[ ]*\n[ ]*", "", page))


def _pattern(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


def _limit() -> None:
    with suppress(ImportError, ValueError, OSError):  # a system without such limits has the time limit alone
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _main() -> None:
    import logging  # noqa: PLC0415

    logging.disable(logging.CRITICAL)
    _limit()
    try:
        said = extract(sys.stdin.buffer.read())
    except MemoryError:
        said = {"error": "pdf-unreadable"}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    _main()
