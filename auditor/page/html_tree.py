"""Reads markup into a tree, without a browser."""

from lxml import etree


def parse_text(html: str) -> etree._Element | None:
    """Read markup; None if there is nothing in it."""
    return parse_whole(html)[0]


def parse_whole(html: str) -> tuple[etree._Element | None, bool]:
    """Read markup, and tell whether all of it was read: what is nested too deep ends it."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = etree.fromstring(html.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError:  # empty, or nothing but a comment
        return None, True
    return root, not parser.error_log.filter_types([etree.ErrorTypes.ERR_RESOURCE_LIMIT])
