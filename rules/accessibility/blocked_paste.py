"""A field for a password or a one-time code must let people paste.

Why it matters: who cannot keep a password in mind, or copy twelve signs without a slip, pastes it from a
password manager or a message. A field that refuses locks them out of their own account.

How to fix it: take away what stops the paste (`onpaste="return false"`, or a listener that calls
`preventDefault`). It makes nothing safer.

Source: WCAG 2.2, success criterion 3.3.8 Accessible Authentication (Minimum): stopping people from pasting
fails it, unless there is another way to log in; https://www.w3.org/TR/WCAG22/#accessible-authentication-minimum.
It is about logging in: fields for a new password are passed over.
"""

import re
from collections import Counter
from collections.abc import Iterator

from auditor.evidence import PageEvidence, SecretField
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

_REFUSES = re.compile(r"return\s+false|preventDefault", re.IGNORECASE)
_TAKES_IT_UP = re.compile(r"clipboardData|getData|readText", re.IGNORECASE)

_REFUSED = "The field refuses what people paste: onpaste=“{onpaste}”"
_STOPPED = (
    "A script stops what people paste into this field. Does what they paste get there in another way, and is "
    "there another way to log in?"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look at each field for a secret whether a paste into it was stopped."""
    fields = page.secrets or ()
    passwords = Counter(field.form for field in fields if field.kind == "password")
    asked = [field for field in fields if not _is_new(field, passwords[field.form])]
    yield from map(_judged, asked)
    if not asked:
        yield Inapplicable()


def _is_new(field: SecretField, passwords: int) -> bool:
    """Tell a password that is being chosen: it is typed twice, or named so."""
    is_code = "one-time-code" in field.autocomplete.split()
    return not is_code and (passwords > 1 or "new-password" in field.autocomplete.split())


def _judged(field: SecretField) -> Outcome:
    place = Place(field.selector, field.snippet)
    if not field.stops_paste:
        return Passed()
    if _REFUSES.search(field.onpaste) and not _TAKES_IT_UP.search(field.onpaste):
        return Failed(_REFUSED, at=place, onpaste=field.onpaste)
    return CantTell(_STOPPED, at=place)


_LISTENS = "<script>addEventListener('paste', event => event.preventDefault())</script>"


RULE = Rule(
    title="A field for a secret refuses what people paste",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.OLDER_PERSONS, Group.LIMITED_MOVEMENT, Group.LOW_VISION),
    criteria=("3.3.8",),
    needs=("secrets",),
    check=check,
    examples=(
        Example(
            "a password that can be pasted", "<form><input type=password aria-label=Password></form>", Passed
        ),
        Example(
            "a password that refuses",
            '<form><input type=password aria-label=Password onpaste="return false"></form>',
            Failed,
        ),
        Example(
            "a code in a form that refuses",
            '<form onpaste="event.preventDefault()">'
            "<input autocomplete=one-time-code aria-label=Code></form>",
            Failed,
        ),
        Example(
            "a password that a script does something with",
            f"<form><input type=password aria-label=Password></form>{_LISTENS}",
            CantTell,
        ),
        Example(
            "a script that only looks on",
            '<form><input type=password aria-label=Password onpaste="this.pasted = true"></form>',
            Passed,
        ),
        Example(
            "a password that is chosen",
            "<form><input type=password aria-label=New onpaste='return false'>"
            "<input type=password aria-label=Again onpaste='return false'></form>",
            Inapplicable,
        ),
        Example("another field", '<form><input aria-label=Name onpaste="return false"></form>', Inapplicable),
    ),
)
