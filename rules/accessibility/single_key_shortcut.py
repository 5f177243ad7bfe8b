"""A single letter, digit or sign must not set off anything, unless that can be turned off.

Why it matters: people who dictate say words, and the page takes their letters for commands; people with a
tremor hit keys beside those they mean. Content moves, changes or is lost, and they do not know why.

How to fix it: let shortcuts need Ctrl or Alt as well, or offer a setting that turns them off or gives them
other keys. Or let them work only while the control that they belong to has the focus.

Source: WCAG 2.2, success criterion 2.1.4 Character Key Shortcuts,
https://www.w3.org/TR/WCAG22/#character-key-shortcuts. A page where over half of the keys do something reads
keys for another purpose; that bound is this project's choice.
"""

import re
from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.keyboard import Shortcuts
from auditor.examples import walk
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Severity

FEW_OF_ALL = 0.5

# "shortcut", "hotkey", "keyboard" and "key", as settings for them say it.
_OF_KEYS = re.compile(
    r"short-?\s?cut|hot-?key|keyboard|\bkeys?\b|raccourci|clavier|touche|atajo|teclado|tecla|scorciatoi"
    r"|tastiera|tasto|tasti\b|tastenk|tastatur|\btasten?\b|kürzel|sneltoets|toetsenbord|skrót|klawi|genväg"
    r"|tangent|اختصار|لوحة المفاتيح",
    re.IGNORECASE,
)

_SET_OFF = (
    "With the focus on nothing, the page answers to these keys alone: {keys}. No setting speaks of "
    "turning that off"
)
_PERHAPS = "With the focus on nothing, the page answers to these keys alone: {keys}. Can that be turned off?"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look at what single keys did, and for words about them on the page's controls."""
    shortcuts = page.keyboard.shortcuts if page.keyboard else None
    if shortcuts is None:
        return
    keys = sorted({*shortcuts.focused, *shortcuts.rewrote})
    if not keys or len(keys) > shortcuts.tried * FEW_OF_ALL:
        yield Passed()
        return
    spoken_of = any(_OF_KEYS.search(words) for words in shortcuts.controls)
    yield (CantTell if spoken_of else Failed)(_PERHAPS if spoken_of else _SET_OFF, keys=" ".join(keys))


def _shortcuts(*rewrote: str, controls: tuple[str, ...] = ()) -> PageEvidence:
    return walk(shortcuts=Shortcuts(50, rewrote=rewrote, controls=controls))


_PLUS = (
    "<p>Plus adds an entry.</p><ul id='list'></ul><script>document.addEventListener('keydown', (event) => "
    "{ if (event.key === '+' && CONDITION) document.getElementById('list').innerHTML += '<li>One</li>'; })"
    "</script>"
)

RULE = Rule(
    title="A single key sets something off",
    severity=Severity.MODERATE,
    dimension=Dimension.ACCESS,
    groups=(Group.LIMITED_MOVEMENT, Group.WITHOUT_VISION),
    criteria=("2.1.4",),
    act_rules=("ffbc54",),
    needs=("keyboard",),
    check=check,
    examples=(
        Example("no keys were tried, as of a page behind a login", walk(), Inapplicable),
        Example("no key does anything", _shortcuts(), Passed),
        Example("one key changes the page", _shortcuts("+"), Failed),
        Example("a setting speaks of keys", _shortcuts("+", controls=("Keyboard shortcuts",)), CantTell),
        Example("half of the keys change the page", _shortcuts(*map(str, range(25))), Failed),
        Example("over half of the keys do", _shortcuts(*map(str, range(26))), Passed),
        Example("a plus", _PLUS.replace("CONDITION", "true"), Failed),
        Example("a plus with Ctrl", _PLUS.replace("CONDITION", "event.ctrlKey"), Passed),
    ),
)
