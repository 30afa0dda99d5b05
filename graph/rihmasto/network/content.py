"""What the page's script gets to know: the network, with everything told once and referred to by number."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from rihmasto.errors import LANGUAGES, Language
from rihmasto.model.roles import TAKING_PART
from rihmasto.names import fold
from rihmasto.network.addresses import safe_address
from rihmasto.network.centrality import Measure, measures
from rihmasto.network.drawing import Lettering, frame
from rihmasto.network.graph import FALLBACK, Amount, Grant, Link, Names, Network, Node, Project, Quote, Reason, Sum
from rihmasto.network.imprint import Imprint, last_retrieved
from rihmasto.network.labels import GAP, LEVELS, LINE, PLACES, shape_factor, text_width
from rihmasto.network.money import sums
from rihmasto.network.plan import LEAST, Layout, reach
from rihmasto.network.signs import sign_of, signs
from rihmasto.network.summary import summary
from rihmasto.network.words import concepts, spoken, what, words

# The page measures this text in its own font, and shrinks the names if the font runs wider than ours.
_PROBE = "Varsinais-Suomen liitto, Åbo Akademi, Hansdotter & Co 0123456789"


def search_key(text: str) -> str:
    """Fold a text for the search: case, dashes, and the dots and rings over letters do not matter."""
    plain = unicodedata.normalize("NFKD", fold(text))
    return "".join(char for char in plain if not unicodedata.combining(char)).strip()


def content(
    network: Network, layout: Layout, letterings: Mapping[Language, Lettering], language: Language, imprint: Imprint
) -> dict[str, Any]:
    """Gather the data of the page.

    Args:
        network: what the map shows.
        layout: where.
        letterings: the names in each language.
        language: that the page opens in.
        imprint: whose map it is.

    Returns:
        What `json.dumps` takes; the script of the page reads it.
    """
    numbers = _Numbers(network)
    measured = measures(network)
    return {
        "map": network.name,
        "titles": {language: imprint.heading(network, language) for language in LANGUAGES},
        "imprint": {
            "publisher": imprint.publisher,
            "licence": imprint.licence,
            "retrieved": last_retrieved(network),
        },
        "language": language,
        "fallback": FALLBACK,
        "words": {code: _names(names) for code, names in words().items()},
        "roles": {slug: _names(names) for slug, names in concepts("roles").items() if slug in TAKING_PART},
        "frame": frame(layout),
        "levels": LEVELS,
        "factors": [shape_factor(level) for level in LEVELS],
        "places": PLACES,
        "least": LEAST,
        "gap": GAP,
        "line": LINE,
        "probe": {"text": _PROBE, "width": round(text_width(_PROBE, 100), 1)},
        "legend": _legend(network),
        "kinds": {slug: _names(names) for slug, names in concepts("budget-kinds").items()},
        "nodes": [_node(node, numbers, measured[node.key], letterings, network) for node in network.nodes],
        "links": [_link(link, numbers) for link in network.links],
        "reasons": [_reason(reason, numbers) for reason in numbers.reasons],
        "quotes": [_quote(quote, numbers) for quote in numbers.quotes],
        **_things(network, numbers),
        "summary": [
            {"word": passage.word, "nodes": [[numbers.nodes[key], figure] for key, figure in passage.nodes]}
            for passage in summary(network, measured)
        ],
        "largest": sum(measure.group == 0 for measure in measured.values()),
        "leftOut": network.left_out,
        "weak": network.weak,
    }


class _Numbers:
    """The number of each thing in its list of the page's data."""

    def __init__(self, network: Network) -> None:
        self.nodes = {node.key: i for i, node in enumerate(network.nodes)}
        self.projects = {key: i for i, key in enumerate(network.projects)}
        self.packages = {key: i for i, key in enumerate(network.packages)}
        self.sources = {key: i for i, key in enumerate(network.sources)}
        things: list[Node | Link] = [*network.nodes, *network.links]
        told = dict.fromkeys(reason for thing in things for reason in thing.reasons)
        self.reasons = {reason: i for i, reason in enumerate(told)}
        said = [reason.quotes for reason in told]
        said += [amount.quotes for project in network.projects.values() for amount in project.amounts]
        self.quotes = {quote: i for i, quote in enumerate(dict.fromkeys(quote for quotes in said for quote in quotes))}
        # A reason speaks of an organisation; on the governance map that is the node of the lead.
        self.organisations = {
            node.key.removeprefix("lead:"): i
            for i, node in enumerate(network.nodes)
            if node.sort in ("organisation", "lead")
        }


def _names(names: Names) -> dict[str, str]:
    return {language: name for language in LANGUAGES if (name := getattr(names, language))}


def _node(
    node: Node, numbers: _Numbers, measure: Measure, letterings: Mapping[Language, Lettering], network: Network
) -> dict[str, Any]:
    every = dict.fromkeys((*_names(node.names).values(), *node.aliases))
    return {
        "key": node.key,
        "sort": node.sort,
        "names": _names(node.names),
        "aliases": node.aliases,
        "find": [search_key(name) for name in every],
        "what": {language: what(node, language) for language in LANGUAGES},
        "spoken": {language: spoken(node, language) for language in LANGUAGES},
        "reach": reach(node),
        "links": measure.partners,
        "projects": [numbers.projects[key] for key in node.projects],
        "reasons": [numbers.reasons[reason] for reason in node.reasons],
        "sums": [_money(one) for one in sums((network.projects[key] for key in node.projects), frozenset(node.grants))],
        "site": [node.website, safe_address(node.website)] if node.website else None,
        "labels": {
            language: {"lines": label.lines, "size": label.size, "bold": label.bold, "at": lettering.codes[node.key]}
            for language, lettering in letterings.items()
            for label in (lettering.labels[node.key],)
        },
    }


def _link(link: Link, numbers: _Numbers) -> dict[str, Any]:
    return {
        "a": numbers.nodes[link.a],
        "b": numbers.nodes[link.b],
        "sort": link.sort,
        "projects": [numbers.projects[key] for key in link.projects],
        "packages": [numbers.packages[key] for key in link.packages],
        "reasons": [numbers.reasons[reason] for reason in link.reasons],
    }


def _reason(reason: Reason, numbers: _Numbers) -> dict[str, Any]:
    return {
        "project": numbers.projects[reason.project],
        "node": numbers.organisations.get(reason.organisation),
        "roles": reason.roles,
        "packages": [numbers.packages[key] for key in reason.packages],
        "quotes": [numbers.quotes[quote] for quote in reason.quotes],
    }


def _quote(quote: Quote, numbers: _Numbers) -> dict[str, Any]:
    where = {"line": quote.line, "row": quote.row, "column": quote.column, "file": quote.file, "sheet": quote.sheet}
    return {"words": quote.words, "source": numbers.sources[quote.source], **where}


def _project(project: Project, numbers: _Numbers) -> dict[str, Any]:
    return {
        "names": _names(project.names),
        "acronym": project.acronym,
        "start": project.start,
        "end": project.end,
        "sites": [[site, safe_address(site)] for site in project.websites],
        "grants": [_grant(grant) for grant in project.grants],
        "amounts": [
            {**_money(amount), "whose": _names(amount.whose), "quotes": [numbers.quotes[q] for q in amount.quotes]}
            for amount in project.amounts
        ],
    }


def _grant(grant: Grant) -> dict[str, Any]:
    steps = {"instrument": grant.instrument, "funder": grant.funder, "authority": grant.authority}
    return {step: _names(names) for step, names in steps.items() if names != Names()}


def _money(money: Amount | Sum) -> dict[str, Any]:
    about = {"about": True} if money.approximate else {}
    return {"kind": money.kind, "value": f"{money.value:.2f}", "currency": money.currency, **about}


def _things(network: Network, numbers: _Numbers) -> dict[str, Any]:
    return {
        "projects": [_project(project, numbers) for project in network.projects.values()],
        "packages": [{"number": package.number, "title": package.title} for package in network.packages.values()],
        "sources": [
            {
                "title": source.title or source.address or source.key,
                "link": safe_address(source.address),
                "address": source.address,
                "publisher": source.publisher,
                "date": source.retrieved,
            }
            for source in network.sources.values()
        ],
    }


def _legend(network: Network) -> list[dict[str, Any]]:
    shown = {sign_of(node).code for node in network.nodes}
    return [
        {
            "words": _names(sign.words),
            "path": sign.path(7),
            "fill": sign.fill,
            "ink": sign.ink,
            "width": min(sign.width, 2.5),
            "dashes": sign.dashes,
        }
        for sign in signs()
        if sign.code in shown
    ]
