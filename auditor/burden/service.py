"""What a whole service asks of a person: its pages and states together, from their digests. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.evidence import Kind
from auditor.service import Asked, AskedField, Mention, PageDigest

SITE_PAGES = 3  # ours: what stands on each of so many pages is the site's, such as its search

SKILLS = (Asked.ACCOUNT, Asked.UPLOAD, Asked.SCAN, Asked.APP, Asked.CARD, Asked.SMS_CODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """What a service asks. `mentions` is None where no page is in a language whose words are known.

    The counts of fields are None where no page's forms were read. A group of radio buttons is one field.
    `unknown` are the languages of the pages whose words were not read, "" for those that could not be told.
    """

    pages: int
    fields: int | None
    required: int | None
    uploads: int | None
    mentions: tuple[Mention, ...] | None
    unknown: tuple[str, ...]

    def of(self, asked: Asked) -> tuple[Mention, ...]:
        """Give the places that ask for one thing."""
        return tuple(mention for mention in self.mentions or () if mention.asked is asked)


def burden_of(digests: Iterable[PageDigest]) -> Burden | None:
    """Sum up what the pages of a service ask; None if none of them was read."""
    read = [digest for digest in digests if digest.kind is Kind.HTML and digest.demands is not None]
    if not read:
        return None
    fields = _fields(read)
    known = [digest for digest in read if digest.demands and digest.demands.mentions is not None]
    mentions = [mention for digest in known if digest.demands for mention in digest.demands.mentions or ()]
    said = {(mention.asked, mention.name, mention.text): mention for mention in reversed(mentions)}
    return Burden(
        pages=len({digest.content_hash or digest.page_id for digest in read}),
        fields=None if fields is None else len(fields),
        required=None if fields is None else sum(field.required for field in fields),
        uploads=None if fields is None else sum(field.kind == "file" for field in fields),
        mentions=tuple(reversed(said.values())) if known else None,
        unknown=tuple(sorted({digest.language for digest in read if digest not in known})),
    )


def _fields(pages: Sequence[PageDigest]) -> list[AskedField] | None:
    """Give each field once, a form may come again with its errors; without those of the site itself."""
    on_pages = [
        digest.demands.fields for digest in pages if digest.demands and digest.demands.fields is not None
    ]
    if not on_pages:
        return None
    times = Counter(key for fields in on_pages for key in {_key(field) for field in fields})
    once: dict[tuple[str, ...], AskedField] = {}
    for fields in on_pages:
        for field in fields:
            key = _key(field)
            if len(on_pages) < SITE_PAGES or times[key] < len(on_pages):
                once[key] = field if field.required else once.get(key, field)
    return list(once.values())


def _key(field: AskedField) -> tuple[str, ...]:
    return ("radio", field.group) if field.group else (field.kind, field.name, field.selector)
