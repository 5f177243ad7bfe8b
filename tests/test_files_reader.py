"""Hostile files neither hang nor end an audit: each is read or said to be unreadable."""

import asyncio
import io
import zipfile
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from auditor.evidence.document_facts import DocumentFacts
from auditor.files.reader import FileReader
from auditor.files.unreadable import UnreadableError
from tests.files import TEXT, docx, element, pdf, tag, zipped

TIMEOUT_S = 20.0
MEMORY_BYTES = 500_000_000
DEEP = 30_000
BOMB = zlib.compress(b"\x00" * 250_000_000, 1)


def bomb(*filters: Name) -> bytes:
    """A content that unpacks to 250 MB."""

    def change(made: Pdf) -> None:
        data = BOMB.hex().encode() if filters[0] == Name.ASCIIHexDecode else zlib.compress(BOMB)
        packed = made.make_stream(b"")
        packed.write(data, filter=Array([*filters]))
        made.pages[0].obj.Contents = packed

    as_it_is = pikepdf.StreamDecodeLevel.none
    return pdf(TEXT, change=change, stream_decode_level=as_it_is, compress_streams=False)


def deep(made: Pdf) -> None:
    inner = made.make_indirect(element("P"))
    for _ in range(DEEP):
        inner = made.make_indirect(element("Sect", inner))
    tag(made, Dictionary(S=Name.Document, K=inner))


def circle(made: Pdf) -> None:
    inner = made.make_indirect(element("Sect"))
    inner.K = Array([inner, inner])
    tag(made, Dictionary(S=Name.Document, K=inner))
    made.Root.Outlines = Dictionary(First=inner)
    inner.Next, inner.First = inner, inner
    inner.T, inner.Kids = pikepdf.String("again"), Array([inner])
    made.Root.AcroForm = Dictionary(Fields=Array([inner]))


def groups_in_groups(made: Pdf) -> None:
    """Have twelve groups draw each other, ten times each."""
    resources = made.pages[0].obj.Resources
    inner = made.make_stream(TEXT)
    for _ in range(12):
        inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
        outer = made.make_stream(b"/Fm0 Do " * 10)
        outer.Resources = Dictionary(XObject=Dictionary(Fm0=made.make_indirect(inner)))
        inner = outer
    inner.Type, inner.Subtype = Name.XObject, Name.Form
    resources.XObject.Fm0 = made.make_indirect(inner)


def nested_entities() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    part = f'<!DOCTYPE d [<!ENTITY e0 "words">{entities}]><d>&e11;</d>'
    return zipped({"word/document.xml": part})


def zip_bomb() -> bytes:
    return zipped({"word/document.xml": b"<d>" + b" " * 120_000_000})


def many_entries() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(10_001):
            archive.writestr(f"{number}.xml", "")
    return out.getvalue()


HOSTILE = {
    "a content packed twice": bomb(Name.FlateDecode, Name.FlateDecode),
    "a content that fills the memory": bomb(Name.ASCIIHexDecode, Name.FlateDecode),
    "tags 30,000 deep": pdf(TEXT, change=deep),
    "tags, bookmarks and fields in a circle": pdf(TEXT, change=circle),
    "groups in groups": pdf(TEXT + b" /Fm0 Do", change=groups_in_groups),
    "half of a file": pdf(TEXT)[:400],
    "arrays 100,000 deep": b"%PDF-1.7\n1 0 obj\n" + b"[" * 100_000 + b"\nendobj\ntrailer<</Root 1 0 R>>",
    "brackets that never close": pdf(b"(" * 1_000_000),
    "pictures that never end": pdf(b"BI " * 300_000),
    "dictionaries that never end": pdf(b"/P <</A " * 100_000),
    "entities that unfold": nested_entities(),
    "a part of 120 MB": zip_bomb(),
    "10,001 parts": many_entries(),
    "a broken archive": docx("<w:p/>")[:300],
    "elements 100,000 deep": docx("<w:p>" * 100_000),
}
# Those of which enough is left to be read.
READ = {
    "a content packed twice", "tags 30,000 deep", "tags, bookmarks and fields in a circle", "half of a file",
    "groups in groups",
    "brackets that never close", "pictures that never end", "dictionaries that never end",
}  # fmt: skip


def test_a_hostile_file_costs_itself_and_no_other() -> None:
    async def read_all() -> dict[str, DocumentFacts | str]:
        reader = FileReader(timeout_s=TIMEOUT_S, memory_bytes=MEMORY_BYTES)
        answers: dict[str, DocumentFacts | str] = {}
        for name, body in [*HOSTILE.items(), ("sound", pdf(TEXT))]:
            try:
                answers[name] = await reader.read(body, name)
            except UnreadableError as error:
                answers[name] = str(error)
        reader.close()
        return answers

    answers = asyncio.run(read_all())

    read = {name for name, answer in answers.items() if isinstance(answer, DocumentFacts)}
    assert read == READ | {"sound"}, answers


@pytest.mark.parametrize("stopped", [True, False], ids=["closed", "not begun"])
def test_a_reader_is_closed_more_than_once(*, stopped: bool) -> None:
    reader = FileReader()
    if stopped:
        asyncio.run(reader.read(pdf(TEXT), "a.pdf"))
    reader.close()
    reader.close()


def test_a_file_that_takes_too_long_is_given_up() -> None:
    async def read_twice() -> None:
        reader = FileReader(timeout_s=0.001)
        for _ in range(2):
            with pytest.raises(UnreadableError, match="reading it took longer than"):
                await reader.read(pdf(TEXT), "a.pdf")
        reader.close()

    asyncio.run(read_twice())
