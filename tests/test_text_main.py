import pytest

from auditor.evidence import TextBlock
from auditor.evidence.landmark import Landmark
from auditor.examples import page
from auditor.text.main_text import main_blocks


def block(text: str, landmark: Landmark = Landmark.MAIN, *, tag: str = "p", link_chars: int = 0) -> TextBlock:
    return TextBlock(text, tag, landmark, "en", tag, link_chars)


def test_the_main_landmark_is_the_pages_text_and_nothing_else_is() -> None:
    everywhere = tuple(block(landmark, landmark) for landmark in Landmark)

    assert main_blocks(page(text=everywhere)) == (block("main", Landmark.MAIN),)


@pytest.mark.parametrize(
    "landmark", [found for found in Landmark if found not in {Landmark.MAIN, Landmark.NONE}]
)
def test_without_a_main_landmark_what_is_in_none_is_taken(landmark: Landmark) -> None:
    outside = block("Apply here.", Landmark.NONE)

    assert main_blocks(page(text=(block("Not this.", landmark), outside))) == (outside,)


@pytest.mark.parametrize(
    ("link_chars", "kept"), [(5, 1), (6, 0)], ids=["half of it is links", "more than half is links"]
)
def test_a_block_that_is_mostly_links_is_left_out(link_chars: int, kept: int) -> None:
    assert len(main_blocks(page(text=(block("0123456789", link_chars=link_chars),)))) == kept


@pytest.mark.parametrize("tag", ["pre", "code", "button"])
def test_code_and_buttons_are_left_out(tag: str) -> None:
    assert main_blocks(page(text=(block("Send the form now.", tag=tag),))) == ()


@pytest.mark.parametrize(
    "filler",
    [
        "Lorem ipsum",
        "News: Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
        "At vero eos et accusamus et iusto odio dignissimos ducimus, qui blanditiis praesentium voluptatum.",
    ],
    ids=["two words", "after a word of the page", "without lorem"],
)
def test_filler_text_is_left_out(filler: str) -> None:
    said = block("Apply here.")

    assert main_blocks(page(text=(block(filler), said))) == (said,)


@pytest.mark.parametrize(
    "said",
    [
        "Si siente dolor en el pecho, llame sin demora al centro de salud de su barrio.",
        "I quisquilie burocratiche non devono rallentare chi chiede un contributo al Comune.",
        "The council meets in camera pro tempore, and its minutes are kept ad infinitum by the clerk.",
    ],
    ids=["Spanish dolor", "Italian with a mark of Latin", "English with Latin terms"],
)
def test_words_that_only_look_like_filler_are_kept(said: str) -> None:
    assert len(main_blocks(page(text=(block(said),)))) == 1


def test_order_is_kept() -> None:
    blocks = tuple(block(f"Step {number}") for number in range(5))

    assert main_blocks(page(text=blocks)) == blocks


def test_a_page_without_text_has_none() -> None:
    assert main_blocks(page(text=())) == main_blocks(page()) == ()
