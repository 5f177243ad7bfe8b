"""Evidence of what elements of a page are called, seen and heard, as frozen plain data."""

from dataclasses import dataclass

from auditor.evidence.landmark import Landmark


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace:
    """Where something with a name stands. `lang` is the nearest lang attribute."""

    selector: str
    snippet: str
    landmark: Landmark = Landmark.NONE
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLink(NamedPlace):
    """A link that screen readers tell of: its accessible name and where it leads.

    `context` is what is written around it, without its own words: in its paragraph, its list
    items, its cell and the cell's headers, its description and title. It is read for short names
    and for names that several links have, and is "" for others. `heading` is the heading before
    it. `opens` tells that it says of itself that it opens a part of the page.
    """

    name: str
    href: str = ""
    context: str = ""
    heading: str = ""
    opens: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Relabelled(NamedPlace):
    """A control that shows text and has another name by ARIA: both of them."""

    role: str
    name: str
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedImage(NamedPlace):
    """An image with an alternative text, and how large it is shown.

    `source` tells what gives the text: alt, title or an ARIA attribute.
    """

    name: str
    source: str
    src: str = ""
    width_px: float = 0
    height_px: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedHeading(NamedPlace):
    """A heading and its accessible name."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFrame(NamedPlace):
    """A frame, its name, and the title and beginning of what it shows; None where that cannot be read.

    A frame in a frame has the place of the outer one.
    """

    name: str
    href: str = ""
    title: str | None = None
    shown: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedField(NamedPlace):
    """A form field. `kind` is an input's type, or else the element's name.

    `source` tells what gives the accessible name: label, aria-label, aria-labelledby, title, placeholder
    or "". `labels` are the words of those of its labels that are seen, `group` the names of the groups that
    it is in, `since` what is seen between the field before (of the first one: shortly before it) and this
    one, without labels ("[image]" for each picture). `required` tells that it must be filled in. `drawn` is
    what the style sheets or pictures add to its labels, `label_colour` and `label_weight` are of their words.
    `set` is what the radio buttons of one question
    have in common. `invalid` tells that it is marked as wrong, `described` is what is seen of the texts
    that it names as its description or error message, `messages` are these one by one.
    """

    role: str
    kind: str
    name: str
    source: str = ""
    labels: tuple[str, ...] = ()
    placeholder: str = ""
    autocomplete: str = ""
    set: str = ""
    group: str = ""
    form: str = ""
    since: str = ""
    invalid: bool = False
    described: str = ""
    messages: tuple[str, ...] = ()
    required: bool = False
    drawn: str = ""
    label_colour: str = ""
    label_weight: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What is called by a name, as axe computes names: in the order of the page, hidden things left out."""

    links: tuple[NamedLink, ...] = ()
    relabelled: tuple[Relabelled, ...] = ()
    images: tuple[NamedImage, ...] = ()
    headings: tuple[NamedHeading, ...] = ()
    frames: tuple[NamedFrame, ...] = ()
    fields: tuple[NamedField, ...] = ()
