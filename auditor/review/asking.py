"""Asks a person one question at a time, and keeps each answer at once.

Letters and Enter, a line each: what a screen reader reads in order, and nothing that a
wrong key does at once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812  a field is called date
from typing import Any

from pydantic import ValidationError

from auditor.audit import Audit, CriterionCoverage
from auditor.review.questions import Question
from auditor.review.record import Answer, ClosedCriterion, Entry, OwnFinding, Review
from auditor.standard import criteria, criterion

MOST_PLACES = 3
SHOWN_CHARS = 400
NOTED_CHARS = 300  # of what was asked, and of what markup, in the file

FAILS, FAILS_ALL, PASSES, PASSES_ALL = "f", "F", "p", "P"
ADD, SKIP, QUIT = "a", "s", "q"
_OUTCOMES = {FAILS: "failed", FAILS_ALL: "failed", PASSES: "passed", PASSES_ALL: "passed"}
_CHECK = "open the address; in the browser's inspector, the search takes the element's selector"


class Enough(Exception):  # noqa: N818  it is no error
    """The person has answered enough."""


@dataclass(slots=True)
class Asking:
    """A person at a terminal, and what they have answered so far.

    `ask` prints a prompt and reads a line, or raises EOFError; `keep` writes the review down.
    """

    audit: Audit
    review: Review
    reviewer: str
    today: Day
    expires: Day
    ask: Callable[[str], str]
    tell: Callable[[str], None]
    keep: Callable[[Review], None]
    kept: int = 0
    _reason: str = ""

    def questions(self, questions: Sequence[Question]) -> None:
        """Go through what a person has to look at, or may overturn."""
        for number, question in enumerate(questions, 1):
            for line in _shown(question, number, len(questions)):
                self.tell(line)
            while (key := self._key(question)) == ADD:
                self._add(question.places[0] if question.places else None, question.key.service)
            if key == SKIP:
                continue
            whole = key in (FAILS_ALL, PASSES_ALL)
            given = answer_fields(question, whole=whole) | {"outcome": _OUTCOMES[key]} | self._signed()
            self._take(Answer, given)

    def criteria(self) -> None:
        """Go through the criteria of the standard of which nothing failed."""
        closed = {each.number for each in self.review.criteria}
        open_ones = [
            each
            for each in self.audit.portal.standard.coverage
            if not each.failed and each.closed is None and each.number not in closed
        ]
        for number, covered in enumerate(open_ones, 1):
            for line in _criterion(covered, number, len(open_ones)):
                self.tell(line)
            key = self._choice(
                f"[{PASSES}] met on the whole sample  [{SKIP}] skip  [{QUIT}] quit", PASSES + SKIP
            )
            if key == PASSES:
                self._take(ClosedCriterion, {"number": covered.number} | self._signed())

    def findings(self) -> None:
        """Take down what the person found."""
        while True:
            self._add(None, None)

    def _add(self, url: str | None, service: str | None) -> None:
        given: dict[str, Any] = {}
        named = self._line(f"Success criterion, such as 1.1.1, or the id of a rule ([{QUIT}] quits): ")
        given["criterion" if named[:1].isdigit() else "rule"] = named
        if service is not None and url is None:
            given["service"] = service
        else:
            default = f" (Enter: {url})" if url else ""
            given["page"] = self._line(f"Page, its address or path{default}: ", url or "")
        given["selector"] = self._line("Selector of the element (Enter: none): ", "-")
        given["what"] = self._line("Its markup, or the page's words (Enter: none): ", "-")
        given["severity"] = self._line("critical, serious, moderate or minor (Enter: serious): ", "serious")
        given = {name: value for name, value in given.items() if value != "-"}
        self._take(OwnFinding, given | self._signed("What is wrong, and for whom: "))

    def _key(self, question: Question) -> str:
        is_failure = question.first.outcome == "failed"
        fails, passes = ("confirm", "overturn") if is_failure else ("it fails", "it passes")
        told = f"[{PASSES}] {passes}  [{FAILS}] {fails}"
        keys = PASSES + FAILS + ADD + SKIP
        if question.of_cause > question.elements:
            told += f"  [{PASSES_ALL}/{FAILS_ALL}] so all {question.of_cause} of the cause"
            keys += PASSES_ALL + FAILS_ALL
        return self._choice(f"{told}  [{ADD}] add a finding here  [{SKIP}] skip  [{QUIT}] quit", keys)

    def _choice(self, prompt: str, keys: str) -> str:
        while True:
            key = self._line(f"{prompt}: ")
            if key and key in keys and len(key) == 1:
                return key
            self.tell(f"{key!r} is none of {', '.join((*keys, QUIT))}")

    def _line(self, prompt: str, default: str | None = None) -> str:
        """Read a line that says something, or Enter where there is a default."""
        while True:
            line = self.ask(prompt).strip()
            if line == QUIT:
                raise Enough
            if line or default is not None:
                return line or default or ""

    def _signed(self, prompt: str = "") -> dict[str, Any]:
        again = f" (Enter: {self._reason})" if self._reason and not prompt else ""
        reason = self._line(prompt or f"Reason{again}: ", (self._reason if again else None))
        if not prompt:
            self._reason = reason
        return {
            "reviewer": self.reviewer,
            "reason": reason,
            "date": self.today,
            "expires": self.expires,
        }

    def _take(self, kind: type[Entry], given: Mapping[str, Any]) -> None:
        try:
            said = kind.model_validate(given)
        except ValidationError as error:
            wrong = error.errors()[0]
            place = wrong["loc"][0] if wrong["loc"] else ""
            known = f"; a criterion is one of {', '.join(criteria())}" if place == "criterion" else ""
            self.tell(f"Not kept: {place} {wrong['msg']}{known}")
            return
        self.review = self.review.with_(said)
        self.keep(self.review)
        self.kept += 1


def answer_fields(question: Question, *, whole: bool = False) -> dict[str, Any]:
    """Give what an answer to a question is about; `whole` means all of its cause."""
    first, key = question.first, question.key
    own = {} if whole else {"alike": key.alike, "page": key.page}
    fields = {
        "rule": question.rule.id,
        "cause": key.cause,
        "service": key.service,
        "asked": first.message[:NOTED_CHARS],
        "what": (first.snippet or "")[:NOTED_CHARS],
    }
    return {name: value for name, value in (fields | own).items() if value}


def _shown(question: Question, number: int, of: int) -> Iterator[str]:
    rule, first = question.rule, question.first
    criteria_of = f", WCAG {', '.join(first.criteria)}" if first.criteria else ""
    state = "failed" if first.outcome == "failed" else "to review"
    yield ""
    yield f"{number} of {of}, {state}: {rule.title} ({rule.id}, {first.severity}{criteria_of})"
    yield f"  {first.message}"
    places = question.places
    if places:
        more = f" and {len(places) - MOST_PLACES} more" if len(places) > MOST_PLACES else ""
        yield f"  Where: {' '.join(places[:MOST_PLACES])}{more}"
    else:
        whole = f"the service {question.key.service}" if question.key.service else "the portal"
        yield f"  Where: {whole} as a whole"
    if first.selector:
        yield f"  Element: {first.selector}"
    if first.snippet:
        yield f"  Markup: {first.snippet[:SHOWN_CHARS]}"
    if question.elements > 1:
        yield f"  Alike: {question.elements} elements, all answered at once"
    yield f"  It passes if: {rule.requirement}"
    if first.selector:
        yield f"  To check: {_CHECK}."


def _criterion(covered: CriterionCoverage, number: int, of: int) -> Iterator[str]:
    known = criterion(covered.number)
    by = ", ".join(covered.rules)
    looked = f"rules looked at it in part: {by}" if by else "no rule looks at it"
    yield ""
    yield f"{number} of {of}: {covered.number} {covered.name} (level {covered.level})"
    yield f"  {looked}; {covered.cant_tell} elements are left to a person."
    yield f"  To check: https://www.w3.org/WAI/WCAG22/Understanding/{known.slug}"
