"""Browsers that others run see what ours sees, keep to the same bounds, and are ended with the audit."""

import asyncio
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import httpx
import pytest

from auditor.audit import Audit, read_audit
from auditor.evidence import PageEvidence
from auditor.visit.browser import VisitError, VisitSettings
from auditor.visit.endpoint import Endpoint
from auditor.visit.guard import Guard, GuardProxy
from auditor.visit.webdriver import WebDriverBrowser
from fixtures.server import PortalServer
from tests.conftest import ROOT
from tests.served import Answers, Served

pytestmark = pytest.mark.browser

START_TIMEOUT_S = 20
REQUIRED = "AUDITOR_CHROMEDRIVER"  # set to "required" where the tests must not be skipped


class Chromedriver:
    """Debian's chromedriver, started as a remote endpoint that others run."""

    def __init__(self, program: str) -> None:
        self._process = subprocess.Popen(
            [program, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
        )
        assert self._process.stdout is not None
        said = ""
        for line in self._process.stdout:
            said += line
            if found := re.search(r"successfully on port (\d+)", line):
                self.url = f"http://127.0.0.1:{found[1]}"
                break
        else:
            raise AssertionError(f"chromedriver did not start: {said}")
        self._reader = threading.Thread(target=self._process.stdout.read, daemon=True)
        self._reader.start()

    def sessions(self) -> list[str]:
        """The sessions that are open; those that are just ending count as open."""
        answer = httpx.get(f"{self.url}/sessions", timeout=START_TIMEOUT_S, trust_env=False)
        return [session["id"] for session in answer.json()["value"]]

    def stop(self) -> None:
        """End the sessions, whose browsers would outlive it, and the program."""
        for session in self.sessions():
            httpx.delete(f"{self.url}/session/{session}", timeout=START_TIMEOUT_S, trust_env=False)
        self.kill()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join()
        assert self._process.stdout is not None
        self._process.stdout.close()


def _chromedriver() -> Chromedriver:
    program = shutil.which("chromedriver")
    if program is None:
        reason = "there is no chromedriver (on Debian, as root: apt-get install chromium-driver)"
        if os.environ.get(REQUIRED) == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    return Chromedriver(program)


@pytest.fixture(scope="session")
def shared_chromedriver() -> Iterator[Chromedriver]:
    driver = _chromedriver()
    yield driver
    driver.stop()


@pytest.fixture
def chromedriver(shared_chromedriver: Chromedriver) -> Iterator[Chromedriver]:
    """A chromedriver of which every session has to be gone in the end."""
    yield shared_chromedriver
    assert shared_chromedriver.sessions() == []


@contextlib.asynccontextmanager
async def driven(
    endpoint: Endpoint, portal: Served | PortalServer, *, tabs: int = 1, **settings: Any
) -> AsyncIterator[WebDriverBrowser]:
    """A browser at an endpoint, with the portal named by the operator."""
    port = urlsplit(portal.url).port or 80
    guard = Guard([("127.0.0.1", port)])
    visits = VisitSettings(**{"hosts": ("127.0.0.1",), "load_timeout_s": 5, **settings})
    async with (
        GuardProxy(guard) as proxy,
        WebDriverBrowser(endpoint, visits, tabs=tabs, guard=guard, proxy_url=proxy.url) as browser,
    ):
        yield browser


def visited(
    endpoint: Endpoint, answers: Answers, *paths: str, **settings: Any
) -> list[PageEvidence | VisitError]:
    """What visits of these paths give, in one tab and in this order."""

    async def visit() -> list[PageEvidence | VisitError]:
        seen: list[PageEvidence | VisitError] = []
        with Served(answers) as portal:
            async with driven(endpoint, portal, **settings) as browser:
                for path in paths:
                    try:
                        seen.append(await browser.visit(f"{portal.url}{path}"))
                    except VisitError as error:
                        seen.append(error)
        return seen

    return asyncio.run(visit())


# The same findings


def without_port(value: Any, port: int | None) -> Any:
    return json.loads(json.dumps(value).replace(f"127.0.0.1:{port}", "portal"))


def comparable(audit: Audit) -> dict[str, Any]:
    """All that an audit says of its pages and services, by path."""
    path_of = {page.id: urlsplit(page.url).path for page in audit.pages}
    port = urlsplit(audit.portal.url).port
    findings = [
        {**finding.model_dump(mode="json", exclude={"id", "page"}), "page": path_of.get(finding.page or "")}
        for finding in audit.findings
    ]
    return cast(
        "dict[str, Any]",
        without_port(
            {
                "pages": {
                    path_of[page.id]: page.model_dump(mode="json", exclude={"id", "service", "duplicate_of"})
                    for page in audit.pages
                },
                "findings": sorted(findings, key=lambda finding: json.dumps(finding, sort_keys=True)),
                "services": {
                    service.name: service.model_dump(mode="json", exclude={"pages"})
                    for service in audit.services
                },
            },
            port,
        ),
    )


@pytest.mark.parametrize("name", ["aldermere", "madinat-al-nada"])
def test_a_portal_gets_the_same_outcomes_as_from_our_own_browser(
    name: str, demo_audits: Mapping[str, Audit], chromedriver: Chromedriver, tmp_path: Path
) -> None:
    portal = ROOT / "fixtures" / name
    with PortalServer(portal) as server:
        command = [
            *(sys.executable, "-m", "auditor", "audit", portal / "portal.toml", "--plain"),
            *("--base-url", server.url, "--concurrency", "2", "--webdriver", chromedriver.url),
            *("--workspace", tmp_path / "workspace.db", "--out", tmp_path / "report"),
        ]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    audit = read_audit(tmp_path / "report" / "audit.json")
    assert audit.auditor.browser is not None
    assert re.fullmatch(r"chrome [\d.]+ through WebDriver", audit.auditor.browser)
    ours, theirs = comparable(demo_audits[name]), comparable(audit)
    assert theirs["pages"] == ours["pages"]
    assert theirs["findings"] == ours["findings"]
    assert theirs["services"] == ours["services"]
