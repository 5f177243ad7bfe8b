"""Tells the pages that are about contacting an office."""

import re
from urllib.parse import unquote, urlsplit

from auditor.channels import lexicon
from auditor.channels.lexicon import Concept
from auditor.channels.normal import clean, fold
from auditor.evidence import PageEvidence

HEADING_CHARS = 60  # "Contact the council tax team": longer headings are about something else
ADDRESS_CHARS = 2_000
MORE_WORDS_CHARS = 25  # "contact-the-council" is about contact, "contact-tracing-statistics-2021" is not

_TITLE_PARTS = re.compile(r"\s[-–—|:·»]\s|[|:»]")  # noqa: RUF001  what stands between a page's and a site's name


def is_contact_page(page: PageEvidence) -> bool:
    """Tell whether a page's address, title or main heading speaks of contact, in any covered language."""
    headings = [block.text for block in page.text or () if block.tag == "h1"][:3]
    title = page.head.title if page.head else ""
    names = [_TITLE_PARTS.split(clean(text, ADDRESS_CHARS))[0] for text in (title, *headings)]
    return any(_is_contact(name, HEADING_CHARS) for name in names) or any(
        _is_contact(segment, MORE_WORDS_CHARS) for segment in _segments(page.final_url or page.url)
    )


def _is_contact(text: str, limit: int) -> bool:
    text = text.strip()
    return len(text) <= limit and any(
        hit.concept is Concept.CONTACT and hit.start == 0
        for hit in lexicon.find(fold(text), lexicon.languages())
    )


def _segments(url: str) -> list[str]:
    try:
        path = urlsplit(url[:ADDRESS_CHARS]).path
    except ValueError:
        return []
    segments = (clean(unquote(segment), ADDRESS_CHARS) for segment in path.split("/"))
    return [re.sub(r"\.\w{2,5}$", "", segment).replace("-", " ").replace("_", " ") for segment in segments]
