"""The country that a portal's address speaks of: `.it` is Italy's, `.org` is nobody's."""

import re
from urllib.parse import urlsplit

from phonenumbers import SUPPORTED_REGIONS

# A top-level domain of two letters is the ISO 3166-1 code of its country, but for these.
_OTHER_CODES = {"uk": "GB"}

# Sold to everybody for how they read. Source: Google Search Central, "Generic country code
# top-level domains" (.ai, .ad, .as …); .ac was added here. Below such a one, only a name kept for
# governments tells the country: `.gov.co` is Colombia's.
_SOLD_TO_ALL = frozenset(
    "ac ad ai as bz cc cd co dj fm io la me ms nu sc sr su tk tv ws".split()  # noqa: SIM905  easier to read
)
_GOVERNMENT = frozenset({"gov", "govt", "gob", "gouv", "gub", "go", "mil"})

_TWO_LETTERS = re.compile(r"[a-z]{2}")


def country_of(url: str) -> str | None:
    """Give the ISO 3166-1 code that a host's top-level domain stands for; None if it stands for none.

    Names in other scripts (`.рф`) and numbers of hosts tell nothing here.
    """
    labels = (urlsplit(url).hostname or "").rstrip(".").lower().split(".")
    top = labels[-1]
    if len(labels) < 2 or not _TWO_LETTERS.fullmatch(top):  # noqa: PLR2004  a name and its top-level domain
        return None
    if top in _SOLD_TO_ALL and not _GOVERNMENT.intersection(labels[-2:-1]):
        return None
    country = _OTHER_CODES.get(top, top.upper())
    return country if country in SUPPORTED_REGIONS else None
