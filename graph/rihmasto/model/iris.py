"""Where a thing of the model lives: relative IRIs, resolved against the workspace's base (DESIGN §5)."""

_PATHS = {"work_package": "work-package", "funding": "grant", "agreement_party": "party", "target_group": "target-group"}


def relative_iri(table: str, key: str) -> str:
    """Return the IRI of a row relative to the base, for example `id/grant/0a1b…` for a row of `funding`."""
    return f"id/{_PATHS.get(table, table)}/{key}"
