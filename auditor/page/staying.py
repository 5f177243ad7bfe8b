"""Sorts what stays in a phone's window: bars, notices to be answered first, or the page itself. Pure."""

import re
from collections.abc import Sequence

from auditor.evidence.screen import CoveredElement, Screen, StayingBox
from auditor.outcome import Place

COVERS = 0.5  # of the window: what is on top of more lies over the page, and is no bar at its edge; ours

# In most languages the word is the same, and the scripts that ask for consent carry it in their names.
_CONSENT = re.compile(r"cookie|consent|gdpr|rgpd|dsgvo", re.IGNORECASE)
_STORES = re.compile(
    r"https://(?:play\.google\.com/store|(?:apps|itunes)\.apple\.com|appgallery\.huawei\.com)/|market:",
    re.IGNORECASE,
)


def is_sideways(screen: Screen) -> bool:
    """Whether the phone was held sideways."""
    return screen.width_px > screen.height_px


def bars_of(screen: Screen, notices: Sequence[StayingBox]) -> list[StayingBox]:
    """Give what stays for as long as the page is read, besides such notices."""
    known = {notice.selector for notice in notices}
    return [box for box in screen.boxes if not (box.selector in known or _is_page(box, screen))]


def notices_of(screens: Sequence[Screen]) -> list[StayingBox]:
    """Give what lies over the page until it is answered, as it is first seen on a phone held upright."""
    return [box for screen in screens[:1] for box in screen.boxes if _is_notice(box, screen)]


def covered_by_bars(screen: Screen, screens: Sequence[Screen]) -> list[CoveredElement]:
    """Give what lies under bars of any of a page's screens where this one cannot be scrolled on."""
    notices = notices_of(screens)
    bars = {bar.selector for each in screens for bar in bars_of(each, notices)}
    return [element for element in screen.covered if element.by in bars]


def leads_to_app(box: StayingBox) -> bool:
    """Whether it links to a shop of apps."""
    return any(map(_STORES.match, box.links))


def place_of(box: StayingBox) -> Place:
    """Tell where it is."""
    return Place(box.selector, box.snippet)


def _is_notice(box: StayingBox, screen: Screen) -> bool:
    asks = box.dialog or _CONSENT.search(f"{box.selector} {box.snippet} {box.words}") is not None
    lies_over = box.position == "fixed" and box.share > COVERS
    return asks or (lies_over and not _is_page(box, screen))


def _is_page(box: StayingBox, screen: Screen) -> bool:
    """Tell a page that is laid out in a box as large as the window from what lies over one."""
    return not box.dialog and box.share > COVERS and box.text_chars * 2 > screen.text_chars
