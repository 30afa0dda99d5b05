"""Parts of a project that sources name in their own ways: its work packages and its grants."""

from collections import defaultdict
from collections.abc import Mapping

from rihmasto.names import fold, slug

_TELLING = ("instrument", "funder", "authority", "decision")


def letters(title: str) -> str:
    """Fold a title to its letters and digits: "bio- ja kiertotalous toiminta" is "bio- ja kiertotaloustoiminta"."""
    return "".join(c for c in fold(title) if c.isalnum())


class WorkPackages:
    """Work packages are known by their number in the project, else by their title."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}
        self.project_of: dict[str, str] = {}

    def find(self, project: str, name: str) -> str | None:
        """Return the key of the work package that a number or a title means in a project."""
        return self._known.get((project, letters(name)))

    def key(self, values: Mapping[str, str], own: str | None) -> str:
        """Return the key of a work package, and learn its number and title.

        Args:
            values: project, number and title.
            own: the key that the row brings.
        """
        project, number, title = (values.get(name, "") for name in ("project", "number", "title"))
        known = self.find(project, number) if number else None
        key = known or self.find(project, title) or own or f"{project}-wp-{number or slug(title, 32)}"
        for name in (number, title):
            if name:
                self._known.setdefault((project, letters(name)), key)
        self.project_of[key] = project
        return key


class Grants:
    """A source that tells less of a grant than another speaks of the same grant, unless the two contradict.

    One page says "EAKR", another "EAKR, granted by the regional council": one grant, not two.
    """

    def __init__(self) -> None:
        self._of_project: dict[str, list[tuple[str, dict[str, str]]]] = defaultdict(list)

    def key(self, values: Mapping[str, str], new: str) -> str:
        """Return the key of the grant that a row speaks of.

        Args:
            values: project, and what is known of instrument, funder, authority and decision.
            new: the key to take if it is none of those known.
        """
        told = {name: values[name] for name in _TELLING if name in values}
        grants = self._of_project[values.get("project", "")]
        for key, known in grants:
            shared = [name for name in told if name in known]
            if all(told[name] == known[name] for name in shared) and {"instrument", "funder"} & set(shared):
                known.update(told)
                return key
        grants.append((new, told))
        return new
