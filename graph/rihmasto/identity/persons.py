"""Keys of persons: keyed hashes, so that nobody can get from an IRI to a name by trying names."""

import hashlib
import hmac

from rihmasto.names import fold


def person_key(secret: bytes, name: str, circle: str) -> str:
    """Make the key of a person.

    Args:
        secret: the workspace's own random key; without it the hash cannot be tried out (DESIGN §5: person IRIs are
            keyed or random, never made of a name).
        name: the person's name; word order is free, so "Meikäläinen Maija" is "Maija Meikäläinen".
        circle: what else makes two people with one name the same: their organisation, else the project.
    """
    words = " ".join(sorted(fold(name).split()))
    return hmac.new(secret, f"{words}\x1f{circle}".encode(), hashlib.sha256).hexdigest()[:20]
