"""Globs: which addresses they stand for."""

import time

import pytest

from auditor.crawl.globs import matches, matches_any

HOST = "https://portal.example"


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("/births/", "/births/", True),
        ("/births/", "/births", False),
        ("/births/*", "/births/form", True),
        ("/births/*", "/births/form/2", False),
        ("/births/**", "/births", True),
        ("/births/**", "/births/", True),
        ("/births/**", "/births/form/2", True),
        ("/births/**", "/births-and-deaths", False),
        ("/**/form", "/form", True),
        ("/**/form", "/births/a/form", True),
        ("/**/form", "/births/forms", False),
        ("/*/form", "/form", False),
        ("/a/**/b/**/c", "/a/b/x/b/c", True),
        ("/a/**/b/**/c", "/a/x/c", False),
        ("/**", "/", True),
        ("/*.pdf", "/fees.pdf", True),
        ("/*.pdf", "/fees.pdf.html", False),
        ("/a*b*c", "/a-b-b-c", True),
        ("/a*b*c", "/a-c-b", False),
        ("/ab*ba", "/aba", False),
        ("/ab*ba", "/abba", True),
        ("/a**b", "/a/b", False),
        ("/Births", "/births", False),
        ("/page.php", "/page.php?id=1", True),
        ("/page.php?id=*", "/page.php?id=1", True),
        ("/page.php?id=*", "/page.php?no=1", False),
        ("/page.php?id=*", "/page.php", False),
        ("/page.php?", "/page.php?id=1", False),
        ("/?*path=/a/*", "/?id=1&path=/a/b/c", True),
        ("/a[bc]", "/ab", False),
        ("/a[bc]", "/a[bc]", True),
        ("https://portal.example/**", "/births", True),
        ("http://portal.example/**", "/births", False),
        ("https://other.example/**", "/births", False),
        ("https://*.example/**", "/births", True),
    ],
)
def test_stands_for(glob: str, path: str, expected: bool) -> None:
    assert matches(glob, HOST + path) is expected


def test_any_of_several_will_do() -> None:
    assert matches_any(["/a", "/b"], f"{HOST}/b")
    assert not matches_any([], f"{HOST}/b")


@pytest.mark.parametrize(
    ("glob", "path"),
    [("/" + "*a" * 20 + "b", "/" + "a" * 1_900), ("/" + "**/a/" * 20 + "b", "/a" * 900)],
    ids=["stars", "double stars"],
)
def test_takes_no_time_on_addresses_made_to_be_slow(glob: str, path: str) -> None:
    begun = time.process_time()
    assert not matches(glob, HOST + path)
    assert time.process_time() - begun < 1
