"""Audits a page that is never twice the same, and counts the verdicts: there has to be one.

    python -m bench.lively [AUDITS]

Each answer has ids, class names of a build, dates, numbers and an order of news of its own, and a carousel
that a script begins at another picture and turns at another speed. Its faults are always the same.
"""

import asyncio
import itertools
import random
import sys
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from auditor.cause import cause_id
from auditor.evidence import PageEvidence
from auditor.judge import judge_page
from auditor.outcome import Verdict
from auditor.registry import all_rules
from auditor.visit.browser import VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.find_browser import BrowserProgram, find_browser

AUDITS = 100
PICTURE = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
NEWS = (
    "The counter is closed on Monday",
    "Waste is collected on Friday",
    "The library has new hours",
    "Roads are mended in the north",
)

type Failure = tuple[str, str]
"""A rule, and the cause by which a baseline knows its fault again."""


def lively_page(number: int) -> str:
    """Write the page as it is answered for the time of this number."""
    chance = random.Random(number)  # noqa: S311  no secret

    def generated() -> str:
        return f"{chance.choice('qxz')}{chance.randrange(10**6):06}"

    news = chance.sample(NEWS, len(NEWS))
    items = "".join(
        f'<li id="{generated()}" class="news css-1{generated()}">{chance.randrange(1, 29)} May: {text}</li>'
        for text in news
    )
    slides = "".join(
        f'<figure id="{generated()}" class="slide" hidden><img src="{PICTURE}" width="300" height="100"'
        f' class="slide-picture"><figcaption>View {place} of the town hall</figcaption></figure>'
        for place in range(4)
    )
    field = generated()
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Register a birth</title>
<meta name="viewport" content="width=device-width">
<style>.pale-{chance.randrange(99)}, .pale {{ color: #999 }}</style></head>
<body><main id="{generated()}"><h1>Register a birth</h1>
<p>Visitor {chance.randrange(10**5)}, it is {chance.randrange(24):02}:{chance.randrange(60):02} o'clock.</p>
<div class="carousel">{slides}</div><ul>{items}</ul>
<p class="pale">Bring your identity card and a photograph.</p>
<form action="/send" method="post"><input id="{field}" name="given"><label for="{field}x">Family name
<input id="{field}x" name="family"></label><button>Send</button></form>
<a id="{generated()}" class="to-map" href="/map?v={chance.randrange(10**6)}"><span></span></a></main><script>
const slides = document.querySelectorAll(".slide"); let shown = {chance.randrange(4)};
const turn = () => {{
  slides.forEach((slide, place) => {{ slide.hidden = place !== shown % 4; }}); shown += 1;
}};
turn(); setInterval(turn, {chance.randrange(700, 1500)});
</script></body></html>"""


def failures_of(page: PageEvidence) -> frozenset[Failure]:
    """Name what fails on a page, as a baseline knows it again."""
    findings = judge_page(page, all_rules().values()).findings
    return frozenset(
        (finding.rule, cause_id(finding.rule, finding.snippet, finding.landmark))
        for finding in findings
        if finding.verdict is Verdict.FAILED
    )


async def verdicts(program: BrowserProgram, audits: int) -> Counter[frozenset[Failure]]:
    """Audit the page so often, each time with a fresh browser, and count the different answers."""
    numbers = itertools.count()

    class Lively(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = lively_page(next(numbers)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    told: Counter[frozenset[Failure]] = Counter()
    with ThreadingHTTPServer(("127.0.0.1", 0), Lively) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for _ in range(audits):
            settings = VisitSettings(hosts=("127.0.0.1",))
            async with ChromiumBrowser(program, settings, tabs=1) as browser:
                page = await browser.visit(f"http://127.0.0.1:{server.server_port}/")
            told[failures_of(page)] += 1
        server.shutdown()
    return told


def main() -> None:
    """Audit, and say how often which answer came."""
    audits = int(sys.argv[1]) if len(sys.argv) > 1 else AUDITS
    told = asyncio.run(verdicts(find_browser(), audits))
    always = frozenset.intersection(*told)
    print(f"{audits} audits, {len(told)} verdict(s), {len(always)} faults in all of them")
    for rule, cause in sorted(always):
        print(f"  {rule} {cause}")
    for verdict, times in told.most_common():
        for rule, cause in sorted(verdict - always):
            print(f"  only in {times}: {rule} {cause}")
    sys.exit(len(told) != 1)


if __name__ == "__main__":
    main()
