"""A page that was open before should open again without a connection.

Why it matters: where the network comes and goes, and on prepaid data that ran out, people look again at what
they had found. They look up which papers to bring, where the office is, or when it is open. A page that keeps
nothing on the phone shows an error instead, and each look costs anew.

How to fix it: register a service worker (navigator.serviceWorker.register) that keeps the pages people come
back to, with their style sheets. Let it answer with these when there is no network. Offer the same as a file
to keep, or in a text message.

Source: W3C, Service Workers (without one a browser asks the network for a page),
https://www.w3.org/TR/service-workers/; MDN, Offline and background operation,
https://developer.mozilla.org/en-US/docs/Web/Progressive_web_apps/Guides/Offline_and_background_operation.
Visits start no service worker, because it would answer for the portal: that one is asked for is seen, what
it keeps is not. Where a script did not arrive, or one in the markup names it and did not come to ask, it is
not known. A web app manifest makes a page installable and keeps nothing by itself.
"""

from collections.abc import Iterator

from auditor.examples import digest, portal
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Place, Untested
from auditor.portal import PortalEvidence
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity

_ASKED = (
    "A script asks for a service worker on {asking} of {pages} pages. Do these open again without a "
    "connection? Open one, switch the connection off, and open it again"
)
_NONE = (
    "On none of {pages} pages does a script ask for a service worker: without a connection they do not "
    "open again"
)
_MANIFEST = (
    "On none of {pages} pages does a script ask for a service worker: without a connection they do not "
    "open again, though a web app manifest promises an app"
)
_UNKNOWN = (
    "On {pages} of {all} pages it is known that no script asks for a service worker. Does one on the others, "
    "so that pages open again without a connection?"
)
_UNTOLD = "of no page it is known whether a script asks for a service worker"


def check(portal: PortalEvidence) -> Iterator[Outcome]:
    """Look for a page on which a script asked for one; a worker may stand for pages that did not ask."""
    told = [page for page in portal.pages if page.worker is not None]
    asking = [page for page in told if page.worker]
    pages, all_pages = Count(len(told)), len(portal.pages) + portal.unread
    if not portal.pages:
        yield Inapplicable()
    elif not told:
        yield Untested(_UNTOLD)
    elif asking:
        yield CantTell(_ASKED, at=Place(url=asking[0].url), asking=Count(len(asking)), pages=pages)
    elif len(told) < all_pages:
        yield CantTell(_UNKNOWN, pages=pages, all=Count(all_pages))
    else:
        yield Failed(_MANIFEST if any(page.manifest for page in told) else _NONE, pages=pages)


RULE = Rule(
    title="Pages do not open again without a connection",
    severity=Severity.MINOR,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.SLOW_NETWORK, Group.PREPAID_DATA, Group.SHARED_PHONE),
    scope=Scope.PORTAL,
    advice=True,
    check=check,
    examples=(
        Example("no page asks for a service worker", portal(digest(worker=False)), Failed),
        Example("nor does it with a manifest", portal(digest(worker=False, manifest=True)), Failed),
        Example(
            "one page does",
            portal(digest(worker=False), digest(page_id="p2", worker=True)),
            CantTell,
        ),
        Example("a page was not read", portal(digest(worker=False), unread=1), CantTell),
        Example("of a page it is not known", portal(digest(worker=False), digest()), CantTell),
        Example("of no page it is known", portal(digest()), Untested),
        Example("no page", portal(), Inapplicable),
    ),
)
