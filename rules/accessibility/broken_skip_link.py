"""A link that promises to skip to the content must lead there.

Why it matters: who uses the keyboard or a screen reader comes through the whole menu on each page. A link
past it saves dozens of keys, unless it does nothing, and then it costs trust as well.

How to fix it: let the link's address name the id of the element that the content begins with (href="#main"
and id="main"). See that no script keeps the link from working.

Source: WCAG 2.2, success criterion 2.4.1 Bypass Blocks, https://www.w3.org/TR/WCAG22/#bypass-blocks, and
technique G1, whose test is that activating the link moves the focus to the content,
https://www.w3.org/WAI/WCAG22/Techniques/general/G1. The words in other languages are those of WordPress,
which says "Skip to content" in each of its languages, https://translate.wordpress.org.
"""

import re
from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.keyboard import Jump, Spot
from auditor.examples import walk
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

# "content", as such links say it.
_WORDS = (
    "content", "contenu", "contenido", "contenuto", "inhalt", "conteúdo", "inhoud", "treści", "innehåll",
    "indhold", "innhold", "sisältöön", "obsah", "conținut", "tartalom", "tartalomhoz", "περιεχόμενο",
    "المحتوى", "محتوا", "содержимому", "содержанию", "вмісту", "içeriğe", "תוכן", "sadržaj", "nội dung",
)  # fmt: skip
_CONTENT = re.compile(rf"\b({'|'.join(_WORDS)})\b", re.IGNORECASE)

_NOWHERE = "This promises to skip to the content, and leads nowhere: the page has no such place"
_IDLE = "This was to skip to the content, and after it Tab went on from where it was. Does it work?"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look at what came of following such links."""
    if page.keyboard is None:
        return
    for jump in page.keyboard.jumps:
        if not _CONTENT.search(jump.spot.name):
            continue
        at = Place(jump.spot.selector, jump.spot.snippet)
        if jump.arrived:
            yield Passed()
        elif jump.exists:
            yield CantTell(_IDLE, at=at)
        else:
            yield Failed(_NOWHERE, at=at)


def _jump(name: str, *, exists: bool, arrived: bool) -> PageEvidence:
    return walk(jumps=(Jump(Spot("a", "<a>", name), exists, arrived),))


RULE = Rule(
    title="The link that skips to the content is broken",
    severity=Severity.MODERATE,
    dimension=Dimension.ACCESS,
    groups=(Group.LIMITED_MOVEMENT, Group.WITHOUT_VISION),
    criteria=("2.4.1",),
    act_rules=("ye5d6e",),
    needs=("keyboard",),
    check=check,
    examples=(
        Example("no such link", walk(), Inapplicable),
        Example("it arrives", _jump("Skip to content", exists=True, arrived=True), Passed),
        Example("there is no such place", _jump("Aller au contenu", exists=False, arrived=False), Failed),
        Example("Tab goes on as before", _jump("Skip to content", exists=True, arrived=False), CantTell),
        Example("a list of letters", _jump("Letter B", exists=False, arrived=False), Inapplicable),
        Example(
            "a link to the content",
            '<a href="#main">Skip to content</a><a href="/">Home</a><main id="main"><a href="/births">'
            "Births</a></main>",
            Passed,
        ),
        Example(
            "a link to content that has nothing to stop at",
            '<a href="#main">Skip to content</a><a href="/">Home</a>'
            '<main id="main"><p>Open on weekdays.</main>',
            Passed,
        ),
        Example(
            "a link to a place that is not there",
            '<a href="#content">Skip to content</a><a href="/">Home</a>'
            '<main><a href="/births">Births</a></main>',
            Failed,
        ),
    ),
)
