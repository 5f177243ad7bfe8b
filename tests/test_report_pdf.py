"""The PDF as it is printed: what it says of itself, and what our own rules say of it."""

from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from auditor.evidence import Kind
from auditor.examples import page
from auditor.files.read import read_file
from auditor.judge import judge_page
from auditor.outcome import Verdict
from auditor.output import write_reports
from auditor.registry import all_rules
from tests.audits import a_blocker, a_cause, a_finding, a_service, an_audit

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.mark.browser
def test_the_overview_is_tagged_titled_and_bookmarked_and_our_own_rules_find_nothing(tmp_path: Path) -> None:
    audit = an_audit(
        portal={"name": f"مدينة نور {SCRIPT}", "blockers": [a_blocker(quote=SCRIPT)]},
        services=[a_service(), a_service(id="two", name=f"Wohngeld {SCRIPT}")],
        findings=[
            *an_audit().findings,
            *(a_finding("missing-name", cause=f"c{number}") for number in range(20)),
        ],
        causes=[a_cause("missing-name", id=f"c{number}") for number in range(20)],
    )
    [file] = write_reports(audit, tmp_path, ["pdf"])
    content = file.read_bytes()

    with pikepdf.open(file) as document:
        assert document.Root.Lang == "en"
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert str(document.docinfo["/Title"]).startswith("مدينة نور <script>alert(1)</script>")
        assert document.docinfo["/CreationDate"] == "D:20260303090700Z"
        with document.open_outline() as outline:
            [head] = outline.root
            assert [each.title for each in head.children] == [
                "Blockers", "Overall score", "Services", "What to fix first", "Whom it leaves behind",
                "What was not tested", "Signature",
            ]  # fmt: skip
        actions = {
            str(note.A.S) for leaf in document.pages for note in leaf.get("/Annots", []) if "/A" in note
        }
        assert actions <= {"/URI"}
        assert "/OpenAction" not in document.Root
        assert "/Names" not in document.Root or "/JavaScript" not in document.Root.Names
    text = "".join(leaf.get_textpage().get_text_range() for leaf in pypdfium2.PdfDocument(content))
    for expected in ("74", "somewhere from 68 to 81", "Wohngeld <script>", "Mend it."):
        assert expected in text
    facts = read_file(content, file.name)
    assert any(text.words.startswith("Inclusion report: overview") for text in facts.texts)
    seen = page("https://portal.example/overview.pdf", kind=Kind.DOCUMENT, document=facts)
    rules = tuple(rule for rule in all_rules().values() if "document" in rule.rule.needs)
    judged = judge_page(seen, rules)
    found = [(each.rule, each.message) for each in judged.findings if each.outcome is not Verdict.UNTESTED]
    assert found == []
    assert sum(tally.passed for tally in judged.tallies.values()) >= 8
