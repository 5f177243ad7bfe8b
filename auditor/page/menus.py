"""Menus that a portal's pages share, for the rules that compare pages with each other. Pure.

Two menus are taken for one if they are marked alike and lead mostly to the same pages. What a page says
of itself in its menu is left out, for many menus do not link the page that one is on.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from auditor.evidence import Menu
from auditor.locale.speaking import finished
from auditor.portal import PortalEvidence
from auditor.service import PageDigest

LEAST_PAGES = 3  # ours: of two pages that differ, neither shows what is usual
LEAST_LINKS = 3  # ours: fewer are no menu whose order anybody learns
MOST_ORDERS = 200  # ours: a menu that leaves out the page one is on has one for each of its some 150 links
ALIKE = 0.6  # ours: the share of common links from which two menus are compared at all ...
SAME = 0.8  # ... and from which they are surely one


@dataclass(frozen=True, slots=True)
class MenuOn:
    """A menu on one page: the addresses that it leads to, each once, and what it calls them."""

    page: PageDigest
    menu: Menu
    order: tuple[str, ...]
    names: dict[str, frozenset[str]]

    def alike(self, other: "MenuOn") -> float:
        """Give the share of links that two menus have in common."""
        both = set(self.order) | set(other.order)
        return len(set(self.order) & set(other.order)) / len(both) if both else 0.0


@dataclass(frozen=True, slots=True)
class SharedMenu:
    """A menu on several pages of one language.

    `usual` is how most of them have it, `alike` are those that are alike enough to be compared with
    it, itself among them. `is_main` tells that it is marked as a navigation and stands on most of the pages.
    """

    usual: MenuOn
    alike: tuple[MenuOn, ...]
    is_main: bool


def pages_with_menus(portal: PortalEvidence) -> list[PageDigest]:
    """Give the pages whose surroundings were recorded."""
    return [page for page in portal.pages if page.around is not None]


def why_untested(portal: PortalEvidence, least: int = LEAST_PAGES) -> str:
    """Say why pages cannot be compared: too few were read of those that there are; "" if they can."""
    read = len(pages_with_menus(portal))
    if not read and portal.pages:
        return finished("what stands around the content of its pages was not recorded")
    if read < least and portal.unread:
        return finished(
            f"of {read} pages that were read and {portal.unread} that were not, nothing is told to be usual"
        )
    return ""


def by_language(pages: Iterable[PageDigest]) -> list[list[PageDigest]]:
    """Put pages of one language together; those whose language could not be told are left out."""
    groups: defaultdict[str, list[PageDigest]] = defaultdict(list)
    for page in pages:
        if page.language:
            groups[page.language].append(page)
    return list(groups.values())


def shared_menus(portal: PortalEvidence) -> Iterator[SharedMenu]:
    """Find the menus that stand on several pages of one language."""
    for pages in by_language(pages_with_menus(portal)):
        by_name: defaultdict[tuple[str, int], list[MenuOn]] = defaultdict(list)
        for page in pages:
            for name, each in _menus_of(page):
                by_name[name].append(each)
        for menus in by_name.values():
            usual = _usual(menus)
            alike = tuple(each for each in menus if each.alike(usual) >= ALIKE)
            if len(alike) > 1:
                is_main = usual.menu.is_navigation and 2 * len(alike) > len(pages)
                yield SharedMenu(usual, alike, is_main)


def _menus_of(page: PageDigest) -> Iterator[tuple[tuple[str, int], MenuOn]]:
    """Give the menus of a page by their names, those of one name numbered."""
    seen: Counter[str] = Counter()
    for menu in page.around.menus if page.around else ():
        names: defaultdict[str, set[str]] = defaultdict(set)
        for link in menu.links:
            if link.href not in {page.url, page.final_url}:
                names[link.href].add(link.text)
        seen[menu.name] += 1
        if len(names) >= LEAST_LINKS:
            told = {address: frozenset(texts) for address, texts in names.items()}
            yield (menu.name, seen[menu.name]), MenuOn(page, menu, tuple(_once(page, menu)), told)


def _once(page: PageDigest, menu: Menu) -> Iterator[str]:
    """Give the addresses that a menu leads to once: of one that it repeats, no place is its place."""
    counted = Counter(link.href for link in menu.links)
    for link in menu.links:
        if counted[link.href] == 1 and link.href not in {page.url, page.final_url}:
            yield link.href


def _usual(menus: Sequence[MenuOn]) -> MenuOn:
    """Give the menu that agrees in order with most of the others; of equals, with the most frequent order.

    A large portal has its menus in few orders; of more than a bound, the most frequent are compared.
    """
    by_order = {each.order: each for each in reversed(menus)}
    counted = Counter(each.order for each in menus).most_common(MOST_ORDERS)
    frequent = [(by_order[order], count) for order, count in counted]
    usual, _ = max(frequent, key=lambda one: sum(count for other, count in frequent if agrees(one[0], other)))
    return usual


def agrees(one: MenuOn, other: MenuOn) -> bool:
    """Tell whether two menus are one and list what they have in common in the same order."""
    return one.alike(other) >= ALIKE and turned_round(one, other) is None


def turned_round(one: MenuOn, other: MenuOn) -> tuple[str, str] | None:
    """Give two addresses, the first of which is before the second in one menu and after it in the other."""
    place = {address: number for number, address in enumerate(other.order)}
    common = [address for address in one.order if address in place]
    for first, second in pairwise(common):
        if place[first] > place[second]:
            return first, second
    return None
