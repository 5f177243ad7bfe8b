"""How long each report of a large audit takes, and how much memory: an audit is stretched to many pages.

    python -m bench.reports report/audit.json --pages 2000

Each format is written by a process of its own, as `auditor report` does: reading the audit counts, too, and
for the PDF the browser. Memory is that of the largest process.
"""

import argparse
import multiprocessing
import resource
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from auditor.audit import Audit, Cause, Finding, Page, read_audit
from auditor.output import write_pieces, write_reports
from auditor.registry import all_formats

MOST_CPU_S, MOST_MB = 60, 1_000  # what is asked of each


def stretched(audit: Audit, pages: int) -> Audit:
    """Repeat the pages of an audit with their findings, at other addresses, until there are so many."""
    times = -(-pages // len(audit.pages))
    copies = [(number, page) for number in range(times) for page in audit.pages][:pages]
    ids = {_id(page.id, number) for number, page in copies}
    pages_of: defaultdict[str | None, list[Finding]] = defaultdict(list)
    for finding in audit.findings:
        pages_of[finding.page].append(finding)
    return audit.model_copy(
        update={
            "pages": [_page(page, number) for number, page in copies],
            "findings": [
                *pages_of[None],
                *(_finding(each, number) for number, page in copies for each in pages_of[page.id]),
            ],
            "causes": [_cause(cause, times, ids) for cause in audit.causes],
            "services": [
                service.model_copy(update={"pages": _ids(service.pages, times, ids)})
                for service in audit.services
            ],
            "portal": audit.portal.model_copy(
                update={"other_pages": _ids(audit.portal.other_pages, times, ids)}
            ),
            "run": audit.run.model_copy(update={"pages_found": pages, "pages_done": pages}),
        }
    )


def _id(page: str, number: int) -> str:
    return f"{page}-{number}" if number else page


def _ids(pages: Sequence[str], times: int, known: set[str]) -> list[str]:
    return [each for number in range(times) for page in pages if (each := _id(page, number)) in known]


def _page(page: Page, number: int) -> Page:
    same = page.duplicate_of and _id(page.duplicate_of, number)
    told = {
        "id": _id(page.id, number),
        "url": f"{page.url}?{number}",
        "final_url": f"{page.final_url}?{number}",
    }
    return page.model_copy(update=told | {"duplicate_of": same})


def _finding(finding: Finding, number: int) -> Finding:
    url = f"{finding.url}?{number}" if finding.url else None
    return finding.model_copy(update={"page": _id(finding.page or "", number), "url": url})


def _cause(cause: Cause, times: int, known: set[str]) -> Cause:
    return cause.model_copy(
        update={"pages": _ids(cause.pages, times, known), "elements": cause.elements * times}
    )


def main() -> None:
    """Stretch the audit, and write each format."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("audit", type=Path)
    asked.add_argument("--pages", type=int, default=2_000)
    asked.add_argument("--format", action="append", choices=list(all_formats()), dest="formats")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "audit.json"
        findings = _alone(_stretch, given.audit, given.pages, file)
        print(f"{given.pages} pages, {findings} findings, audit.json of {file.stat().st_size / 1e6:.0f} MB")
        for name in given.formats or all_formats():
            cpu_s, memory_mb, size = _alone(_write, file, name)
            verdict = "" if cpu_s <= MOST_CPU_S and memory_mb <= MOST_MB else "  over the limit"
            print(
                f"{name:22} {cpu_s:6.1f} s of CPU {memory_mb:6.0f} MB  {size / 1e6:6.1f} MB written{verdict}",
                flush=True,
            )


def _alone[**P, T](work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """Work in a new process.

    Linux takes the memory of the process that starts another for the least that the other has used, so this
    one stays small.
    """
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, given, named)


def _stretch(audit: Path, pages: int, file: Path) -> int:
    large = stretched(read_audit(audit), pages)
    write_pieces(file, large.json_pieces())
    return len(large.findings)


def _write(file: Path, name: str) -> tuple[float, float, int]:
    folder = file.parent / name
    write_reports(read_audit(file), folder, [name])
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    unit_bytes = 1 if sys.platform == "darwin" else 1_024  # of ru_maxrss, on macOS and on Linux
    return (
        sum(each.ru_utime + each.ru_stime for each in used),
        max(each.ru_maxrss for each in used) * unit_bytes / 1_000_000,
        sum(each.stat().st_size for each in folder.rglob("*") if each.is_file()),
    )


if __name__ == "__main__":
    main()
