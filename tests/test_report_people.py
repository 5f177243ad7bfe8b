"""The report says whom a portal leaves behind, and claims nothing for a group that was hardly looked at."""

import re
from importlib import import_module

from auditor.audit import Audit
from auditor.registry import all_formats
from tests.audits import audited

people = import_module("auditor.reports._people")

PASSED = {"passed": 4, "failed": 0, "cantTell": 0}
FAILED = {"passed": 4, "failed": 3, "cantTell": 0}
OPEN = {"passed": 4, "failed": 0, "cantTell": 2}


def section(audit: Audit) -> str:
    """The words of the report's section on people."""
    page = all_formats()["html"].render(audit)
    part = page[page.index('<h2 id="people">') : page.index('<h2 id="findings">')]
    return " ".join(re.sub(r"<[^>]+>", " ", part).split())


def test_a_group_that_was_hardly_looked_at_gets_no_praise() -> None:
    words = section(audited({"a": PASSED, "b": PASSED}))

    assert "People with low vision Not assessed 2 checks had something to look at" in words
    assert "No barrier found" not in words


def test_nothing_is_said_to_be_none_of_a_group_that_was_hardly_looked_at() -> None:
    words = section(audited({"a": PASSED, "b": PASSED}, groups=["no internet"]))

    assert "0 barriers" not in words
    assert "People without internet: not assessed" in words
    # Women and girls, whom nothing else than this group and two without checks concerns.
    assert "Not assessed: people without internet, people who share a phone or have none and women." in words


def test_of_the_mission_s_people_too_it_is_said_for_whom_no_barrier_was_found() -> None:
    words = section(audited({"a": PASSED, "b": PASSED, "c": PASSED}, groups=["no internet"]))

    assert "No barrier found for people without internet. Not assessed: people who share" in words


def test_what_was_looked_at_is_said_with_what_it_was_out_of() -> None:
    words = section(audited({"a": PASSED, "b": FAILED, "c": OPEN, "d": PASSED}))

    assert "People with low vision 1 barrier no barrier in 2 of 4 checks, 1 not decided" in words
    assert "Nothing was tested with people" in words


def test_the_people_of_the_mission_are_linked_where_that_was_measured() -> None:
    names = [each.name for each in people.MISSION]
    assert names == [
        *("Persons with disabilities", "Older persons", "People in poverty"),
        *("Women and girls", "Migrants and refugees", "Youth"),
    ]
    assert all(link.source and link.reason for each in people.MISSION for link in each.links)

    words = section(audited({"a": PASSED, "b": FAILED, "c": PASSED}))
    assert "Youth No measured link" in words
