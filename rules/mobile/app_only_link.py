"""A link must lead somewhere without an app being there.

Why it matters: a link that only an app can open does nothing where the app is not. That is so on a basic
phone, on an old or full one, and on a computer in a library. Nothing says why, and the person taps again and
again.

How to fix it: link to the address on the web that opens the app where there is one (https://wa.me/… instead
of whatsapp://…), and name another way beside it.

Source: HTML, navigating to URLs whose scheme a browser does not know,
https://html.spec.whatwg.org/multipage/browsing-the-web.html#hand-off-to-external-software; Chrome, Android
intents with a fallback, https://developer.chrome.com/docs/android/intents. Schemes of telephones and mail
(tel, sms, mailto, geo) work on every phone. No criterion of WCAG asks for it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from auditor.evidence import Link, PageEvidence
from auditor.examples import link, page
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

# What browsers and phones open by themselves, https://www.iana.org/assignments/uri-schemes.
_OPENED = frozenset({
    "http", "https", "mailto", "tel", "sms", "smsto", "mms", "geo", "maps", "javascript", "data", "blob",
    "about", "file", "ftp", "callto", "webcal",
})  # fmt: skip
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_MISTYPED = re.compile(
    r"h?t+ps?|htpp?s?|www|mai|tel|phone|fax", re.IGNORECASE
)  # "htpps:", "maito:", "phone:"
_FALLBACK = "browser_fallback_url="
_SHARES = re.compile(
    r"send/?\?text=|share|forward", re.IGNORECASE
)  # of the page: nobody's business with an office

_DEAD = "“{words}” opens an app alone, by {scheme}: without the app nothing happens"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look at the schemes of links, and whether a link of the same words leads to the web."""
    by_words: dict[str, list[Link]] = defaultdict(list)
    for each in page.links or ():
        by_words[each.text].append(each)
    for each in page.links or ():
        scheme = _scheme(each)
        if scheme in _OPENED or _MISTYPED.match(scheme) or _SHARES.search(each.href):
            continue
        same = by_words[each.text] if each.text else ()
        if _FALLBACK in each.href or any(_scheme(other) in {"http", "https"} for other in same):
            yield Passed()
        else:
            at = Place(each.selector, each.href[:100], each.landmark)
            yield Failed(_DEAD, at=at, words=each.text or each.href[:40], scheme=f"{scheme}:")


def _scheme(each: Link) -> str:
    matched = _SCHEME.match(each.href)
    return matched[1].lower() if matched else "https"


def _links(*given: tuple[str, str]) -> PageEvidence:
    return page(links=tuple(link(href, words) for href, words in given))


_CHAT = ("whatsapp://send?phone=442079460140", "Write to us")

RULE = Rule(
    title="Link does nothing without an app",
    severity=Severity.MODERATE,
    dimension=Dimension.ACCESS,
    groups=(Group.BASIC_PHONE, Group.SHARED_PHONE, Group.SMALL_SCREEN),
    needs=("links",),
    advice=True,
    check=check,
    examples=(
        Example("an app's own address", _links(_CHAT), Failed),
        Example(
            "and the same on the web", _links(_CHAT, ("https://wa.me/442079460140", "Write to us")), Passed
        ),
        Example("an intent", _links(("intent://apply#Intent;scheme=city;end", "Apply")), Failed),
        Example(
            "an intent with an address on the web",
            _links(
                (
                    "intent://apply#Intent;scheme=city;S.browser_fallback_url=https%3A%2F%2Fcity.example;end",
                    "Apply",
                )
            ),
            Passed,
        ),
        Example("it shares the page", _links(("whatsapp://send?text=Births", "Share")), Inapplicable),
        Example("a telephone number", _links(("tel:+442079460140", "Call us")), Inapplicable),
        Example("an address with a mistake", _links(("htpps://city.example/", "Births")), Inapplicable),
        Example("by its markup", "<a href='VIBER://chat?number=442079460140'>Viber</a>", Failed),
    ),
)
