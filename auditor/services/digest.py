"""Brings a page down to what questions about services and portals need of it. Pure."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from auditor.burden.page import demands_of
from auditor.channels.contact import is_contact_page
from auditor.channels.finding import find_channels, find_language_help
from auditor.channels.only_way import find_only_ways
from auditor.cost.carried import pack
from auditor.cost.page import page_cost
from auditor.crawl.scope import canonical
from auditor.deadends.reading import said_on
from auditor.evidence import Link, PageEvidence, TextBlock
from auditor.evidence.landmark import Landmark
from auditor.page.network import lost_style_sheets, over_the_network
from auditor.service import LanguageVersion, PageDigest
from auditor.services.around import around_of
from auditor.services.languages import alternates
from auditor.services.structured import offered_services
from auditor.statement.reading import read_statement, statement_links
from auditor.text.block_keys import block_keys
from auditor.text.form_words import form_texts
from auditor.text.language import page_language
from auditor.text.main_text import main_blocks
from auditor.text.read_text import read_text
from auditor.text.sentences import words
from auditor.translation.reading import announced_versions, spoken_letters, text_length, translators
from auditor.understanding.reading import ways_to_understand

MAX_LINKS = 500
MAX_STATEMENT_LINKS = 5
MAX_HEADINGS, HEADING_CHARS = 80, 120
_OWN = (Landmark.MAIN, Landmark.NONE)
_HEADINGS = ("h1", "h2")
_PARTS = frozenset({"h2", "h3", "h4", "legend", "summary"})
_WITHIN = 2  # elements between a heading and the text in it, as in `h2 > button > span`
_REGISTERS = re.compile(r"\bserviceWorker\b.{0,40}?\.\s*register\b", re.DOTALL)
_MANIFEST = re.compile(r"<link\b[^>]{0,500}\brel\s*=\s*[\"']?manifest\b", re.IGNORECASE)
_PLACE = re.compile(r":nth-of-type\(\d+\)")


def digest_of(page: PageEvidence, page_id: str, *, channels: bool = True) -> PageDigest:
    """Digest one page's evidence; without its `channels` where nobody asks for them."""
    blocks = main_blocks(page)
    language = page_language(page)
    carried = over_the_network(page.responses)
    return PageDigest(
        page_id=page_id,
        url=page.url,
        final_url=page.final_url,
        kind=page.kind,
        title=_title(page),
        heading=_heading(page),
        language=language,
        words=sum(len(words(block.text)) for block in blocks),
        content_hash=_content_hash(page),
        contact=is_contact_page(page),
        links=_links(page),
        breadcrumbs=_breadcrumbs(page),
        headings=_part_headings(page),
        alternates=alternates(page),
        fields=sum(len(form.fields) for form in page.forms or ()),
        offers=offered_services(page),
        channels=find_channels(page, language) if channels else (),
        only_ways=find_only_ways(page, language),
        language_help=find_language_help(page, language),
        said=said_on(page, language),
        wire_bytes=None
        if page.responses is None
        else sum(response.wire_bytes for response in page.responses),
        timed=page.timed,
        lost_styles=lost_style_sheets(page.responses),
        visited_at=page.visited_at,
        demands=demands_of(page, language),
        closely=page.closely,
        around=around_of(page),
        statement=read_statement(page),
        statement_links=tuple(_canonical(statement_links(page)))[:MAX_STATEMENT_LINKS],
        versions=tuple(_versions(page)),
        spoken=spoken_letters(page),
        length=text_length(page),
        translators=translators(page),
        text=read_text(page),
        block_keys=block_keys(blocks),
        form_texts=form_texts(page),
        carried=pack(replace(page, responses=carried)),
        cost=page_cost(page, carried),
        other_ways=tuple(replace(way, text=way.text[:HEADING_CHARS]) for way in ways_to_understand(page)),
        worker=_worker(page),
        manifest=bool(_MANIFEST.search(page.served_html or "")),
        missing={str(part): why for part, why in page.missing.items()},
    )


def _worker(page: PageEvidence) -> bool | None:
    """Tell whether a script wants a service worker; None if it may have failed before it came to that."""
    if page.worker:
        return True
    lost = any(one.kind == "script" and one.failed for one in page.responses or ())
    return None if lost or _REGISTERS.search(page.served_html or "") else page.worker


def _title(page: PageEvidence) -> str:
    if page.document is not None:
        return page.document.title
    return page.head.title if page.head else ""


def _heading(page: PageEvidence) -> str:
    """Give a page's first heading, of its own text if it has one there: the site's name may be one too."""
    text = sorted(page.text or (), key=lambda block: block.landmark not in _OWN)
    headings = (block.text for name in _HEADINGS for block in text if name in _tags(block))
    return next(headings, "")[:300]


def _part_headings(page: PageEvidence) -> tuple[str, ...]:
    """Give the headings of the parts of a page's own text; those that are links lead to other pages."""
    own = {block.landmark for block in main_blocks(page)}
    found = (
        block.text[:HEADING_CHARS]
        for block in page.text or ()
        if block.landmark in own and _tags(block) & _PARTS and 2 * block.link_chars <= len(block.text)
    )
    return tuple(found)[:MAX_HEADINGS]


def _tags(block: TextBlock) -> frozenset[str]:
    """Name the elements that a text stands in, from its own outwards, as far as a heading is looked for."""
    near = block.selector.split(" > ")[-1 - _WITHIN : -1]
    return frozenset({block.tag, *(_PLACE.sub("", each) for each in near)})


def _content_hash(page: PageEvidence) -> str:
    """Name the page's visible text, "" if it has none: equal pages count once in a score.

    A document's is the whole file.
    """
    if page.document is not None:
        return page.document.fingerprint
    said = "\n".join(f"{block.tag} {block.text}" for block in page.text or ())
    return hashlib.sha256(said.encode(errors="replace")).hexdigest()[:16] if said else ""


def _links(page: PageEvidence) -> tuple[Link, ...]:
    """List where the page leads, each address once; its content's links first: a bound cuts menus off."""
    once: dict[str, Link] = {}
    for link in sorted(page.links or (), key=lambda link: link.landmark not in _OWN):
        try:
            address = canonical(link.href)
        except ValueError:
            continue  # a number to call, a script, or no address at all
        once.setdefault(address, replace(link, href=address))
    return tuple(once.values())[:MAX_LINKS]


def _canonical(addresses: Iterable[str]) -> Iterator[str]:
    for address in addresses:
        try:
            yield canonical(address)
        except ValueError:
            continue


def _versions(page: PageEvidence) -> Iterator[LanguageVersion]:
    for version in announced_versions(page):
        try:
            yield replace(version, url=canonical(version.url) if version.url else "")
        except ValueError:
            continue


def _breadcrumbs(page: PageEvidence) -> tuple[str, ...]:
    marked = (link.text for link in page.links or () if "breadcrumb" in link.selector.lower())
    return tuple(text for text in marked if text)[:10]
