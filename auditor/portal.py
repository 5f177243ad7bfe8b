"""What the rules about a whole portal see: its pages in brief, and what was found to fail on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.service import PageDigest


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule of the portal's standard that failed on some of its pages; `url` is one of them."""

    rule: str
    title: str
    criteria: tuple[str, ...]
    pages: int
    url: str


@dataclass(frozen=True, slots=True)
class PortalService:
    """A service of a portal: the ids of its first page, of all its pages, and of the first page's versions.

    `versions` are pages whose addresses differ from that of the first in the code of a language alone, or
    that name each other as versions, itself among them.
    """

    id: str
    name: str
    start: str
    pages: frozenset[str]
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalEvidence:
    """A portal as its rules see it.

    `pages` are the HTML pages that were read, in the order of visits; of those that one redirection or more
    lead to, one. `redirected` gives the addresses that redirect, each with the id of the page that it led to.
    `unread` counts pages that were found and not read, and links that were not followed since only a list
    of pages was asked for, or no deeper ones: nothing may be called absent while there are any.
    `languages` are those that portal.toml declares, `country` is ISO 3166's code, if it is known.
    `standard` is the name of the standard that the portal is held to. `services` are those with pages that
    were read.
    """

    name: str
    url: str
    languages: tuple[str, ...] = ()
    country: str | None = None
    standard: str = ""
    pages: tuple[PageDigest, ...] = ()
    services: tuple[PortalService, ...] = ()
    redirected: Mapping[str, str] = field(default_factory=dict)
    unread: int = 0
    failures: tuple[Failure, ...] = ()
