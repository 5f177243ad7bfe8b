"""Groups pages into services: those that portal.toml declares, else those that the portal shows.

Without a declaration three signs are tried, the surest first, and the first that finds
at least two services is taken: structured data on their pages, a listing page that links
to them, and addresses of the form `/services/<name>/…`. All of these are inferred, and
marked so.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from auditor.crawl.globs import matches_any
from auditor.crawl.scope import canonical, is_contact, is_notice
from auditor.evidence import Kind, Landmark
from auditor.service import PageDigest
from auditor.settings import Settings

LEAST_INFERRED = 2
LEAST_FOR_MENU = 4  # pages; fewer say nothing about what repeats
MOST_INFERRED = 300
ID_CHARS = 60

# The word "service" as cities write it in titles and addresses of their lists of services.
_SERVICE_WORD_LIST = """
services service servizi servizio servicios tramites tramite demarches demarche services-en-ligne
e-services eservices dienste leistungen dienstleistungen servicos diensten tjenester tjanster palvelut
uslugi услуги xizmatlar huduma layanan الخدمات خدمات υπηρεσιες
"""
_SERVICE_WORDS = frozenset(_SERVICE_WORD_LIST.split())


@dataclass(frozen=True, slots=True)
class FoundService:
    """A service and the ids of its pages, its start first. `found_by` is None if it was declared."""

    id: str
    name: str
    pages: tuple[str, ...]
    found_by: str | None = None


def find_services(digests: Sequence[PageDigest], settings: Settings) -> tuple[FoundService, ...]:
    """Group a portal's visited pages into services, in the order of the portal.

    A page belongs to one service at most; a declared service may have no pages, if none
    of them could be visited.
    """
    if settings.services:
        return _declared(digests, settings)
    pages = [digest for digest in digests if digest.kind is Kind.HTML]
    signs = {
        "structured data of its page": _from_structured_data,
        "a link of the page that lists services": _from_listings,
        "its address, in a folder of services": _from_addresses,
    }
    for found_by, sign in signs.items():
        starts = sign(pages)
        if LEAST_INFERRED <= len(starts) <= MOST_INFERRED:
            return _with_pages(starts, digests, found_by)
    return ()


def declared_service(url: str, settings: Settings) -> str | None:
    """Name the declared service that an address belongs to: the first whose start or globs it fits."""
    address = canonical(url)
    for service in settings.services:
        if address == canonical(service.start) or matches_any(service.pages, address):
            return service.id
    return None


def _declared(digests: Sequence[PageDigest], settings: Settings) -> tuple[FoundService, ...]:
    pages: dict[str, list[str]] = {service.id: [] for service in settings.services}
    starts = {canonical(service.start): service.id for service in settings.services}
    for digest in digests:
        for url in (digest.url, digest.final_url or digest.url):
            owner = declared_service(url, settings)
            if owner is not None:
                place = 0 if starts.get(canonical(url)) == owner else len(pages[owner])
                pages[owner].insert(place, digest.page_id)
                break
    return tuple(
        FoundService(service.id, service.name, tuple(pages[service.id])) for service in settings.services
    )


type _Starts = Mapping[str, str]  # address of a service's first page -> its name


def _from_structured_data(pages: Sequence[PageDigest]) -> _Starts:
    starts: dict[str, str] = {}
    for page in pages:
        if len(page.offers) == 1:
            starts.setdefault(page.final_url or page.url, page.offers[0].name)
    return starts


def _from_listings(pages: Sequence[PageDigest]) -> _Starts:
    known = {canonical(url): page for page in pages for url in (page.url, page.final_url) if url}
    menu = _menu(pages)
    starts: dict[str, str] = {}
    for page in filter(_lists_services, pages):
        for link in page.links:
            target = known.get(link.href)
            in_content = link.landmark in (Landmark.MAIN, Landmark.NONE) and link.href not in menu
            if target is not None and in_content and _can_be_service(target) and not _is_above(target, page):
                starts.setdefault(target.final_url or target.url, target.heading or link.text or target.title)
    return starts


def _menu(pages: Sequence[PageDigest]) -> frozenset[str]:
    """Name the addresses that most pages link to: they stand in menus and footers, not in a list."""
    linked = Counter(link.href for page in pages for link in page.links)
    return frozenset(href for href, count in linked.items() if count > max(LEAST_FOR_MENU, len(pages) / 2))


def _can_be_service(page: PageDigest) -> bool:
    url = page.final_url or page.url
    is_about_the_site = page.contact or is_contact(url) or is_notice(url)
    return bool(_segments(url)) and not is_about_the_site and not _lists_services(page)


def _from_addresses(pages: Sequence[PageDigest]) -> _Starts:
    starts: dict[str, str] = {}
    for page in sorted(pages, key=lambda page: len(_segments(page.url))):
        segments = _segments(page.url)
        folders = [place for place, segment in enumerate(segments[:-1]) if _plain(segment) in _SERVICE_WORDS]
        if not folders:
            continue
        family = urlsplit(page.url).netloc + "/" + "/".join(segments[: folders[0] + 2])
        if not any(_in_family(page.url, start) for start in starts) and family:
            starts.setdefault(page.final_url or page.url, page.heading or page.title)
    return starts


def _with_pages(starts: _Starts, digests: Iterable[PageDigest], found_by: str) -> tuple[FoundService, ...]:
    """Give each service the pages below its first one, the longest address winning."""
    services = {start: FoundService("", name, (), found_by) for start, name in starts.items()}
    by_length = sorted(services, key=len, reverse=True)
    for digest in digests:
        url = digest.final_url or digest.url
        owner = (
            url if url in services else next((start for start in by_length if _in_family(url, start)), None)
        )
        if owner is not None:
            pages = services[owner].pages
            pages = (digest.page_id, *pages) if url == owner else (*pages, digest.page_id)
            services[owner] = replace(services[owner], pages=pages)
    ids: Counter[str] = Counter()
    named = []
    for start, service in services.items():
        base = slug(service.name) or slug(_segments(start)[-1] if _segments(start) else "") or "service"
        ids[base] += 1
        named.append(replace(service, id=base if ids[base] == 1 else f"{base}-{ids[base]}"))
    return tuple(named)


def slug(name: str) -> str:
    """Reduce a name to an id of letters, digits and hyphens, in any script."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", name).casefold())
    return "-".join(words)[:ID_CHARS].strip("-")


def _lists_services(page: PageDigest) -> bool:
    segments = _segments(page.url)
    last = _plain(re.sub(r"\.\w{2,5}$", "", segments[-1])) if segments else ""
    return last in _SERVICE_WORDS or _plain(page.heading) in _SERVICE_WORDS


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).strip()


def _segments(url: str) -> list[str]:
    return [
        segment for segment in unquote(urlsplit(url).path).split("/") if segment and segment != "index.html"
    ]


def _is_above(page: PageDigest, other: PageDigest) -> bool:
    """Whether one page's folder holds the other's, or they are one: a breadcrumb leads there."""
    above, below = _segments(page.final_url or page.url), _segments(other.final_url or other.url)
    return below[: len(above)] == above


def _in_family(url: str, start: str) -> bool:
    """Whether an address lies in the folder of a start page, or extends its file name."""
    ours, theirs = urlsplit(url), urlsplit(start)
    if ours.netloc != theirs.netloc:
        return False
    stem = re.sub(r"(?:/index)?\.\w{2,5}$", "", theirs.path.rstrip("/"))
    return (
        bool(stem)
        and ours.path.startswith(stem)
        and ours.path[len(stem) : len(stem) + 1] in {"", "/", ".", "-", "_"}
    )
