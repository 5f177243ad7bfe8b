"""The report of a large audit: several files of bounded size, with links that lead from one to another."""

import json
import posixpath
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from auditor.audit import Audit
from auditor.output import write_reports
from auditor.registry import all_formats
from tests.audits import (
    HOME,
    a_blocker,
    a_cause,
    a_finding,
    a_page,
    a_rule,
    a_service,
    an_audit,
    words,
)

LARGEST_BYTES = 300_000
HTML = all_formats()["html"]
NAME = re.compile(r"report\.html|report-files/([a-z-]+(-\d+)?\.(html|js|css)|picture-[0-9a-f]{12}\.webp)")
PICTURE = "UklGRhIAAABXRUJQVlA4TAYAAAAvQWxvAGs="  # a WebP picture of 1,858 by 1 pixels, cut short


def split(audit: Audit) -> dict[str, bytes]:
    assert HTML.split is not None
    return dict(HTML.split(audit))


def pages_of(files: dict[str, bytes]) -> dict[str, html.HtmlElement]:
    return {
        name: html.document_fromstring(content.decode())
        for name, content in files.items()
        if name.endswith(".html")
    }


def an_audit_of(pages: int, each: int = 1, **finding: Any) -> Audit:
    """An audit of so many pages, with so many findings of one cause on each."""
    names = [f"p{number}" for number in range(pages)]
    return an_audit(
        pages=[a_page(name) for name in names],
        services=[a_service(pages=names, rules={})],
        findings=[
            a_finding(
                "missing-name",
                **{"page": name, "url": HOME + name, "selector": f"#{name}-{number}"} | finding,
            )
            for name in names
            for number in range(each)
        ],
        causes=[a_cause("missing-name", pages=names, elements=pages * each)],
    )


def index_of(files: dict[str, bytes]) -> dict[str, list[Any]]:
    parts = [
        json.loads(content.decode("ascii").removeprefix("report.add(").removesuffix(");\n"))
        for name, content in files.items()
        if "/index-" in name
    ]
    return {key: [each for part in parts for each in part[key]] for key in parts[0]}


def test_a_small_report_has_a_file_for_each_part() -> None:
    names = [name.removeprefix("report-files/") for name in split(an_audit())]
    assert names == [
        "services.html", "blockers.html", "causes.html", "findings.html", "to-review.html", "pages.html",
        "channels.html", "people.html", "not-tested.html", "criteria.html", "method.html", "rules.html",
        "index-1.js", "find.html", "style.css", "find.js", "report.html",
    ]  # fmt: skip


def dead_links(files: dict[str, bytes]) -> Iterable[tuple[str, str]]:
    pages = pages_of(files)
    ids = {name: set(page.xpath("//@id")) for name, page in pages.items()}
    for name, page in pages.items():
        for address in page.xpath("//@href | //@src"):
            if address.startswith(("http:", "https:")):
                continue
            file, _, place = address.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
            of_find = target.endswith("find.html")  # its fragment is a choice of filters
            if target not in files or (place and not of_find and place not in ids[target]):
                yield name, address


def test_every_link_leads_to_a_file_that_is_there_and_a_place_in_it() -> None:
    audit = an_audit(
        portal={"blockers": [a_blocker()], "blocked": "yes"},
        services=[a_service(blocked="perhaps"), a_service(id="Ä/b", name="Another", pages=[])],
    )
    assert list(dead_links(split(audit))) == []


def test_links_go_on_leading_somewhere_where_parts_have_several_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("auditor.reports._packing.LARGEST_BODY_BYTES", 10_000)
    files = split(an_audit_of(90, 3))
    assert {"report-files/findings-3.html", "report-files/pages-3.html"} <= set(files)
    assert list(dead_links(files)) == []


def test_ids_are_unique_in_every_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.reports._packing.LARGEST_BODY_BYTES", 20_000)
    for name, page in pages_of(split(an_audit_of(60, 3))).items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), name


@pytest.mark.parametrize(
    "audit",
    [
        pytest.param(lambda: an_audit_of(1_200, 3), id="many pages"),
        pytest.param(lambda: an_audit_of(1, 6_000), id="one page with very many elements"),
        pytest.param(lambda: an_audit_of(150, 2, snippet="<" * 9_000, message="<" * 9_000), id="long signs"),
        pytest.param(lambda: an_audit_of(150, 2, url=f"{HOME}{'é' * 1_900}"), id="long addresses"),
    ],
)  # fmt: skip
def test_no_file_is_too_large_and_no_finding_is_lost(audit: Any) -> None:
    made = audit()
    files = split(made)
    assert {name: len(content) for name, content in files.items() if len(content) >= LARGEST_BYTES} == {}
    told = [
        code.text
        for name, page in pages_of(files).items()
        if "findings" in name
        for code in page.xpath("//code[@class='selector']")
    ]
    assert sorted(told) == sorted(str(finding.selector) for finding in made.findings)


def test_what_goes_on_in_the_next_file_says_so_and_the_file_says_which_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("auditor.reports._packing.LARGEST_BODY_BYTES", 10_000)
    pages = pages_of(split(an_audit_of(90, 3)))
    first, second = pages["report-files/findings.html"], pages["report-files/findings-2.html"]
    assert [words(each) for each in first.xpath("//h2 | //h3")] == [
        "Accessibility",
        "Title of missing-name",
    ]
    assert [words(each) for each in second.xpath("//h2 | //h3")] == [
        "Accessibility (continued)",
        "Title of missing-name (continued)",
    ]
    assert words(first.find(".//h1")).startswith("Every finding 1 of ")
    assert words(second.find(".//h1")).startswith("Every finding 2 of ")
    assert second.xpath("//nav[@aria-label='Files of this part']//a[starts-with(., 'Next')]/@href") == [
        "findings-3.html"
    ]


def test_findings_causes_pages_services_and_criteria_have_addresses_that_stay() -> None:
    """A link that somebody sent leads to the same in the report of the next run, whatever else was found."""
    coverage = {"number": "4.1.2", "name": "x", "level": "A", "extent": "partly", "rules": ["missing-name"]}
    coverage |= {"failed": 1, "cantTell": 0, "closed": None}
    standard = an_audit().portal.standard.model_dump() | {"coverage": [coverage]}
    before = an_audit(portal={"standard": standard})
    more = [a_finding("low-contrast"), *(each.model_dump(by_alias=True) for each in before.findings)]
    after = an_audit(
        portal={"standard": standard},
        findings=more,
        causes=[a_cause("low-contrast"), *before.causes],
        pages=[a_page("zero"), *before.pages],
    )
    ids = [
        {name: set(page.xpath("//@id")) for name, page in pages_of(split(audit)).items()}
        for audit in (before, after)
    ]
    for name, place in (
        ("causes", "cause-c1-missing-name"),
        ("pages", "page-one"),
        ("services", "service-register"),
        ("criteria", "criterion-4-1-2"),
        ("findings", "rule-missing-name"),
        ("rules", "about-missing-name"),
    ):
        assert all(place in each[f"report-files/{name}.html"] for each in ids)
    findings = [
        {each for each in of["report-files/findings.html"] if each.startswith("finding-")} for of in ids
    ]
    assert len(findings[0]) == 4  # two findings, and the place of each
    assert findings[0] < findings[1]


def test_a_page_leads_to_the_finding_that_its_rule_has_there() -> None:
    pages = pages_of(split(an_audit_of(2)))
    [link] = pages["report-files/pages.html"].xpath("//details[@id='page-p1']//th/a/@href")
    file, _, place = link.partition("#")
    [spot] = pages[f"report-files/{file}"].xpath("//li[@id=$place]", place=place)
    assert [words(each) for each in spot] == ["/p1", "#p1-0"]


def test_pictures_are_files_beside_each_once() -> None:
    files = split(an_audit_of(3, picture=PICTURE))
    [picture] = [name for name in files if name.endswith(".webp")]
    name = picture.removeprefix("report-files/")
    pages = pages_of(files)
    assert pages["report.html"].xpath("//img/@src") == [picture]
    assert pages["report-files/findings.html"].xpath("//img/@src") == [name]
    assert len(files[picture]) == 26


def test_the_pages_load_only_what_lies_beside_and_only_the_one_that_finds_runs_a_script() -> None:
    files = split(an_audit())
    of_find = "script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
    strict = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'"
    for name, page in pages_of(files).items():
        [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        scripts = page.xpath("//script")
        if name == "report-files/find.html":
            assert policy == f"{strict}; {of_find}"
            assert [script.get("src") for script in scripts] == ["find.js", "index-1.js"]
            assert [script.text for script in scripts] == [None, None]
        else:
            assert policy == strict
            assert scripts == []
        assert not page.xpath("//style | //*[@style] | //iframe | //object | //form")


def test_every_drawing_is_hidden_from_screen_readers_and_stands_with_its_numbers() -> None:
    """A drawing says nothing more than the cell, or the line, that it is in."""
    pages = pages_of(split(an_audit()))
    drawings = [
        (name, drawing)
        for name, page in pages.items()
        for drawing in page.xpath("//svg[not(ancestor::p[contains(@class, 'key')])]")
    ]
    assert {name for name, _ in drawings} == {"report.html", "report-files/services.html"}
    for _, drawing in drawings:
        assert drawing.get("aria-hidden") == "true"
        if "large" in drawing.get("class"):  # the score that a section opens with, above its table
            assert re.match(r"\d+ out of 100", words(drawing.getprevious()))
            assert drawing.xpath("ancestor::section[1]//table/caption")
        else:
            assert re.match(r"\d+", words(drawing.xpath("ancestor::td[1]")[0]))
            assert drawing.xpath("ancestor::table[1]/caption")


# The index


def test_the_index_has_every_failure_and_every_question_with_what_it_can_be_found_by() -> None:
    rules = [
        a_rule("missing-name", "accessibility", criteria=["4.1.2"], groups=["low vision", "older persons"]),
        a_rule("low-contrast", "accessibility", severity="critical"),
    ]
    findings = [
        a_finding("missing-name"),
        a_finding("missing-name", page="two"),
        a_finding("low-contrast", outcome="cantTell", message="Is it readable?", page="lost"),
        a_finding("low-contrast", outcome="untested", message="Not tested: no colours"),
    ]
    index = index_of(split(an_audit(rules=rules, findings=findings, causes=[])))
    people = ["low vision", "older persons"]
    assert index["rules"] == [
        ["Title of missing-name", "missing-name", "serious", "accessibility", people, ["4.1.2"], "Serious"],
        ["Title of low-contrast", "low-contrast", "critical", "accessibility", people[:1], [], "Critical"],
    ]
    assert index["services"] == ["service-register"]
    assert index["pages"] == ["/one", "/two", "/lost"]
    told = [
        (each["rule"], each["outcome"], each["message"], each["elements"], each["pages"], each["services"])
        for each in index["entries"]
    ]
    assert told == [
        (0, "failed", "The link has no name", 2, "0-1", [0]),
        (1, "review", "Is it readable?", 1, "2", [0]),
    ]
    assert [each["address"].partition("#")[0] for each in index["entries"]] == [
        "findings.html",
        "to-review.html",
    ]


def test_the_index_is_parted_too() -> None:
    names = [f"c1-{number}" for number in range(1_500)]
    findings = [
        a_finding("missing-name", cause=name, message=f"It says {name}", snippet="x" * 300) for name in names
    ]
    files = split(an_audit(findings=findings, causes=[]))
    parts = [content for name, content in files.items() if "/index-" in name]
    assert len(parts) == 3
    assert max(map(len, parts)) < LARGEST_BYTES
    assert [each["message"] for each in index_of(files)["entries"]] == [f"It says {name}" for name in names]


# What is written


def test_a_report_that_fits_is_one_file_and_a_larger_one_is_several(tmp_path: Path) -> None:
    [file] = write_reports(an_audit(), tmp_path / "small", ["html"])
    assert [each.name for each in file.parent.iterdir()] == ["report.html"]

    written = write_reports(an_audit_of(400, 3), tmp_path / "large", ["html"])
    assert written == [tmp_path / "large/report.html", tmp_path / "large/report-files"]
    assert sorted(each.name for each in (tmp_path / "large").iterdir()) == ["report-files", "report.html"]
    assert b"report-files/find.html" in written[0].read_bytes()


@pytest.mark.parametrize(
    ("limit", "expected"), [("LARGEST_FILE_BYTES", 60_000), ("MOST_FINDINGS_OF_ONE_FILE", 3)]
)
def test_it_is_parted_where_its_size_or_its_findings_are_too_many(
    limit: str, expected: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(an_audit().findings) == 4
    assert len(str(HTML.render(an_audit()))) < 60_000
    monkeypatch.setattr(f"auditor.output.{limit}", expected if "FINDINGS" in limit else 1_000)
    assert len(write_reports(an_audit(), tmp_path, ["html"])) == 2


def test_what_an_earlier_report_left_is_taken_away_and_nothing_else(tmp_path: Path) -> None:
    write_reports(an_audit_of(1_200, 3), tmp_path, ["html"])
    beside = tmp_path / "report-files"
    assert (beside / "findings-2.html").exists()
    (beside / "notes.txt").write_text("mine", encoding="utf-8")

    write_reports(an_audit_of(400, 3), tmp_path, ["html"])
    assert not (beside / "findings-2.html").exists()
    assert (beside / "findings.html").exists()

    write_reports(an_audit(), tmp_path, ["html"])
    assert [each.name for each in beside.iterdir()] == ["notes.txt"]


def test_names_of_files_are_never_a_portal_s() -> None:
    hostile = "../../<x>\x00 é.html"
    audit = an_audit(
        services=[a_service(id=hostile, name=hostile, pages=[hostile], rules={})],
        pages=[a_page(hostile, url=HOME + hostile)],
        findings=[a_finding("missing-name", page=hostile, service=hostile, cause=hostile, picture=PICTURE)],
        causes=[a_cause("missing-name", id=hostile, pages=[hostile], services=[hostile])],
    )
    files = split(audit)
    assert [name for name in files if not NAME.fullmatch(name)] == []
    assert list(dead_links(files)) == []
