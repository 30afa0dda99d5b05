"""Papers that a project stands under: agreements it prepares, strategies it implements, spearheads it makes visible."""

import re

from rihmasto.model.wording import has_head, nominative, split_names, tidy
from rihmasto.sources.pages.draft import INFERRED, PHRASE, Basis, Draft
from rihmasto.sources.pages.lexicon import any_of, category, place_genitive, place_nominative, words
from rihmasto.sources.pages.parties import say_participation
from rihmasto.sources.pages.programmes import Source, find_sources, runs_under
from rihmasto.sources.pages.text import Span

_AGREEMENTS = re.compile(
    r"\b(?P<count>\d{1,3}|[Kk]uusitoista) (?P<between>[\w ]{3,50}? väli)siä (?P<kind>\w*sopimu)ksia"
)
_AGREEMENT = re.compile(
    r"(?P<count>[Ss]ixteen|\d{1,3}) (?P<between>[\w ]{3,40}?) (?:sign|conclude|signed|make) an? "
    r"(?P<kind>[\w ]*?agreement) with (?P<with>the [\w ]*?state)\b"
)
_PARTIES = (
    re.compile(r"[Pp]ääsopijaosapuol(?:et|ina) (?:[\w ]*?)ovat (?P<list>[^.;]+)"),
    re.compile(r"(?P<list>[^.;]+?) are the main (?:contracting )?parties"),
    re.compile(r"[Hh]uvudparter(?:na)? (?:[\w ]*?)är (?P<list>[^.;]+)"),
)
_PREPARES = re.compile(
    r"sopimu\w*\b.*\b(?:valmistel|organisoi)\w*|valmistel\w*\b.*sopimu\w*"
    r"|agreement\b.*\bis (?:being )?prepared|prepares? .*\bagreement|förbered\w* .*avtal",
    re.IGNORECASE | re.DOTALL,
)
_TURN = re.compile(r"[Vv]uoden \d{4} ja (?P<last>\d{4}) vaihteessa|winter of \d{4}-(?P<after>\d{4})")
_STRATEGY = re.compile(
    r"(?P<name>[A-ZÅÄÖ0-9]\w*(?: - [A-ZÅÄÖa-zåäö][\w ]+?)?) ?-strategia(?:a|an|n|sta|lla|ssa|lle|ksi|ssä)?\b"
)
_BELONGS = re.compile(r"(?:hanke|projekti|se) (?:kuuluu|on osa|toteuttaa|liittyy)\b|jota toteut", re.IGNORECASE)
_TAKES_PART = re.compile(any_of("takes_part_in_strategy"), re.IGNORECASE)
_SPEARHEADS = re.compile(rf"{any_of('spearhead')},? {any_of('example')} (?P<list>[^.;]+)", re.DOTALL)
_ACTS = re.compile(r"(?P<city>[A-ZÅÄÖ]\w+(?:ssa|ssä|lla|llä)) (?P<what>\w+)-hankk\w+")
_ROW = re.compile(r"[A-ZÅÄÖ]\w+(?:, [A-ZÅÄÖ]\w+)+ ja [A-ZÅÄÖ]\w+")
_FEWEST_CITIES = 3
_PARTITIVES = (
    ("mistä", "minen"), ("mista", "minen"), ("etta", "e"), ("että", "e"), ("sta", "s"), ("stä", "s"),
)  # fmt: skip


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
    plural, singular = _AGREEMENTS.search(sentence.plain), _AGREEMENT.search(sentence.plain)
    if plural:
        counted = plural["count"]
        named = {"name_fi": f"{counted} {plural['between']}set {plural['kind']}kset"}
    elif singular:
        counted = singular["count"]
        whose = f"{counted.lower()} {singular['between']}"
        named = {"name_en": f"{singular['kind']} of {whose} with {singular['with']}"}
    else:
        return
    named["agreements"] = words("numbers").get(counted.casefold(), counted)
    ref = draft.add("agreement", ("agreements",), Basis(sentence, "phrase:agreements", PHRASE), **named)
    turn = _TURN.search(sentence.plain)
    if turn:
        draft.note(ref, "start", turn["last"] or turn["after"], Basis(sentence, "phrase:turn-of-years", INFERRED))


def _agreement(draft: Draft) -> str:
    rows = draft.rows("agreement")
    return rows[0][0] if rows else ""


def _parties(draft: Draft, sentence: Span) -> None:
    agreement = _agreement(draft)
    basis = Basis(sentence, "phrase:main-parties", PHRASE)
    for pattern in _PARTIES:
        match = pattern.search(sentence.plain) if agreement else None
        for name in split_names(match["list"]) if match else []:
            party = nominative(tidy(name.name.removeprefix("The ")))
            # "The cities" are nobody in particular: they stay in the quote.
            if not category(party) and has_head(party) and " " in party:
                draft.add(
                    "agreement_party", (agreement, party), basis,
                    agreement=agreement, organisation=party, role="main-contracting-party",
                )  # fmt: skip


def _prepares(draft: Draft, sentence: Span) -> None:
    agreement = _agreement(draft)
    if agreement and _PREPARES.search(sentence.plain):
        basis = Basis(sentence, "phrase:prepares-agreement", PHRASE)
        draft.add("commitment", (agreement,), basis, project=draft.ref, relation="prepares", agreement=agreement)


def _strategies(draft: Draft, sentence: Span, sentences: list[Span], title: str) -> None:
    match = _STRATEGY.search(sentence.plain)
    if not match:
        return
    named = sentence.group(match)
    known = next((s for s in find_sources(sentence) if s.span.start == named.start), None)
    source = known or Source(None, named, match["name"] + "-strategia")
    coordination = re.compile(
        rf"{re.escape(match['name'])}(?:-|/)\w*(?:koordinaatio|samordning|coordination)", re.IGNORECASE
    )
    ref = ""
    if coordination.search(title) or any(coordination.search(s.plain) for s in sentences):
        basis = Basis(sentence, "phrase:coordinates-strategy", PHRASE)
        ref = draft.add("strategy", (match["name"],), basis, name_fi=source.name)
        draft.add("commitment", (ref,), basis, project=draft.ref, relation="coordinates", strategy=ref)
    elif _BELONGS.search(sentence.plain):
        ref = runs_under(draft, source, Basis(sentence, "phrase:belongs-to-strategy", PHRASE))
    if ref in {key for key, _ in draft.rows("strategy")}:
        _owners(draft, ref, sentence)


def read_strategy(draft: Draft, sentence: Span) -> None:
    """Read a strategy that the project belongs to, where no other words said in which relation it stands to one."""
    if draft.rows("strategy") or not _TAKES_PART.search(sentence.plain):
        return
    for source in find_sources(sentence):
        if source.programme and source.programme.kind == "strategy":
            runs_under(draft, source, Basis(sentence, "phrase:belongs-to-strategy", PHRASE))


def _owners(draft: Draft, strategy: str, sentence: Span) -> None:
    """Read the cities of a strategy: three or more places in a row, in whatever case they stand."""
    for run in _ROW.finditer(sentence.plain):
        places = [place_nominative(name.name) for name in split_names(run[0])]
        if len(places) >= _FEWEST_CITIES and all(places):
            for place in places:
                say_owner(draft, strategy, city_of(place or ""), Basis(sentence, "inferred:cities-of-strategy", PHRASE))


def say_owner(draft: Draft, strategy: str, organisation: str, basis: Basis) -> None:
    """State that an organisation stands behind a strategy."""
    draft.add(
        "agreement_party", (strategy, organisation), basis,
        strategy=strategy, organisation=organisation, role="strategy-owner",
    )  # fmt: skip


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
                say_participation(draft, city, "coordinator", Basis(sentence, "inferred:city-that-acts", INFERRED))
                return city
    return ""


def _spearheads(draft: Draft, sentence: Span, city: str) -> None:
    match = _SPEARHEADS.search(sentence.plain)
    if not match:
        return
    basis = Basis(sentence, "phrase:spearheads", PHRASE)
    listed = sentence.group(match, "list")
    for name in split_names(listed.plain):
        spearhead = from_partitive(listed.cut(name.start, name.end).words)
        draft.add(
            "designation", (spearhead,), basis,
            name=spearhead, kind="spearhead-project", project=draft.ref, organisation=city,
        )  # fmt: skip


def from_partitive(name: str) -> str:
    """Turn the last word of a Finnish name from the partitive into the nominative: Turkua → Turku."""
    first, _, last = name.rpartition(" ")
    for ending, nominative_ending in _PARTITIVES:
        if last.endswith(ending):
            return f"{first} {last.removesuffix(ending)}{nominative_ending}".strip()
    return f"{first} {last[:-1]}".strip() if re.search(r"[aeiouyäö][aä]$", last) else name
