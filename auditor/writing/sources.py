"""Reads texts as the evidence that rules read: plain text, Markdown and HTML, without a browser.

Of HTML, the document is read as it is: nothing runs, and no style hides anything.
"""

import asyncio
import codecs
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import AuditorError
from auditor.evidence import Head, PageEvidence, TextBlock
from auditor.evidence.landmark import Landmark
from auditor.run.plan import Plan
from auditor.run.tools import open_wire
from auditor.settings import SettingsError, read_settings

if TYPE_CHECKING:
    from lxml.html import HtmlElement

STANDARD_INPUT = "-"
MAX_BYTES = 5_000_000
MAX_BLOCKS = 5_000  # as of a page in a browser

_HTML_NAMES = (".html", ".htm", ".xhtml")
_MARKDOWN_NAMES = (".md", ".markdown")
_LOOKS_LIKE_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_RICH_TEXT = "{\\rtf"
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)
_HEAD_BYTES = 1024  # HTML Standard, 4.2.5: where a declared encoding has to stand
_PARAGRAPH_END = re.compile(r"\n\s*\n")
_ITEM = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+", re.MULTILINE)

_NO_WORDS: Mapping[str, Mapping[str, str]] = {}

_SILENT = frozenset(
    {
        "iframe", "math", "noscript", "object", "script", "select", "style", "svg", "template", "textarea",
        "title",
    }
)  # fmt: skip
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "button", "caption", "dd", "details", "dialog",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hr", "label", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_LANDMARKS = {
    "nav": Landmark.NAVIGATION,
    "main": Landmark.MAIN,
    "aside": Landmark.COMPLEMENTARY,
    "dialog": Landmark.OVERLAY,
    "search": Landmark.SEARCH,
}
_ROLES = frozenset({"banner", "navigation", "main", "complementary", "contentinfo", "search"})
_AT_THE_TOP = {"header": Landmark.BANNER, "footer": Landmark.CONTENTINFO}


type Reader = Callable[[str], tuple[list[TextBlock], str]]
"""Gives the blocks of a text, and the language that it declares."""


class SourceError(AuditorError):
    """A text that cannot be read; the message says why."""


def read_sources(
    names: Iterable[str],
    *,
    language: str,
    school_years: float,
    jargon: Mapping[str, Mapping[str, str]] = _NO_WORDS,
) -> Iterator[PageEvidence | SourceError]:
    """Read texts one after another; what cannot be read is given as its error, and the others go on.

    Args:
        names: files, web addresses, or "-" for what is piped in.
        language: ISO 639-1, of texts whose words do not tell theirs; "" if it is not known.
        school_years: what the texts may ask for.
        jargon: the operator's own words, by language.
    """
    for name in names:
        try:
            text, read = _fetch(name) if "://" in name else _open(name)
        except SourceError as error:
            yield error
            continue
        blocks, declared = read(text)
        yield PageEvidence(
            url=name,
            school_years=school_years,
            jargon=jargon,
            head=Head("", declared or language, "", None, None, {}, ()),
            text=tuple(blocks),
        )


def _open(name: str) -> tuple[str, Reader]:
    if name == STANDARD_INPUT:
        body = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        try:
            with Path(name).open("rb") as file:
                body = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise SourceError(f"{name}: {error.strerror or error}") from error
    if len(body) > MAX_BYTES:
        raise SourceError(f"{name} is over {MAX_BYTES // 1_000_000} MB: give its parts")
    text = _read(body)
    if "\0" in text or text.startswith(_RICH_TEXT):
        raise SourceError(f"{name} is no text in UTF-8: save it as plain text, Markdown or HTML")
    if name.lower().endswith(_MARKDOWN_NAMES):
        return text, _of_markdown
    is_html = name.lower().endswith(_HTML_NAMES) or _LOOKS_LIKE_HTML.match(text) is not None
    return text, _of_html if is_html else _of_text


def _read(body: bytes) -> str:
    """Decode a file by its mark or as UTF-8, HTML by the encoding that it declares; a NUL if it is none."""
    is_marked = body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return body.decode("utf-16" if is_marked else "utf-8-sig")
    except UnicodeDecodeError:
        declared = _CHARSET.search(body[:_HEAD_BYTES])
        return _decoded(body, declared[1].decode()) if declared and b"\0" not in body else "\0"


def _fetch(url: str) -> tuple[str, Reader]:
    from auditor.crawl.client import FetchError  # noqa: PLC0415  of texts from files nothing of it is needed

    async def get() -> tuple[str, Reader]:
        async with open_wire(Plan(read_settings(url))) as wire:
            answer = await wire.client.get(url, max_bytes=MAX_BYTES, accept="text/html, text/*;q=0.5")
        if answer.status >= 400:  # noqa: PLR2004  HTTP's errors
            raise SourceError(f"{url} answered {answer.status}")
        kind = answer.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
        if not (kind.startswith("text/") or kind == "application/xhtml+xml"):
            raise SourceError(f"{url} is {kind}, and neither HTML nor text")
        charset = re.search(r"charset=\"?([\w-]+)", answer.headers.get("content-type", ""))
        text = _decoded(answer.body, charset[1] if charset else "utf-8")
        return text, _of_html if "html" in kind else _of_text

    if not url.lower().startswith(("http://", "https://")):
        raise SourceError(f"{url} is no address of a web page: those begin with http:// or https://")
    try:
        return asyncio.run(get())
    except (FetchError, SettingsError) as error:
        raise SourceError(str(error)) from error


def _decoded(body: bytes, charset: str) -> str:
    try:
        return body.decode(charset, errors="replace")
    except (LookupError, UnicodeError):  # "undefined" and "idna" replace nothing
        return body.decode("utf-8", errors="replace")


def _of_text(text: str) -> tuple[list[TextBlock], str]:
    """Cut plain text into blocks, at empty lines and before each item of a list."""
    blocks: list[TextBlock] = []
    for paragraph in _PARAGRAPH_END.split(text):
        marks = list(_ITEM.finditer(paragraph))
        starts = [0, *(mark.start() for mark in marks if mark.start())]
        for start, end in zip(starts, [*starts[1:], len(paragraph)], strict=True):
            piece = paragraph[start:end]
            tag = "li" if _ITEM.match(piece) else "p"
            if folded := " ".join(_ITEM.sub("", piece).split()):
                blocks.append(TextBlock(folded, tag, Landmark.MAIN, "", ""))
    return blocks[:MAX_BLOCKS], ""


def _of_markdown(text: str) -> tuple[list[TextBlock], str]:
    from markdown_it import MarkdownIt  # noqa: PLC0415

    return _of_html(MarkdownIt("commonmark").enable("table").render(text))


def _of_html(text: str) -> tuple[list[TextBlock], str]:
    """Read the blocks of a document, and the language that it declares."""
    from lxml import html  # noqa: PLC0415
    from lxml.etree import ParserError  # noqa: PLC0415

    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError):  # there is nothing in it
        return [], ""
    return _Reader().read(root), root.get("lang") or ""


class _Reader:
    """Gathers the text of one document, block by block."""

    def __init__(self) -> None:
        self._blocks: list[TextBlock] = []
        self._pieces: list[str] = []
        self._link_chars = 0
        self._at = ("body", Landmark.NONE, "")

    def read(self, root: "HtmlElement") -> list[TextBlock]:
        self._go(root, Landmark.NONE, "", in_link=False)
        self._flush()
        return self._blocks[:MAX_BLOCKS]

    def _go(self, element: "HtmlElement", landmark: Landmark, lang: str, *, in_link: bool) -> None:
        """Read an element and all in it; lxml nests no deeper than 256."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _SILENT or "hidden" in element.attrib:
            return
        landmark = _landmark(element, landmark)
        lang = element.get("lang") or lang
        before = self._at
        if tag in _BLOCKS:
            self._begin((tag, landmark, lang))
        elif tag == "br":
            self._begin(before)
        in_link = in_link or tag == "a"
        self._add(element.text, in_link=in_link)
        for child in element:
            self._go(child, landmark, lang, in_link=in_link)
            self._add(child.tail, in_link=in_link)
        if tag in _BLOCKS:
            self._begin(before)

    def _begin(self, at: tuple[str, Landmark, str]) -> None:
        self._flush()
        self._at = at

    def _add(self, text: str | None, *, in_link: bool) -> None:
        if text:
            self._pieces.append(text)
            self._link_chars += len(" ".join(text.split())) if in_link else 0

    def _flush(self) -> None:
        text = " ".join("".join(self._pieces).split())
        if text:
            tag, landmark, lang = self._at
            self._blocks.append(TextBlock(text, tag, landmark, lang, "", min(self._link_chars, len(text))))
        self._pieces, self._link_chars = [], 0


def _landmark(element: "HtmlElement", within: Landmark) -> Landmark:
    role = element.get("role") or ""
    if role in _ROLES:
        return Landmark(role)
    if role in {"dialog", "alertdialog"}:
        return Landmark.OVERLAY
    if within is Landmark.NONE and element.tag in _AT_THE_TOP:
        inside = any(outer.tag in {"article", "section"} for outer in element.iterancestors())
        return within if inside else _AT_THE_TOP[str(element.tag)]
    return _LANDMARKS.get(str(element.tag), within)
