"""Who pays, through which instrument, and which authority decides: three different things."""

import re
from dataclasses import dataclass

from rihmasto.model.money import find_money
from rihmasto.model.wording import has_head, is_organisation, nominative, split_names
from rihmasto.sources.pages.budget import say_amounts
from rihmasto.sources.pages.draft import INFERRED, LABEL, PHRASE, Draft
from rihmasto.sources.pages.lexicon import Programme, is_empty, language_of, programmes
from rihmasto.sources.pages.text import Span

_AUTHORITY = re.compile(
    r"rahoittajaviranomainen|rahoittava viranomainen|välittävä toimielin|funding authority|finansierande myndighet|finansiärsmyndighet|managing authority",
    re.I,
)
_PER_CENT = re.compile(
    r"\s*\(?(?:noin |enintään |ca |max\.? |about )?\d{1,3}(?:[.,]\d+)? ?(?:%|prosenttia|procent|per cent)\)?[^,;()]*$",
    re.I,
)
_OWN = re.compile(
    r"oma ?rahoitus|omarahoitus|kunta ?rahoitus|kuntarahoitus|yksityinen|egenfinansiering|self-financing|own (?:funding|contribution)|hankerahoitus|projektfinansiering|^budjetti|^budget|partnerit|kumppanit$|^muu ",
    re.I,
)
_CALLED = re.compile(
    r"[ -](?:rahoitus|rahoitusta|rahoituksella|ohjelma|ohjelman|ohjelmasta|ohjelmaa|funding|programme|program|-?finansiering|-tuki|tuki)$",
    re.I,
)
_PROSE = re.compile(
    r"(?:Hanke|Hanketta|Hankkeen|Projekti|Projektin|Projektet|The project|Rahoitus |Rahoitusta |Funding )\b.*",
    re.DOTALL,
)
_PART_OF = re.compile(
    r"(?:osana|part of|del av|kuuluu|belongs to)\s+(?:the |EU:n )?(?P<programme>[A-ZÅÄÖ0-9][^.;]*?(?:ohjelma(?:a|an|n)|[Pp]rogramme|programmet|programm?et))",
    re.DOTALL,
)
_OHJELMA = re.compile(r"(?P<stem>ohjelma)(?:a|an|n|sta|ssa|lla|ksi)$")


@dataclass(frozen=True, slots=True)
class Source:
    """A fund or programme in a text.

    Attributes:
        programme: the entry of `programmes.toml`, or None for one that is only called a programme.
        span: its words.
        name: its name in the nominative.
    """

    programme: Programme | None
    span: Span
    name: str


def programme_name(words: str) -> str:
    """Give a programme's name its basic form: "Interreg Europe -ohjelman" → "Interreg Europe"."""
    words = " ".join(words.split())
    words = re.sub(
        r"\s+-(?:ohjelma|rahoitus|strategia)\w*$|-rahoitu\w+$|-tu(?:ki|en)$|(?<=[A-Z+])-ohjelma\w*$", "", words
    )
    words = re.sub(r"strategia(?:a|an|n|sta|ssa|lla)$", "strategia", words)
    words = re.sub(r"tukemisen\b", "tukeminen", words)
    return _OHJELMA.sub(r"\g<stem>", nominative(words) if "rahasto" in words else words)


def find_sources(text: Span) -> list[Source]:
    """Find the funds and programmes of `programmes.toml` in a text; of overlapping ones the longest."""
    found: list[Source] = []
    for programme in programmes():
        for match in programme.match.finditer(text.plain):
            found.append(Source(programme, text.group(match), programme_name(text.group(match).words)))  # noqa: PERF401
    found.sort(key=lambda s: (s.span.start, s.span.start - s.span.end))
    kept: list[Source] = []
    for source in found:
        if not kept or source.span.start >= kept[-1].span.end:
            kept.append(source)
    return kept


def say_programme(draft: Draft, source: Source, quote: Span, rule: str, confidence: float = LABEL) -> str:
    """State that a fund or programme exists; return its reference."""
    entry = source.programme
    language = language_of(source.name, draft.language)
    claims = [draft.claim(f"name_{language}", source.name, quote, rule, confidence)]
    if entry and entry.kind != "programme-fund":
        claims += [
            draft.claim(f"name_{tongue}", name, quote, rule, INFERRED)
            for tongue, name in entry.names.items()
            if tongue != language
        ]
        if entry.acronym.isupper() or "+" in entry.acronym or entry.acronym == "6Aika":
            claims.append(draft.claim("acronym", entry.acronym, quote, rule, INFERRED))
    kind = "programme" if entry and entry.kind == "programme" else "instrument"
    claims.append(draft.claim("kind", kind, quote, rule, confidence))
    return draft.add("programme", (entry.acronym if entry and entry.names else source.name,), *claims)


def say_funding(  # noqa: PLR0913 - the sides of one grant
    draft: Draft,
    quote: Span,
    rule: str,
    *,
    funder: str = "",
    source: Source | None = None,
    authority: str = "",
    confidence: float = LABEL,
) -> str:
    """State a grant of the project: funder, instrument or authority, whichever the page names."""
    claims = [draft.claim("project", draft.ref, quote, rule, confidence)]
    identity: tuple[str, ...] = ("", "", "")
    if source:
        ref = say_programme(draft, source, quote, rule, confidence)
        claims.append(draft.claim("instrument", ref, quote, rule, confidence))
        identity = (ref, "", "")
    if funder:
        claims.append(draft.claim("funder", funder, quote, rule, confidence))
        identity = (identity[0], funder, "")
    if authority:
        claims.append(draft.claim("authority", authority, quote, rule, confidence))
        identity = (*identity[:2], authority)
    return draft.add("funding", identity, *claims)


def set_authority(draft: Draft, authority: str, quote: Span, rule: str, confidence: float = LABEL) -> None:
    """State the funding authority: of the one grant there is, else of a grant of its own."""
    if is_empty(authority) or not draft.sound(authority, quote):
        return
    grants = draft.rows("funding")
    if any(c.column == "authority" for _, claims in grants for c in claims):
        return
    if grants:
        grants[0][1].append(draft.claim("authority", authority, quote, rule, confidence))
    else:
        say_funding(draft, quote, rule, authority=authority, confidence=confidence)


def read_funding(draft: Draft, value: Span, label: Span, rule: str) -> None:
    """Read the value of a "Funding:" label: funders, instruments, authority, per cents and amounts in any order."""
    for sentence in value.sentences():
        quote = label.to(sentence) if sentence.start - label.end < 3 else sentence  # noqa: PLR2004
        part_of = _PART_OF.search(sentence.plain)
        if part_of:
            _programme_of(draft, sentence.group(part_of, "programme"), quote, "phrase:financed-as-part-of")
        say_amounts(draft, sentence, quote, rule)
        prose = _PROSE.fullmatch(sentence.plain)
        authority = ""
        for piece in _pieces(sentence):
            if find_money(piece.plain) or (prose and not _named(piece)):
                continue
            authority = _piece(draft, piece, quote, rule, prose=bool(prose)) or authority
        if authority:
            set_authority(draft, authority, quote, rule)


def _named(piece: Span) -> bool:
    return any(
        source.span.start - piece.start < 3 and source.span.end >= piece.end - 12 for source in find_sources(piece)
    )  # noqa: PLR2004


def _pieces(sentence: Span) -> list[Span]:
    return [sentence.cut(name.start, name.end).strip(".") for name in split_names(sentence.plain)]


def _piece(draft: Draft, piece: Span, quote: Span, rule: str, *, prose: bool) -> str:
    """Read one name of a funding field; return it when it is the authority's."""
    inside = re.search(r"\s*\(([^()]*)\)\s*$", piece.plain)
    outer = piece.cut(0, inside.start()).strip() if inside else piece
    if inside and _AUTHORITY.search(inside[1]):
        return nominative(outer.words)
    percent = _PER_CENT.search(piece.plain)
    if percent and percent.start():
        return _piece(draft, piece.cut(0, percent.start()).strip(), quote, rule, prose=prose)
    if is_empty(piece.words) or _OWN.search(piece.plain) or not draft.sound(piece.words, quote):
        return ""
    sources = find_sources(piece)
    whole = next((s for s in sources if s.span.start - piece.start < 4 and _rest(piece, s)), None)  # noqa: PLR2004
    if whole:
        _instrument(draft, whole, quote, rule)
    elif inside and " " in inside[1] and not inside[1][:1].isdigit():
        _through(draft, nominative(outer.words), piece.group(inside, 1), quote, rule)
    elif (
        not prose
        and (has_head(piece.plain) or piece.plain[:1].isupper())
        and is_organisation(piece.plain)
        and len(piece.plain) < 110
    ):  # noqa: PLR2004
        called = _CALLED.search(piece.plain)
        if called and not has_head(piece.plain):
            _instrument(draft, Source(None, piece, programme_name(piece.words)), quote, rule)
        else:
            say_funding(draft, quote, rule, funder=nominative(piece.words))
    return ""


def _rest(piece: Span, source: Source) -> bool:
    """Tell whether a piece is the name of a programme and little else."""
    rest = piece.plain[source.span.end - piece.start :]
    return not rest.strip(" .") or bool(
        re.fullmatch(r"[ -]*(?:-?\w*rahoitu\w*|-?ohjelma\w*|funding|programme|-tuki|finansiering)\.?", rest.strip())
    )


def _instrument(draft: Draft, source: Source, quote: Span, rule: str) -> None:
    """An instrument named beside its funder belongs to that funder's grant, else it is a grant of its own."""
    kind = source.programme.kind if source.programme else "programme-fund"
    if kind in {"programme", "strategy"}:
        runs_under(draft, source, quote, rule)
        return
    grants = [
        (key, claims) for key, claims in draft.rows("funding") if not any(c.column == "instrument" for c in claims)
    ]
    if kind == "instrument" and grants and any(c.column == "funder" for c in grants[-1][1]):
        ref = say_programme(draft, source, quote, rule)
        grants[-1][1].append(draft.claim("instrument", ref, quote, rule))
        return
    say_funding(draft, quote, rule, source=source)


def _through(draft: Draft, funder: str, instrument: Span, quote: Span, rule: str) -> None:
    """`Ministry (instrument)`: the ministry pays through the instrument."""
    sources = find_sources(instrument)
    source = sources[0] if sources else Source(None, instrument, programme_name(instrument.words))
    say_funding(draft, quote, rule, funder=funder, source=source)
    ref = say_programme(draft, source, quote, rule)
    held = draft.records[ref[1:]][1]
    held.append(draft.claim("funder", funder, quote, rule))


def runs_under(draft: Draft, source: Source, quote: Span, rule: str, confidence: float = PHRASE) -> None:
    """State that the project runs under a programme or strategy."""
    if source.programme and source.programme.kind == "strategy":
        name = draft.claim(f"name_{language_of(source.name, draft.language)}", source.name, quote, rule, confidence)
        ref, relation, column = draft.add("strategy", (source.programme.acronym,), name), "implements", "strategy"
    else:
        ref, relation, column = say_programme(draft, source, quote, rule, confidence), "runs-under", "programme"
    draft.add(
        "commitment",
        (ref,),
        draft.claim("project", draft.ref, quote, rule, confidence),
        draft.claim("relation", relation, quote, rule, confidence),
        draft.claim(column, ref, quote, rule, confidence),
    )


def _programme_of(draft: Draft, words: Span, quote: Span, rule: str) -> None:
    sources = find_sources(words)
    source = (
        sources[0]
        if sources and len(sources[0].name) > len(words.words) * 0.6
        else Source(None, words, programme_name(words.words))
    )
    runs_under(draft, source, quote, rule)


def funds_of_addresses(draft: Draft, value: Span, quote: Span) -> None:
    """Infer a fund from the file name of its banner ("…eu_eakr-vipuv-ul-banner…"), with less confidence."""
    for programme in programmes():
        if (
            programme.address
            and programme.address.search(value.plain.casefold())
            and re.search(r"https?:|\.(?:png|jpg|svg|gif)", value.plain)
        ):
            name = programme.names[draft.language]
            say_funding(
                draft,
                quote,
                "inferred:fund-of-banner-address",
                source=Source(programme, value, name),
                confidence=INFERRED,
            )
