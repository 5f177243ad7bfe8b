"""Weight, requests and time on slow networks: what is counted, and what people are told."""

from itertools import pairwise

import pytest

from auditor.evidence import PageEvidence, Response
from auditor.evidence.images import Images, SeenImage
from auditor.examples import page, response, responses
from auditor.judge import outcomes_of, tally_of
from auditor.outcome import Count, Failed, Outcome, Passed, Share
from auditor.page.network import lost_style_sheets, over_the_network, wire_bytes
from auditor.registry import all_rules
from auditor.rule import Dimension, Group


def answers(rule_id: str, given: PageEvidence) -> list[Outcome]:
    return outcomes_of(all_rules()[rule_id], given)


def document(wire_bytes: int = 0, **more: object) -> Response:
    return response(wire_bytes, kind="document", **more)


@pytest.mark.parametrize("rule_id", ["heavy-page", "many-requests", "slow-load"])
def test_weight_is_a_matter_of_what_people_can_afford(rule_id: str) -> None:
    rule = all_rules()[rule_id].rule

    assert rule.dimension is Dimension.AFFORDABILITY
    assert rule.groups == (Group.PREPAID_DATA, Group.SLOW_NETWORK)


def test_a_heavy_page_is_told_once_and_asked_about_on_each_network() -> None:
    # In ten seconds 240, 400 and 1,600 kbit/s carry 300, 500 and 2,000 kB: WebPageTest's Edge, 3GSlow and 3G.
    # Of 2,400 kB 7/8, 19/24 and 1/6 are over. Half of the web's mobile pages weigh 2,215,936 bytes or less.
    (outcome,) = answers("heavy-page", responses(2_400_000))

    assert isinstance(outcome, Failed)
    assert str(outcome) == (
        "The page transfers 2.40 MB, which takes 80.0 s on EDGE, over 10.0 s; "
        "it is heavier than 50 % of the web's mobile pages"
    )
    assert (outcome.elements, outcome.excess) == (3, pytest.approx((7 / 8 + 19 / 24 + 1 / 6) / 3))


def test_a_page_too_heavy_for_the_poorest_network_alone_passes_on_the_others() -> None:
    # A quarter of it is over. It is lighter than nine tenths of the web's mobile pages: than 528,384 bytes.
    failed, passed = answers("heavy-page", responses(400_000))

    assert isinstance(failed, Failed)
    assert str(failed) == "The page transfers 400 kB, which takes 13.3 s on EDGE, over 10.0 s"
    assert (failed.elements, failed.excess) == (1, 0.25)
    assert passed == Passed(2)


SIZES_BYTES = [300_000, 400_000, 528_384, 800_000, 1_154_048, 1_450_000, 2_215_936, 4_217_856, 8_537_088]


@pytest.mark.parametrize(("lighter", "heavier"), list(pairwise(SIZES_BYTES)))
def test_a_heavier_page_fails_by_more(lighter: int, heavier: int) -> None:
    light, heavy = (tally_of(answers("heavy-page", responses(size))) for size in (lighter, heavier))

    assert light.passed + light.failed == heavy.passed + heavy.failed == 3
    assert light.failing < heavy.failing


@pytest.mark.parametrize("limit_bytes", [300_000, 500_000, 2_000_000])
def test_no_network_has_a_cliff(limit_bytes: int) -> None:
    at, over = (tally_of(answers("heavy-page", responses(size))) for size in (limit_bytes, limit_bytes + 1))

    assert over.failing == pytest.approx(at.failing, abs=1e-5)
    assert over.failing > at.failing


def test_many_requests_are_told_with_their_number_and_the_limit() -> None:
    # 42: Web Almanac 2025, Page Weight, requests, 25th percentile of mobile pages
    assert answers("many-requests", responses(*[500] * 60)) == [
        Failed(
            "The page makes {requests} requests, over {limit}: more than {share} of the web's mobile pages",
            requests=Count(60),
            limit=Count(42),
            share=Share(0.25),
        ).by(0.3)
    ]


def test_each_network_has_an_outcome_of_its_own_that_fails_by_what_is_over() -> None:
    # A connection to a name over TLS and a request take four round trips: 3.36 s on EDGE, 1.6 s on slow 3G,
    # and the request's 500 bytes 0.02 s and 0.01 s. On EDGE 14,600 bytes come in a first round trip of 0.84 s
    # and the other 480,000 in 16 s; on slow 3G in one of 0.4 s, and in 9.6 s. A phone that is 4 times as slow
    # as a desktop computer takes 0.064 s for any page.
    given = page(responses=(document(494_600, body_bytes=0),), served_html="", text=())
    on_edge, on_slow_3g, on_3g = answers("slow-load", given)

    assert isinstance(on_edge, Failed)
    assert isinstance(on_slow_3g, Failed)
    assert str(on_edge) == "On EDGE the main text is there after about 20.3 s, over 10.0 s"
    assert str(on_slow_3g) == "On slow 3G the main text is there after about 11.7 s, over 10.0 s"
    assert (on_edge.excess, on_slow_3g.excess) == pytest.approx((10.284 / 20.284, 1.674 / 11.674))
    assert on_3g == Passed()


def test_what_failed_costs_the_bytes_that_had_arrived() -> None:
    assert wire_bytes([response(1_000), response(200, failed="net::ERR_CONNECTION_RESET")]) == 1_200


@pytest.mark.parametrize("url", ["data:image/gif;base64,R0lGODlh", "blob:https://portal.example/1"])
def test_what_no_network_carries_is_left_out(url: str) -> None:
    carried = document(1_000)

    assert over_the_network([carried, response(url=url)]) == (carried,)


def test_no_record_of_responses_is_no_responses() -> None:
    assert over_the_network(None) == ()


def style(host: str, failed: str = "", **more: object) -> Response:
    return response(0, kind="stylesheet", url=f"https://{host}/site.css", failed=failed, **more)


def test_a_style_sheet_is_lost_when_its_connection_failed_or_never_ended() -> None:
    lost = (
        style("cdn.example", "net::ERR_NAME_NOT_RESOLVED"),
        style("cdn.example", "net::ERR_CONNECTION_RESET"),
        style("slow.example", "unfinished"),
    )

    assert lost_style_sheets(lost) == ("cdn.example", "slow.example")


@pytest.mark.parametrize(
    "arrived",
    [
        style("cdn.example"),
        style("cdn.example", status=404),  # missing for every visitor
        style("cdn.example", "net::ERR_BLOCKED_BY_CSP"),  # refused by the page itself
        style("cdn.example", "net::ERR_ABORTED"),  # the page no longer wanted it
        style("fonts.googleapis.com", "net::ERR_FAILED"),  # typefaces only
        response(0, kind="script", failed="net::ERR_FAILED"),
    ],
    ids=["arrived", "not found", "refused by the page", "no longer wanted", "typefaces", "a script"],
)
def test_what_visitors_miss_too_is_not_lost(arrived: Response) -> None:
    assert lost_style_sheets((arrived,)) == ()


# What could be spared


def told(rule_id: str, *given: Response) -> tuple[str, float]:
    (outcome,) = answers(rule_id, page(responses=given))
    assert isinstance(outcome, Failed)
    return str(outcome), outcome.excess


def test_uncompressed_text_is_told_with_what_packing_would_spare() -> None:
    # 74 % of 100,000 bytes of CSS and 80 % of 50,000 of HTML, of 250,000 in all
    html = document(50_000, mime_type="text/html")
    css = response(100_000, kind="stylesheet", mime_type="text/css", url="https://portal.example/a/main.css")
    picture = response(100_000, mime_type="image/jpeg")

    assert told("uncompressed-text", html, css, picture) == (
        "Text files sent uncompressed: 2. Packed, the page would be about 114 kB lighter, main.css above all",
        pytest.approx(114 / 250),
    )


def test_files_that_are_not_kept_are_told_with_what_a_return_costs() -> None:
    kept = response(30_000, kind="script", cache_control="max-age=31536000")
    anew = response(10_000, url="https://portal.example/crest.png?x=1")

    assert told("uncached-files", kept, anew) == (
        "Files sent again to those who come back the next day: 1, 10 kB in all. The largest is crest.png",
        0.25,
    )


def test_trackers_are_named_by_what_they_send() -> None:
    own = document(60_000)
    tags = response(30_000, kind="script", url="https://www.googletagmanager.com/gtag/js")
    banner = response(10_000, kind="script", url="https://consent.cookiebot.com/uc.js")

    assert told("trackers", own, banner, tags) == (
        (
            "Watching visitors and asking for their consent costs 40 kB, sent by www.googletagmanager.com, "
            "consent.cookiebot.com"
        ),
        0.4,
    )


def test_old_fonts_are_told_with_what_woff2_would_spare() -> None:
    # 0.6 of 200,000 and nothing of 49,856, which is twice the limit of 122 KB
    fonts = [
        response(200_000, kind="font", url="https://portal.example/a.ttf"),
        response(49_856, kind="font", url="https://portal.example/a.woff2"),
    ]

    assert told("heavy-fonts", *fonts) == (
        "Fonts transfer 250 kB in 2 files, over 125 kB. As WOFF2 they would be about 120 kB lighter",
        0.5,
    )


@pytest.mark.parametrize(
    ("mime_type", "spared", "part"),
    [
        # 360 x 180 px at two pixels to one, and a tenth more: 792 x 396 of 1,584 x 792
        pytest.param("image/jpeg", "75 kB", 0.75, id="a photograph shrinks with its pixels"),
        pytest.param("image/png", "50 kB", 0.5, id="a drawing with its width"),
    ],
)
def test_a_picture_too_large_is_told_with_what_a_fitting_one_spares(
    mime_type: str, spared: str, part: float
) -> None:
    file = response(100_000, url="https://portal.example/hall", mime_type=mime_type)
    image = SeenImage("#hall", "<img>", file.url, 1_584, 792, 360, 180, 0, is_lazy=False, has_choice=False)

    (outcome,) = answers("oversized-images", page(responses=(file,), images=Images(2, (image,))))

    assert isinstance(outcome, Failed)
    assert outcome.place.selector == "#hall"
    assert outcome.excess == pytest.approx(part)
    assert str(outcome) == (
        "hall is 1584 pixels wide and shown over 360 px, for which 720 pixels do: "
        f"{spared} of its 100 kB could be spared"
    )
