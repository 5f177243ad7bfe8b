"""Whatever portals say, every format stays valid and inert: each is read by a program that is not ours."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import openpyxl
import pytest
from lxml import etree, html
from markdown_it import MarkdownIt
from pydantic import BaseModel
from pyld import jsonld

from auditor.audit import Audit
from auditor.registry import all_formats
from tests.audits import HOME, a_blocker, a_channel, a_page, a_sample, a_service, a_template, an_audit

# The parts of an audit that hold the words of portals, of their owners and of people.
SAID = {
    *("about", "by", "example", "found_by", "language", "message", "name", "note", "quote", "reason"),
    *("reviewer", "selector", "snippet", "text", "title", "value", "why"),
}
ADDRESSES = {"url", "final_url"}
SIGNS = (
    '=HYPERLINK("http://evil.example","x")<script>alert(1)</script>"\'><img src=x onerror=alert(1)>'
    "]]></testcase></style></title>{{7*7}}_x003D_1;=1+1\n\n# h\n- [x](javascript:alert(1)) "
    "![p](http://evil.example/p) ``` | @team #12\x00\x1b[31m\x1b]8;;http://evil.example\x07"
    "\u202eright\u2066\u009b\r\n::error::owned\x85\ufffe\ud800"
)
TEXTS = [pytest.param(SIGNS, id="signs"), pytest.param("=1+1" + "x" * 1_000_000, id="a megabyte")]
ACTING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
LONGEST_CHARS = 3_000  # of one text: 2,000 of it, signs that are written longer, and words of ours


def said_everywhere(part: Any, text: str) -> Any:
    """Put a text in all places of an audit that a portal, its owner or a person has a say in."""
    if isinstance(part, BaseModel):
        known = dict(part)
        return part.model_copy(update={name: _said(name, value, text) for name, value in known.items()})
    if isinstance(part, list):
        return [said_everywhere(each, text) for each in part]
    if isinstance(part, dict):
        return {key: said_everywhere(value, text) for key, value in part.items()}
    return part


def _said(name: str, value: Any, text: str) -> Any:
    if isinstance(value, str) and name in ADDRESSES:
        return f"{HOME}{text}"
    return text if isinstance(value, str) and name in SAID else said_everywhere(value, text)


def a_full_audit() -> Audit:
    signed = {"reviewer": "A. Tester", "reason": "seen", "date": "2026-03-04", "expires": "2027-03-04"}
    coverage = [
        {
            "number": "1.1.1",
            "name": "x",
            "level": "A",
            "extent": "partly",
            "rules": ["missing-name"],
            "failed": 1,
        }
        | {"cantTell": 0},
        {
            "number": "4.1.2",
            "name": "x",
            "level": "A",
            "extent": "not",
            "rules": [],
            "failed": 0,
            "cantTell": 0,
        }
        | {"closed": signed | {"outcome": "passed", "before": "cantTell"}},
    ]
    answer = signed | {"outcome": "failed", "before": "failed"}
    reply = {"by": "The town", "date": "2026-03-05", "text": "We mend it"}
    plain = an_audit()
    findings = [
        each.model_dump(by_alias=True) | {"answer": answer, "reply": reply, "criteria": ["1.1.1"]}
        for each in plain.findings
    ]
    return an_audit(
        portal={
            "standard": plain.portal.standard.model_dump() | {"coverage": coverage},
            "blockers": [a_blocker()],
            "channels": {"phone": a_channel("actionable", ("+442079460140", "Call us"))},
        },
        run={"sample": a_sample(templates=[a_template(1)]), "notes": ["x"]},
        pages=[
            a_page("one", chosen={"part": "required", "why": "home page"}),
            a_page("two"),
            a_page("lost", state="untested", reason="x", missing={"axe": "x"}),
        ],
        services=[
            a_service(
                channels={"phone": a_channel("actionable", ("+442079460140", "Call us"))}, found_by="x"
            ),
            a_service(id="shut", state="not_measurable", reason="x", pages=[]),
        ],
        findings=findings,
        review={
            "entries": [
                signed | {"kind": "answer", "about": "x", "outcome": "failed", "state": state, "findings": 1}
                for state in ("counts", "expired")
            ]
        },
    )


def read_html(content: str) -> Iterator[str]:
    page = html.document_fromstring(content)
    assert not page.xpath("//script | //img | //iframe | //object | //embed | //base | //form | //link")
    for element in page.iter("*"):
        assert not {
            name for name in element.attrib if name.startswith("on") or name in {"src", "srcdoc", "style"}
        }
        if element.tag != "style":
            yield element.text or ""
            yield element.tail or ""
    assert all(re.match(r"(https?://[^@\s]+|#[\w-]+)$", href) for href in page.xpath("//@href"))


def read_split(files: Iterator[tuple[str, bytes]]) -> Iterator[str]:
    """Read a report of several files: its pages load what lies beside, its index is nothing but data."""
    for name, content in files:
        assert re.fullmatch(r"report\.html|report-files/[a-z-]+(-\d+)?\.(html|js|css)", name)
        text = content.decode()
        if name.endswith(".html"):
            page = html.document_fromstring(text)
            assert [script.text for script in page.xpath("//script")] in ([], [None, None])
            for element in page.xpath("//script | //link"):
                assert re.fullmatch(r"(report-files/)?[a-z0-9-]+\.(js|css)", element.xpath("@src | @href")[0])
                element.drop_tree()
            for link in page.xpath("//a[@href]"):
                own = r"(\.\./|report-files/)?[a-z-]+(-\d+)?\.html(#[\w.%+=-]*)?"
                if re.fullmatch(own, link.get("href")):
                    del link.attrib["href"]
            yield from read_html(html.tostring(page, encoding="unicode"))
        elif "/index-" in name:
            assert text.isascii()
            yield from read_json(text.removeprefix("report.add(").removesuffix(");\n"))


def read_json(content: str) -> Iterator[str]:
    yield from strings(json.loads(content))


def strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from strings(each)


def read_earl(content: str) -> Iterator[str]:
    triples = jsonld.to_rdf(json.loads(content), {"documentLoader": None})["@default"]
    for triple in triples:
        yield triple["object"]["value"]
        assert not triple["subject"]["value"].startswith("javascript")
        if triple["object"]["type"] == "literal" and triple["predicate"]["value"].endswith("description"):
            shown = html.fragment_fromstring(
                MarkdownIt().render(triple["object"]["value"]), create_parent=True
            )
            assert not shown.xpath(".//script | .//img | .//a | .//h1")


def read_markdown(content: str) -> Iterator[str]:
    shown = html.fragment_fromstring(
        MarkdownIt("gfm-like", {"linkify": False}).render(content), create_parent=True
    )
    assert not shown.xpath(".//script | .//img | .//a | .//h1")
    yield content


def read_junit(content: str) -> Iterator[str]:
    yield from (part for part in etree.fromstring(content.encode()).itertext())


def read_xlsx(content: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            assert cell.data_type == "s"
            assert cell.quotePrefix or not cell.value.startswith("=")
            yield cell.value


def read_csv(content: str) -> Iterator[str]:
    for row in csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline="")):
        yield from row
        assert not [cell for cell in row if re.match(r"[=+\-@]", cell.strip())]


READERS: dict[str, Callable[[Any], Iterator[str]]] = {
    "csv": read_csv,
    "earl": read_earl,
    "eu": read_html,
    "eu-letter": read_html,
    "gitlab": read_json,
    "gitlab-accessibility": read_json,
    "html": read_html,
    "junit": read_junit,
    "markdown": read_markdown,
    "pdf": read_html,
    "sarif": read_json,
    "xlsx": read_xlsx,
}


def test_every_format_but_the_audit_itself_is_read_here() -> None:
    assert set(READERS) == set(all_formats()) - {"json"}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("name", READERS)
def test_a_report_stays_valid_and_does_nothing(name: str, text: str) -> None:
    content = all_formats()[name].render(said_everywhere(a_full_audit(), text))
    told = list(READERS[name](content))
    assert told
    assert [each for each in told if ACTING.search(each)] == []
    longest = max(told, key=len)
    assert name == "markdown" or len(longest) < LONGEST_CHARS or "[cut:" in longest


@pytest.mark.parametrize("text", TEXTS)
def test_a_report_of_several_files_does_nothing_either(text: str) -> None:
    split = all_formats()["html"].split
    assert split is not None
    told = list(read_split(split(said_everywhere(a_full_audit(), text))))
    assert any("=1" in each for each in told)
    assert [each for each in told if ACTING.search(each)] == []
    longest = max(told, key=len)
    assert len(longest) < LONGEST_CHARS or "[cut:" in longest


def test_the_audit_itself_comes_back_as_it_was_but_for_half_a_letter() -> None:
    audit = said_everywhere(a_full_audit(), SIGNS)
    text = audit.to_json()
    assert Audit.model_validate_json(text).to_json() == text
    assert Audit.model_validate_json(text) == said_everywhere(a_full_audit(), SIGNS.replace("\ud800", "?"))
