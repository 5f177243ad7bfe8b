"""What the rules about channels share: when a channel is there, in doubt, or missing.

Absence is claimed only when it was looked for where it would be: on the service's own
pages and on a contact page, all of them read, all in languages that the lexicon speaks.
Documents among a service's pages are not read yet, and say nothing either way.
"""

from collections.abc import Collection, Iterator, Sequence

from auditor.channels.lexicon import covers
from auditor.evidence import Kind
from auditor.locale.speaking import finished
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Place
from auditor.service import Channel, ChannelMention, OnlyWay, PageDigest, ServiceEvidence, Way

WORDS_ONLY = "No {noun} was found, only words that point to one: “{quote}”"
UNPROVEN = "No {noun} was found, but that proves nothing yet: {gaps}"
ABSENT = "No {noun} was found (pages of the service read: {pages}; contact pages read: {contact_pages})"

# Where this often overlooks what is there, a person has to look: see docs/accuracy.md.
UNSURE = (
    "No {noun} was found (pages of the service read: {pages}; contact pages read: {contact_pages}). "
    "Is there none? One that is written in another way, or stands on another page, would be overlooked."
)

ELSEWHERE = (
    "Its own pages do not say whom to ask; this stands in the frame of the page or elsewhere: “{other}”"
)
OWN_WORDS = (
    "Its own pages say only “{quote}”, with no number or address; this stands elsewhere: “{other}”. "
    "Do people find it?"
)
OWN_UNPROVEN = (
    "Nothing was found in its own text, but that proves nothing yet: {gaps}. This stands elsewhere: “{other}”"
)

# Who has no internet can use these; e-mail and messaging need it.
OFFLINE = (Channel.PHONE, Channel.SMS, Channel.USSD, Channel.COUNTER, Channel.POST, Channel.FORM)

ONLY = "The page says that this is done {way} only, and no other way was found: “{quote}”"
ONLY_BESIDE = (
    "The page says that this is done {way} only: “{quote}”. Another page or sentence names another way: "
    "“{other}”. Can it be done so?"
)
ONLY_UNPROVEN = (
    "The page says that this is done {way} only: “{quote}”. "
    "That there is no other way is not proven yet: {gaps}"
)


_WHERE_CHANNELS_STAND = frozenset({"text", "links", "head"})


def gaps_of(service: ServiceEvidence) -> list[str]:
    """Say what stands between not having found something on a service's pages and its not being there."""
    own, contact = read_pages(service)
    gaps = []
    if not own:
        gaps.append(finished("no page of the service was read"))
    if not contact:
        gaps.append(finished("no contact page was read"))
    return gaps + _reading_gaps(_distinct(own, contact), service.unread)


def is_read(page: PageDigest) -> bool:
    """Tell that a page's text was read in a language that the lexicon covers."""
    return page.kind is Kind.HTML and not _is_lost(page) and covers(page.language)


def _is_lost(page: PageDigest) -> bool:
    """Tell whether a visit could not read where a page's channels stand: its text, its links, its head."""
    return not _WHERE_CHANNELS_STAND.isdisjoint(page.missing)


def mentions_of(service: ServiceEvidence) -> tuple[ChannelMention, ...]:
    """Give the channels that a service's own pages and the contact pages name."""
    pages = _distinct(*read_pages(service))
    return tuple(mention for page in pages for mention in page.channels)


def judge_channel(
    service: ServiceEvidence, channels: Collection[Channel], noun: str, *, sure: bool = True
) -> Iterator[Outcome]:
    """Give one outcome on whether a service can be reached by one of the channels.

    `noun` names what would be found, without an article: "phone number". `sure` tells that not finding it
    is reliable; otherwise it fails only where the service's own pages say that it is done one way only.
    """
    own, contact = read_pages(service)
    mentions = [mention for mention in mentions_of(service) if mention.channel in channels]
    if any(mention.level.is_usable for mention in mentions):
        yield Passed()
    elif mentions:
        yield CantTell(WORDS_ONLY, at=_place(mentions[0]), noun=noun, quote=mentions[0].text)
    elif gaps := gaps_of(service):
        yield CantTell(UNPROVEN, noun=noun, gaps="; ".join(gaps))
    elif not sure and not any(page.only_ways for page in own):
        yield CantTell(UNSURE, noun=noun, pages=Count(len(own)), contact_pages=Count(len(contact)))
    else:
        yield Failed(ABSENT, noun=noun, pages=Count(len(own)), contact_pages=Count(len(contact)))


def judge_only_way(service: ServiceEvidence, only: Way) -> Iterator[Outcome]:
    """Give one outcome on whether a service says that it can be had in this way only, and names no other.

    Where its pages say no such thing, nothing is claimed: the question does not apply.
    """
    own, _ = read_pages(service)
    said = next((each for page in own for each in page.only_ways if each.way is only), None)
    if said is None:
        yield Inapplicable()
        return
    others = [mention for mention in mentions_of(service) if mention.channel in OFFLINE]
    way, quote = said.way.value, said.text
    if others:
        yield CantTell(ONLY_BESIDE, at=_said_at(said), way=way, quote=quote, other=others[0].text)
    elif gaps := gaps_of(service):
        yield CantTell(ONLY_UNPROVEN, at=_said_at(said), way=way, quote=quote, gaps="; ".join(gaps))
    else:
        yield Failed(ONLY, at=_said_at(said), way=way, quote=quote)


def judge_own_contact(service: ServiceEvidence) -> Iterator[Outcome]:
    """Give one outcome on whether a service's own text tells how to reach somebody, where anything does."""
    own, _ = read_pages(service)
    ours = [mention for page in own for mention in page.channels if not mention.where.is_shared]
    others = [mention for mention in mentions_of(service) if mention.level.is_usable and mention not in ours]
    gaps = _reading_gaps(own, service.unread)
    if any(mention.level.is_usable for mention in ours):
        yield Passed()
    elif not others:
        yield Inapplicable()
    elif ours:
        yield CantTell(OWN_WORDS, at=_place(ours[0]), quote=ours[0].text, other=others[0].text)
    elif gaps:
        yield CantTell(OWN_UNPROVEN, at=_place(others[0]), other=others[0].text, gaps="; ".join(gaps))
    else:
        yield Failed(ELSEWHERE, at=_place(others[0]), other=others[0].text)


def _said_at(said: OnlyWay) -> Place:
    return Place(selector=said.selector, snippet=said.text, url=said.url)


def read_pages(service: ServiceEvidence) -> tuple[tuple[PageDigest, ...], tuple[PageDigest, ...]]:
    """Give a service's own pages, and the contact pages, some of which may be its own; without documents."""
    own = tuple(page for page in service.pages if page.kind is Kind.HTML)
    return own, _distinct(service.contact_pages, tuple(page for page in own if page.contact))


def _distinct(*groups: tuple[PageDigest, ...]) -> tuple[PageDigest, ...]:
    return tuple({page.page_id: page for group in groups for page in group}.values())


def _reading_gaps(pages: Sequence[PageDigest], unread: int) -> list[str]:
    """Say what of these pages, and of those that were not visited, may hold what was not found."""
    gaps = []
    if unread:
        gaps.append(finished(f"pages that were found and not read: {unread}"))
    if lost := sum(map(_is_lost, pages)):
        gaps.append(finished(f"pages that were read in part: {lost}"))
    tags = {page.language for page in pages}
    if "" in tags:
        gaps.append(finished("the language of a page could not be told"))
    if unknown := sorted(tag for tag in tags if tag and not covers(tag)):
        gaps.append(finished(f"the word list does not cover {', '.join(unknown)}"))
    return gaps


def _place(mention: ChannelMention) -> Place:
    return Place(selector=mention.selector, snippet=mention.text, url=mention.url)
