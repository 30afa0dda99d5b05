"""The name of a project in running text: `X-hanke`, `The X project`, `Projektet "X"`, `X är ett EU-projekt`."""

import re
from collections.abc import Iterator
from functools import lru_cache

from rihmasto.model.wording import has_head
from rihmasto.names import fold
from rihmasto.sources.pages.draft import HEADING, PHRASE, WEAK, Basis, Draft
from rihmasto.sources.pages.lexicon import any_of, language_of, words
from rihmasto.sources.pages.text import Page, Span
from rihmasto.sources.pages.titles import say_title, split_title

_TOKEN = r"[A-ZÅÄÖ0-9][\w+&/]*(?:[.'-][\w+]+)*"  # noqa: S105 - a word, no secret
_EXPANSION = r"(?:\s\((?P<expansion>[^()]*\s[^()]*)\))?"
_FINNISH = r"[A-ZÅÄÖ][\wåäö-]*(?:,?\s[\wåäö&-]+){1,9}?"
_HANKE = r"(?:hank(?:e|ke)\w*|projekt\w*)"
_PATTERNS = (
    re.compile(r"(?:[Pp]rojektet|[Pp]roject|[Pp]rojekti|[Hh]ank(?:e|keelle|keen|keessa))\s\"(?P<name>[^\"]+)\""),
    re.compile(rf"(?:[Pp]roject|[Pp]rojektet)\s(?P<name>{_FINNISH}\s\([^()\s]{{2,20}}\))"),
    re.compile(rf"\"(?P<name>[A-ZÅÄÖ][^\"\n]{{3,120}})\"[\s-]+{any_of('project')}"),
    re.compile(rf"(?<!\w)(?P<name>{_TOKEN}(?:\s-+|:)\s{_FINNISH})\s-?{_HANKE}\b"),
    re.compile(rf"(?P<name>{_TOKEN}:\s\w[^.:;\n]{{5,120}}?)\s-?{_HANKE}\b"),
    re.compile(rf"(?P<name>{_FINNISH}\s\([^()\s]{{2,20}}\))\s?-?\s?(?:{_HANKE}|projekt|project)\b"),
    re.compile(rf"(?<!\w)(?P<name>[A-ZÅÄÖ][\w.+]*(?:-[A-ZÅÄÖ][\w.+]*){{0,4}}){_EXPANSION}-{_HANKE}\b"),
    re.compile(rf"(?<!\w)(?P<name>{_TOKEN}(?:\s[\w+&/-]+){{0,9}}?){_EXPANSION}\s-{_HANKE}\b"),
    re.compile(
        rf"(?P<name>[A-ZÅÄÖ][a-zåäö]+[A-ZÅÄÖ]\w*|[A-ZÅÄÖ]{{3,}}[\w-]*)\s{_HANKE}\b(?:\s\((?P<expansion>[^()]*\s[^()]*)\))?"
    ),
    re.compile(
        rf"(?:[Tt]he\s)?(?P<name>{_TOKEN}(?:\s(?:{_TOKEN}|of|and|for|the|in)){{0,8}}){_EXPANSION}[\s-]project\b"
    ),
    re.compile(r"is\scalled\s(?:the\s)?(?P<name>[A-Z][\w.+ -]*?)(?:[\s-]project)?(?=\s(?:and|which)|[.,])"),
    re.compile(rf"(?P<name>{_TOKEN}(?:\s{_TOKEN}){{0,5}})-projekt(?:et)?\b"),
    re.compile(rf"[Tt]he\sproject\s(?P<name>{_TOKEN}(?:\s{_TOKEN}){{0,4}}){_EXPANSION}"),
    re.compile(
        rf"[Pp]rojekt(?:et)?\s(?P<name>{_TOKEN}(?:\s(?:{_TOKEN}|[a-zåäö]+)){{0,6}}?){_EXPANSION}"
        rf"(?=\s{any_of('says_of_project')}\b|[.,;(]|$)"
    ),
    re.compile(
        rf"^(?P<name>{_TOKEN}(?:\s{_TOKEN}|\s-+\s[^.\n\"]{{3,90}}?){{0,3}})\"?\s"
        rf"{any_of('calls')}\s(?:(?:an?|ett|en)\s)?(?:[\wåäö-]+\s){{0,2}}[\wåäö-]*{any_of('project_word')}\b"
    ),
    re.compile(rf"^(?P<name>[A-ZÅÄÖ]\w*(?:-[A-ZÅÄÖ]\w+|[a-zåäö][A-ZÅÄÖ]\w*))\s{any_of('aims')}\b"),
)
_STANDS_FOR = re.compile(rf"(?P<acronym>\b[\w-]{{2,20}})\s{any_of('stands_for')}\s(?P<name>[^.\n]+)")
_OF_ORGANISATION = re.compile(rf"\b{any_of('of_organisation')} of\b")
_SENTENCE_BEFORE = re.compile(rf"(?:^{any_of('sentence_start')}|\b{any_of('before_name')})\s+(?=[A-ZÅÄÖ0-9])")
_IS = re.compile(r",?\s(?:on|oli|är|var|is|was|som|joka|jota|which|that)\s")
_OWNER = re.compile(rf"(?:[A-ZÅÄÖ][\w-]+n\s){any_of('owner_genitive')}\s(?=[A-ZÅÄÖ0-9])")
_ADJECTIVES = re.compile(
    r"^(?:(?:[A-ZÅÄÖ]?[\wåäö-]*(?:inen|isen|ivat)|[Uu]usi|[Uu]uden|[Tt]ämä|[Yy]hteisen?)\s)+(?=[A-ZÅÄÖ0-9])"
)
_CALLED = re.compile(
    r"(?:[Pp]rojektet (?:heter|kallas)|(?:[Hh]ankkeen|[Pp]rojektin) nimi on|project is (?:called|named))\s(?:the\s)?\"?"
    r"(?P<name>[A-ZÅÄÖ0-9][^.,;\"\n]{1,80}?)\"?(?=\s(?:(?:och|ja|and)\s(?:pågår|ska|är|har|on|kestää|alkaa|runs|lasts|aims|is)|som|joka|which)\b|[.,;\"]|$)"
)
_NEWS_VERB = re.compile(rf"(?:\s?-?{any_of('project')}\w*)?\s[a-zåäö]")

_MARK = re.compile(r"[•*-]\s*")
_BEFORE_LONG = re.compile(r"\s?[-:]+\s+")
_LONG = re.compile(r"[^.!?]{10,150}")
_LONG_WORDS, _OF_EXPANSION = 3, 0.95

Found = tuple[Span, Span | None, Span]


def names_in_text(texts: list[Span]) -> list[Found]:
    """Find names of projects in running text.

    Returns:
        name, expansion of it in brackets, and the sentence's words, in the order of the page.
    """
    found: list[Found] = []
    for text in texts:
        for sentence in text.sentences():
            found.extend(_found(sentence))
    return sorted(found, key=lambda entry: (entry[0].start, entry[0].start - entry[0].end))


@lru_cache(maxsize=1024)
def _found(sentence: Span) -> tuple[Found, ...]:
    return tuple(_names(sentence))


def _names(sentence: Span) -> Iterator[Found]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(sentence.plain):
            name = sentence.group(match, "name").strip("-")
            said = _IS.search(name.plain)
            name = name.cut(0, said.start()) if said else name
            adjective = _ADJECTIVES.match(name.plain)
            name = _from_initial(_from_verb(name.cut(adjective.end()) if adjective else name))
            if _is_name(name.plain) or (pattern is _PATTERNS[0] and name.plain[:1].isupper()):
                inside = sentence.group(match, "expansion") if match.groupdict().get("expansion") else None
                yield name, inside, sentence.group(match)


def _from_verb(name: Span) -> Span:
    """Cut the rest of the sentence before a name ("X förbund deltar i", "I", "X on mukana", "Turun kaupungin")."""
    programme = re.match(r"6Aika[\s:-]+(?=\S)", name.plain) if ":" not in name.plain else None
    name = name.cut(programme.end()) if programme else name
    owner = _OWNER.match(name.plain)
    name = name.cut(owner.end()) if owner else name
    cuts = list(_SENTENCE_BEFORE.finditer(name.plain))
    return name.cut(cuts[-1].end()) if cuts else name


def _from_initial(name: Span) -> Span:
    """Cut what stands before a name whose acronym follows in brackets: the name begins with the acronym's letter."""
    short = re.search(r"\((?P<initial>\w)[^()\s]*\)$", name.plain)
    if not short:
        return name
    starts = [m.start() for m in re.finditer(rf"(?<![\w-]){short['initial'].upper()}\w", name.plain[: short.start()])]
    return name.cut(starts[-1]) if starts else name


def _is_name(text: str) -> bool:
    folded = fold(text)
    generic = folded in words("naming")["generic"] or folded.isdigit()
    return (
        len(folded) > 1 and not generic and not (has_head(text.rsplit(maxsplit=1)[-1]) or _OF_ORGANISATION.search(text))
    )


def read_name(draft: Draft, heading: Span | None, texts: list[Span], *, labelled: bool) -> Span | None:
    """Name the project by its heading or by running text.

    A heading names the project when labels follow it or when the text repeats its words; the heading of a piece of
    news does not, and there the first `X-hanke` of the text does.

    Returns:
        the heading, when it names the project.
    """
    found = names_in_text(texts)
    called = None if labelled else _called(texts)
    if called:
        say_title(draft, called[0], Basis(called[1], "phrase:project-name", PHRASE))
        return None
    if heading is not None and found and (_goes_on(heading, found[0][0]) or _is_headline(heading, found[0][0])):
        heading = None
    if heading is not None and (labelled or _heads(heading, found)):
        title = say_title(draft, heading, Basis(heading, "heading:title", HEADING))
        _expand(draft, texts, found, title.name.words)
        return heading
    same = [entry for entry in found if found[0][0].plain == entry[0].plain]
    for name, expansion, quote in sorted(same, key=lambda entry: entry[1] is None):
        basis = Basis(quote, "phrase:project-name", PHRASE)
        if expansion:
            draft.say(f"name_{language_of(expansion.plain, draft.language)}", expansion.words, basis)
            draft.say("acronym", name.words, basis)
        else:
            title = say_title(draft, name, basis)
            if title.acronym is None:
                _expand(draft, texts, found, title.name.words)
        return None
    if heading is not None:
        say_title(draft, heading, Basis(heading, "heading:title", WEAK))
        _expand(draft, texts, found, split_title(heading).name.words)
    return heading


def _called(texts: list[Span]) -> tuple[Span, Span] | None:
    """Find the name in `Projektet heter X`, and the words that say so."""
    for text in texts:
        match = _CALLED.search(text.plain)
        if match:
            return text.group(match, "name"), text.group(match)
    return None


def _is_headline(heading: Span, name: Span) -> bool:
    """Tell whether a heading is news about the project that the text names ("Saariston ruokareitti saa jatkoa")."""
    verbs, said = words("naming")["verbs"], fold(heading.plain).split()
    called = re.sub(r"\W[ivx\d.]+$", "", fold(name.plain))
    return called in " ".join(said) and any(word in verbs for word in said) and split_title(heading).acronym is None


def _goes_on(heading: Span, name: Span) -> bool:
    """Tell whether the text gives a longer form of the heading (`Projektet "Name II"` below "Name")."""
    longer = fold(name.plain)
    return longer.startswith(fold(heading.plain)) and longer != fold(heading.plain) and not split_title(name).acronym


def _heads(heading: Span, found: list[Found]) -> bool:
    """Tell whether a heading is the title of the project and not the headline of news about it."""
    if not found:
        return False
    first = fold(found[0][0].plain)
    title = split_title(heading)
    parts = {fold(part.plain) for part in (title.whole, title.name, title.acronym) if part is not None}
    if first in parts:
        return True
    return fold(heading.plain).startswith(first) and not _NEWS_VERB.match(heading.plain[len(first) :])


def _expand(draft: Draft, texts: list[Span], found: list[Found], name: str) -> None:
    """Read what a short name stands for: that is the name.

    `ecoINSIDE står för eco INner Scandinavia …`, `CircHubs – Tulevaisuuden kiertotalouskeskukset -hanke`,
    `CircHubs-hankkeessa (6Aika: Tulevaisuuden kiertotalouskeskukset)`.
    """
    for longer, _, quote in found:
        title = split_title(longer)
        if title.acronym is not None and fold(title.acronym.plain) == fold(name):
            say_title(draft, longer, Basis(quote, "phrase:stands-for", _OF_EXPANSION))
            return
    if texts and _expand_by_line(draft, texts[0].page, name):
        return
    quoted = re.compile(rf"\\b{re.escape(name)}, \"(?P<name>[A-ZÅÄÖ][^\"]*\\s[^\"]*)\"")
    bracketed = re.compile(rf"\b{re.escape(name)}(?:\s?-\w+)? \((?:\w+: )?(?P<name>[A-ZÅÄÖ][^(){{}}]*\s[^()]*)\)")
    for text in texts:
        match = _STANDS_FOR.search(text.plain)
        if match and fold(match["acronym"]) != fold(name):
            match = None
        match = match or bracketed.search(text.plain) or quoted.search(text.plain)
        if match and not has_head(match["name"]):
            basis = Basis(text.group(match), "phrase:stands-for", _OF_EXPANSION)
            draft.say(f"name_{language_of(match['name'], draft.language)}", text.group(match, "name").words, basis)
            draft.say("acronym", name, basis)
            return


def _expand_by_line(draft: Draft, page: Page, name: str) -> bool:
    """Read a line that is the short name with the long one behind it ("• RESPONSE - integRatEd Solutions …")."""
    found = _long_names(page).get(name)
    if found is None:
        return False
    line, title = found
    say_title(draft, title, Basis(line, "phrase:stands-for", _OF_EXPANSION))
    return True


@lru_cache(maxsize=4)
def _long_names(page: Page) -> dict[str, tuple[Span, Span]]:
    """Return what a page has before a dash or colon in a line: the line, and its title without the bullet."""
    found: dict[str, tuple[Span, Span]] = {}
    for line in page.whole.lines():
        bullet = _MARK.match(line.plain)
        title = line.cut(bullet.end()) if bullet else line
        for match in _BEFORE_LONG.finditer(title.plain):
            long = title.plain[match.end() :]
            if _LONG.fullmatch(long) and len(long.split()) >= _LONG_WORDS:
                found.setdefault(title.plain[: match.start()], (line, title))
    return found
