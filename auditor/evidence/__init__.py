"""Evidence: everything a visit recorded of one page, as frozen plain data.

Rules see nothing else. Sizes are bytes, lengths CSS pixels. A part that could not
be recorded is None, and `missing` says why; rules name the parts they read in `needs`.
What is stored is what was seen (`scroll_width_px=410`), never a verdict on it. The
larger parts have modules of their own, which are imported here.

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

from auditor.evidence.axe_results import AxeResults
from auditor.evidence.controls import Control
from auditor.evidence.document_facts import DocumentFacts
from auditor.evidence.entries import Entry
from auditor.evidence.frugal import Saving, ScriptUse, Sheets
from auditor.evidence.gadgets import Gadgets
from auditor.evidence.hovers import Hovers
from auditor.evidence.images import Images
from auditor.evidence.keyboard import KeyboardWalk
from auditor.evidence.landmark import Landmark
from auditor.evidence.layout import Layout, Shift
from auditor.evidence.markup import Lines, Markup, SeenTable
from auditor.evidence.media import Changes, Media, Motions
from auditor.evidence.named import Named
from auditor.evidence.parity import Parity
from auditor.evidence.passages import Passages
from auditor.evidence.pictured import ElementPicture, Pixels
from auditor.evidence.printed import Printed
from auditor.evidence.resized import Held, TextLoss
from auditor.evidence.screen import Screen
from auditor.evidence.targets import Targets
from auditor.evidence.timed import Timed
from auditor.evidence.typed import Typing

EVIDENCE_VERSION = 1

SCHOOL_YEARS = 9.0  # WCAG 2.2, 3.1.5: lower secondary education; portal.toml may ask for less


class Kind(StrEnum):
    """What lies behind the address."""

    HTML = "html"
    DOCUMENT = "document"


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
class FontFace:
    """A font face of the page; `display` says what becomes of text until it is there (CSS `font-display`).

    `for_text` tells that paragraphs or headings are set in its family: others are for icons.
    """

    display: str
    status: Literal["unloaded", "loading", "loaded", "error"]
    for_text: bool


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
    `cache_control` and `etag` to `age` are headers as they came, cut.
    `initiator` is the address of the style sheet, script or framed document that asked for it, "" if the
    page's own document did. `priority` and `blocking` are the browser's words in lower case: how urgent it
    took the request to be at first (verylow, low, medium, high, veryhigh), and whether the page's first
    picture waited for it (blocking, inbodyparserblocking, potentiallyblocking, nonblocking,
    nonblockingdynamic). `protocol` is what it came by, such as "h2". Each is "" where it is not known.
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
    expires: str = ""
    age: str = ""
    initiator: str = ""
    priority: str = ""
    blocking: str = ""
    protocol: str = ""


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
    "passages", "tables", "lines", "gadgets", "controls", "entries", "phone_pictures",
    "state_pictures", "parity",
    "pixels", "pictures", "printed", "sideways", "smallest", "screens", "images", "shifts",
    "targets", "wide_targets", "hovers",
    "timed", "faces",
    "worker", "saving", "sheets", "coverage", "typing",
]  # fmt: skip


# Parts that only a close look records: they cost as much as the rest of a visit, so that one page of
# each template, and the pages of services, stand for all.
CLOSE_PARTS: frozenset[Part] = frozenset({
    "held", "zoomed", "spaced", "keyboard", "changes", "pixels", "pictures", "printed",
    "sideways", "smallest", "screens", "phone_pictures", "state_pictures", "parity", "hovers",
    "saving", "sheets", "coverage", "typing",
})  # fmt: skip


# Parts in which a page is shown as it looked, with whatever stood on it.
PICTURES: tuple[Part, ...] = ("screenshot", "pictures", "phone_pictures", "state_pictures")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEvidence:
    """One visit's record of one page.

    `url` is the canonical address that was asked for, `final_url` the one that answered, `status`
    its HTTP status (None when nothing answered). `country` (ISO 3166) is the portal's,
    `school_years` what its texts may ask for, `jargon` the operator's plainer words, by language,
    `channel_words` the operator's phrases on channels: language, what they speak of, phrase.
    `served_html` is the first response's document before
    any script ran, `dom` the rendered one. Layouts: `phone` 360 x 800, `narrow` 320 wide, `desktop`
    1280 x 800, `sideways` a phone held so, 800 x 360, `smallest` 240 x 320. `screens` tell what stays in a
    phone's window that is scrolled to the top, the middle and the end, and then held sideways.
    `screenshot` is a WebP picture in base64, `pictures` such of single elements,
    `phone_pictures` of those that do not fit a phone's screen, `state_pictures` of those that fail
    while the page is enlarged, spaced, scrolled or gone through by keyboard. `parity` tells which texts
    of `desktop` are not to be seen in `narrow`.
    `document` is recorded of documents alone, which have no other part than it and `responses`.
    `targets` is what is pressed on the phone, `wide_targets` on the desktop;
    `hovers` what shows on the phone only under a pointer. `worker` tells that a script asked for a service
    worker, which no visit starts. `coverage` is what ran of its script files, where that was asked for.
    `held` is a phone held upright, sideways, and upright again. `zoomed` tells what a window of
    1280 x 1024 loses of its texts at twice the size, `spaced` what with the spacing of WCAG 1.4.12.
    `visited_at` is when the visit was made, which may be before the run that it is judged in.
    `closely` tells that the visit was to record `CLOSE_PARTS` too, `of_empty_form` that the state is what
    answered a form that was sent empty.
    """

    url: str
    final_url: str = ""
    status: int | None = None
    kind: Kind = Kind.HTML
    state_of: str | None = None
    of_empty_form: bool = False
    country: str | None = None
    school_years: float = SCHOOL_YEARS
    jargon: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    channel_words: tuple[tuple[str, str, str], ...] = ()
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
    entries: tuple[Entry, ...] | None = None
    images: Images | None = None
    changes: Changes | None = None
    pixels: Pixels | None = None
    pictures: tuple[ElementPicture, ...] | None = None
    phone_pictures: tuple[ElementPicture, ...] | None = None
    state_pictures: tuple[ElementPicture, ...] | None = None
    parity: Parity | None = None
    printed: Printed | None = None
    sideways: Layout | None = None
    smallest: Layout | None = None
    screens: tuple[Screen, ...] | None = None
    shifts: tuple[Shift, ...] | None = None
    targets: Targets | None = None
    wide_targets: Targets | None = None
    timed: Timed | None = None
    faces: tuple[FontFace, ...] | None = None
    hovers: Hovers | None = None
    worker: bool | None = None
    saving: Saving | None = None
    sheets: Sheets | None = None
    coverage: tuple[ScriptUse, ...] | None = None
    typing: Typing | None = None
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
