"""[[service.step]] of portal.toml: what a person does to get a service done, step by step.

Elements are named by the words that a person reads on them, or as `css=…`. What is typed
may be a text, or be kept elsewhere: `env:NAME` or `file:PATH`. It is never stored: a text
leaves this module's tables only as a marker, and so does the path of a file.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, field_serializer

from auditor.secret.redaction import MARKER
from auditor.settings.access import REFERENCE
from auditor.toml.lines import KeyPath
from auditor.toml.table import Table

type Action = Literal[
    "goto", "click", "fill", "choose", "check", "upload", "press", "wait_for", "wait_for_url", "expect"
]
ACTIONS: tuple[Action, ...] = get_args(Action.__value__)

CSS = "css="  # what a selector begins with, where elements are not named by their words
MAX_STEPS = 200

_WORDS = {"min_length": 1, "max_length": 500}
_BESIDE: Mapping[str, tuple[Action, ...]] = {
    "with": ("fill", "choose"),
    "value": ("choose",),
    "file": ("upload",),
    "submit": ("click", "choose", "check", "upload", "press"),
    "errors": ("click",),
}
_SAID: Mapping[Action, str] = {
    "goto": "open {}",
    "click": "click “{}”",
    "fill": "fill “{}”",
    "choose": "choose “{}”",
    "check": "tick “{}”",
    "upload": "upload a file into “{}”",
    "press": "press {}",
    "wait_for": "wait for “{}”",
    "wait_for_url": "wait for the address {}",
    "expect": "expect “{}”",
}

type Words = Annotated[str, Field(**_WORDS)]


class JourneyStep(Table):
    """One thing that a person does. Once read, `goto` and `wait_for_url` are absolute."""

    goto: Annotated[
        Words | None, Field(description='a path such as "/births/" or a web address on the portal\'s hosts')
    ] = None
    click: Annotated[
        Words | None, Field(description='the words of a button or link, or "css=" and a selector')
    ] = None
    fill: Annotated[Words | None, Field(description='a field\'s label, or "css=" and a selector')] = None
    choose: Annotated[
        Words | None, Field(description='the label of a list or of radio buttons, or "css=" and a selector')
    ] = None
    check: Annotated[Words | None, Field(description='a checkbox\'s label, or "css=" and a selector')] = None
    upload: Annotated[Words | None, Field(description='a field\'s label, or "css=" and a selector')] = None
    press: Annotated[Words | None, Field(description='a key such as "Enter" or "Tab"')] = None
    wait_for: Annotated[Words | None, Field(description="a text that will be on the page")] = None
    wait_for_url: Annotated[
        str | None,
        Field(
            pattern=r"^[^#\x00-\x20][^#\x00-\x1f]*$",
            max_length=500,
            description='a glob such as "/births/done**"',
        ),
    ] = None
    expect: Annotated[Words | None, Field(description="a text that has to be on the page")] = None
    with_: Annotated[
        Annotated[str, Field(max_length=10_000)] | None,
        Field(
            alias="with", description='what to type: a text, or "env:NAME" or "file:PATH", where it is kept'
        ),
    ] = None
    value: Annotated[Words | None, Field(description="the words of the option to choose")] = None
    file: Annotated[Words | None, Field(description="the path of a file, from the folder of portal.toml")] = (
        None
    )
    name: Annotated[
        str | None,
        Field(min_length=1, max_length=200, description="what the state is called, in 1 to 200 characters"),
    ] = None
    submit: Annotated[bool, Field(description="true or false")] = False
    errors: Annotated[bool, Field(description="true or false")] = False

    @field_serializer("with_")
    def _without_text(self, value: str | None) -> str | None:
        return value if value is None or REFERENCE.fullmatch(value) else MARKER

    @field_serializer("file")
    def _without_path(self, value: str | None) -> str | None:
        return value and MARKER

    @property
    def action(self) -> Action:
        """What is done."""
        return next(action for action in ACTIONS if getattr(self, action) is not None)

    @property
    def target(self) -> str:
        """What it is done to: an element, an address, a key or a text."""
        return str(getattr(self, self.action))

    @property
    def words(self) -> str:
        """The action in words, without what is typed."""
        if self.action == "choose" and self.value is not None:
            return f"choose “{self.value}” in “{self.target}”"
        return _SAID[self.action].format(self.target)

    @property
    def fills(self) -> bool:
        """Whether it puts something into a form."""
        return self.action in ("fill", "choose", "check", "upload")


def journey_mistakes(services: list[tuple[int, dict[str, Any]]]) -> Iterator[tuple[KeyPath, str]]:
    """Name what fits each key but not together; `services` are the tables as they were read, by number."""
    for number, service in services:
        steps = service.get("step")
        steps = steps if isinstance(steps, list) else []
        if steps and "journey" in service:
            yield ("service", number, "journey"), "found beside [[service.step]], expected one of the two"
        for place, step in enumerate(steps):
            if isinstance(step, dict):
                path: KeyPath = ("service", number, "step", place)
                yield from ((path + key, words) for key, words in _step_mistakes(step))
        submits = any(isinstance(step, dict) and step.get("submit") is True for step in steps)
        if service.get("errors") is True and not submits:
            yield (
                ("service", number, "errors"),
                "found true, expected a step with submit = true to send the form",
            )


def _step_mistakes(step: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    actions = [action for action in ACTIONS if action in step]
    if len(actions) != 1:
        found = f"found {' and '.join(actions)} in one step" if actions else "a step that does nothing"
        yield (tuple(actions[1:2]), f"{found}, expected exactly one of {', '.join(ACTIONS)}")
        return
    action = actions[0]
    for key, beside in _BESIDE.items():
        if key in step and action not in beside:
            yield (key,), f"found beside {action}, expected it only beside {' or '.join(beside)}"
    for key, needed_by in (("with", "fill"), ("file", "upload")):
        if action == needed_by and key not in step:
            yield (), f"{action} without {key}, expected {_description(key)}"
    if action == "choose" and "with" in step and "value" in step:
        yield ("with",), "found beside value, expected one of the two"
    if step.get("errors") is True and step.get("submit") is not True:
        yield ("errors",), "found true, expected submit = true beside it: an empty form would be sent"


def _description(key: str) -> str:
    fields = {field.alias or name: field.description for name, field in JourneyStep.model_fields.items()}
    return str(fields[key])


def path_to_empty_form(steps: tuple[JourneyStep, ...], number: int) -> tuple[JourneyStep, ...] | None:
    """Give the steps that send a step's form with nothing filled in; None if nothing is, anyway.

    What is filled in right before the step, counted from 1, is left out; what leads to the form stays.
    """
    before, last = list(steps[: number - 1]), steps[number - 1]
    block: list[JourneyStep] = []
    while (
        before and not before[-1].submit and (before[-1].fills or before[-1].action in ("wait_for", "expect"))
    ):
        block.append(before.pop())
    return (*before, last) if any(step.fills for step in block) else None
