"""What a hostile portal cannot put into the reports."""

import re
from typing import Any

import pytest
from lxml import html

from auditor.audit import Audit
from tests.audits import (
    HOME,
    a_blocker,
    a_cause,
    a_channel,
    a_finding,
    a_page,
    a_sample,
    a_score,
    a_service,
    a_template,
    an_audit,
    compare,
    render,
    section,
)

OWN_LINKS = (
    "https://www.w3.org/TR/accessibility-metrics-report/",
    "https://www.w3.org/WAI/posts/2009/older-users-online.html",
    "https://itu.foleon.com/itu/measuring-digital-development/mobile-phone-ownership/",
    "https://blogs.worldbank.org/en/dev4peace/refugee-women-face-complex-barriers-proving-identity",
)


SCRIPT = "<script>alert(1)</script>"
HANDLER = "\"'><img src=x onerror=alert(1)><svg onload=alert(1)>{{ 7 * 7 }}</style></title>"
CONTROLS = "left\x00\x1b[31m\u202eright\u2066\u009b"
HOSTILE = SCRIPT + HANDLER + CONTROLS
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"
BAD_ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt://portal.example/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://portal.example@evil.example/",
    "http://portal.example/\u202egpj.exe",
    "//evil.example/",
    "http://[broken",
    f"https://portal.example/{'a' * 5_000}",
)


def a_hostile_reading(url: str) -> dict[str, Any]:
    """What is hard to read in a service, which its pages say."""
    grade = {"years": 12.0, "low": 11.0, "high": 13.0, "formula": HOSTILE, "limit_years": 9.0}
    hard = {"text": HOSTILE, "url": url, "words": 30, "reason": HOSTILE, "advice": HOSTILE}
    language = 'en" onload="alert(1)'
    return grade | {"language": language, "pages": 1, "sentences": 3, "words": 300, "hardest": [hard]}


def hostile_translations(url: str) -> dict[str, Any]:
    """Two languages of a service, which its pages announce."""
    told = {"url": url, "page": HOSTILE, "written_in": HOSTILE, "widget": HOSTILE, "length": None}
    states = ("untranslated", "widget")
    versions = [told | {"language": HOSTILE, "state": state, "leads_home": None} for state in states]
    return {
        "languages": [HOSTILE, HOSTILE],
        "official": [HOSTILE],
        "services": [{"service": "register", "versions": versions}],
        "widgets": {HOSTILE: 1},
    }


def a_hostile_audit(url: str = f"{HOME}?q={HOSTILE}") -> Audit:
    page = a_page("one", url=url, final_url=url, title=HOSTILE, language='en" onload="alert(1)', state="done")
    page["chosen"] = {"part": "required", "why": f"start of “{HOSTILE}”"}
    lost = a_page("lost", url=url, state="untested", reason=HOSTILE, missing={"axe": HOSTILE})
    arabic = f"نص{HOSTILE}"
    finding = {"url": url, "selector": HOSTILE, "snippet": HOSTILE, "message": f"{HOSTILE}: {arabic}"}
    finding |= {"measured": {"quote": arabic}}
    other_way = {"kind": "easy", "text": HOSTILE, "url": url, "page": HOSTILE, "pages": 1, "own": True}
    return an_audit(
        portal={
            "name": HOSTILE,
            "url": url,
            "hosts": [HOSTILE],
            "languages": [HOSTILE],
            "reason": HOSTILE,
            "blockers": [a_blocker(message=HOSTILE, quote=HOSTILE, url=url, rule=HOSTILE)],
            "translations": hostile_translations(url),
            "other_ways": [other_way],
        },
        run={
            "notes": [HOSTILE],
            "locale": HOSTILE,
            "sample": a_sample(
                templates=[a_template(1, example=url, title=HOSTILE)], not_recognised=[HOSTILE]
            ),
        },
        pages=[page, lost],
        services=[
            a_service(
                name=HOSTILE,
                pages=["one", "lost"],
                inferred=True,
                found_by=HOSTILE,
                reading=a_hostile_reading(url),
                other_ways=[other_way],
                blockers=[a_blocker(message=HOSTILE, quote=HOSTILE, url=url)],
                channels={
                    "phone": a_channel("actionable", (HOSTILE, HOSTILE), (url, HOSTILE), url=url),
                    HOSTILE: a_channel("mentioned", ("", HOSTILE), url=url),
                },
            ),
            a_service(
                id="shut", name=HOSTILE, pages=[], state="not_measurable", reason=HOSTILE, score=a_score(None)
            ),
        ],
        findings=[
            a_finding("missing-name", **finding),
            a_finding("low-contrast", outcome="cantTell", **finding),
            a_finding("missing-phone-number", "channels", page=None, **finding),
        ],
        causes=[a_cause("missing-name", url=url, snippet=HOSTILE, message=HOSTILE)],
    )


def hostile_pages(url: str) -> list[str]:
    audit = a_hostile_audit(url)
    return [
        render(audit),
        compare(audit, an_audit(), an_audit(portal={"state": "not_measurable", "reason": HOSTILE})),
    ]


@pytest.mark.parametrize("url", [f"{HOME}?q={HOSTILE}", *BAD_ADDRESSES], ids=lambda url: ascii(url[:30]))
def test_hostile_text_stays_text(url: str) -> None:
    for page in hostile_pages(url):
        document = html.document_fromstring(page)
        assert not document.xpath(
            "//script | //img | //iframe | //object | //embed | //base | //form | //link"
        )
        attributes = {name.lower() for element in document.iter("*") for name in element.attrib}
        assert not {
            name for name in attributes if name.startswith("on") or name in {"src", "style", "srcdoc"}
        }
        assert all(re.match(r"(https?://[^@\s]+|#[\w-]+)$", href) for href in document.xpath("//@href"))
        assert "{{ 7 * 7 }}" in document.text_content()


@pytest.mark.parametrize("url", BAD_ADDRESSES, ids=lambda url: ascii(url[:30]))
def test_an_address_that_is_not_plainly_of_the_web_is_shown_and_not_linked(url: str) -> None:
    for page in hostile_pages(url):
        external = [href for href in html.fromstring(page).xpath("//a/@href") if not href.startswith("#")]
        assert set(external) <= {*OWN_LINKS, HOME, "https://standards.example/one"}


def test_characters_that_act_are_replaced_by_a_visible_mark() -> None:
    for page in hostile_pages(HOME):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)
        assert "left\ufffd\ufffd[31m\ufffdright" in page


def test_a_lone_surrogate_does_not_stop_the_report_from_being_written() -> None:
    audit = an_audit()
    lone = audit.model_copy(update={"portal": audit.portal.model_copy(update={"name": "Ard\ud800ley"})})
    assert "Ard\ufffdley" in render(lone).encode().decode()


def test_very_long_text_is_cut_and_says_so() -> None:
    page = render(an_audit(findings=[a_finding("missing-name", snippet="x" * 1_000_000)], causes=[]))
    assert len(page) < 100_000
    assert "[cut: 1,000,000 characters in all]" in page


def test_links_to_the_portal_tell_it_nothing_and_lend_it_no_weight() -> None:
    for page in (render(an_audit()), compare(an_audit(), an_audit())):
        for link in html.fromstring(page).xpath("//a[starts-with(@href, 'http')]"):
            assert link.get("rel") == "noopener noreferrer nofollow"


def test_the_pages_forbid_scripts_and_load_nothing() -> None:
    for page in (render(an_audit()), compare(an_audit())):
        policies = html.fromstring(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policies == [POLICY]
        assert "url(" not in page
        assert "@import" not in page


def test_quotations_have_their_own_direction_and_language() -> None:
    page = render(an_audit(pages=[a_page("one", language="ar"), a_page("two"), a_page("lost")]))
    quoted = section(page, "findings").find(".//pre")
    assert (quoted.get("dir"), quoted.get("lang")) == ("auto", "ar")
