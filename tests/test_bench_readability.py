"""The readability bench keeps its halves apart, and reads what it is given as it is."""

import io
import subprocess
import zipfile
from pathlib import Path

import pytest

from bench.graded import _READERS, CORPORA, Half, Source, clone_in, half_of, load
from bench.office import paragraphs, rows_of_sheet
from bench.readability import pairs, passives

EASY = "You can ask for a badge by post. Send us the form with a photo. It is free and lasts for a year. "
HARD = (
    "Applications regarding concessionary parking authorisations necessitate documentary corroboration, "
    "notwithstanding exceptional circumstances, pursuant to applicable administrative regulations. "
)


def clone_of_onestop(folder: Path, *names: str) -> None:
    """Make a repository of the shape of OneStopEnglish, with easy and hard texts of so many names."""
    clone = folder / "OneStopEnglishCorpus"
    root = clone / "Texts-SeparatedByReadingLevel"
    for level, suffix, text in (("Adv-Txt", "adv", HARD), ("Ele-Txt", "ele", EASY)):
        for name in names:
            (root / level).mkdir(parents=True, exist_ok=True)
            (root / level / f"{name}-{suffix}.txt").write_text(text * 20, encoding="utf-8")
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    for command in (("init", "-q"), ("add", "."), (*identity, "commit", "-qm", "Texts")):
        subprocess.run(["git", "-C", str(clone), *command], check=True)  # noqa: S607  whichever git is there


def test_a_document_is_always_of_the_same_half_and_half_of_them_of_each() -> None:
    halves = [half_of("onestop", str(number)) for number in range(1_000)]

    assert halves == [half_of("onestop", str(number)) for number in range(1_000)]
    assert 450 < halves.count(Half.HELD_OUT) < 550  # three deviations of a fair coin


def test_pairs_are_read_of_the_clones_that_are_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [str(number) for number in range(8)]
    clone_of_onestop(tmp_path, *names)
    monkeypatch.setitem(CORPORA["onestop"], "commit", "HEAD")

    found = list(load(tmp_path))

    assert {(pair.corpus, pair.name) for pair in found} == {("onestop", name) for name in names}
    assert all(pair.harder[0].startswith("Applications") for pair in found)
    held_out = sum(pair.half is Half.HELD_OUT for pair in found)
    graded = pairs(tmp_path, Half.HELD_OUT)["onestop"]
    assert (graded["pairs"], graded["right"], graded["too_short"]) == (held_out, held_out, 0)


def test_a_missing_clone_is_none(tmp_path: Path) -> None:
    assert clone_in(tmp_path, "owner/name") is None


def test_a_sheet_is_read_by_its_heading() -> None:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst {space}><si><t>ID</t></si><si><t>Text</t></si></sst>")
        rows = (
            '<row><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
            '<row><c r="A2"><v>7</v></c><c r="B2" t="s"><v>1</v></c></row>'
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml", f"<worksheet {space}><sheetData>{rows}</sheetData></worksheet>"
        )

    assert list(rows_of_sheet(book.getvalue())) == [{"ID": "7", "Text": "Text"}]


def test_the_paragraphs_of_a_document_are_read_whole() -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    runs = "<w:p><w:r><w:t>One </w:t></w:r><w:r><w:t>text.</w:t></w:r></w:p><w:p/>"
    document = io.BytesIO()
    with zipfile.ZipFile(document, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{runs}</w:body></w:document>")

    assert list(paragraphs(document.getvalue())) == ["One text.", ""]


def test_an_article_is_paired_once_with_the_one_most_like_it(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        "Wablieft article: Easy one.", "Standaard article: Hard one , by ( A ) .", "Score: 0.7",
        "Standaard article: Less alike .", "Score: 0.69",
        "Wablieft article: Easy two.", "Standaard article: Hard one , by ( A ) .", "Score: 0.8",
        "Wablieft article: Easy three.", "Standaard article: Hard three .", "Score: 0.64",
    ]  # fmt: skip
    monkeypatch.setattr("bench.graded.paragraphs", lambda _: lines)
    monkeypatch.setattr(Source, "stored", lambda *_: b"")

    assert list(_READERS["wablieft"](Source(Path()))) == [("Easy two.", ["Hard one, by (A)."], ["Easy two."])]


def test_passives_are_compared_with_what_a_treebank_marks(tmp_path: Path) -> None:
    clone = tmp_path / "UD_English-PUD"
    clone.mkdir()
    sentences = (
        ("It is checked .", "1 It 3 nsubj:pass", "2 is 3 aux:pass", "3 checked 0 root"),
        ("It is wicketed .", "1 It 3 nsubj", "2 is 3 cop", "3 wicketed 0 root"),
        ("It got checked .", "1 It 3 nsubj:pass", "2 got 3 aux:pass", "3 checked 0 root"),
    )
    blocks = []
    for text, *rows in sentences:
        cells = (row.split() for row in rows)
        lines = ["\t".join((number, form, *"____", head, role, *"__")) for number, form, head, role in cells]
        blocks.append("\n".join((f"# text = {text}", *lines)))
    (clone / "en_pud-ud-test.conllu").write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    for command in (("init", "-q"), ("add", "."), (*identity, "commit", "-qm", "Sentences")):
        subprocess.run(["git", "-C", str(clone), *command], check=True)  # noqa: S607  whichever git is there

    found = passives(tmp_path)["English-PUD"]

    assert (found["told"], found["right"], found["missed"]) == (2, 1, 1)
