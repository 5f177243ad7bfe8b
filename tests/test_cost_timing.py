"""How long a page takes on a slow network: each time from arithmetic that can be redone by hand."""

from dataclasses import replace
from typing import Any

import pytest

from auditor.cost.networks import DEVICES, NETWORKS, Device, Network
from auditor.cost.timing import CPU_S_PER_MB, LAYOUT_S_PER_MB, PAGE_S, Timing, estimate
from auditor.evidence import FontFace, PageEvidence, Response
from auditor.examples import page, response, text

# A round trip of a second, 1,000 bytes a second down, and requests that take half a second up.
SLOW = Network("slow", "slow", down_bits_per_s=8_000, up_bits_per_s=8_000, round_trip_s=1)
# The same with a line that carries a megabyte in a second.
WIDE = Network("wide", "wide", down_bits_per_s=8_000_000, up_bits_per_s=8_000, round_trip_s=1)
NO_CPU = Device("none", "none", cpu_factor=0)
SLOW_CPU = Device("slow", "slow", cpu_factor=9)
ASKING_S = 1 + 0.5  # a round trip, and the request's own 500 bytes

HERE, SITE = "http://127.0.0.1/", "https://portal.example/"


def seconds(
    *responses: Response, html: str = "", words: str = "", network: Network = SLOW, **more: Any
) -> Timing:
    """Estimate without a processor; the page's text is `words`."""
    given = page(responses=responses, served_html=html or None, text=text(words).text if words else None)
    told = estimate(given, network, NO_CPU, **more)
    assert told is not None
    return told


def document(wire_bytes: int = 1_000, url: str = HERE, **more: object) -> Response:
    return response(wire_bytes, kind="document", url=url, **more)


def part(kind: str, wire_bytes: int = 1_000, name: str = "part", **more: object) -> Response:
    return response(wire_bytes, kind=kind, url=more.pop("url", f"{HERE}{name}"), **more)


def test_what_is_known_of_a_page_is_known_of_that_visit_on_that_line_alone() -> None:
    given = page(
        responses=(document(), part("image", 50_000, cache_control="max-age=600")),
        served_html=None,
        text=None,
    )
    visits: tuple[dict[str, Any], ...] = ({}, {"again_after_s": 60.0}, {"without": [f"{HERE}part"]})
    asked = [
        (network, device, visit)
        for network in (SLOW, WIDE)
        for device in (NO_CPU, SLOW_CPU)
        for visit in visits
    ]
    alone = [estimate(replace(given), network, device, **visit) for network, device, visit in asked]
    told = [estimate(given, network, device, **visit) for network, device, visit in asked]
    assert told == alone
    assert len(set(told)) > len(visits)


@pytest.mark.parametrize(
    ("url", "protocol", "trips"),
    [
        pytest.param("http://127.0.0.1/", "http/1.1", 1, id="an address of numbers: TCP alone"),
        pytest.param("http://portal.example/", "http/1.1", 2, id="a name is looked up"),
        pytest.param("https://portal.example/", "h2", 3, id="and TLS takes one more"),
        pytest.param("https://portal.example/", "h3", 2, id="which QUIC does together"),
    ],
)
def test_a_connection_takes_round_trips_before_the_first_request(url: str, protocol: str, trips: int) -> None:
    told = seconds(document(1_000, url, protocol=protocol))
    assert told.complete_s == pytest.approx(trips + ASKING_S + 1)


def test_what_is_left_after_years_still_comes() -> None:
    # One of the sizes of which, at 30,000 bytes a second, a rest is left that takes less time than a clock of
    # so many seconds can tell.
    told = seconds(document(10**12), network=NETWORKS["edge"])
    assert told.complete_s == pytest.approx(10**12 / 30_000)


def test_what_comes_together_shares_the_line() -> None:
    html = "<img src=one.png><img src=two.png>"
    pictures = [part("image", 2_000, name) for name in ("one.png", "two.png")]
    # 1 connection, 1.5 s and 1 s for the document; both pictures: one over the connection that is there, 1 s
    # before the other, which opens its own. The first has come to 1,000 bytes when the second begins: 2 s for
    # 1,000 of each, and 1 s for the rest of the second.
    assert seconds(document(), *pictures, html=html).complete_s == pytest.approx(3.5 + 1.5 + 4)


def test_six_requests_at_once_is_what_a_server_is_asked_by_http_1() -> None:
    names = [f"part{number}.png" for number in range(7)]
    html = "".join(f"<img src={name}>" for name in names)
    pictures = [part("image", 0, name) for name in names]
    # The seventh waits for the one connection that was open already, and asks over it again.
    assert seconds(document(), *pictures, html=html).complete_s == pytest.approx(3.5 + 2 * ASKING_S)


def test_one_connection_carries_all_by_http_2_the_urgent_first() -> None:
    html = "<img src=map.png><script async src=site.js></script>"
    parts = [
        part("image", 4_000, "map.png", priority="low", protocol="h2"),
        part("script", 1_000, "site.js", priority="high", protocol="h2", blocking="nonblocking"),
    ]
    told = seconds(document(protocol="h2"), *parts, html=html)
    assert told.complete_s == pytest.approx(3.5 + ASKING_S + 5)


def test_past_a_number_of_connections_further_servers_share_one(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = (f"http://127.0.0.{number}/part.js" for number in (2, 3, 4))
    load = (
        document(),
        part("script", 0, url=first),
        part("script", 0, url=second),
        part("script", 0, url=third, initiator=second),
        part("image", 0, url=f"{first}?1", initiator=second),
        part("image", 0, url=f"{first}?2", initiator=second),
    )
    # To each server a handshake of a second; the two pictures are asked for at once, over two connections.
    assert seconds(*load).complete_s == pytest.approx(3.5 + 2 * (1 + ASKING_S))

    monkeypatch.setattr("auditor.cost.line.MOST_CONNECTIONS", 2)

    # The third script needs no handshake any more, and the second picture waits for the first.
    assert seconds(*load).complete_s == pytest.approx(3.5 + 1 + 3 * ASKING_S)


def test_a_connection_begins_slowly() -> None:
    # RFC 6928: 14,600 bytes in the first round trip, twice as many in the second; the line carries more.
    assert seconds(document(14_600), network=WIDE).complete_s == pytest.approx(1 + ASKING_S + 0.0146)
    assert seconds(document(14_601), network=WIDE).complete_s == pytest.approx(1 + ASKING_S + 1 + 0.000001)
    # 14,600 and 29,200 and the rest
    assert seconds(document(50_000), network=WIDE).complete_s == pytest.approx(1 + ASKING_S + 2 + 0.0062)


def test_a_redirect_costs_its_round_trip_and_what_it_has_to_connect_to() -> None:
    moved = document(0, HERE, redirect=True)
    assert seconds(moved, document(1_000, f"{HERE}en")).complete_s == pytest.approx(1 + 2 * ASKING_S + 1)


PARAGRAPH = "To register a birth, bring the certificate of the hospital to the office."


def test_text_is_shown_when_the_style_sheet_is_there_and_pictures_are_not_awaited() -> None:
    html = f"<head><link rel=stylesheet href=site.css><body><p>{PARAGRAPH}</p><img src=map.png>"
    told = seconds(
        document(),
        part("stylesheet", 1_000, "site.css", priority="veryhigh", blocking="blocking"),
        part("image", 8_000, "map.png", priority="low"),
        html=html,
        words=PARAGRAPH,
    )
    # The style sheet comes over the connection that is there; the picture opens its own, a second later.
    assert told.main_text_s == pytest.approx(3.5 + ASKING_S + 1)
    assert told.usable_s == told.main_text_s
    assert told.complete_s == pytest.approx(3.5 + ASKING_S + 9)


def test_a_script_above_the_text_holds_it_up_and_one_below_does_not() -> None:
    script = "<script src=site.js></script>"
    above, below = (
        seconds(
            document(),
            part("script", 5_000, "site.js", blocking="inbodyparserblocking"),
            html=html,
            words=PARAGRAPH,
        )
        for html in (f"<body>{script}<p>{PARAGRAPH}</p>", f"<body><p>{PARAGRAPH}</p>{script}")
    )
    assert above.main_text_s == pytest.approx(3.5 + ASKING_S + 5)
    assert below.main_text_s == pytest.approx(3.5)
    assert above.usable_s == below.usable_s == pytest.approx(3.5 + ASKING_S + 5)


@pytest.mark.parametrize(
    ("attribute", "usable_s"), [("defer", 3.5 + ASKING_S + 5), ('type="module"', 10), ("async", 3.5)]
)
def test_a_page_answers_when_deferred_scripts_have_run_and_not_later(attribute: str, usable_s: float) -> None:
    html = f"<head><script {attribute} src=site.js></script><body><p>{PARAGRAPH}</p>"
    told = seconds(
        document(), part("script", 5_000, "site.js", blocking="nonblocking"), html=html, words=PARAGRAPH
    )
    assert (told.main_text_s, told.usable_s) == (pytest.approx(3.5), pytest.approx(usable_s))


def test_text_that_scripts_bring_waits_for_them_and_for_what_they_ask_for() -> None:
    html = "<body><div id=app></div><script src=app.js></script>"
    told = seconds(
        document(),
        part("script", 2_000, "app.js", blocking="inbodyparserblocking"),
        part("fetch", 1_000, "text.json", initiator=f"{HERE}app.js"),
        html=html,
        words=PARAGRAPH,
    )
    assert told.main_text_s == pytest.approx(3.5 + ASKING_S + 2 + ASKING_S + 1)


def test_a_module_waits_for_what_it_imports_and_asks_for_it_before_it_runs() -> None:
    html = f"<body><p>{PARAGRAPH}</p><script type=module src=main.js></script><script src=slow.js></script>"
    told = seconds(
        document(),
        part("script", 1_000, "main.js", blocking="nonblocking"),
        part("script", 1_000, "part.js", blocking="nonblocking", initiator=f"{HERE}main.js"),
        part("script", 0, "slow.js", blocking="inbodyparserblocking"),
        html=html,
        words=PARAGRAPH,
    )
    assert told.usable_s == pytest.approx(3.5 + 2 * (ASKING_S + 1))


def test_a_script_is_run_when_the_style_sheets_above_it_are_there() -> None:
    told = seconds(
        document(),
        part("stylesheet", 3_000, "above.css"),
        part("script", 0, "main.js"),
        part("script", 0, "more.js", initiator=f"{HERE}main.js"),
        html=f"<link rel=stylesheet href=above.css><body><script src=main.js></script><p>{PARAGRAPH}</p>",
        words=PARAGRAPH,
    )
    # The script is there after 3.5 + 1 + 1.5 s, the style sheet later; what the script asks for comes last.
    assert told.complete_s == pytest.approx(3.5 + ASKING_S + 3 + ASKING_S)


def test_a_script_that_was_named_early_holds_up_what_stands_below_it() -> None:
    html = (
        f"<head><link rel=preload as=script href=app.js><body><script src=app.js></script><p>{PARAGRAPH}</p>"
    )
    script = part("script", 5_000, "app.js", blocking="nonblocking")
    assert seconds(document(), script, html=html, words=PARAGRAPH).main_text_s == pytest.approx(
        3.5 + ASKING_S + 5
    )


@pytest.mark.parametrize(
    ("display", "size", "main_text_s", "for_text"),
    [
        pytest.param("block", 1_000, 6 + ASKING_S + 1, True, id="hidden until the font is there"),
        pytest.param("auto", 2_000, 6 + 3, True, id="for three seconds at most"),
        pytest.param("swap", 1_000, 6, True, id="shown in another font"),
        pytest.param("block", 1_000, 6, False, id="not for icons"),
    ],
)
def test_text_may_wait_for_its_font(display: str, size: int, main_text_s: float, *, for_text: bool) -> None:
    told = estimate(
        page(
            responses=(
                document(),
                part("stylesheet", 1_000, "site.css", blocking="blocking"),
                part("font", size, "font.woff2", initiator=f"{HERE}site.css"),
            ),
            served_html=f"<head><link rel=stylesheet href=site.css><body><p>{PARAGRAPH}</p>",
            text=text(PARAGRAPH).text,
            faces=(FontFace(display, "loaded", for_text=for_text),),
        ),
        SLOW,
        NO_CPU,
    )
    assert told is not None
    assert told.main_text_s == pytest.approx(main_text_s)


def test_a_style_sheet_asks_for_another_when_it_is_there() -> None:
    html = f"<head><link rel=stylesheet href=site.css><body><p>{PARAGRAPH}</p>"
    sheets = [
        part("stylesheet", 1_000, "site.css", blocking="blocking"),
        part("stylesheet", 1_000, "base.css", blocking="blocking", initiator=f"{HERE}site.css"),
    ]
    assert seconds(document(), *sheets, html=html, words=PARAGRAPH).main_text_s == pytest.approx(
        3.5 + 2 * (ASKING_S + 1)
    )


def test_what_is_left_out_takes_with_it_what_it_asks_for() -> None:
    html = "<body><script src=app.js></script>"
    told = seconds(
        document(),
        part("script", 2_000, "app.js", blocking="inbodyparserblocking"),
        part("image", 9_000, "tracker.gif", initiator=f"{HERE}app.js"),
        html=html,
        without={f"{HERE}app.js"},
    )
    assert told.complete_s == pytest.approx(3.5)


def test_a_second_visit_asks_for_what_is_not_kept() -> None:
    html = f"<head><link rel=stylesheet href=site.css><body><p>{PARAGRAPH}</p><img src=map.png>"
    told = seconds(
        document(etag='"1"'),
        part("stylesheet", 1_000, "site.css", blocking="blocking", cache_control="max-age=86401"),
        part("image", 8_000, "map.png", cache_control="max-age=86400", etag='"1"'),
        html=html,
        words=PARAGRAPH,
        again_after_s=86_400,
    )
    # 300 bytes say that the document is as it was, and so is the picture; the style sheet is there.
    assert told.main_text_s == pytest.approx(1 + ASKING_S + 0.3)
    assert told.complete_s == pytest.approx(1 + 2 * (ASKING_S + 0.3))


def test_what_never_answered_costs_nothing() -> None:
    lost = part("script", 0, "gone.js", failed="net::ERR_NAME_NOT_RESOLVED", status=0)
    assert seconds(document(), lost).complete_s == pytest.approx(3.5)


def test_a_phone_takes_its_time_for_what_it_reads_and_runs() -> None:
    html = f"<body><p>{PARAGRAPH}</p><script src=site.js></script>"
    script = part("script", 1_000, "site.js", blocking="inbodyparserblocking", body_bytes=1_000_000)
    given = page(responses=(document(), script), served_html=html, text=text(PARAGRAPH).text)
    factor = DEVICES["mid"].cpu_factor
    told = estimate(given, SLOW, DEVICES["mid"])
    assert told is not None
    # A document of 1,000 bytes is read to where it names the script, and laid out; then the rest is read.
    reading_s = factor * CPU_S_PER_MB["document"] / 1_000
    script_at = html.index("site.js") / len(html)
    laying_out_s = factor * (PAGE_S + LAYOUT_S_PER_MB / 1_000)
    assert told.main_text_s == pytest.approx(3.5 + reading_s * script_at + laying_out_s)
    running_s = factor * CPU_S_PER_MB["script"]
    assert told.usable_s == pytest.approx(3.5 + ASKING_S + 1 + running_s + reading_s * (1 - script_at))


def test_the_example_of_the_documentation_comes_out_as_it_says() -> None:
    """docs/cost.md, "An example to redo"."""
    body = f"<body><p>{PARAGRAPH}</p>{'-' * 200}<img src=map.png>"
    html = f"<head>{'-' * 60}<link rel=stylesheet href=site.css>{body}"
    given = page(
        responses=(
            document(10_000, SITE, protocol="h2", body_bytes=40_000),
            part(
                "stylesheet",
                5_000,
                url=f"{SITE}site.css",
                protocol="h2",
                blocking="blocking",
                body_bytes=20_000,
            ),
            part("image", 100_000, url=f"{SITE}map.png", protocol="h2", priority="low"),
        ),
        served_html=html,
        text=text(PARAGRAPH).text,
    )
    told = estimate(given, NETWORKS["3g"], DEVICES["mid"])
    assert told is not None
    assert told.main_text_s == pytest.approx(1.65, abs=0.005)
    assert told.usable_s == told.main_text_s
    assert told.complete_s == pytest.approx(2.29, abs=0.005)


def test_scripts_that_seem_to_ask_for_each_other_are_asked_for_once() -> None:
    """A script can give itself any name, of which the browser then tells as the asker's."""
    scripts = [
        part("script", name=name, initiator=f"{HERE}{asker}") for name, asker in (("a", "b"), ("b", "a"))
    ]
    told = seconds(document(), *scripts)
    # The document takes 3.5 s; then the two, one after the other, as one asks for the other.
    assert told.complete_s == pytest.approx(3.5 + 2 * (ASKING_S + 1))


def test_modules_may_import_one_another_however_deeply() -> None:
    """Deeper than Python lets functions call themselves."""
    deep = 1_100
    modules = [
        part("script", 0, f"module{number}.js", initiator=f"{HERE}module{number - 1}.js")
        for number in range(deep)
    ]
    told = seconds(document(), *modules, html="<body><script type=module src=module0.js></script>")
    assert told.usable_s == pytest.approx(3.5 + deep * ASKING_S)


@pytest.mark.parametrize("given", [page(), page(responses=()), page(responses=(part("image"),))])
def test_without_a_document_there_is_no_time(given: PageEvidence) -> None:
    assert estimate(given, SLOW, NO_CPU) is None


def test_networks_and_phones_say_who_chose_their_figures() -> None:
    assert [*NETWORKS] == ["edge", "2g", "slow-3g", "3g", "slow-4g", "4g"]
    assert [*DEVICES] == ["mid", "cheap"]
    assert all(each.source for each in (*NETWORKS.values(), *DEVICES.values()))
