"""The question that radio buttons answer must be tied to them.

Why it matters: a screen reader comes to the buttons one by one and says "Yes" and "No". If the question is
only text above them, people are asked to choose without knowing what.

How to fix it: put the buttons into a fieldset whose legend is the question.

Source: WCAG 2.2, success criterion 1.3.1 Info and Relationships,
https://www.w3.org/TR/WCAG22/#info-and-relationships, and technique H71,
https://www.w3.org/WAI/WCAG22/Techniques/html/H71.
"""

from collections.abc import Iterator, Sequence

from auditor.evidence import PageEvidence
from auditor.evidence.named import Named, NamedField
from auditor.examples import page
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.empty_words import plain

_ASKS = (":", "?", "؟", "：", "？", "*")  # noqa: RUF001  colons and question marks of other scripts, and a star after them

_UNTIED = "The question “{question}” is not tied to the radio buttons below it: {answers}"
_MAYBE = "Do these radio buttons say by themselves what is asked: {answers}?"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for radio buttons of one question that are in no named group."""
    sets: dict[tuple[str, str], list[NamedField]] = {}
    for field in page.named.fields if page.named else ():
        if field.kind == "radio" and field.set:
            sets.setdefault((field.form, field.set), []).append(field)
    for buttons in sets.values():
        if len(buttons) > 1:
            yield _outcome(buttons)


def _outcome(buttons: Sequence[NamedField]) -> Outcome:
    first = buttons[0]
    question = first.since.strip()
    if all(button.group for button in buttons) or _say_it_themselves(buttons, question):
        return Passed()
    at = Place(first.selector, first.snippet, first.landmark)
    answers = ", ".join(button.name for button in buttons)
    alone = not any(button.since.strip() for button in buttons[1:])
    if alone and question.endswith(_ASKS):
        return Failed(_UNTIED, at=at, question=question, answers=answers)
    return CantTell(_MAYBE, at=at, answers=answers)


def _say_it_themselves(buttons: Sequence[NamedField], question: str) -> bool:
    """Tell whether each button's name or description holds the question, as ARIA attributes can make it."""
    asked = plain(question)
    return bool(asked) and all(asked in plain(f"{button.name} {button.described}") for button in buttons)


def _radios(*fields: NamedField) -> PageEvidence:
    return page(named=Named(fields=fields))


def _radio(name: str, *, since: str = "", group: str = "", of: str = "q", described: str = "") -> NamedField:
    return NamedField(
        selector="input",
        snippet="<input>",
        role="radio",
        kind="radio",
        name=name,
        set=of,
        since=since,
        group=group,
        described=described,
    )


_BUTTONS = '<label><input type="radio" name="q"> Yes</label> <label><input type="radio" name="q"> No</label>'


RULE = Rule(
    title="Question is not tied to its radio buttons",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.COGNITION),
    criteria=("1.3.1",),
    needs=("named",),
    check=check,
    examples=(
        Example("a legend", f"<fieldset><legend>Are you married?</legend>{_BUTTONS}</fieldset>", Passed),
        Example("text above", f"<form><p>Are you married?</p>{_BUTTONS}</form>", Failed),
        Example(
            "a group with a name", f'<div role="radiogroup" aria-label="Married">{_BUTTONS}</div>', Passed
        ),
        Example("a group without one", f"<p>Are you married?</p><fieldset>{_BUTTONS}</fieldset>", Failed),
        Example(
            "nothing asked above", _radios(_radio("By post", since="Send it"), _radio("By e-mail")), CantTell
        ),
        Example(
            "words between them",
            _radios(_radio("1", since="How well?"), _radio("2", since="or")),
            CantTell,
        ),
        Example(
            "each says it",
            _radios(_radio("Married? Yes", since="Married?"), _radio("Married? No")),
            Passed,
        ),
        Example(
            "each is described by it",
            _radios(
                _radio("Yes", since="Married?", described="Married?"), _radio("No", described="Married?")
            ),
            Passed,
        ),
        Example(
            "one of them is described by it",
            _radios(_radio("Yes", since="Married?", described="Married?"), _radio("No")),
            Failed,
        ),
        Example("one button", _radios(_radio("Yes", since="Married?")), Inapplicable),
        Example(
            "two questions",
            _radios(_radio("Yes", since="Married?"), _radio("Yes", since="Widowed?", of="r")),
            Inapplicable,
        ),
    ),
)
