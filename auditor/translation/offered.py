"""In which languages each service of a portal exists, as far as its pages were read. Pure.

A service is looked at where it begins: at what its first page says of its versions, and at pages whose
address differs from that one's in the code of a language alone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from auditor.portal import PortalEvidence, PortalService
from auditor.service import LanguageVersion, PageDigest
from auditor.text.claim import family, is_known
from auditor.translation.names import without_codes

MAX_LANGUAGES = 30  # in one table: more than the European Union's 24
SURE_LETTERS = 200  # some thirty words, that a page has to have before its language contradicts a link's
HARDLY = 0.1  # ours: so little of a text in the language that was promised is a heading or a name
MOSTLY = 0.5
SHORTER = 0.5  # of the longest version; whole translations have at least 0.52 of it, see reading.py
LONG_LETTERS = 600  # some hundred words: of less, half is a matter of one sentence

_LOOKED_THROUGH = frozenset({"head", "text", "links", "furniture"})  # for languages, and for further pages

# Languages that the detector takes for each other in short texts, beside the nearest relatives.
_NEAR = (
    frozenset({"da", "no", "nb", "nn"}),
    frozenset({"gl", "pt"}),
    frozenset({"cs", "sk"}),
    frozenset({"bg", "mk"}),
)


class State(StrEnum):
    """What there is of a service in a language."""

    REAL = "real"
    SHORTER = "shorter"
    PARTLY = "partly"
    UNTRANSLATED = "untranslated"
    OTHER_PAGE = "other_page"
    HOME_PAGE = "home_page"
    UNTOLD = "untold"
    WIDGET = "widget"
    NONE = "none"
    NOT_READ = "not_read"


@dataclass(frozen=True, slots=True)
class Version:
    """What there is of a service in one language.

    `url` is where it is, or was said to be; "" if nothing says so. `found` is the language of the text
    there, where that is another one; `share` its length as a part of the longest version's. `astray` is the
    first page that the link to this language leads to, although there is a version; `linked` tells that
    people see the link.
    """

    language: str
    state: State
    url: str = ""
    page_id: str = ""
    found: str = ""
    share: float | None = None
    widget: str = ""
    astray: str = ""
    linked: bool = True


@dataclass(frozen=True, slots=True)
class InLanguages:
    """A service and what there is of it, in the order of the portal's languages."""

    service: PortalService
    url: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Equity:
    """The languages of a portal, the official ones first, and what there is of each service in them.

    `translators` counts the pages with each widget that translates by machine. `stray` counts the pages in
    each language that are no known version of a service, nor a first page: a service may be among them.
    """

    languages: tuple[str, ...]
    official: tuple[str, ...]
    services: tuple[InLanguages, ...]
    translators: dict[str, int]
    stray: dict[str, int]


def equity_of(portal: PortalEvidence) -> Equity:
    """Compare the languages of a portal's services; without services, those of its first page."""
    return _Comparison(portal).equity()


def written_in(page: PageDigest) -> str:
    """Give the language that most of a page's text is in."""
    if sum(page.spoken.values()) >= SURE_LETTERS:
        return max(page.spoken, key=lambda language: page.spoken[language])
    return page.language


def promised_share(page: PageDigest, language: str) -> float | None:
    """Tell how much of a page's text is in a language; None if too little of it is sure to tell."""
    total = sum(page.spoken.values())
    if total < SURE_LETTERS:
        return None
    return sum(page.spoken.get(each, 0) for each in family(language)) / total


class _Comparison:
    """One comparison; holds what its steps share."""

    def __init__(self, portal: PortalEvidence) -> None:
        self._portal = portal
        self._pages = {page.page_id: page for page in portal.pages}
        self._at: dict[str, PageDigest] = {}
        for page in portal.pages:
            self._at.setdefault(page.url, page)
            self._at.setdefault(page.final_url or page.url, page)
        for address, page_id in portal.redirected.items():
            if page_id in self._pages:
                self._at.setdefault(address, self._pages[page_id])

    def equity(self) -> Equity:
        services = [each for each in self._services() if each.start in self._pages]
        languages = self._languages(services)
        rows = [
            InLanguages(
                service,
                self._pages[service.start].url,
                tuple(self._version(service, language) for language in languages),
            )
            for service in services
        ]
        rows = list(_once(self._told_apart(rows)))
        rows = [replace(row, versions=tuple(self._measured(row.versions))) for row in rows]
        return Equity(
            languages=languages,
            official=tuple(each for each in self._portal.languages if each in languages),
            services=tuple(rows),
            translators=dict(Counter(name for page in self._portal.pages for name in page.translators)),
            stray=self._stray(rows, languages),
        )

    def _services(self) -> Iterable[PortalService]:
        if self._portal.services or not self._portal.pages:
            return self._portal.services
        first = self._at.get(self._portal.url, self._portal.pages[0])
        return (PortalService("", self._portal.name, first.page_id, frozenset({first.page_id})),)

    def _languages(self, services: Iterable[PortalService]) -> tuple[str, ...]:
        starts = [self._pages[service.start] for service in services]
        named: Counter[str] = Counter()
        for page in {page.page_id: page for page in (*starts, *self._homes)}.values():
            named.update({version.language for version in page.versions} | {written_in(page)})
        usual = sorted((language for language in named if language), key=lambda each: (-named[each], each))
        return tuple(dict.fromkeys((*self._portal.languages, *usual)))[:MAX_LANGUAGES]

    @cached_property
    def _homes(self) -> tuple[PageDigest, ...]:
        """The portal's first page in each language."""
        here = without_codes(self._portal.url)
        first = self._at.get(self._portal.url)
        versions = {version.url for version in first.versions} if first else set()
        return tuple(
            page
            for page in self._portal.pages
            if page is first
            or without_codes(page.final_url or page.url) in {(), here}
            or not versions.isdisjoint({page.url, page.final_url})
        )

    @cached_property
    def _home_ids(self) -> frozenset[str]:
        return frozenset(page.page_id for page in self._homes)

    @cached_property
    def _is_whole(self) -> bool:
        """Whether all that was found was read, so that something may be called absent."""
        return not self._portal.unread and all(
            _LOOKED_THROUGH.isdisjoint(page.missing) for page in self._portal.pages
        )

    def _is_home(self, page: PageDigest) -> bool:
        return page.page_id in self._home_ids

    def _version(self, service: PortalService, language: str) -> Version:
        start = self._pages[service.start]
        if written_in(start) in family(language):
            return Version(language, State.REAL, start.url, start.page_id)
        told = [each for each in start.versions if each.language == language]
        announced = sorted(
            (self._announced(start, version) for version in told),
            key=lambda each: list(State).index(each.state),
        )
        linked = next((each for each in announced if each.linked and each.state is State.HOME_PAGE), None)
        astray = linked.url if linked else ""
        for page_id in service.versions:
            page = self._pages.get(page_id)
            if page and page is not start and written_in(page) in family(language):
                return Version(language, State.REAL, page.url, page_id, astray=astray)
        if announced:
            best = announced[0]
            return best if best.state is State.HOME_PAGE else replace(best, astray=astray)
        return self._unannounced(start, language)

    def _unannounced(self, start: PageDigest, language: str) -> Version:
        if start.translators:
            return Version(language, State.WIDGET, widget=start.translators[0])
        if not self._is_whole:
            return Version(language, State.NOT_READ)
        if language in self._portal.languages and _is_unsure(written_in(start), language):
            return Version(language, State.UNTOLD, start.url, start.page_id)
        return Version(language, State.NONE)

    def _announced(self, start: PageDigest, told: LanguageVersion) -> Version:
        """Look at what stands where a page says that its version is."""
        language, linked = told.language, told.linked
        page = self._at.get(told.url) if told.url else None
        if (
            page is None or page is start
        ):  # a button, or a link to the page itself, from which a script goes on
            if start.translators and not (told.url and page is None):
                return Version(language, State.WIDGET, widget=start.translators[0])
            return Version(language, State.NOT_READ, told.url if page is None else "", linked=linked)
        at = Version(language, State.REAL, told.url, page.page_id, linked=linked)
        if self._is_home(page) and not self._is_home(start):
            # A switch that redirects may go back to where people came from, which a visit does not.
            state = State.UNTOLD if told.url in self._portal.redirected else State.HOME_PAGE
            return replace(at, state=state)
        if self._is_version_of_another(page, start):
            return replace(at, state=State.OTHER_PAGE)
        return replace(at, state=_read(page, language), found=written_in(page))

    def _is_version_of_another(self, page: PageDigest, start: PageDigest) -> bool:
        """Tell whether a page calls a third one, and no first page, its version in `start`'s language."""
        backs = [
            self._at.get(version.url)
            for version in page.versions
            if version.language in family(written_in(start)) and version.url
        ]
        read = [back for back in backs if back is not None and back is not page and not self._is_home(back)]
        return bool(read) and all(back is not start for back in read)

    def _told_apart(self, rows: list[InLanguages]) -> Iterator[InLanguages]:
        """Call what several services name as their version another page, but for whose it is.

        It is a service's own by its address, or where the only other one that names it begins there: that
        is this service, found twice.
        """
        starts: dict[tuple[str, str], set[str]] = {}
        for row in rows:
            for version in row.versions:
                if version.page_id and version.state is not State.HOME_PAGE:
                    starts.setdefault((version.language, version.page_id), set()).add(row.service.start)
        for row in rows:
            own = {row.service.start, *row.service.versions}
            yield replace(
                row,
                versions=tuple(
                    replace(version, state=State.OTHER_PAGE)
                    if version.state in {State.REAL, State.PARTLY}
                    and version.page_id not in own
                    and len(naming := starts[version.language, version.page_id]) > 1
                    and naming != {row.service.start, version.page_id}
                    else version
                    for version in row.versions
                ),
            )

    def _measured(self, versions: Iterable[Version]) -> Iterator[Version]:
        """Call what is less than half as long as the longest version shorter."""
        versions = tuple(versions)
        lengths = {
            version.language: length
            for version in versions
            if version.state is State.REAL and (length := self._pages[version.page_id].length) is not None
        }
        longest = max(lengths.values(), default=0)
        for version in versions:
            if longest < LONG_LETTERS or version.language not in lengths:
                yield replace(version, found="") if version.state is State.REAL else version
                continue
            share = lengths[version.language] / longest
            state = State.SHORTER if share < SHORTER else State.REAL
            yield replace(version, state=state, share=share, found="")

    def _stray(self, rows: Iterable[InLanguages], languages: Iterable[str]) -> dict[str, int]:
        known = {version.page_id for row in rows for version in row.versions}
        known |= {page_id for row in rows for page_id in (*row.service.pages, *row.service.versions)}
        left = [page for page in self._portal.pages if page.page_id not in known and not self._is_home(page)]
        return {
            language: count
            for language in languages
            if (count := sum(written_in(page) in family(language) for page in left))
        }


def _read(page: PageDigest, language: str) -> State:
    """Tell whether a page's text is in the language that was promised."""
    share = promised_share(page, language)
    if share is None:
        return State.REAL if page.language in family(language) else State.UNTOLD
    if share >= MOSTLY:
        return State.REAL
    if share >= HARDLY:
        return State.PARTLY
    return State.UNTOLD if _is_unsure(written_in(page), language) else State.UNTRANSLATED


def _is_unsure(found: str, language: str) -> bool:
    """Tell whether a text may be in a language although it was found to be in another, or in none."""
    return not found or not is_known(language) or any({language, found} <= each for each in _NEAR)


def _once(rows: Iterable[InLanguages]) -> Iterator[InLanguages]:
    """Leave out services that begin on what is another's version in some language, translated or not."""
    rows = tuple(rows)
    seen = {
        version.page_id
        for row in rows
        for version in row.versions
        if version.state in {State.UNTRANSLATED, State.PARTLY}
    }
    for row in rows:
        if row.service.start not in seen:
            yield row
        seen |= {version.page_id for version in row.versions if version.state is State.REAL}
