"""Names and ids of services that were found. Pure."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from auditor.channels.normal import clean
from auditor.service import PageDigest
from auditor.services.addresses import names_of, stem
from auditor.statement.words import without_accents

NAME_CHARS = 200  # as portal.toml allows
HALF_CHARS = NAME_CHARS // 2 - 2  # room for a name, an address and brackets around it
ID_CHARS = 50  # portal.toml allows 64; the digits that keep ids apart are added to these
DIGITS = 8

TITLE_PARTS = re.compile(r"\s[-–—·:]\s|\s*[|»]\s*")  # noqa: RUF001  what stands between a page's and a site's name


def service_name(names: Iterable[str], page: PageDigest) -> str:
    """Choose a service's name: the first that says anything, else its page's address."""
    address = stem(page.final_url or page.url)
    for name in (*names, *names_of(address)[-1:], address):
        cleaned = " ".join(clean(name, NAME_CHARS).split())[:NAME_CHARS]
        if any(map(str.isalnum, cleaned)):
            return cleaned
    return "service"


def ids(names: Mapping[str, str]) -> dict[str, str]:
    """Give services ids, as portal.toml allows them.

    An id is made of the name, or of the address where the name is not in Latin letters,
    so that it is the same in each run. Of services with one name the first has the plain
    id, the others carry digits of their address.

    Args:
        names: the services' names by the stems of their first pages.
    """
    given: dict[str, str] = {}
    for page_stem, name in names.items():
        plain = slug(name) or slug((names_of(page_stem) or [""])[-1])
        digits = hashlib.sha256(page_stem.encode(errors="replace")).hexdigest()[:DIGITS]
        fits = plain and plain not in given.values()
        given[page_stem] = plain if fits else f"{plain or 'service'}-{digits}"
    return given


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Add its address to each name that several services have, so that nobody takes one for the other.

    Args:
        names: the services' names by the stems of their first pages.
    """
    times = Counter(name.casefold() for name in names.values())
    return {
        page_stem: f"{name[:HALF_CHARS]} ({_path(page_stem)})" if times[name.casefold()] > 1 else name
        for page_stem, name in names.items()
    }


def _path(page_stem: str) -> str:
    host, slash, path = page_stem.partition("/")
    return clean(f"{slash}{path}" or host, HALF_CHARS)


def slug(text: str) -> str:
    """Reduce a text to small Latin letters, digits and hyphens; "" if it has other letters."""
    folded = without_accents(text)
    if not all(char.isascii() for char in folded if char.isalpha()):
        return ""
    return "-".join(re.findall(r"[a-z0-9]+", folded))[:ID_CHARS].strip("-")
