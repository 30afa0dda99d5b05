"""The name of a project in running text: `X-hanke`, `The X project`, `Projektet "X"`, `X är ett EU-projekt`."""

import re
from collections.abc import Iterator

from rihmasto.model.wording import has_head
from rihmasto.names import fold
from rihmasto.sources.pages.draft import HEADING, PHRASE, WEAK, Basis, Draft
from rihmasto.sources.pages.lexicon import language_of, words
from rihmasto.sources.pages.text import Span
from rihmasto.sources.pages.titles import say_title, split_title

_TOKEN = r"[A-ZÅÄÖ0-9][\w+&/]*(?:[.'-][\w+]+)*"  # noqa: S105 - a word, no secret
_EXPANSION = r"(?:\s\((?P<expansion>[^()]*\s[^()]*)\))?"
_HANKE = r"(?:hank(?:e|ke)\w*|projekti\w*)"
_PATTERNS = (
    re.compile(r"[Pp]rojektet\s\"(?P<name>[^\"]+)\""),
    re.compile(rf"(?P<name>[A-ZÅÄÖ][\w.+]*(?:-[A-ZÅÄÖ][\w.+]*){{0,4}}){_EXPANSION}-{_HANKE}\b"),
    re.compile(rf"(?P<name>{_TOKEN}(?:\s[\w+&/-]+){{0,9}}?){_EXPANSION}\s-{_HANKE}\b"),
    re.compile(
        rf"(?P<name>[A-ZÅÄÖ][a-zåäö]+[A-ZÅÄÖ]\w*|[A-ZÅÄÖ]{{3,}}[\w-]*)\s{_HANKE}\b(?:\s\((?P<expansion>[^()]*\s[^()]*)\))?"
    ),
    re.compile(
        rf"(?:[Tt]he\s)?(?P<name>{_TOKEN}(?:\s(?:{_TOKEN}|of|and|for|the|in)){{0,8}}){_EXPANSION}[\s-]project\b"
    ),
    re.compile(r"is\scalled\s(?:the\s)?(?P<name>[A-Z][\w.+ -]*?)(?:[\s-]project)?(?=\s(?:and|which)|[.,])"),
    re.compile(rf"(?P<name>{_TOKEN}(?:\s{_TOKEN}){{0,5}})-projekt(?:et)?\b"),
    re.compile(
        rf"^(?P<name>{_TOKEN}(?:\s{_TOKEN}|\s-+\s[^.\n\"]{{3,90}}?){{0,3}})\"?\s"
        r"(?:on|oli|is|was|är|var)\s(?:(?:an?|ett|en)\s)?(?:[\wåäö-]+\s){0,2}(?:[\wåäö-]*hanke|[\w-]*projekti?|project)\b"
    ),
    re.compile(
        r"^(?P<name>[A-ZÅÄÖ]\w*(?:-[A-ZÅÄÖ]\w+|[a-zåäö][A-ZÅÄÖ]\w*))\s(?:ska|skall|vill|aims|will|hjälper|auttaa|pyrkii)\b"
    ),
)
_STANDS_FOR = re.compile(r"(?P<acronym>\b[\w-]{2,20})\s(?:står\sför|stands\sfor|is\sshort\sfor)\s(?P<name>[^.\n]+)")
_ADJECTIVES = re.compile(
    r"^(?:(?:[A-ZÅÄÖ]?[\wåäö-]*(?:inen|isen|ivat)|[Uu]usi|[Uu]uden|[Tt]ämä|[Yy]hteisen?)\s)+(?=[A-ZÅÄÖ0-9])"
)
_NEWS_VERB = re.compile(r"(?:\s?-?(?:hanke|hankke|projekt|project)\w*)?\s[a-zåäö]")


def names_in_text(texts: list[Span]) -> list[tuple[Span, Span | None, Span]]:
    """Find names of projects in running text.

    Returns:
        name, expansion of it in brackets, and the sentence's words, in the order of the page.
    """
    found: list[tuple[Span, Span | None, Span]] = []
    for text in texts:
        for sentence in text.sentences():
            found.extend(_names(sentence))
    return sorted(found, key=lambda entry: (entry[0].start, entry[0].start - entry[0].end))


def _names(sentence: Span) -> Iterator[tuple[Span, Span | None, Span]]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(sentence.plain):
            name = sentence.group(match, "name").strip("-")
            adjective = _ADJECTIVES.match(name.plain)
            name = name.cut(adjective.end()) if adjective else name
            if _is_name(name.plain) or (pattern is _PATTERNS[0] and name.plain[:1].isupper()):
                inside = sentence.group(match, "expansion") if match.groupdict().get("expansion") else None
                yield name, inside, sentence.group(match)


def _is_name(text: str) -> bool:
    folded = fold(text)
    return len(folded) > 1 and folded not in words("naming")["generic"] and not has_head(text) and not folded.isdigit()


def read_name(draft: Draft, heading: Span | None, texts: list[Span], *, labelled: bool) -> Span | None:
    """Name the project by its heading or by running text.

    A heading names the project when labels follow it or when the text repeats its words; the heading of a piece of
    news does not, and there the first `X-hanke` of the text does.

    Returns:
        the heading, when it names the project.
    """
    found = names_in_text(texts)
    if heading is not None and found and _goes_on(heading, found[0][0]):
        heading = None
    if heading is not None and (labelled or _heads(heading, found)):
        title = say_title(draft, heading, Basis(heading, "heading:title", HEADING))
        _expand(draft, texts, title.name.plain)
        return heading
    same = [entry for entry in found if found[0][0].plain == entry[0].plain]
    for name, expansion, quote in sorted(same, key=lambda entry: entry[1] is None):
        basis = Basis(quote, "phrase:project-name", PHRASE)
        if expansion:
            draft.say(f"name_{language_of(expansion.plain, draft.language)}", expansion.words, basis)
            draft.say("acronym", name.words, basis)
        else:
            say_title(draft, name, basis)
        return None
    if heading is not None:
        say_title(draft, heading, Basis(heading, "heading:title", WEAK))
        _expand(draft, texts, split_title(heading).name.plain)
    return heading


def _goes_on(heading: Span, name: Span) -> bool:
    """Tell whether the text gives a longer form of the heading (`Projektet "Name II"` below "Name")."""
    longer = fold(name.plain)
    return longer.startswith(fold(heading.plain)) and longer != fold(heading.plain) and not split_title(name).acronym


def _heads(heading: Span, found: list[tuple[Span, Span | None, Span]]) -> bool:
    """Tell whether a heading is the title of the project and not the headline of news about it."""
    if not found:
        return False
    first = fold(found[0][0].plain)
    title = split_title(heading)
    parts = {fold(part.plain) for part in (title.whole, title.name, title.acronym) if part is not None}
    if first in parts:
        return True
    return fold(heading.plain).startswith(first) and not _NEWS_VERB.match(heading.plain[len(first) :])


def _expand(draft: Draft, texts: list[Span], name: str) -> None:
    """`ecoINSIDE står för eco INner Scandinavia …`: what a short name stands for is the name."""
    for text in texts:
        match = _STANDS_FOR.search(text.plain)
        if match and fold(match["acronym"]) == fold(name):
            basis = Basis(text.group(match), "phrase:stands-for", LABEL_OF_EXPANSION)
            draft.say(f"name_{language_of(match['name'], draft.language)}", text.group(match, "name").words, basis)
            draft.say("acronym", match["acronym"], basis)
            return


LABEL_OF_EXPANSION = 0.95
