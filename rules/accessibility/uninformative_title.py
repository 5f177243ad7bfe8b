"""A page's title must be its own, and not what an editor or a template put there.

Why it matters: the title is the first thing that a screen reader says of a page, and what tabs, bookmarks
and search results show. "Untitled document" helps nobody to find the page again.

How to fix it: write a title that says what the page is about and whose it is: "Register a birth - Aldermere".

Source: WCAG 2.2, success criterion 2.4.2 Page Titled, https://www.w3.org/TR/WCAG22/#page-titled, and its
failure F25, https://www.w3.org/WAI/WCAG22/Techniques/failures/F25. The words: auditor/text/empty_words.toml.
"""

import re
from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.examples import head, page
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.empty_words import is_empty
from auditor.text.language import languages_at

# A name of a file that servers answer pages with, and nothing beside it.
_FILE = re.compile(
    r"[^\s/\\]+\.(?:html?|xhtml|php\d?|aspx?|jspx?|cfm|docx?|odt|pdf|txt|pptx?)", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://\S+|(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?", re.IGNORECASE)

_PLACEHOLDER = "The page's title is “{title}”, which stands for any page"
_FILE_NAME = "The page's title is the name of a file, “{title}”"
_IS_ADDRESS = "The page's title is an address, “{title}”. Does it say what the page is about?"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare the title with what stands there before somebody writes one."""
    title = page.head.title.strip() if page.head else ""
    if not title:
        yield Inapplicable()  # axe's document-title
    elif is_empty("title", title, {"en", *languages_at(page, page.head.lang if page.head else "")}):
        yield Failed(_PLACEHOLDER, title=title)
    elif _FILE.fullmatch(title):
        yield Failed(_FILE_NAME, title=title)
    elif _ADDRESS.fullmatch(title):
        yield CantTell(_IS_ADDRESS, title=title)
    else:
        yield Passed()


def _titled(title: str, lang: str = "en") -> PageEvidence:
    return page(head=head(title=title, lang=lang), text=())


RULE = Rule(
    title="Title does not say what the page is about",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION, Group.COGNITION),
    criteria=("2.4.2",),
    act_rules=("c4a8a4",),
    needs=("head", "text"),
    check=check,
    examples=(
        Example("it says it", _titled("Register a birth - Aldermere"), Passed),
        Example("what an editor puts there", _titled("Untitled Document"), Failed),
        Example("in another language", _titled("Documento sin título", "es"), Failed),
        Example("an English editor's, on a page in another language", _titled("New Page 1", "sw"), Failed),
        Example("a title on documents", _titled("Documents"), Passed),
        Example("a file's name", _titled("tramites_2024.html"), Failed),
        Example("a name with a dot", _titled("Portal.gov"), Passed),
        Example("an address", _titled("https://aldermere.example/births"), CantTell),
        Example("no title, which another rule fails", _titled(""), Inapplicable),
    ),
)
