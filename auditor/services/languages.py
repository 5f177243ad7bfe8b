"""Which pages are one page in several languages. Pure.

Pages say so of each other (`hreflang`, or a link that is called by a language's name), or
their addresses differ by the code of a language only: `/fr/naissance` and `/en/naissance`,
`passport-en` and `passport-fr`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from auditor.crawl.scope import canonical
from auditor.evidence import PageEvidence
from auditor.service import PageDigest
from auditor.settings import LANGUAGES
from auditor.translation.names import language_named

MAX_ALTERNATES = 40  # the European Union has 24 official languages

_FOLDER = re.compile(r"([a-z]{2})(?:[-_][a-z]{2})?", re.IGNORECASE)
_ENDING = re.compile(r"(.+)[-_.]([a-z]{2})", re.IGNORECASE)


def alternates(page: PageEvidence) -> tuple[str, ...]:
    """Give the addresses at which a page says that it stands in other languages, each once."""
    named = page.head.alternates.items() if page.head else ()
    said = [address for code, address in named if code != "x-default"]
    said += [
        link.href
        for link in page.links or ()
        if link.hreflang or language_named(link.text, link.href, link.lang)
    ]
    found: dict[str, None] = {}
    for address in said:
        try:
            found[canonical(address)] = None
        except ValueError:
            continue
        if len(found) == MAX_ALTERNATES:
            break
    return tuple(found)


def one_page(pages: Mapping[str, PageDigest], stem_at: Mapping[str, str]) -> dict[str, str]:
    """Find the pages that are one in several languages.

    Two pages are one if they are in different languages and either name each other or have
    the same address but for a code that is the language of one of them.

    Args:
        pages: the pages by stem, in the order in which they were visited.
        stem_at: the stem of the page at an address.

    Returns:
        For each stem the one that stands for it: the first of its group.
    """
    order = {stem: place for place, stem in enumerate(pages)}
    first = {stem: stem for stem in pages}
    groups = {stem: [stem] for stem in pages}
    for pair in (*_naming_each_other(pages, stem_at), *_alike(pages)):
        one, other = sorted((first[stem] for stem in pair), key=order.__getitem__)
        spoken = [pages[stem].language for stem in {*groups[one], *groups[other]}]
        if one == other or "" in spoken or len(set(spoken)) < len(spoken):
            continue
        groups[one] += groups.pop(other)
        first |= dict.fromkeys(groups[one], one)
    return first


def _naming_each_other(
    pages: Mapping[str, PageDigest], stem_at: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    names = {
        stem: {stem_at[url] for url in page.alternates if url in stem_at} for stem, page in pages.items()
    }
    for stem, others in names.items():
        for other in sorted(others):
            if other != stem and stem in names.get(other, ()):
                yield stem, other


def _alike(pages: Mapping[str, PageDigest]) -> Iterator[tuple[str, str]]:
    """Give pages whose addresses are the same without the code in them."""
    first: dict[str, str] = {}
    for stem in pages:
        first.setdefault(stem, stem)
    for stem, page in pages.items():
        neutral, code = without_code(stem)
        if not code or not page.language:
            continue
        other = first.setdefault(neutral, stem)
        if other != stem and page.language in {code, *_codes(other)}:
            yield other, stem


def _codes(stem: str) -> Iterable[str]:
    return (code for _, code in [without_code(stem)] if code)


def without_code(stem: str) -> tuple[str, str]:
    """Take the code of a language out of a stem: its first folder, or what its last name ends with.

    Returns:
        The stem without it, and the code in small letters; "" if there is none.
    """
    host, *names = stem.partition("?")[0].split("/")
    if names and (found := _FOLDER.fullmatch(names[0])) and found[1].lower() in LANGUAGES:
        return "/".join([host, *names[1:]]), found[1].lower()
    if names and (found := _ENDING.fullmatch(names[-1])) and found[2].lower() in LANGUAGES:
        return "/".join([host, *names[:-1], found[1]]), found[2].lower()
    return stem, ""
