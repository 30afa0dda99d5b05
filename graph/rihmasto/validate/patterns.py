"""Regular expressions of sh:pattern in the dialect of DuckDB, which matches in linear time."""

import re

_FLAGS = "imsx"
_WORD = r"\p{L}\p{M}\p{N}\p{Pc}"


def translate(pattern: str, flags: str) -> str:
    r"""Translate a pattern of XPath's dialect; `\d` and `\w` mean all of Unicode there.

    Args:
        pattern: value of sh:pattern.
        flags: value of sh:flags: letters of i, m, s, x and q.
    """
    if "q" in flags:
        pattern = re.escape(pattern)
    elif "x" in flags:
        pattern = _without_spaces(pattern)
    inline = "".join(f for f in _FLAGS[:3] if f in flags)
    return (f"(?{inline})" if inline else "") + _unicode_classes(pattern)


def _without_spaces(pattern: str) -> str:
    parts = re.split(r"(\\.|\[(?:\\.|[^\]\\])*\])", pattern, flags=re.DOTALL)
    return "".join(part if number % 2 else re.sub(r"\s", "", part) for number, part in enumerate(parts))


def _unicode_classes(pattern: str) -> str:
    inside, out = False, []
    for piece in re.findall(r"\\.|.", pattern, flags=re.DOTALL):
        if piece in {"[", "]"}:
            inside = piece == "["
        if piece == r"\d":
            out.append(r"\p{Nd}")
        elif piece == r"\D":
            out.append(r"\P{Nd}")
        elif piece == r"\w":
            out.append(_WORD if inside else f"[{_WORD}]")
        elif piece == r"\W" and not inside:
            out.append(f"[^{_WORD}]")
        else:
            out.append(piece)
    return "".join(out)
