"""Which links' names say nothing by themselves, and what around them may say it. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

from auditor.evidence import PageEvidence
from auditor.evidence.landmark import Landmark
from auditor.evidence.named import NamedLink
from auditor.evidence.once import once_a_page
from auditor.text.empty_words import plain, points, says_nothing_of_a_link, words_of_links
from auditor.text.language import languages_at

TELLING_CHARS = 3  # of a word around a link, from which on it may tell something: "of" and "at" do not
EAST_ASIA = 0x2E80  # from here on scripts of which two letters are a word that tells something: "出生", birth


@dataclass(frozen=True, slots=True)
class VagueLink:
    """A link whose name says nothing by itself.

    `is_told` says that words in its paragraph, list item or cell may tell where it leads. `alike` counts
    the links of that name, itself included, that stand below the same heading and lead elsewhere.
    """

    link: NamedLink
    is_told: bool
    alike: int

    @property
    def is_entry(self) -> bool:
        """Whether it stands in a menu, where a short word may be the name of a part of the site."""
        return self.link.landmark is Landmark.NAVIGATION


def is_asked(link: NamedLink) -> bool:
    """Whether it is a link with a name that leads somewhere, and no control made of a link."""
    to_nowhere = link.href.endswith("#") or link.href.lower().startswith("javascript:")
    return bool(link.name) and not link.opens and not to_nowhere


@once_a_page
def vague_links(page: PageEvidence) -> tuple[VagueLink, ...]:
    """Give the links whose names say nothing by themselves, in the order of the page."""
    told = {}
    for link in filter(is_asked, page.named.links if page.named else ()):
        languages = languages_at(page, link.lang)
        if says_nothing_of_a_link(link.name, languages) or points(link.name, languages):
            told[link] = _is_told(link, languages)
    addresses: dict[tuple[str, str], set[str]] = {}
    for link in told:
        addresses.setdefault(_name_below_heading(link), set()).add(link.href)
    return tuple(
        VagueLink(link, is_told, len(addresses[_name_below_heading(link)])) for link, is_told in told.items()
    )


def _name_below_heading(link: NamedLink) -> tuple[str, str]:
    return plain(link.name), plain(link.heading)


def _is_told(link: NamedLink, languages: Collection[str]) -> bool:
    around = plain(link.context).split()
    return any(_may_tell(word) and word not in words_of_links(languages) for word in around)


def _may_tell(word: str) -> bool:
    return len(word) >= TELLING_CHARS or ord(word[0]) >= EAST_ASIA
