"""Journeys in an audit: kept whole, judged, shown, and without anything that was typed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from auditor.audit import Audit, Service, read_audit
from auditor.registry import all_formats
from auditor.store.workspace import Workspace
from auditor.visit import acting
from tests.answering import AnsweringServer, page
from tests.conftest import CommandLine
from tests.journey_portal import NAME, BirthsPortal

pytestmark = pytest.mark.browser

TOWN_TEXT = "Upper Quillington"
PORTAL = """
[portal]
name = "City of Births"
url = "http://127.0.0.1/"
languages = ["en"]

[crawl]
screenshot = true
closely = false

[[service]]
id = "births"
name = "Register a birth"
start = "/births/"
pages = ["/births/**"]
"""
STEPS = """
errors = true
[[service.step]]
click = "Start now"
[[service.step]]
fill = "Full name"
with = "env:TEST_NAME"
[[service.step]]
upload = "Hospital letter"
file = "letter of Wilhelmina.txt"
[[service.step]]
fill = "Your note"
with = "I live in Upper Quillington"
[[service.step]]
click = "Continue"
submit = true
name = "What was written"
[[service.step]]
click = "Send"
submit = true
[[service.step]]
expect = "the birth is registered"
"""


@pytest.fixture(scope="module")
def births() -> BirthsPortal:
    return BirthsPortal()


@pytest.fixture
def portal(births: BirthsPortal) -> BirthsPortal:
    """The portal, to which nothing has been sent."""
    births.sent.clear()
    return births


@pytest.fixture(scope="module")
def server(births: BirthsPortal) -> Iterator[AnsweringServer]:
    with AnsweringServer(births.routes()) as served:
        form = served.routes["/births/form"]
        body = form.body.replace(
            b"<button>", b"<label>Your note <textarea name=note></textarea></label><button>"
        )  # type: ignore[union-attr]
        served.routes["/births/form"] = page(body.decode().partition("<p>")[2], title="About the child")
        yield served


@pytest.fixture(scope="module")
def walked(
    births: BirthsPortal, server: AnsweringServer, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, int]:
    """The folder of an audit with all steps and all reports, and how many forms were sent."""
    folder = tmp_path_factory.mktemp("walked")
    (folder / "letter of Wilhelmina.txt").write_text("A letter", encoding="utf-8")
    (folder / "portal.toml").write_text(PORTAL + STEPS, encoding="utf-8")
    births.sent.clear()
    formats = [part for name in all_formats() for part in ("--format", name)]
    command = [sys.executable, "-m", "auditor", "audit", "portal.toml", "--base-url", server.url]
    command += ["--workspace", "w.db", *formats]
    environment = os.environ | {"TEST_NAME": NAME}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return folder, len(births.sent)


@pytest.fixture
def audited(
    auditor: CommandLine, server: AnsweringServer, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Audit]:
    monkeypatch.setenv("TEST_NAME", NAME)
    Path("letter of Wilhelmina.txt").write_text("A letter", encoding="utf-8")

    def audit(steps: str, *options: object, code: int = 0) -> Audit:
        Path("portal.toml").write_text(PORTAL + steps, encoding="utf-8")
        ended = auditor("audit", "portal.toml", "--base-url", server.url, "--workspace", "w.db", *options)
        assert ended.code == code, ended.err
        return read_audit(Path("report/audit.json"))

    return audit


def told(service: Service) -> list[tuple[int, str, str, bool]]:
    return [(step.number, step.action, step.state, step.page is not None) for step in service.steps]


def test_a_journey_is_kept_judged_and_shown_without_what_was_typed(
    walked: tuple[Path, int], auditor: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, sent = walked
    monkeypatch.chdir(folder)
    audit = read_audit(Path("report/audit.json"))
    (service,) = audit.services
    assert service.form_words is not None
    assert service.form_words.errors == 1  # what an empty form is answered: "Enter the full name"
    assert told(service) == [
        (1, "click “Start now”", "done", True),
        (2, "fill “Full name”", "done", False),
        (3, "upload a file into “Hospital letter”", "done", False),
        (4, "fill “Your note”", "done", False),
        (5, "click “Continue”", "done", True),
        (5, "click “Continue” with nothing filled in", "done", True),
        (6, "click “Send”", "done", True),
        (7, "expect “the birth is registered”", "done", False),
    ]
    pages = {each.id: each for each in audit.pages}
    states = [pages[step.page] for step in service.steps if step.page is not None]
    assert [state.state_of is not None for state in states] == [True] * 4
    assert {state.id for state in states} <= set(service.pages)
    assert all(state.rules for state in states)
    check = states[1]
    assert (check.title, check.state_of) == ("Check SECRET-REMOVED", states[2].state_of)
    assert check.id != states[2].id

    everything = b"".join(
        file.read_bytes()
        for file in Path().rglob("*")
        if file.is_file() and file.suffix not in (".toml", ".txt")
    )
    with Workspace("w.db") as store:
        run = store.run("latest")
        evidence = b"".join(data for _, data in store.evidence(run.id))
        digests = repr(list(store.judgements(run.id))).encode()
        settings = run.settings.encode()
    for words in (b"Wilhelmina", b"Quirk", b"Quillington", TOWN_TEXT.encode()):
        for kept in (everything, evidence, digests, settings):
            assert words not in kept
    assert b"SECRET-REMOVED" in evidence
    assert sent == 2

    first = json.loads(Path("report/audit.json").read_text(encoding="utf-8"))
    assert auditor("judge", "latest", "--workspace", "w.db", "--out", "again").code == 0
    assert json.loads(Path("again/audit.json").read_text(encoding="utf-8")) == first


def test_a_step_that_fails_leaves_all_later_ones_untested(
    audited: Callable[..., Audit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acting, "STEP_TIMEOUT_S", 2.0)
    audit = audited(
        '[[service.step]]\nclick = "Start now"\n[[service.step]]\nclick = "css=#nothing"\n'
        '[[service.step]]\nexpect = "Done"\nname = "The end"\n'
    )
    (service,) = audit.services
    assert [step.state for step in service.steps] == ["done", "untested", "untested"]
    failed, last = service.steps[1:]
    assert failed.reason is not None
    assert "the page says: “About the child" in failed.reason
    assert (last.name, last.page, last.reason) == ("The end", None, "because step 2 failed")
    state = next(each for each in audit.pages if each.id == failed.page)
    assert (state.state, state.reason) == ("untested", failed.reason)


def test_what_would_be_sent_is_not(audited: Callable[..., Audit], portal: BirthsPortal) -> None:
    audit = audited('[[service.step]]\ngoto = "/births/form"\n[[service.step]]\nclick = "Continue"\n')
    step = audit.services[0].steps[1]
    assert portal.sent == []
    assert step.state == "untested"
    assert step.reason is not None
    assert step.reason.startswith("this step would send the form; say submit = true if it may")


def test_listed_pages_are_visited_alone(audited: Callable[..., Audit]) -> None:
    Path("pages.txt").write_text("/births/\n", encoding="utf-8")
    (service,) = audited(STEPS, "--urls", "pages.txt").services
    assert {step.reason for step in service.steps} == {
        "--urls visits exactly the listed addresses, so no journey was walked"
    }
    assert len(service.steps) == 7


def test_a_sample_holds_all_steps(audited: Callable[..., Audit]) -> None:
    audit = audited(STEPS, "--sample", "1")
    (service,) = audit.services
    assert [step.state for step in service.steps] == ["done"] * 8
    assert audit.run.sample is not None
    assert audit.run.sample.unexplored == 0
    assert sum(page.state_of is not None for page in audit.pages) == 4


CODE = """
async def journey(page, visit):
    await page.get_by_role("link", name="Start now").click()
    await visit("The form")
    await page.get_by_label("Full name").fill(visit.value("env:TEST_NAME"))
    async with visit.submitting():
        await page.get_by_role("button", name="Continue").click()
    await visit("What was written")
    await page.get_by_role("button", name="Send").click()
"""


def test_a_python_file_is_the_way_out(audited: Callable[..., Audit], portal: BirthsPortal) -> None:
    Path("births.py").write_text(CODE, encoding="utf-8")
    (service,) = audited('journey = "births.py"\n').services
    assert told(service) == [
        (1, "visit “The form”", "done", True),
        (2, "visit “What was written”", "done", True),
        (3, "the Python file", "untested", True),
    ]
    assert service.steps[2].reason is not None
    assert "do it inside `async with visit.submitting()`" in service.steps[2].reason
    assert len(portal.sent) == 1
    with Workspace("w.db") as store:
        evidence = b"".join(data for _, data in store.evidence(store.run("latest").id))
    assert b"Wilhelmina" not in evidence


def test_an_audit_that_is_killed_on_a_journey_ends_as_if_nothing_had_happened(
    walked: tuple[Path, int],
    server: AnsweringServer,
    lasting: Callable[[Path], Mapping[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder, _ = walked
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TEST_NAME", NAME)
    whole = lasting(Path("report"))
    done = server.routes["/births/check"]

    def dies(asked: Any) -> Any:
        os.kill(child.pid, signal.SIGKILL)
        return done(asked)  # type: ignore[operator]

    server.routes["/births/check"] = dies
    command = [sys.executable, "-m", "auditor", "audit", "portal.toml", "--base-url", server.url]
    command += ["--workspace", "killed.db", "--out", "killed"]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert child.wait(timeout=120) == -signal.SIGKILL
    time.sleep(0.5)
    server.routes["/births/check"] = done
    before = len(server.asked_for("/births/form"))
    again = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert again.returncode == 0, again.stderr
    assert lasting(Path("killed")) == whole
    assert len(server.asked_for("/births/form")) - before == 2  # both of the journey, none of the crawl
