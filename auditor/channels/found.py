"""What the readers of links, structured data and text hand on: a mention without its page."""

from dataclasses import dataclass
from typing import Self

from auditor.service import Channel, ChannelMention, Level


@dataclass(frozen=True, slots=True)
class Found:
    """A channel found on a page; the fields are those of `ChannelMention`."""

    channel: Channel
    level: Level
    value: str
    text: str
    selector: str

    @classmethod
    def actionable(cls, channel: Channel, value: str, text: str, selector: str) -> Self:
        """Something to dial, write to, go to or print."""
        return cls(channel, Level.ACTIONABLE, value, text, selector)

    @classmethod
    def mentioned(cls, channel: Channel, text: str, selector: str) -> Self:
        """Words alone."""
        return cls(channel, Level.MENTIONED, "", text, selector)

    def on(self, url: str) -> ChannelMention:
        """Give the mention on the page with this address."""
        return ChannelMention(self.channel, self.level, self.value, self.text, self.selector, url)
