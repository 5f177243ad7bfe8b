"""The regions of a page that elements stand in."""

from enum import StrEnum


class Landmark(StrEnum):
    """The region of a page that an element stands in, by element or ARIA role.

    OVERLAY is anything in a dialog or in a fixed box with its own text: a consent
    banner's words are not the page's words.
    """

    BANNER = "banner"
    NAVIGATION = "navigation"
    MAIN = "main"
    COMPLEMENTARY = "complementary"
    CONTENTINFO = "contentinfo"
    SEARCH = "search"
    OVERLAY = "overlay"
    NONE = "none"
