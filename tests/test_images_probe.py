"""The probe of pictures in a browser: what their files hold, and how large they are drawn."""

import asyncio
from pathlib import Path

import pytest
from PIL import Image

from auditor.visit.browser import VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.find_browser import BrowserProgram
from fixtures.server import PortalServer

PAGE = """<!doctype html><html lang=en><meta name=viewport content="width=device-width"><title>A</title>
<style>img { width: 200px; height: 200px; display: block }</style>
<img id=stretched src=wide.png>
<img id=cut src=wide.png style="object-fit: cover">
<img id=whole src=wide.png style="object-fit: contain">
<img id=chosen src=small.png srcset="small.png 100w, wide.png 800w" sizes=200px>
<img id=hidden src=wide.png style="display: none">
<img id=waiting src=far.png loading=lazy style="margin-top: 9000px">"""


@pytest.mark.browser
def test_a_picture_has_the_pixels_of_its_file_and_the_size_at_which_the_whole_is_drawn(
    browser_program: BrowserProgram, tmp_path: Path
) -> None:
    """200 px high, all of a file of 800 x 400 is 400 px wide; fitted into 200 px, it is 100 px high."""
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    for name, size in {"wide": (800, 400), "small": (100, 50), "far": (800, 400)}.items():
        Image.new("1", size).save(tmp_path / f"{name}.png")

    async def visit() -> list[tuple[str, float, float, float, float, bool, bool]]:
        settings = VisitSettings(hosts=("127.0.0.1",), axe=False)
        with PortalServer(tmp_path) as server:
            async with ChromiumBrowser(browser_program, settings, tabs=1) as browser:
                seen = (await browser.visit(server.url)).images
        assert seen is not None
        assert seen.pixel_ratio == 2
        return [
            (
                each.selector,
                *(each.file_width_px, each.file_height_px, each.drawn_width_px, each.drawn_height_px),
                *(each.is_lazy, each.has_choice),
            )
            for each in seen.images
        ]

    assert asyncio.run(visit()) == [
        ("#stretched", 800, 400, 200, 200, False, False),
        ("#cut", 800, 400, 400, 200, False, False),
        ("#whole", 800, 400, 200, 100, False, False),
        ("#chosen", 800, 400, 200, 200, False, True),
        ("#waiting", 0, 0, 200, 200, True, False),
    ]
