"""Takes what was typed into forms out of evidence: people's own data are never stored.

Beyond the redactor's spellings, the content of every text field is taken out, whoever put
it there. What is shorter than a word that could be searched for ("7", "Li") goes where it
is all that a field, a parameter or an element holds; elsewhere it may be the page's own.
"""

import html
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from auditor.evidence import PICTURES, PageEvidence, Part, from_json, to_json
from auditor.secret.redaction import MARKER, Redactor

LEAST_CHARS = 4  # ours, as for secrets: shorter ones are found in any text
TYPED_ELSEWHERE = "the page shows what was typed"

# What evidence holds under these keys are the browser's own words and ours, or numbers.
_OURS = frozenset(
    {
        "kind",
        "landmark",
        "visited_at",
        "id",
        "version",
        "tag",
        "method",
        "overflow_x",
        "state_of",
        "text_sizes",
    }
)
_SELECTORS = frozenset({"selector", "target"})  # of which "p" and "li" may be all
_HTML = frozenset({"dom", "served_html", "html", "snippet"})

# No "<" outside quotes, so that a page of unfinished fields cannot make the search take hours.
_IN_TAG = r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+"
_INPUT = re.compile(rf"<input\b{_IN_TAG}>", re.IGNORECASE)
_TEXTAREA = re.compile(rf"(<textarea\b{_IN_TAG}>)([^<]*)", re.IGNORECASE)
_VALUE = re.compile(r"""(\svalue\s*=\s*)("[^"]+"|'[^']+'|[^\s>"']+)""", re.IGNORECASE)
_WITHOUT_TEXT = re.compile(
    r"""\stype\s*=\s*["']?(?:hidden|submit|button|reset|image|checkbox|radio|file)\b""", re.IGNORECASE
)
_TAG_NAME = re.compile(r"(</?[A-Za-z][^\s/>]*)")


class Mask:
    """Knows what was typed on one journey."""

    def __init__(self, typed: Iterable[str] = ()) -> None:
        self._redactor = Redactor()
        self._short: dict[str, None] = {}
        self._queries: dict[str, str] = {}
        self.learn(typed)

    def learn(self, typed: Iterable[str]) -> None:
        """Take out these too from now on: as they are, with white space folded, and line by line."""
        for value in typed:
            lines = (value, *value.splitlines())
            for form in {*map(str.strip, lines), *(" ".join(line.split()) for line in lines)}:
                if len(form) >= LEAST_CHARS:
                    self._redactor.learn([form])
                elif form:
                    self._short[form] = None

    def learn_query(self, url: str) -> None:
        """Take out all values of a form's query: what was chosen tells of a person too."""
        query = urlsplit(url).query
        names = [(name, MARKER if value else "") for name, value in parse_qsl(query, keep_blank_values=True)]
        if names:
            self._queries |= dict.fromkeys((query, html.escape(query)), urlencode(names))

    def is_in(self, text: str) -> bool:
        """Tell whether a text holds what was typed, and is no word that any page has."""
        return self._redactor.is_in(text)

    def text(self, text: str) -> str:
        """Give a text without what was typed."""
        for query, without in self._queries.items():
            text = text.replace(query, without)
        if text.strip() in self._short:
            return MARKER
        return self._redactor.text(self._in_query(text))

    def html(self, source: str) -> str:
        """Give a page's source without what was typed and without what its text fields hold."""
        source = _INPUT.sub(_emptied, source)
        source = _TEXTAREA.sub(lambda found: found[1] + (MARKER if found[2].strip() else found[2]), source)
        if self._short:
            alone = "|".join(map(re.escape, map(html.escape, self._short)))
            source = re.sub(rf"(?<=>)(\s*+)(?:{alone})(?=\s*<)", rf"\1{MARKER}", source)
        # A name such as "Li" is also an element's.
        parts = _TAG_NAME.split(source)
        parts[::2] = map(self.text, parts[::2])
        return "".join(parts)

    def evidence(self, page: PageEvidence) -> PageEvidence:
        """Give evidence without what was typed; a picture of a page that shows it is not kept."""
        masked = from_json(json.dumps(self._value(json.loads(to_json(page)))).encode())
        shown: list[Part] = [part for part in PICTURES if getattr(page, part) is not None]
        if not shown or _words(masked) == _words(page):
            return masked
        missing = {**masked.missing, **dict.fromkeys(shown, TYPED_ELSEWHERE)}
        return replace(
            masked, screenshot=None, pictures=None, phone_pictures=None, state_pictures=None, missing=missing
        )

    def _value(self, value: Any, key: str = "") -> Any:
        if key in _OURS:
            return value
        if key in _SELECTORS and isinstance(value, str):
            return self._redactor.text(value)
        if isinstance(value, str):
            return self.html(value) if key in _HTML else self.text(value)
        if isinstance(value, dict):
            return {
                name: inner if name in PICTURES else self._value(inner, name) for name, inner in value.items()
            }
        if isinstance(value, list):
            return [self._value(inner, key) for inner in value]
        return value

    def _in_query(self, text: str) -> str:
        if not self._short or "=" not in text:
            return text
        alone = "|".join(map(re.escape, self._short))
        return re.sub(rf"(?<==)(?:{alone})(?=[&#]|$)", MARKER, text)


def _words(page: PageEvidence) -> list[str]:
    return [block.text for block in page.text or ()]


def _emptied(found: re.Match[str]) -> str:
    """Write an input's tag without its value, if it is one that text is typed into."""
    if _WITHOUT_TEXT.search(found[0]):
        return found[0]
    return _VALUE.sub(rf'\1"{MARKER}"', found[0])
