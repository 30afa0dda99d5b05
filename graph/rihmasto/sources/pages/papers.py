"""Papers that a project stands under: agreements it prepares, strategies it implements, spearheads it makes visible."""

import re

from rihmasto.model.wording import has_head, nominative, split_names
from rihmasto.sources.pages.draft import INFERRED, LABEL, PHRASE, Draft
from rihmasto.sources.pages.funding import Source, find_sources, runs_under
from rihmasto.sources.pages.lexicon import category, place_genitive, place_nominative
from rihmasto.sources.pages.parties import say_participation
from rihmasto.sources.pages.text import Span

_AGREEMENTS = re.compile(r"(?P<count>\d{1,3}|[Kk]uusitoista) (?P<between>[\w ]{3,50}? väli)siä (?P<kind>\w*sopimu)ksia")
_AGREEMENT = re.compile(
    r"(?P<count>[Ss]ixteen|\d{1,3}) (?P<between>[\w ]{3,40}?) (?:sign|conclude|signed|make) an? (?P<kind>[\w ]*?agreement) with (?P<with>the [\w ]*?state)\b"
)
_PARTIES = (
    re.compile(r"[Pp]ääsopijaosapuol(?:et|ina) (?:[\w ]*?)ovat (?P<list>[^.;]+)"),
    re.compile(r"(?P<list>[^.;]+?) are the main (?:contracting )?parties"),
    re.compile(r"[Hh]uvudparter(?:na)? (?:[\w ]*?)är (?P<list>[^.;]+)"),
)
_PREPARES = re.compile(
    r"sopimu\w*\b.*\b(?:valmistel|organisoi)\w*|valmistel\w*\b.*sopimu\w*|agreement\b.*\bis (?:being )?prepared|prepares? .*\bagreement|förbered\w* .*avtal",
    re.I | re.S,
)
_TURN = re.compile(
    r"[Vv]uoden (?P<first>\d{4}) ja (?P<last>\d{4}) vaihteessa|winter of (?P<winter>\d{4})-(?P<after>\d{4})"
)
_STRATEGY = re.compile(r"(?P<name>[A-ZÅÄÖ0-9]\w*(?: - [A-ZÅÄÖ][\w ]+?)?) ?-strategia\w*")
_BELONGS = re.compile(r"(?:[Hh]anke|[Pp]rojekti|Se) (?:kuuluu|on osa|toteuttaa|liittyy)\b|jota toteut", re.I)
_SPEARHEADS = re.compile(
    r"(?:kärkihank-?ke\w*|spearhead projects|spetsprojekt\w*),? (?:kuten|esimerkiksi|such as|including|såsom|till exempel) (?P<list>[^.;]+)",
    re.S,
)
_ACTS = re.compile(r"(?P<city>[A-ZÅÄÖ]\w+(?:ssa|ssä|lla|llä)) (?P<what>\w+)-hankk\w+")


def read_papers(draft: Draft, sentences: list[Span], title: str) -> None:
    """Read agreements, strategies and designations from the sentences of a page."""
    for sentence in sentences:
        _agreements(draft, sentence)
    for sentence in sentences:
        _parties(draft, sentence)
        _prepares(draft, sentence)
        _strategies(draft, sentence, sentences, title)
    city = _coordinating_city(draft, sentences, title)
    for sentence in sentences:
        _spearheads(draft, sentence, city)


def _agreements(draft: Draft, sentence: Span) -> None:
    rule = "phrase:agreements"
    match = _AGREEMENTS.search(sentence.plain)
    if match:
        column, name = "name_fi", f"{match['count']} {match['between']}set {match['kind']}kset"
    else:
        match = _AGREEMENT.search(sentence.plain)
        if not match:
            return
        column, name = "name_en", f"{match['kind']} of {match['count'].lower()} {match['between']} with {match['with']}"
    ref = draft.add("agreement", ("agreements",), draft.claim(column, name, sentence, rule, PHRASE))
    turn = _TURN.search(sentence.plain)
    if turn:
        held = draft.records[ref[1:]][1]
        held.append(draft.claim("start", turn["last"] or turn["after"], sentence, "phrase:turn-of-years", INFERRED))


def _agreement(draft: Draft) -> str:
    rows = draft.rows("agreement")
    return "#" + rows[0][0] if rows else ""


def _parties(draft: Draft, sentence: Span) -> None:
    agreement = _agreement(draft)
    for pattern in _PARTIES:
        match = pattern.search(sentence.plain)
        if not match or not agreement:
            continue
        rule = "phrase:main-parties"
        for name in split_names(match["list"]):
            # "The cities" are nobody in particular: they stay in the quote of the agreement.
            if category(name.name) or not has_head(name.name) or " " not in name.name.removeprefix("The "):
                continue
            party = nominative(name.name)
            draft.add(
                "agreement_party",
                (agreement, party),
                draft.claim("agreement", agreement, sentence, rule, PHRASE),
                draft.claim("organisation", party, sentence, rule, PHRASE),
                draft.claim("role", "main-contracting-party", sentence, rule, PHRASE),
            )


def _prepares(draft: Draft, sentence: Span) -> None:
    agreement = _agreement(draft)
    if not agreement or not _PREPARES.search(sentence.plain):
        return
    rule = "phrase:prepares-agreement"
    draft.add(
        "commitment",
        (agreement,),
        draft.claim("project", draft.ref, sentence, rule, PHRASE),
        draft.claim("relation", "prepares", sentence, rule, PHRASE),
        draft.claim("agreement", agreement, sentence, rule, PHRASE),
    )


def _strategies(draft: Draft, sentence: Span, sentences: list[Span], title: str) -> None:
    match = _STRATEGY.search(sentence.plain)
    if not match:
        return
    name = match["name"]
    coordination = re.compile(rf"{re.escape(name)}(?:-|/)\w*(?:koordinaatio|samordning|coordination)", re.IGNORECASE)
    coordinating = coordination.search(title) or any(coordination.search(s.plain) for s in sentences)
    words = sentence.group(match)
    source = next((s for s in find_sources(sentence) if s.span.start == words.start), None) or Source(
        None, words, name + "-strategia"
    )
    if coordinating:
        ref = draft.add("strategy", (name,), draft.claim("name_fi", source.name, sentence, "phrase:strategy", PHRASE))
        rule = "phrase:coordinates-strategy"
        draft.add(
            "commitment",
            (ref,),
            draft.claim("project", draft.ref, sentence, rule, PHRASE),
            draft.claim("relation", "coordinates", sentence, rule, PHRASE),
            draft.claim("strategy", ref, sentence, rule, PHRASE),
        )
    elif _BELONGS.search(sentence.plain):
        runs_under(draft, source, sentence, "phrase:belongs-to-strategy")
        rows = draft.rows("strategy")
        ref = "#" + rows[-1][0] if rows else ""
    else:
        return
    if ref:
        _owners(draft, ref, sentence)


def _owners(draft: Draft, strategy: str, sentence: Span) -> None:
    """Read the cities of a strategy: three or more places in a row, in whatever case they stand."""
    for run in re.finditer(r"[A-ZÅÄÖ]\w+(?:, [A-ZÅÄÖ]\w+)+ ja [A-ZÅÄÖ]\w+", sentence.plain):
        places = [place_nominative(name.name) for name in split_names(run[0])]
        if len(places) < 3 or None in places:  # noqa: PLR2004
            continue
        for place in places:
            say_owner(draft, strategy, city_of(place or ""), sentence, "phrase:cities-of-strategy", PHRASE)


def say_owner(
    draft: Draft, strategy: str, organisation: str, quote: Span, rule: str, confidence: float = LABEL
) -> None:
    """State that an organisation stands behind a strategy."""
    draft.add(
        "agreement_party",
        (strategy, organisation),
        draft.claim("strategy", strategy, quote, rule, confidence),
        draft.claim("organisation", organisation, quote, rule, confidence),
        draft.claim("role", "strategy-owner", quote, rule, confidence),
    )


def city_of(place: str) -> str:
    """Return the name of a city as an organisation: Turku → Turun kaupunki."""
    genitive = place_genitive(place)
    return f"{genitive} kaupunki" if genitive else place


def _coordinating_city(draft: Draft, sentences: list[Span], title: str) -> str:
    """Infer the city that acts: `Turussa 6Aika-hankkeilla …` on the page of a coordination project."""
    for sentence in sentences:
        for match in _ACTS.finditer(sentence.plain):
            place = place_nominative(match["city"])
            if place and re.search(rf"{re.escape(match['what'])}\b.*koordinaatio", title, re.IGNORECASE):
                city = city_of(place)
                say_participation(draft, city, "coordinator", sentence, "inferred:city-that-acts", INFERRED)
                return city
    return ""


def _spearheads(draft: Draft, sentence: Span, city: str) -> None:
    match = _SPEARHEADS.search(sentence.plain)
    if not match:
        return
    rule = "phrase:spearheads"
    listed = sentence.group(match, "list")
    for name in split_names(listed.plain):
        words = from_partitive(listed.cut(name.start, name.end).words)
        claims = [
            draft.claim("name", words, sentence, rule, PHRASE),
            draft.claim("kind", "spearhead-project", sentence, rule, PHRASE),
            draft.claim("project", draft.ref, sentence, rule, PHRASE),
        ]
        if city:
            claims.append(draft.claim("organisation", city, sentence, rule, PHRASE))
        draft.add("designation", (words,), *claims)


def from_partitive(name: str) -> str:
    """Turn the last word of a Finnish name from the partitive into the nominative: Turkua → Turku."""
    first, _, last = name.rpartition(" ")
    for ending, nominative_ending in (
        ("mistä", "minen"),
        ("mista", "minen"),
        ("etta", "e"),
        ("että", "e"),
        ("sta", "s"),
        ("stä", "s"),
    ):
        if last.endswith(ending):
            return f"{first} {last.removesuffix(ending)}{nominative_ending}".strip()
    if re.search(r"[aeiouyäö][aä]$", last):
        return f"{first} {last[:-1]}".strip()
    return name
