"""Reads what an accessibility statement claims. Pure.

A statement is recognised by its heading, its title or the words of its address. What it claims is quoted
and never taken for true.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from auditor.evidence import Link, PageEvidence, TextBlock
from auditor.evidence.landmark import Landmark
from auditor.service import Claim, Statement
from auditor.statement.words import Words, folded, says, says_all

MAX_QUOTE_CHARS = 300
HEADING_CHARS = 120  # a longer heading says more than what the page is
FIRST_YEAR = (
    2019  # public bodies of the EU owe statements from 23 September 2019 on: Directive (EU) 2016/2102, 12(3)
)
_OWN = (Landmark.MAIN, Landmark.NONE)
_HEADINGS = frozenset({"h1", "h2"})

# The words by which a page that is called "Accessibility" shows that it speaks of websites.
_TELLING = re.compile(r"\b(?:wcag|en 301 549|2016 2102|web content accessibility guidelines|rgaa|bitv)\b")
_LONE_NAME = re.compile(
    r"(?:accessibility|accessibilite|accesibilidad|accessibilita|barrierefreiheit|acessibilidade|toegankelijkheid"
    r"|tilgaengelighed|tillganglighet|tilgjengelighet|saavutettavuus|dostepnosc|pristupnost|dostopnost"
    r"|pristupacnost|akadalymentesites|accesibilitate|προσβασιμοτητα|достъпност|prieinamumas|pieklustamiba"
    r"|digitale barrierefreiheit|digital accessibility|web accessibility|web accesibilidad|accesibilidad web)"
)
_STANDARD = re.compile(
    r"EN[\s\u00a0]*301[\s\u00a0]*549(?:[\s\u00a0,]*(?:V|version|versión|Version)?[\s\u00a0]*\d\.\d(?:\.\d)?)?"
    r"|WCAG[\s\u00a0]*(?:version[\s\u00a0]*)?\d\.\d(?:[\s\u00a0,(-]*(?:level|niveau|nivel|Stufe|livello)?[\s\u00a0]*A{1,3}\b)?"
    r"|Web Content Accessibility Guidelines[^.;]{0,20}?\d\.\d"
    r"|RGAA[\s\u00a0]*\d(?:\.\d)?(?:\.\d)?"
)
# A day, a month in words or digits, and a year of this century, in the orders usual in Europe; last a month
# and a year.
_YEAR = r"(?P<year>20\d\d)"
_MONTH = "(?:0?[1-9]|1[0-2])"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"  # or a month, in the order of the United States
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        # No telephone number: "05.56.10.20.30".
        rf"\b(?<!\d[./-]){_DAY}\s?[./-]\s?{_DAY}\s?[./-]\s?(?P<year>(?:20)?\d\d)\b(?![./-]\d)",
        rf"\b{_YEAR}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?\d{{1,2}}\b",
        rf"\b\d{{1,2}}(?:\.|st|nd|rd|th|er|º)?\s+(?:de\s+|of\s+|d['’])?[^\W\d_]{{3,}}\.?,?\s+(?:de\s+|del\s+)?{_YEAR}\b",  # noqa: RUF001  apostrophes
        rf"\b[^\W\d_]{{3,}}\s+\d{{1,2}}(?:st|nd|rd|th)?,\s+{_YEAR}\b",
        rf"\b{_YEAR}\.?\s+(?:m\.\s+|gada\s+)?(?:\d{{1,2}}\.\s+)?[^\W\d_]{{3,}}\s+\d{{1,2}}\b",
        rf"\b[^\W\d_]{{3,}}\.?\s+(?:de\s+|del\s+)?{_YEAR}\b",
        rf"\b(?<!\d[./-]){_MONTH}\s?[./-]\s?{_YEAR}\b",
    )
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def names_statement(text: str) -> bool:
    """Tell whether a link or heading is called an accessibility statement, in any language of the words."""
    return len(text) <= HEADING_CHARS and says(folded(text), Words.NAMES)


def statement_links(page: PageEvidence) -> tuple[str, ...]:
    """Give the addresses of links that are called an accessibility statement, or "Accessibility"."""
    found = [link for link in page.links or () if _leads_on(link, page) and _names(link.text)]
    return tuple(dict.fromkeys(link.href for link in found))


def read_statement(page: PageEvidence) -> Statement | None:
    """Read the statement that a page holds; None if it is none."""
    blocks = [block for block in page.text or () if block.landmark in _OWN]
    if not _is_statement(page, blocks):
        return None
    sentences = [
        (sentence, block) for block in blocks for sentence in _SENTENCE.split(block.text) if sentence.strip()
    ]
    claim, quote, selector = _claim(sentences)
    text = "\n".join(block.text for block in blocks)
    return Statement(
        claim=claim,
        quote=quote,
        selector=selector,
        hedged=any(_claimed(sentence) not in {None, claim} for sentence, _ in sentences),
        standards=tuple(dict.fromkeys(" ".join(each.split()) for each in _STANDARD.findall(text))),
        dated=next(_dates(text), None),
        contact=_contact(page, text),
        enforcement=next((_cut(each) for each, _ in sentences if says(folded(each), Words.ENFORCEMENT)), ""),
    )


def _leads_on(link: Link, page: PageEvidence) -> bool:
    """Whether a link leads to another page: one that goes nowhere is a place-holder."""
    address, _, place = link.href.partition("#")
    return _scheme(link) in {"http", "https"} and not (
        (place or link.href.endswith("#")) and address == page.final_url.partition("#")[0]
    )


def _scheme(link: Link) -> str:
    """Give what comes before the colon; the rest may be no address at all, such as `https://[city]`."""
    return link.href.partition(":")[0]


def _names(text: str) -> bool:
    return names_statement(text) or _LONE_NAME.fullmatch(folded(text)) is not None


def _is_statement(page: PageEvidence, blocks: list[TextBlock]) -> bool:
    headings = [block.text for block in blocks if block.tag in _HEADINGS][:3]
    title = page.head.title if page.head else ""
    path = unquote(urlsplit(page.final_url or page.url).path)
    if any(names_statement(text) for text in (title, *headings, path)):
        return bool(blocks)
    return any(_LONE_NAME.fullmatch(folded(text)) for text in headings) and any(
        _TELLING.search(folded(block.text)) for block in blocks
    )


def _claim(sentences: list[tuple[str, TextBlock]]) -> tuple[Claim | None, str, str]:
    """Give the first claim that the statement makes."""
    for sentence, block in sentences:
        if claim := _claimed(sentence):
            return claim, _cut(sentence), block.selector
    return None, "", ""


def _claimed(sentence: str) -> Claim | None:
    text = folded(sentence)
    if says(text, Words.PARTIAL):
        return Claim.PARTIAL
    if says(text, Words.NONE):
        return Claim.NONE
    if says(text, Words.FULL):
        return Claim.FULL if says_all(text) else Claim.PARTIAL
    return None


def _dates(text: str) -> Iterator[str]:
    for pattern in _DATES:
        for found in pattern.finditer(text):
            if int(found["year"][-2:]) >= FIRST_YEAR % 100:
                yield found[0]


def _contact(page: PageEvidence, text: str) -> str:
    """Quote a way to reach those who made the statement: an address, a number, or a form."""
    own = [link for link in page.links or () if link.landmark in _OWN]
    ways = [link.href for link in own if _scheme(link) in {"mailto", "tel"}]
    if mail := _MAIL.search(text):
        ways.append(mail[0])
    if any(form.fields for form in page.forms or ()):
        ways.append("a form")
    return next(iter(ways), "")[:MAX_QUOTE_CHARS]


def _cut(sentence: str) -> str:
    return sentence.strip()[:MAX_QUOTE_CHARS]
