"""Questions as a file that a person fills in, and the answers read back from it.

The form has the shape of inclusion-review.toml, with empty outcomes. Who signs, and until when it counts, may
stand once at its head.
"""

from collections.abc import Iterable, Iterator
from datetime import date as Day  # noqa: N812  a variable is a date
from typing import Any

from auditor.review.asking import answer_fields
from auditor.review.questions import Question
from auditor.review.record import FORMAT, Review, review_of
from auditor.terminal import clean
from auditor.toml.text import quoted

HEAD = """\
# Questions about {portal}. Write "passed" or "failed" behind `outcome`, and a reason; what is left
# empty stays open. Take `alike` (and `page`) out to answer for all of a cause. Then:
#     auditor review RUN --read FILE
# To add a finding or to close a criterion, write [[finding]] and [[criterion]] tables (docs/review.md).
"""
MOST_PLACES = 3
SHOWN_CHARS = 300
_SIGNED = ("reviewer", "date", "expires")


def write_form(portal: str, questions: Iterable[Question], reviewer: str, today: Day, expires: Day) -> str:
    """Give the text of a form."""
    lines = [
        HEAD.format(portal=clean(portal)),
        f"format = {FORMAT}",
        f"portal = {quoted(portal)}",
        f"reviewer = {quoted(reviewer)}",
        f"date = {today.isoformat()}",
        f"expires = {expires.isoformat()}",
    ]
    for question in questions:
        lines += ["", *_entry(question)]
    return "\n".join(lines) + "\n"


def _entry(question: Question) -> Iterator[str]:
    first, rule = question.first, question.rule
    yield f"# {_line(f'{rule.title} ({first.severity})')}"
    for url in question.places[:MOST_PLACES]:
        yield f"# on {_line(url)}"
    if len(question.places) > MOST_PLACES:
        yield f"# and {len(question.places) - MOST_PLACES} more pages"
    if first.selector:
        yield f"# element: {_line(first.selector)}"
    yield f"# It passes if: {_line(rule.requirement)}"
    yield "[[answer]]"
    for name, value in answer_fields(question).items():
        yield f"{name} = {quoted(value)}"
    yield f'outcome = ""  # the program says: {"failed" if first.outcome == "failed" else "to review"}'
    yield 'reason = ""'


def _line(text: str) -> str:
    """Keep a text of a portal within a comment."""
    return clean(text)[:SHOWN_CHARS]


def read_form(data: dict[str, Any], name: str, text: str) -> Review:
    """Make a review of the answers that were filled in.

    Raises:
        ReviewError: naming every mistake, one a line, with its line number and key.
    """
    shared = {key: data.pop(key) for key in _SIGNED if key in data}
    for kind in ("answer", "finding", "criterion"):
        entries = data.get(kind)
        if isinstance(entries, list):
            data[kind] = [shared | each if isinstance(each, dict) else each for each in entries]
    answers = data.get("answer")
    if not isinstance(answers, list):
        return review_of(data, name, text)
    given = {
        number: each
        for number, each in enumerate(answers)
        if not (isinstance(each, dict) and each.get("outcome") == "")
    }
    return review_of(data | {"answer": list(given.values())}, name, text, list(given))
