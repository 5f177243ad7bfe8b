"""People must not pay for scripts that only watch them.

Why it matters: counting visitors helps the office and not the visitor. The visitor pays for
each of its bytes, and once more for the banner that asks for consent to it. For somebody on
prepaid data that is money taken for nothing, on every page.

How to fix it: count visits from the server's own log, or with one small script of your own.
Take tags, pixels and tests that nobody looks at off the pages. Without trackers no consent
banner is needed.

Source: which hosts are trackers is known from the table of third-party-web,
https://github.com/patrickhulce/third-party-web. Others, and trackers under the portal's own
hosts, are not seen. That none is needed for a public service is this project's choice.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from auditor.cost.trackers import is_consent_banner, is_tracker
from auditor.evidence import PageEvidence, Response
from auditor.examples import page, response
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.page.network import NAMED_HOSTS, over_the_network
from auditor.page.sparing import Sparing, judged
from auditor.rule import Dimension, Example, Group, Rule, Severity


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Add up what known trackers, and the consent banner that they need, transfer."""
    carried = over_the_network(page.responses)
    watching = [one for one in carried if is_tracker(one.url)]
    asking = [one for one in carried if is_consent_banner(one.url)]
    if watching and not any(one.status for one in watching):
        yield CantTell(
            "The page asks {hosts}, which watch visitors and did not answer here. What do they cost?",
            hosts=_hosts(watching),
        )
        return
    template = "Watching visitors and asking for their consent costs {spared}, sent by {hosts}"
    sparings = [Sparing(one, one.wire_bytes) for one in (*watching, *asking)]
    yield judged(template, sparings, carried, hosts=_hosts([*watching, *asking]))


def _hosts(responses: Sequence[Response]) -> str:
    """Name the hosts, those that send most first."""
    ordered = sorted(responses, key=lambda one: -one.wire_bytes)
    hosts = list(dict.fromkeys(urlsplit(one.url).hostname or "" for one in ordered))
    rest = len(hosts) - NAMED_HOSTS
    return ", ".join(hosts[:NAMED_HOSTS]) + (f" and {rest} more" if rest > 0 else "")


def _page(url: str, **facts: object) -> PageEvidence:
    own, other = response(20_000, kind="document"), response(90_000, kind="script", url=url, **facts)
    return page(responses=(own, other))


RULE = Rule(
    title="People pay for trackers",
    severity=Severity.MINOR,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.PREPAID_DATA, Group.SLOW_NETWORK),
    needs=("responses",),
    check=check,
    examples=(
        Example("a tag manager", _page("https://www.googletagmanager.com/gtag/js?id=1"), Failed),
        Example("a consent banner", _page("https://cdn.cookielaw.org/scripttemplates/otSDKStub.js"), Failed),
        Example(
            "a tracker that did not answer",
            _page("https://stats.wp.com/e.js", status=0, failed="net::ERR_NAME_NOT_RESOLVED"),
            CantTell,
        ),
        Example("a map", _page("https://tile.openstreetmap.org/1/2/3.png"), Passed),
        Example("a host that only ends like one", _page("https://notdoubleclick.net/x.js"), Passed),
        Example("no responses", page(responses=()), Inapplicable),
    ),
)
