"""The words of the page, and the labels of the vocabularies, in fi, sv and en."""

import tomllib
from functools import cache
from importlib.resources import files

import pyoxigraph

from rihmasto.assets import asset
from rihmasto.errors import LANGUAGES, Language
from rihmasto.names import VOCABULARY
from rihmasto.network.graph import Names, Node

_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"


@cache
def words() -> dict[str, Names]:
    """Return the words of the page.

    Returns:
        code → its words.
    """
    text = files("rihmasto.network").joinpath("words.toml").read_text(encoding="utf-8")
    return {code: Names(**entry) for code, entry in tomllib.loads(text).items()}


@cache
def concepts(scheme: str) -> dict[str, Names]:
    """Return the labels of a vocabulary.

    Args:
        scheme: file name in `ontology/vocabularies` without its ending.

    Returns:
        slug of the concept → its labels.
    """
    start = f"{VOCABULARY}{scheme}/"
    labels: dict[str, dict[str, str]] = {}
    with asset("ontology", "vocabularies", f"{scheme}.ttl").open("rb") as file:
        for quad in pyoxigraph.parse(file, format=pyoxigraph.RdfFormat.TURTLE):
            subject, label = quad.subject, quad.object
            if quad.predicate.value == _LABEL and subject.value.startswith(start) and label.language in LANGUAGES:
                labels.setdefault(subject.value.removeprefix(start), {})[label.language] = label.value
    return {slug: Names(**labels[slug]) for slug in sorted(labels)}


def say(code: str, language: Language, n: int | None = None) -> str:
    """Say something of `words.toml`.

    Args:
        code: its name there.
        language: fi, sv or en.
        n: the number in it, which also chooses between "one|many".
    """
    text, _ = words()[code].say(language)
    if n is None:
        return text
    one, _, many = text.partition("|")
    return (one if n == 1 or not many else many).replace("{n}", str(n))


def what(node: Node, language: Language) -> str:
    """Say what a node is: the kind of organisation if it is known, else its sort."""
    if node.sort in ("organisation", "lead") and node.kind in concepts("organisation-kinds"):
        return concepts("organisation-kinds")[node.kind].say(language)[0]
    return say(f"sort-{node.sort}", language)


def spoken(node: Node, language: Language) -> str:
    """Name a node for the ear: "Turun kaupunki, kaupunki, 7 hanketta"."""
    name, _ = node.names.say(language)
    many = (
        say("organisations", language, len({reason.organisation for reason in node.reasons} - {""}))
        if node.sort == "project"
        else say("projects", language, len(node.projects))
    )
    return f"{name}, {what(node, language)}, {many}"
