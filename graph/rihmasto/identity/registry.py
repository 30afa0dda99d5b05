"""The registry of one table: which names lead to which key."""

from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches

from rihmasto.identity.naming import forms, legal_form, stem
from rihmasto.names import fold, short_hash, slug

_NEAR = 0.88
_MOST_NAMES = 20_000  # beyond that, looking for near names takes longer than a person waits


@dataclass(frozen=True, slots=True)
class Match:
    """A decision that a mention is a known thing.

    Attributes:
        key: the thing's key.
        rule: why; "key", "name", "legal-form", …
        confidence: 0–1.
    """

    key: str
    rule: str
    confidence: float


class Registry:
    """Names and keys of the things of one table; the first key to take a name keeps it."""

    def __init__(self, table: str) -> None:
        self.table = table
        self._names: dict[str, list[str]] = defaultdict(list)
        self._stems: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._keys: dict[str, str] = {}
        self._folded: dict[str, list[str]] = defaultdict(list)
        self._mentioned: set[str] = set()
        self._told_apart: set[frozenset[str]] = set()
        self._joined: dict[str, tuple[str, ...]] = {}
        self._acronyms: dict[str, set[str]] = defaultdict(set)

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def add(self, key: str, *names: str) -> None:
        """Let names lead to a key, and with them those that the user joined with them."""
        if key not in self._keys:
            self._keys[key] = next(iter(names), key)
            self._folded[fold(key)].append(key)
        joined = (name for known in (key, *names) for name in self._joined.get(fold(known), ()))
        for name in dict.fromkeys((*names, *joined)):
            for form in forms(name):
                if form.confidence >= 1.0 and key not in self._names[form.text]:
                    self._names[form.text].append(key)
            if self.table == "organisation":
                self._stems[stem(name)][legal_form(name)].add(key)

    def add_mentioned(self, key: str, name: str) -> None:
        """Let a name lead to a key that was made of it, for nothing describes it; such a name may be a slip."""
        if key not in self._keys:
            self._mentioned.add(key)
        self.add(key, name)

    def abbreviate(self, key: str, acronym: str) -> None:
        """Let an acronym lead to a key, as long as it is nobody else's."""
        self._acronyms[fold(acronym)].add(key)

    def join(self, one: str, other: str) -> None:
        """Let two names mean one thing (a decision of the user), whichever of them is met first."""
        both = [*self._joined.get(fold(one), (one,)), *self._joined.get(fold(other), (other,))]
        group = tuple(dict.fromkeys(both))
        self._joined.update(dict.fromkeys(map(fold, group), group))

    def tell_apart(self, one: str, other: str) -> None:
        """Keep two names apart although a rule would join them (a decision of the user)."""
        self._told_apart.add(frozenset((fold(one), fold(other))))

    def find(self, mention: str) -> Match | None:
        """Decide what a mention means.

        Args:
            mention: a key, or a name in any of its languages.

        Returns:
            The match, or None when no rule decides; a name that leads to several keys leads to the first that took it.
        """
        if mention in self._keys:
            return Match(mention, "key", 1.0)
        for form in forms(mention):
            keys = [k for k in self._names.get(form.text, ()) if not self._apart(mention, k)]
            if keys:
                decided = form.confidence >= 1.0 and form.text in self._joined
                return Match(keys[0], "decision" if decided else form.rule, form.confidence)
        return self._by_stem(mention)

    def find_acronym(self, mention: str) -> Match | None:
        """Decide what an acronym means; one of several things decides nothing."""
        keys = self._acronyms.get(fold(mention), set())
        return Match(next(iter(keys)), "acronym", 0.95) if len(keys) == 1 else None

    def find_key(self, mention: str) -> Match | None:
        """Decide which key a mention is that was written with other capitals; one of several decides nothing."""
        keys = self._folded.get(fold(mention), ())
        return Match(keys[0], "key", 1.0) if len(keys) == 1 and not self._apart(mention, keys[0]) else None

    def near(self, mention: str) -> str | None:
        """Return a known name or key that differs from a mention by no more than a slip of the finger, or None.

        Nothing is decided by it ("Turun yliopisto" is near "Oulun yliopisto"): a person is asked. Names and keys that
        are known only from being mentioned are not offered: they may be slips themselves.
        """
        if len(self._names) > _MOST_NAMES:
            return None
        known = {folded: keys[0] for folded, keys in self._folded.items() if keys[0] not in self._mentioned}
        for name, leads in self._names.items():
            key = next((k for k in leads if k not in self._mentioned), None)
            if key is not None:
                known[name] = self.spelt(key)
        found = get_close_matches(fold(mention), known, n=1, cutoff=_NEAR)
        return known[found[0]] if found else None

    def spelt(self, key: str) -> str:
        """Return the first name that a key was given, or the key itself."""
        return self._keys.get(key, key)

    def mint(self, name: str) -> str:
        """Make a key of a name: readable slug and short hash of the folded name."""
        return f"{slug(name)}-{short_hash(self.table, fold(name))}"

    def _apart(self, mention: str, key: str) -> bool:
        if not self._told_apart:
            return False
        names = (n for n, keys in self._names.items() if key in keys)
        return any(frozenset((fold(mention), n)) in self._told_apart for n in names)

    def _by_stem(self, mention: str) -> Match | None:
        """Join "X Oy", "X Ltd" and "X", but never "X Oy" and "X ry": a stated, differing legal form is a veto."""
        groups = self._stems.get(stem(mention))
        if not groups:
            return None
        wanted = legal_form(mention)
        same = groups.get(wanted, set())
        if len(same) == 1:
            (key,) = same
            return None if self._apart(mention, key) else Match(key, "legal-form", 0.95)
        everything = set().union(*groups.values())
        silent = wanted == "" or set(groups) == {""}
        if silent and len(everything) == 1:
            (key,) = everything
            return None if self._apart(mention, key) else Match(key, "legal-form-unstated", 0.9)
        return None
