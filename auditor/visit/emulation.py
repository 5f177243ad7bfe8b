"""What a Chromium is told so that it visits as a phone and keeps to itself, whoever drives it."""

from auditor.visit.look import Size

PHONE_PIXEL_RATIO = 2  # between Lighthouse's 1.75 and the 3 of dear phones: which image a page sends

ARGUMENTS = (
    "--proxy-bypass-list=<-loopback>",  # loopback too goes through the guard
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--mute-audio",
    "--js-flags=--max-old-space-size=1024",  # MB: a page that takes more crashes before the machine does
    "--block-new-web-contents",  # the headless shell opens no window for a page
)


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
