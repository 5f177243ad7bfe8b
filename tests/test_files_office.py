"""What an office file says of itself, read from real small files."""

import pytest

from auditor.evidence.document_facts import DocumentFacts, DocumentFigure, DocumentTable
from auditor.files.read import read_file
from auditor.files.unreadable import UnreadableError
from tests.files import docx, odt, zipped

BOLD = "<w:rPr><w:b/></w:rPr>"
DRAWING = (
    '<w:p><w:r><w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<wp:docPr id="1" {said}>{more}</wp:docPr><a:graphic><a:graphicData uri="{uri}"/></a:graphic>'
    "</w:drawing></w:r></w:p>"
)
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
DECORATIVE = (
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
)


def paragraph(text: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r>{properties}<w:t>{text}</w:t></w:r></w:p>"


def drawing(said: str = "", more: str = "", uri: str = PICTURE) -> str:
    return DRAWING.format(said=said, more=more, uri=uri)


def read(body: str, **more: str) -> DocumentFacts:
    return read_file(docx(body, **more), "tax.docx")


def test_a_word_file_is_read_whole() -> None:
    body = paragraph("Who pays", "Chapitre") + paragraph("Owners of dogs.") + drawing('descr="A dog"')
    facts = read(body)

    assert facts == DocumentFacts(
        format="docx",
        name="tax.docx",
        fingerprint=facts.fingerprint,
        title="Dog tax",
        language="fr-FR",
        words=5,
        headings=(2,),
        figures=(DocumentFigure("A dog"),),
        tables=(),
    )


CELL = "<w:tc>{}</w:tc>"
HEADS = f"<w:tr>{{}}{CELL.format(paragraph('Office', properties=BOLD)) * 2}</w:tr>"
FEES = f"<w:tr>{CELL.format(paragraph('Five'))}{CELL.format(paragraph('Six'))}</w:tr>"


@pytest.mark.parametrize(
    ("given", "headers"),
    [
        ("", 0),
        ("<w:trPr><w:tblHeader/></w:trPr>", 2),
        ('<w:trPr><w:tblHeader w:val="0"/></w:trPr>', 0),
    ],
    ids=["bold only", "repeated", "not repeated"],
)
def test_the_header_row_of_a_word_table_is_known(given: str, headers: int) -> None:
    assert read(f"<w:tbl>{HEADS.format(given)}{FEES}{FEES}</w:tbl>").tables == (
        DocumentTable(
            3, 2, headers, first_row=("Office", "Office"), first_row_bold=True, longest=6, filled=6
        ),
    )


@pytest.mark.parametrize(
    ("look", "headers"),
    [('w:firstRow="1"', 2), ('w:firstRow="0" w:val="04A0"', 0), ('w:val="04A0"', 2), ('w:val="0480"', 0)],
)
def test_the_look_of_a_word_table_may_name_its_header_row(look: str, headers: int) -> None:
    body = f"<w:tbl><w:tblPr><w:tblLook {look}/></w:tblPr>{HEADS.format('')}{FEES}</w:tbl>"
    assert [table.headers for table in read(body).tables or ()] == [headers]


def test_tables_in_cells_of_word_tables_are_told_apart() -> None:
    inner = f"<w:tbl>{FEES}</w:tbl>"
    spanning = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{inner}</w:tc></w:tr>'
    tables = read(f"<w:tbl>{spanning}{FEES}</w:tbl>").tables or ()
    assert [(table.rows, table.columns, table.regular, table.filled) for table in tables] == [
        (1, 2, True, 2),
        (2, 2, True, 2),
    ]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (paragraph("Fees", properties=BOLD) + paragraph("Five."), ("Fees",)),
        (paragraph("Fees", properties=BOLD) + paragraph(" ") + paragraph("Five."), ("Fees",)),
        (paragraph("Fees", "Titre2", BOLD) + paragraph("Five."), ()),
        (paragraph("Fees.", properties=BOLD) + paragraph("Five."), ()),
        (paragraph("Fees " * 20, properties=BOLD) + paragraph("Five."), ()),
        (paragraph("Fees", properties=BOLD) + paragraph("Five", properties=BOLD), ()),
        (f"<w:tbl>{paragraph('Fees', properties=BOLD)}</w:tbl>{paragraph('Five.')}", ()),
        (paragraph("Fees", properties='<w:rPr><w:b w:val="0"/></w:rPr>') + paragraph("Five."), ()),
    ],
    ids=[
        "before text", "before an empty line and text", "a heading", "a sentence", "a long line",
        "before another", "in a table", "not bold",
    ],
)  # fmt: skip
def test_bold_lines_are_noted_where_a_heading_might_stand(body: str, lines: tuple[str, ...]) -> None:
    assert read(body).bold_lines == lines


@pytest.mark.parametrize(
    ("body", "figures"),
    [
        (drawing(), (DocumentFigure(None),)),
        (drawing('title="A dog"'), (DocumentFigure("A dog"),)),
        (drawing(more=DECORATIVE), ()),
        (drawing(uri=SHAPE), ()),
    ],
    ids=["without words", "with a title", "decorative", "a text box"],
)
def test_pictures_of_a_word_file_are_noted(body: str, figures: tuple[DocumentFigure, ...]) -> None:
    assert read(body).figures == figures


def test_a_box_within_a_paragraph_does_not_end_it() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('In a box')}</w:txbxContent></w:pict></w:r>"
    facts = read(f"<w:p><w:r><w:t>Before </w:t></w:r>{box}<w:r><w:t>after</w:t></w:r></w:p>")

    assert facts.words == 5


def test_the_language_of_a_word_file_may_stand_at_its_words_only() -> None:
    body = paragraph("Hundesteuer", properties='<w:rPr><w:lang w:val="de-AT"/></w:rPr>')

    assert read(body, language="").language == "de-AT"
    assert read(paragraph("Hundesteuer"), language="").language == ""


def test_an_opendocument_text_is_read_whole() -> None:
    body = (
        '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<text:h text:outline-level="2">Chi paga</text:h>'
        '<text:p><text:span text:style-name="T1">Quanto</text:span></text:p><text:p>Cinque.</text:p>'
        "<text:p><draw:frame><draw:image/><svg:desc>Un cane</svg:desc></draw:frame></text:p>"
        "<text:p><draw:frame><draw:image/></draw:frame></text:p>"
        "<draw:frame><draw:text-box><text:p>Nota</text:p></draw:text-box></draw:frame>"
    )
    facts = read_file(odt(body), "tassa.odt")

    assert facts == DocumentFacts(
        format="odt",
        name="tassa.odt",
        fingerprint=facts.fingerprint,
        title="Dog tax",
        language="it",
        pages=3,
        words=5,
        headings=(2,),
        bold_lines=("Quanto",),
        figures=(DocumentFigure("Un cane"), DocumentFigure(None)),
        tables=(),
    )


@pytest.mark.parametrize(
    ("around", "style", "headers"),
    [
        ("{}", "P1", 0),
        ("<table:table-header-rows>{}</table:table-header-rows>", "P1", 2),
        ("{}", "Table_20_Heading", 2),
        ("{}", "P2", 2),
    ],
    ids=["none", "a row of headers", "a style for headers", "a style made from it"],
)
def test_the_header_row_of_an_opendocument_table_is_known(around: str, style: str, headers: int) -> None:
    row = "<table:table-row>{}</table:table-row>"
    cells = '<table:table-cell><text:p text:style-name="{}">Fee</text:p></table:table-cell>' * 2
    styles = (
        '<style:style style:name="P1"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="P2" style:parent-style-name="Table_20_Heading"/>'
    )
    first = around.format(row.format(cells.format(style, style)))
    body = f"{styles}<table:table>{first}{row.format(cells.format('', ''))}</table:table>"

    assert read_file(odt(body), "tassa.odt").tables == (
        DocumentTable(
            2, 2, headers, first_row=("Fee", "Fee"), first_row_bold=style == "P1", longest=3, filled=4
        ),
    )


def test_an_opendocument_without_a_language_says_none() -> None:
    assert read_file(odt("<text:p>Cinque.</text:p>", language="none"), "tassa.odt").language == ""


def test_a_presentation_tells_its_language_and_its_pictures() -> None:
    names = (
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    picture = '<p:pic><p:nvPicPr><p:cNvPr id="2" name="Picture 1"{said}/></p:nvPicPr></p:pic>'
    title = '<p:sp><p:nvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><a:t>{}</a:t></p:sp>'
    slide = f'<p:sld {names}{{}}><a:rPr lang="es-PE"/><a:t>Dos palabras</a:t>{{}}</p:sld>'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    listed = "".join(f'<p:sldId r:id="r{each}"/>' for each in (1, 7, 3))
    targets = {"r1": "slides/slide1.xml", "r3": "slides/slide3.xml", "r7": "/ppt/slides/slide20.xml"}
    links = "".join(f'<Relationship Id="{link}" Target="{target}"/>' for link, target in targets.items())
    parts = {
        "ppt/presentation.xml": f'<p:p xmlns:r="{office}" {names}>{listed}</p:p>',
        "ppt/_rels/presentation.xml.rels": f"<l><!-- by hand -->{links}</l>",
        "ppt/slides/slide3.xml": slide.format(' show="0"', ""),
        "ppt/slides/slide20.xml": slide.format("", title.format(" ") + picture.format(said="")),
        "ppt/slides/slide1.xml": slide.format(
            "", title.format("Perros") + picture.format(said=' descr="Un perro"')
        ),
    }

    facts = read_file(zipped(parts), "plan.pptx")

    assert (facts.format, facts.language, facts.words, facts.pages) == ("pptx", "es-PE", 7, 3)
    assert facts.untitled_slides == (2,)
    assert facts.figures == (DocumentFigure("Un perro", page=1), DocumentFigure(None, page=2))


def test_of_a_spreadsheet_the_title_and_the_pictures_are_read() -> None:
    space = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    picture = '<x:pic><x:nvPicPr><x:cNvPr id="2" name="Picture 1" {}>{}</x:cNvPr></x:nvPicPr></x:pic>'
    pictures = picture.format('descr="A dog"', "") + picture.format("", "") + picture.format("", DECORATIVE)
    core = '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Fees</dc:title></c>'
    parts = {
        "xl/workbook.xml": "<w/>",
        "docProps/core.xml": core,
        "xl/drawings/drawing1.xml": f'<x:wsDr xmlns:x="{space}">{pictures}</x:wsDr>',
    }
    facts = read_file(zipped(parts), "fees.xlsx")

    assert facts == DocumentFacts(
        format="xlsx",
        name="fees.xlsx",
        fingerprint=facts.fingerprint,
        title="Fees",
        figures=(DocumentFigure("A dog"), DocumentFigure(None)),
    )


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (zipped({"a.txt": "a"}), "it is an archive of a kind that is not read"),
        (b"\xd0\xcf\x11\xe0 and more", "it is in an old office format, or protected by a password"),
        (rb"{\rtf1 text}", "it is in the Rich Text Format"),
        (zipped({"word/document.xml": "<w:document>"}), r"word/document.xml in it is no well-formed XML"),
    ],
    ids=["another archive", "an old format", "RTF", "broken XML"],
)
def test_what_cannot_be_read_says_why(body: bytes, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        read_file(body, "tax.docx")
