"""What a PDF says of itself, read from real small PDFs."""

import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from auditor.evidence.document_facts import (
    DocumentControls,
    DocumentFacts,
    DocumentField,
    DocumentFigure,
    DocumentText,
    StepBack,
    Structure,
    UntaggedText,
)
from auditor.files.grid import MAX_COLUMNS, MAX_PLACES, Cell, table_of
from auditor.files.ink import PageInk, Piece
from auditor.files.order import texts_of
from auditor.files.place import Box
from auditor.files.read import read_file
from auditor.files.tags import Tags
from auditor.files.unreadable import UnreadableError
from tests.files import PICTURE, TEXT, element, pdf, tag

FIGURE = TEXT + b" /Figure <</MCID 7>> BDC /Im0 Do EMC"


def read(*contents: bytes, change: Callable[[Pdf], None] | None = None, **saved: object) -> DocumentFacts:
    return read_file(pdf(*contents, change=change, **saved), "tax.pdf")


def tagged(*elements: Dictionary, **root: object) -> Callable[[Pdf], None]:
    return lambda made: tag(made, *elements, **root)


def test_a_sound_document_is_read_whole() -> None:
    def change(made: Pdf) -> None:
        tag(made, element("H1"), element("Figure", 7, Alt="A birth certificate"))
        made.Root.Lang = String("en-GB")
        made.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        with made.open_metadata() as metadata:
            metadata["dc:title"] = "Birth certificates"

    facts = read(FIGURE, change=change)

    assert facts == DocumentFacts(
        format="pdf",
        name="tax.pdf",
        fingerprint=facts.fingerprint,
        title="Birth certificates",
        shows_title=True,
        language="en-GB",
        pages=1,
        pages_read=1,
        pages_with_text=1,
        structure=Structure(marked=True, elements=2, pages=1, untagged_texts=(), steps_back=()),
        headings=(1,),
        figures=(DocumentFigure("A birth certificate", page=1),),
        fields=(),
        bookmarks=0,
        tables=(),
        texts=(DocumentText("en-GB", "Apply for a birth certificate", 25),),
        controls=DocumentControls(),
    )


def test_a_bare_document_has_nothing_of_it() -> None:
    facts = read(TEXT)

    assert (facts.title, facts.language, facts.shows_title) == ("", "", False)
    assert (facts.structure, facts.headings, facts.figures) == (None, None, None)


def test_a_title_is_also_read_where_it_stood_before_there_was_metadata() -> None:
    def change(made: Pdf) -> None:
        made.trailer.Info = made.make_indirect(Dictionary(Title=String("Impôts\r\n 2024")))

    assert read(TEXT, change=change).title == "Impôts 2024"


@pytest.mark.parametrize(
    ("content", "with_text", "pictured"),
    [
        (TEXT, 1, ()),
        (b"BT [(Dog) -20 (tax)] TJ ET", 1, ()),
        (b"BT <004400520046> Tj ET", 1, ()),
        (b"BT (Dog tax) ' ET", 1, ()),
        (b"BT <0003> Tj <0003> Tj ET", 0, ()),
        (rb"BT (\000\003\000\003) Tj ET", 0, ()),
        (PICTURE, 0, (1,)),
        (PICTURE + b" BT ( ) Tj ET", 0, (1,)),
        (PICTURE + b" BT 3 Tr (recognised) Tj ET", 1, ()),
        (b"BI /W 9 /H 1 ID \x00(x) Tj (yz) Tj\x01 EI Q", 0, ()),
        (b"1 0 0 rg 0 0 100 100 re f", 0, ()),
        (b"", 0, ()),
    ],
    ids=[
        "text", "text in pieces", "text by numbers of glyphs", "text by a quote", "blanks", "blanks by octal",
        "a picture", "a picture and a blank", "a picture over recognised text", "a small picture inside",
        "drawing", "nothing",
    ],
)  # fmt: skip
def test_text_and_large_pictures_are_told_apart(
    content: bytes, with_text: int, pictured: tuple[int, ...]
) -> None:
    facts = read(content)

    assert (facts.pages_with_text, facts.pictured_pages) == (with_text, pictured)


def group(made: Pdf, content: bytes) -> None:
    """Have the first page draw a group, which may draw itself."""
    resources = made.pages[0].obj.Resources
    drawn = made.make_stream(content)
    drawn.Type, drawn.Subtype, drawn.Resources = Name.XObject, Name.Form, resources
    resources.XObject.Fm0 = drawn


@pytest.mark.parametrize(
    ("content", "with_text"),
    [(TEXT, 1), (PICTURE, 0), (b"/Fm0 Do", 0)],
    ids=["text", "a picture", "itself"],
)
def test_groups_that_a_page_draws_are_looked_into(content: bytes, with_text: int) -> None:
    facts = read(b"/Fm0 Do", change=lambda made: group(made, content))

    assert facts.pages_with_text == with_text
    assert facts.pictured_pages == ((1,) if content == PICTURE else ())


def test_tags_are_known_by_the_names_that_a_program_maps_to() -> None:
    roles = Dictionary(Chapitre=Name.Titre, Titre=Name.H2, Rond=Name.Rond)

    facts = read(TEXT, change=tagged(element("Chapitre"), element("Rond"), element("H"), RoleMap=roles))

    assert facts.headings == (2, 0)


def test_marks_that_a_page_keeps_by_name_are_looked_up() -> None:
    def change(made: Pdf) -> None:
        made.pages[0].obj.Resources.Properties = Dictionary(MC0=Dictionary(MCID=4), MC1=Dictionary(MCID=5))
        tag(made, element("Figure", 4), element("Figure", 5))

    content = b"/Figure /MC0 BDC /Im0 Do EMC /Figure /MC1 BDC BT (Fee: 5) Tj ET EMC"
    assert read(content, change=change).figures == (
        DocumentFigure(None, page=1),
        DocumentFigure(None, has_words=True, has_picture=False, page=1),
    )


def test_a_page_with_text_that_no_tag_speaks_of_is_named() -> None:
    facts = read(TEXT, TEXT, PICTURE, change=tagged(element("P")))

    assert facts.structure is not None
    assert (facts.structure.pages, facts.structure.untagged_pages) == (1, (2,))


@pytest.mark.parametrize(
    ("elements", "parts", "named"),
    [
        ([element("P", Lang="fr"), element("P", Lang="ar")], True, True),
        ([element("P", Lang="fr"), element("P")], False, True),
        ([element("P")], False, False),
    ],
    ids=["of each part", "of one part", "of none"],
)
def test_languages_of_parts_are_noted(elements: list[Dictionary], *, parts: bool, named: bool) -> None:
    structure = read(TEXT, change=tagged(*elements)).structure

    assert structure is not None
    assert (structure.parts_in_language, structure.names_languages) == (parts, named)


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (element("Figure", 7), DocumentFigure(None, page=1)),
        (element("Figure", 7, Alt=" "), DocumentFigure("", page=1)),
        (element("Figure", 7, ActualText="Fee: 5"), DocumentFigure("Fee: 5", page=1)),
        (element("Figure", 0), DocumentFigure(None, has_words=True, has_picture=False, page=1)),
        (
            element("Figure", Dictionary(Type=Name.MCR, MCID=0)),
            DocumentFigure(None, has_words=True, has_picture=False, page=1),
        ),
        (element("Figure", 3), DocumentFigure(None, has_picture=False, page=1)),
        (element("Figure", element("Span", 7, Alt="Map")), DocumentFigure(None, has_words=True, page=1)),
        (element("Figure", element("Figure", 7)), DocumentFigure(None, page=1)),
    ],
    ids=[
        "none", "an empty one", "replacement text", "text in it", "text in it by reference", "a drawing",
        "an alternative within", "a figure within",
    ],
)  # fmt: skip
def test_figures_are_noted_with_what_is_said_for_them(figure: Dictionary, expected: DocumentFigure) -> None:
    assert read(FIGURE, change=tagged(figure)).figures == (expected,)


def field(kind: str, name: str, **more: object) -> Dictionary:
    corners = Array([0, 0, 100, 20])
    texts = {key: String(value) if isinstance(value, str) else value for key, value in more.items()}
    return Dictionary(FT=Name(f"/{kind}"), T=String(name), **({"Rect": corners} | texts))


def with_fields(*fields: Dictionary) -> Callable[[Pdf], None]:
    def change(made: Pdf) -> None:
        made.Root.AcroForm = Dictionary(Fields=Array([made.make_indirect(each) for each in fields]))

    return change


def test_fields_are_noted_with_what_is_read_out_for_them() -> None:
    parent = Dictionary(T=String("child"), Kids=Array([field("Tx", "name", TU="Name of the child")]))
    choice = field("Btn", "sex", TU="Sex", Kids=Array([Dictionary(Rect=Array([0, 0, 9, 9])) for _ in "mf"]))
    press = field("Btn", "b1", Ff=1 << 16, MK=Dictionary(CA=String("Print")))

    facts = read(TEXT, change=with_fields(parent, choice, press, field("Tx", "Text1"), field("Sig", "s")))

    assert facts.fields == (
        DocumentField("text", "child.name", "Name of the child"),
        DocumentField("button", "sex", "Sex"),
        DocumentField("button", "b1", "Print"),
        DocumentField("text", "Text1", ""),
        DocumentField("signature", "s", ""),
    )


def test_a_field_may_be_described_by_its_tag() -> None:
    def change(made: Pdf) -> None:
        with_fields(field("Tx", "Text1"))(made)
        fields = made.Root.AcroForm.Fields
        tag(made, element("Form", Dictionary(Type=Name.OBJR, Obj=fields[0]), Alt="Name of the child"))

    assert read(TEXT, change=change).fields == (DocumentField("text", "Text1", "Name of the child"),)


@pytest.mark.parametrize(
    "more",
    [{"F": 2}, {"F": 32}, {"Ff": 1}, {"Rect": Array([0, 0, 0, 0])}, {"Kids": Array([])}],
    ids=["hidden", "not shown on screens", "read only", "without size", "nowhere"],
)
def test_fields_that_nobody_fills_in_are_left_out(more: dict[str, object]) -> None:
    assert read(TEXT, change=with_fields(field("Tx", "Text1", **more))).fields == ()


@pytest.mark.parametrize("allowed", [True, False])
def test_protection_from_assistive_technology_is_noted(*, allowed: bool) -> None:
    permissions = pikepdf.Permissions(accessibility=allowed, extract=False)
    protection = pikepdf.Encryption(owner="o", user="", allow=permissions, R=3, aes=False, metadata=False)

    facts = read(TEXT, encryption=protection)

    assert facts.allows_reading is allowed
    assert facts.pages_with_text == 1


def test_bookmarks_are_counted() -> None:
    def change(made: Pdf) -> None:
        with made.open_outline() as outline:
            top = pikepdf.OutlineItem("Fees", 0)
            top.children.append(pikepdf.OutlineItem("For children", 0))
            outline.root.append(top)

    assert read(TEXT, change=change).bookmarks == 2


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (pdf(TEXT, encryption=pikepdf.Encryption(owner="o", user="u")), "it asks for a password"),
        (pdf(TEXT, change=lambda made: made.Root.__setitem__("/NeedsRendering", True)), "it is an XFA form"),
        (b"%PDF-1.7\nnothing of the kind", "it is no PDF that can be read"),
        (b"<!doctype html><p>Not found", "it is neither a PDF nor an office file"),
    ],
    ids=["a password", "XFA", "no PDF", "a page"],
)
def test_what_cannot_be_read_says_why(body: bytes, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        read_file(body, "tax.pdf")


def test_the_beginning_of_a_content_that_breaks_off_is_read() -> None:
    def change(made: Pdf) -> None:
        content = made.make_stream(b"")
        content.write(zlib.compress(TEXT + b" " * 9_000)[:-8], filter=Name.FlateDecode)
        made.pages[0].obj.Contents = content

    raw = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}
    assert read(TEXT, change=change, **raw).pages_with_text == 1


def test_a_document_whose_table_of_objects_is_lost_is_still_read() -> None:
    body = pdf(TEXT)
    broken = body.replace(b"startxref", b"startxxxx")

    assert read_file(broken, "tax.pdf").pages_with_text == 1


def table(*rows: list[Dictionary], **more: object) -> Dictionary:
    return element("Table", Array([element("TR", Array(row)) for row in rows]), **more)


def cell(kind: str = "TD", mark: int = 0, **attributes: object) -> Dictionary:
    return element(kind, mark, A=Dictionary(O=Name.Table, **attributes))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (table([cell("TH"), cell("TH")], [cell(), cell()]), {"headers": 2}),
        (table([cell(ColSpan=2)], [cell(), cell()]), {}),
        (table([cell(RowSpan=2), cell()], [cell()]), {}),
        (table([cell(RowSpan=3), cell()], [cell()]), {"regular": False}),
        (table([cell()], [cell(), cell()]), {}),
        (table([cell(), cell()], [cell(), cell(), cell()]), {"columns": 3, "regular": False}),
        (
            table([cell(), cell(RowSpan=2)], [cell(ColSpan=2)]),
            {"regular": False, "overlapping": True},
        ),
        (table([cell(), cell()], [cell(), cell("TH")]), {"headers": 1, "untied_headers": 1}),
        (table([cell(), cell()], [cell(), cell("TH", Scope=Name.Row)]), {"headers": 1}),
    ],
    ids=[
        "headers", "a span of columns", "a span of rows", "a span past the end", "a line across",
        "a longer row", "cells on each other", "a header within", "a header within that says what it heads",
    ],
)  # fmt: skip
def test_tables_are_laid_out_by_what_their_cells_span(found: Dictionary, expected: dict[str, object]) -> None:
    (seen,) = read(TEXT, change=tagged(found)).tables or ()

    sound = {"columns": 2, "headers": 0, "regular": True, "overlapping": False, "untied_headers": 0}
    assert {name: getattr(seen, name) for name in sound} == sound | expected


def test_a_header_may_be_named_by_the_cells_that_it_heads() -> None:
    within = cell("TH")
    within.ID = String("fee")
    found = table([cell(), cell()], [cell(), within], [cell(), cell(Headers=Array([String("fee")]))])

    (seen,) = read(TEXT, change=tagged(found)).tables or ()

    assert (seen.headers, seen.untied_headers) == (1, 0)


def test_the_first_row_of_a_table_is_read_with_whether_it_is_bold() -> None:
    def change(made: Pdf) -> None:
        fonts = made.pages[0].obj.Resources.Font
        fonts.F2 = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica-Bold"))
        tag(made, table([cell(mark=1), cell(mark=2)], [cell(mark=3), cell(mark=4)]))

    content = b" ".join(
        b"/TD <</MCID %d>> BDC BT /%s 12 Tf %d 700 Td (%s) Tj ET EMC" % (mark, font, 99 * mark, words)
        for mark, font, words in [
            (1, b"F2", b"Office"), (2, b"F2", b"Fee"), (3, b"F1", b"Town hall"), (4, b"F1", b"5"),
        ]
    )  # fmt: skip
    (seen,) = read(content, change=change).tables or ()

    assert (seen.first_row, seen.first_row_bold) == (("Office", "Fee"), True)
    assert (seen.filled, seen.longest, seen.page) == (4, 8, 1)


def test_a_cell_that_says_to_span_more_than_is_read_is_not_laid_out() -> None:
    held = MAX_PLACES // MAX_COLUMNS
    for spanned, columns in ((held, MAX_COLUMNS), (held + 1, 0)):
        rows = [[Cell(columns=MAX_COLUMNS, rows=spanned)], *([] for _ in range(held))]
        assert table_of(rows).columns == columns


@pytest.mark.parametrize(
    ("found", "pages"),
    [
        (element("Table", cell()), (1,)),
        (element("Sect", element("TR", cell())), (1,)),
        (element("Table", element("TBody", element("TR", cell()))), ()),
        (element("Table", element("TR", element("NonStruct", cell()))), ()),
        (element("Table", Array([element("TR", cell()), element("Span")])), ()),
    ],
    ids=["a cell in no row", "a row in no table", "a group of rows", "a group without meaning", "a span"],
)
def test_parts_of_tables_that_stand_elsewhere_are_noted(found: Dictionary, pages: tuple[int, ...]) -> None:
    structure = read(TEXT, change=tagged(found)).structure

    assert structure is not None
    assert structure.misplaced_pages == pages


LINKED = (
    b"/P <</MCID 0>> BDC BT /F1 12 Tf 100 700 Td (dog tax) Tj ET EMC "
    b"/P <</MCID 1>> BDC BT /F1 12 Tf 100 600 Td (dog tags) Tj ET EMC "
    b"/Artifact BMC BT /F1 12 Tf 100 40 Td (portal.example) Tj ET EMC"
)


def test_links_and_fields_that_no_tag_speaks_of_are_noted_where_they_are_content() -> None:
    def change(made: Pdf) -> None:
        def link(bottom: float, to: str, **more: object) -> Dictionary:
            area = Array([90, bottom - 5, 300, bottom + 15])
            action = Dictionary(S=Name.URI, URI=String(to))
            return made.make_indirect(Dictionary(Subtype=Name.Link, Rect=area, A=action, **more))

        tagged = link(700, "/tax")
        field = made.make_indirect(
            Dictionary(Subtype=Name.Widget, FT=Name.Tx, Rect=Array([90, 500, 300, 520]))
        )
        made.Root.AcroForm = Dictionary(Fields=Array([field]))
        bare, again, foot = link(600, "/tags"), link(600, "/tax"), link(40, "/")
        made.pages[0].obj.Annots = Array([tagged, bare, again, foot, link(600, "/hidden", F=2), field])
        made.pages[0].obj.Tabs = Name.S
        tag(made, element("Link", Array([0, Dictionary(Type=Name.OBJR, Obj=tagged)])), element("P", 1))

    assert read(LINKED, change=change).controls == DocumentControls(
        links=4, untagged_links=(1,), fields=1, untagged_fields=(1,)
    )


@pytest.mark.parametrize("kind", ["P", "Link"], ids=["tagged as text", "its words tagged as a link"])
def test_links_that_are_tagged_in_part_are_noted(kind: str) -> None:
    def change(made: Pdf) -> None:
        link = made.make_indirect(
            Dictionary(Subtype=Name.Link, Rect=Array([90, 690, 300, 720]), Dest=String("x"))
        )
        made.pages[0].obj.Annots = Array([link])
        tag(made, element(kind, Array([0, Dictionary(Type=Name.OBJR, Obj=link)]) if kind == "P" else 0))

    assert read(LINKED, change=change).controls == DocumentControls(
        links=1, unsure_links=(1,), unordered_pages=(1,)
    )


def line(words: str, up: int, mark: str = "", size: int = 12) -> bytes:
    """A line of text so high up the page, marked as given."""
    drawn = b"BT /F1 %d Tf 100 %d Td (%s) Tj ET" % (size, up, words.encode())
    return b" %s BDC %s EMC " % (mark.encode(), drawn) if mark else drawn


def number(mark: int, more: str = "") -> str:
    return f"/P <</MCID {mark} {more}>>"


def test_text_is_read_by_the_language_nearest_to_it() -> None:
    content = line("Bring your papers", 700, number(0)) + line("Apportez vos papiers", 600, number(1))
    content += line("Bringen Sie", 500, number(2, "/Lang (de)")) + line("foot", 40, "/Artifact <<>>")

    def change(made: Pdf) -> None:
        made.Root.Lang = String("en")
        own = made.pages[0].obj
        inner = Array([element("P", mark, Pg=own) for mark in (1, 2)])
        tag(made, element("P", 0), element("Sect", inner, Lang="fr"))

    assert read(content, change=change).texts == (
        DocumentText("fr", "Apportez vos papiers", 18),
        DocumentText("en", "Bring your papers", 15),
        DocumentText("de", "Bringen Sie", 10),
    )


def test_of_a_long_text_passages_from_all_over_it_are_kept() -> None:
    words = ("first", "second", "third", "fourth")
    lines = [f"{word} " * 40 for word in words for _ in range(7)]
    content = b"".join(line(each, 700 - 20 * at, number(0), size=3) for at, each in enumerate(lines))

    (text,) = read(content, change=tagged(element("P"))).texts

    assert tuple(passage.split()[0] for passage in (text.words, *text.later)) == words


@pytest.mark.parametrize(("gap", "words"), [(0.16, "Steuer"), (0.25, "Steu er")])
def test_letters_that_stand_as_near_as_browsers_draw_them_are_of_one_word(gap: float, words: str) -> None:
    """A space is a quarter of the size of the letters or more."""
    size = 10.0
    pieces = [
        Piece(text, Box(left, 0, left + 20, size), False, 0, is_artifact=False, is_hidden=False, size=size)
        for text, left in (("Steu", 0.0), ("er", 20 + gap * size))
    ]
    (text,) = texts_of([PageInk(pieces)], Tags(marks=[(1, 0)]), "de")
    assert text.words == words


def test_text_without_tags_is_noted_unless_it_stands_on_several_pages_or_outside_of_them() -> None:
    content = line("Bring", 700, number(0)) + line("Head", 800) + line("out of the page", 900)
    more = line("both parents", 600, number(7)) + b" BT /F1 12 Tf 3 Tr 99 99 Td (recognised) Tj ET"

    def change(made: Pdf) -> None:
        tag(made, element("P", 0), element("P", 0, Pg=made.pages[1].obj))

    structure = read(content + more, content, change=change).structure

    assert structure is not None
    assert structure.untagged_texts == (UntaggedText(1, "both parents", 11),)


@pytest.mark.parametrize(
    ("second", "kind", "steps"),
    [
        (line("Fees", 700, number(1)), "P", (StepBack(1, "It is free", "Fees"),)),
        (line("Fees", 500, number(1)), "P", ()),
        (line("Fees", 605, number(1)), "P", ()),
        (line("Fees", 700, number(1), size=9), "P", ()),
        (line("Fees", 700, number(1)), "Caption", ()),
        (line("17", 700, number(1)), "P", ()),
        (b" 1 0 0 1 200 0 cm " + line("Fees", 700, number(1)), "P", ()),
    ],
    ids=["above", "below", "beside", "smaller", "a caption", "a number", "in another column"],
)
def test_text_that_is_tagged_after_text_below_it_is_noted(
    second: bytes, kind: str, steps: tuple[StepBack, ...]
) -> None:
    first = line("It is free", 600, number(0))

    structure = read(first + second, change=tagged(element("P", 0), element(kind, 1))).structure

    assert structure is not None
    assert structure.steps_back == steps
