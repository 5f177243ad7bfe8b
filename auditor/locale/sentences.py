"""Recognises sentences that were finished in English before it was known who reads them.

`audit.json` holds reasons and answers as whole English sentences. Their templates stand in the catalogues,
so that such a sentence is told by the words between its values, and said anew in another language.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

SENTENCE = "sentence"  # the context that these messages have in catalogues
LONGEST_CHARS = 4_000  # of a text that is looked at: what is longer is no sentence of ours
MOST_KEPT = 10_000  # a bound on memory: reasons repeat, quotations do not
LEAST_WORDS = 4  # of its own, by which a sentence is told within another
MOST_PARTS = 20  # of ours in a row; more are a quotation, and are not looked at one by one
_HOLE = re.compile(r"\{(\w+)\}")


def names_in(template: str) -> list[str]:
    """Give the names of a template's values, in their order."""
    return _HOLE.findall(template)


def read(template: str, text: str) -> Mapping[str, str] | None:
    """Give the values with which a template makes a text; None if it does not.

    Each value ends where the words after it are met first, so that reading takes time that grows with
    the length of the text and no faster, whatever a page put into it.
    """
    first, *rest = _HOLE.split(template)
    if not text.startswith(first):
        return None
    values: dict[str, str] = {}
    at = len(first)
    pairs = list(zip(rest[::2], rest[1::2], strict=True))
    for number, (name, after) in enumerate(pairs):
        is_last = number == len(pairs) - 1
        end = len(text) - len(after) if is_last else text.find(after, at + 1)
        if end <= at or not text.endswith(after, at, end + len(after)):
            return None
        values[name] = text[at:end]
        at = end + len(after)
    return values if at == len(text) else None


@dataclass(frozen=True)
class Sentences:
    """Templates in English, with their translations."""

    translated: Mapping[str, str] = field(default_factory=dict)
    _told: dict[str, str | None] = field(default_factory=dict)

    def say(self, text: str) -> str | None:
        """Say a finished sentence in this language; None if it is not one that is known."""
        if len(text) > LONGEST_CHARS or not self.translated:
            return None
        if text not in self._told:
            if len(self._told) >= MOST_KEPT:
                self._told.clear()
            self._told[text] = self._say(text, 0)
        return self._told[text]

    def say_part(self, text: str) -> str:
        """Say what stands in a sentence: a part that is known, several of them, or as it is.

        It may be a quotation. So of sentences with values only those are told that have words enough of
        their own: no page says them by chance.
        """
        if len(text) > LONGEST_CHARS or not self.translated:
            return text
        whole = self._say(text, LEAST_WORDS)
        if whole is not None:
            return whole
        for joint in ("; ", ", ", " or ", " and "):
            parts = text.split(joint, MOST_PARTS)
            if 1 < len(parts) <= MOST_PARTS:
                said = [self._say(part, LEAST_WORDS) for part in parts]
                if all(each is not None for each in said):
                    return joint.join(each or "" for each in said)
        return text

    def _say(self, text: str, least_words: int) -> str | None:
        if text in self.translated:
            return self.translated[text]
        for template in self._by_length:
            if len(_HOLE.sub("", template).split()) < least_words:
                break
            values = read(template, text)
            if values is not None:
                said = {name: self.say_part(value) for name, value in values.items()}
                return self.translated[template].format_map(said)
        return None

    @cached_property
    def _by_length(self) -> list[str]:
        """Give the templates with values, that with most words of its own first: it says most of a text."""
        with_values = (template for template in self.translated if _HOLE.search(template))
        return sorted(with_values, key=lambda template: -len(_HOLE.sub("", template).split()))
