"""Scope: the one spelling of an address, and which addresses are pages of the portal."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.crawl.scope import Scope, canonical, is_contact, is_notice, kind_of, page_id
from auditor.evidence import Kind
from auditor.settings import Settings, read_settings, with_crawl

HOST = "https://portal.example"
SESSION = "0123456789abcdef012345"  # 22 characters

AWKWARD = st.sampled_from(
    ["..", ".", "%2F", "%3f", "%26", "%3D", "%25", "%zz", "%E9", "%C3%A9", " ", "+", "a;b", "a=b", "=", "&&",
     ";", "?", "(S(abc))", "%28S(abc)%29", ";jsessionid=1", "%3Bjsessionid=1", "utm_x=1", "sid=" + SESSION]
)  # fmt: skip
PIECE = AWKWARD | st.text(max_size=8)


def portal(**parts: object) -> Settings:
    return Settings.model_validate({"portal": {"name": "Demo", "url": f"{HOST}/"}} | parts)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("HTTPS://Portal.Example:443", "https://portal.example/", id="host and default port"),
        pytest.param(f"{HOST}:8443/", f"{HOST}:8443/", id="other port"),
        pytest.param(f"{HOST}/a#b", f"{HOST}/a", id="fragment"),
        pytest.param(f"{HOST}/a/../b/./c", f"{HOST}/b/c", id="dot segments"),
        pytest.param(f"{HOST}/%c3%a9", f"{HOST}/%C3%A9", id="hexadecimal in capitals"),
        pytest.param(f"{HOST}/é", f"{HOST}/%C3%A9", id="letters outside ASCII"),
        pytest.param(f"{HOST}/%7Ea", f"{HOST}/~a", id="needless percent-encoding"),
        pytest.param(f"{HOST}/a?b=2&a=1", f"{HOST}/a?a=1&b=2", id="parameters sorted"),
        pytest.param(f"{HOST}/a?x=2&b=1&x=1", f"{HOST}/a?b=1&x=2&x=1", id="one name keeps its order"),
        pytest.param(f"{HOST}/a?print", f"{HOST}/a?print", id="parameter without value"),
        pytest.param(f"{HOST}/a?q=", f"{HOST}/a?q=", id="parameter with empty value"),
        pytest.param(f"{HOST}/a?", f"{HOST}/a", id="empty query"),
        pytest.param(f"{HOST}/index.html", f"{HOST}/index.html", id="index stays"),
        pytest.param(f"{HOST}/a", f"{HOST}/a", id="no slash is added"),
        pytest.param(f"{HOST}/a/", f"{HOST}/a/", id="no slash is removed"),
        pytest.param(f"{HOST}/A", f"{HOST}/A", id="case of the path"),
        pytest.param(f"{HOST}/a?utm_source=x&UTM_medium=y&id=1", f"{HOST}/a?id=1", id="campaign"),
        pytest.param(f"{HOST}/a?fbclid=x&gclid=y&msclkid=z", f"{HOST}/a", id="clicks"),
        pytest.param(f"{HOST}/a?PHPSESSID=1&id=1", f"{HOST}/a?id=1", id="PHP session"),
        pytest.param(f"{HOST}/a;jsessionid=1F.node?id=1", f"{HOST}/a?id=1", id="Java session"),
        pytest.param(f"{HOST}/a;JSESSIONID=1/b", f"{HOST}/a/b", id="Java session within the path"),
        pytest.param(f"{HOST}/a%3bsid=1", f"{HOST}/a%3Bsid=1", id="encoded semicolon is part of a name"),
        pytest.param(f"{HOST}/(S(lit3py55))/a.aspx", f"{HOST}/a.aspx", id="ASP.NET session"),
        pytest.param(f"{HOST}/a?ASPSESSIONIDQABC=1", f"{HOST}/a", id="ASP session"),
        pytest.param(f"{HOST}/a?sid={SESSION}", f"{HOST}/a", id="sid of 22 characters"),
        pytest.param(f"{HOST}/a?sid={SESSION[1:]}", f"{HOST}/a?sid={SESSION[1:]}", id="sid of 21 characters"),
        pytest.param(f"{HOST}/a?sessionid=12", f"{HOST}/a?sessionid=12", id="a sitting of the council"),
        pytest.param(f"{HOST}/a?gclid2=1", f"{HOST}/a?gclid2=1", id="only like a click"),
    ],
)
def test_canonical_spelling(url: str, expected: str) -> None:
    assert canonical(url) == expected


@given(st.lists(PIECE, max_size=4), st.lists(PIECE, max_size=4))
def test_a_canonical_spelling_is_its_own(path: list[str], query: list[str]) -> None:
    url = f"http://Portal.example:80/{'/'.join(path)}?{'&'.join(query)}"
    assert canonical(canonical(url)) == canonical(url)


@pytest.mark.parametrize("url", ["mailto:a@portal.example", "/a", "https://me:pw@portal.example/", ""])
def test_what_is_no_web_address_has_no_canonical_spelling(url: str) -> None:
    with pytest.raises(ValueError, match=r"^it "):
        canonical(url)


class TestPageId:
    def test_is_made_of_the_canonical_address(self) -> None:
        expected = hashlib.sha256(b"https://portal.example/a").hexdigest()[:12]
        assert page_id(f"{HOST}/a") == page_id("https://PORTAL.example:443/a#b") == expected

    def test_differs_between_states(self) -> None:
        assert len({page_id(f"{HOST}/a"), page_id(f"{HOST}/a", "menu"), page_id(f"{HOST}/a", "")}) == 3


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", Kind.HTML), ("/a.html", Kind.HTML), ("/a.aspx", Kind.HTML), ("/a.v2", Kind.HTML),
        ("/pdf", Kind.HTML),
        ("/a.PDF", Kind.DOCUMENT), ("/a.docx?v=1", Kind.DOCUMENT), ("/a%2Eodt", Kind.DOCUMENT),
        ("/a.jpg", None), ("/a.zip", None), ("/a.mp4", None), ("/a.css", None), ("/feed.rss", None),
    ],
)  # fmt: skip
def test_the_ending_tells_the_kind(path: str, kind: Kind | None) -> None:
    assert kind_of(HOST + path) is kind


@pytest.mark.parametrize(
    ("path", "contact", "notice"),
    [
        ("/contact-us/", True, False),
        ("/nous-contacter", True, False),
        ("/KONTAKT.html", True, False),
        ("/%D8%A7%D8%AA%D8%B5%D9%84-%D8%A8%D9%86%D8%A7", True, False),
        ("/accessibilit%C3%A9", False, True),
        ("/mentions-legales", False, True),
        ("/impressum", False, True),
        ("/illegal-dumping", False, False),
        ("/a?contact=1", False, False),
    ],
)
def test_words_of_the_path_tell_contact_pages_and_notices(path: str, contact: bool, notice: bool) -> None:
    assert (is_contact(HOST + path), is_notice(HOST + path)) == (contact, notice)


class TestScope:
    @pytest.mark.parametrize(
        "url",
        [
            f"{HOST}/a",
            "http://portal.example/a",
            "https://www.portal.example/a",
            f"{HOST}/form.pdf",
            "https://forms.example/a",
        ],
    )
    def test_admits_pages_of_the_portal_and_its_hosts(self, url: str) -> None:
        scope = Scope(portal(portal={"name": "Demo", "url": f"{HOST}/", "hosts": ["forms.example"]}))
        assert scope.why_not(url) == ""
        assert scope.admits(url)

    @pytest.mark.parametrize(
        ("url", "reason"),
        [
            ("https://other.example/", "it is on another site"),
            ("https://news.portal.example/", "it is on another site"),
            ("https://portal.example:8443/", "it is on another site"),
            ("https://portal.example.evil.example/", "it is on another site"),
            ("mailto:office@portal.example", "it is not an http or https address"),
            ("https://me@portal.example/", "it carries a user name or password"),
            (f"{HOST}/map.png", "it is a file, not a page"),
        ],
    )
    def test_says_why_not(self, url: str, reason: str) -> None:
        assert Scope(portal()).why_not(url) == reason

    def test_takes_a_port_for_another_site(self) -> None:
        scope = Scope(read_settings("http://127.0.0.1:8000/"))
        assert scope.admits("http://127.0.0.1:8000/a")
        assert not scope.admits("http://127.0.0.1:8001/a")

    def test_bounds_the_length(self) -> None:
        at_limit = f"{HOST}/".ljust(2_000, "a")
        assert Scope(portal()).admits(at_limit)
        assert Scope(portal()).why_not(f"{at_limit}a") == "its address is longer than 2000 characters"

    def test_bounds_repeated_segments(self) -> None:
        assert Scope(portal()).admits(f"{HOST}/a/b/a/a")
        assert Scope(portal()).why_not(f"{HOST}/a/a/b/a/a") == "its path repeats a segment more than 3 times"

    def test_bounds_parameters_without_those_that_track(self) -> None:
        ten = "&".join(f"p{number}=1" for number in range(10))
        assert Scope(portal()).admits(f"{HOST}/?{ten}&utm_source=x")
        assert Scope(portal()).why_not(f"{HOST}/?{ten}&q=1") == "its address has more than 10 parameters"

    def test_excludes(self) -> None:
        scope = Scope(with_crawl(portal(), exclude=["/archive/**"]))
        assert scope.why_not(f"{HOST}/archive/2001") == "it is excluded"
        assert scope.admits(f"{HOST}/births")

    def test_includes_and_always_begins_where_it_is_told_to(self) -> None:
        service = {"id": "a", "name": "A", "start": f"{HOST}/start"}
        scope = Scope(with_crawl(portal(service=[service]), include=["/births/**"]))
        assert scope.why_not(f"{HOST}/deaths/") == "it is not included"
        assert scope.admits(f"{HOST}/births/form")
        assert scope.admits(f"{HOST}/")
        assert scope.admits(f"{HOST}/start")

    def test_excluding_comes_before_including(self) -> None:
        scope = Scope(with_crawl(portal(), include=["/**"], exclude=["/"]))
        assert scope.why_not(f"{HOST}/") == "it is excluded"
