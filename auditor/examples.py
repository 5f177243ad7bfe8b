"""Makers of small evidence, for the examples of rules and for tests."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from auditor.evidence import Head, Kind, Link, Menu, MenuLink, PageEvidence, Response, TextBlock
from auditor.evidence.axe_results import AxeNode, AxeResults, AxeRule
from auditor.evidence.document_facts import DocumentFacts, Structure
from auditor.evidence.entries import Entry
from auditor.evidence.keyboard import FocusStop, KeyboardWalk, Spot, WalkEnd
from auditor.evidence.landmark import Landmark
from auditor.evidence.layout import Layout
from auditor.evidence.media import Player
from auditor.evidence.passages import LanguageMark, Passage, Passages
from auditor.outcome import CantTell, Failed, Inapplicable, Passed
from auditor.portal import PortalEvidence
from auditor.rule import Example
from auditor.service import (
    Around,
    Channel,
    ChannelMention,
    Finder,
    HelpPlace,
    Level,
    OnlyWay,
    PageDigest,
    Said,
    ServiceEvidence,
    Way,
)

URL = "https://portal.example/"


def page(url: str = URL, **parts: Any) -> PageEvidence:
    """Evidence of one page, looked at closely, with just these parts."""
    return PageEvidence(url=url, final_url=url, status=200, closely=True, **parts)


def head(*, lang: str = "en", title: str = "Page", viewport: str | None = "width=device-width") -> Head:
    """What a page says of itself; everything but the named parts is empty."""
    return Head(title, lang, "", viewport, None, {}, ())


def response(wire_bytes: int = 1_000, *, kind: str = "image", url: str = URL, **more: Any) -> Response:
    """One response of the portal itself, as big on the wire as decoded."""
    facts: dict[str, Any] = {
        "status": 200,
        "mime_type": "",
        "body_bytes": wire_bytes,
        "encoding": "",
        "cache_control": "",
        "third_party": False,
    }
    return Response(url=url, kind=kind, wire_bytes=wire_bytes, **(facts | more))


def responses(*wire_bytes: int) -> PageEvidence:
    """A page that was loaded by responses of these sizes."""
    return page(
        responses=tuple(response(size, url=f"{URL}{number}") for number, size in enumerate(wire_bytes))
    )


def text(*paragraphs: str, lang: str = "en", tag: str = "p") -> PageEvidence:
    """A page whose main landmark holds these paragraphs."""
    blocks = tuple(
        TextBlock(words, tag, Landmark.MAIN, lang, f"{tag}:nth-of-type({number})")
        for number, words in enumerate(paragraphs, 1)
    )
    return page(head=head(lang=lang), text=blocks)


def passages(lang: str, *paragraphs: str) -> PageEvidence:
    """A page in this language, by its root, whose main landmark holds these paragraphs."""
    read = tuple(Passage(words, 0, "p", "p") for words in paragraphs)
    given = Passages((LanguageMark(lang, "html", f'<html lang="{lang}">'),), read)
    return replace(text(*paragraphs, lang=lang), passages=given)


def layout(width_px: int, **facts: Any) -> Layout:
    """A layout in which everything fits, unless `facts` say otherwise."""
    fits: dict[str, Any] = {
        "height_px": 800,
        "scroll_width_px": width_px,
        "scroll_height_px": 800,
        "text_sizes": {"16": 1_000},
    }
    return Layout(width_px=width_px, **(fits | facts))


def axe(*rules: AxeRule) -> PageEvidence:
    """A page on which axe answered these rules."""
    return page(axe=AxeResults("4.14.0", rules))


def axe_node(html: str = "<p>") -> AxeNode:
    """One element of an axe result."""
    return AxeNode(target="p", html=html, summary="Fix this element")


def document(form: str = "pdf", **facts: Any) -> PageEvidence:
    """A document of one page with text, without a fault that rules know, unless `facts` say otherwise."""
    sound: dict[str, Any] = {
        "name": f"birth-certificate.{form}",
        "fingerprint": "",
        "title": "Order a birth certificate",
        "language": "en",
        "pages": 1,
        "pages_read": 1,
        "pages_with_text": 1,
    }
    if form == "pdf":
        sound |= {"shows_title": True, "structure": structure(), "bookmarks": 0, "fields": ()}
    seen = DocumentFacts(format=form, **({**sound, "headings": (1,), "figures": ()} | facts))
    return page(f"{URL}{seen.name}", kind=Kind.DOCUMENT, document=seen)


def structure(**facts: Any) -> Structure:
    """The tags of a document of one page, all of which they speak of."""
    known: dict[str, Any] = {
        "marked": True,
        "elements": 20,
        "pages": 1,
        "untagged_texts": (),
        "steps_back": (),
    }
    return Structure(**(known | facts))


def link(href: str, words: str = "", landmark: Landmark = Landmark.MAIN) -> Link:
    """A link in the main landmark."""
    return Link(href, words, landmark, "a")


def player(**facts: Any) -> Player:
    """A video of a minute with sound that starts alone and without controls, unless `facts` say so."""
    known: dict[str, Any] = {
        "tag": "video", "src": f"{URL}tour.mp4", "selector": "video", "snippet": "<video autoplay>",
        "starts_alone": True, "muted": False, "has_controls": False, "loops": False, "visible": True,
        "is_loaded": True, "duration_s": 60, "from_s": 0, "to_s": None, "audio_bytes": 6_000,
        "has_picture": True,
    }  # fmt: skip
    return Player(**(known | facts))


def digest(
    *mentions: ChannelMention, page_id: str = "p1", language: str = "en", words: int = 300, **facts: Any
) -> PageDigest:
    """A page in brief, in English and of some length unless said otherwise."""
    known: dict[str, Any] = {"url": URL, "final_url": URL, "kind": Kind.HTML}
    return PageDigest(page_id=page_id, language=language, words=words, channels=mentions, **(known | facts))


def only_way(words: str, way: Way = Way.ONLINE) -> OnlyWay:
    """A sentence that allows one way only."""
    return OnlyWay(way, words, "p", URL)


def service(*pages: PageDigest, contact_pages: Iterable[PageDigest] = (), unread: int = 0) -> ServiceEvidence:
    """A service of these pages."""
    return ServiceEvidence(
        id="service", name="Service", pages=pages, contact_pages=tuple(contact_pages), unread=unread
    )


def one_way(only: OnlyWay) -> tuple[Example, ...]:
    """What rules share that look for a sentence by which there is one way, such as this; not online alone."""
    online = only_way("Apply online only")
    said = digest(only_ways=(only,))
    return (
        Example(
            "nothing else on its pages nor on its contact page",
            service(said, contact_pages=[_CONTACT]),
            Failed,
        ),
        Example(
            "and an office beside it",
            service(digest(_OFFICE, only_ways=(only,)), contact_pages=[_CONTACT]),
            CantTell,
        ),
        Example("and no contact page was read", service(said), CantTell),
        Example("its pages do not say so", service(digest(), contact_pages=[_CONTACT]), Inapplicable),
        Example(
            "online only, which is another rule's question",
            service(digest(only_ways=(online,)), contact_pages=[_CONTACT]),
            Inapplicable,
        ),
    )


def demanded(said: Said) -> tuple[Example, ...]:
    """What rules share that ask whether a service that says this names a way without the internet."""
    return (
        Example("nothing else is named", _saying(said), Failed),
        Example("an e-mail address is no other way", _saying(said, _EMAIL), Failed),
        Example("an office is named", _saying(said, _OFFICE), CantTell),
        Example("no contact page was read", service(digest(said=(said,))), CantTell),
        Example("on a page about contact", service(digest(said=(said,), contact=True)), Inapplicable),
        Example("nothing is said", service(digest(), contact_pages=[_CONTACT]), Inapplicable),
    )


def with_another_way(said: Said) -> Example:
    """A service that says this, and leaves another way in the same breath."""
    return Example("another way is left beside it", _saying(replace(said, other_way=True)), Passed)


def closed_way(said: Said) -> tuple[Example, ...]:
    """What rules share that ask whether a service that says this can be reached in another way."""
    return (
        Example("nothing else is named", _saying(said), Failed),
        Example("a telephone number is named", _saying(said, _PHONE), Passed),
        Example(
            "a telephone number stands on the contact page",
            service(digest(said=(said,)), contact_pages=[digest(_PHONE, page_id="contact")]),
            Passed,
        ),
        Example(
            "it stands on the contact page",
            service(digest(), contact_pages=[digest(page_id="contact", said=(said,))]),
            Failed,
        ),
        Example("no contact page was read", service(digest(said=(said,))), CantTell),
        Example("nothing is said", service(digest(), contact_pages=[_CONTACT]), Inapplicable),
    )


def _saying(said: Said, *mentions: ChannelMention) -> ServiceEvidence:
    return service(digest(*mentions, said=(said,)), contact_pages=[_CONTACT])


_CONTACT = digest(page_id="contact")
_PHONE = ChannelMention(Channel.PHONE, Level.ACTIONABLE, "+442079460140", "Call 020 7946 0140", "p", URL)
_EMAIL = ChannelMention(Channel.EMAIL, Level.ACTIONABLE, "a@portal.example", "a@portal.example", "p", URL)
_OFFICE = ChannelMention(Channel.COUNTER, Level.ACTIONABLE, "1 Mill Lane", "Visit 1 Mill Lane", "p", URL)


def portal(*pages: PageDigest, **facts: Any) -> PortalEvidence:
    """A portal of these pages, all that were found."""
    return PortalEvidence(**({"name": "Portal", "url": URL, "languages": ("en",), "pages": pages} | facts))


def menu(
    *links: str | tuple[str, str], name: str = "nav|menu||", within: str = "banner", marked: bool = True
) -> Menu:
    """A navigation, if it is marked as one, to paths: each is called by itself or by the words beside it."""
    pairs = [(each, each) if isinstance(each, str) else each for each in links]
    return Menu(
        name=name,
        is_navigation=marked,
        within=within,  # type: ignore[arg-type]  # a plain string, for brevity
        links=tuple(MenuLink(f"{URL}{path}", words) for path, words in pairs),
    )


def page_around(
    path: str, *menus: Menu, finders: tuple[Finder, ...] = (), helps: tuple[HelpPlace, ...] = (), **facts: Any
) -> PageDigest:
    """A page in brief, at a path, with these menus; its links are those of its menus and of `facts`."""
    links = tuple(link(each.href, each.text, Landmark.NAVIGATION) for one in menus for each in one.links)
    own = facts.pop("links", ())
    known = {"url": f"{URL}{path}", "final_url": f"{URL}{path}", "title": path, "content_hash": path}
    around = Around(menus=menus, finders=finders, helps=helps)
    return digest(page_id=path, links=(*own, *links), around=around, **(known | facts))


def entry(label: str, **facts: Any) -> Entry:
    """A text field that must be filled in, of a form whose markup browsers hold people to."""
    known: dict[str, Any] = {
        "kind": "text",
        "selector": "input",
        "snippet": "<input>",
        "form": "form",
        "required": True,
        "enforced": True,
        "pattern_works": "pattern" in facts,
    }
    return Entry(label=label, **(known | facts))


def form(*entries: Entry, lang: str = "en", **parts: Any) -> PageEvidence:
    """A page in this language with these controls."""
    return page(entries=entries, head=head(lang=lang), text=(), **parts)


def stop(selector: str = "a", **facts: Any) -> FocusStop:
    """An element that got focus by Tab and showed it by an outline, unless `facts` say otherwise."""
    tag = selector.partition("#")[0] or "a"
    seen: dict[str, Any] = {
        "left_px": 0,
        "top_px": 0,
        "width_px": 80,
        "height_px": 20,
        "points": 9,
        "seen": 9,
        "restyled": ("outline",),
    }
    return FocusStop(spot=spot(selector), tag=tag, role="", **(seen | facts))


def spot(selector: str) -> Spot:
    """An element of a page."""
    return Spot(selector, f"<{selector.partition('#')[0]}>", selector)


def walk(*stops: FocusStop, ended: WalkEnd = WalkEnd.LEFT, **facts: Any) -> PageEvidence:
    """A page that was walked through by Tab, to its end unless said otherwise."""
    return page(keyboard=KeyboardWalk(stops, ended, **facts))
