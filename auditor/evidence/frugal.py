"""Evidence of what a page does about connections that are poor or gone, and of what it loads without use.

Parts of the evidence, as frozen plain data.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SavingSign:
    """A place where a page, or a file of it, heeds that somebody asks for less data.

    `name` tells how: "saveData" in a script, "prefers-reduced-data" in a style sheet, "Accept-CH" in a
    document's headers.
    """

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Saving:
    """What was found by searching `files` scripts and style sheets; `unread` are those that could not be."""

    signs: tuple[SavingSign, ...] = ()
    files: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class SheetUse:
    """A style sheet of the page: its rules with selectors, and how many of them may style something there.

    A rule may, unless its selector names an element, class or id that nothing on the page has. `chars` is how
    long its text is as the browser writes it, `used_chars` how much of that is of such rules, and of what is
    none, such as fonts. Of many rules that style nothing some are measured and the rest is like them.
    """

    url: str
    rules: int
    used_rules: int
    chars: int
    used_chars: int


@dataclass(frozen=True, slots=True)
class Sheets:
    """Style sheets that can be read; those of other hosts mostly cannot. Cut where there is too much."""

    sheets: tuple[SheetUse, ...] = ()
    unreadable: int = 0
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class ScriptUse:
    """A script file, its length in characters, and how much of it had run when the page was at rest."""

    url: str
    chars: int
    used_chars: int
