"""A portal must have an accessibility statement.

Why it matters: people who meet a barrier learn from it whether the office knows, how they get what they
need all the same, and whom to tell. Without it they are left with a page that does not work.

How to fix it: publish a statement after the European model, link it from every page, and renew it each
year. It must be honest rather than flattering.

Source: Directive (EU) 2016/2102, article 7, and Implementing Decision (EU) 2018/1523,
https://eur-lex.europa.eu/eli/dec_impl/2018/1523/oj; United Kingdom: the Public Sector Bodies (Websites
and Mobile Applications) (No. 2) Accessibility Regulations 2018, regulation 8. No success criterion of
WCAG asks for it, so that it is advice to a portal elsewhere, and counts in no score.
"""

from collections.abc import Iterator

from auditor.examples import digest, portal
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Untested
from auditor.portal import PortalEvidence
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import PageDigest, Statement
from auditor.statement.finding import find_statement, is_owed
from auditor.statement.words import covers

_UNLIKE = "What is linked as accessibility statement was not recognised as one: {address}. Is it one?"
_MISSING = (
    "No accessibility statement was found, nor a link to one, on any of {pages} pages: all that there are"
)
_UNPROVEN = (
    "No accessibility statement was found on {pages} pages, nor a link to one, but that proves nothing yet: "
    "{gaps}. Is there one?"
)


def check(portal: PortalEvidence) -> Iterator[Outcome]:
    """Look for a statement, and for links to one."""
    found = find_statement(portal)
    if found.read:
        yield Passed()
    elif reason := found.why_unread:
        yield Untested(reason)
    elif found.linked:
        yield CantTell(_UNLIKE, address=found.linked[0])
    elif not is_owed(portal):
        yield Inapplicable()
    elif gaps := _gaps(portal):
        yield CantTell(_UNPROVEN, pages=Count(len(portal.pages)), gaps=gaps)
    else:
        yield Failed(_MISSING, pages=Count(len(portal.pages)))


def _gaps(portal: PortalEvidence) -> str:
    gaps = []
    if portal.unread:
        gaps.append(f"pages that were found and not read: {portal.unread}")
    unknown = sorted(
        {
            page.language or "a language that was not told"
            for page in portal.pages
            if not covers(page.language)
        }
    )
    if unknown:
        gaps.append(f"the words do not cover {', '.join(unknown)}")
    return "; ".join(gaps)


def _page(
    path: str = "", statement: Statement | None = None, links: tuple[str, ...] = (), language: str = "en"
) -> PageDigest:
    url = f"https://portal.example/{path}"
    return digest(
        page_id=path, url=url, final_url=url, statement=statement, statement_links=links, language=language
    )


_LINK = "https://portal.example/accessibility"


RULE = Rule(
    title="There is no accessibility statement",
    severity=Severity.MODERATE,
    dimension=Dimension.ACCESS,
    groups=(
        Group.WITHOUT_VISION,
        Group.LOW_VISION,
        Group.WITHOUT_HEARING,
        Group.LIMITED_MOVEMENT,
        Group.COGNITION,
    ),
    scope=Scope.PORTAL,
    advice=True,
    check=check,
    examples=(
        Example("a statement", portal(_page(), _page("accessibility", Statement()), country="IE"), Passed),
        Example("none on all pages", portal(_page(), _page("about"), country="IE"), Failed),
        Example("none on the pages that were read", portal(_page(), country="IE", unread=3), CantTell),
        Example(
            "none on a page in a language without words", portal(_page(language="ka"), country="IE"), CantTell
        ),
        Example("a link to a page that was not read", portal(_page(links=(_LINK,)), country="IE"), Untested),
        Example(
            "a link to a page that is something else",
            portal(_page(links=(_LINK,)), _page("accessibility"), country="IE"),
            CantTell,
        ),
        Example(
            "a link that a redirection takes to a page that is something else",
            portal(_page(links=(_LINK,)), _page("about"), redirected={_LINK: "about"}, country="IE"),
            CantTell,
        ),
        Example("none in a country without such a law", portal(_page(), country="KE"), Inapplicable),
        Example("a statement in such a country", portal(_page(statement=Statement()), country="KE"), Passed),
    ),
)
