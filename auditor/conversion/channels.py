"""Turns what pages say of channels, and of whom they serve, into types of the public Audit. No judgement."""

from collections.abc import Sequence
from typing import Literal

from auditor.channels.judging import gaps_of, is_read
from auditor.channels.who_can import Evidence, who_can
from auditor.evidence import Kind
from auditor.result import channels as result
from auditor.service import Channel, ChannelMention, PageDigest, ServiceEvidence

MAX_CHANNEL_EVIDENCE = 5  # quotations of one channel: enough to check, not the whole footer of every page
MAX_PAGE_EVIDENCE = 3


def channels_of(*services: ServiceEvidence) -> dict[str, result.ChannelFound]:
    """Quote what the pages of services say of each channel, the most usable mentions first, none twice.

    What was not found is absent only where it was looked for: see `gaps_of`.
    """
    pages = {digest.page_id: digest for each in services for digest in (*each.pages, *each.contact_pages)}
    mentions = [mention for digest in pages.values() for mention in digest.channels]
    return _channels(mentions, is_sure=not any(map(gaps_of, services)), most=MAX_CHANNEL_EVIDENCE)


def page_channels_of(page: PageDigest) -> dict[str, result.ChannelFound]:
    """Quote what one page says of each channel; of a document nothing is known."""
    if page.kind is not Kind.HTML:
        return {}
    return _channels(page.channels, is_sure=is_read(page), most=MAX_PAGE_EVIDENCE)


def who_can_of(service: ServiceEvidence) -> list[result.WhoCan]:
    """Write down who can get a service done, as far as its pages say."""
    return [
        result.WhoCan(
            person=each.person.value,
            answer=each.answer.value,
            reason=each.reason,
            evidence=list(map(_said, each.evidence)),
        )
        for each in who_can(service)
    ]


def _said(evidence: Evidence) -> result.WhoCanEvidence:
    if isinstance(evidence, PageDigest):
        title = evidence.heading or evidence.title or evidence.url
        return result.WhoCanEvidence(channel=None, text=title, url=evidence.url, selector="")
    channel = evidence.channel.value if isinstance(evidence, ChannelMention) else None
    return result.WhoCanEvidence(
        channel=channel, text=evidence.text, url=evidence.url, selector=evidence.selector
    )


def _channels(
    mentions: Sequence[ChannelMention], *, is_sure: bool, most: int
) -> dict[str, result.ChannelFound]:
    found = {}
    for channel in Channel:
        own = [mention for mention in mentions if mention.channel is channel]
        own.sort(key=lambda mention: (-mention.level.rank, mention.where.is_shared))
        once = {(mention.value, mention.text): mention for mention in reversed(own)}
        quoted = [mention for mention in own if once[mention.value, mention.text] is mention]
        missing: Literal["absent"] | None = "absent" if is_sure else None
        found[channel.value] = result.ChannelFound(
            level=own[0].level.value if own else missing,
            evidence=[_quoted(mention) for mention in quoted[:most]],
        )
    return found


def _quoted(mention: ChannelMention) -> result.ChannelEvidence:
    return result.ChannelEvidence(
        value=mention.value,
        text=mention.text,
        url=mention.url,
        selector=mention.selector,
        kind=mention.kind or None,
        where=mention.where.value,
        purpose=mention.purpose.value,
        cost=mention.cost.value,
        cost_text=mention.cost_text or None,
        hours=mention.hours or None,
        languages=list(mention.languages),
        bring=mention.bring or None,
    )
