"""tries.toml: what people tried, told beside what pages say."""

from datetime import date
from pathlib import Path

import pytest

from auditor.audit import Audit
from auditor.settings import SettingsError
from auditor.tries import Try, read_tries, with_tries
from tests.audits import a_channel, a_service, an_audit, render, section, words

WHOLE = """\
[[try]]
service = "register"
channel = "phone"
value = "020 7946 0140"
date = 2026-11-20
answered = true
minutes = 4
language = "en"
by = "A. Tester"
note = "Was told to <b>come</b>."

[[try]]
channel = "counter"
date = 2026-11-21
answered = false
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "tries.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    phone, counter = read_tries(written(tmp_path, WHOLE))
    assert phone == Try(
        service="register",
        channel="phone",
        value="020 7946 0140",
        date=date(2026, 11, 20),
        answered=True,
        minutes=4,
        language="en",
        by="A. Tester",
        note="Was told to <b>come</b>.",
    )
    assert counter == Try(channel="counter", date=date(2026, 11, 21), answered=False)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '[[try]]\nchannel = "fax"\ndate = 2026-11-21\nanswered = true',
            ', line 2, try.channel: found "fax", expected one of',
        ),
        (
            '[[try]]\nchannel = "phone"\nanswered = true',
            ", line 1, try.date: missing, expected the day of the try",
        ),
        (
            '[[try]]\nchannel = "phone"\ndate = 2026-11-21\nanswered = "yes"',
            ', line 4, try.answered: found "yes", expected true',
        ),
        ('[[try]]\nchanel = "phone"', 'did you mean "channel"?'),
        ("[[try]", "not TOML"),
        (
            '[[try]]\nchannel = "phone"\ndate = 2026-11-21\nanswered = true\nminutes = -1',
            "line 5, try.minutes: found -1",
        ),
        (
            '[[try]]\nchannel = "phone"\ndate = 2026-11-21\nanswered = true\nlanguage = "english"',
            "line 5, try.language: found",
        ),
    ],
    ids=["unknown channel", "no date", "a word for yes", "misspelt", "no TOML", "before it began", "no code"],
)
def test_mistakes_are_told_with_their_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SettingsError) as error:
        read_tries(written(tmp_path, text))
    assert told in str(error.value)


def test_a_try_of_a_service_that_is_not_there_is_a_mistake() -> None:
    audit = Audit.model_validate(an_audit(services=[a_service()]))
    tried = Try(service="births", channel="phone", date=date(2026, 11, 20), answered=True)
    with pytest.raises(SettingsError, match="does not have: births; it has register"):
        with_tries(audit, [tried])


def test_tries_are_shown_where_they_belong_the_newest_first(tmp_path: Path) -> None:
    found = {"phone": a_channel("actionable", ("+442079460140", "Call us"))}
    older = WHOLE.replace("2026-11-20", "2026-11-02").replace("minutes = 4", "minutes = 1")
    tries = read_tries(written(tmp_path, older + WHOLE))
    audit = with_tries(Audit.model_validate(an_audit(services=[a_service(channels=found)])), tries)
    assert [each.date.day for each in audit.services[0].channels["phone"].tries] == [20, 2]
    assert audit.services[0].channels["phone"].evidence[0].text == "Call us"
    assert [each.answered for each in audit.portal.channels["counter"].tries] == [False, False]
    channels = section(render(audit), "channels")
    [heading] = channels.xpath(".//h4[text()='Tried by people']")
    came = "on {} November 2026 by A. Tester: answered after {}, in English"
    assert [words(each.find("bdi")) for each in heading.getnext()] == [
        came.format(20, "4 minutes"),
        came.format(2, "1 minute"),
    ]
    assert words(heading.getnext()[0].find("q")) == "Was told to <b>come</b>."
