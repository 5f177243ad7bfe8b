"""Where a portal's accessibility statement is, and whether the law asks for one. Pure."""

from dataclasses import dataclass

from auditor.locale.speaking import finished
from auditor.portal import PortalEvidence
from auditor.service import PageDigest, Statement

# Directive (EU) 2016/2102, article 7: the European Union and, as a "text with EEA relevance", the European
# Economic Area; the United Kingdom by the Public Sector Bodies (Websites and Mobile Applications) (No. 2)
# Accessibility Regulations 2018, regulation 8.
OWED_IN = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO GB".split()  # noqa: SIM905  easier to read
)


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a portal's statement: pages that are one, links that are called so, those not read."""

    read: tuple[tuple[PageDigest, Statement], ...]
    linked: tuple[str, ...]
    unread: tuple[str, ...]

    @property
    def why_unread(self) -> str:
        """Say that a statement which is linked was not read, and which; "" if there is none."""
        for address in self.unread:
            return finished(f"the accessibility statement is linked, and its page was not read: {address}")
        return ""


def find_statement(portal: PortalEvidence) -> Found:
    """Look for the statement among the pages, and for links to it."""
    read = tuple((page, page.statement) for page in portal.pages if page.statement is not None)
    linked = tuple(dict.fromkeys(address for page in portal.pages for address in page.statement_links))
    known = portal.redirected.keys() | {
        address for page in portal.pages for address in (page.url, page.final_url)
    }
    return Found(read, linked, tuple(address for address in linked if address not in known))


def is_owed(portal: PortalEvidence) -> bool:
    """Tell whether public bodies of the portal's country owe a statement."""
    return portal.country in OWED_IN
