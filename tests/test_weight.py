"""Weight, requests and time on slow networks: what is counted, and what people are told."""

import pytest

from auditor.cost.networks import NETWORKS, Network
from auditor.evidence import PageEvidence, Response
from auditor.evidence.images import Images, SeenImage
from auditor.examples import page, response, responses
from auditor.judge import outcomes_of
from auditor.network import load_seconds, lost_style_sheets, over_the_network, wire_bytes
from auditor.outcome import Bytes, Count, Failed, Outcome, Passed, Seconds, Share
from auditor.registry import all_rules
from auditor.rule import Dimension, Group

EDGE, SLOW_3G, THIRD_GENERATION = (NETWORKS[each] for each in ("edge", "slow-3g", "3g"))


def answers(rule_id: str, given: PageEvidence) -> list[Outcome]:
    return outcomes_of(all_rules()[rule_id], given)


def document(wire_bytes: int = 0, **more: object) -> Response:
    return response(wire_bytes, kind="document", **more)


@pytest.mark.parametrize("rule_id", ["heavy-page", "many-requests", "slow-load"])
def test_weight_is_a_matter_of_what_people_can_afford(rule_id: str) -> None:
    rule = all_rules()[rule_id].rule

    assert rule.dimension is Dimension.AFFORDABILITY
    assert rule.groups == (Group.PREPAID_DATA, Group.SLOW_NETWORK)


def test_a_heavy_page_is_told_with_its_size_and_the_limit() -> None:
    # 1,127 KB of 1,024 bytes: Web Almanac 2025, Page Weight, 25th percentile of mobile pages. It is
    # twice as much, over the median of 2,164 KB
    assert answers("heavy-page", responses(2_308_096)) == [
        Failed(
            "The page transfers {size}, over {limit}: more than {share} of the web's mobile pages",
            size=Bytes(2_308_096),
            limit=Bytes(1_154_048),
            share=Share(0.5),
        ).by(0.5)
    ]


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


def test_each_network_has_an_outcome_of_its_own() -> None:
    # One connection costs four round trips: 3.36 s on EDGE, 1.6 s on slow 3G. 480,000 bytes
    # take 16 s at 240 kbit/s, 9.6 s at 400 and 2.4 s at 1,600.
    assert answers("slow-load", page(responses=(document(480_000),))) == [
        Failed(
            "On {network} the page takes about {time}, over {limit}",
            network="EDGE",
            time=Seconds(19.36),
            limit=Seconds(10),
        ),
        Failed(
            "On {network} the page takes about {time}, over {limit}",
            network="slow 3G",
            time=Seconds(11.2),
            limit=Seconds(10),
        ),
        Passed(),
    ]


@pytest.mark.parametrize(
    ("network", "last_bytes"),
    [
        # what is left of ten seconds after four round trips, at the network's rate
        pytest.param(EDGE, 199_200, id="EDGE"),
        pytest.param(SLOW_3G, 420_000, id="slow 3G"),
        pytest.param(THIRD_GENERATION, 1_760_000, id="3G"),
    ],
)
def test_ten_seconds_are_reached_at_the_last_byte(network: Network, last_bytes: int) -> None:
    assert load_seconds([document(last_bytes)], network) == 10
    assert load_seconds([document(last_bytes + 1)], network) > 10


ROUND_TRIPS = Network(
    "test", "one second, no weight", down_bits_per_s=1_000, up_bits_per_s=1_000, round_trip_s=1
)


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        pytest.param([document(url="https://a.example/")], 4, id="one connection"),
        pytest.param(
            [document(url="https://a.example/"), response(0, kind="script", url="https://a.example/a.js")],
            4,
            id="two files over one connection",
        ),
        pytest.param(
            [document(url="https://a.example/"), response(0, kind="stylesheet", url="https://b.example/")],
            6,
            id="a style sheet from elsewhere",
        ),
        pytest.param(
            [document(url="https://a.example/"), response(0, kind="image", url="https://b.example/b.png")],
            4,
            id="a picture from elsewhere waits for nothing",
        ),
        pytest.param(
            [document(url="https://a.example/", redirect=True), document(url="https://a.example/en")],
            5,
            id="a redirect on the same connection",
        ),
        pytest.param(
            [document(url="http://a.example/", redirect=True), document(url="https://a.example/")],
            7,
            id="a redirect to another origin",
        ),
    ],
)
def test_waiting_is_two_round_trips_and_two_a_connection_and_one_a_redirect(
    given: list[Response], seconds: float
) -> None:
    assert load_seconds(given, ROUND_TRIPS) == seconds


def test_bytes_are_carried_at_the_networks_rate() -> None:
    # 125,000 bytes are a million bits: 1,000 s at 1 kbit/s, and two round trips of 1 s
    assert load_seconds([response(125_000, kind="image")], ROUND_TRIPS) == 1_002


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
