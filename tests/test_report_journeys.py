"""The report shows how a person gets through a service: each step, and what the service asks."""

from typing import Any

import pytest

from tests.audits import HOME, a_finding, a_page, a_service, an_audit, render, section, words


def a_step(number: int, action: str, **changes: Any) -> dict[str, Any]:
    return {
        "number": number,
        "name": None,
        "action": action,
        "page": None,
        "state": "done",
        "reason": None,
    } | changes


def an_ask(text: str, name: str = "") -> dict[str, str]:
    return {"name": name, "text": text, "url": f"{HOME}births"}


def a_burden(**changes: Any) -> dict[str, Any]:
    nothing: dict[str, Any] = {key: [] for key in ("documents", "time_limits", "codes", "help")}
    counts = {"pages": 1, "fields": 0, "required": 0, "uploads": 0, "skills": {}, "unknown_languages": []}
    return nothing | counts | changes


def told(**changes: Any) -> str:
    audit = an_audit(
        services=[a_service(pages=["p1", "s1"], **changes)],
        causes=[],
        pages=[a_page("p1"), a_page("s1", url=f"{HOME}births/form", state_of="p1")],
        findings=[a_finding("missing-name", page="s1", elements=2), a_finding("missing-name", page="p1")],
    )
    return words(section(render(audit), "services"))


def test_each_step_is_shown_with_its_state_its_failures_and_its_reason() -> None:
    steps = [
        a_step(1, "click “Start now”", page="s1", name="The form"),
        a_step(2, "fill “Name”"),
        a_step(3, "click “Send”", state="untested", reason="there is no <b>button</b>"),
    ]
    text = told(steps=steps)
    assert "Step by step click “Start now”: The form done, 2 failures on " in text
    assert "fill “Name” done, no new state" in text
    assert "click “Send” Untested There is no <b>button</b>" in text


def test_a_service_without_a_journey_shows_none() -> None:
    assert "Step by step" not in told()


def test_what_a_service_asks_is_said_with_its_words() -> None:
    burden = a_burden(
        pages=3, fields=9, required=4, uploads=1,
        documents=[an_ask("Bring your passport", "passport"), an_ask("and a photo", "photo")],
        skills={"account": [an_ask("Create an account")]},
        codes=[an_ask("Enter the code we sent")], help=[an_ask("We can help you")],
    )  # fmt: skip
    text = told(burden=burden)
    assert "3 pages and states to read" in text
    assert "9 fields to fill in, 4 of them required, 1 file to send" in text
    assert "Documents that it names: passport, photo:" in text
    assert "It takes an account: Create an account on " in text
    assert "It asks for a one-time code: Enter the code we sent" in text
    assert "It offers help: We can help you" in text
    assert "time limit" not in text
    assert "Not assessed" not in text


@pytest.mark.parametrize(
    ("burden", "expected"),
    [
        pytest.param(
            a_burden(skills=None, documents=None, unknown_languages=["sw"]),
            "Not assessed: what its words ask for (pages in Swahili)",
            id="no language is known",
        ),
        pytest.param(
            a_burden(unknown_languages=["", "sw"]),
            "Not assessed: what its pages in a language that could not be told, Swahili say",
            id="some are not",
        ),
        pytest.param(
            a_burden(fields=None, required=None, uploads=None),
            "Not assessed: fields",
            id="no forms were read",
        ),
    ],
)
def test_what_was_not_assessed_is_said_so(burden: dict[str, Any], expected: str) -> None:
    text = told(burden=burden)
    assert expected in text
    assert ("fields to fill in" in text) is (burden["fields"] is not None)


def a_reading(**changes: Any) -> dict[str, Any]:
    graded = {"language": "en", "years": 8.5, "low": 7.0, "high": 10.0, "formula": "RIX", "limit_years": 9.0}
    return graded | {"pages": 2, "sentences": 20, "words": 240, "hardest": []} | changes


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {},
            "Its texts ask for 8.5 years of school (7 to 10), within the limit of 9. Read were 240 words",
        ),
        ({"years": 9.5}, "9.5 years of school (7 to 10), perhaps over the limit of 9"),
        ({"years": 12.0, "low": 9.1, "high": 14.0}, "12 years of school (9.1 to 14), over the limit of 9"),
        ({"years": 20.0, "low": 18.0, "high": 20.0}, "at least 20 years of school (18 to 20 or more), over"),
        ({"years": None, "low": None, "high": None}, "No grade could be given to its texts: 240 words"),
    ],
)
def test_how_hard_its_texts_are_is_said_with_the_doubt(changes: dict[str, Any], expected: str) -> None:
    assert expected in told(reading=a_reading(**changes))


def test_the_hardest_sentences_are_quoted_with_what_to_do() -> None:
    hard = {"text": "<b>Who shall</b>", "url": HOME, "words": 30, "reason": "30 words", "advice": "cut it"}
    text = told(reading=a_reading(hardest=[hard]))
    assert "Its 1 hardest sentence <b>Who shall</b> 30 words. Cut it. On " in text
    assert "hardest" not in told(reading=a_reading())
