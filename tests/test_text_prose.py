import pytest

from auditor.evidence import TextBlock
from auditor.evidence.landmark import Landmark
from auditor.examples import head, page, text
from auditor.text.prose import prose, prose_by_language


def sentences_of(*paragraphs: str, tag: str = "p") -> list[str]:
    return [sentence.text for sentence in prose(text(*paragraphs, tag=tag)).sentences]


def test_the_end_of_a_block_ends_a_sentence() -> None:
    assert sentences_of("You need these things:", "Send the form to us.") == [
        "You need these things:",
        "Send the form to us.",
    ]


@pytest.mark.parametrize("tag", ["h1", "h3", "th", "label", "legend", "dt", "caption", "address"])
def test_headings_labels_and_addresses_are_no_sentences(tag: str) -> None:
    assert sentences_of("This line has words and a full stop.", tag=tag) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [("one two three four five six seven", 0), ("one two three four five six seven eight", 1)],
    ids=["seven words", "eight words"],
)
@pytest.mark.parametrize("tag", ["p", "li", "dd", "td"])
def test_a_paragraph_without_a_full_stop_counts_from_eight_words(tag: str, words: str, expected: int) -> None:
    assert len(sentences_of(words, tag=tag)) == expected


@pytest.mark.parametrize("tag", ["div", "span", "a"])
def test_a_block_of_no_meaning_has_to_end_like_a_sentence(tag: str) -> None:
    run_together = "Births Deaths Marriages Parking Schools Taxes Waste Water Contact"

    assert sentences_of(run_together, tag=tag) == []
    assert len(sentences_of(f"{run_together}.", tag=tag)) == 1


@pytest.mark.parametrize(
    ("words", "expected"), [("Apply now.", 0), ("Please apply now.", 1)], ids=["two", "three"]
)
def test_a_sentence_has_at_least_three_words(words: str, expected: int) -> None:
    assert len(sentences_of(words)) == expected


@pytest.mark.parametrize("end", [".", "?", "!", ":", ".)", ".”", "؟", "।"])
def test_marks_that_end_a_sentence(end: str) -> None:
    assert len(sentences_of(f"Please apply now{end}", tag="div")) == 1


def test_a_part_in_another_language_is_left_out() -> None:
    blocks = (
        TextBlock("Send the form to us.", "p", Landmark.MAIN, "en-GB", "p"),
        TextBlock("Envoyez-nous le formulaire.", "p", Landmark.MAIN, "fr", "p"),
    )

    found = prose(page(head=head(lang="en"), text=blocks))

    assert [sentence.text for sentence in found.sentences] == ["Send the form to us."]


def test_a_page_that_declares_the_wrong_language_is_still_read() -> None:
    french = "Vous pouvez demander une carte de stationnement si vous avez du mal à marcher."  # 14 words

    found = prose(text(french, french, lang="en"))

    assert (found.language, len(found.sentences), found.words) == ("fr", 2, 28)


def test_the_forms_of_norwegian_are_one_language() -> None:
    bokmaal = "Du kan søke om parkeringskort hvis du har vansker med å gå. Send skjemaet til kommunen."
    nynorsk = "Du kan søkje om parkeringskort dersom du har vanskar med å gå. Send skjemaet til oss."
    blocks = (
        TextBlock(bokmaal, "p", Landmark.MAIN, "no", "p"),
        TextBlock(nynorsk, "p", Landmark.MAIN, "nn", "p"),
    )

    assert [found.language for found in prose_by_language(page(head=head(lang="no"), text=blocks))] == ["no"]
