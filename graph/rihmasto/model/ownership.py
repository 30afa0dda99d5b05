"""Which project a record of a page is about: its own, or that of what refers to it or is referred to by it."""

from collections.abc import Sequence

from rihmasto.model.records import Record

_ROUNDS = 3  # a person ← contact → work package → project is the longest way


def projects_of(records: Sequence[Record]) -> dict[str, str]:
    """Find the project of each record of one page.

    Args:
        records: all records of the page.

    Returns:
        Key of a record → key of its project; "" where the page tells of several projects and says not of which.
    """
    projects = [record.key for record in records if record.table == "project"]
    owner = {key: key for key in projects}
    for _ in range(_ROUNDS):
        for record in records:
            refs = [c.value[1:] for c in record.claims if c.value.startswith("#")]
            own = owner.get(record.key) or next((owner[ref] for ref in refs if ref in owner), "")
            if own:
                for key in (record.key, *refs):
                    owner.setdefault(key, own)
    only = projects[0] if len(projects) == 1 else ""
    return {record.key: owner.get(record.key, only) for record in records}


def project_name(project: Record) -> str:
    """Return what a project is called: its name, else its title, acronym or code, else ""."""
    columns = ("name_fi", "name_sv", "name_en", "title", "acronym", "code")
    return next((value for value in map(project.value, columns) if value), "")
