"""The fixture `inclusion_audit` for tests with pytest; docs/pytest.md tells all of it.

Pytest loads this with each of its runs, so that it loads nothing itself until a test asks for the fixture.
"""

import base64
import re
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from auditor.in_tests import PageAudit

OUTPUT = "inclusion_audit_output"
STANDARD = "inclusion_audit_standard"
_FAILED = pytest.StashKey[bool]()
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_NAME_CHARS = 100


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer what can be set in pytest's own configuration."""
    parser.addini(OUTPUT, "folder for what failed tests saw of their pages", default="inclusion-audit")
    parser.addini(STANDARD, "the standard that counts, such as wcag22-aa", default="")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note for the fixture whether its test failed."""
    report = yield
    if call.when == "call":
        item.stash[_FAILED] = report.failed
    return report


@pytest.fixture
def inclusion_audit(request: pytest.FixtureRequest) -> Iterator[Callable[..., "PageAudit"]]:
    """Audit a page of Playwright or of a Selenium driver, as it is now: `inclusion_audit(page).blockers`.

    Where the test fails, what was seen is kept in a folder of the test's name.
    """
    from auditor import in_tests  # noqa: PLC0415  heavy, and most tests do without

    audits: list[PageAudit] = []
    standard = str(request.config.getini(STANDARD)) or in_tests.DEFAULT_STANDARD

    def audit(page: Any, **asked: Any) -> "PageAudit":
        audits.append(in_tests.audit(page, **{"standard": standard, **asked}))
        return audits[-1]

    yield audit
    if request.node.stash.get(_FAILED, False):
        name = _NOT_IN_NAMES.sub("-", request.node.nodeid).strip("-")[-_NAME_CHARS:]
        folder = request.config.rootpath / str(request.config.getini(OUTPUT)) / name
        for number, one in enumerate(audits, 1):
            _keep(one, folder, f"page-{number}")


def _keep(audit: "PageAudit", folder: Path, name: str) -> None:
    """Write what an audit saw: in words, as evidence that can be judged again, and as a picture."""
    from auditor.evidence import to_json  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    parts = {"blockers": audit.blockers, "other faults": [f for f in audit.faults if f not in audit.blockers]}
    lines = [audit.url, *(f"{part}:\n" + "\n".join(map(repr, faults)) for part, faults in parts.items())]
    lines += [f"not recorded: {part}: {reason}" for part, reason in audit.untested.items()]
    (folder / f"{name}.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    (folder / f"{name}.evidence.json").write_bytes(to_json(audit.evidence))
    if audit.evidence.screenshot:
        (folder / f"{name}.webp").write_bytes(base64.b64decode(audit.evidence.screenshot))
