"""Secrets are taken out of texts, however a page may spell them."""

import base64
import html
import json
import time
from urllib.parse import quote, quote_plus

import pytest

from auditor.secret.redaction import MARKER, Redactor

HARD = 'pä"ss & w<o>rd\\/+€'  # everything that HTML, JSON and addresses write otherwise
SPELLINGS = {
    "plain": HARD,
    "upper case": HARD.upper(),
    "HTML": html.escape(HARD),
    "HTML without quotes": html.escape(HARD, quote=False),
    "numbers": "".join(f"&#{ord(char)};" if not char.isalnum() else char for char in HARD),
    "hexadecimal numbers": "".join(f"&#x{ord(char):X};" if not char.isalnum() else char for char in HARD),
    "names": HARD.encode("ascii", "xmlcharrefreplace").decode().replace('"', "&quot;"),
    "path": quote(HARD, safe=""),
    "path with slashes": quote(HARD),
    "form": quote_plus(HARD),
    "address in an address": quote(quote(HARD)),
    "JSON": json.dumps(HARD)[1:-1],
    "JSON in Unicode": json.dumps(HARD, ensure_ascii=False)[1:-1],
    "JSON in JSON": json.dumps(json.dumps(HARD)[1:-1])[1:-1],
    "base64": base64.b64encode(HARD.encode()).decode().rstrip("="),
    "base64 for addresses": base64.urlsafe_b64encode(HARD.encode()).decode().rstrip("="),
}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_a_secret_is_found_in_every_spelling(spelling: str) -> None:
    assert Redactor([HARD]).text(f"(before {spelling} after)") == f"(before {MARKER} after)"
    assert Redactor([HARD]).is_in(f"?token={spelling}")


def test_letters_beyond_the_first_plane_are_found() -> None:
    key = "open-🔑-sesame"
    for spelling in (key, json.dumps(key)[1:-1], quote(key)):
        assert Redactor([key]).text(spelling) == MARKER


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the latest test.", f"the latest {MARKER}."),
        ("/test/tests?a=test", f"/{MARKER}/tests?a={MARKER}"),
        ("untested", "untested"),
    ],
)
def test_a_short_secret_is_a_word(text: str, expected: str) -> None:
    assert Redactor(["test"]).text(text) == expected


def test_a_long_secret_is_found_within_words() -> None:
    assert Redactor(["hunter22"]).text("xhunter22x") == f"x{MARKER}x"


def test_a_token_that_was_cut_is_found() -> None:
    long = "tk_live_0123456789abcdef"
    assert Redactor([long]).text(f'<a href="?t={long[:20]}">') == f'<a href="?t={MARKER}">'
    assert Redactor([long]).text(long[:11]) == long[:11]


def test_values_are_cleaned_in_keys_too() -> None:
    value = {"a": ["\nhunter22", {"hunter22": 'q"\\'}], "b": None, "c": 1.5, "d": True}
    assert Redactor(["hunter22"]).value(value) == {
        "a": [f"\n{MARKER}", {MARKER: 'q"\\'}],
        "b": None,
        "c": 1.5,
        "d": True,
    }


def test_without_secrets_nothing_is_touched() -> None:
    redactor = Redactor()
    assert not redactor
    assert (redactor.text("a"), redactor.value({"a": 1}), redactor.is_in("a")) == ("a", {"a": 1}, False)


def test_more_secrets_are_learnt() -> None:
    redactor = Redactor(["hunter22"])
    assert redactor.text("hunter22 session-4711") == f"{MARKER} session-4711"
    redactor.learn(["session-4711", ""])
    assert redactor.text("hunter22 session-4711") == f"{MARKER} {MARKER}"


def test_errors_are_cleaned_with_those_that_led_to_them() -> None:
    error, cause = RuntimeError("it was hunter22"), ValueError("hunter22", 5)
    error.__cause__ = cause
    Redactor(["hunter22"]).error(error)
    assert str(error) == f"it was {MARKER}"
    assert cause.args == (MARKER, 5)


def test_it_does_not_show_what_it_keeps() -> None:
    assert "hunter22" not in repr(Redactor(["hunter22"]))


def test_a_page_made_to_be_slow_takes_no_time() -> None:
    redactor = Redactor([HARD, '"1234567"', "\\" * 20, "tk_live_0123456789abcdef"])
    for page in ("\\" * 200_000, "&#0000" * 50_000, "%25" * 70_000, "tk_live_0123" * 20_000):
        begun = time.process_time()
        redactor.text(page)
        assert time.process_time() - begun < 2
