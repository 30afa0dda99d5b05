"""The names of the persons of a workspace, found in any text: inflected, turned round, in an address or a file name."""

import hashlib
import hmac
import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

_EMAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
# Numbers of persons, as Finland writes them: +358 …, and mobile numbers with or without it.
_PHONE = re.compile(r"\+358[\s-]?(?:\(0\))?(?:[\s-]?\d){6,10}|(?<![\d-])0(?:4\d|50)[\s-]?\d{3}[\s-]?\d{2,5}\b")
_WORDS = re.compile(r"[^a-z0-9]+")
_BEGINNING = 3  # letters of a word that case endings leave alone
_INDEX = 2  # letters by which pairs are looked up; enough to leave few to compare
_ENDING = r"[a-z]{0,8}"


def plain(text: str) -> str:
    """Fold a text to words of [a-z0-9] with single spaces, so that a slug, an address and a sentence compare alike."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return _WORDS.sub(" ", "".join(c for c in letters if not unicodedata.combining(c))).strip()


def inflected(word: str) -> re.Pattern[str]:
    """Make a pattern of the case forms of a Finnish or Swedish name: Jokinen, Jokisen; Ukkola, Ukkolan; Pekka, Pekan.

    Args:
        word: of [a-z], in the nominative.
    """
    if word.endswith("nen") and len(word) > len("nen") + 1:
        return re.compile(f"{word[:-3]}(?:nen|s{_ENDING})$")
    if re.fullmatch(r"[a-z]?[aeiouy]+ki", word):  # Mäki, Mäen: the k goes
        return re.compile(f"{word[:-2]}(?:ki|e){_ENDING}$")
    stem = word[: max(_BEGINNING, len(word) - 2)] if len(word) > _BEGINNING else word
    return re.compile(f"{stem}{_ENDING}$")


class Persons:
    """The persons to look for.

    Args:
        names: as sources write them; a name of a single word names nobody and is left out, and so are numbers.
        secret: the workspace's key; what must not be said is replaced by a keyed hash.
    """

    def __init__(self, names: Iterable[str], secret: bytes) -> None:
        self._secret = secret
        self._pairs: dict[tuple[str, str], list[tuple[re.Pattern[str], re.Pattern[str]]]] = defaultdict(list)
        for name in sorted(set(names)):
            parts = [[word for word in plain(part).split() if word.isalpha()] for part in name.split()]
            parts = [part for part in parts if part]
            while len(parts) > 2 and len(parts[-1][-1]) == 1:  # noqa: PLR2004 (a letter after a name is none)
                parts.pop()
            if len(parts) > 1 and any(len(word) > 1 for part in parts for word in part):
                self._learn(parts[:-1], parts[-1])

    def named_in(self, text: str) -> bool:
        """Tell whether a text holds the name of a person, in any case form or order, or with an initial."""
        words = plain(text).split() if self._pairs else []
        return any(
            first.match(one) and second.match(other)
            for one, other in itertools.pairwise(words)
            for first, second in self._pairs.get((one[:_INDEX], other[:_INDEX]), ())
        )

    def in_text(self, text: str) -> bool:
        """Tell whether a text holds a person's name, an e-mail address or a telephone number."""
        return bool(_EMAIL.search(text) or _PHONE.search(text)) or self.named_in(text)

    def public_key(self, table: str, key: str) -> str:
        """Return a key that names nobody: the key itself, or a keyed hash in its place."""
        return f"{table.replace('_', '-')}-{self._hash(key)}" if self.named_in(key) else key

    def public_file(self, path: str) -> str:
        """Return a path that names nobody; folder and ending stay."""
        if not self.named_in(path):
            return path
        whole = PurePosixPath(path)
        return str(whole.with_name(f"{self._hash(path)}{whole.suffix}"))

    def _hash(self, text: str) -> str:
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()[:12]

    def _learn(self, given: list[list[str]], family: list[str]) -> None:
        for one, other in _neighbours(given, family):
            key = (one[:_INDEX], other[:_INDEX])
            self._pairs[key].append((inflected(one) if len(one) > 1 else re.compile(f"{one}$"), inflected(other)))


def _neighbours(given: list[list[str]], family: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the words that stand side by side where a person is named: "Maija Malli", "Malli Maija", "M. Malli"."""
    yield given[-1][-1], family[0]
    if len(given) > 1:
        yield given[0][-1], family[0]  # the second given name is seldom said
    yield family[-1], given[0][0]
    yield given[0][0][0], family[0]
