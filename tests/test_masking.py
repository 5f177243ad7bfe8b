"""What was typed is taken out of evidence in all its spellings, and what was not is left."""

from dataclasses import replace

import pytest

from auditor.evidence import Form, Link, PageEvidence, TextBlock
from auditor.evidence.landmark import Landmark
from auditor.evidence.layout import Layout
from auditor.secret.masking import TYPED_ELSEWHERE, Mask
from auditor.secret.redaction import MARKER
from tests.fakes import seen


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param('<input value="Oslo">', f'<input value="{MARKER}">', id="a field, whoever filled it"),
        pytest.param(
            "<input type=email value=a@b.c>", f'<input type=email value="{MARKER}">', id="no quotes"
        ),
        pytest.param('<input type="hidden" value="1f">', '<input type="hidden" value="1f">', id="hidden"),
        pytest.param('<input type=submit value="Send">', '<input type=submit value="Send">', id="a button"),
        pytest.param("<textarea>My life</textarea>", f"<textarea>{MARKER}</textarea>", id="a text"),
        pytest.param("<p>Ada &amp; Bob</p>", f"<p>{MARKER}</p>", id="escaped"),
        pytest.param("<li>Li</li><p>Li Wei</p>", f"<li>{MARKER}</li><p>Li Wei</p>", id="short and alone"),
        pytest.param(
            '<a href="/?a=7&b=17">7 days</a>', f'<a href="/?a={MARKER}&b=17">7 days</a>', id="in a query"
        ),
    ],
)
def test_html(source: str, expected: str) -> None:
    assert Mask(["Ada & Bob", "Li", "7"]).html(source) == expected


def test_lines_and_folded_white_space_are_known_too() -> None:
    mask = Mask(["12 Elm Street\nUpper  Quill"])
    assert mask.text("At Upper Quill, she lives in 12 Elm Street") == f"At {MARKER}, she lives in {MARKER}"
    assert mask.text("12 Elm Street Upper Quill") == MARKER


def test_the_query_of_a_form_keeps_its_names_only() -> None:
    mask = Mask()
    mask.learn_query("https://portal.example/done?sex=f&day=Tuesday&empty=#top")
    assert mask.text("https://portal.example/done?sex=f&day=Tuesday&empty=") == (
        f"https://portal.example/done?sex={MARKER}&day={MARKER}&empty="
    )
    assert mask.html('<a href="/done?sex=f&amp;day=Tuesday&amp;empty=">') == (
        f'<a href="/done?sex={MARKER}&day={MARKER}&empty=">'
    )


def evidence(words: str) -> PageEvidence:
    page = seen("/births", words=words)
    return replace(
        page,
        screenshot="UklGRg==",
        phone=Layout(360, 800, 360, 900, {"16": 40}),
        forms=(Form("https://portal.example/?name=Ada+Byron", "get", (), "form"),),
        links=(Link("https://portal.example/Ada%20Byron", "Ada Byron", Landmark.MAIN, "a"),),
        dom="<main><p>Ada Byron</p></main>",
    )


def test_evidence_of_a_page_that_shows_what_was_typed_has_no_picture() -> None:
    masked = Mask(["Ada Byron"]).evidence(evidence("Dear Ada Byron"))
    assert masked.text == (TextBlock(f"Dear {MARKER}", "p", Landmark.MAIN, "en", "p"),)
    assert "Byron" not in repr(masked)
    assert (masked.screenshot, masked.missing) == (None, {"screenshot": TYPED_ELSEWHERE})


@pytest.mark.parametrize("typed", ["main", "html", "16", "2026", "image", "document", "p"])
def test_what_is_typed_does_not_break_the_words_of_evidence_itself(typed: str) -> None:
    """Landmarks, kinds and sizes are ours: somebody may be called like one of them."""
    page = evidence("Here is nothing of it")
    masked = Mask([typed]).evidence(page)
    assert (masked.text, masked.phone, masked.kind, masked.screenshot) == (
        page.text, page.phone, page.kind, page.screenshot
    )  # fmt: skip
    assert masked.responses is not None
    assert [one.kind for one in masked.responses] == ["document"]


def test_a_page_of_unfinished_fields_takes_no_hours() -> None:
    source = "<input " * 100_000 + "<textarea>" * 100_000 + "<input \"'" * 100_000
    assert Mask(["Ada Byron"]).html(source)
