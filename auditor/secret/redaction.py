"""Keeps secrets out of what is stored and said: a portal may echo what it was sent, in any spelling."""

import base64
import re
from collections.abc import Iterable
from functools import cached_property
from html.entities import codepoint2name
from typing import Any

# In the place of a secret. It is fit for addresses, so that one which held a secret is still read as one.
MARKER = "SECRET-REMOVED"

# Ours. A shorter secret is a word like any other: it is only taken out where it stands alone, or every
# "latest" would lose its "test". A longer one is also taken out where a text was cut within it.
WORD_CHARS = 8
CUT_CHARS = 16
_CUT_AT = 12

_NAMED = codepoint2name | {ord("'"): "apos"}


class Redactor:
    """Takes secrets out of texts: as they are, as addresses, HTML or JSON write them, in base64, in any case.

    Other disguises, such as a hash or a picture of a secret, are beyond it.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets = dict.fromkeys(secret for secret in secrets if secret)

    def __bool__(self) -> bool:
        return bool(self._secrets)

    def __repr__(self) -> str:
        return f"<Redactor of {len(self._secrets)} secrets>"

    def learn(self, secrets: Iterable[str]) -> None:
        """Take out these too from now on."""
        new = [secret for secret in secrets if secret and secret not in self._secrets]
        if new:
            self._secrets |= dict.fromkeys(new)
            self.__dict__.pop("_pattern", None)

    def is_in(self, text: str) -> bool:
        """Tell whether a text holds a secret."""
        return bool(self._secrets) and self._pattern.search(text) is not None

    def text(self, text: str) -> str:
        """Give a text without the secrets."""
        return self._pattern.sub(MARKER, text) if self._secrets else text

    def value(self, value: Any) -> Any:
        """Give what JSON can say without the secrets."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {self.text(key): self.value(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.value(inner) for inner in value]
        return value

    def error(self, error: BaseException) -> None:
        """Take the secrets out of an error and of those that led to it, which a traceback prints."""
        seen: set[int] = set()
        waiting: list[BaseException | None] = [error]
        while waiting:
            one = waiting.pop()
            if one is None or id(one) in seen:
                continue
            seen.add(id(one))
            one.args = tuple(self.text(part) if isinstance(part, str) else part for part in one.args)
            waiting += [one.__cause__, one.__context__, *getattr(one, "exceptions", ())]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        spellings = (spelling for secret in self._secrets for spelling in _spellings(secret))
        return re.compile("|".join(sorted(spellings, key=len, reverse=True)), re.IGNORECASE)


def _spellings(secret: str) -> list[str]:
    encoded = base64.b64encode(secret.encode()).decode().rstrip("=")
    forms = dict.fromkeys((secret, encoded, encoded.replace("+", "-").replace("/", "_")))
    return [pattern for form in forms for pattern in _patterns(form)]


def _patterns(form: str) -> list[str]:
    whole = "".join(map(_spelled, form))
    if len(form) < WORD_CHARS:
        return [rf"(?<![^\W_]){whole}(?![^\W_])"]
    if len(form) < CUT_CHARS:
        return [whole]
    begun = "".join(map(_spelled, form[:_CUT_AT]))
    return [whole, rf"{begun}[^\s\"'<>&]*"]


def _spelled(char: str) -> str:
    """Write a pattern for one character in all spellings that pages, addresses and scripts have for it."""
    if char.isascii() and char.isalnum():
        return char
    number = ord(char)
    ways = [
        re.escape(char),
        "".join(f"%(?:25){{0,3}}{byte:02X}" for byte in char.encode(errors="surrogatepass")),
        f"&#0{{0,6}}{number};?",
        f"&#x0{{0,6}}{number:x};?",
        "".join(f"\\\\u{unit}" for unit in _utf16_units(char)),
    ]
    if name := _NAMED.get(number):
        ways.append(f"&{name};?")
    if char == " ":
        ways.append(r"\+")
    return rf"\\{{0,7}}(?:{'|'.join(ways)})"  # bounded, or a page of backslashes takes hours


def _utf16_units(char: str) -> list[str]:
    encoded = char.encode("utf-16-be", errors="surrogatepass").hex()
    return [encoded[at : at + 4] for at in range(0, len(encoded), 4)]
