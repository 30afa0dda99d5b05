"""Which addresses of the sources may become links."""

import re
from urllib.parse import urlsplit

_SAFE = frozenset({"http", "https", "mailto"})


def safe_address(address: str) -> str:
    """Return an address that may become a link, else "": only http, https and mailto lead to something harmless.

    Args:
        address: as a source gives it; `www.` without a scheme is read as https.
    """
    address = address.strip()
    if re.match(r"www\.\S+$", address):
        address = "https://" + address
    try:
        scheme = urlsplit(address).scheme.lower()
    except ValueError:
        return ""
    return address if scheme in _SAFE and not re.search(r"[\s\x00-\x1f]", address) else ""
