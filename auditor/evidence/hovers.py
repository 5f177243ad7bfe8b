"""What a page shows only under a pointer, as a visit read it from style sheets: a part of the evidence."""

from dataclasses import dataclass

from auditor.evidence.landmark import Landmark


@dataclass(frozen=True, slots=True, kw_only=True)
class Hovered:
    """Something hidden that a style sheet shows while a pointer is over something that is in sight.

    `over` are the words of that, `leads_away` tells that it is a link to another place. `links` counts the
    links in it, `links_elsewhere` those of them that stand in sight on the page too. `shown_otherwise` tells
    that a style sheet shows it by focus, or by a class that a script may set, as well.
    """

    selector: str
    snippet: str
    text: str
    over: str
    landmark: Landmark = Landmark.NONE
    leads_away: bool = False
    links: int = 0
    links_elsewhere: int = 0
    shown_otherwise: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hovers:
    """What is shown only under a pointer, on the phone, and how many scripts there are that may show it."""

    hovers: tuple[Hovered, ...] = ()
    scripts: int = 0
