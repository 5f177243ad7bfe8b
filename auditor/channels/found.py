"""What the readers of links, structured data and text hand on: a mention without its page."""

from dataclasses import dataclass
from typing import Self

from auditor.landmark import Landmark
from auditor.service import Channel, ChannelMention, Level, Where

_WHERE = {
    Landmark.BANNER: Where.HEADER,
    Landmark.NAVIGATION: Where.NAVIGATION,
    Landmark.COMPLEMENTARY: Where.ASIDE,
    Landmark.CONTENTINFO: Where.FOOTER,
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where on a page something stands."""

    selector: str
    where: Where

    @classmethod
    def of(cls, selector: str, landmark: Landmark) -> Self:
        """Give the spot of an element in this landmark."""
        return cls(selector, _WHERE.get(landmark, Where.OWN))


@dataclass(frozen=True, slots=True)
class Found:
    """A channel found on a page; the fields are those of `ChannelMention`."""

    channel: Channel
    level: Level
    value: str
    text: str
    spot: Spot

    @classmethod
    def actionable(cls, channel: Channel, value: str, text: str, spot: Spot) -> Self:
        """Something to dial, write to, go to or print."""
        return cls(channel, Level.ACTIONABLE, value, text, spot)

    @classmethod
    def mentioned(cls, channel: Channel, text: str, spot: Spot) -> Self:
        """Words alone."""
        return cls(channel, Level.MENTIONED, "", text, spot)

    def on(self, url: str) -> ChannelMention:
        """Give the mention on the page with this address."""
        return ChannelMention(
            self.channel, self.level, self.value, self.text, self.spot.selector, url, where=self.spot.where
        )
