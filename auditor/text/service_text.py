"""How hard the texts of a whole service are: its pages together, from their digests. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from auditor.service import HardSentence, PageDigest
from auditor.text.repeats import without

MOST_HARD_SENTENCES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceText:
    """The running text of a service in its main language, which is that of most words.

    `years` of schooling are the mean of its pages' by their words, and so are `low` and `high`: the doubt
    about a language's scale is the same on each page, so that many pages do not lessen it. They are None
    where no page has a grade. `pages` counts those with text, equal ones once. `hardest` are sentences with
    the address of a page that has them.
    """

    language: str
    years: float | None
    low: float | None
    high: float | None
    formula: str
    pages: int
    sentences: int
    words: int
    hardest: tuple[tuple[str, HardSentence], ...]


def service_text(digests: Iterable[PageDigest], repeated: Collection[str] = ()) -> ServiceText | None:
    """Sum up the texts of a service's pages; None if there is no running text on any.

    `repeated` are the keys of texts that repeat across the portal, and are left out.
    """
    once = {digest.content_hash or digest.page_id: digest for digest in digests}
    texts_of = [(digest, without(digest.text, repeated)) for digest in once.values() if digest.text]
    read = [(digest, text) for digest, text in texts_of if text.words]
    if not read:
        return None
    words: Counter[str] = Counter()
    for _, text in read:
        words[text.language] += text.words
    language = max(sorted(words), key=lambda each: words[each])
    own = [(digest, text) for digest, text in read if text.language == language]
    texts = [text for _, text in own]
    hardest: dict[str, tuple[str, HardSentence]] = {}
    for digest, text in own:
        for sentence in text.hardest:
            hardest.setdefault(sentence.text, (digest.url, sentence))
    return ServiceText(
        language=language,
        years=_mean([(text.years, text.words) for text in texts]),
        low=_mean([(text.low, text.words) for text in texts]),
        high=_mean([(text.high, text.words) for text in texts]),
        formula=next((text.formula for text in texts if text.formula), ""),
        pages=len(texts),
        sentences=sum(text.sentences for text in texts),
        words=sum(text.words for text in texts),
        hardest=tuple(
            sorted(hardest.values(), key=lambda pair: (-pair[1].years, pair[1].text))[:MOST_HARD_SENTENCES]
        ),
    )


def _mean(weighted: Sequence[tuple[float | None, int]]) -> float | None:
    known = [(value, weight) for value, weight in weighted if value is not None]
    total = sum(weight for _, weight in known)
    return sum(value * weight for value, weight in known) / total if total else None
