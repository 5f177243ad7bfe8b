"""`auditor audit --sample`: from the command line to the report, in the real browser."""

import json
from pathlib import Path
from typing import Any

import pytest

from auditor.audit import Audit, read_audit
from fixtures.server import PortalServer
from tests.conftest import CommandLine, Ended
from tests.sampled_portal import write_portal

SIZE = 14


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    folder = tmp_path_factory.mktemp("portal")
    return folder, len(write_portal(folder, articles=8, offices=4))


def sampled(auditor: CommandLine, url: str, *options: str) -> tuple[Ended, Audit, dict[str, Any]]:
    ended = auditor("audit", url, "--sample", SIZE, "--out", "report", "--plain", *options)
    file = Path("report") / "audit.json"
    return ended, read_audit(file), json.loads(file.read_text(encoding="utf-8"))


@pytest.mark.browser
def test_a_sample_is_chosen_visited_and_told(auditor: CommandLine, portal: tuple[Path, int]) -> None:
    folder, pages = portal
    with PortalServer(folder) as server:
        ended, audit, data = sampled(auditor, server.url)
    assert ended.code == 0, ended.err
    sample = audit.run.sample
    assert sample is not None
    assert (sample.explored, sample.portal_pages, sample.explored_by) == (pages, pages, "html")
    assert sample.required + sample.by_template + sample.random == SIZE == len(audit.pages)
    assert sample.random == 2  # a tenth of 12, and the rest
    assert audit.pages[0].chosen is not None
    assert audit.pages[0].chosen.why == "home page"
    assert {page.state for page in audit.pages} == {"done"}
    assert all(page.rules for page in audit.pages)
    assert audit.run.pages_waiting == audit.run.pages_found - SIZE
    assert sum(template["visited"] for template in data["run"]["sample"]["templates"]) == SIZE
    assert any(line.startswith("A sample, with seed 1: ") for line in ended.lines)
    parts = [file.read_text(encoding="utf-8") for file in Path("report/report-files").glob("*.html")]
    assert any("How the pages were chosen" in part for part in parts)


def test_options_that_contradict_a_sample_are_refused(auditor: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("/\n", encoding="utf-8")
    for options in (("--max-pages", "5"), ("--urls", "list.txt")):
        ended = auditor("audit", "https://portal.example/", "--sample", 5, *options)
        assert ended.code == 2
        assert f"'--sample', '{options[0]}'" in ended.err


def test_a_dry_run_says_what_would_be_explored_and_chosen(
    auditor: CommandLine, portal: tuple[Path, int]
) -> None:
    with PortalServer(portal[0]) as server:
        ended = auditor("audit", server.url, "--sample", 5, "--explore", 300, "--seed", 9, "--dry-run")
    expected = (
        "These and the pages that they link to would be explored, 300 at most, and 5 of them chosen and "
        "visited, by the seed 9."
    )
    assert expected in ended.out.splitlines()
