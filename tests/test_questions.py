"""Several probes in one call: what breaks one costs its own parts, in which order they look, what waits."""

import asyncio
import re
from typing import Any, cast

import pytest

from auditor.evidence.media import Media, Player
from auditor.visit import probe
from auditor.visit.browser import PageGoneError
from auditor.visit.look import NO_ANSWER, Record
from auditor.visit.moving import is_awaited
from auditor.visit.probe import call_together
from auditor.visit.questions import DOM, MARKUP, MEDIA, MOTIONS, NARROW_PARITY, PAGE, SECRETS, layout
from auditor.visit.view import NARROW, View

SECRET = {"value": []}
MEDIA_SEEN = {"value": {"players": []}}


class Page:
    """Answers each call with what is given next, or raises it; `reason` is why it cannot be resized."""

    def __init__(self, *answers: Any, reason: str | Exception = "") -> None:
        self._answers = list(answers)
        self._reason = reason
        self.calls = 0
        self.resized = 0

    async def run(self, _expression: str, **_: float) -> Any:
        self.calls += 1
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def resize(self, _size: object) -> str:
        self.resized += 1
        if isinstance(self._reason, Exception):
            raise self._reason
        return self._reason


def view(page: Page) -> View:
    return cast("View", page)


@pytest.mark.parametrize(
    ("answer", "kept", "missing"),
    [
        pytest.param([MEDIA_SEEN, SECRET], {"media", "secrets"}, {}, id="both answer"),
        pytest.param(
            [{"threw": "TypeError: it broke\nat x"}, SECRET],
            {"secrets"},
            {"media": "it broke"},
            id="one throws",
        ),
        pytest.param([MEDIA_SEEN, {}], {"media"}, {"secrets": "None"}, id="one gives nothing"),
        pytest.param([MEDIA_SEEN, "value"], {"media"}, {"secrets": "value"}, id="one is no answer"),
        pytest.param(
            [MEDIA_SEEN],
            set(),
            dict.fromkeys(["media", "secrets"], "the page tampered with the probes"),
            id="one is left out",
        ),
        pytest.param(
            [MEDIA_SEEN, SECRET, SECRET],
            set(),
            dict.fromkeys(["media", "secrets"], "the page tampered with the probes"),
            id="one is added",
        ),
        pytest.param(
            {"0": MEDIA_SEEN, "1": SECRET},
            set(),
            dict.fromkeys(["media", "secrets"], "the page tampered with the probes"),
            id="no list",
        ),
        pytest.param(
            ValueError("no canvas"),
            set(),
            dict.fromkeys(["media", "secrets"], "no canvas"),
            id="the call throws",
        ),
    ],
)
def test_what_breaks_one_probe_costs_its_own_parts(
    answer: Any, kept: set[str], missing: dict[str, str]
) -> None:
    record = Record()
    asyncio.run(record.attempt_probes(view(Page(answer)), MEDIA, SECRETS))

    assert record.parts.keys() == kept
    assert record.missing == missing
    assert record.gone == ""


@pytest.mark.parametrize("value", [None, {"players": 1}, [], "[]", {"players": [{"tag": "blink"}]}])
def test_an_answer_of_another_shape_costs_its_own_parts(value: Any) -> None:
    record = Record()
    asyncio.run(record.attempt_probes(view(Page([{"value": value}, SECRET])), MEDIA, SECRETS))

    assert record.parts == {"secrets": ()}
    assert list(record.missing) == ["media"]


def test_a_probe_of_several_parts_gives_all_of_them_or_none() -> None:
    record = Record()
    asyncio.run(record.attempt_probes(view(Page([{"value": {"text": []}}, SECRET])), PAGE, SECRETS))

    assert record.parts == {"secrets": ()}
    assert list(record.missing) == ["head", "text", "links", "forms"]


@pytest.mark.parametrize(
    ("error", "reason"), [(TimeoutError(), NO_ANSWER), (PageGoneError("it crashed"), "it crashed")]
)
def test_a_page_that_does_not_answer_is_not_asked_again(error: Exception, reason: str) -> None:
    record, page = Record(), Page(error)

    async def ask() -> None:
        await record.attempt_probes(view(page), MEDIA, SECRETS)
        await record.attempt_probes(view(page), MARKUP)
        await record.attempt_layout("narrow", view(page), NARROW)

    asyncio.run(ask())
    assert (page.calls, page.resized) == (1, 0)
    assert record.gone == reason
    assert record.missing == dict.fromkeys(["media", "secrets", "markup", "narrow"], reason)


def test_what_is_not_wanted_is_not_asked() -> None:
    record, page = Record(unwanted=frozenset({"media", "markup"})), Page([SECRET])

    async def ask() -> None:
        await record.attempt_probes(view(page), MEDIA, SECRETS)
        await record.attempt_probes(view(page), MEDIA, MARKUP)

    asyncio.run(ask())
    assert page.calls == 1
    assert record.parts == {"secrets": ()}
    assert record.missing == {}


@pytest.mark.parametrize(
    ("reason", "gone"),
    [
        pytest.param("the window is too narrow", "", id="it cannot"),
        pytest.param(PageGoneError("it crashed"), "it crashed", id="it crashed"),
        pytest.param(TimeoutError(), NO_ANSWER, id="it hangs"),
    ],
)
def test_no_layout_is_measured_in_another_window_than_was_asked_for(
    reason: str | Exception, gone: str
) -> None:
    record, page = Record(), Page(reason=reason)
    asyncio.run(record.attempt_layout("narrow", view(page), NARROW, NARROW_PARITY))

    assert page.calls == 0
    assert (record.gone, record.missing) == (gone, dict.fromkeys(["narrow", "parity"], gone or reason))


def test_what_moves_is_seen_before_the_page_is_brought_to_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "_script", lambda name: f"<{name}>")

    def steps(*probes: probe.Probe) -> list[str]:
        return re.findall(r"answers\[\d\] = \{ value: \(<\w+>|still\(\);", call_together(probes))

    assert steps(PAGE, MOTIONS, layout("phone", NARROW)) == [
        "answers[1] = { value: (<motions>",
        "still();",
        "answers[0] = { value: (<page>",
        "answers[2] = { value: (<layout>",
    ]
    assert steps(DOM, SECRETS) == [
        "still();",
        "answers[0] = { value: (<html>",
        "answers[1] = { value: (<secrets>",
    ]
    assert steps(MOTIONS) == ["answers[0] = { value: (<motions>", "still();"]


def media(**facts: Any) -> Media:
    known: dict[str, Any] = {
        "tag": "video", "src": "", "selector": "video", "snippet": "<video>", "starts_alone": True,
        "muted": False, "has_controls": False, "loops": False, "visible": True, "is_loaded": False,
        "duration_s": None, "from_s": 0, "to_s": None, "audio_bytes": None, "has_picture": True,
    }  # fmt: skip
    return Media((Player(**(known | facts)),))


@pytest.mark.parametrize(
    ("seen", "waits"),
    [
        pytest.param(None, False, id="unknown"),
        pytest.param(Media(()), False, id="none"),
        pytest.param(media(), True, id="not loaded yet"),
        pytest.param(media(audio_bytes=1), True, id="not loaded yet, as far as is told"),
        pytest.param(media(is_loaded=True), True, id="a film of which no sound is known yet"),
        pytest.param(media(is_loaded=True, audio_bytes=0), True, id="a film without sound so far"),
        pytest.param(media(is_loaded=True, audio_bytes=1), False, id="a film with sound"),
        pytest.param(media(is_loaded=True, tag="audio"), False, id="a recording"),
        pytest.param(media(starts_alone=False), False, id="it waits for a press"),
        pytest.param(media(muted=True), False, id="muted"),
        pytest.param(media(failure="decode"), False, id="it failed"),
    ],
)
def test_a_recording_is_waited_for_while_more_may_be_known_of_it(seen: Media | None, waits: bool) -> None:
    assert is_awaited(seen) is waits


def test_what_a_second_look_does_not_give_is_missing_though_a_first_one_gave_it() -> None:
    record, page = Record(), Page([MEDIA_SEEN, SECRET], [{"threw": "it broke"}, SECRET])

    async def ask() -> None:
        for _ in range(2):
            await record.attempt_probes(view(page), MEDIA, SECRETS)

    asyncio.run(ask())
    assert record.parts == {"secrets": ()}
    assert record.missing == {"media": "it broke"}
