"""Who pays, through which instrument, and which authority decides: three different things."""

import re

from rihmasto.model.money import find_money
from rihmasto.model.wording import has_head, is_organisation, nominative, split_names
from rihmasto.sources.pages.budget import say_amounts
from rihmasto.sources.pages.draft import INFERRED, Basis, Draft
from rihmasto.sources.pages.lexicon import any_of, is_empty, programmes, words
from rihmasto.sources.pages.parties import own_words
from rihmasto.sources.pages.programmes import Source, find_sources, programme_name, runs_under, say_programme
from rihmasto.sources.pages.text import Span

_PER_CENT = re.compile(
    rf"\s*\(?(?:{any_of('about')} )?\d{{1,3}}(?:[.,]\d+)? ?{any_of('per_cent')}\)?[^,;()]*$", re.IGNORECASE
)
_CALLED = re.compile(r"[ -](?:rahoitu[sk]\w*|ohjelma\w*|funding|programme?|-?finansiering|-?tuki)$", re.IGNORECASE)
_PROSE = re.compile(rf"^{any_of('prose_start')} [a-zåäö]|^\S+ \S+ .*\b{any_of('prose_verb')}\b .*\S", re.DOTALL)
_PART_OF = re.compile(
    rf"{any_of('part_of_programme')}\s+(?:the |EU:n )?"
    r"(?P<programme>[A-ZÅÄÖ0-9][^.;]*?(?:ohjelma(?:a|an|n)|[Pp]rogramme|programm?et))",
    re.DOTALL,
)
_REST = re.compile(r"[ -]*(?:-?\w*rahoitu\w*|-?ohjelma\w*|funding|programme|-tuki|finansiering|-strategia\w*)\.?")
# Who decides: "rahoittajaviranomainen Uudenmaan liitto", "… genom Närings-, trafik- och miljöcentralen".
_DECIDES = re.compile(rf"{any_of('decides')}(?:na)?:?\s+(?:on |toimii |is |är )?(?=[A-ZÅÄÖ])", re.IGNORECASE)
_VIA = re.compile(rf"\s{any_of('through')}\s(?:the\s)?(?=\S.*{any_of('authority_head')}\b)")
_INSIDE = re.compile(r"\s*\(([^()]*)\)\s*$")
_LONGEST, _NEAR, _NAME_BEFORE, _PART_WORDS = 110, 4, 60, 4


def say_funding(
    draft: Draft, basis: Basis, *, funder: str = "", source: Source | None = None, authority: str = ""
) -> str:
    """State a grant of the project: funder, instrument or authority, whichever the page names."""
    if is_empty(funder + authority) and not source:
        return ""
    ref = say_programme(draft, source, basis) if source else ""
    return draft.add(
        "funding", (ref, funder, authority), basis,
        project=draft.ref, instrument=ref, funder=funder, authority=authority,
    )  # fmt: skip


def set_authority(draft: Draft, authority: str, basis: Basis) -> None:
    """State the funding authority: of the grant there is, else of a grant of its own."""
    grants = draft.rows("funding")
    if is_empty(authority) or any("authority" in values for _, values in grants):
        return
    if grants:
        draft.note(grants[0][0], "authority", authority, basis)
    else:
        say_funding(draft, basis, authority=authority)


def say_funder(draft: Draft, name: str, span: Span, basis: Basis) -> None:
    """State a funder that a phrase names: a fund or programme when it is one, else an organisation."""
    source = next((s for s in find_sources(span) if s.span.start - span.start < _NEAR + 1), None)
    if source:
        _instrument(draft, source, basis)
    elif not any(values.get("funder") == name for _, values in draft.rows("funding")):
        say_funding(draft, basis, funder=name)


def read_funding(draft: Draft, value: Span, label: Span, rule: str) -> None:
    """Read the value of a "Funding:" label: funders, instruments, authority, per cents and amounts in any order."""
    for sentence in value.sentences():
        basis = Basis(label.to(sentence) if sentence.start - label.end < _NEAR else sentence, rule)
        part_of = _PART_OF.search(sentence.plain)
        if part_of:
            programme_of(draft, sentence.group(part_of, "programme"), Basis(basis.quote, "phrase:financed-as-part-of"))
        say_amounts(draft, sentence, basis)
        prose = _PROSE.search(sentence.plain) is not None
        authority = ""
        for name in split_names(sentence.plain):
            whole = sentence.cut(name.start, name.end).strip(".")
            piece = _before_money(whole)
            if not piece or find_money(piece.plain) or (prose and not _is_source(piece)):
                continue
            said = name.name if piece == whole else piece.words
            authority = _piece(draft, piece, said, basis, prose=prose) or authority
        for source in find_sources(sentence) if prose else []:
            _instrument(draft, source, basis)
        set_authority(draft, authority, basis)


def _before_money(piece: Span) -> Span:
    """Cut the amount behind a funder: "EAKR 1 126 349 €", "Konstsamfundet (8 500 €)"."""
    money = find_money(piece.plain)
    if not money or not money[0].start:
        return piece
    name = piece.cut(0, money[0].start).strip(" (:,-")
    leading = re.match(r"(?:josta|joista|varav|of which)\s+", name.plain)
    name = name.cut(leading.end()) if leading else name
    opened = name.plain.rfind("(")
    name = name.cut(0, opened).strip() if opened > 0 and ")" not in name.plain[opened:] else name
    source = [s for s in find_sources(name) if _is_whole(name, s)]
    party = has_head(name.plain) or (piece.plain[money[0].start - 1] == "(" and is_organisation(name.plain))
    budget = re.search(words("funding")["own"] + "|osuus|share|andel|yhteensä|total", name.plain, re.IGNORECASE)
    return name if (source or party) and not budget else piece


def _is_source(piece: Span) -> bool:
    return any(s.span.start - piece.start < _NEAR and s.span.end >= piece.end - 12 for s in find_sources(piece))


def _piece(draft: Draft, piece: Span, name: str, basis: Basis, *, prose: bool) -> str:
    """Read one name of a funding field; return it when it is the authority's."""
    decides, through = _DECIDES.match(piece.plain), _VIA.search(piece.plain)
    if decides:
        return nominative(piece.cut(decides.end()).words)
    if through:
        _piece(draft, piece.cut(0, through.start()).strip(), piece.plain[: through.start()], basis, prose=prose)
        return nominative(piece.cut(through.end()).words)
    if _given_by(draft, piece, basis):
        return ""
    inside = _INSIDE.search(piece.plain)
    if inside and re.search(words("funding")["authority"], inside[1], re.IGNORECASE):
        return nominative(piece.cut(0, inside.start()).strip().words)
    percent = _PER_CENT.search(piece.plain)
    if percent and percent.start():
        shorter = piece.cut(0, percent.start()).strip()
        return _piece(draft, shorter, shorter.words, basis, prose=prose)
    if not is_empty(piece.words) and not re.search(words("funding")["own"], piece.plain, re.IGNORECASE):
        _paying(draft, piece, name, basis, prose=prose)
    return ""


def _given_by(draft: Draft, piece: Span, basis: Basis) -> bool:
    """Read "Varsinais-Suomen liiton AKKE": an organisation in the genitive pays through its instrument."""
    of = next((s for s in find_sources(piece) if s.span.start > piece.start), None)
    giver = piece.cut(0, of.span.start - piece.start).strip() if of else None
    if of and giver and has_head(giver.plain) and giver.plain.endswith("n") and _is_whole(piece, of):
        _through(draft, nominative(giver.words), of.span, basis)
        return True
    return False


def _paying(draft: Draft, piece: Span, name: str, basis: Basis, *, prose: bool) -> None:
    """State what a piece names: a fund or programme, a payer with its instrument in brackets, or a payer."""
    inside = _INSIDE.search(piece.plain)
    whole = next((s for s in find_sources(piece) if s.span.start - piece.start < _NEAR and _is_whole(piece, s)), None)
    if whole is None and not prose:
        whole = _longer(piece)
    if whole:
        _instrument(draft, whole, basis)
    elif inside and " " in inside[1] and not inside[1][:1].isdigit():
        payer = piece.cut(0, inside.start()).strip()
        _through(draft, nominative(payer.words), piece.group(inside, 1), basis)
    elif not prose and len(piece.plain) < _LONGEST:
        _payer(draft, piece, name, basis)


def _payer(draft: Draft, piece: Span, name: str, basis: Basis) -> None:
    if re.fullmatch(words("funding")["givers"], piece.plain, re.IGNORECASE):
        say_funding(draft, basis, funder=piece.words)
    if not ((has_head(name) or piece.plain[:1].isupper()) and is_organisation(name)):
        return
    if _CALLED.search(piece.plain) and not has_head(piece.plain):
        _instrument(draft, Source(None, piece, programme_name(piece.words)), basis)
        return
    say_funding(draft, basis, funder=nominative(own_words(name, piece)))


def _is_whole(piece: Span, source: Source) -> bool:
    """Tell whether a piece is the name of a programme and little else."""
    rest = piece.plain[source.span.end - piece.start :].strip(" .")
    return not rest or _REST.fullmatch(rest) is not None


def _longer(piece: Span) -> Source | None:
    """Find a programme whose name goes on with a part of it: "Nordplus Högre utbildning"."""
    source = next((s for s in find_sources(piece) if s.span.start == piece.start), None)
    rest = piece.plain[source.span.end - piece.start :].split() if source else []
    part = 0 < len(rest) <= _PART_WORDS and rest[0][:1].isupper() and not any(c.isdigit() for c in " ".join(rest))
    kind = source.programme.kind if source and source.programme else ""
    return Source(None, piece, piece.words) if part and kind == "programme-fund" else None


def _instrument(draft: Draft, source: Source, basis: Basis) -> None:
    """State an instrument: it belongs to the grant of the funder named beside it, else it is a grant of its own."""
    kind = source.programme.kind if source.programme else "programme-fund"
    if kind in {"programme", "strategy"}:
        runs_under(draft, source, basis)
        return
    grants = [(ref, v["funder"]) for ref, v in draft.rows("funding") if "instrument" not in v and "funder" in v]
    before = source.span.page.plain[max(0, source.span.start - _NAME_BEFORE) : source.span.start].strip()
    for ref, funder in reversed(grants):
        if kind == "instrument" or nominative(before).endswith(funder):
            draft.note(ref, "instrument", say_programme(draft, source, basis), basis)
            return
    say_funding(draft, basis, source=source)


def _through(draft: Draft, funder: str, instrument: Span, basis: Basis) -> None:
    """`Ministry (instrument)`: the ministry pays through the instrument."""
    sources = find_sources(instrument)
    source = sources[0] if sources else Source(None, instrument, programme_name(instrument.words))
    say_funding(draft, basis, funder=funder, source=source)
    draft.note(say_programme(draft, source, basis), "funder", funder, basis)


def programme_of(draft: Draft, text: Span, basis: Basis) -> None:
    """State the programme that a phrase names, known or not."""
    sources = find_sources(text)
    known = sources and len(sources[0].name) * 2 > len(text.words)
    runs_under(draft, sources[0] if known else Source(None, text, programme_name(text.words)), basis)


def funds_of_addresses(draft: Draft, value: Span, quote: Span) -> None:
    """Infer a fund from the file name of its banner ("…eu_eakr-vipuv-ul-banner…"), with less confidence."""
    for programme in programmes():
        if programme.address and programme.address.search(value.plain.casefold()):
            source = Source(programme, value, programme.names[draft.language])
            say_funding(draft, Basis(quote, "inferred:fund-of-banner-address", INFERRED), source=source)
