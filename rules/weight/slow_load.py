"""A page's main text must be there within ten seconds on the slow networks that people have.

Why it matters: after ten seconds people turn to other things, and those with the poorest
reception are those with no other way to the office. Each network is asked on its own, so
that a page fit for 3G and not for EDGE is seen as just that.

How to fix it: write the text into the page itself, not by a script. Keep small what must be
there before it is shown: style sheets, and scripts without `defer` that stand before it. Take
them from the page's own server, and spare redirects: each costs round trips.

Source: Jakob Nielsen, Response Times: The 3 Important Limits (ten seconds is about the
limit for keeping someone's attention on the dialogue),
https://www.nngroup.com/articles/response-times-3-important-limits/. The networks are
profiles of WebPageTest:
https://github.com/WPO-Foundation/webpagetest/blob/master/www/settings/connectivity.ini.sample.
The phone is Lighthouse's mid-tier one, the time an estimate: docs/cost.md says how it is made,
docs/accuracy.md how near it comes.
"""

from collections.abc import Iterator

from auditor.cost.networks import DEVICES, NETWORKS, SLOW_NETWORKS
from auditor.cost.timing import estimate
from auditor.evidence import PageEvidence, Response
from auditor.examples import URL, page, response
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Seconds, excess
from auditor.rule import Dimension, Example, Group, Rule, Severity

LIMIT_S = 10  # Nielsen, see Source


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Estimate when the main text is there on each network, and compare with the limit."""
    for network in map(NETWORKS.__getitem__, SLOW_NETWORKS):
        timing = estimate(page, network, DEVICES["mid"])
        if timing is None:
            yield Inapplicable()
            return
        seconds = timing.main_text_s
        if seconds > LIMIT_S:
            yield Failed(
                "On {network} the main text is there after about {time}, over {limit}",
                network=network.name,
                time=Seconds(seconds),
                limit=Seconds(LIMIT_S),
            ).by(excess(seconds, LIMIT_S))
        else:
            yield Passed()


def _document(wire_bytes: int, *more: Response) -> PageEvidence:
    return page(
        responses=(response(wire_bytes, kind="document", body_bytes=0), *more), served_html="", text=()
    )


RULE = Rule(
    title="Main text comes late on slow networks",
    severity=Severity.SERIOUS,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.PREPAID_DATA, Group.SLOW_NETWORK),
    needs=("responses", "served_html", "text"),
    check=check,
    examples=(
        # EDGE: four round trips of 0.84 s, 0.02 s for the request and 0.064 s that the phone takes for any
        # page leave 6.556 s. In the first 0.84 s of them come 14,600 bytes, in the rest 240 kbit/s: 186,080.
        Example("ten seconds on EDGE", _document(186_000), Passed),
        Example("a little more", _document(186_200), Failed),
        Example(
            "a redirect costs the round trip that was left",
            _document(186_000, response(0, kind="document", redirect=True)),
            Failed,
        ),
        Example(
            "a style sheet that the text waits for",
            _document(1_000, response(300_000, kind="stylesheet", url=f"{URL}a.css", body_bytes=0)),
            Failed,
        ),
        Example(
            "a picture that it does not wait for",
            _document(1_000, response(300_000, url=f"{URL}a.png")),
            Passed,
        ),
        Example("nothing answered", page(responses=(), served_html="", text=()), Inapplicable),
    ),
)
