"""Evidence: everything a visit recorded of one page, as frozen plain data.

Rules see nothing else. Sizes are bytes, lengths CSS pixels. A part that could not
be recorded is None, and `missing` says why; rules name the parts they read in `needs`.
What is stored is what was seen (`scroll_width_px=410`), never a verdict on it.

`EVIDENCE_VERSION` changes when a stored part changes its meaning. Adding an optional
part does not change it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Literal

from pydantic import TypeAdapter

from auditor.controls import Control
from auditor.document_facts import DocumentFacts
from auditor.gadgets import Gadgets
from auditor.keyboard import KeyboardWalk
from auditor.media import Changes, Media, Motions
from auditor.passages import Passages
from auditor.resized import Held, TextLoss

EVIDENCE_VERSION = 1

SCHOOL_YEARS = 9.0  # WCAG 2.2, 3.1.5: lower secondary education; portal.toml may ask for less


class Kind(StrEnum):
    """What lies behind the address."""

    HTML = "html"
    DOCUMENT = "document"


class Landmark(StrEnum):
    """The region of a page that an element stands in, by element or ARIA role.

    OVERLAY is anything in a dialog or in a fixed box with its own text: a consent
    banner's words are not the page's words.
    """

    BANNER = "banner"
    NAVIGATION = "navigation"
    MAIN = "main"
    COMPLEMENTARY = "complementary"
    CONTENTINFO = "contentinfo"
    SEARCH = "search"
    OVERLAY = "overlay"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself before its content.

    `viewport` is the content of the viewport meta element, None if there is no such
    element. `alternates` maps hreflang to address. `structured_data` holds the raw
    text of each JSON-LD script.
    """

    title: str
    lang: str
    direction: str
    viewport: str | None
    canonical: str | None
    alternates: Mapping[str, str]
    structured_data: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One block of visible text, white space folded: a paragraph, list item, heading, cell, label.

    `tag` is the block's element name, `lang` the nearest lang attribute, `link_chars`
    how many of its characters are in links. `align` is how its lines are set where that is not as usual,
    `in_capitals` that the style sheet shows it in capital letters.
    """

    text: str
    tag: str
    landmark: Landmark
    lang: str
    selector: str
    link_chars: int = 0
    align: Literal["justify", "center", ""] = ""
    in_capitals: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link as the browser resolved it; `href` is absolute, `lang` its own attribute of this name."""

    href: str
    text: str
    landmark: Landmark
    selector: str
    rel: str = ""
    hreflang: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A form control. `name` is the accessible text found by label, aria-label or title.

    `group` is what radio buttons of one question have in common, "" for other controls.
    """

    kind: str
    name: str
    required: bool
    autocomplete: str
    selector: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form and its controls; hidden controls are left out, typed values never recorded."""

    action: str
    method: str
    fields: tuple[Field, ...]
    selector: str


@dataclass(frozen=True, slots=True)
class Response:
    """One response on the wire.

    `wire_bytes` is what a first visit transfers, headers and body as compressed: a
    response from the cache is charged the size it had when it was first fetched.
    `body_bytes` is the decoded size. `kind` is the browser's resource type in lower
    case (document, stylesheet, script, image, font, media, xhr, fetch, other).
    `cache_control` and what follows `method` are headers as they came, cut.
    """

    url: str
    status: int
    kind: str
    mime_type: str
    wire_bytes: int
    body_bytes: int
    encoding: str
    cache_control: str
    third_party: bool
    from_cache: bool = False
    redirect: bool = False
    failed: str = ""
    method: str = "GET"
    etag: str = ""
    last_modified: str = ""
    date: str = ""
    vary: str = ""


@dataclass(frozen=True, slots=True)
class WideElement:
    """An element that reaches past the right or left edge of the layout.

    `scrolls_inside` tells that an ancestor is its own scroll container or cuts it off;
    `two_dimensional` that it is a data table, preformatted text, or a picture, map or video
    wider than the window, which WCAG 1.4.10 excepts; `stretched` that it is only as wide as its parent,
    which another element has pushed out.
    """

    selector: str
    snippet: str
    left_px: float
    right_px: float
    scrolls_inside: bool
    two_dimensional: bool
    stretched: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The page as laid out at one viewport width.

    `text_sizes` gives, for each computed font size in px, how many visible characters have
    it. `overflow_x` is what the window does with what is wider than itself (CSS
    `overflow-x`): it scrolls, unless that is "hidden" or "clip".
    """

    width_px: int
    height_px: int
    scroll_width_px: int
    scroll_height_px: int
    text_sizes: Mapping[str, int]
    wide_elements: tuple[WideElement, ...] = ()
    overflow_x: str = "visible"


@dataclass(frozen=True, slots=True)
class AxeNode:
    """One element of an axe result; `target` is axe's selector, frames and shadow roots joined by ' >>> '."""

    target: str
    html: str
    summary: str
    landmark: Landmark = Landmark.NONE


@dataclass(frozen=True, slots=True)
class AxeRule:
    """One axe rule on one page: how many elements passed, failed or could not be decided.

    Of those that did not pass, a bounded number is described in `violations` and `incomplete`.
    All counts are zero where the rule is inapplicable. `error` is set when the rule itself broke.
    """

    id: str
    passed: int = 0
    failed: int = 0
    undecided: int = 0
    violations: tuple[AxeNode, ...] = ()
    incomplete: tuple[AxeNode, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class FaintText:
    """A text that has the contrast of WCAG 1.4.3, but not that of 1.4.6: `limit`, by its size."""

    target: str
    html: str
    ratio: float
    limit: float
    landmark: Landmark = Landmark.NONE


@dataclass(frozen=True, slots=True)
class FaintTexts:
    """Of the texts that pass 1.4.3 and whose contrast is `known`, the `count` that do not pass 1.4.6.

    A bounded number of them is described.
    """

    known: int
    count: int
    texts: tuple[FaintText, ...] = ()


@dataclass(frozen=True, slots=True)
class AxeResults:
    """All four kinds of axe's results. `version` is axe-core's."""

    version: str
    rules: tuple[AxeRule, ...]
    faint: FaintTexts | None = None


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
    that it names as its description or error message.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class BareHeader:
    """A header of a table with words and without a cell that it could head, by any reading of the markup.

    `data_cells` is how many cells of the table are not headers and not empty.
    """

    selector: str
    snippet: str
    words: str
    data_cells: int
    landmark: Landmark = Landmark.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenControl:
    """A control in the order of focus, in a part that is hidden by aria-hidden, while a dialog is open."""

    selector: str
    snippet: str
    landmark: Landmark = Landmark.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFrame:
    """A frame that is in sight, and how many controls a keyboard would stop at in its document."""

    selector: str
    snippet: str
    tab_index: int
    stops: int
    landmark: Landmark = Landmark.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """What markup says of parts that belong together: headers and cells, frames and what is in them.

    `headers` is how many headers with words there are. Frames are those whose document the page's
    own scripts could read. `behind_dialog` is what an open dialog leaves hidden and in the order of focus.
    """

    headers: int = 0
    bare_headers: tuple[BareHeader, ...] = ()
    frames: tuple[ReadFrame, ...] = ()
    behind_dialog: tuple[HiddenControl, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenTable:
    """A table as it looks, if it is not marked as layout and holds no other table.

    `regular` tells that all rows have as many cells; `marked` that a cell is marked as a header.
    `row_apart` and `column_apart` tell by what all filled cells of the first row or column differ from
    the others: "bold", "background" or "". `longest` is the number of characters in the fullest cell.
    """

    selector: str
    snippet: str
    rows: int
    columns: int
    regular: bool
    marked: bool
    first_row: tuple[str, ...]
    row_apart: Literal["bold", "background", ""] = ""
    column_apart: Literal["bold", "background", ""] = ""
    longest: int = 0
    filled: int = 0
    controls: int = 0
    landmark: Landmark = Landmark.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class StyledLine:
    """A short line that is bolder or larger than the text below it, and no heading in the code.

    `within` is the nearest of li, td, dd, blockquote and body that it stands in; `flow` is a number that the
    lines in one element have in common. `gap_before_px` is the space
    to the text above it, None where none stands there. What begins with `next` is of the text below it.
    """

    selector: str
    snippet: str
    words: str
    tag: str
    size_px: float
    weight: float
    height_px: float
    gap_after_px: float
    next_words: str
    next_chars: int
    next_tag: str
    next_size_px: float
    next_weight: float
    flow: int = 0
    gap_before_px: float | None = None
    within: str = "body"
    landmark: Landmark = Landmark.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The lines that are set apart by their looks alone in a window as wide as a desktop's.

    `headings` is how many headings the page has in the code, empty and hidden ones left out.
    """

    headings: int
    lines: tuple[StyledLine, ...] = ()


@dataclass(frozen=True, slots=True)
class PicturedText:
    """The contrast of one text, read from pictures of it with and without its letters.

    Over the `letter_px` pixels that letters cover: the contrast of the lowest and the highest 2 %
    and of the median, and the share of pixels under each of WCAG's limits ("4.5": 0.25). `unseen`
    says why nothing could be read; then all of these are zero. `target` is axe's selector.
    """

    target: str
    html: str
    words: str
    size_px: float
    weight: float
    has_shadow: bool
    landmark: Landmark = Landmark.NONE
    letter_px: int = 0
    lowest: float = 0
    median: float = 0
    highest: float = 0
    share_under: Mapping[str, float] = field(default_factory=dict)
    unseen: str = ""


@dataclass(frozen=True, slots=True)
class Pixels:
    """What pictures of a page told of texts whose contrast axe could not decide; `left` were not pictured."""

    texts: tuple[PicturedText, ...]
    left: int = 0


@dataclass(frozen=True, slots=True)
class ElementPicture:
    """An element as it was seen in a window of a width, with a frame around it: WebP in base64.

    `target` is axe's selector.
    """

    target: str
    width_px: int
    data: str


@dataclass(frozen=True, slots=True)
class ConsoleMessage:
    """An error that the page wrote to the console or threw."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A link of a menu; `href` is absolute."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class Menu:
    """The links of one navigation, or of one list in a page's header or footer, in the order of the page.

    `name` tells the component by its element, id, classes and label. `is_navigation` tells that it
    is marked as one, `within` that it stands in the page's header ("banner") or footer ("contentinfo").
    """

    name: str
    is_navigation: bool
    within: Literal["banner", "contentinfo", "navigation", ""]
    links: tuple[MenuLink, ...]


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands around a page's content. `searches` are marked fields, `buttons` the words on buttons."""

    menus: tuple[Menu, ...] = ()
    searches: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SecretField:
    """A field for a password or a one-time code.

    `onpaste` is the attribute of this name, its own or of what it stands in; `stops_paste` tells that an
    empty paste, which was announced to it, was stopped by a script. `form` tells its form, "" if it has none.
    """

    selector: str
    snippet: str
    kind: str
    autocomplete: str
    onpaste: str
    stops_paste: bool
    form: str


Part = Literal[
    "head", "served_html", "dom", "text", "links", "forms", "responses", "phone",
    "narrow", "desktop", "axe", "console", "screenshot", "held", "zoomed", "spaced",
    "furniture", "secrets", "named", "keyboard", "markup", "media", "motions", "changes", "document",
    "passages", "tables", "lines", "gadgets", "controls",
    "pixels", "pictures",
]  # fmt: skip


# Parts that only a close look records: they cost as much as the rest of a visit, so that one page of
# each template, and the pages of services, stand for all.
CLOSE_PARTS: frozenset[Part] = frozenset(
    {"held", "zoomed", "spaced", "keyboard", "changes", "pixels", "pictures"}
)


# Parts in which a page is shown as it looked, with whatever stood on it.
PICTURES: tuple[Part, ...] = ("screenshot", "pictures")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEvidence:
    """One visit's record of one page.

    `url` is the canonical address that was asked for, `final_url` the one that answered, `status`
    its HTTP status (None when nothing answered). `country` (ISO 3166) is the portal's,
    `school_years` what its texts may ask for, `jargon` the operator's plainer words, by language.
    `served_html` is the first response's document before
    any script ran, `dom` the rendered one. Layouts: `phone` 360 x 800, `narrow` 320 wide, `desktop`
    1280 x 800. `screenshot` is a WebP picture in base64, `pictures` such of single elements.
    `document` is recorded of documents alone, which have no other part than it and `responses`.
    `held` is a phone held upright, sideways, and upright again. `zoomed` tells what a window of
    1280 x 1024 loses of its texts at twice the size, `spaced` what with the spacing of WCAG 1.4.12.
    `visited_at` is when the visit was made, which may be before the run that it is judged in.
    `closely` tells that the visit was to record `CLOSE_PARTS` too.
    """

    url: str
    final_url: str = ""
    status: int | None = None
    kind: Kind = Kind.HTML
    state_of: str | None = None
    country: str | None = None
    school_years: float = SCHOOL_YEARS
    jargon: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    version: int = EVIDENCE_VERSION
    head: Head | None = None
    served_html: str | None = None
    dom: str | None = None
    text: tuple[TextBlock, ...] | None = None
    links: tuple[Link, ...] | None = None
    forms: tuple[Form, ...] | None = None
    responses: tuple[Response, ...] | None = None
    phone: Layout | None = None
    narrow: Layout | None = None
    desktop: Layout | None = None
    axe: AxeResults | None = None
    named: Named | None = None
    tables: tuple[SeenTable, ...] | None = None
    markup: Markup | None = None
    lines: Lines | None = None
    gadgets: Gadgets | None = None
    console: tuple[ConsoleMessage, ...] | None = None
    furniture: Furniture | None = None
    secrets: tuple[SecretField, ...] | None = None
    screenshot: str | None = None
    document: DocumentFacts | None = None
    held: tuple[Held, ...] | None = None
    zoomed: TextLoss | None = None
    spaced: TextLoss | None = None
    keyboard: KeyboardWalk | None = None
    media: Media | None = None
    motions: Motions | None = None
    passages: Passages | None = None
    controls: tuple[Control, ...] | None = None
    changes: Changes | None = None
    pixels: Pixels | None = None
    pictures: tuple[ElementPicture, ...] | None = None
    visited_at: datetime | None = None
    closely: bool = False
    missing: Mapping[Part, str] = field(default_factory=dict)


@cache
def _adapter() -> TypeAdapter[PageEvidence]:
    return TypeAdapter(PageEvidence)


def to_json(page: PageEvidence) -> bytes:
    """Encode evidence for the store."""
    return _adapter().dump_json(page)


def from_json(data: bytes) -> PageEvidence:
    """Decode stored evidence.

    Raises:
        pydantic.ValidationError: if the data is not evidence of this version's shape.
    """
    return _adapter().validate_json(data)
