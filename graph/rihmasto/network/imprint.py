"""Whose map it is: the region it shows, and who answers for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rihmasto.errors import Language
from rihmasto.network.graph import FALLBACK, Network
from rihmasto.network.words import say


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the workspace says of itself.

    Attributes:
        title: language → name of the region; none for a map that names no region.
        publisher: who answers for the map, "" when nobody is named.
        licence: under which it may be used, "" when none is named.
    """

    title: Mapping[str, str] = field(default_factory=dict)
    publisher: str = ""
    licence: str = ""

    def heading(self, network: Network, language: Language) -> str:
        """Return the name of a map: "Turun seutu – Kumppanuusverkosto"."""
        region = next((self.title[one] for one in FALLBACK[language] if self.title.get(one)), "")
        return " – ".join(part for part in (region, say(f"title-{network.name}", language)) if part)


def last_retrieved(network: Network) -> str:
    """Return the latest date on which a source of the map was read, "" when none is dated."""
    return max((source.retrieved for source in network.sources.values()), default="")
