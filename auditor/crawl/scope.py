"""Which addresses are pages of the portal, and the one spelling of each.

Two addresses with one canonical spelling are one page. The spelling must still be one
that the server answers, because it is the one that is visited: so `index.html` stays,
as does the slash at the end of a path, and a parameter without "=" gets none.
"""

import hashlib
import re
import unicodedata
from functools import cached_property, lru_cache
from posixpath import splitext
from urllib.parse import unquote, urlsplit

from w3lib.url import canonicalize_url

from auditor.crawl.globs import matches_any
from auditor.evidence import Kind
from auditor.secret.redaction import MARKER
from auditor.settings import Settings
from auditor.urls import Site, normal_url

# Bounds against traps: calendars without end, links that lengthen themselves, faceted searches.
# Addresses longer than 2,000 characters fail in some browsers and proxies (Microsoft's own
# limit was 2,083); the other two are ours: no page of a real portal met so far needs more.
MAX_URL_CHARS = 2_000
MAX_SEGMENT_REPEATS = 3
MAX_PARAMETERS = 10

LINKS_REMEMBERED = 4_096  # a portal's menu comes back on every page

# Parameters that say who came from where and change nothing on the page. Source of the click
# and campaign identifiers: tracking-query-params-registry (github.com/mpchadwick), by vendor.
_TRACKING = frozenset(
    {
        "_ga", "_gl", "dclid", "gbraid", "gclid", "gclsrc", "wbraid",  # Google
        "fbclid", "igshid",  # Meta
        "msclkid",  # Microsoft
        "twclid", "yclid", "ttclid", "epik",  # X, Yandex, TikTok, Pinterest
        "mc_cid", "mc_eid",  # Mailchimp
        "_hsenc", "_hsmi",  # HubSpot
    }
)  # fmt: skip
_TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "piwik_", "matomo_")  # Google Analytics; Matomo

# The names that servers give a session in the address: PHP (session.name), Jakarta Servlet
# (section 7.1.3), classic ASP, ColdFusion. The second set, of phpBB and others, may as well number
# a section or a sitting of the council: there only a value as long as a session's counts.
_SESSIONS = frozenset({"phpsessid", "jsessionid", "cfid", "cftoken"})
_PERHAPS_SESSIONS = frozenset({"sid", "sessionid", "session_id"})
_SESSION_PREFIXES = ("aspsessionid",)
_SESSION_VALUE = re.compile(r"[0-9A-Za-z,-]{22,}")  # 22 is PHP's shortest, session.sid_length
_PATH_SESSION = re.compile(r";jsessionid=[^/;?]*", re.IGNORECASE)
_ASP_NET_SESSION = re.compile(r"/\((?:[A-Z]\([^()/]*\))+\)(?=/)")  # ASP.NET's "cookieless" state

DOCUMENTS = frozenset(
    {".pdf", ".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".odp"}
)
# Files that are neither pages nor documents to read: pictures, archives, sound and film, fonts,
# what pages are built from, data and feeds, programs.
_ASSET_ENDINGS = """
.avif .bmp .gif .ico .jpeg .jpg .png .svg .tif .tiff .webp
.7z .bz2 .gz .rar .tar .tgz .xz .zip
.aac .avi .flac .m4a .m4v .mkv .mov .mp3 .mp4 .mpeg .mpg .oga .ogg .ogv .wav .webm .wma .wmv
.eot .otf .ttf .woff .woff2
.css .js .json .map .mjs .wasm .xml .xsd .xsl
.atom .csv .ics .kml .kmz .rss .tsv .vcf
.apk .bin .deb .dmg .exe .iso .jar .msi .rpm
"""
ASSETS = frozenset(_ASSET_ENDINGS.split())

# Beginnings of words, without accents, in the addresses of contact pages and of accessibility
# statements and legal notices. They decide what is read first, so a word that misleads does little harm.
_CONTACT_STEMS = """
contact contat kontakt yhteystie iletisim επικοινωνια контакт اتصل
"""
_NOTICE_STEMS = """
accessib accesib acessib barrierefrei dostepno pristupno saavutettav tilgaengelig tilgjengelig tillganglig
toegankelijk erisilebilir προσβασιμ доступност
legal imprint impressum mentions privac datenschutz confidentialite конфиденциальност
"""
# Words that end a session, as one or two words of a path ("logout", "log-off", "sign_out").
_LOGOUT = re.compile(
    r"(?<![^\W_])(log|sign)[-_ ]?(out|off)(?![^\W\d_])"
    r"|deconnexion|abmelden|ausloggen|cerrar[-_]?sesion|afmelden|uitloggen|disconnetti"
)

_CONTACT = tuple(_CONTACT_STEMS.split())
_NOTICE = tuple(_NOTICE_STEMS.split())
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=20_000)  # a portal's menu repeats the same links on every page
def canonical(url: str) -> str:
    """Give an absolute address its canonical spelling.

    Host in lower-case ASCII, no default port, no fragment, dot segments resolved,
    percent-encoding in one form, parameters sorted by name (those of one name keep
    their order), sessions and tracking removed. Idempotent.

    Raises:
        ValueError: if it is no http or https address, or carries a user name.
    """
    parts = urlsplit(normal_url(url))
    page = canonicalize_url(f"{parts.scheme}://{parts.netloc}{parts.path}")
    page = canonicalize_url(_ASP_NET_SESSION.sub("", _PATH_SESSION.sub("", page)))
    # w3lib sees one parameter at a time: its own sorting would reorder those of one name,
    # and it would turn `?print` into `?print=`, which is another request to some servers.
    parameters = sorted(map(_parameter, _parameters(parts.query)), key=lambda pair: pair.partition("=")[0])
    query = f"?{'&'.join(parameters)}" if parameters else ""
    return f"{page}{query}"


def page_id(url: str, state: str | None = None) -> str:
    """Name a page, or one state of it, by 12 hexadecimal digits that are the same in every run."""
    named = canonical(url) if state is None else f"{canonical(url)}\0{state}"
    return hashlib.sha256(named.encode()).hexdigest()[:12]


def kind_of(url: str) -> Kind | None:
    """Tell by the ending of its path what an address leads to; None is neither page nor document."""
    ending = splitext(unquote(urlsplit(url).path))[1].lower()
    if ending in ASSETS:
        return None
    return Kind.DOCUMENT if ending in DOCUMENTS else Kind.HTML


def is_contact(url: str) -> bool:
    """Tell by the words of its path whether an address is about contacting the office."""
    return any(word.startswith(_CONTACT) for word in _words(url))


def is_notice(url: str) -> bool:
    """Tell by the words of its path whether an address is an accessibility statement or a legal notice."""
    return any(word.startswith(_NOTICE) for word in _words(url))


def is_logout(url: str) -> bool:
    """Tell whether an address looks as if it ended the session of whoever goes there."""
    parts = urlsplit(url)
    return _LOGOUT.search(f"{_plain(parts.path)}?{_plain(parts.query)}") is not None


class Scope:
    """The addresses that an audit may visit.

    Those where the audit begins are in scope whatever `include` says: without them
    nothing else is found. `exclude` holds for them too.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def admits(self, url: str) -> bool:
        """Tell whether an address may be visited."""
        return not self.why_not(url)

    def why_not(self, url: str) -> str:
        """Say why an address is not visited; "" if it is."""
        try:
            address = canonical(url)
        except ValueError as error:
            return str(error)
        return self._not_ours(address) or _trap(address) or self._not_wanted(address)

    def _not_ours(self, address: str) -> str:
        if Site.of(address) not in self._sites:
            return "it is on another site"
        return "it is a file, not a page" if kind_of(address) is None else ""

    def _not_wanted(self, address: str) -> str:
        crawl = self._settings.crawl
        if MARKER in address:
            return "it holds a secret of ours"
        if (self._settings.login or self._settings.access) and is_logout(address):
            return "it would end the session"
        if matches_any(crawl.exclude, address):
            return "it is excluded"
        if crawl.include and address not in self._beginnings and not matches_any(crawl.include, address):
            return "it is not included"
        return ""

    @cached_property
    def _sites(self) -> frozenset[Site]:
        return self._settings.sites()

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(map(canonical, beginnings(self._settings)))


def beginnings(settings: Settings) -> tuple[str, ...]:
    """List where an audit begins: the portal's own address, then the start of each service."""
    return (settings.portal.url, *(service.start for service in settings.services))


def _trap(address: str) -> str:
    parts = urlsplit(address)
    segments = [segment for segment in parts.path.split("/") if segment]
    if len(address) > MAX_URL_CHARS:
        return f"its address is longer than {MAX_URL_CHARS} characters"
    if any(segments.count(segment) > MAX_SEGMENT_REPEATS for segment in set(segments)):
        return f"its path repeats a segment more than {MAX_SEGMENT_REPEATS} times"
    if len(_parameters(parts.query)) > MAX_PARAMETERS:
        return f"its address has more than {MAX_PARAMETERS} parameters"
    return ""


def _parameters(query: str) -> list[str]:
    return [pair for pair in query.split("&") if pair and not _says_who_came(pair)]


def _says_who_came(pair: str) -> bool:
    name, _, value = pair.partition("=")
    name = unquote(name).lower()
    return (
        name in _TRACKING
        or name in _SESSIONS
        or name.startswith(_TRACKING_PREFIXES + _SESSION_PREFIXES)
        or (name in _PERHAPS_SESSIONS and _SESSION_VALUE.fullmatch(value) is not None)
    )


def _parameter(pair: str) -> str:
    query = urlsplit(canonicalize_url(f"http://portal.example/?{pair}")).query
    return query if "=" in pair else query.removesuffix("=")


@lru_cache(maxsize=LINKS_REMEMBERED)
def _words(url: str) -> tuple[str, ...]:
    """Give the words of an address's path, in lower case and without accents."""
    return tuple(_WORD.findall(_plain(urlsplit(url).path)))


def _plain(path: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unquote(path).casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
