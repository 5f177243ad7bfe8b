"""inclusion-review.toml: what people answered, in a text file that is committed beside portal.toml.

Each answer is signed: by whom, why, when, and until when it holds. docs/review.md tells all of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date as Day  # noqa: N812  a key is called date
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, ValidationError, model_validator

from auditor.errors import AuditorError
from auditor.registry import all_rules
from auditor.reporting.marks import Marked, PathGlob, Text
from auditor.rule import Scope
from auditor.settings import read_toml, tell
from auditor.standard import criteria
from auditor.toml.lines import KeyPath
from auditor.toml.rows import mistake_in
from auditor.toml.table import Table
from auditor.toml.text import quoted

FORMAT = 1
FILE = "inclusion-review.toml"
MOST = 20_000  # entries of a kind
HEAD = """\
# What people answered where a program could not judge, or judged wrongly. `auditor review` writes it;
# commit it beside portal.toml. It holds for later runs until it expires. docs/review.md tells its keys.
"""

type Severity = Literal["critical", "serious", "moderate", "minor"]
type Outcome = Literal["passed", "failed"]


class ReviewError(AuditorError):
    """What people answered cannot be read, or does not fit the run."""


def _criterion(number: str) -> str:
    if number not in criteria():
        raise ValueError(number)
    return number


def _rule(name: str) -> str:
    if name not in all_rules() or all_rules()[name].rule.scope is Scope.PORTAL:
        raise ValueError(name)
    return name


type CriterionNumber = Annotated[
    str, AfterValidator(_criterion), Field(description='a success criterion of WCAG 2.2, such as "1.1.1"')
]


class Signed(Table):
    """Who says so, why, when, and the last day on which it counts."""

    reviewer: Annotated[Text, Field(description="the name of who looked")]
    reason: Annotated[Text, Field(description="why, in words")]
    date: Annotated[Day, Field(description="the day of the answer, such as 2026-11-26")]
    expires: Annotated[Day, Field(description="the last day on which it counts, not before `date`")]

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.expires < self.date:
            raise ValueError(f"it expires on {self.expires}, before its date, {self.date}")
        return self


class Answer(Marked, Signed):
    """What a person says of the findings of a cause: all of it, or those that read alike.

    `asked` and `what` are for the reader: what the program said, and of what markup.
    """

    cause: Annotated[Text, Field(description='the id of a cause, such as "c1-3f2a9c81d04b"')]
    alike: Annotated[
        str | None, Field(pattern=r"^[0-9a-f]{10}$", description="what names findings that read alike")
    ] = None
    service: Annotated[Text | None, Field(description="the id of a service that is meant as a whole")] = None
    outcome: Annotated[Outcome, Field(description='"passed" or "failed"')]
    asked: Annotated[str, Field(max_length=2_000, description="what the program said")] = ""
    what: Annotated[str, Field(max_length=2_000, description="the markup")] = ""

    @property
    def key(self) -> tuple[str | None, ...]:
        """What it is about: a newer answer about the same takes its place."""
        return (self.cause, self.alike, self.service, self.page, self.selector)


class OwnFinding(Signed):
    """A failure that a person found; `reason` says what is wrong."""

    criterion: Annotated[
        CriterionNumber | None, Field(description='a success criterion of WCAG 2.2, such as "1.1.1"')
    ] = None
    rule: Annotated[
        Annotated[str, AfterValidator(_rule)] | None,
        Field(description="the id of a rule of a page or a service; `auditor rules` lists them"),
    ] = None
    page: Annotated[PathGlob | None, Field(description='a path, such as "/births/"')] = None
    service: Annotated[Text | None, Field(description="the id of a service that is meant as a whole")] = None
    selector: Annotated[Text | None, Field(description="an element's selector")] = None
    what: Annotated[str, Field(max_length=2_000, description="the markup, or words of the page")] = ""
    severity: Annotated[Severity, Field(description="critical, serious, moderate or minor")] = "serious"
    elements: Annotated[int, Field(ge=1, le=10_000, description="how many elements fail")] = 1

    @model_validator(mode="after")
    def _has_one_of_each(self) -> Self:
        if (self.criterion is None) == (self.rule is None):
            raise ValueError("criterion or rule is needed, and not both")
        if (self.page is None) == (self.service is None):
            raise ValueError("page or service is needed, and not both")
        if self.rule and all_rules()[self.rule].rule.blocker and not (self.selector or self.what):
            raise ValueError("a blocker needs its place or a quotation: selector or what")
        return self

    @property
    def words(self) -> str:
        """What it is about, in a line."""
        about = f"criterion {self.criterion}" if self.criterion else f"rule {self.rule}"
        return f"{about}, " + (f"page {self.page}" if self.page else f"service {self.service}")


class ClosedCriterion(Signed):
    """A success criterion that a person looked at on the whole sample, and says is met."""

    number: CriterionNumber


class Review(Table):
    """The whole file."""

    format: Annotated[int, Field(description="1")] = FORMAT
    portal: Annotated[str, Field(min_length=1, description="the portal's name")]
    answers: Annotated[
        tuple[Answer, ...],
        Field(strict=False, alias="answer", max_length=MOST, description="an [[answer]] table for each"),
    ] = ()
    findings: Annotated[
        tuple[OwnFinding, ...],
        Field(strict=False, alias="finding", max_length=MOST, description="a [[finding]] table for each"),
    ] = ()
    criteria: Annotated[
        tuple[ClosedCriterion, ...],
        Field(strict=False, alias="criterion", max_length=MOST, description="a [[criterion]] table for each"),
    ] = ()

    @property
    def entries(self) -> tuple["Entry", ...]:
        """All that was said, by kind."""
        return (*self.answers, *self.findings, *self.criteria)

    def with_(self, *said: "Entry") -> "Review":
        """Take in what was said later: of the same thing, that counts."""
        entries = (*self.entries, *said)
        answers = {each.key: each for each in entries if isinstance(each, Answer)}
        closed = {each.number: each for each in entries if isinstance(each, ClosedCriterion)}
        findings = dict.fromkeys(each for each in entries if isinstance(each, OwnFinding))
        return self.model_copy(
            update={
                "answers": tuple(answers.values()),
                "findings": tuple(findings),
                "criteria": tuple(closed[number] for number in sorted(closed, key=_in_order)),
            }
        )


type Entry = Answer | OwnFinding | ClosedCriterion


def _in_order(number: str) -> tuple[int, ...]:
    return tuple(map(int, number.split(".")))


def given_review(named: Path | None, folder: Path = Path()) -> Review | None:
    """Read the file that was named, or else the one of this folder, if it has one.

    Raises:
        AuditorError: as `read_review`.
    """
    if named is None and not (folder / FILE).exists():
        return None
    return read_review(named or folder / FILE)


def read_review(file: Path) -> Review:
    """Read what people answered.

    Raises:
        ReviewError: naming every mistake, one a line, with its line number and key.
        SettingsError: if it cannot be read, or is no TOML.
    """
    text, data = read_toml(str(file))
    return review_of(data, str(file), text)


def review_of(data: dict[str, Any], name: str, text: str, numbers: Sequence[int] | None = None) -> Review:
    """Make a review of what a file with this name and text holds.

    `numbers` tell which of the file's answers those of `data` are, where some were left out.

    Raises:
        ReviewError: as `read_review`.
    """
    if isinstance(number := data.get("format"), int) and number > FORMAT:
        raise ReviewError(f"{name} was written by a newer version of this program (format {number})")
    try:
        return Review.model_validate(data)
    except ValidationError as error:
        mistakes = [
            (_place(detail["loc"], numbers), mistake_in(detail, Review, _ROWS)) for detail in error.errors()
        ]
        raise ReviewError("\n".join(tell(mistakes, name, text))) from error


def _place(path: KeyPath, numbers: Sequence[int] | None) -> KeyPath:
    if numbers is not None and len(path) > 1 and path[0] == "answer" and isinstance(path[1], int):
        return (path[0], numbers[path[1]], *path[2:])
    return path


_ROWS: Mapping[str, type[Table]] = {"answer": Answer, "finding": OwnFinding, "criterion": ClosedCriterion}


def write_review(review: Review) -> str:
    """Give the text of the file."""
    lines = [*HEAD.splitlines(), "", f"format = {review.format}", f"portal = {quoted(review.portal)}"]
    for name, entries in (
        ("answer", review.answers),
        ("finding", review.findings),
        ("criterion", review.criteria),
    ):
        for entry in entries:
            lines += ["", f"[[{name}]]", *_entry(entry)]
    return "\n".join(lines) + "\n"


def _entry(entry: Table) -> Iterator[str]:
    given = entry.model_dump(exclude_defaults=True)
    for name in sorted(given, key=lambda each: each in Signed.model_fields):
        value = given[name]
        if isinstance(value, str):
            yield f"{name} = {quoted(value)}"
        else:
            yield f"{name} = {value.isoformat() if isinstance(value, Day) else value}"
