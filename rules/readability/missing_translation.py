"""Each service must exist in each language that the portal offers it in, and in each official one.

Why it matters: who reads the other language follows the link to it. They land on the first page, or in front
of a text that they cannot read. What they came for is gone, and nobody told them that it does not exist.

How to fix it: translate the service's own page, and let the link lead there and not to the first page. Where
there is no translation, say so at the link, in that language, and name a telephone number where somebody
speaks it.

Source: United Nations, International Covenant on Civil and Political Rights, article 26, bans discrimination
on the ground of language,
https://www.ohchr.org/en/instruments-mechanisms/instruments/international-covenant-civil-and-political-rights.
That a link to a language leads to the same page in it: W3C, Language negotiation and switches,
https://www.w3.org/International/questions/qa-navigation-select. The limits are ours: docs/readability.md.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from auditor.examples import URL, digest, portal
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place, Share, Untested
from auditor.portal import PortalEvidence, PortalService
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import LanguageVersion, PageDigest
from auditor.text.language_names import language_name
from auditor.translation.offered import Equity, InLanguages, State, Version, equity_of

_HOME = "The link from “{service}” to {language} leads to the first page, {address}"
_ASTRAY = "The link from “{service}” to {language} leads to the first page, {address}, and not to {version}"
_UNTRANSLATED = "“{service}” is offered in {language}, and its text there is in {found}: {address}"
_MISSING = "“{service}” does not exist in {language}, an official language of the portal"
_PERHAPS_MISSING = (
    "No {language} version of “{service}” was found, and {language} is an official language. "
    "Is it among the other pages in {language}?"
)
_ASKED = {
    State.HOME_PAGE: "The head of “{service}” gives the first page, {address}, as its {language} version. "
    "Does a link do so too?",
    State.UNTRANSLATED: "The head of “{service}” gives {address} as its {language} version, and the text "
    "there is in {found}. Does a link do so too?",
    State.PARTLY: "The {language} version of “{service}” is mostly in {found}: {address}. "
    "Is what people need translated?",
    State.SHORTER: "The {language} version of “{service}” has {share} of the text of the longest: {address}. "
    "Is what people need in it?",
    State.OTHER_PAGE: "The link from “{service}” to {language} leads to what is another page's version: "
    "{address}. Is it this service?",
    State.UNTOLD: "It could not be told whether {address} is “{service}” in {language}. Is it?",
}
_WIDGET = (
    "“{service}” exists in {language}, an official language, only as {widget} translates it. "
    "Does anybody check that?"
)


def check(portal: PortalEvidence) -> Iterator[Outcome]:
    """Ask of each service and language what stands there."""
    equity = equity_of(portal)
    if len(equity.languages) < 2:  # noqa: PLR2004  one language and no other
        yield Inapplicable()
        return
    unread = set()
    for row in equity.services:
        for version in row.versions:
            outcomes = list(_outcomes(equity, row, version))
            yield from outcomes
            if not outcomes and version.state is State.NOT_READ:
                unread.add(version.language)
    if told := [language_name(each) for each in equity.languages if each in unread]:
        yield Untested(f"versions of services in other languages were not read: {', '.join(told)}")


def _outcomes(equity: Equity, row: InLanguages, version: Version) -> Iterator[Outcome]:
    values: dict[str, Any] = {
        "service": row.service.name,
        "language": language_name(version.language),
        "address": _on_its_site(version.astray or version.url),
        "found": language_name(version.found),
    }
    at = Place(url=row.url)
    match version.state:
        case State.REAL | State.SHORTER if version.astray:
            yield Failed(_ASTRAY, at=at, version=_on_its_site(version.url), **values)
        case State.REAL:
            yield Passed()
        case State.HOME_PAGE if version.linked:
            yield Failed(_HOME, at=at, **values)
        case State.UNTRANSLATED if version.linked:
            yield Failed(_UNTRANSLATED, at=at, **values)
        case State.NONE | State.WIDGET if version.language in equity.official:
            yield from _official(equity, version, at, values)
        case state if state in _ASKED:
            yield CantTell(_ASKED[state], at=at, share=Share(version.share or 0), **values)


def _on_its_site(address: str) -> str:
    """Give an address without scheme and host: its query may be all that tells the language."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _official(equity: Equity, version: Version, at: Place, values: dict[str, Any]) -> Iterator[Outcome]:
    """Answer for an official language without a version."""
    if version.state is State.WIDGET:
        yield CantTell(_WIDGET, at=at, widget=version.widget, **values)
    elif equity.stray.get(version.language):
        yield CantTell(_PERHAPS_MISSING, at=at, **values)
    else:
        yield Failed(_MISSING, at=at, **values)


_TITLES = {"en": "Register a birth", "fr": "Déclarer une naissance"}


def _page(language: str, name: str = "birth", **facts: Any) -> PageDigest:
    """A page at a path by its language, which links to itself in the other one."""
    known: dict[str, Any] = {"spoken": {language: 900}, "length": 900}
    other = "fr" if language == "en" else "en"
    to = facts.pop("to", f"{URL}{other}/{name}")
    return digest(
        page_id=f"{language}/{name}",
        url=f"{URL}{language}/{name}",
        final_url=f"{URL}{language}/{name}",
        title=_TITLES[language],
        language=language,
        versions=(LanguageVersion(other, to),) if to else (),
        **(known | facts),
    )


def _portal(*pages: PageDigest, **facts: Any) -> PortalEvidence:
    start = pages[0].page_id
    birth = PortalService("birth", "Register a birth", start, frozenset({start}))
    return portal(*pages, services=(birth,), **facts)


_ENGLISH = _page("en")
_TO_HOME = _page("en", to=f"{URL}fr/")
_HOME_FR = _page("fr", "")
_ALONE = _page("en", to="")
_OFFICIAL = ("en", "fr")

RULE = Rule(
    title="A service is missing in a language",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.SECOND_LANGUAGE, Group.LOW_LITERACY),
    scope=Scope.PORTAL,
    check=check,
    examples=(
        Example("a page of its own", _portal(_ENGLISH, _page("fr")), Passed),
        Example("the first page", _portal(_TO_HOME, _HOME_FR), Failed),
        Example(
            "a page whose text is in the first language",
            _portal(_ENGLISH, _page("fr", spoken={"en": 900})),
            Failed,
        ),
        Example("too little text to tell", _portal(_ENGLISH, _page("fr", spoken={"en": 199})), Passed),
        Example(
            "the first page, though it is there",
            replace(
                _portal(_TO_HOME, _HOME_FR, _page("fr")),
                services=(
                    PortalService(
                        "birth", "Birth", "en/birth", frozenset({"en/birth"}), ("en/birth", "fr/birth")
                    ),
                ),
            ),
            Failed,
        ),
        Example("hardly a tenth", _portal(_ENGLISH, _page("fr", spoken={"en": 910, "fr": 90})), Failed),
        Example("a tenth", _portal(_ENGLISH, _page("fr", spoken={"en": 900, "fr": 100})), CantTell),
        Example("less than half", _portal(_ENGLISH, _page("fr", spoken={"en": 451, "fr": 449})), CantTell),
        Example("half", _portal(_ENGLISH, _page("fr", spoken={"en": 450, "fr": 450})), Passed),
        Example("half as long", _portal(_ENGLISH, _page("fr", length=450)), Passed),
        Example("less than half as long", _portal(_ENGLISH, _page("fr", length=449)), CantTell),
        Example("a version that was not read", _portal(_ENGLISH, unread=1), Untested),
        Example("no version in an official language", _portal(_ALONE, languages=_OFFICIAL), Failed),
        Example("no version so far", _portal(_ALONE, languages=_OFFICIAL, unread=1), Untested),
        Example(
            "no version, and the links of a page were lost",
            _portal(replace(_ALONE, missing={"links": "no answer"}), languages=_OFFICIAL),
            Untested,
        ),
        Example(
            "no version, and a page whose own language could not be told",
            _portal(replace(_ALONE, language="", spoken={}), languages=_OFFICIAL),
            CantTell,
        ),
        Example(
            "no version in a language that the detector does not know",
            _portal(_ALONE, languages=("en", "gn")),
            CantTell,
        ),
        Example(
            "no version, and another page in that language",
            _portal(_ALONE, _page("fr", "state-civil", to=""), languages=_OFFICIAL),
            CantTell,
        ),
        Example(
            "translated by machine alone",
            _portal(replace(_ALONE, translators=("GTranslate",)), languages=_OFFICIAL),
            CantTell,
        ),
        Example("one language", _portal(_ALONE), Inapplicable),
    ),
)
