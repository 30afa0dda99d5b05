"""From bytes to text: which encoding a file is in, and what is no text at all."""

import re
from pathlib import Path

from rihmasto.errors import InputError
from rihmasto.model import Locator, Rejection, SourceText

LIMIT = 10 * 1024 * 1024
# A word is looked for first and its characters then: one pattern for both takes hours on a page that is one long word.
_WORD = re.compile(r"[^ \t\r\n]+")
_MOJIBAKE = re.compile(
    r"Ã[\u0080-\u00bf¤¶¥©¨\u2026\u2013\u2014\u201e\u2020\u2030€]|Â[\u00a0\u00a3§°]|â€[\u0080-\u00ff™œ\u009d“”¦]|\ufffd"
)
_AROUND = ".,;:!?()[]\"'"
_SHOWN = 80
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SHARE_OF_CONTROLS = 0.02


def read_bytes(path: Path, *, name: str = "", limit: int = LIMIT) -> bytes:
    """Read a file that is small enough to be a page.

    Args:
        path: of the file.
        name: of the file, for messages; the path if empty.
        limit: the largest size in bytes.

    Raises:
        InputError: "file-missing", "file-unreadable" or "text-too-large".
    """
    name = name or str(path)
    try:
        size = path.stat().st_size
        if size > limit:
            raise InputError("text-too-large", name=name, size=size // 1024**2, limit=limit // 1024**2)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError("file-missing", name=name) from error
    except OSError as error:
        raise InputError("file-unreadable", name=name, reason=error.strerror or "?") from error


def decode(data: bytes, *, name: str = "", limit: int = LIMIT) -> SourceText:
    """Decode a page: UTF-8 (with or without a byte order mark), UTF-16 with one, else cp1252 with a note.

    Args:
        data: the bytes of the file.
        name: of the file, for messages.
        limit: the largest size in bytes.

    Raises:
        InputError: "text-empty", "text-binary" or "text-too-large".
    """
    if len(data) > limit:
        raise InputError("text-too-large", name=name, size=len(data) // 1024**2, limit=limit // 1024**2)
    if not data.strip():
        raise InputError("text-empty", name=name)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _decoded(data, "utf-16", name)
    if b"\x00" in data:
        raise InputError("text-binary", name=name)
    try:
        return _decoded(data, "utf-8-sig", name)
    except UnicodeDecodeError:
        return _decoded(data, "cp1252", name)


def _decoded(data: bytes, encoding: str, name: str) -> SourceText:
    text = data.decode(encoding, errors="strict" if encoding == "utf-8-sig" else "replace")
    if len(_CONTROL.findall(text)) > _SHARE_OF_CONTROLS * len(text):
        raise InputError("text-binary", name=name)
    if not text.strip():
        raise InputError("text-empty", name=name)
    notes = [Rejection("text-cp1252", {}, fate="note")] if encoding == "cp1252" else []
    return SourceText(text, encoding.removesuffix("-sig"), (*notes, *broken_words(text)))


def broken_words(text: str) -> list[Rejection]:
    """Find words whose characters were broken by a wrong encoding (`JyvÃ¤skylÃ¤`), a note for each different one."""
    found: dict[str, Rejection] = {}
    line, counted = 1, 0
    for match in _WORD.finditer(text):
        if _MOJIBAKE.search(match[0]) is None:
            continue
        word = match[0].strip(_AROUND)
        start = match.start() + match[0].index(word)
        line, counted = line + text.count("\n", counted, start), start
        where = Locator(start, start + len(word), line)
        found.setdefault(word, Rejection("text-mojibake", {"value": word[:_SHOWN]}, where, fate="note"))
    return list(found.values())
