"""The kinds of page that every sample holds, and how they are recognised.

Source: Implementing Decision (EU) 2018/1524, Annex I, 3.2 (a) to (c), for in-depth monitoring:
home, login, sitemap, contact, help and legal information; a search; the accessibility
statement. WCAG-EM, step 3.a, asks for the same ("common web pages").
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from auditor.crawl.scope import canonical
from auditor.evidence import Kind
from auditor.locale.speaking import finished
from auditor.service import PageDigest
from auditor.services.addresses import names_of, stem
from auditor.services.naming import TITLE_PARTS
from auditor.services.words import site_kinds

# Kinds as services/words.toml names them, in the order of visits, and how a person calls such a page.
REQUIRED: Mapping[str, str] = {
    "contact": finished("contact"),
    "help": finished("help"),
    "legal": finished("legal information"),
    "accessibility": finished("accessibility statement"),
    "search": finished("search"),
    "login": finished("login"),
    "sitemap": finished("sitemap"),
}


def pages_by_kind(digests: Sequence[PageDigest], starts: frozenset[str]) -> dict[str, PageDigest]:
    """Find the page of each required kind: the one that most names give for it, the first of equals.

    Names are a page's heading, title and address, and the words of links to it from the pages
    where an audit begins. Of a kind that no page is recognised as, there is none.

    Args:
        digests: the explored pages, in the order of exploring.
        starts: the canonical addresses where the audit begins; they are of no other kind.
    """
    named: dict[str, list[str]] = defaultdict(list)  # by address, the words of links from the starts
    for digest in digests:
        if not starts.isdisjoint(_addresses(digest)):
            for link in digest.links:
                named[link.href].append(link.text)
    best: dict[str, tuple[int, PageDigest]] = {}
    for digest in digests:
        if digest.kind is Kind.HTML and starts.isdisjoint(_addresses(digest)):
            for kind, names in _kinds(digest, named).items():
                if kind not in best or names > best[kind][0]:
                    best[kind] = (names, digest)
    return {kind: best[kind][1] for kind in REQUIRED if kind in best}


def _addresses(digest: PageDigest) -> set[str]:
    return {canonical(digest.url), canonical(digest.final_url or digest.url)}


def _kinds(digest: PageDigest, named: Mapping[str, Sequence[str]]) -> Counter[str]:
    """Count the names that say of a page what kind it is."""
    address = names_of(stem(digest.final_url or digest.url))[-1:]
    links = {kind for url in _addresses(digest) for text in named.get(url, ()) for kind in site_kinds(text)}
    kinds = Counter(links)
    for text in (digest.heading, TITLE_PARTS.split(digest.title)[0], *address):
        kinds.update(site_kinds(text))
    if digest.contact and not kinds["contact"]:
        kinds["contact"] = 1
    return kinds
