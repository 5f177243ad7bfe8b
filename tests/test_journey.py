"""[[service.step]]: every mistake is told with its line, and what is typed is not written down."""

from pathlib import Path

import pytest

from auditor.journey.inputs import read_inputs
from auditor.settings import Settings, SettingsError, fingerprint, read_settings
from auditor.settings.journey import JourneyStep, path_to_empty_form

HEAD = """\
[portal]
name = "Births"
url = "https://portal.example/"
[[service]]
id = "births"
name = "Register a birth"
start = "/births/"
"""
TYPED = 'what to type: a text, or "env:NAME" or "file:PATH", where it is kept'
FILE = "the path of a file, from the folder of portal.toml"
EMPTY = "found true, expected submit = true beside it: an empty form would be sent"
WORDS = 'the words of a button or link, or "css=" and a selector'
ACTIONS = "goto, click, fill, choose, check, upload, press, wait_for, wait_for_url, expect"
ONE = f"expected exactly one of {ACTIONS}"


def written(folder: Path, text: str) -> str:
    file = folder / "portal.toml"
    file.write_text(HEAD + text, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(
    ("step", "mistakes"),
    [
        pytest.param('clik = "Go"', [
            (8, "service.step", f"a step that does nothing, {ONE}"),
            (9, "service.step.clik", 'unknown key, did you mean "click"?'),
        ], id="unknown"),
        pytest.param('click = "Go"\npress = "Enter"', [
            (10, "service.step.press", f"found click and press in one step, {ONE}"),
        ], id="two actions"),
        pytest.param('fill = "Name"', [
            (8, "service.step", f"fill without with, expected {TYPED}"),
        ], id="fill without"),
        pytest.param('fill = "Name"\nwith = 1985', [
            (10, "service.step.with", f"not shown here, expected {TYPED}"),
        ], id="what is typed is not repeated"),
        pytest.param('click = "Go"\nwith = "x"', [
            (10, "service.step.with", "found beside click, expected it only beside fill or choose"),
        ], id="with beside click"),
        pytest.param('upload = "Letter"', [
            (8, "service.step", f"upload without file, expected {FILE}"),
        ], id="upload without"),
        pytest.param('choose = "Town"\nvalue = "A"\nwith = "A"', [
            (11, "service.step.with", "found beside value, expected one of the two"),
        ], id="two options"),
        pytest.param('expect = "Done"\nsubmit = true', [
            (10, "service.step.submit",
             "found beside expect, expected it only beside click or choose or check or upload or press"),
        ], id="submit beside expect"),
        pytest.param('click = "Go"\nerrors = true', [
            (10, "service.step.errors", EMPTY),
        ], id="errors without submit"),
        pytest.param('goto = "https://other.example/"', [
            (9, "service.step.goto",
             'found "https://other.example/", expected a page on the portal\'s host or one of its hosts'),
        ], id="elsewhere"),
        pytest.param('click = ""', [
            (9, "service.step.click", f'found "", expected {WORDS}'),
        ], id="no words"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_key(
    tmp_path: Path, step: str, mistakes: list[tuple[int, str, str]]
) -> None:
    target = written(tmp_path, f"[[service.step]]\n{step}\n")
    with pytest.raises(SettingsError) as told:
        read_settings(target)
    assert list(told.value.mistakes) == [
        f"{target}, line {line}, {key}: {words}" for line, key, words in mistakes
    ]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        pytest.param(
            'journey = "a.py"\n[[service.step]]\nclick = "Go"\n',
            "line 8, service.journey: found beside [[service.step]], expected one of the two",
            id="both ways",
        ),
        pytest.param(
            'errors = true\n[[service.step]]\nclick = "Go"\n',
            "line 8, service.errors: found true, expected a step with submit = true to send the form",
            id="errors of nothing",
        ),
    ],
)
def test_a_mistake_of_a_service_is_told(tmp_path: Path, text: str, mistake: str) -> None:
    target = written(tmp_path, text)
    with pytest.raises(SettingsError) as told:
        read_settings(target)
    assert list(told.value.mistakes) == [f"{target}, {mistake}"]


def test_what_is_typed_and_named_is_read_from_where_it_is_kept(tmp_path: Path) -> None:
    (tmp_path / "name.txt").write_text("Ada\n", encoding="utf-8")
    steps = [
        f'[[service.step]]\nfill = "F"\nwith = "{value}"\n' for value in ("plain", "env:A", "file:name.txt")
    ]
    target = written(tmp_path, "".join(steps))
    inputs = read_inputs(read_settings(target), target, {"A": "from the environment"})
    assert inputs.typed == {
        ("births", 1): "plain", ("births", 2): "from the environment", ("births", 3): "Ada"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        pytest.param(
            '[[service.step]]\nfill = "F"\nwith = "env:NONE"\n',
            "line 10, service.step.with: the environment variable NONE is not set",
            id="no variable",
        ),
        pytest.param(
            '[[service.step]]\nupload = "F"\nfile = "none.pdf"\n',
            "line 10, service.step.file: there is no file none.pdf beside portal.toml",
            id="no file",
        ),
        pytest.param(
            'journey = "none.py"\n',
            "line 8, service.journey: there is no file none.py beside portal.toml",
            id="no code",
        ),
        pytest.param(
            '[[service.step]]\nfill = "F"\nwith = "Ada B."\n[[service.step]]\nexpect = "Hello Ada B."\n',
            "line 12, service.step.expect: holds what a step types, which is never stored; leave it out",
            id="told",
        ),
    ],
)
def test_what_leads_nowhere_is_told_before_anything_is_visited(
    tmp_path: Path, text: str, mistake: str
) -> None:
    target = written(tmp_path, text)
    with pytest.raises(SettingsError) as told:
        read_inputs(read_settings(target), target, {})
    assert list(told.value.mistakes) == [f"{target}, {mistake}"]


def test_what_is_typed_is_neither_stored_nor_told_by_the_fingerprint(tmp_path: Path) -> None:
    def of(value: str) -> Settings:
        return read_settings(written(tmp_path, f'[[service.step]]\nfill = "F"\nwith = "{value}"\n'))

    ada, eve = of("Ada Byron"), of("Eve Byron")
    assert "Byron" not in ada.model_dump_json(by_alias=True)
    assert fingerprint(ada) == fingerprint(eve)
    assert fingerprint(ada) != fingerprint(of("env:NAME"))
    kept = Settings.model_validate_json(ada.model_dump_json(by_alias=True))
    assert kept.services[0].steps[0].words == "fill “F”"


def steps(*tables: dict[str, object]) -> tuple[JourneyStep, ...]:
    return tuple(map(JourneyStep.model_validate, tables))


GO = {"click": "Go", "submit": True}
FILL = {"fill": "Name", "with": "x"}


@pytest.mark.parametrize(
    ("given", "number", "expected"),
    [
        pytest.param(
            [{"click": "Start"}, FILL, {"check": "Yes"}, GO], 4, [{"click": "Start"}, GO], id="a form"
        ),
        pytest.param([FILL, {"expect": "x"}, FILL, GO], 4, [GO], id="with a look between"),
        pytest.param([FILL, GO, FILL, GO], 4, [FILL, GO, GO], id="its second page"),
        pytest.param([{"click": "Start"}, GO], 2, None, id="nothing to fill in"),
    ],
)
def test_an_empty_form_is_reached_by_what_leads_to_it(
    given: list[dict[str, object]], number: int, expected: list[dict[str, object]] | None
) -> None:
    assert path_to_empty_form(steps(*given), number) == (None if expected is None else steps(*expected))
