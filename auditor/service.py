"""What the rules about a whole service see: its pages in brief, and the ways of contact on them.

A digest is derived from a page's evidence while that is at hand, so that questions
about a service or a portal never need thousands of pages in memory.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Literal

from pydantic import TypeAdapter

from auditor.cost.page import PageCost
from auditor.evidence import Kind, Link, Menu
from auditor.evidence.timed import Timed
from auditor.locale.speaking import finished


class Channel(StrEnum):
    """A way to get a service done, or to reach the people who do it.

    AGENT is whoever does it for the office near where people live: see `kind` of `ChannelMention`. RELAY
    holds text telephones and relay services, SIGN_LANGUAGE video calls and interpreters, BROADCAST radio
    and television, REPRESENTATIVE acting through somebody else.
    """

    PHONE = "phone"
    SMS = "sms"
    USSD = "ussd"
    IVR = "ivr"
    MESSAGING = "messaging"
    EMAIL = "email"
    POST = "post"
    FORM = "form"
    COUNTER = "counter"
    AGENT = "agent"
    RELAY = "relay"
    SIGN_LANGUAGE = "sign_language"
    BROADCAST = "broadcast"
    REPRESENTATIVE = "representative"


class Level(StrEnum):
    """How usable a channel is as described, in rising order; what is not there has none.

    Words alone; a number, address or file to act on; that, and what one must know besides: when, and
    what docs/channels.md names for each channel.
    """

    MENTIONED = "mentioned"
    ACTIONABLE = "actionable"
    COMPLETE = "complete"

    @property
    def is_usable(self) -> bool:
        """Whether there is something to act on."""
        return self is not Level.MENTIONED

    @property
    def rank(self) -> int:
        """Give the place in the order, from 0."""
        return list(Level).index(self)


class Where(StrEnum):
    """Where on a page a mention stands.

    OWN is the page's own text. DECLARED is structured data about the organisation, which stands nowhere;
    about the service itself it is OWN. REPEATED stands in no header or footer, but on most pages of the
    portal; it is told when a service's pages are put together.
    """

    OWN = "own"
    ASIDE = "aside"
    HEADER = "header"
    NAVIGATION = "navigation"
    FOOTER = "footer"
    DECLARED = "declared"
    REPEATED = "repeated"

    @property
    def is_shared(self) -> bool:
        """Whether what stands there is the portal's and not the page's."""
        return self in (Where.HEADER, Where.NAVIGATION, Where.FOOTER, Where.REPEATED)


class Purpose(StrEnum):
    """Whether the task itself can be done by a channel, or only asked about."""

    TASK = "task"
    ASK = "ask"
    UNSAID = "unsaid"


class Cost(StrEnum):
    """What it costs to use a number, by its range or by words beside it."""

    FREE = "free"
    STANDARD = "standard"
    SHARED = "shared"
    PREMIUM = "premium"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ChannelMention:
    """One place where a page names a channel.

    `value` is what one would dial or write to, in a normal form ("" if only words
    were found); `text` quotes the page.

    `kind` tells variants of a channel apart, "" where there are none: "kiosk", "library", "community",
    "mobile office" or "home visit" of an agent, "call-back" of a phone, "text telephone" of a relay,
    "interpreter" of sign language. `hours` and `bring` quote when it is open and what to bring, `cost_text`
    what is said of its cost, each "" where nothing is said beside it; `languages` (ISO 639-1) are those
    named beside it.
    """

    channel: Channel
    level: Level
    value: str
    text: str
    selector: str
    url: str
    kind: str = ""
    where: Where = Where.OWN
    purpose: Purpose = Purpose.UNSAID
    cost: Cost = Cost.UNKNOWN
    cost_text: str = ""
    hours: str = ""
    languages: tuple[str, ...] = ()
    bring: str = ""


@dataclass(frozen=True, slots=True)
class LanguageHelp:
    """A place where a page offers help in other languages: interpreters, or people who speak them.

    `languages` (ISO 639-1) is empty if it names none; `text` quotes the page.
    """

    languages: tuple[str, ...]
    text: str
    selector: str
    url: str
    where: Where = Where.OWN


class Way(StrEnum):
    """What a page says that one cannot do without; the value is how messages call it."""

    ONLINE = finished("online")
    APP = finished("with an app")
    DIGITAL_ID = finished("with a digital identity")


@dataclass(frozen=True, slots=True)
class OnlyWay:
    """A sentence of a page that allows one way only; `text` quotes it."""

    way: Way
    text: str
    selector: str
    url: str


class Subject(StrEnum):
    """What a page may demand of people, or tell them; the keys of auditor/deadends/words/.

    The last four are demanded by the fields of forms.
    """

    EMAIL_NEEDED = "email_needed"
    CODE_NEEDS_PHONE = "code_needs_phone"
    FIXED_ADDRESS_NEEDED = "fixed_address_needed"
    CARD_ONLY = "card_only"
    NO_CASH = "no_cash"
    CODE_BY_TEXT = "code_by_text"
    OWN_NUMBER = "own_number"
    LOGIN_TO_CONTACT = "login_to_contact"
    MANS_CONSENT = "mans_consent"
    CHATBOT = "chatbot"
    LEAST_AGE = "least_age"
    GUARDIAN = "guardian"
    FOREIGN_PAPERS = "foreign_papers"
    FEE = "fee"
    PAPERS = "papers"
    EMAIL_FIELD = "email_field"
    NATIONAL_ID_FIELD = "national_id_field"
    CARD_FIELD = "card_field"
    UPLOAD_FIELD = "upload_field"


@dataclass(frozen=True, slots=True)
class Said:
    """One place where a page demands or tells something; `text` quotes the sentence, or a field's label.

    `other_way` tells that it is no demand, because it leaves another way: "an e-mail address or a telephone
    number".
    """

    subject: Subject
    text: str
    selector: str
    url: str
    other_way: bool = False


@dataclass(frozen=True, slots=True)
class OfferedService:
    """A service that a page declares in structured data (schema.org GovernmentService and kin).

    `marked` tells that it is attributes of the page's elements that declare it instead.
    """

    name: str
    url: str
    marked: bool = False


class Asked(StrEnum):
    """Something that a service asks of a person beside time, or, the last, offers."""

    DOCUMENT = "document"
    ACCOUNT = "account"
    UPLOAD = "upload"
    SCAN = "scan"
    APP = "app"
    CARD = "card"
    SMS_CODE = "sms_code"
    CODE = "code"
    TIME_LIMIT = "time_limit"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a page asks for something. `name` tells which document; `text` quotes the page."""

    asked: Asked
    name: str
    text: str
    selector: str
    url: str


@dataclass(frozen=True, slots=True)
class AskedField:
    """A form control in brief; see `auditor.evidence.Field`."""

    kind: str
    name: str
    required: bool
    selector: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands:
    """What a page asks. `fields` is None if its forms were not read, `mentions` if its words could not be."""

    fields: tuple[AskedField, ...] | None = None
    mentions: tuple[Mention, ...] | None = None


class Finder(StrEnum):
    """A way to a page that does not lead through other pages."""

    SEARCH = "a search"
    SITE_MAP = "a site map"
    INDEX = "an index from A to Z"


@dataclass(frozen=True, slots=True)
class HelpPlace:
    """A link to help in a page's header, footer or navigation.

    `name` is how messages call it; `target` what it leads to, in one spelling; `within` the part
    of the page: see `auditor.evidence.Menu`.
    """

    name: str
    target: str
    text: str
    within: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around a page's own content: see `auditor.evidence.Furniture`; addresses are canonical."""

    menus: tuple[Menu, ...] = ()
    finders: tuple[Finder, ...] = ()
    helps: tuple[HelpPlace, ...] = ()


class Claim(StrEnum):
    """What an accessibility statement says of the portal."""

    FULL = "fully compliant"
    PARTIAL = "partially compliant"
    NONE = "not compliant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What an accessibility statement says: quotations, "" or None where nothing was recognised.

    `claim` is what it says first, quoted in `quote` and found at `selector`; `hedged` tells that it says
    something else in another place.
    """

    claim: Claim | None = None
    quote: str = ""
    selector: str = ""
    hedged: bool = False
    standards: tuple[str, ...] = ()
    dated: str | None = None
    contact: str = ""
    enforcement: str = ""


@dataclass(frozen=True, slots=True)
class LanguageVersion:
    """A language in which a page says that it stands, and where: "" if only a button names it.

    `linked` tells that people see it as a link or button, not only search engines, in the page's head.
    """

    language: str
    url: str
    linked: bool = True


class WayToUnderstand(StrEnum):
    """Another way to understand what a page says; the keys of auditor/understanding/words.toml."""

    EASY = "easy"
    SIGNS = "signs"
    ALOUD = "aloud"
    GLOSSARY = "glossary"


@dataclass(frozen=True, slots=True)
class OtherWay:
    """Another way to understand a page, by the words that name it.

    `url` is where it is, "" if it is the page itself, or a button. `own` tells that it is named in the page's
    own text or title, and not by what stands around that.
    """

    kind: WayToUnderstand
    text: str
    url: str
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HardSentence:
    """A sentence that asks for many years of schooling by itself, why it does, and what helps.

    `block` is the key of the block that it stands in; see `PageDigest.block_keys`.
    """

    text: str
    years: float
    words: int
    reason: str
    advice: str
    block: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadText:
    """The running text of a page in its own language.

    `years` of schooling are between `low` and `high`, by a formula; None where it has no grade. `parts` is
    what the formula needs of each block; see `auditor.text.repeats`.
    """

    language: str
    sentences: int = 0
    words: int = 0
    years: float | None = None
    low: float | None = None
    high: float | None = None
    formula: str = ""
    hardest: tuple[HardSentence, ...] = ()
    parts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormText:
    """A label, hint or error message of a form, what is hard in it, and what helps; both empty if nothing is.

    An "answer" is a text of the page that answered a form which was sent empty: an error message if no other
    page of the service has its `block`, which is told by its key. `language` is ISO 639-1, "" if it could
    not be told.
    """

    kind: Literal["label", "hint", "error", "answer"]
    text: str
    selector: str
    language: str
    reasons: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    block: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDigest:
    """One visited page in brief.

    `wire_bytes` is what a first visit transfers, None if that was not recorded. `missing`
    names the parts of the evidence that could not be recorded, and why. `lost_styles` are
    the hosts of style sheets that did not arrive. `timed` tells how long a load took that was slowed down.

    `language` is the language its text was found to be in (ISO 639-1), "" if it could
    not be told. `content_hash` is equal for pages whose visible text is equal.
    `contact` tells that the page is about contacting the office, by its address or title.
    `demands` is None in digests of earlier versions. `headings` are those of the parts of its
    own text, `alternates` the addresses at which it says that it stands in other languages.
    `fields` counts the controls in its forms. `closely` tells that it had a close look.
    `skeleton` is what its template is told by, in hexadecimal; "" if it was not noted.
    `around` is None where what stands around its content was not recorded. `statement` is what it
    says if it is an accessibility statement, `statement_links` are the addresses of links called so.
    `versions` are the languages in which it says that it stands, `spoken` counts the letters of its own text
    by the language that they are in for sure, `length` is that text's in letters, so that a translation
    has about as many. `translators` are widgets on it that translate by machine, `other_ways` are ways to
    understand it that it names. `language_help` is what it says of interpreters. `block_keys` tell the
    texts of its own blocks, in their order, so that it can be seen what repeats; `form_texts` are those of
    its forms. `carried` is what a network carried for it; see `auditor.cost.carried`. `worker` tells that a
    script of it asked for a service worker, None where that is not known, `manifest` that it names one of a
    web app. All are empty, and `length`, `text` and `cost` None, in digests of earlier versions.
    """

    page_id: str
    url: str
    final_url: str
    kind: Kind
    title: str = ""
    heading: str = ""
    language: str = ""
    words: int = 0
    content_hash: str = ""
    contact: bool = False
    links: tuple[Link, ...] = ()
    breadcrumbs: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    alternates: tuple[str, ...] = ()
    fields: int = 0
    offers: tuple[OfferedService, ...] = ()
    channels: tuple[ChannelMention, ...] = ()
    only_ways: tuple[OnlyWay, ...] = ()
    said: tuple[Said, ...] = ()
    language_help: tuple[LanguageHelp, ...] = ()
    wire_bytes: int | None = None
    timed: Timed | None = None
    lost_styles: tuple[str, ...] = ()
    visited_at: datetime | None = None
    demands: Demands | None = None
    closely: bool = False
    skeleton: str = ""
    around: Around | None = None
    statement: Statement | None = None
    statement_links: tuple[str, ...] = ()
    versions: tuple[LanguageVersion, ...] = ()
    spoken: Mapping[str, int] = field(default_factory=dict)
    length: int | None = None
    translators: tuple[str, ...] = ()
    text: ReadText | None = None
    other_ways: tuple[OtherWay, ...] = ()
    block_keys: str = ""
    form_texts: tuple[FormText, ...] = ()
    carried: str = ""
    worker: bool | None = None
    manifest: bool = False
    cost: PageCost | None = None
    missing: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceEvidence:
    """A service as its rules see it.

    `pages` are its own pages that were read, `contact_pages` those of the portal that
    they link to. `unread` counts pages of either kind that were found but could not be
    read; nothing may be called absent while there are any.
    """

    id: str
    name: str
    pages: tuple[PageDigest, ...]
    contact_pages: tuple[PageDigest, ...] = ()
    unread: int = 0


@cache
def _adapter() -> TypeAdapter[PageDigest]:
    return TypeAdapter(PageDigest)


def digest_to_json(digest: PageDigest) -> bytes:
    """Encode a digest for the store."""
    return _adapter().dump_json(digest)


def digest_from_json(data: bytes) -> PageDigest:
    """Decode a stored digest."""
    return _adapter().validate_json(data)
