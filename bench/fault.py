"""What a fault is that is planted to see that the score tells of it, and edits of markup that plant one."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from auditor.rule import Pillar

type Edit = Callable[[str], str]

PICTURE = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault: the pillar that has to fall, and the edit that plants it.

    `everywhere` means that all pages of the portal are edited, and `of_portal` that what fails is a rule
    about the portal as a whole: all services feel it. `files` are served beside the pages, or instead
    of a document that is there.
    """

    kind: str
    pillar: Pillar
    edit: Edit
    everywhere: bool = False
    of_portal: bool = False
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def is_felt_everywhere(self) -> bool:
        """Whether it may lower its pillar in all services."""
        return self.everywhere or self.of_portal


def at_the_end(markup: str) -> Edit:
    """Put something at the end of the page's main part, or of its body."""

    def edit(html: str) -> str:
        end = html.rfind("</main>")
        end = html.rfind("</body>") if end < 0 else end
        return html[:end] + markup + html[end:]

    return edit


def at_the_beginning(markup: str) -> Edit:
    """Put something at the beginning of the page's body."""
    return replaced(r"(<body\b[^>]*>)", rf"\1{markup}")


def replaced(pattern: str, by: str) -> Edit:
    """Replace all that a pattern fits."""
    return lambda html: re.sub(pattern, by, html, flags=re.IGNORECASE | re.DOTALL)


def unchanged(html: str) -> str:
    """Leave the pages as they are: the fault is in a file."""
    return html


def of_page(pillar: Pillar, **markup: str) -> tuple[Fault, ...]:
    """Give faults that are put at the end of a page, by their kinds."""
    return tuple(Fault(name.replace("_", "-"), pillar, at_the_end(html)) for name, html in markup.items())
