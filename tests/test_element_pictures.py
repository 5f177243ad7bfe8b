"""Pictures of elements: taken where asked, framed, shown by the report, and never with a secret."""

import asyncio
from base64 import b64decode
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from auditor.evidence import PageEvidence
from auditor.evidence.layout import WideElement
from auditor.evidence.pictured import ElementPicture, PicturedText, Pixels
from auditor.evidence.resized import LostText, TextLoss
from auditor.examples import layout, page
from auditor.judge import judge_page
from auditor.registry import all_rules
from auditor.run.visitor import without_secrets
from auditor.secret.redaction import Redactor
from auditor.visit.browser import VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.find_browser import BrowserProgram
from fixtures.server import PortalServer

reports_text = import_module("auditor.reports._text")

FAINT = """<!doctype html><html lang="en"><title>Births</title><body style="margin:100px">
<p id="plain" style="color:#aaa;background:#fff;width:200px;height:40px;margin:0">Register a birth</p>
<p id="shaded" style="color:#999;background:linear-gradient(#fff,#eee);width:200px;margin:0">By post</p>
<input id="pale" type="checkbox" aria-label="Urgent" style="appearance:none;width:20px;height:20px;
border:1px solid #ccc"><p id="wide" style="width:500px;margin:0">Open on weekdays</p>"""


FAILING_IN_STATES = """<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
<title>Births</title><style>a { outline: none } #pale:focus { outline: 3px solid #ff0 }
#bar { position: fixed; bottom: 0; left: 0; right: 0; height: 35vh; background: #fff }</style>
<body style="margin:0"><h1>Births</h1>
<p><a id="unseen" href="#a">Services</a><p><a id="pale" href="#b">Places</a>
<div id="box" style="overflow:hidden;height:1.4em"><b id="long">Register a birth at the town hall within
three days, and bring a paper that proves who you are, and one that says where you live.</b></div>
<div style="overflow:hidden;height:20px;width:120px"><b id="tight">Register a birth</b></div>
<div style="height:1500px"></div><p style="height:55vh">The town hall is open.</p>
<p id="last"><a id="under" class="last" href="#c">Contact</a></p><div id="bar">Menu</div>"""


def visit(program: BrowserProgram, folder: Path, *, html: str = FAINT, pictures: bool) -> PageEvidence:
    folder.joinpath("index.html").write_text(html, encoding="utf-8")

    async def seen() -> PageEvidence:
        settings = VisitSettings(hosts=("127.0.0.1",), pictures=pictures)
        with PortalServer(folder) as server:
            async with ChromiumBrowser(program, settings, tabs=1) as browser:
                return await browser.visit(server.url, closely=True)

    return asyncio.run(seen())


@pytest.mark.browser
def test_faint_texts_are_pictured_with_a_frame_around_them(
    browser_program: BrowserProgram, tmp_path: Path
) -> None:
    seen = visit(browser_program, tmp_path, pictures=True)
    pictures = seen.pictures or ()

    assert [(picture.target, picture.width_px) for picture in seen.phone_pictures or ()] == [("#wide", 360)]
    assert [(picture.target, picture.width_px) for picture in pictures] == [
        ("#plain", 1280),
        ("#shaded", 1280),
        ("#pale", 1280),
    ]
    with Image.open(BytesIO(b64decode(pictures[0].data)), formats=["WEBP"]) as image:
        assert image.size == (296, 136)  # 200 x 40 px, and 48 px around
        red, green, blue = image.convert("RGB").getpixel((46, 68))  # type: ignore[misc]
    assert red > 150 > green
    assert blue < 120


@pytest.mark.browser
def test_what_fails_in_a_state_that_passes_is_pictured_in_it(
    browser_program: BrowserProgram, tmp_path: Path
) -> None:
    seen = visit(browser_program, tmp_path, html=FAILING_IN_STATES, pictures=True)

    assert [(each.state, each.target, each.width_px) for each in seen.state_pictures or ()] == [
        ("spaced", "#tight", 1280),
        ("zoomed", "#long", 640),
        ("scrolled", "#last", 360),
        ("focused", "#under", 1280),
        ("focused", "#unseen", 1280),
        ("focused", "#pale", 1280),
    ]
    pale = (seen.state_pictures or ())[-1]
    with Image.open(BytesIO(b64decode(pale.data)), formats=["WEBP"]) as image:
        colours = image.convert("RGB").getcolors(10**6) or []
    ring = sum(count for count, (red, green, blue) in colours if red > 220 < green and blue < 90)  # type: ignore[misc]
    assert ring > 200  # 3 px wide, around a word


def test_a_finding_shows_the_element_that_was_pictured() -> None:
    text = PicturedText("p", "<p>", "By post", 16, 400, has_shadow=False, share_under={"4.5": 1.0})
    seen = page(pixels=Pixels((text,)), pictures=(ElementPicture("p", 1280, "AAAA"),))

    (finding,) = judge_page(seen, [all_rules()["pale-text-on-picture"]]).findings

    assert finding.picture == "AAAA"


def test_a_finding_about_a_phone_shows_the_element_as_it_is_there() -> None:
    wide = WideElement("p", "<p>", 0, 500, scrolls_inside=False, two_dimensional=False)
    narrow = layout(320, scroll_width_px=500, wide_elements=(wide,))
    on_desktop, on_phone = ElementPicture("p", 1280, "AAAA"), ElementPicture("p", 360, "BBBB")
    seen = page(narrow=narrow, pictures=(on_desktop,), phone_pictures=(on_phone,))

    (finding,) = judge_page(seen, [all_rules()["horizontal-scroll"]]).findings

    assert finding.picture == "BBBB"


def test_a_finding_about_a_state_shows_the_element_as_it_is_in_it() -> None:
    lost = LostText("p", "<p>", "By post", "cut down", "#box", "<div>", 2, 1, gone=False)
    states = (ElementPicture("p", 1280, "BBBB", "spaced"), ElementPicture("p", 640, "CCCC", "zoomed"))
    seen = page(
        zoomed=TextLoss(9, 1, (lost,)), pictures=(ElementPicture("p", 1280, "AAAA"),), state_pictures=states
    )

    (finding,) = judge_page(seen, [all_rules()["zoom-text-loss"]]).findings

    assert finding.picture == "CCCC"


def test_a_page_that_echoes_a_secret_keeps_no_picture() -> None:
    shown = page(dom="<p>s3cret-token</p>", pictures=(ElementPicture("p", 1280, "AAAA"),))

    kept = without_secrets(shown, Redactor(["s3cret-token"]))

    assert isinstance(kept, PageEvidence)
    assert (kept.pictures, kept.missing) == (None, {"pictures": "the page shows a secret"})


@pytest.mark.parametrize(
    ("data", "address"),
    [
        ("UklGRg==", "data:image/webp;base64,UklGRg=="),
        ('x" onerror="alert(1)', ""),
        (None, ""),
    ],
    ids=["a picture", "markup", "none"],
)
def test_what_a_report_shows_as_a_picture(data: str | None, address: str) -> None:
    assert reports_text.picture_address(data) == address
