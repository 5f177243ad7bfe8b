"""Brings what stands around a page's content down to what questions about a portal need. Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from auditor.crawl.scope import canonical
from auditor.evidence import Furniture, Menu, MenuLink, PageEvidence
from auditor.evidence.landmark import Landmark
from auditor.service import Around, Finder, HelpPlace
from auditor.services.words import names_kind, site_kinds

MAX_HELPS = 20

_FROM_A_TO_Z = re.compile(r"a\s?(?:-|–|—|to|à|bis|al?|til|till|do|tot|και)\s?z", re.IGNORECASE)  # noqa: RUF001  dashes
_KINDS_OF_HELP = {"contact": "the link to the contact page", "help": "the link to help"}


def around_of(page: PageEvidence) -> Around | None:
    """Read a page's menus, its search and its site map, and the help in its header and footer."""
    if page.furniture is None:
        return None
    menus = tuple(filter(None, (_menu(menu, page.final_url) for menu in page.furniture.menus)))
    return Around(menus=menus, finders=tuple(_finders(page, page.furniture)), helps=_helps(page.furniture))


def _menu(menu: Menu, page_url: str) -> Menu | None:
    """Keep the links to other addresses: what leads to a place on the page itself is no way to another."""
    links = []
    for link in menu.links:
        try:
            address = canonical(link.href)
        except ValueError:
            continue
        if link.text and not ("#" in link.href and address == canonical(page_url)):
            links.append(MenuLink(address, link.text))
    return replace(menu, links=tuple(links)) if links else None


def _finders(page: PageEvidence, furniture: Furniture) -> Iterator[Finder]:
    texts = {link.text for link in page.links or ()}
    if _offers_search(page, furniture) or any("search" in site_kinds(text) for text in texts):
        yield Finder.SEARCH
    if any("sitemap" in site_kinds(text) for text in texts):
        yield Finder.SITE_MAP
    if any(_FROM_A_TO_Z.fullmatch(text.strip()) for text in texts):
        yield Finder.INDEX


def _offers_search(page: PageEvidence, furniture: Furniture) -> bool:
    marked = [block.landmark for block in page.text or ()] + [link.landmark for link in page.links or ()]
    fields = [field for form in page.forms or () for field in form.fields]
    return (
        bool(furniture.searches)
        or Landmark.SEARCH in marked
        or any(field.kind == "search" or names_kind(field.name, "search") for field in fields)
        or any(names_kind(words, "search") for words in furniture.buttons)
    )


def _helps(furniture: Furniture) -> tuple[HelpPlace, ...]:
    once: dict[tuple[str, str], HelpPlace] = {}
    for menu in furniture.menus:
        for link in menu.links:
            if place := _help(link, menu.within):
                once.setdefault((place.target, place.within), place)
    return tuple(once.values())[:MAX_HELPS]


def _help(link: MenuLink, within: str) -> HelpPlace | None:
    scheme, _, rest = link.href.partition(":")
    if scheme == "tel":
        return HelpPlace(
            "the telephone number", "".join(re.findall(r"[+\d]", unquote(rest))), link.text, within
        )
    if scheme == "mailto":
        return HelpPlace("the e-mail address", rest.partition("?")[0].casefold(), link.text, within)
    kind = next((kind for kind in _KINDS_OF_HELP if kind in site_kinds(link.text)), None)
    if kind is None or scheme not in {"http", "https"}:
        return None
    try:
        return HelpPlace(_KINDS_OF_HELP[kind], canonical(link.href), link.text, within)
    except ValueError:
        return None
