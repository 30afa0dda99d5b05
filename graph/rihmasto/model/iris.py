"""Where a thing of the model lives: relative IRIs, resolved against the workspace's base (DESIGN §5)."""

_PATHS = {
    "agreement_party": "party",
    "funding": "grant",
    "target_group": "target-group",
    "work_package": "work-package",
}


def relative_iri(table: str, key: str) -> str:
    """Return the IRI of a row relative to the base, for example `id/grant/0a1b…` for a row of `funding`."""
    return f"id/{_PATHS.get(table, table)}/{key}"
