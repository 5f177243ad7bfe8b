"""Judges one page after another in a process of its own, beside the event loop that drives the browser."""

import signal
from dataclasses import dataclass

from auditor.crawl.frontier import Candidate, candidates_from
from auditor.crawl.scope import Scope
from auditor.evidence import from_json
from auditor.judge import judge_page, judgement_to_json
from auditor.registry import all_rules
from auditor.rule import RegisteredRule
from auditor.service import digest_to_json
from auditor.services.digest import digest_of
from auditor.settings import Settings
from auditor.store.workspace import packed


@dataclass(frozen=True, slots=True)
class JudgedPage:
    """What a worker makes of one page's evidence. Blobs are compressed for the store."""

    evidence: bytes
    judgement: bytes
    digest: bytes
    found: tuple[Candidate, ...]


class Judge:
    """Judges pages of one portal; made once a process."""

    def __init__(self, settings: Settings, *, follow_links: bool) -> None:
        self._settings = settings
        self._scope = Scope(settings) if follow_links else None
        self._rules: tuple[RegisteredRule, ...] = tuple(all_rules().values())

    def judge(self, evidence: bytes, page_id: str, depth: int, visit_order: int) -> JudgedPage:
        """Judge a page's evidence (JSON), and find where its links lead.

        Args:
            evidence: as `auditor.evidence.to_json` gives it.
            page_id: the page's id.
            depth: how many links it is from the start.
            visit_order: its place in the run, which orders what it links to.
        """
        page = from_json(evidence)
        judgement = judge_page(page, self._rules)
        found: list[Candidate] = []
        if self._scope is not None:
            found = candidates_from(page.links or (), depth + 1, visit_order, self._scope, self._settings)
        return JudgedPage(
            packed(evidence),
            packed(judgement_to_json(judgement)),
            packed(digest_to_json(digest_of(page, page_id))),
            tuple(found),
        )


_judge: Judge | None = None


def start(settings: Settings, follow_links: bool) -> None:
    """Set up a worker process. Ctrl-C is the parent's to handle."""
    global _judge  # noqa: PLW0603  one judge a process
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _judge = Judge(settings, follow_links=follow_links)


def judge(evidence: bytes, page_id: str, depth: int, visit_order: int) -> JudgedPage:
    """Judge a page in a worker process; see `Judge.judge`."""
    if _judge is None:
        raise RuntimeError("the worker was not started")
    return _judge.judge(evidence, page_id, depth, visit_order)
