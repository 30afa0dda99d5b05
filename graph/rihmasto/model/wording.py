"""Names of organisations and persons: where one ends and the next begins, and what its nominative is.

The words that the rules go by are data: `wording.toml`.
"""

import itertools
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_CASE = r"(?:n|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|a|ä|on|ön|an|ta|tä)"
_COLON_CASE = re.compile(r":(?:n|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|llä|hen|hin|ta|tä|ksi|a|ä|s)$")
_TITLE = re.compile(r"\s*\((?P<inside>[^()]*)\)\s*$")
_SEPARATOR = re.compile(
    r"\s*[;•·]\s*|\s*\n\s*(?![a-zåäö\s])|\s+/\s+"
    r"|(?:(?<!\d),|,(?!\d))\s*(?:(?:ja|sekä|och|samt|and|as well as|muun muassa|mm\.)\s+)?(?=\S)"
    r"|\s+(?P<word>ja|sekä|och|samt|and|as well as|along with|with)\s+"
)
_CONJUNCTION = re.compile(r"\s(?:ja|sekä|och|samt|and)\s")
_LAST = re.compile(r"^[^,]*,\s(?:as well as|sekä|samt|along with|and|och|ja)\s")
_INSIDE = re.compile(r"\([^()]*\)|[“”\"][^“”\"]*[“”\"]")
_HYPHENED = re.compile(r"\w-(?:, (?:\w+-, )*(?=\w)|,? (?:ja|och|and|tai|eller|sekä) )")
_ARTICLE = re.compile(
    r"(?:the|an?|muun muassa|mm\.|esimerkiksi|bland annat|bl\.a\.|både|sekä|också|myös"
    r"|(?:Suome|Viro|Ruotsi|Latvia|Saksa|Norja|Tanska)(?:ssa|sta)) (?=\S)"
)
_PERSON_WORD = re.compile(
    r"[A-ZÅÄÖÉÜØ][a-zåäöéüøæ'’]+(?:-[A-ZÅÄÖ][a-zåäöé]+)*|[A-ZÅÄÖ]\.|(?:von|af|de|van)|[A-ZÅÄÖ]{2,}"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in a text.

    Attributes:
        start: first character of the words that say it.
        end: one past the last.
        name: the name, with what an ellipsis left out ("Helsingin [kaupunki]").
    """

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class _Words:
    finnish: dict[str, str]
    plural: dict[str, str]
    leading_plural: dict[str, str]
    heads: frozenset[str]
    long_heads: tuple[str, ...]
    governing: frozenset[str]
    legal: tuple[str, ...]
    acronyms: frozenset[str]
    things: frozenset[str]
    whole: tuple[str, ...]


@cache
def _words() -> _Words:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return _Words(
        data["finnish"],
        data["finnish_plural"] | data["swedish_plural"],
        data["english_plural"],
        frozenset(data["heads"]["swedish"]) | frozenset(data["heads"]["english"]),
        tuple(head for head in data["heads"]["swedish"] if len(head) > 4),  # noqa: PLR2004 - these end compounds
        frozenset(data["heads"]["governing"]),
        tuple(sorted(data["forms"]["legal"], key=len, reverse=True)),
        frozenset(data["forms"]["acronyms"]),
        frozenset(data["forms"]["things"]),
        tuple(data["forms"]["whole"]),
    )


@cache
def _oblique() -> re.Pattern[str]:
    words = _words().finnish
    stems = "|".join(sorted(words.values(), key=len, reverse=True))
    return re.compile(rf"(?P<stem>{stems})(?:{_CASE})$", re.IGNORECASE)


@cache
def _by_stem() -> dict[str, str]:
    return {stem: nominative for nominative, stem in _words().finnish.items()}


@cache
def _legal() -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in _words().legal)
    return re.compile(rf"(?:^|[\s,])(?:{forms})(?=$|[\s,:(])")


def has_head(text: str) -> bool:
    """Tell whether some word of a text is one that organisations are named by (kaupunki, university, Oy…)."""
    if _legal().search(text):
        return True
    return any(_is_head(word) for word in re.findall(r"[\w.]+(?:-\w+)*", text))


def _is_head(word: str) -> bool:
    words, folded = _words(), word.casefold().rstrip(".")
    if folded in words.heads or word in words.acronyms or folded in words.plural:
        return True
    if folded.endswith(words.long_heads):
        return True
    return folded.endswith(tuple(words.finnish)) or bool(_oblique().search(folded))


def nominative(name: str) -> str:
    """Turn an inflected Finnish name of an organisation into its nominative; other names stay as they are.

    Args:
        name: for example "Turun kaupungin", "Turku Science Park Oy:n", "Euroopan aluekehitysrahaston (EAKR)".
    """
    words = " ".join(name.split())
    inside = _TITLE.search(words)
    if inside and inside.start():
        return f"{nominative(words[: inside.start()])} ({inside['inside']})"
    words = _COLON_CASE.sub("", words)
    first, _, last = words.rpartition(" ")
    if last.isupper() and first and not has_head(last):
        return f"{nominative(first)} {last}"
    match = _oblique().search(last)
    if match is None or last.casefold().endswith(tuple(_words().finnish)):
        return words
    head = _by_stem()[match["stem"].casefold()]
    if match["stem"][:1].isupper():
        head = head[0].upper() + head[1:]
    return f"{first} {last[: match.start()]}{head}".strip()


def split_names(text: str) -> list[Name]:
    """Split a list of names: "Turun kaupunki ja Turku Science Park Oy", "cities of Helsinki, Tampere and Turku".

    Commas and conjunctions that belong to a name ("Työ- ja elinkeinoministeriö", "elinkeino-, liikenne- ja
    ympäristökeskus", "Ministry of Economic Affairs and Employment", "Terveyden ja hyvinvoinnin laitos") do not split.
    """
    masked = _HYPHENED.sub(lambda m: "x" * len(m[0]), _INSIDE.sub(lambda m: "x" * len(m[0]), text))
    pieces: list[tuple[int, int]] = []
    start = 0
    mixed = re.search(r"\s(?:ja|sekä|och|samt)\s", masked) is not None  # then "and" belongs to an English name
    for match in _SEPARATOR.finditer(masked):
        if (
            _early(masked, match, start)
            or (mixed and match["word"] == "and")
            or _belongs(text[start : match.start()], match, text[match.end() :])
        ):
            continue
        pieces.append((start, match.start()))
        start = match.end()
    pieces.append((start, len(text)))
    trimmed = [_trim(text, *piece) for piece in pieces]
    return _shared([piece for piece in trimmed if piece[0] < piece[1]], text)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start] in " \t\n,;:-–—•*·" or _ARTICLE.match(text, start, end)):
        article = _ARTICLE.match(text, start, end)
        start = article.end() if article else start + 1
    while end > start and text[end - 1] in " \t\n,;:-–—•*·":
        end -= 1
    if text[end - 1 : end] == "." and not _legal().search(" " + text[start:end].rsplit(" ", 1)[-1]):
        end -= 1
    return start, end


def tidy(name: str) -> str:
    """Return a name without white space, punctuation and a leading article around it; the dot of "Ltd." stays."""
    start, end = _trim(name, 0, len(name))
    return " ".join(name[start:end].split())


def _early(masked: str, separator: re.Match[str], start: int) -> bool:
    """Tell whether a conjunction stands before the end of a list of commas: there it joins the words of one name."""
    if separator["word"] is None or has_head(masked[start : separator.start()]):
        return False
    rest = masked[separator.end() :]
    if _LAST.search(rest):
        return False  # "Turku and Oulu, as well as the University of Tampere"
    if rest.split(", ", 1)[0].casefold().split(" ")[-1] in _words().plural:
        return False  # "Helsingin, Tampereen ja Turun kaupungit, …"
    return ", " in rest and (masked.count(", ") > 1 or bool(_CONJUNCTION.search(rest.split(", ", 1)[1])))


def _belongs(left: str, separator: re.Match[str], right: str) -> bool:
    """Tell whether a separator stands inside one name."""
    following = re.split(r",|;|\.(?:\s|$)| ja | sekä | och | and ", right, maxsplit=1)[0].strip()
    if not left.strip() or _legal().fullmatch(" " + following):
        return bool(left.strip())  # "Company, Inc."
    if separator["word"] is None:
        return False
    if not has_head(left) and following[:1].islower() and _legal().search(following):
        return True  # "Luovan talouden agentit ja managerit ry"
    if not (following[:1].isupper() or following[:1].isdigit() or has_head(following)):
        return has_head(left) and bool(re.search(r" (?:för|for|of) ", left))  # "förbund för utbildning och kultur"
    ministry = re.search(r"\b(?:Ministry|Department) of \w+(?: \w+)?$", left)
    if (_governed(left) and separator["word"] in {"and", "och"} and not has_head(following)) or (
        ministry and not has_head(following.split(" of ")[0])
    ):
        return True
    genitives = re.fullmatch(r"\w+n", left.strip()) and re.match(r"\w+n \w+", following)
    return bool(genitives) and _singular_head(following)


def _governed(left: str) -> bool:
    """Tell whether a name goes on to say of what it is: "University of Mining" [and Geology]."""
    words = left.casefold().split()
    if " ".join(words).endswith(_words().whole) or {"and", "och"} & set(words):
        return False  # "University of Turku", "… of Mining and Geology": nothing more to come
    return any(a in _words().governing and b in {"of", "for", "för"} for a, b in itertools.pairwise(words))


def _singular_head(text: str) -> bool:
    last = re.sub(r"\(.*", "", text).split()[-1].casefold().rstrip(".")
    return last not in _words().plural and (last.endswith(tuple(_words().finnish)) or bool(_oblique().search(last)))


def _shared(pieces: list[tuple[int, int]], text: str) -> list[Name]:
    """Give each piece of an elliptic list its head: "Helsingin ja Turun kaupungit", "cities of A, B and C"."""
    names = [Name(start, end, " ".join(text[start:end].split())) for start, end in pieces]
    words = _words()
    for index, name in enumerate(names):
        first, _, last = name.name.rpartition(" ")
        head = words.plural.get(last.casefold())
        if head and first and index and head != last.casefold():
            begin = index
            while begin and not has_head(names[begin - 1].name):
                begin -= 1
            before = names[index - 1]
            if begin == index and before.name.endswith("n") and " " in before.name and has_head(before.name):
                names[index - 1] = Name(before.start, before.end, f"{before.name} {first.rsplit(' ', 1)[-1]} {head}")
            names[index] = Name(name.start, name.end, f"{first} {head}")
            names[begin:index] = [Name(n.start, n.end, f"{n.name} {head}") for n in names[begin:index]]
    for index, lead in enumerate(names):
        match = re.match(
            rf"(?:the )?(?P<head>{'|'.join(words.leading_plural)}) of (?P<rest>.+)", lead.name, re.IGNORECASE
        )
        if match:
            head = words.leading_plural[match["head"].casefold()]
            names[index] = Name(lead.end - len(match["rest"]), lead.end, f"{head} of {match['rest']}")
            names[index + 1 :] = [
                n if has_head(n.name) else Name(n.start, n.end, f"{head} of {n.name}") for n in names[index + 1 :]
            ]
            break
    return names


def is_person(text: str) -> bool:
    """Tell whether a text can be the name of a person: two to four words with capitals, none of an organisation."""
    parts = text.replace(",", " ").split()
    if not 2 <= len(parts) <= 4 or has_head(text) or _words().things & {part.casefold() for part in parts}:  # noqa: PLR2004
        return False
    return all(_PERSON_WORD.fullmatch(part) for part in parts) and any(len(part) > 2 for part in parts)  # noqa: PLR2004


def is_organisation(text: str) -> bool:
    """Tell whether a text can name an organisation: it begins like a name or has a head, and is no sentence."""
    words = text.split()
    if not words or len(words) > 16 or re.search(r"[!?@|]|https?:|www\.|\d{1,2}:\d\d|\d{1,2}\.\d{1,2}\.\d{4}", text):  # noqa: PLR2004
        return False
    if has_head(text) and len(words) > 1:
        return True
    return text[:1].isupper() or text[:1].isdigit() or text[:2].lower() != text[:2]


@cache
def organisation_pattern() -> str:
    """Return an expression that matches the name of an organisation in running text (one kind of space and dash)."""
    words = _words()
    stems = "|".join(sorted({*words.finnish, *words.finnish.values()}, key=len, reverse=True))
    heads = "|".join(sorted((h for h in words.heads if len(h) > 3), key=len, reverse=True))  # noqa: PLR2004
    capital = r"(?:[A-ZÅÄÖ][\w&+'/-]*(?::[a-zåäö]{1,4}\b)?|St\.|r\.f\.|Ltd\.)"
    lower = rf"(?:(?:\w+-(?:, \w+-)* ja )?[\wåäö-]*(?:{stems})(?:{_CASE})?\b|(?:{heads})\b)"
    ministry = r"(?:[Mm]inistry|Department) of \w+(?: \w+)?(?:,? and \w+)?(?: \w+)?(?: of [A-Z]\w+)?"
    joined = rf"[A-ZÅÄÖ][a-zåäö]+- (?:ja|och) {lower}|{capital}|[a-zåäö]+-? ja {lower}|[A-ZÅÄÖ][a-zåäö]+-och {lower}"
    name = rf"(?:{joined}|yrkeshögskolan|työ- ja elinkeinoministeriö\w*)"
    inner = rf"{capital}|{lower}|of|for|the|på|för|vid|i|(?<=- )ja|-(?:{heads}|säätiö|yhtiö|konserni)\w*"
    association = rf"{capital}(?: (?!ja |on |ovat |sekä |och |and )[a-zåäö]+){{1,2}} (?:ry|rf|r\.f\.|sr|osk)\b"
    more = rf"(?: (?:{inner}|\([A-ZÅÄÖ][\w/+-]*\))){{0,12}}"
    return rf"(?:{ministry}|{association}|{name}{more}(?<! of)(?<! for)(?<! the)(?<! på)(?<! för)(?<! vid)(?<! i))"
