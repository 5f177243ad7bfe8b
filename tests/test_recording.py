"""What Playwright's recorder wrote becomes steps of portal.toml, without what was typed."""

import json
import tomllib
from typing import Any

import pytest

from auditor.journey.recording import recorded_toml
from auditor.settings.journey import JourneyStep
from auditor.visit.record import has_display
from tests.conftest import CommandLine

URL = "https://portal.example/births/"
# The first lines are as `playwright codegen --target=jsonl` (1.65) wrote them.
HEADER = '{"browserName":"chromium","launchOptions":{"headless":false},"contextOptions":{}}'
OPENED = '{"name":"openPage","url":"about:blank","signals":[],"pageGuid":"page@1"}'
TAB = (
    '{"name":"press","selector":"internal:role=textbox[name=\\"Postcode\\"i]","key":"Tab","modifiers":0,'
    '"signals":[],"pageGuid":"page@1","locator":{"kind":"role","body":"textbox",'
    '"options":{"attrs":[],"exact":false,"name":"Postcode"}}}'
)


def action(name: str, kind: str = "role", body: str = "", words: str = "", **more: Any) -> str:
    locator = {"kind": kind, "body": body, "options": {"attrs": [], "exact": False, "name": words}}
    return json.dumps({"name": name, "signals": [], "pageGuid": "page@1", "locator": locator, **more})


def steps(*lines: str) -> list[dict[str, str]]:
    """The steps, read back: each has to be one that portal.toml takes."""
    tables = tomllib.loads(recorded_toml([HEADER, OPENED, *lines], URL)).get("service", {"step": []})
    found: list[dict[str, str]] = tables["step"]
    for table in found:
        JourneyStep.model_validate(table)
    return found


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(action("click", "role", "link", "Start now"), {"click": "Start now"}, id="click"),
        pytest.param(action("click", "text", "Start now"), {"click": "Start now"}, id="text"),
        pytest.param(action("click", "default", "#go > b"), {"click": "css=#go > b"}, id="selector"),
        pytest.param(
            action("fill", "role", "textbox", "Prénom de l'enfant", text="Ada Byron"),
            {"fill": "Prénom de l'enfant", "with": "env:TEST_PRENOM_DE_L_ENFANT"},
            id="fill",
        ),
        pytest.param(
            action("fill", "label", "الاسم", text="Ada"),
            {"fill": "الاسم", "with": "env:TEST_FIELD"},
            id="another script",
        ),
        pytest.param(
            action("select", "label", "Town", options=["Upford"]),
            {"choose": "Town", "with": "env:TEST_TOWN"},
            id="select",
        ),
        pytest.param(
            action("select", "label", "Town UpfordDownford", options=["Downford"]),
            {"choose": "Town Upford", "with": "env:TEST_TOWN_UPFORD"},
            id="select inside its label",
        ),
        pytest.param(
            action("select", "label", "Section 1 Day12", options=["1"]),
            {"choose": "Section 1 Day12", "with": "env:TEST_SECTION_1_DAY12"},
            id="select of codes that stand in any text",
        ),
        pytest.param(action("check", "role", "checkbox", "Yes"), {"check": "Yes"}, id="check"),
        pytest.param(action("check", "role", "radio", "Girl"), {"choose": "Girl"}, id="radio"),
        pytest.param(
            action("setInputFiles", "label", "Letter", files=["Ada.pdf"]),
            {"upload": "Letter", "file": "PATH"},
            id="file",
        ),
        pytest.param(action("press", "label", "Name", key="Enter"), {"press": "Enter"}, id="press"),
        pytest.param(
            action("assertText", "text", "Done", text="Done"),
            {"expect": "Done"},
            id="text that was asserted",
        ),
    ],
)
def test_an_action_becomes_a_step(line: str, expected: dict[str, str]) -> None:
    assert steps(line) == [expected]


def test_the_last_part_of_a_way_names_the_element() -> None:
    inner = {"kind": "role", "body": "link", "options": {"name": "Home"}}
    locator = {"kind": "role", "body": "navigation", "options": {"name": "Main"}, "next": inner}
    assert steps(json.dumps({"name": "click", "locator": locator})) == [{"click": "Home"}]


def test_the_click_into_a_field_that_is_filled_then_is_left_out() -> None:
    click, fill = (action(name, "label", "Name", text="Ada") for name in ("click", "fill"))
    assert steps(click, fill) == [{"fill": "Name", "with": "env:TEST_NAME"}]


def test_where_it_begins_and_how_one_moves_between_fields_are_no_steps() -> None:
    assert steps(json.dumps({"name": "navigate", "url": URL}), TAB) == []


def test_an_address_that_was_entered_is_one_without_its_query() -> None:
    begun = json.dumps({"name": "navigate", "url": URL})
    entered = json.dumps({"name": "navigate", "url": "https://portal.example/form?name=Ada"})
    assert steps(begun, entered) == [{"goto": "/form"}]


def test_fields_of_one_name_get_names_of_their_own() -> None:
    line = action("fill", "label", "Name", text="Ada")
    assert [step["with"] for step in steps(line, line)] == ["env:TEST_NAME", "env:TEST_NAME_2"]


def test_nothing_that_was_typed_is_written() -> None:
    text = recorded_toml(
        [
            action("fill", "label", "Name", text="Ada Byron"),
            action("select", "label", "Town", options=["Ada Byron"]),
            action("setInputFiles", "label", "Letter", files=["Ada Byron.pdf"]),
            action("dragTo", "label", "Name", text="Ada Byron"),
        ],
        URL,
    )
    assert "Byron" not in text


def test_what_cannot_be_written_is_a_comment_and_what_is_no_json_nothing() -> None:
    odd = [action("hover\n[[x]]", "label", "Menu"), action("click", "role", "button"), '{"name": "cli', "[]"]
    text = recorded_toml(odd, URL)
    assert "# not recorded: hover [[x]] on Menu\n" in text
    assert "# not recorded: click on an element without a name\n" in text
    assert tomllib.loads(text) == {}


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_whether_there_is_a_screen(platform: str, environ: dict[str, str], expected: bool) -> None:
    assert has_display(platform, environ) is expected


def test_without_a_screen_it_says_so_in_one_sentence(
    auditor: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    ended = auditor("record", URL)
    assert ended.code == 2
    assert ended.lines == [
        "auditor: recording needs a screen to open a browser window on, and there is none here"
    ]
