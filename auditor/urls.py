"""Web addresses: their one spelling, and the site that they lie on."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import idna

_DEFAULT_PORTS = {"http": 80, "https": 443}
_USER_INFO = re.compile(r"^([a-z]+://)[^/?#]*@", re.IGNORECASE)
_HOST_NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?")
PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))  # what stands in an address as it is


def normal_url(url: str) -> str:
    """Give an absolute web address the one spelling in which hosts can be compared.

    The host becomes lower-case ASCII (punycode, by UTS 46 as browsers do), a default
    port and the fragment go, an empty path becomes "/", and what is not ASCII or not
    printable is percent-encoded. Query and path are otherwise left alone.

    Raises:
        ValueError: if it is not http or https, has no valid host or port, or carries a user name.
    """
    parts = urlsplit(url.strip())
    if parts.scheme not in _DEFAULT_PORTS:
        raise ValueError("it is not an http or https address")
    if "@" in parts.netloc:
        raise ValueError("it carries a user name or password")
    host = _ascii_host(parts.hostname or "")
    port = "" if parts.port in {None, _DEFAULT_PORTS[parts.scheme]} else f":{parts.port}"
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme}://{host}{port}{quote(f'{parts.path or "/"}{query}', safe=PRINTABLE)}"


def without_password(url: str) -> str:
    """Leave out a user name and a password, which are nobody else's business."""
    return _USER_INFO.sub(r"\1", url)


def _ascii_host(host: str) -> str:
    if ":" in host:
        return f"[{ipaddress.IPv6Address(host)}]"
    ascii_host = host.lower() if host.isascii() else idna.encode(host, uts46=True).decode()
    if not _HOST_NAME.fullmatch(ascii_host):
        raise ValueError("it has no valid host name")
    return ascii_host


@dataclass(frozen=True, slots=True)
class Site:
    """A host with and without "www.", at one port; the default ports of http and https count as one."""

    host: str
    port: int | None

    @classmethod
    def of(cls, url: str) -> "Site":
        """Name the site that a normal URL lies on."""
        parts = urlsplit(url)
        port = None if parts.port in _DEFAULT_PORTS.values() else parts.port
        return cls((parts.hostname or "").removeprefix("www."), port)
