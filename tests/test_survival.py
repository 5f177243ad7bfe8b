"""An audit that is ended, however rudely, keeps what was done, and the same command goes on with it."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from auditor.audit import read_audit
from auditor.store.workspace import Workspace
from tests.conftest import ROOT
from tests.served import Answer, Answers, Request, Served, html

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")

MARK = "AUDITOR_TEST_MARK"
SEED = 20250101
KILLS = int(os.environ.get("AUDITOR_KILLS", "12"))  # `make bench-kill` asks for 100

type Lasting = Callable[[Path], dict[str, Any]]


@posix_only
def test_killed_at_any_moment_an_audit_loses_nothing_and_does_nothing_twice(
    tmp_path: Path, lasting: Lasting
) -> None:
    """In the end it is the audit that nobody disturbed."""
    command = [sys.executable, ROOT / "tests" / "killing.py", tmp_path / "k", str(SEED), str(KILLS)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["faults"] == []
    assert result["kills"] >= KILLS
    whole = lasting(tmp_path / "k" / "whole")
    assert whole["run"]["pages_waiting"] == 2, "the limit cut something off"
    for number in range(1, result["audits"] + 1):
        assert lasting(tmp_path / "k" / str(number)) == whole


# With a real browser, real processes and real signals


PAGES = 4  # beside the first
LINKS = "".join(f'<a href="/{number}">Page {number}</a> ' for number in range(PAGES))


class Disturbed:
    """A portal that does something when its nth page is asked for; pages count from 1."""

    def __init__(self, nth: int = 0) -> None:
        self.reached = threading.Event()
        self.go_on = threading.Event()
        self.pages: list[str] = []
        self._nth = nth

    def answers(self) -> Answers:
        return {"/": self._page, **{f"/{number}": self._page for number in range(PAGES)}}

    def _page(self, request: Request) -> Answer:
        self.pages.append(request.path)
        if len(self.pages) == self._nth:
            self.reached.set()
            self.go_on.wait(20)
        return html(f"<main><h1>Page {request.path}</h1><p>You read this here.</p>{LINKS}</main>")


class Command:
    """One call of `auditor audit` on a portal, in a folder; each page is visited once."""

    def __init__(self, folder: Path, url: str, *more: str) -> None:
        toml = f'[portal]\nname = "{urlsplit(url).netloc}"\nurl = "{url}"\n[crawl]\nclosely = false\n'
        (folder / "portal.toml").write_text(toml, encoding="utf-8")
        arguments = ["audit", "portal.toml", "--plain", "--out", "report", "--format", "json"]
        arguments += ["--concurrency", "2", *more]
        self.mark = uuid4().hex
        self.process = subprocess.Popen(
            [sys.executable, "-m", "auditor", *arguments],
            cwd=folder,
            env=os.environ | {MARK: self.mark},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def ended(self) -> tuple[int, list[str]]:
        """Wait for the end: the exit code, and the lines on standard error."""
        _, err = self.process.communicate(timeout=120)
        return self.process.returncode, err.splitlines()

    def left_behind(self) -> list[str]:
        """Name the processes that this one has started and that still run."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if f"{MARK}={self.mark}".encode() in folder.joinpath("environ").read_bytes():
                    found.append(folder.joinpath("cmdline").read_text(encoding="utf-8").replace("\0", " "))
            except OSError:
                continue  # it has ended meanwhile, or is somebody else's
        return found


@contextmanager
def portal(disturbed: Disturbed) -> Iterator[Served]:
    with Served(disturbed.answers()) as served:
        try:
            yield served
        finally:
            disturbed.go_on.set()


def done_pages(folder: Path) -> Mapping[str, bytes]:
    """The pages that were kept, by path, with their evidence."""
    with Workspace(folder / ".auditor" / "workspace.db", make=False) as store:
        run = store.run("latest")
        urls = {page.page_id: page.url for page in store.pages(run.id) if page.state == "done"}
        return {f"/{urls[of_page].split('/', 3)[3]}": data for of_page, data in store.evidence(run.id)}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, lasting: Lasting) -> Callable[[Path], bool]:
    """Tell whether the audit in a folder is what it would have been if nobody had disturbed it."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with Served(Disturbed().answers()) as served:
        assert Command(folder, served.url).ended()[0] == 0
        whole = json.dumps(lasting(folder / "report")).replace(served.host, "portal")

    def is_equal(other: Path) -> bool:
        host = read_audit(other / "report" / "audit.json").portal.name
        found = json.dumps(lasting(other / "report")).replace(host, "portal")
        # Ids of pages hash their address, which has another port.
        return without_ids(json.loads(found)) == without_ids(json.loads(whole))

    return is_equal


def without_ids(audit: dict[str, Any]) -> dict[str, Any]:
    names = {page["id"]: page["url"] for page in audit["pages"]}
    text = json.dumps(audit)
    for of_page, url in names.items():
        text = text.replace(f'"{of_page}"', json.dumps(url))
    return dict(json.loads(text))


@pytest.mark.browser
@posix_only
@pytest.mark.parametrize(
    ("nth", "to_all"),
    [
        pytest.param(1, True, id="at its first page"),
        pytest.param(PAGES + 1, True, id="at its last page"),
        pytest.param(3, False, id="in the middle, told to the program alone"),
    ],
)
def test_ctrl_c_keeps_what_was_done_and_the_same_command_goes_on(
    tmp_path: Path, undisturbed: Callable[[Path], bool], nth: int, to_all: bool
) -> None:
    disturbed = Disturbed(nth)
    with portal(disturbed) as served:
        command = Command(tmp_path, served.url)
        assert disturbed.reached.wait(60)
        before = len(disturbed.pages)
        if to_all:  # as a terminal does
            os.killpg(command.process.pid, signal.SIGINT)
        else:
            command.process.send_signal(signal.SIGINT)
        code, lines = command.ended()
        disturbed.go_on.set()
        assert code == 130
        begun, *_, last = lines
        run = begun.split()[1]
        assert begun == f"Run {run} of {served.url}"
        assert last == (f"Interrupted. What was done is kept in run {run}: the same command goes on with it.")
        assert not any("Traceback" in line or "Error" in line for line in lines), lines
        kept = done_pages(tmp_path)
        assert len(kept) <= before

        code, lines = Command(tmp_path, served.url).ended()
        assert code == 0
        assert lines[0] == f"Going on with run {run} of {served.url}, with {len(kept)} pages done"
        assert kept.items() <= done_pages(tmp_path).items(), "what was kept stays as it was"
        assert set(kept).isdisjoint(disturbed.pages[before:]), "no page was asked for again"
    assert undisturbed(tmp_path)


@pytest.mark.browser
@linux_only
def test_killed_an_audit_leaves_no_process_behind_and_the_same_command_goes_on(
    tmp_path: Path, undisturbed: Callable[[Path], bool]
) -> None:
    disturbed = Disturbed(4)
    with portal(disturbed) as served:
        command = Command(tmp_path, served.url)
        assert disturbed.reached.wait(60)
        command.process.kill()
        assert command.process.wait() == -signal.SIGKILL
        deadline = time.monotonic() + 20
        while (left := command.left_behind()) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert left == []
        command.ended()
        disturbed.go_on.set()
        kept = done_pages(tmp_path)
        asked = len(disturbed.pages)
        code, lines = Command(tmp_path, served.url).ended()
        assert code == 0
        assert lines[0].startswith("Going on with run ")
        assert set(kept).isdisjoint(disturbed.pages[asked:])
    assert undisturbed(tmp_path)


@pytest.mark.browser
@posix_only
def test_ctrl_c_of_a_run_that_was_to_be_new_does_not_begin_another(tmp_path: Path) -> None:
    """The sentence names the command that goes on; the same one would begin again."""
    disturbed = Disturbed(3)
    with portal(disturbed) as served:
        command = Command(tmp_path, served.url, "--new")
        assert disturbed.reached.wait(60)
        command.process.send_signal(signal.SIGINT)
        code, lines = command.ended()
        assert code == 130
        assert lines[-1].endswith(": the same command without --new goes on with it.")
