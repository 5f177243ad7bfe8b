"""Writes reports to files, and decides how the program ends."""

import contextlib
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from auditor.audit import Audit, Portal, Score, Service
from auditor.errors import AuditorError
from auditor.exits import Exit
from auditor.locale.catalogue import ENGLISH, Language, language
from auditor.locale.speaking import speaking
from auditor.registry import all_formats
from auditor.reporting.format import Format, Split
from auditor.reporting.retelling import retold_audit

# A report that can be in several files is in one up to this size. A finding takes 200 bytes or more of it, so
# with more findings it is not even tried.
LARGEST_FILE_BYTES = 300_000
MOST_FINDINGS_OF_ONE_FILE = 1_500
SUFFIXES_OF_PARTS = {".css", ".html", ".js", ".webp"}


class OutputError(AuditorError):
    """A report cannot be written."""


def prepare_folder(folder: Path) -> Path:
    """Make sure that reports can be written to a folder, before an hour of work depends on it.

    A folder that was not there is not left there: nothing may come of the work.

    Raises:
        OutputError: if it cannot be made or written to.
    """
    trial = folder / ".auditor-writes-here"
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial.touch()
        trial.unlink()
        for each in missing:
            each.rmdir()
    except OSError as error:
        raise OutputError(
            f"cannot write to the folder {folder}: {error.strerror}; name another with --out"
        ) from error
    return folder


def write_reports(
    audit: Audit, folder: Path, formats: Sequence[str], in_language: str | None = None
) -> list[Path]:
    """Write one audit in the formats named, and return the files.

    `in_language` is the language of what people read: that which portal.toml asked for where it is None.

    Raises:
        OutputError: if a file cannot be written.
        AuditorError: if a format is to be printed and there is no browser that does.
    """
    known = all_formats()
    words = language(in_language or audit.run.report_language)
    # What is printed comes last: it alone needs a browser.
    reports = sorted((known[name] for name in dict.fromkeys(formats)), key=lambda each: each.printed)
    files: list[Path] = []
    for report in reports:
        with speaking(_language_of(report, words)):
            files += _write_report(retold_audit(audit), folder, report)
    return files


def _write_report(audit: Audit, folder: Path, report: Format) -> list[Path]:
    file = folder / report.filename
    if report.pieces is not None:
        return [write_pieces(file, report.pieces(audit))]
    if report.split is not None:
        return _write_parts(audit, folder, report, report.split)
    content = report.render(audit)
    if report.printed:
        content = _printed(content, audit)
    return [write_text(file, content) if isinstance(content, str) else write_bytes(file, content)]


def _write_parts(audit: Audit, folder: Path, report: Format, split: Split) -> list[Path]:
    """Write a report as one file, or where that would be too large as several, and take away older ones."""
    file, beside = folder / report.filename, folder / report.folder
    if len(audit.findings) <= MOST_FINDINGS_OF_ONE_FILE:
        content = str(report.render(audit)).encode(errors="replace")
        if len(content) <= LARGEST_FILE_BYTES:
            write_bytes(file, content)
            _take_away(beside, ())
            return [file]
    written = [write_bytes(folder / name, content) for name, content in split(audit)]
    _take_away(beside, written)
    return [file, beside]


def _take_away(folder: Path, written: Collection[Path]) -> None:
    """Remove what an earlier report left in its folder: somebody would take it for new."""
    kept = {file.name for file in written}
    if folder.is_dir():
        for file in folder.iterdir():
            if file.suffix in SUFFIXES_OF_PARTS and file.name not in kept:
                file.unlink()
        if not any(folder.iterdir()):
            folder.rmdir()


def _language_of(report: Format, asked: Language) -> Language:
    return asked if report.spoken else ENGLISH


def _printed(page: str | bytes, audit: Audit) -> bytes:
    from auditor.visit.find_browser import find_browser  # noqa: PLC0415  other formats need no browser
    from auditor.visit.printing import print_page  # noqa: PLC0415

    return print_page(find_browser(), str(page), audit.run.finished_at or audit.run.started_at)


def write_comparison(
    audits: Sequence[Audit], folder: Path, formats: Sequence[str], in_language: str | None = None
) -> list[Path]:
    """Write a comparison in the formats named, and return the files.

    Raises:
        OutputError: if a file cannot be written, or a format has no comparison.
    """
    known = all_formats()
    for name in formats:
        if known[name].compare is None:
            able = " or ".join(other for other in known if known[other].compare is not None)
            raise OutputError(f"the format {name!r} has no comparison: ask for {able} with --format")
    words = language(in_language or ENGLISH.code)
    files = []
    for report in (known[name] for name in dict.fromkeys(formats)):
        if report.compare is not None:
            with speaking(_language_of(report, words)):
                page = report.compare([retold_audit(audit) for audit in audits])
            files.append(write_text(folder / report.comparison_filename, page))
    return files


def write_text(file: Path, text: str) -> Path:
    """Write a text file, in UTF-8 and with the same line ends on every system; see `write_pieces`."""
    return write_bytes(file, text.encode(errors="replace"))


def write_bytes(file: Path, content: bytes) -> Path:
    """Write a file; see `write_pieces`."""
    return write_pieces(file, [content])


def write_pieces(file: Path, pieces: Iterable[bytes]) -> Path:
    """Write a file: it is there whole or, if the program is ended meanwhile, as it was before.

    Raises:
        OutputError: if it cannot be written.
    """
    draft = file.with_name(f".{file.name}.draft")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as writing:
            writing.writelines(pieces)
        draft.replace(file)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise OutputError(f"cannot write {file}: {error.strerror}; name another with --out") from error
    return file


def exit_code(audit: Audit, min_score: float | None) -> Exit:
    """Say how an audit ends: whether anything was measured, and whether every service met the bar."""
    if audit.portal.state == "not_measurable":
        return Exit.NOTHING_MEASURED
    if min_score is not None and under_the_bar(audit, min_score):
        return Exit.UNDER_THE_BAR
    return Exit.OK


def under_the_bar(audit: Audit, min_score: float) -> list[str]:
    """Name the measured services that are under the bar; the portal itself, if it has no services.

    What has only a range is under the bar if even its best end is: otherwise it is not
    known where it is.
    """
    scored: Sequence[Portal | Service] = audit.services or [audit.portal]
    return [each.name for each in scored if (best := _best(each.score)) is not None and best < min_score]


def _best(score: Score) -> float | None:
    return score.high if score.value is None else score.value
