"""Evidence of how tables, frames and lines of text are marked up and look, as frozen plain data."""

from dataclasses import dataclass
from typing import Literal

from auditor.evidence.landmark import Landmark


@dataclass(frozen=True, slots=True, kw_only=True)
class BareHeader:
    """A header of a table with words and without a cell that it could head, by any reading of the markup.

    `data_cells` is how many cells of the table are not headers and not empty.
    """

    selector: str
    snippet: str
    words: str
    data_cells: int
    landmark: Landmark = Landmark.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenControl:
    """A control in the order of focus, in a part that is hidden by aria-hidden, while a dialog is open."""

    selector: str
    snippet: str
    landmark: Landmark = Landmark.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFrame:
    """A frame that is in sight, and how many controls a keyboard would stop at in its document."""

    selector: str
    snippet: str
    tab_index: int
    stops: int
    landmark: Landmark = Landmark.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """What markup says of parts that belong together: headers and cells, frames and what is in them.

    `headers` is how many headers with words there are. Frames are those whose document the page's
    own scripts could read. `behind_dialog` is what an open dialog leaves hidden and in the order of focus.
    """

    headers: int = 0
    bare_headers: tuple[BareHeader, ...] = ()
    frames: tuple[ReadFrame, ...] = ()
    behind_dialog: tuple[HiddenControl, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenTable:
    """A table as it looks, if it is not marked as layout and holds no other table.

    `regular` tells that all rows have as many cells; `marked` that a cell is marked as a header.
    `row_apart` and `column_apart` tell by what all filled cells of the first row or column differ from
    the others: "bold", "background" or "". `longest` is the number of characters in the fullest cell.
    """

    selector: str
    snippet: str
    rows: int
    columns: int
    regular: bool
    marked: bool
    first_row: tuple[str, ...]
    row_apart: Literal["bold", "background", ""] = ""
    column_apart: Literal["bold", "background", ""] = ""
    longest: int = 0
    filled: int = 0
    controls: int = 0
    landmark: Landmark = Landmark.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class StyledLine:
    """A short line that is bolder or larger than the text below it, and no heading in the code.

    `within` is the nearest of li, td, dd, blockquote and body that it stands in; `flow` is a number that the
    lines in one element have in common. `gap_before_px` is the space
    to the text above it, None where none stands there. What begins with `next` is of the text below it.
    """

    selector: str
    snippet: str
    words: str
    tag: str
    size_px: float
    weight: float
    height_px: float
    gap_after_px: float
    next_words: str
    next_chars: int
    next_tag: str
    next_size_px: float
    next_weight: float
    flow: int = 0
    gap_before_px: float | None = None
    within: str = "body"
    landmark: Landmark = Landmark.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The lines that are set apart by their looks alone in a window as wide as a desktop's.

    `headings` is how many headings the page has in the code, empty and hidden ones left out.
    """

    headings: int
    lines: tuple[StyledLine, ...] = ()
