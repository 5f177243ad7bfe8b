"""Writes reports to files, and decides how the program ends."""

from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path

from auditor.audit import Audit, Service
from auditor.errors import AuditorError
from auditor.registry import all_formats


class Exit(IntEnum):
    """The exit codes, as docs/cli.md explains them."""

    OK = 0
    PAST_THE_BAR = 1
    USAGE = 2
    NOTHING_MEASURED = 3
    INTERRUPTED = 130


class OutputError(AuditorError):
    """A report cannot be written."""


def prepare_folder(folder: Path) -> Path:
    """Make sure that reports can be written to a folder, before an hour of work depends on it.

    Raises:
        OutputError: if it cannot be made or written to.
    """
    trial = folder / ".auditor-writes-here"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial.touch()
        trial.unlink()
    except OSError as error:
        raise OutputError(
            f"cannot write to {folder}: {error.strerror}; name another folder with --out"
        ) from error
    return folder


def write_reports(audit: Audit, folder: Path, formats: Sequence[str]) -> list[Path]:
    """Write one audit in the formats named, and return the files."""
    known = all_formats()
    return [_write(folder / known[name].filename, known[name].render(audit)) for name in formats]


def write_comparison(audits: Sequence[Audit], folder: Path, formats: Sequence[str]) -> list[Path]:
    """Write a comparison in those of the formats that have one, and return the files."""
    files = []
    for name in formats:
        report = all_formats()[name]
        if report.compare is None:
            raise OutputError(f"the format {name!r} has no comparison; {', '.join(comparing_formats())} has")
        files.append(_write(folder / report.comparison_filename, report.compare(audits)))
    return files


def comparing_formats() -> list[str]:
    """Name the formats that can compare portals."""
    return [name for name, report in all_formats().items() if report.compare is not None]


def _write(file: Path, text: str) -> Path:
    try:
        file.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise OutputError(f"cannot write {file}: {error.strerror}") from error
    return file


def exit_code(audit: Audit, min_score: float | None) -> Exit:
    """Say how an audit ends: whether anything was measured, and whether every service met the bar."""
    if audit.portal.state == "not_measurable":
        return Exit.NOTHING_MEASURED
    if min_score is not None and under_the_bar(audit, min_score):
        return Exit.PAST_THE_BAR
    return Exit.OK


def under_the_bar(audit: Audit, min_score: float) -> list[str]:
    """Name the measured services whose value is under the bar; the portal itself, if it has no services.

    A service without a value is not under the bar: it is not known where it is.
    """
    scored: Sequence[Service] = audit.services
    if not scored:
        value = audit.portal.score.value
        return [audit.portal.name] if value is not None and value < min_score else []
    return [
        service.name
        for service in scored
        if service.score.value is not None and service.score.value < min_score
    ]
