"""What `auditor review` does."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from auditor.audit import Audit
from auditor.output import write_bytes, write_text
from auditor.registry import all_formats
from auditor.review.asking import Asking, Enough
from auditor.review.counting import answered_anew
from auditor.review.form import read_form, write_form
from auditor.review.questions import Question, questions_of
from auditor.review.record import FILE, Review, ReviewError, read_review, write_review
from auditor.review.sheet import read_sheet
from auditor.run.runs import load_audit
from auditor.settings import read_toml
from auditor.terminal import Terminal

WORKBOOK = ".xlsx"

type About = Literal["open", "failures", "criteria", "finding"]


@dataclass(frozen=True, slots=True)
class Order:
    """What the command line asks for."""

    run: str
    ask: About
    reviewer: str | None
    expires: date | None
    review: Path | None
    workspace: str


def review_run(order: Order, terminal: Terminal) -> None:
    """Ask a person about a run, one question at a time, keeping each answer at once.

    Raises:
        AuditorError: if the run or the file of answers cannot be read.
        KeyboardInterrupt: after Ctrl-C, saying what was kept.
    """
    audit, review, file = _opened(order)
    today = datetime.now(UTC).date()
    asking = Asking(
        audit=audit,
        review=review,
        reviewer=order.reviewer or _last_reviewer(review) or "",
        today=today,
        expires=_last_day(order, today),
        ask=terminal.ask,
        tell=lambda line: terminal.lines([line]),
        keep=lambda said: _keep(said, file),
    )
    questions = _questions(audit, order.ask)
    if order.ask in ("open", "failures") and not questions:
        terminal.say("Nothing is left to answer here; `--ask` names what else there is.")
        return
    try:
        if not asking.reviewer:
            asking.reviewer = terminal.ask("Who answers? Your name, as reports will show it: ").strip()
        if not asking.reviewer:
            raise ReviewError("an answer needs a name: give one with --reviewer")
        if order.ask == "criteria":
            asking.criteria()
        elif order.ask == "finding":
            asking.findings()
        else:
            asking.questions(questions)
    except (Enough, EOFError):
        pass
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"Interrupted. {_kept(asking.kept, file)}") from None
    terminal.say(_kept(asking.kept, file))


def write_questions(order: Order, to: Path, terminal: Terminal) -> None:
    """Write what a person can answer into a form.

    Raises:
        AuditorError: if the run or the file of answers cannot be read, or the form not written.
    """
    if to.exists():
        raise ReviewError(f"{to} is there already, perhaps with answers; name another file")
    audit, review, _ = _opened(order)
    questions = [*_questions(audit, "open"), *_questions(audit, "failures")]
    if to.suffix.lower() == WORKBOOK:
        content = all_formats()["xlsx"].render(audit)
        terminal.files([write_bytes(to, content if isinstance(content, bytes) else content.encode())])
    else:
        today = datetime.now(UTC).date()
        signed = order.reviewer or _last_reviewer(review) or ""
        text = write_form(audit.portal.name, questions, signed, today, _last_day(order, today))
        terminal.files([write_text(to, text)])
    terminal.say(f"{len(questions)} questions, those of the run that are open first")


def read_answers(order: Order, from_: Path, terminal: Terminal) -> None:
    """Take in the answers of a form, and say how many count for the run.

    Raises:
        AuditorError: naming what is wrong with the form, if something is; then nothing is taken in.
    """
    _, review, file = _opened(order)
    if from_.suffix.lower() == WORKBOOK:
        today = datetime.now(UTC).date()
        signed = {"date": today, "expires": _last_day(order, today)}
        reviewer = order.reviewer or _last_reviewer(review)
        said = read_sheet(from_, review.portal, signed | ({"reviewer": reviewer} if reviewer else {}))
    else:
        text, data = read_toml(str(from_))
        said = read_form(data, str(from_), text)
    _must_be_of(said, review.portal, from_)
    _keep(review.with_(*said.entries), file)
    answered, _, _ = _opened(order)
    terminal.say(_kept(len(said.entries), file))
    terminal.answers(answered)


def _opened(order: Order) -> tuple[Audit, Review, Path]:
    """Read the run with what was answered, and say where answers are kept."""
    file = order.review or Path(FILE)
    review = read_review(file) if file.exists() else None
    audit = load_audit(order.run, order.workspace, review)
    if review is None:
        return audit, Review(portal=audit.portal.name), file
    _must_be_of(review, audit.portal.name, file)
    return answered_anew(audit, review), review, file


def _must_be_of(review: Review, portal: str, file: Path) -> None:
    if review.portal != portal:
        raise ReviewError(
            f"{file} holds answers about {review.portal}, and the run is of {portal}: name another file"
        )


def _questions(audit: Audit, about: About) -> list[Question]:
    return questions_of(audit, "failed" if about == "failures" else "cantTell")


def _keep(review: Review, file: Path) -> None:
    write_text(file, write_review(review))


def _kept(number: int, file: Path) -> str:
    answers = "1 answer" if number == 1 else f"{number} answers"
    return f"{answers} kept in {file}. `auditor report` counts them." if number else "Nothing was answered."


def _last_reviewer(review: Review) -> str | None:
    newest = max(review.entries, key=lambda each: each.date, default=None)
    return newest.reviewer if newest else None


def _last_day(order: Order, today: date) -> date:
    if order.expires is not None and order.expires < today:
        raise ReviewError(f"answers of today cannot have expired on {order.expires}: give a later --expires")
    return order.expires or _in_a_year(today)


def _in_a_year(today: date) -> date:
    try:
        return today.replace(year=today.year + 1)
    except ValueError:  # 29 February
        return today.replace(year=today.year + 1, day=28)
