"""What a Chromium is told so that it visits as a phone and keeps to itself, whoever drives it."""

from typing import Any

from auditor.visit.view import Clip, Size

PHONE_PIXEL_RATIO = 2  # between Lighthouse's 1.75 and the 3 of dear phones: which image a page sends

# Every page begins with new code, ours among it, that is gone before V8's optimising compilers have paid
# for themselves: on a machine whose cores are all at work they take a fifth of a visit. With fifty times
# V8's own thresholds they are left to pages that compute for long.
_JS_FLAGS = (
    "--max-old-space-size=1024",  # MB: a page that takes more crashes before the machine does
    "--invocation-count-for-maglev=20000",
    "--invocation-count-for-maglev-osr=5000",
    "--invocation-count-for-osr=25000",
    "--invocation-count-for-turbofan=150000",
    "--min-semi-space-size=16",  # MB, so that the young generation need not be copied while it grows
    "--max-semi-space-size=32",
)

ARGUMENTS = (
    "--proxy-bypass-list=<-loopback>",  # loopback too goes through the guard
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--mute-audio",
    f"--js-flags={' '.join(_JS_FLAGS)}",
    "--block-new-web-contents",  # the headless shell opens no window for a page
)

# What Playwright adds of its own where it is the driver, as far as it changes what a page is like.
HEADLESS_ARGUMENTS = (
    "--headless=new",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--disable-extensions",
    "--disable-dev-shm-usage",  # containers have little of it, and pages crash when it is full
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
)

EMULATED_MEDIA = [
    {"name": "prefers-color-scheme", "value": "light"},
    {"name": "prefers-reduced-motion", "value": "no-preference"},
    {"name": "forced-colors", "value": "none"},
    {"name": "prefers-contrast", "value": "no-preference"},
]

# A dialog stops a page and its probes. These answer as a person does who dismisses it.
NO_DIALOGS = """
window.alert = () => {};
window.confirm = () => false;
window.prompt = () => null;
window.print = () => {};
"""


def user_agent(major: str, suffix: str) -> str:
    """Chromium's own string for phones, reduced as it sends it, and who we are."""
    return (
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
        f"Chrome/{major}.0.0.0 Mobile Safari/537.36 {suffix}"
    ).strip()


def device_metrics(size: Size) -> dict[str, float | bool]:
    """Give the parameters of `Emulation.setDeviceMetricsOverride` for a size."""
    return {
        "width": size.width_px,
        "height": size.height_px,
        "deviceScaleFactor": PHONE_PIXEL_RATIO if size.mobile else 1,
        "mobile": size.mobile,
    }


def emulated_media(*, paper: bool) -> dict[str, Any]:
    """Give the parameters of `Emulation.setEmulatedMedia` for a screen, or for paper."""
    return {"media": "print" if paper else "", "features": EMULATED_MEDIA}


def png_of(clip: Clip) -> dict[str, Any]:
    """Give the parameters of `Page.captureScreenshot` for an exact picture of a part of the page."""
    part = {"x": clip.x, "y": clip.y, "width": clip.width, "height": clip.height, "scale": 1}
    beyond = clip.y + clip.height > clip.window_px  # costs a layout and more, so only where it must be
    return {"format": "png", "optimizeForSpeed": True, "captureBeyondViewport": beyond, "clip": part}


def user_agent_metadata() -> dict[str, str | bool]:
    """Give what client hints say of such a phone; Playwright sends the same."""
    return {
        "platform": "Android",
        "platformVersion": "10",
        "architecture": "arm",
        "model": "",
        "mobile": True,
    }
