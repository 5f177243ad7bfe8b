"""Makes text from portals safe to show: whatever a page says is untrusted.

Jinja2 escapes markup; what is left are characters that act on the reader's screen
(controls, reversed writing), addresses that run something, and sheer length.
"""

import re
from collections.abc import Iterable
from hashlib import sha256
from unicodedata import bidirectional
from urllib.parse import quote_plus, urlsplit

from markupsafe import Markup, escape

from auditor.locale.catalogue import ENGLISH, Untranslated
from auditor.locale.speaking import ngettext, spoken
from auditor.text.language_names import language_name

_ADDRESS = re.compile(r"[a-z]+://")
LONGEST_CHARS = 2_000  # of any one text; our own bound, so that no page can swell the report
LONGEST_QUOTE_CHARS = 400  # of a snippet; our own bound: enough to find the element again
ID_DIGITS = 12  # hexadecimal; a million of them are all different in 998 of 1,000 cases
LONGEST_FRAGMENT_CHARS = 150  # of a value: each may be written as twelve characters
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# Controls but tab and line ends, overrides and isolates of direction, lone surrogates, noncharacters.
# Source: Unicode Standard Annex 9, table 4 (directional formatting), and Unicode's category Cc.
_ACTING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# Direction marks cannot turn text around, and stand in honest Arabic and Hebrew: dropped without a trace.
_DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f]")
_ADDRESS_IN_TEXT = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:)\]]")
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})  # Unicode Standard Annex 9, table 4
_SAFE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+){,9}", re.ASCII)
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_WEB_SCHEMES = frozenset({"http", "https"})


def clean(text: str) -> str:
    """Put a visible mark where a character would act instead of being read."""
    return _ACTING.sub(REPLACEMENT, _DIRECTION_MARKS.sub("", text))


def cut(text: str, limit_chars: int) -> str:
    """Shorten a text that is longer than `limit_chars`, and say that it was longer."""
    if len(text) <= limit_chars:
        return text
    told = ngettext("cut: {n} character in all", "cut: {n} characters in all", len(text))
    return f"{text[:limit_chars]}… [{told}]"


def brief(text: str, limit_chars: int) -> str:
    """Shorten a text that may be of any length, and clean what is left of it."""
    return clean(cut(text, limit_chars))


def plain(value: object) -> object:
    """Clean and bound whatever a template is about to write; markup made by the templates passes.

    This is the finalizer of every template: nothing is written past it.
    """
    if isinstance(value, Markup):
        return value
    if isinstance(value, Untranslated):
        return in_english(value)
    return brief(str(value), LONGEST_CHARS)


def in_english(words: str) -> Markup:
    """Say of words that they are English, amid a page in another language."""
    return Markup('<span lang="en" dir="ltr">{}</span>').format(brief(words, LONGEST_CHARS))


def bare(words: str) -> str:
    """Give words for an attribute, where no markup can say that they are English."""
    return str.__str__(words)


def _kept(words: str, text: str) -> str:
    """Change words, and keep that they are English."""
    return Untranslated(text) if isinstance(words, Untranslated) else text


def named_language(code: str) -> str:
    """Name a language, in the language that is spoken; by its code if it has no name."""
    if spoken() is ENGLISH:
        return language_name(code)
    from babel import Locale  # noqa: PLC0415  reports in English do without it

    return str(Locale.parse(spoken().code).languages.get(code, code))


def quote(text: str) -> str:
    """Shorten a quotation of markup or words to what is needed to find it again."""
    return _kept(text, brief(text, LONGEST_QUOTE_CHARS))


def web_address(url: str | None) -> str:
    """Give the address back if it may become a link, else "".

    Only http and https with a host, without credentials (which make a foreign host
    look like the portal's) and without characters that act.
    """
    if not url or len(url) > LONGEST_CHARS or clean(url) != url or any(char.isspace() for char in url):
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    return url if parts.scheme in _WEB_SCHEMES and host and "@" not in parts.netloc else ""


def short_address(url: str, home: str) -> str:
    """Leave out the part of an address that it shares with the portal's home."""
    if not web_address(home):
        return url
    home_parts = urlsplit(home)
    origin = f"{home_parts.scheme}://{home_parts.netloc}"
    return url.removeprefix(origin) if url.startswith(f"{origin}/") else url


def linked(text: str) -> Markup:
    """Turn the web addresses in a text into links; everything else is escaped."""
    pieces, end = [], 0
    safe = brief(text, LONGEST_CHARS)
    for match in _ADDRESS_IN_TEXT.finditer(safe):
        pieces.append(escape(safe[end : match.start()]))
        address = web_address(match[0])
        pieces.append(_link(address) if address else escape(match[0]))
        end = match.end()
    return _english_if(text, Markup("").join([*pieces, escape(safe[end:])]))


def _english_if(words: str, markup: Markup) -> Markup:
    if isinstance(words, Untranslated):
        return Markup('<span lang="en" dir="ltr">{}</span>').format(markup)
    return markup


def _link(address: str) -> Markup:
    return Markup('<a href="{0}" rel="noopener noreferrer nofollow">{0}</a>').format(address)


def told(message: str, quoted: Iterable[str], language: str | None = None) -> Markup:
    """Write a sentence that quotes a portal, whose page is in this language.

    What it quotes in a right-to-left script is isolated, so that it cannot turn the rest
    of the sentence around.
    """
    safe = brief(message, LONGEST_CHARS)
    whole = (text for text in quoted if len(text) <= LONGEST_CHARS)  # no other stands there as it is
    foreign = {clean(text) for text in whole if _turns(text)} - {""}
    if not foreign:
        return _english_if(message, escape(safe))
    either = "|".join(re.escape(text) for text in sorted(foreign, key=len, reverse=True))
    pieces = re.split(f"({either})", safe)
    tag = language_tag(language)
    isolated = Markup('<bdi lang="{1}">{0}</bdi>') if tag else Markup("<bdi>{0}</bdi>")
    told_of = Markup("").join(isolated.format(piece, tag) if piece in foreign else piece for piece in pieces)
    return _english_if(message, told_of)


def _turns(text: str) -> bool:
    """Tell whether a quotation runs, or may run, against the direction of the page."""
    return spoken().is_right_to_left or any(bidirectional(char) in _RIGHT_TO_LEFT for char in text)


def without_start(text: str, start: str) -> str:
    """Leave out what a text begins with, if it does."""
    return _kept(text, text.removeprefix(start))


def sentence(text: str) -> str:
    """Begin with a capital letter, unless an address comes first."""
    return text if _ADDRESS.match(text) else _kept(text, text[:1].upper() + text[1:])


def language_tag(language: str | None) -> str:
    """Give a language as an HTML `lang` value; "" (unknown) if it does not look like one."""
    return language if language and _LANGUAGE_TAG.fullmatch(language) else ""


def slug(name: str) -> str:
    """Make a name into a part of an HTML id."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def anchor(name: str, kind: str = "") -> str:
    """Make the id of something into an HTML id, or a part of one: the same in every report."""
    safe = name if _SAFE_ID.fullmatch(name) else digested("", name)
    return f"{kind}-{safe}" if kind else safe


def digested(kind: str, *parts: str) -> str:
    """Make texts into an HTML id, or a part of one, that is theirs alone."""
    digest = sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:ID_DIGITS]
    return f"{kind}-{digest}" if kind else digest


def fragment(value: str) -> str:
    """Write a value, or how a long one begins, into the fragment of an address for `URLSearchParams`."""
    return quote_plus(clean(value[:LONGEST_FRAGMENT_CHARS]), errors="replace")


def picture_address(data: str | None) -> str | Markup:
    """Give the address under which a page shows a WebP picture that it holds itself; "" without one."""
    return Markup("data:image/webp;base64,{}").format(data) if data and _BASE64.fullmatch(data) else ""
