"""What one page asks of a person: its fields, and what its words say."""

from collections.abc import Iterator

from auditor.burden.words import Words, mentions_in, words_of
from auditor.channels.normal import clean, fold
from auditor.evidence import Field, PageEvidence
from auditor.service import Asked, AskedField, Demands, Mention
from auditor.text.main_text import main_blocks

MAX_MENTIONS = 40  # of one page: enough to check
MAX_FIELD_CHARS = 200

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "legend", "dt"})
_CARD = frozenset({"cc-number", "cc-csc", "cc-exp"})  # HTML, autofill field names


def demands_of(page: PageEvidence, language: str) -> Demands:
    """Read what a page asks; its words, if there are any known of its language (ISO 639-1)."""
    words = words_of(language)
    fields = [field for form in page.forms or () for field in form.fields if field.kind != "search"]
    mentions = None
    if words is not None and page.text is not None:
        found = dict.fromkeys([*_by_fields(fields, page.url), *_by_words(page, words)])
        mentions = tuple(found)[:MAX_MENTIONS]
    return Demands(fields=None if page.forms is None else tuple(map(_asked_field, fields)), mentions=mentions)


def _asked_field(field: Field) -> AskedField:
    return AskedField(field.kind, field.name[:MAX_FIELD_CHARS], field.required, field.selector, field.group)


def _by_fields(fields: list[Field], url: str) -> Iterator[Mention]:
    """Tell what fields ask for by their kind, whatever they are called."""
    for field in fields:
        name = clean(field.name, MAX_FIELD_CHARS).strip()
        autocomplete = field.autocomplete.lower().split()
        if field.kind == "file":
            yield Mention(Asked.UPLOAD, "", name, field.selector, url)
        if field.kind == "password":
            yield Mention(Asked.ACCOUNT, "", name, field.selector, url)
        if "one-time-code" in autocomplete:
            yield Mention(Asked.CODE, "", name, field.selector, url)
        if _CARD.intersection(autocomplete):
            yield Mention(Asked.CARD, "", name, field.selector, url)


def _by_words(page: PageEvidence, words: Words) -> Iterator[Mention]:
    asked = False
    for block in main_blocks(page):
        if block.tag in _HEADINGS:
            heading = fold(clean(block.text, MAX_FIELD_CHARS))
            asked = words.asks.search(heading) is not None and words.denied.search(heading) is None
        listed = asked and block.tag in ("li", "dd", "td")
        yield from mentions_in(block.text, words, asked=listed, selector=block.selector, url=page.url)
