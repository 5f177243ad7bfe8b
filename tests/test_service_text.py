"""How hard the texts of a service are, from the pages that it has."""

from dataclasses import replace

import pytest

from auditor.evidence import Kind, TextBlock
from auditor.evidence.landmark import Landmark
from auditor.examples import head
from auditor.examples import page as visited
from auditor.service import HardSentence, PageDigest, ReadText
from auditor.text.block_keys import block_keys
from auditor.text.read_text import read_text
from auditor.text.repeats import repeated
from auditor.text.service_text import service_text


def page(name: str, text: ReadText | None, *, same_as: str = "") -> PageDigest:
    url = f"https://city.example/{name}"
    return PageDigest(
        page_id=name, url=url, final_url=url, kind=Kind.HTML, content_hash=same_as or name, text=text
    )


def text(years: float | None, words: int = 100, language: str = "en", *hardest: HardSentence) -> ReadText:
    low, high = (None, None) if years is None else (years - 2, years + 2)
    return ReadText(
        language=language, sentences=words // 10, words=words, years=years, low=low, high=high,
        formula="" if years is None else "RIX", hardest=hardest,
    )  # fmt: skip


def hard(words: str, years: float) -> HardSentence:
    return HardSentence(text=words, years=years, words=30, reason="30 words", advice="cut it in two")


def test_pages_count_by_their_words_and_equal_ones_once() -> None:
    found = service_text(
        [page("a", text(6, 300)), page("b", text(10, 100)), page("state", text(10, 100), same_as="b")]
    )
    assert found is not None
    assert (found.years, found.low, found.high) == (7, 5, 9)
    assert (found.pages, found.words, found.sentences) == (2, 400, 40)


def test_only_the_main_language_is_graded() -> None:
    found = service_text([page("a", text(6, 100, "fr")), page("b", text(12, 200, "de"))])
    assert found is not None
    assert (found.language, found.years, found.words) == ("de", 12, 200)


def test_short_pages_have_words_and_no_say_in_the_grade() -> None:
    found = service_text([page("a", text(None, 50)), page("b", text(8, 100))])
    assert found is not None
    assert (found.years, found.words) == (8, 150)


@pytest.mark.parametrize("pages", [[], [page("a", None)], [page("a", text(None, 0))]])
def test_without_text_there_is_nothing_to_say(pages: list[PageDigest]) -> None:
    assert service_text(pages) is None


def test_the_hardest_sentences_of_all_pages_come_first_each_once_with_its_page() -> None:
    found = service_text(
        [
            page("a", text(8, 100, "en", hard("middle", 12), hard("both", 11))),
            page("b", text(8, 100, "en", hard("worst", 15), hard("both", 11))),
        ]
    )
    assert found is not None
    assert [(url.rpartition("/")[2], each.text) for url, each in found.hardest] == [
        ("b", "worst"),
        ("a", "middle"),
        ("a", "both"),
    ]


BOILERPLATE = (
    "The municipality declines responsibility notwithstanding interruptions of electronic communications."
)


def read(name: str, *texts: str) -> PageDigest:
    blocks = tuple(TextBlock(each, "p", Landmark.NONE, "", "p") for each in texts)
    found = visited(head=head(), text=blocks)
    return replace(page(name, read_text(found)), block_keys=block_keys(blocks))


def own(name: str) -> str:
    return (
        f"Come to our desk in {name} street with your old card. We will then give you a new one at once. " * 6
    )


def test_what_stands_on_half_of_five_pages_is_the_template_s_and_is_left_out() -> None:
    names = ["North", "South", "West", "East", "Mill", "Park"]
    plain = [read(name, own(name)) for name in names]
    pages = [read(name, own(name), *[BOILERPLATE] * (index < 3)) for index, name in enumerate(names)]
    expected, without, whole = (
        service_text(plain), service_text(pages, repeated(pages)), service_text(pages),
    )  # fmt: skip
    assert expected is not None
    assert without is not None
    assert whole is not None
    assert (without.words, without.sentences, without.hardest) == (expected.words, expected.sentences, ())
    assert without.years == pytest.approx(expected.years)
    assert without.low == pytest.approx(expected.low, abs=0.5)
    assert whole.years is not None
    assert expected.years is not None
    assert whole.years > expected.years
    assert [each.text for _, each in whole.hardest] == [BOILERPLATE]


def test_what_stands_on_fewer_pages_stays() -> None:
    pages = [read(str(number), own(str(number)), *[BOILERPLATE] * (number < 2)) for number in range(6)]
    assert repeated(pages) == frozenset()
    assert repeated([read(str(number), BOILERPLATE) for number in range(4)]) == frozenset()
    states = [replace(read(str(number), BOILERPLATE), url="https://city.example/form") for number in range(6)]
    assert repeated(states) == frozenset()
