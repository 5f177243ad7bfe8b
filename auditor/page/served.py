"""What a page's server sent, read for what is there without any script: text, links and forms. Pure."""

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from auditor.urls import normal_url

if TYPE_CHECKING:
    from lxml.etree import _Element

# Chosen: a text that is not there as a whole is looked for in pieces of so many letters. Shorter
# ones stand in any text by chance.
PIECE_CHARS = 16
MAX_CHARS = 300_000
MAX_ELEMENTS = 60_000
MAX_LINK_TEXTS = 20

_UNREAD = frozenset(
    {"script", "style", "title", "svg", "math", "select", "textarea", "iframe", "object", "video", "audio"}
)
_BLANK = re.compile("[\\s\u00ad\u200b\u2060\ufeff]+")
_HIDING = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*(?:0+(?:\.0+)?|\.0+)\s*(?:;|!|$))"
)
_REFRESH = re.compile(r"^\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"'\s]+)", re.IGNORECASE)
_FIELDS = frozenset({"input", "select", "textarea"})
_SENDING = frozenset({"submit", "image"})


def squeezed(text: str) -> str:
    """Leave out all blanks, and what breaks words: these differ between markup and page."""
    return _BLANK.sub("", text)


class Served:
    """What the first response holds, gathered in one walk."""

    def __init__(self, root: "_Element | None", url: str) -> None:
        self.url = url
        self.leads_to = ""
        self._texts: list[str] = []
        self._hrefs: set[str] = set()
        self._link_words: set[str] = set()
        self._fields: dict[tuple[str, str], _Element] = {}
        self._buttons: list[_Element] = []
        self._base = url
        self._forms: list[_Element] = []
        self._forms_by_id: dict[str, _Element] = {}
        self._form_before: dict[_Element, _Element | None] = {}
        self._sent_forms: frozenset[_Element | None] | None = None
        self._pieces: frozenset[str] | None = None
        if root is not None:
            self._read(root)
        self.words = squeezed("".join(self._texts))[:MAX_CHARS]

    @property
    def pieces(self) -> frozenset[str]:
        """All runs of `PIECE_CHARS` letters."""
        if self._pieces is None:
            starts = range(max(0, len(self.words) - PIECE_CHARS + 1))
            self._pieces = frozenset(self.words[start : start + PIECE_CHARS] for start in starts)
        return self._pieces

    def has_link(self, href: str, words: str) -> bool:
        """Tell whether a link leads to an address, or has the same words: scripts write into addresses."""
        words = squeezed(words)
        return _spelling(href) in self._hrefs or (words != "" and words in self._link_words)

    def field(self, name: str, identity: str, kind: str) -> "_Element | None":
        """Find a field by its name, else by its id; one that has neither, by its kind."""
        if not name and not identity:
            return self._fields.get(("kind", kind))
        by_name = self._fields.get(("name", name))
        return by_name if by_name is not None else self._fields.get(("id", identity))

    def form_of(self, element: "_Element") -> "_Element | None":
        """Give the form of a field or button as browsers find it: named, around it, or begun before it."""
        if named := element.get("form"):
            return self._forms_by_id.get(named)
        outer = list(element.iterancestors("form"))
        return outer[-1] if outer else self._form_before.get(element)

    def has_button(self, form: "_Element") -> bool:
        """Tell whether a form has a button that sends it."""
        if self._sent_forms is None:
            self._sent_forms = frozenset(map(self.form_of, self._buttons))
        return form in self._sent_forms

    def _read(self, root: "_Element") -> None:
        shows_all = any(list(noscript.iter("style")) for noscript in root.iter("noscript"))
        stack: list[_Element | str] = [root]
        for _ in range(2 * MAX_ELEMENTS):
            if not stack:
                return
            item = stack.pop()
            if isinstance(item, str):
                self._texts.append(item)
                continue
            if item.tail:
                stack.append(item.tail)
            tag = item.tag
            if not isinstance(tag, str):
                continue
            self._note(item, tag)
            if tag in _UNREAD or (tag == "template" and item.get("shadowrootmode") is None):
                continue
            if not shows_all and _is_hidden(item):
                self._note_within(item)
                continue
            stack.extend(reversed(item))
            if item.text:
                stack.append(item.text)

    def _note_within(self, hidden: "_Element") -> None:
        """Keep the links and fields of what a script shows later: closed menus hold them, too."""
        for element in hidden.iterdescendants("form", "a", "input", "select", "textarea", "button"):
            self._note(element, str(element.tag))

    def _note(self, element: "_Element", tag: str) -> None:
        if tag == "base" and element.get("href"):
            self._base = _joined(self.url, element.get("href") or "")
        elif tag == "meta":
            self._note_refresh(element)
        elif tag in {"a", "area"} and element.get("href") is not None:
            self._hrefs.add(_spelling(_joined(self._base, element.get("href") or "")))
            self._link_words.add(squeezed("".join(islice(element.itertext(), MAX_LINK_TEXTS))))
        elif tag == "form":
            self._forms.append(element)
            self._forms_by_id.setdefault(element.get("id") or "", element)
        elif tag in _FIELDS or tag == "button":
            self._note_control(element, tag)

    def _note_control(self, element: "_Element", tag: str) -> None:
        self._form_before[element] = self._forms[-1] if self._forms else None
        kind = (element.get("type") or ("submit" if tag == "button" else "text")).strip().lower()
        if tag == "button" or kind in _SENDING:
            if kind not in {"button", "reset"}:
                self._buttons.append(element)
        elif kind not in {"hidden", "button", "reset"}:
            known = {"name": element.get("name"), "id": element.get("id")}
            if not any(known.values()):
                known = {"kind": kind if tag == "input" else tag}
            for attribute, value in known.items():
                if value:
                    self._fields.setdefault((attribute, value), element)

    def _note_refresh(self, element: "_Element") -> None:
        if (element.get("http-equiv") or "").strip().lower() != "refresh":
            return
        if any(True for _ in element.iterancestors("noscript")):
            match = _REFRESH.match(element.get("content") or "")
            self.leads_to = self.leads_to or (_joined(self._base, match.group(1)) if match else "")


def _is_hidden(element: "_Element") -> bool:
    return element.get("hidden") is not None or bool(_HIDING.search((element.get("style") or "").lower()))


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return ""


def _spelling(href: str) -> str:
    try:
        return normal_url(href)
    except ValueError:
        return href.strip()
