"""The paragraphs of an office file, brought down to headings and to lines that only look like ones."""

from dataclasses import dataclass, field

from auditor.files.text import clean

MAX_HEADINGS = 1_000
MAX_FIGURES = 500
MAX_BOLD_LINES = 20
# Ours: a heading is a line at most, and ends without a full stop.
LINE_CHARS = 80
_ENDS = ".:;,!?…。"


@dataclass(slots=True)
class Paragraph:
    """One paragraph; `level` is its place in the outline, None for body text."""

    level: int | None = None
    bold_by_style: bool = False
    in_table: bool = False
    text: str = ""
    is_bold: bool = True

    def add(self, text: str, *, bold: bool) -> None:
        """Add what comes next in it."""
        self.text += text
        self.is_bold = self.is_bold and bold


@dataclass(slots=True)
class Outline:
    """What paragraphs come to, one after another."""

    words: int = 0
    levels: list[int] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    _line: str = ""

    @property
    def headings(self) -> tuple[int, ...]:
        """The levels of the headings."""
        return tuple(self.levels)

    @property
    def bold_lines(self) -> tuple[str, ...]:
        """Short paragraphs, bold and no headings, that stand before text that is not bold."""
        return tuple(self.lines)

    def add(self, paragraph: Paragraph) -> None:
        """Add a paragraph; one without text separates nothing."""
        text = paragraph.text.strip()
        if not text:
            return
        self.words += len(text.split())
        if paragraph.level is not None and len(self.levels) < MAX_HEADINGS:
            self.levels.append(paragraph.level)
        is_body = paragraph.level is None and not paragraph.in_table
        if self._line and is_body and not paragraph.is_bold and len(self.lines) < MAX_BOLD_LINES:
            self.lines.append(self._line)
        is_line = is_body and paragraph.is_bold and len(text) <= LINE_CHARS and text[-1] not in _ENDS
        self._line = clean(text) if is_line else ""
