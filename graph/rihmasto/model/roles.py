"""Roles that the program itself must understand; all roles stand in `ontology/vocabularies/roles.ttl`."""

# Roles by which an organisation takes part, the weightiest first. A funder, an authority and a co-financier give
# money: they are partners only if a source also gives them one of these.
TAKING_PART = (
    "coordinator",
    "lead",
    "part-implementer",
    "partner",
    "responsible-for-work-package",
    "owner-unit",
    "associated",
)
