"""How hard the words of a service's forms are: its pages together, from their digests. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.service import FormText, PageDigest
from auditor.text.block_keys import split
from auditor.text.jargon import has_list

MOST_HARD_TEXTS = 20  # the same forms come on many pages, each text counts once
SITE_PAGES = 3  # ours: what a form has on each of so many pages is the site's, such as its search
_HALF = 0.5
_ORDER = ("error", "label", "hint")  # who gets an error is already stuck


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceForms:
    """The texts of a service's forms, each once: how many there are, how many are hard, and the hardest.

    `hardest` come with the address of a page that has them, error messages first, then those with most
    reasons. `unlisted` are languages of which no words of offices are listed.
    """

    labels: int
    hints: int
    errors: int
    hard: int
    hardest: tuple[tuple[str, FormText], ...]
    unlisted: tuple[str, ...]


def service_forms(
    digests: Iterable[PageDigest], jargon: Mapping[str, Mapping[str, str]]
) -> ServiceForms | None:
    """Sum up the texts of a service's forms; None if it has no forms that could be read.

    `jargon` are the operator's words, by language.
    """
    pages = list({digest.content_hash or digest.page_id: digest for digest in digests}.values())
    hints = {text.text for page in pages for text in page.form_texts if text.kind == "hint"}
    times = Counter(key for page in pages for key in {_key(text) for text in page.form_texts})
    found: dict[tuple[str, str], tuple[str, FormText]] = {}
    for page in pages:
        for text in (*_asked(page), *_answered(page, pages)):
            if text.kind == "error" and text.text in hints:
                continue  # the field named its hint before it was wrong, too
            if len(pages) < SITE_PAGES or times[_key(text)] < len(pages):
                found.setdefault(_key(text), (page.url, text))
    if not found:
        return None
    kinds = Counter(kind for kind, _ in found)
    hard = [pair for pair in found.values() if pair[1].reasons]
    hard.sort(key=lambda pair: (_ORDER.index(pair[1].kind), -len(pair[1].reasons), pair[1].text))
    return ServiceForms(
        labels=kinds["label"],
        hints=kinds["hint"],
        errors=kinds["error"],
        hard=len(hard),
        hardest=tuple(hard[:MOST_HARD_TEXTS]),
        unlisted=tuple(
            sorted({text.language for _, text in found.values() if not has_list(text.language, jargon)})
        ),
    )


def _key(text: FormText) -> tuple[str, str]:
    return text.kind, text.text


def _asked(page: PageDigest) -> Iterable[FormText]:
    return (text for text in page.form_texts if text.kind != "answer")


def _answered(page: PageDigest, pages: Sequence[PageDigest]) -> Iterable[FormText]:
    """Give the error messages of an answer to an empty form: its texts that no other page has.

    An answer that is mostly new is another page, and not the form once more.
    """
    answers = [text for text in page.form_texts if text.kind == "answer"]
    keys = split(page.block_keys)
    before = {key for other in pages if other is not page for key in split(other.block_keys)}
    if not answers or sum(key in before for key in keys) < _HALF * len(keys):
        return
    tied = [text.text for text in page.form_texts if text.kind == "error"]
    for text in answers:
        is_told = any(text.text in error or error in text.text for error in tied)
        if text.block not in before and not is_told:
            yield replace(text, kind="error")
