"""A document that a service needs is one of its steps, to which only the rules about documents apply."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.audit import Audit, Service
from auditor.crawl.frontier import Candidate, Rank
from auditor.crawl.scope import page_id
from auditor.evidence import Kind
from auditor.evidence.landmark import Landmark
from auditor.examples import digest, document, link
from auditor.judge import Finding, Judgement, Tally, judge_page, judgement_to_json
from auditor.registry import all_rules
from auditor.run import assembly
from auditor.run.assembly import assemble
from auditor.service import digest_to_json
from auditor.services.digest import digest_of
from auditor.settings import read_settings
from auditor.store.records import VisitedPage, packed
from auditor.store.workspace import Workspace

SITE = "https://portal.example"
RUN = "20250101-000000-0001"
FORM = "/files/form.pdf"
GOOD = {"axe/image-alt": Tally(passed=1), "heavy-page": Tally(passed=1)}
SOUND, UNTAGGED = {"untagged-document": Tally(passed=1)}, {"untagged-document": Tally(failed=1)}
SERVICES = """
[portal]
name = "Portal"
url = "https://portal.example/"
[[service]]
id = "births"
name = "Register a birth"
start = "/births/"
pages = ["/births/**"]
[[service]]
id = "bins"
name = "Order a bin"
start = "/bins/"
"""


class Portal:
    """A run over two services, page after page."""

    def __init__(self, store: Workspace, folder: Path) -> None:
        (folder / "portal.toml").write_text(SERVICES, encoding="utf-8")
        settings = read_settings(str(folder / "portal.toml"))
        self._store, self._number = store, 0
        begun = datetime(2025, 1, 1, tzinfo=UTC)
        store.begin(RUN, settings.portal.url, "same", settings.model_dump_json(by_alias=True), begun)

    def page(self, path: str, *links: str, landmark: Landmark = Landmark.MAIN) -> None:
        leads = tuple(link(f"{SITE}{to}", "the form", landmark) for to in links)
        self._save(path, GOOD, Kind.HTML, links=leads, content_hash=path)

    def document(
        self,
        path: str,
        tallies: dict[str, Tally],
        content_hash: str = "",
        findings: tuple[Finding, ...] = (),
    ) -> None:
        self._save(path, tallies, Kind.DOCUMENT, findings, content_hash=content_hash or path)

    def unread(self, path: str) -> None:
        self._store.save(
            RUN, VisitedPage(page_id=self._add(path, Kind.DOCUMENT), state="untested", kind=Kind.DOCUMENT)
        )

    def _add(self, path: str, kind: Kind) -> str:
        url = f"{SITE}{path}"
        self._store.add(RUN, [Candidate(url, 0, Rank.PAGE, 0, self._number, kind)])
        self._store.number(RUN, 0)
        self._number += 1
        return page_id(url)

    def _save(
        self,
        path: str,
        tallies: dict[str, Tally],
        kind: Kind,
        findings: tuple[Finding, ...] = (),
        **facts: object,
    ) -> None:
        url, of_page = f"{SITE}{path}", self._add(path, kind)
        brief = digest(page_id=of_page, url=url, final_url=url, kind=kind, closely=True, **facts)
        self._store.save(
            RUN,
            VisitedPage(
                page_id=of_page,
                state="done",
                final_url=url,
                status=200,
                kind=kind,
                evidence=packed(b"{}"),
                judgement=packed(judgement_to_json(Judgement(tallies, findings))),
                digest=packed(digest_to_json(brief)),
            ),
        )

    @property
    def audit(self) -> Audit:
        return assemble(self._store, self._store.run(RUN))

    @property
    def births(self) -> Service:
        return self.audit.services[0]


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    rules = {name: all_rules()[name] for name in (*GOOD, *SOUND)}
    monkeypatch.setattr(assembly, "all_rules", lambda: rules)
    with Workspace(tmp_path / "workspace.db") as store:
        yield Portal(store, tmp_path)


def accessibility(service: Service) -> tuple[float | None, float | None, float | None, float]:
    pillar = service.pillars["accessibility"]
    return pillar.value, pillar.low, pillar.high, pillar.coverage


def test_a_document_that_a_service_links_to_is_a_step_of_it(portal: Portal) -> None:
    """The page has 100 points and the document none: ((10 + 0) / 2) ** 2. Nothing else changes."""
    portal.page("/births/", FORM)
    before = portal.births
    portal.document(FORM, UNTAGGED)

    assert accessibility(before) == (100.0, 100.0, 100.0, 1.0)
    assert portal.births.pages == [page_id(f"{SITE}/births/"), page_id(f"{SITE}{FORM}")]
    assert accessibility(portal.births) == (25.0, 25.0, 25.0, 1.0)
    assert portal.births.pillars["weight"] == before.pillars["weight"]
    assert portal.births.pillars["channels"] == before.pillars["channels"]


@pytest.mark.parametrize(
    ("others", "landmark"),
    [(["/bins/"], Landmark.MAIN), ([], Landmark.CONTENTINFO)],
    ids=["that two services link to", "that the foot of a page links to"],
)
def test_of_no_service_is_a_document(portal: Portal, others: list[str], landmark: Landmark) -> None:
    for path in ("/births/", *others):
        portal.page(path, FORM, landmark=landmark)
    portal.document(FORM, UNTAGGED)

    assert portal.births.pages == [page_id(f"{SITE}/births/")]
    assert page_id(f"{SITE}{FORM}") in portal.audit.portal.other_pages


def test_a_sound_document_costs_nothing(portal: Portal) -> None:
    portal.page("/births/", FORM)
    portal.document(FORM, SOUND)

    assert accessibility(portal.births) == (100.0, 100.0, 100.0, 1.0)


def test_equal_documents_count_once(portal: Portal) -> None:
    portal.page("/births/", FORM, "/files/same.pdf")
    portal.document(FORM, UNTAGGED, content_hash="a")
    portal.document("/files/same.pdf", UNTAGGED, content_hash="a")

    assert accessibility(portal.births)[0] == 25.0


def test_a_document_that_could_not_be_fetched_widens_accessibility_alone(portal: Portal) -> None:
    """The page has 100 points, the document anything: ((10 + 0) / 2) ** 2 to 100, half of it covered."""
    portal.page("/births/")
    before = portal.births
    portal.unread("/births/form.pdf")

    assert accessibility(portal.births) == (100.0, 25.0, 100.0, 0.5)
    assert portal.births.pillars["weight"] == before.pillars["weight"]


def test_a_document_in_brief_has_its_own_title_and_fingerprint() -> None:
    brief = digest_of(document(title="Fees", fingerprint="abc"), "p1")

    assert (brief.title, brief.content_hash) == ("Fees", "abc")


def test_findings_of_a_document_carry_its_service(portal: Portal) -> None:
    judged = judge_page(document(structure=None), assembly.all_rules().values())
    portal.page("/births/", FORM)
    portal.document(FORM, dict(judged.tallies), findings=judged.findings)

    (found,) = portal.audit.findings
    assert (found.rule, found.service, found.page) == (
        "untagged-document",
        "births",
        page_id(f"{SITE}{FORM}"),
    )
