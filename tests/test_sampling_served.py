"""A page is read as its server sent it: where it leads, and what it says in which region."""

from auditor.evidence import TextBlock
from auditor.evidence.landmark import Landmark
from auditor.page.html_tree import parse_text
from auditor.sampling.served import TEXT_CHARS, parse, served_evidence
from auditor.services.digest import digest_of

URL = "https://portal.example/services/"


def links(html: str) -> list[tuple[str, str, Landmark]]:
    page = served_evidence(parse_text(html), URL, URL, 200)
    return [(link.href, link.text, link.landmark) for link in page.links or ()]


def blocks(html: str) -> list[tuple[str, str, Landmark]]:
    page = served_evidence(parse_text(html), URL, URL, 200)
    return [(block.tag, block.text, block.landmark) for block in page.text or ()]


def test_links_are_absolute_and_say_where_they_stand() -> None:
    html = """
    <header><a href="/">Home</a></header><nav><a href="../help">Help</a></nav>
    <main><p>See <a href="births/"><b>Register</b> a birth</a></p></main>
    <footer><a href="#top">Top</a></footer>
    <div role="navigation"><a href="https://other.example/">Elsewhere</a></div>
    <a href="mailto:a@b.example">Mail</a>
    """
    assert links(html) == [
        ("https://portal.example/", "Home", Landmark.BANNER),
        ("https://portal.example/help", "Help", Landmark.NAVIGATION),
        ("https://portal.example/services/births/", "Register a birth", Landmark.MAIN),
        ("https://portal.example/services/#top", "Top", Landmark.CONTENTINFO),
        ("https://other.example/", "Elsewhere", Landmark.NAVIGATION),
        ("mailto:a@b.example", "Mail", Landmark.NONE),
    ]


def test_a_base_element_is_heeded_even_if_it_is_relative() -> None:
    assert links('<head><base href="/app/"></head><a href="x">X</a>')[0][0] == "https://portal.example/app/x"


def test_the_header_of_an_article_is_no_banner() -> None:
    assert links('<main><article><header><a href="/x">X</a></header></article></main>')[0][2] is Landmark.MAIN


def test_links_that_are_hidden_until_a_script_shows_them_lead_somewhere_too() -> None:
    assert links('<ul hidden><li><a href="/x" aria-label="More"></a></li></ul>') == [
        ("https://portal.example/x", "More", Landmark.NONE)
    ]


def test_an_address_that_is_none_leads_nowhere() -> None:
    assert links('<a href="http://[broken/">X</a><a name="here">Y</a>') == []


def test_text_is_told_by_blocks_in_the_order_of_the_page() -> None:
    html = """
    <body>Before <main><h1>Births <small>new</small></h1>
    <div>Bring <ul><li>a <em>paper</em>,</li></ul>signed.</div></main>
    <script>not()</script><style>not {}</style><template><p>not</p></template></body>
    """
    assert blocks(html) == [
        ("body", "Before", Landmark.NONE),
        ("h1", "Births new", Landmark.MAIN),
        ("div", "Bring signed.", Landmark.MAIN),
        ("li", "a paper,", Landmark.MAIN),
    ]


def test_characters_of_links_are_counted() -> None:
    page = served_evidence(parse_text('<p>See <a href="/x">this</a></p>'), URL, URL, 200)
    assert page.text == (TextBlock("See this", "p", Landmark.NONE, "", "", 4),)


def test_the_head_is_read() -> None:
    html = """<html lang="fr"><head><title> Acte  de naissance </title>
    <script type="application/ld+json">
    {"@type": "GovernmentService", "name": "Acte"}</script></head></html>"""
    page = served_evidence(parse_text(html), URL, URL, 200)
    assert page.head is not None
    assert (page.head.title, page.head.lang) == ("Acte de naissance", "fr")
    digest = digest_of(page, "p1")
    assert [offer.name for offer in digest.offers] == ["Acte"]


def test_the_encoding_is_that_of_the_header_or_of_the_page() -> None:
    body = "<title>Élection</title>".encode("latin-1")
    told = (("text/html; charset=iso-8859-1", b""), ("text/html", b'<meta charset="latin1">'))
    for content_type, markup in told:
        head = served_evidence(parse(markup + body, content_type), URL, URL, 200).head
        assert head is not None
        assert head.title == "Élection"


def test_a_page_of_nothing_has_nothing() -> None:
    for html in ("", "   ", "<!-- x -->", "\0"):
        page = served_evidence(parse_text(html), URL, URL, 200)
        assert not page.links
        assert not any(block.text.strip("\0\ufffd") for block in page.text or ())


def test_long_texts_and_deep_pages_are_bounded() -> None:
    page = served_evidence(parse_text(f"<p>{'x' * 3 * TEXT_CHARS}</p>"), URL, URL, 200)
    assert [len(block.text) for block in page.text or ()] == [TEXT_CHARS]
    assert served_evidence(parse_text("<div>" * 100_000 + "<p>Deep"), URL, URL, 200).links == ()


def test_an_element_is_what_it_is_called_whatever_that_is() -> None:
    assert blocks("<tail>One</tail><p>Two</p>")[-1] == ("p", "Two", Landmark.NONE)
    assert links("<x-link><a href='/x'>X</a></x-link>") == [("https://portal.example/x", "X", Landmark.NONE)]
