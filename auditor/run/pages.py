"""A run's pages as the store gives them back, with those marked that only repeat another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditor.crawl.scope import canonical
from auditor.judge import Judgement
from auditor.service import PageDigest
from auditor.store.records import Run, StoredPage
from auditor.store.workspace import Workspace

_GONE = (404, 410)  # RFC 9110, 15.5.5 and 15.5.11: there is no such page


@dataclass(frozen=True, slots=True)
class RunPage:
    """A page with everything known of it; judgement and digest are None if it was not visited.

    `sketched` is what exploring noted of a page that was not visited.
    """

    stored: StoredPage
    judgement: Judgement | None = None
    digest: PageDigest | None = None
    redirects_to: str | None = None
    sketched: PageDigest | None = None

    @property
    def is_unread(self) -> bool:
        """Whether there is a page that nobody has read, so that it may say anything."""
        return self.stored.state in ("untested", "waiting") and self.stored.status not in _GONE


def pages_of(workspace: Workspace, run: Run) -> list[RunPage]:
    """Read a run's pages, marking those that only redirect to another of them."""
    sketched = {page_id: sketch.digest for page_id, sketch in workspace.sketches(run.id)}
    known = {page_id: (judgement, digest) for page_id, judgement, digest in workspace.judgements(run.id)}
    stored = workspace.pages(run.id)
    # Who stands for an address: the page that has it, else the first that was led there.
    landed = {
        canonical(page.final_url): page.page_id
        for page in stored
        if _has_landed(page) and page.state_of is None and canonical(page.final_url) == canonical(page.url)
    }
    judged = []
    for page in stored:
        is_page = _has_landed(page) and page.state_of is None
        owner = landed.setdefault(canonical(page.final_url), page.page_id) if is_page else None
        redirects_to = owner if owner != page.page_id else None
        judgement, digest = known.get(page.page_id, (None, None))
        sketch = sketched.get(page.page_id) if digest is None and page.state == "waiting" else None
        judged.append(RunPage(page, judgement, digest, redirects_to, sketch))
    return judged


def _has_landed(page: StoredPage) -> bool:
    return page.state == "done" and bool(page.final_url)


def duplicates(digests: Iterable[PageDigest], service_of: Mapping[str, str]) -> dict[str, str]:
    """Map pages to the first of their service, or of no service, that has the same text and title."""
    first: dict[tuple[str | None, str, str], str] = {}
    repeated: dict[str, str] = {}
    for digest in digests:
        if digest.content_hash:
            key = (service_of.get(digest.page_id), digest.content_hash, digest.title)
            original = first.setdefault(key, digest.page_id)
            if original != digest.page_id:
                repeated[digest.page_id] = original
    return repeated
