"""What tests share: portals served on loopback, a browser, rule examples visited in it, the command line."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from auditor.__main__ import main
from auditor.audit import Audit, read_audit
from auditor.evidence import CLOSE_PARTS, PageEvidence, Part
from auditor.registry import all_rules
from auditor.settings import read_settings
from auditor.store.workspace import Workspace
from auditor.visit.browser import VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.find_browser import BrowserProgram, find_browser
from fixtures.server import PortalServer
from tests.made import SERVICES, SITE, Made

# What starts the suite in the background may have it ignore Ctrl-C, and what the suite starts too.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parent.parent
DEMO_PORTALS = ("aldermere", "valbrume", "madinat-al-nada")
DEMO_SECONDS = 300  # for auditing them
TABS = 6  # for examples, small pages that a visit mostly waits for


@dataclass(frozen=True)
class Ended:
    """How a call of the command line ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """What was said on standard error."""
        return self.err.splitlines()


type CommandLine = Callable[..., Ended]


# They wait long, for browsers above all, and come first: the last one would be waited for alone.
LONG_FIRST = (
    "test_webdriver", "test_survival", "test_hostile", "test_journeys", "test_reuse", "test_rules",
    "test_politeness", "test_shortcuts", "test_secrets", "test_faults", "test_walk",
    "test_same_again", "test_bad_input",
)  # fmt: skip


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Take one process more than there are cores: some tests wait for pages that hang."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first."""
    last = len(LONG_FIRST)
    places = {name: place for place, name in enumerate(LONG_FIRST)}
    items.sort(key=lambda item: places.get(item.path.stem, last))


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """Take back what the program does to its process when it is interrupted, where it is this one."""
    before, hook = signal.getsignal(signal.SIGINT), sys.unraisablehook
    yield
    signal.signal(signal.SIGINT, before)
    sys.unraisablehook = hook


@pytest.fixture(scope="session")
def browser_program() -> BrowserProgram:
    return find_browser()


@pytest.fixture(scope="session")
def browser_path(browser_program: BrowserProgram) -> Path:
    return browser_program.path


@pytest.fixture(scope="session")
def visited_examples(
    browser_program: BrowserProgram, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[tuple[str, str], PageEvidence]:
    """Visit the HTML of every rule's examples once, in reused tabs; of dear probes those that it needs."""
    folder = tmp_path_factory.mktemp("examples")
    files: dict[frozenset[Part], dict[tuple[str, str], Path]] = {}
    for rule in all_rules().values():
        for example in rule.rule.examples:
            if isinstance(example.given, str):
                file = folder / f"{sum(map(len, files.values()))}.html"
                file.write_text(document(example.given), encoding="utf-8")
                files.setdefault(_dear(rule.rule.needs), {})[rule.id, example.name] = file

    async def visit_all() -> dict[tuple[str, str], PageEvidence]:
        seen: dict[tuple[str, str], PageEvidence] = {}
        with PortalServer(folder) as server:
            for dear, batch in files.items():
                settings = VisitSettings(hosts=("127.0.0.1",), axe="axe" in dear, unwanted=CLOSE_PARTS - dear)
                closely = not CLOSE_PARTS.isdisjoint(dear)
                async with ChromiumBrowser(browser_program, settings, tabs=TABS) as browser:
                    visits = (
                        browser.visit(f"{server.url}{file.name}", closely=closely) for file in batch.values()
                    )
                    seen |= zip(batch, await asyncio.gather(*visits), strict=True)
        return seen

    return asyncio.run(visit_all())


def _dear(needs: Iterable[Part]) -> frozenset[Part]:
    """Name the parts that cost much, of those that a rule needs; what is read after axe needs axe."""
    needed = CLOSE_PARTS.intersection(needs)
    return needed | {"axe"} if {"axe", "named", "pixels"}.intersection(needs) else needed


def document(html: str) -> str:
    """Complete an example to a page that has no fault of its own."""
    if "<html" in html.lower():
        return html
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Example</title>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{html}</body></html>'


@pytest.fixture
def auditor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> CommandLine:
    """Call the command line in this process, in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["auditor", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfd.readouterr()
        return Ended(int(ended.value.code or 0), out, err)

    return call


@pytest.fixture
def declared(tmp_path: Path) -> Iterator[Made]:
    """A portal with two declared services."""
    (tmp_path / "portal.toml").write_text(SERVICES, encoding="utf-8")
    with Workspace(tmp_path / "workspace.db") as store:
        yield Made(store, read_settings(str(tmp_path / "portal.toml")))


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Made]:
    """A portal of which nothing but the address is known."""
    with Workspace(tmp_path / "bare.db") as store:
        yield Made(store, read_settings(f"{SITE}/"))


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Audit the three fictional portals, as `make demo` does; gives workspace.db and a folder for each.

    Of several test processes, the first does it for all.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "demo-audits"
    done = folder / "done"
    try:
        folder.mkdir()
    except FileExistsError:
        for _ in range(DEMO_SECONDS):
            if done.exists():
                return folder
            time.sleep(1)
        pytest.fail("another test process did not audit the fictional portals")
    for name in DEMO_PORTALS:
        _audit_portal(name, folder)
    done.touch()
    return folder


def _audit_portal(name: str, folder: Path) -> None:
    portal = ROOT / "fixtures" / name
    with PortalServer(portal) as server:
        command = [
            *(sys.executable, "-m", "auditor", "audit", portal / "portal.toml", "--plain"),
            *("--base-url", server.url, "--concurrency", "2"),
            *("--workspace", folder / "workspace.db", "--out", folder / name),
        ]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=300)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def demo_audits(demo_folder: Path) -> Mapping[str, Audit]:
    """The audits of the three fictional portals, by the names of their folders."""
    return {name: read_audit(demo_folder / name / "audit.json") for name in DEMO_PORTALS}


@pytest.fixture(scope="session")
def lasting() -> Callable[[Path], dict[str, Any]]:
    """Read an audit.json without the fields that may differ between two runs, as its schema marks them."""
    schema = Audit.model_json_schema()

    def without(value: Any, shape: dict[str, Any]) -> Any:
        if reference := shape.get("$ref"):
            shape = schema["$defs"][reference.rpartition("/")[2]]
        if isinstance(value, dict) and "properties" in shape:
            return {
                key: without(inner, shape["properties"][key])
                for key, inner in value.items()
                if not shape["properties"][key].get("volatile")
            }
        if isinstance(value, list) and "items" in shape:
            return [without(inner, shape["items"]) for inner in value]
        return value

    def read(folder: Path) -> dict[str, Any]:
        kept: dict[str, Any] = without(
            json.loads((folder / "audit.json").read_text(encoding="utf-8")), schema
        )
        return kept

    return read
