"""How much of the machine an audit takes when nobody says."""

import os

import pytest

from auditor.run.plan import Plan
from auditor.settings import read_settings, with_crawl


@pytest.mark.parametrize(("cores", "tabs"), [(1, 2), (2, 4), (8, 16), (64, 16), (None, 2)], ids=str)
def test_two_pages_for_each_core_are_visited_at_once_within_a_bound(
    cores: int | None, tabs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    assert Plan(read_settings("https://portal.example/")).concurrency == tabs


def test_or_as_many_as_were_asked_for() -> None:
    settings = with_crawl(read_settings("https://portal.example/"), concurrency=40)
    assert Plan(settings).concurrency == 40
