"""A run in a workspace, made by hand, and the Audit that is put together from it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from auditor.audit import Audit, Page, Portal, Service
from auditor.crawl.frontier import Candidate, Rank
from auditor.crawl.scope import canonical, page_id
from auditor.evidence import Kind
from auditor.judge import Finding, Judgement, Tally, judgement_to_json
from auditor.outcome import Verdict
from auditor.registry import all_rules
from auditor.run.assembly import assemble
from auditor.service import (
    Around,
    PageDigest,
    digest_to_json,
)
from auditor.settings import Settings
from auditor.store.records import PageState, VisitedPage, packed
from auditor.store.workspace import Workspace

SITE = "https://portal.example"
RUN = "20250101-000000-0001"
BEGUN = datetime(2025, 1, 1, tzinfo=UTC)
LIGHT, HEAVY = {"heavy-page": Tally(passed=1)}, {"heavy-page": Tally(failed=1)}

SERVICES = """
[portal]
name = "Portal"
url = "https://portal.example/"
languages = ["en"]

[[service]]
id = "births"
name = "Register a birth"
start = "/births/"
pages = ["/births/**"]

[[service]]
id = "bins"
name = "Order a bin"
start = "/bins/"
pages = ["/bins/**"]
"""


def at(path: str) -> str:
    return page_id(f"{SITE}{path}")


def finding(rule: str, verdict: Verdict = Verdict.FAILED, cause: str | None = "c1-a", **more: Any) -> Finding:
    registered = all_rules()[rule]
    given = {"message": f"{rule} {verdict}", "template": rule} | more
    return Finding(
        rule=rule,
        pillar=registered.pillar,
        verdict=verdict,
        severity=registered.rule.severity,
        criteria=registered.rule.criteria,
        cause=cause,
        **given,
    )


class Made:
    """A run in a workspace, made by hand, page after page in the order of visits."""

    def __init__(self, store: Workspace, settings: Settings) -> None:
        self.store = store
        store.begin(RUN, settings.portal.url, "same", settings.model_dump_json(by_alias=True), BEGUN)
        self._number = 0

    def _page(self, path: str, kind: Kind = Kind.HTML, depth: int = 0) -> str:
        url = canonical(f"{SITE}{path}")
        self.store.add(RUN, [Candidate(url, depth, Rank.PAGE, 0, self._number, kind)])
        self.store.number(RUN, depth)
        self._number += 1
        return page_id(url)

    def done(
        self,
        path: str,
        tallies: Mapping[str, Tally] = LIGHT,
        *findings: Finding,
        final: str = "",
        kind: Kind = Kind.HTML,
        depth: int = 0,
        **facts: Any,
    ) -> str:
        """A page that was seen, with a text of its own unless `content_hash` says otherwise."""
        url, final_url = canonical(f"{SITE}{path}"), f"{SITE}{final or path}"
        own = {"title": path, "content_hash": path, "language": "en", "words": 300, "closely": True}
        own = own | {"around": Around()} | facts
        digest = PageDigest(page_id=page_id(url), url=url, final_url=final_url, kind=kind, **own)
        self.store.save(
            RUN,
            VisitedPage(
                page_id=self._page(path, kind, depth),
                state="done",
                final_url=final_url,
                status=200,
                kind=kind,
                evidence=packed(b"{}"),
                judgement=packed(judgement_to_json(Judgement(tallies, findings))),
                digest=packed(digest_to_json(digest)),
            ),
        )
        return page_id(url)

    def left(self, path: str, state: PageState, reason: str, status: int | None = None, **more: Any) -> str:
        """A page that was not seen, and why."""
        of_page = self._page(path, more.get("kind", Kind.HTML))
        self.store.save(RUN, VisitedPage(page_id=of_page, state=state, reason=reason, status=status, **more))
        return of_page

    def untested(
        self, path: str, reason: str = "it answered 503", status: int | None = 503, **more: Any
    ) -> str:
        return self.left(path, "untested", reason, status, **more)

    def waits(self, path: str) -> str:
        return self._page(path)

    @property
    def audit(self) -> Audit:
        return assemble(self.store, self.store.run(RUN))

    def service(self, name: str) -> Service:
        return next(service for service in self.audit.services if service.id == name)

    def page(self, path: str) -> Page:
        return next(page for page in self.audit.pages if page.id == at(path))


def weight(scored: Service | Portal) -> tuple[float | None, float | None, float | None, float]:
    """The range and the coverage of the pillar that `LIGHT` and `HEAVY` decide."""
    pillar = scored.pillars["weight"]
    return pillar.value, pillar.low, pillar.high, pillar.coverage
