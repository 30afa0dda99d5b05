"""From a release's tables to the network of one of the three maps."""

from typing import TYPE_CHECKING

from rihmasto.errors import UsageError
from rihmasto.network.facts import read_facts
from rihmasto.network.governance import governance_network
from rihmasto.network.graph import Network
from rihmasto.network.partners import partner_network, project_map

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MAPS = ("partners", "projects", "governance")


def project_network(connection: "DuckDBPyConnection", name: str) -> Network:
    """Read a release and project it onto a map.

    Args:
        connection: an open `build/tables/rihmasto.duckdb`.
        name: partners (organisations linked by shared projects and work packages), projects (organisations and
            projects) or governance (funder, instrument, authority, project, lead).

    Raises:
        UsageError: there is no map of that name.
    """
    if name not in MAPS:
        raise UsageError("unknown-map", name=name, maps=", ".join(MAPS))
    facts = read_facts(connection)
    if name == "governance":
        return governance_network(connection, facts)
    return partner_network(facts) if name == "partners" else project_map(facts)
