"""Kills an audit again and again, and lets it go on, until it has come to its end. POSIX only.

    python tests/killing.py FOLDER SEED KILLS

Every attempt is a process of its own that runs `auditor audit` as a person would, and is
ended by SIGKILL: in turn at a step of the database and at a moment, both drawn from the
seed. Only the browser and the network are those of tests/fakes.py, and the judges work in
the same process, so that an attempt takes half a second.

FOLDER/whole gets the reports of an audit that nobody disturbed, FOLDER/1, FOLDER/2 … those
of the disturbed ones. What is printed is JSON: how many were killed, and what was wrong.
"""

import asyncio
import contextlib
import json
import os
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import alembic.command  # noqa: F401  loaded here for every attempt
import fakes
import sqlalchemy as sa
from fakes import SITE, FakeBrowser, FakeClient, JudgesHere, answer, seen, tree

from auditor.__main__ import main
from auditor.evidence import PageEvidence, to_json
from auditor.files.read import read_file
from auditor.files.unreadable import UnreadableError
from auditor.registry import all_formats
from auditor.run import engine
from auditor.run.tools import Tools
from auditor.run.worker import Judge, PageToJudge
from auditor.settings import read_settings
from auditor.visit.browser import Closely, VisitError

# Of three templates, with what was served; the others are told to be alike by what was seen alone.
_DOMS = [f"<main><{tag}><h2>A</h2></{tag}><p>Text</p></main>" for tag in ("section", "form", "article")]
_TREE = {
    path: replace(page, dom=_DOMS[int(path[-2])], served_html=_DOMS[int(path[-2])]) if path != "/" else page
    for path, page in tree(children=3, depth=2).items()
}
PAGES = _TREE | {
    "/": seen("/", "/0/", "/1/", "/2/", "/broken", "/form.pdf", "/contact"),
    "/contact": seen("/contact", "/", words="Call 020 7946 0140 from nine to five."),
    "/broken": VisitError("the host broke off the connection"),
}
TEXTS = {
    "/robots.txt": f"Sitemap: {SITE}/map.txt",
    "/map.txt": f"{SITE}/unlinked\n{SITE}/0/\n",
    "/form.pdf": answer(f"{SITE}/form.pdf", "%PDF", content_type="application/pdf"),
}
MOST_PAGES = "15"  # of 17: a limit has to cut off the same pages after any number of kills


class LoggingBrowser(FakeBrowser):
    """Writes down each visit before it is made, where a kill cannot undo it."""

    async def visit(self, url: str, *, closely: Closely = False) -> Any:
        with Path("visits.log").open("a", encoding="utf-8") as log:  # noqa: ASYNC230  before a kill can come
            log.write(f"{url} closely\n" if closely is True else f"{url}\n")
        await asyncio.sleep(0.002)
        return await super().visit(url, closely=closely)


@contextlib.asynccontextmanager
async def open_fakes(*_: object) -> AsyncIterator[Tools]:
    yield fakes.tools(LoggingBrowser(PAGES, Random(1)), FakeClient(TEXTS))  # noqa: S311


engine.open_tools = open_fakes  # type: ignore[assignment]
engine.find_program = lambda _plan: None  # type: ignore[assignment,return-value]
engine.Judges = JudgesHere  # type: ignore[assignment,misc]
engine.installed_fonts = list  # type: ignore[assignment]


class Portal:
    """A folder in which one audit is made, in any number of attempts."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self.faults: list[str] = []
        self._kept: dict[str, tuple[Any, ...]] = {}
        self._looked_closely: set[str] = set()  # those whose close look is kept

    def attempt(self, *, step: int = 0, after_s: float = 0) -> int:
        """Run the command, killed before its nth step or after some time, and give its exit code."""
        done_before = set(self._kept)
        visits_before = len(self._visits())
        pid = os.fork()
        if not pid:
            self._audit(step)
        if after_s:
            time.sleep(after_s)
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        visits = self._visits()[visits_before:]
        again = done_before & set(visits) | {
            f"{url} closely" for url in self._looked_closely if f"{url} closely" in visits
        }
        self.faults += [f"{self._folder.name}: visited again: {visit}" for visit in again]
        self._look({visit.removesuffix(" closely") for visit in visits if visit.endswith(" closely")})
        return code

    def _audit(self, step: int) -> None:
        os.chdir(self._folder)
        for stream, name in ((1, "out.log"), (2, "err.log")):
            os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND), stream)
        steps = 0

        @sa.event.listens_for(sa.Engine, "before_cursor_execute")
        @sa.event.listens_for(sa.Engine, "commit")
        def kill(*_: object) -> None:
            nonlocal steps
            steps += 1
            if steps == step:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.argv = ["auditor", "audit", f"{SITE}/", "--plain", "--out", ".", "--workspace", "workspace.db"]
        sys.argv += ["--max-pages", MOST_PAGES, "--concurrency", "3"]
        code = 1
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            Path("steps").write_text(str(steps), encoding="ascii")
            os._exit(code)

    def _visits(self) -> list[str]:
        log = self._folder / "visits.log"
        return log.read_text(encoding="utf-8").splitlines() if log.is_file() else []

    @property
    def steps(self) -> int:
        """How many statements and commits the last attempt took that came to its end."""
        return int(self._folder.joinpath("steps").read_text(encoding="ascii"))

    @property
    def is_reported(self) -> bool:
        """Whether all was done before the kill came: the same command would begin another run."""
        with contextlib.closing(sqlite3.connect(self._folder / "workspace.db")) as database:
            if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'runs'").fetchall():
                return False
            facts = database.execute("SELECT facts FROM runs").fetchall()
            return any(json.loads(text).get("reported") for (text,) in facts)

    def _look(self, closely: set[str]) -> None:
        """See that what was kept is kept as it was, but for a close look, and each page is kept whole."""
        kept = self._read()
        changed = {url for url, page in self._kept.items() if kept.get(url) != page}
        self.faults += [f"{self._folder.name}: not as it was kept: {url}" for url in changed - closely]
        self._looked_closely |= changed & closely
        self.faults += [
            f"{self._folder.name}: not kept whole: {url}"
            for url, (state, *blobs) in kept.items()
            if (state == "done") is (None in blobs)
        ]
        self._kept = kept

    def _read(self) -> dict[str, tuple[Any, ...]]:
        file = self._folder / "workspace.db"
        with contextlib.closing(sqlite3.connect(file)) as database:
            if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'pages'").fetchall():
                return {}
            (runs,) = database.execute("SELECT count(*) FROM runs").fetchone()
            if runs > 1:
                self.faults.append(f"{self._folder.name}: {runs} runs instead of one")
            rows = database.execute(
                "SELECT url, state, data, judgement, digest FROM pages"
                " LEFT JOIN evidence USING (run_id, page_id) LEFT JOIN judgements USING (run_id, page_id)"
                " WHERE state != 'waiting'"
            )
            return {url: tuple(page) for url, *page in rows}


def make_ready() -> None:
    """Load here what every attempt would load: processes made by forking have it at once."""
    all_formats()
    with contextlib.suppress(UnreadableError):
        read_file(b"%PDF", "form.pdf")
    for page in PAGES.values():
        if isinstance(page, PageEvidence):
            Judge(read_settings(f"{SITE}/"), follow_links=True).judge(PageToJudge(to_json(page), "", 0, 0))


def kill_all(folder: Path, random: Random, kills: int) -> dict[str, Any]:
    """Audit undisturbed, and then disturbed until that many were killed."""
    whole = Portal(folder / "whole")
    begun = time.monotonic()
    if code := whole.attempt():
        return {"kills": 0, "faults": [f"the undisturbed audit ended with {code}"]}
    lasts_s = time.monotonic() - begun
    killed, number, faults = 0, 0, list(whole.faults)
    while killed < kills:
        number += 1
        portal = Portal(folder / str(number))
        code = -signal.SIGKILL
        while code == -signal.SIGKILL and not portal.is_reported:
            if killed % 2:
                code = portal.attempt(after_s=random.uniform(0.01, lasts_s))
            else:
                code = portal.attempt(step=random.randint(1, whole.steps))
            killed += code == -signal.SIGKILL
        faults += portal.faults
        if code not in (0, -signal.SIGKILL):
            faults.append(f"{number}: ended with {code}")
            break
    return {"kills": killed, "audits": number, "faults": faults, "lasts_s": lasts_s}


if __name__ == "__main__":
    make_ready()
    print(json.dumps(kill_all(Path(sys.argv[1]), Random(int(sys.argv[2])), int(sys.argv[3]))))  # noqa: S311, T201
