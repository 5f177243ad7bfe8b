"""What a PDF or an office file says of itself: a part of the evidence, recorded of documents alone."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentField:
    """A field to fill in: its kind, its name in the file, and the words that a screen reader says for it."""

    kind: str
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class DocumentFigure:
    """A picture, drawing or chart that is no decoration.

    `alternative` is its text alternative, "" if an empty one is given and None if none is.
    `has_words` tells that it holds or carries text that is read out: labels, a caption;
    `has_picture` that it holds a picture of dots, and not only a drawing of lines and areas. `page`
    counts from 1, and is None where that cannot be told.
    """

    alternative: str | None
    has_words: bool = False
    has_picture: bool = True
    page: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """A table: how many rows and columns it has, and which of its cells are marked as headers.

    `regular` tells that each row of more than one cell takes up as many columns, `overlapping` that
    cells lie on each other by what they say that they span. `untied_headers` counts headers,
    neither in the first row nor in the first column, of which nothing says which cells they head.
    `first_row_bold` tells that the first row, a cell in each column, is in bold and the others are
    not. `longest` is the number of letters of the longest cell, `filled` the number of those with
    any. `page` counts from 1, and is None where that cannot be told.
    """

    rows: int
    columns: int
    headers: int = 0
    regular: bool = True
    overlapping: bool = False
    untied_headers: int = 0
    first_row: tuple[str, ...] = ()
    first_row_bold: bool = False
    longest: int = 0
    filled: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentControls:
    """The links and fields on the pages of a PDF that tags speak of, and the pages of those that none does.

    `untagged_links` lie on text that is tagged as any other text; of `unsure_links` either the words are
    tagged as a link and the link is not, or its tag is none for links. One that lies on no text or on
    what is marked as no content, or leads where a tagged one leads, is neither. `unordered_pages` have
    some, and do not say that Tab goes through them in the order of the tags.
    """

    links: int = 0
    untagged_links: tuple[int, ...] = ()
    unsure_links: tuple[int, ...] = ()
    fields: int = 0
    untagged_fields: tuple[int, ...] = ()
    unordered_pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentText:
    """What a document says that it has in one language: its beginning, and how many letters in all.

    Of a long one, `later` are passages from behind the beginning, at equal distances.
    """

    language: str
    words: str
    letters: int
    later: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UntaggedText:
    """Visible text that no tag speaks of, that is not marked as no content, and that no other page has."""

    page: int
    words: str
    letters: int


@dataclass(frozen=True, slots=True)
class StepBack:
    """Text that tags put after text that stands wholly below it: the beginnings of both."""

    page: int
    below: str
    above: str


@dataclass(frozen=True, slots=True)
class Structure:
    """The tags of a PDF: what screen readers know it by.

    `marked` is what the file says of itself (MarkInfo). `pages` are the pages that tags speak of,
    `untagged_pages` those with text that none speaks of, counted from 1. `parts_in_language` tells
    that each of its topmost tags names its language, `names_languages` that any tag does.
    `misplaced_pages` are the pages with parts of tables that stand where tags may not have them,
    None where the page cannot be told. `untagged_texts` are those of the pages that tags speak of;
    they and `steps_back` are None where places of text were not read.
    """

    marked: bool
    elements: int
    pages: int
    untagged_pages: tuple[int, ...] = ()
    parts_in_language: bool = False
    names_languages: bool = False
    misplaced_pages: tuple[int | None, ...] = ()
    untagged_texts: tuple[UntaggedText, ...] | None = None
    steps_back: tuple[StepBack, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What a file that pages link to says of itself: a PDF or an office file.

    `format` is the usual ending of its name, `name` the name that it is saved under, `fingerprint`
    equal for equal files. What its format does not have is None. `shows_title` tells that readers
    are to show the title instead of the file's name. Of the first `pages_read` pages the content
    was read: `pages_with_text` counts those with text, `pictured_pages` are those that show large
    pictures and no text, counted from 1. `headings` are the levels of the headings, 0 where one has
    no level. `bold_lines` are short paragraphs in bold that are no headings, each before text that
    is not. `texts` are by the languages that are named for them, `untitled_slides` the numbers of those
    that are shown. `allows_reading` tells of a protected one whether assistive technology may read it.
    """

    format: str
    name: str
    fingerprint: str
    title: str = ""
    shows_title: bool | None = None
    language: str | None = None
    pages: int | None = None
    pages_read: int = 0
    pages_with_text: int = 0
    pictured_pages: tuple[int, ...] = ()
    words: int | None = None
    texts: tuple[DocumentText, ...] = ()
    untitled_slides: tuple[int, ...] | None = None
    structure: Structure | None = None
    headings: tuple[int, ...] | None = None
    bold_lines: tuple[str, ...] = ()
    figures: tuple[DocumentFigure, ...] | None = None
    tables: tuple[DocumentTable, ...] | None = None
    controls: DocumentControls | None = None
    fields: tuple[DocumentField, ...] | None = None
    bookmarks: int | None = None
    allows_reading: bool | None = None
