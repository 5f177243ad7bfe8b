"""Small real files for tests: PDFs made with pikepdf, office files with zipfile."""

import io
import zipfile
from collections.abc import Callable, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

TEXT = b"/P <</MCID 0>> BDC BT /F1 12 Tf (Apply for a birth certificate) Tj ET EMC"
PICTURE = b"q 595 0 0 842 0 0 cm /Im0 Do Q"

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF = " ".join(
    f'xmlns:{prefix}="{_OASIS}{name}:1.0"'
    for prefix, name in {
        "office": "office", "text": "text", "style": "style", "draw": "drawing", "table": "table",
        "svg": "svg-compatible", "fo": "xsl-fo-compatible", "meta": "meta",
    }.items()
)  # fmt: skip


def pdf(*contents: bytes, change: Callable[[Pdf], None] | None = None, **saved: object) -> bytes:
    """A PDF of a page for each content, changed at will before it is saved."""
    made = pikepdf.new()
    font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    picture = made.make_stream(b"\x00" * 60_000)
    for key, value in {"/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 600, "/Height": 800}.items():
        picture[key] = value
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 1
    for content in contents:
        page = made.add_blank_page(page_size=(595, 842))
        page.obj.Contents = made.make_stream(content)
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(Im0=picture))
    if change is not None:
        change(made)
    out = io.BytesIO()
    made.save(out, **saved)  # type: ignore[arg-type]  # options of pikepdf
    return out.getvalue()


def tag(made: Pdf, *elements: Dictionary, **root: object) -> None:
    """Give a PDF tags: the elements, on its first page unless they name another."""
    for element in elements:
        element.Type = Name.StructElem
        if Name.Pg not in element:
            element.Pg = made.pages[0].obj
    kids = Array([made.make_indirect(element) for element in elements])
    made.Root.StructTreeRoot = made.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=kids, **root))
    made.Root.MarkInfo = Dictionary(Marked=True)


def element(kind: str, kids: object = 0, **more: object) -> Dictionary:
    """One tag, over the marked content of a number or over other tags."""
    texts = {key: String(value) if isinstance(value, str) else value for key, value in more.items()}
    return Dictionary(S=Name(f"/{kind}"), K=kids, **texts)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def docx(body: str, *, title: str = "Dog tax", language: str = "fr-FR", **parts: str) -> bytes:
    """A Word file with this body."""
    lang = f'<w:lang w:val="{language}"/>' if language else ""
    return zipped(
        {
            "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": (
                f"<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{lang}</w:rPr></w:rPrDefault>"
                "</w:docDefaults>"
                '<w:style w:styleId="Titre2"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
                '<w:style w:styleId="Chapitre"><w:basedOn w:val="Titre2"/></w:style></w:styles>'
            ),
            "docProps/core.xml": f"<core {_DC}><dc:title>{title}</dc:title></core>",
        }
        | {name.replace("__", "/") + ".xml": part for name, part in parts.items()}
    )


def odt(body: str, *, title: str = "Dog tax", language: str = "it") -> bytes:
    """An OpenDocument text with this body."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {_ODF}>{body}</office:document-content>",
            "styles.xml": (
                f'<office:document-styles {_ODF}><style:default-style style:family="paragraph">'
                f'<style:text-properties fo:language="{language}" fo:country="IT"/></style:default-style>'
                "</office:document-styles>"
            ),
            "meta.xml": (
                f"<office:document-meta {_ODF} {_DC}><dc:title>{title}</dc:title>"
                '<meta:document-statistic meta:page-count="3"/></office:document-meta>'
            ),
        }
    )
