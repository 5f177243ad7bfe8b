"""Judges one page after another in a process of its own, beside the event loop that drives the browser.

It also makes the sketches that exploring needs, because what pages hold may hang a parser.
"""

import signal
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection

from auditor.crawl.frontier import Candidate, candidates_from
from auditor.crawl.scope import Scope
from auditor.evidence import Kind, PageEvidence, from_json
from auditor.judge import judge_page, judgement_to_json
from auditor.page.html_tree import parse_text
from auditor.registry import all_rules
from auditor.rule import RegisteredRule
from auditor.sampling import skeleton
from auditor.sampling.served import parse, served_evidence
from auditor.service import digest_to_json
from auditor.services.digest import digest_of
from auditor.settings import Settings
from auditor.store.records import packed


@dataclass(frozen=True, slots=True)
class JudgedPage:
    """What a worker makes of one page's evidence. Blobs are packed for the store."""

    evidence: bytes
    judgement: bytes
    digest: bytes
    found: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class PageToJudge:
    """One page, with what orders the addresses that it leads to.

    `evidence` is JSON, as `auditor.evidence.to_json` gives it; `depth` counts links from
    the start; `visit_order` is the page's place in the run.
    """

    evidence: bytes
    page_id: str
    depth: int
    visit_order: int


@dataclass(frozen=True, slots=True)
class Served:
    """A page as its server sent it."""

    body: bytes
    content_type: str
    final_url: str
    status: int


@dataclass(frozen=True, slots=True)
class PageToSketch:
    """One page to be sketched: as served, or, as evidence in JSON, as a browser showed it.

    `depth` and `explore_order` order the addresses that it leads to.
    """

    seen: Served | bytes
    url: str
    page_id: str
    depth: int
    explore_order: int


@dataclass(frozen=True, slots=True)
class SketchedPage:
    """What a worker makes of a page to be sketched. Blobs are packed for the store."""

    skeleton: bytes
    digest: bytes
    found: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class PageToOutline:
    """The HTML of one page as it was served, to tell its template by."""

    served_html: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A page's skeleton, as `auditor.sampling.skeleton.to_bytes` gives it."""

    skeleton: bytes


type Task = PageToJudge | PageToSketch | PageToOutline
type Answer = JudgedPage | SketchedPage | Outline


class Judge:
    """Judges, sketches and outlines pages of one portal; made once a process."""

    def __init__(self, settings: Settings, *, follow_links: bool) -> None:
        self._settings = settings
        self._scope = Scope(settings) if follow_links else None
        self._rules: tuple[RegisteredRule, ...] = tuple(all_rules().values())

    def do(self, task: Task) -> Answer:
        """Do what is asked for."""
        match task:
            case PageToJudge():
                return self.judge(task)
            case PageToSketch():
                return self.sketch(task)
            case PageToOutline():
                return self.outline(task)

    def judge(self, given: PageToJudge) -> JudgedPage:
        """Judge a page, and find where its links lead."""
        readability = self._settings.readability
        page = replace(
            from_json(given.evidence),
            school_years=readability.school_years,
            jargon=readability.jargon,
            channel_words=self._settings.channels.phrases,
        )
        found = self._found(page, given.depth, given.visit_order)
        return JudgedPage(
            packed(given.evidence),
            packed(judgement_to_json(judge_page(page, self._rules))),
            packed(digest_to_json(replace(digest_of(page, given.page_id), skeleton=self._skeleton(page)))),
            found,
        )

    def sketch(self, given: PageToSketch) -> SketchedPage:
        """Note a page's structure and what it is about, and find where its links lead."""
        if isinstance(given.seen, Served):
            root = parse(given.seen.body, given.seen.content_type)
            page = served_evidence(root, given.url, given.seen.final_url, given.seen.status)
        else:
            page = from_json(given.seen)
            root = parse_text(page.dom or "")
        # Ways of contact are looked for on the pages that are visited.
        return SketchedPage(
            packed(skeleton.to_bytes(skeleton.skeleton_of(root))),
            packed(digest_to_json(digest_of(page, given.page_id, channels=False))),
            self._found(page, given.depth, given.explore_order),
        )

    def outline(self, given: PageToOutline) -> Outline:
        """Note a page's structure alone."""
        return Outline(skeleton.to_bytes(skeleton.skeleton_of(parse_text(given.served_html))))

    def _skeleton(self, page: PageEvidence) -> str:
        """Write a page's skeleton down, by which the pages are chosen that are looked at closely."""
        if not self._settings.crawl.closely or page.kind is Kind.DOCUMENT:
            return ""
        return skeleton.to_bytes(skeleton.skeleton_of(parse_text(page.dom or ""))).hex()

    def _found(self, page: PageEvidence, depth: int, order: int) -> tuple[Candidate, ...]:
        if self._scope is None:
            return ()
        return tuple(candidates_from(page.links or (), depth + 1, order, self._scope, self._settings))


def serve(connection: "Connection[Answer | str, Task]", settings: Settings, follow_links: bool) -> None:
    """Answer each page with what was made of it, or with why it could not be, until the other end closes.

    The other end closes by itself when the program that started this one is killed, so no
    worker is left behind. Ctrl-C is for that program to handle.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    judge = Judge(settings, follow_links=follow_links)
    while True:
        try:
            task = connection.recv()
        except (EOFError, OSError):
            return
        answer: Answer | str
        try:
            answer = judge.do(task)
        except Exception as error:  # noqa: BLE001  a page that breaks the program must not end the run
            answer = f"{type(error).__name__}: {error}"
        connection.send(answer)
