"""What the rules about channels share: when a channel is there, in doubt, or missing.

Absence is claimed only when it was looked for where it would be: on the service's own
pages and on a contact page, all of them read, all in languages that the lexicon speaks.
"""

from collections.abc import Collection, Iterator

from auditor.channels.lexicon import covers
from auditor.outcome import CantTell, Count, Failed, Outcome, Passed, Place
from auditor.service import Channel, ChannelMention, Level, PageDigest, ServiceEvidence

WORDS_ONLY = "No {noun} was found, only words that point to one: “{quote}”"
UNPROVEN = "No {noun} was found, but that proves nothing yet: {gaps}"
ABSENT = "No {noun} was found (pages of the service read: {pages}; contact pages read: {contact_pages})"


def judge_channel(service: ServiceEvidence, channels: Collection[Channel], noun: str) -> Iterator[Outcome]:
    """Give one outcome on whether a service can be reached by one of the channels.

    `noun` names what would be found, without an article: "phone number".
    """
    own, contact = service.pages, _contact_pages(service)
    mentions = [
        mention
        for page in _distinct(own, contact)
        for mention in page.channels
        if mention.channel in channels
    ]
    if any(mention.level is Level.ACTIONABLE for mention in mentions):
        yield Passed()
    elif mentions:
        yield CantTell(WORDS_ONLY, at=_place(mentions[0]), noun=noun, quote=mentions[0].text)
    elif gaps := _gaps(service, contact):
        yield CantTell(UNPROVEN, noun=noun, gaps="; ".join(gaps))
    else:
        yield Failed(ABSENT, noun=noun, pages=Count(len(own)), contact_pages=Count(len(contact)))


def _contact_pages(service: ServiceEvidence) -> tuple[PageDigest, ...]:
    return _distinct(service.contact_pages, tuple(page for page in service.pages if page.contact))


def _distinct(*groups: tuple[PageDigest, ...]) -> tuple[PageDigest, ...]:
    return tuple({page.page_id: page for group in groups for page in group}.values())


def _gaps(service: ServiceEvidence, contact: tuple[PageDigest, ...]) -> list[str]:
    """Say what stands between not having found something and its not being there."""
    gaps = []
    if not service.pages:
        gaps.append("no page of the service was read")
    if not contact:
        gaps.append("no contact page was read")
    if service.unread:
        gaps.append(f"pages that were found and could not be read: {service.unread}")
    tags = {page.language for page in _distinct(service.pages, contact)}
    if "" in tags:
        gaps.append("the language of a page could not be told")
    if unknown := sorted(tag for tag in tags if tag and not covers(tag)):
        gaps.append(f"the word list does not cover {', '.join(unknown)}")
    return gaps


def _place(mention: ChannelMention) -> Place:
    return Place(selector=mention.selector, snippet=mention.text, url=mention.url)
