"""Judges one page after another in a process of its own, beside the event loop that drives the browser."""

import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection

from auditor.crawl.frontier import Candidate, candidates_from
from auditor.crawl.scope import Scope
from auditor.evidence import from_json
from auditor.judge import judge_page, judgement_to_json
from auditor.registry import all_rules
from auditor.rule import RegisteredRule
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


class Judge:
    """Judges pages of one portal; made once a process."""

    def __init__(self, settings: Settings, *, follow_links: bool) -> None:
        self._settings = settings
        self._scope = Scope(settings) if follow_links else None
        self._rules: tuple[RegisteredRule, ...] = tuple(all_rules().values())

    def judge(self, given: PageToJudge) -> JudgedPage:
        """Judge a page, and find where its links lead."""
        page = from_json(given.evidence)
        found: list[Candidate] = []
        if self._scope is not None:
            found = candidates_from(
                page.links or (), given.depth + 1, given.visit_order, self._scope, self._settings
            )
        return JudgedPage(
            packed(given.evidence),
            packed(judgement_to_json(judge_page(page, self._rules))),
            packed(digest_to_json(digest_of(page, given.page_id))),
            tuple(found),
        )


def serve(
    connection: "Connection[JudgedPage | str, PageToJudge]", settings: Settings, follow_links: bool
) -> None:
    """Answer each page with what it was judged, or with why it could not be, until the other end closes.

    The other end closes by itself when the program that started this one is killed, so no
    worker is left behind. Ctrl-C is for that program to handle.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    judge = Judge(settings, follow_links=follow_links)
    while True:
        try:
            given = connection.recv()
        except (EOFError, OSError):
            return
        answer: JudgedPage | str
        try:
            answer = judge.judge(given)
        except Exception as error:  # noqa: BLE001  a page that breaks the program must not end the run
            answer = f"judging it failed: {type(error).__name__}: {error}"
        connection.send(answer)
