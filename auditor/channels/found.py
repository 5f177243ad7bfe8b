"""What the readers of links, structured data and text hand on: a mention without its page."""

from dataclasses import dataclass
from typing import Self

from auditor.evidence.landmark import Landmark
from auditor.service import Channel, ChannelMention, Cost, Level, Purpose, Where

_WHERE = {
    Landmark.BANNER: Where.HEADER,
    Landmark.NAVIGATION: Where.NAVIGATION,
    Landmark.COMPLEMENTARY: Where.ASIDE,
    Landmark.CONTENTINFO: Where.FOOTER,
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where on a page something stands.

    `block` is the place of its text block among the page's readings, `start` its own in the block's text;
    None and 0 where it stands in no block.
    """

    selector: str
    where: Where
    block: int | None = None
    start: int = 0

    @classmethod
    def of(cls, selector: str, landmark: Landmark, block: int | None = None, start: int = 0) -> Self:
        """Give the spot of an element in this landmark."""
        return cls(selector, _WHERE.get(landmark, Where.OWN), block, start)


@dataclass(frozen=True, slots=True)
class Found:
    """A channel found on a page; the fields are those of `ChannelMention`."""

    channel: Channel
    level: Level
    value: str
    text: str
    spot: Spot
    kind: str = ""
    purpose: Purpose = Purpose.UNSAID
    cost: Cost = Cost.UNKNOWN
    cost_text: str = ""
    hours: str = ""
    languages: tuple[str, ...] = ()
    bring: str = ""

    @classmethod
    def actionable(cls, channel: Channel, value: str, text: str, spot: Spot, kind: str = "") -> Self:
        """Something to dial, write to, go to or print."""
        return cls(channel, Level.ACTIONABLE, value, text, spot, kind)

    @classmethod
    def mentioned(cls, channel: Channel, text: str, spot: Spot, kind: str = "") -> Self:
        """Words alone."""
        return cls(channel, Level.MENTIONED, "", text, spot, kind)

    def on(self, url: str) -> ChannelMention:
        """Give the mention on the page with this address."""
        return ChannelMention(
            self.channel,
            self.level,
            self.value,
            self.text,
            self.spot.selector,
            url,
            kind=self.kind,
            where=self.spot.where,
            purpose=self.purpose,
            cost=self.cost,
            cost_text=self.cost_text,
            hours=self.hours,
            languages=self.languages,
            bring=self.bring,
        )
