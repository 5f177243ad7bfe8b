"""`audit.json` as others read it: its shape, its schema, and what is said of a file that is none."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from auditor.audit import Audit, AuditError, read_audit
from auditor.documents import audit_schema, documents, main, rules_page
from auditor.registry import all_rules
from auditor.rule import Pillar
from tests.gates import WAIVED, gate_of

DOCS = Path(__file__).parents[1] / "docs"
SCHEMA = json.loads(audit_schema())
PILLARS = ["accessibility", "readability", "weight", "mobile", "channels"]


def score(value: float | None) -> dict[str, Any]:
    return {"value": value, "low": value, "high": value}


def view(name: str, *statements: str) -> dict[str, Any]:
    return {
        "name": name,
        "statements": list(statements),
        "state": "assessed",
        "barriers": ["axe/image-alt"],
        "causes": ["c1-0123456789ab"],
        "checks_decided": 3,
        "checks_total": 4,
        "not_tested": ["hard-text"],
    }


def scored(value: float | None) -> dict[str, Any]:
    return {
        "state": "not_measurable" if value is None else "measured",
        "reason": "its start page did not answer" if value is None else None,
        "score": score(value),
        "pillars": {pillar: score(value) | {"coverage": 0.0 if value is None else 0.9} for pillar in PILLARS},
        "blockers": [],
        "blocked": "no",
        "own_score": score(40.0),
        "groups": [view("low vision", "4.2.2 Usage with limited vision")],
        "dimensions": [view("access")],
        "sampling": {"low": 50.0, "high": 70.5, "pages": 20, "population": 80, "reason": None},
        "rules": {"missing-office": {"untested": "a page was not read"}},
        "cost": None,
        "other_ways": [
            {"kind": "easy", "text": "Easy read", "url": None, "page": "p1", "pages": 1, "own": True}
        ],
        "channels": {
            "phone": {
                "level": "actionable",
                "tries": [
                    {
                        "date": "2026-03-03",
                        "answered": True,
                        "value": "020 7946 0140",
                        "minutes": 4.0,
                        "language": "en",
                        "by": "A. Tester",
                        "note": "",
                    }
                ],
                "evidence": [
                    {
                        "value": "+254 20 1",
                        "text": "Call us",
                        "url": "https://portal.example/",
                        "selector": "a",
                        "kind": "call-back",
                        "where": "own",
                        "purpose": "task",
                        "cost": "free",
                        "cost_text": "free of charge",
                        "hours": "Mon to Fri 9 to 5",
                        "languages": ["en"],
                        "bring": "your reference",
                    }
                ],
            }
        },
    }


def whole_audit() -> dict[str, Any]:
    """An audit.json with one of everything, as plain data."""
    page = {
        "id": "p1",
        "url": "https://portal.example/",
        "final_url": "https://portal.example/",
        "status": 200,
        "kind": "html",
        "state_of": None,
        "state": "done",
        "reason": None,
        "language": "en",
        "title": "Births",
        "service": "births",
        "visited_at": None,
        "reused": False,
        "closely": False,
        "duplicate_of": None,
        "wire_bytes": 120_000,
        "cost": {
            "bytes_by_kind": {"page": 20_000, "script": 100_000},
            "requests_by_kind": {"page": 1, "script": 1},
            "other_bytes": 100_000,
            "other_requests": 1,
            "again_bytes": 300,
            "again_requests": 1,
            "main_text_s": {"edge": 4.1},
            "usable_s": {"edge": 7.5},
            "complete_s": {"edge": 7.6},
            "again_complete_s": {"edge": 3.4},
        },
        "timed": None,
        "rules": {
            "axe/image-alt": {"passed": 3, "failed": 1, "cantTell": 0, "within": 0.5},
            "hard-text": {"untested": "no readability formula is held valid for its language, sw"},
        },
        "channels": {"phone": {"level": None, "evidence": [], "tries": []}},
        "missing": {"screenshot": "it was not asked for"},
        "template": "t1",
        "chosen": {"part": "required", "why": "home page"},
    }
    sample = {
        "pages": 20,
        "seed": 1,
        "explored_by": "html",
        "explored": 90,
        "portal_pages": 80,
        "unexplored": 5,
        "required": 12,
        "by_template": 5,
        "random": 3,
        "left_out": 0,
        "not_recognised": ["sitemap"],
        "speaks_for": 80,
        "templates": [
            {"id": "t1", "pages": 80, "visited": 20, "example": "https://portal.example/", "title": None}
        ],
    }
    signed = {"reviewer": "Ana", "reason": "Seen", "date": "2026-01-02", "expires": "2027-01-02"}
    said = signed | {
        "kind": "answer",
        "about": "cause c1-0",
        "outcome": "failed",
        "state": "counts",
        "findings": 1,
    }
    finding = {
        "rule": "axe/image-alt",
        "pillar": "accessibility",
        "outcome": "failed",
        "page": "p1",
        "service": "births",
        "url": "https://portal.example/",
        "selector": "img",
        "snippet": "<img>",
        "message": "An image has no text",
        "template": "An image has no {what}",
        "elements": 1,
        "severity": "critical",
        "criteria": ["1.1.1"],
        "cause": "c1-0123456789ab",
        "measured": {"size": {"value": 2.5, "unit": "bytes"}, "name": "a.png"},
        "picture": None,
        "answer": signed | {"outcome": "failed", "before": "cantTell"},
        "reply": {"by": "Web team", "date": "2026-01-03", "text": "Mended in March."},
    }
    step = {
        "number": 1,
        "name": None,
        "action": "click “Start now”",
        "page": "p1",
        "state": "done",
        "reason": None,
    }
    asked = {"name": "", "text": "Create an account", "url": "https://portal.example/"}
    hard = {
        "text": "Who shall have",
        "url": "https://portal.example/",
        "words": 30,
        "reason": "30 words",
        "advice": "cut it in two",
    }
    reading = {
        "language": "en", "years": 8.5, "low": 7.0, "high": 10.0, "formula": "RIX", "limit_years": 9.0,
        "pages": 1, "sentences": 12, "words": 140, "hardest": [hard],
    }  # fmt: skip
    who_can = {
        "person": "deaf",
        "answer": "partly",
        "reason": "One can ask by e-mail.",
        "evidence": [{"channel": "email", "text": "Write to us", "url": page["url"], "selector": "p"}],
    }
    form_words = {
        "labels": 4, "hints": 1, "errors": 1, "hard": 1, "unlisted_languages": ["sw"],
        "hardest": [{
            "kind": "error", "text": "Error", "url": "https://portal.example/", "selector": "p",
            "language": "en", "reasons": ["it does not say what is wrong"], "advice": ["say what to write"],
        }],
    }  # fmt: skip
    cost = {
        "pages": 1, "unknown_pages": 0, "by_journey": False, "first_bytes": 120_000, "first_requests": 2,
        "waits": None, "again_bytes": 300,
        "again_requests": 1, "hosts": ["count.example"], "grams_co2e": 0.0178,
        "kinds": [{"kind": "page", "own_bytes": 20_000, "other_bytes": 0, "files": 1}],
        "largest": [{"url": page["url"], "kind": "page", "bytes": 20_000}],
        "cuts": [{
            "what": "third_party", "name": "count.example", "files": 1, "urls": ["https://count.example/"],
            "saved_bytes": 100_000, "saved_seconds": {},
        }],
        "prices": [{
            "country": "KE", "name": "Kenya", "usd": 0.0001855, "share_of_day": 0.00002993,
            "share_of_month": 0.000000984, "share_of_day_half_income": 0.00005986, "times_in_basket": 41_666,
            "basket_usd": 7.73, "basket_share_of_month": 0.041, "earlier_usd": 0.0001836,
            "earlier_share_of_month": 0.0179,
        }],
    }  # fmt: skip
    burden = {
        "pages": 2,
        "fields": 7,
        "required": 3,
        "uploads": 0,
        "documents": [asked | {"name": "passport"}],
        "time_limits": [],
        "codes": [],
        "skills": {"account": [asked]},
        "help": [],
        "unknown_languages": ["sw"],
    }
    cause = {
        "id": "c1-0123456789ab",
        "rule": "axe/image-alt",
        "pillar": "accessibility",
        "severity": "critical",
        "scored": True,
        "elements": 1,
        "pages": ["p1"],
        "services": ["births"],
        "frees": 1,
        "people_pages": 2,
        "message": "An image has no text",
        "snippet": "<img>",
        "url": "https://portal.example/",
    }
    rule = {
        "id": "axe/image-alt",
        "pillar": "accessibility",
        "title": "Images must have alternative text",
        "requirement": "Requirement.",
        "why": "Why.",
        "fix": "Fix.",
        "source": "Source.",
        "severity": "critical",
        "criteria": ["1.1.1"],
        "dimension": "ability",
        "groups": ["without vision"],
        "scope": "page",
        "scored": True,
        "weight": 10.0,
        "blocker": None,
    }
    blocker = {
        "rule": "online-only",
        "kind": "quoted",
        "message": "It says so",
        "quote": "Online only",
        "page": None,
        "url": "https://portal.example/",
        "selector": "p",
        "service": "births",
    }
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC).isoformat().replace("+00:00", "Z")
    return {
        "schema_version": "1.3",
        "auditor": {"version": "0.1.0", "axe": "4.14.0", "weights": "1", "browser": None, "fonts": ["Noto"]},
        "portal": {
            "name": "Portal",
            "url": "https://portal.example/",
            "country": "KE",
            "country_inferred": False,
            "languages": ["en", "sw"],
            "hosts": [],
            "standard": {
                "id": "en301549-3.2.1",
                "name": "EN",
                "criteria": 49,
                "tested": ["1.1.1"],
                "coverage": [
                    {
                        "number": "1.1.1",
                        "name": "Non-text Content",
                        "level": "A",
                        "extent": "partly",
                        "rules": ["axe/image-alt"],
                        "failed": 1,
                        "cantTell": 0,
                        "closed": None,
                    }
                ],
            },
            "other_pages": [],
            "own_weights": {"pillar": dict.fromkeys(PILLARS, 1.0), "severity": {"minor": 2.0}},
            "translations": {
                "languages": ["en", "sw"],
                "official": ["en"],
                "services": [
                    {
                        "service": None,
                        "versions": [
                            {
                                "language": "sw",
                                "state": "shorter",
                                "url": "https://portal.example/sw/",
                                "page": "p1",
                                "written_in": None,
                                "length": 0.4,
                                "widget": None,
                                "leads_home": None,
                            }
                        ],
                    }
                ],
                "widgets": {"GTranslate": 1},
            },
        }
        | scored(61.25),
        "run": {
            "id": "1",
            "started_at": moment,
            "finished_at": None,
            "complete": False,
            "limits": {"max_pages": 50, "depth": None, "include": [], "exclude": [], "listed": None},
            "pages_found": 3,
            "pages_done": 1,
            "pages_untested": 1,
            "pages_skipped": 1,
            "pages_reused": 0,
            "pages_waiting": 0,
            "viewports": ["360 x 800, touch"],
            "locale": "en-KE",
            "notes": [],
            "sample": sample,
            "report_language": "fr",
        },
        "services": [
            {"id": "births", "name": "Births", "pages": ["p1"], "inferred": False, "found_by": None}
            | {"steps": [step], "burden": burden, "reading": reading, "form_words": form_words}
            | {"who_can": [who_can]}
            | scored(61.25)
            | {"blockers": [blocker], "blocked": "yes", "cost": cost},
            {"id": "taxes", "name": "Taxes", "pages": [], "inferred": True, "found_by": "schema.org"}
            | {"steps": [], "burden": None, "reading": None, "form_words": None, "who_can": []}
            | scored(None),
        ],
        "pages": [page],
        "findings": [finding],
        "causes": [cause],
        "rules": [rule],
        "review": {"entries": [said]},
        "gate": None,
        "archive": None,
    }


def written(data: Any, folder: Path) -> Path:
    file = folder / "audit.json"
    file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return file


# The shape


def test_an_audit_is_the_same_after_it_was_written_and_read(tmp_path: Path) -> None:
    audit = Audit.model_validate(whole_audit())

    assert read_audit(written(audit.to_json(), tmp_path)) == audit
    assert json.loads(audit.to_json()) == whole_audit()


def test_the_file_ends_in_a_newline_and_is_indented() -> None:
    text = Audit.model_validate(whole_audit()).to_json()

    assert text.startswith('{\n "schema_version": "1.3",\n')
    assert text.endswith("\n}\n")


def test_what_is_written_piece_by_piece_is_what_the_library_writes_at_once() -> None:
    audit = Audit.model_validate(whole_audit())
    assert audit.to_json() == audit.model_dump_json(indent=1, by_alias=True) + "\n"


def test_equal_texts_of_findings_are_kept_once_when_a_file_is_read(tmp_path: Path) -> None:
    """Two thousand pages of a portal say much the same: read apart, they would not fit into memory."""
    data = whole_audit()
    long = {"message": "It has no name. " * 20, "snippet": "<a></a>" * 20}
    data["findings"] = [finding | long for finding in data["findings"][:1] * 2]
    one, other = read_audit(written(data, tmp_path)).findings
    assert one.message is other.message
    assert one.snippet is other.snippet


def test_what_a_gate_made_of_it_is_kept_and_null_for_other_audits(tmp_path: Path) -> None:
    earlier = whole_audit()
    del earlier["gate"]
    audit = read_audit(written(earlier, tmp_path))
    assert audit.gate is None
    judged = audit.model_copy(update={"gate": gate_of(audit, suppression=[WAIVED | {"rule": "axe/*"}])})
    assert read_audit(written(judged.to_json(), tmp_path)) == judged
    jsonschema.validate(json.loads(judged.to_json()), SCHEMA)


def test_an_audit_of_a_program_that_took_no_samples_is_read(tmp_path: Path) -> None:
    earlier = whole_audit()
    del earlier["run"]["sample"]
    for key in ("template", "chosen"):
        del earlier["pages"][0][key]
    audit = read_audit(written(earlier, tmp_path))
    assert (audit.run.sample, audit.pages[0].chosen) == (None, None)


def test_an_audit_of_a_program_that_spoke_english_alone_is_read(tmp_path: Path) -> None:
    earlier = whole_audit()
    del earlier["run"]["report_language"], earlier["findings"][0]["template"]
    audit = read_audit(written(earlier, tmp_path))
    assert (audit.run.report_language, audit.findings[0].template) == ("en", None)


def test_an_audit_of_a_program_that_inferred_no_country_is_read(tmp_path: Path) -> None:
    earlier = whole_audit()
    del earlier["portal"]["country_inferred"]
    assert read_audit(written(earlier, tmp_path)).portal.country_inferred is False


def test_an_audit_of_a_program_that_looked_for_no_blockers_is_read(tmp_path: Path) -> None:
    earlier = whole_audit()
    for scored in (earlier["portal"], *earlier["services"]):
        del scored["blocked"]
        scored["blockers"] = []
    del earlier["rules"][0]["blocker"]
    audit = read_audit(written(earlier, tmp_path))
    assert (audit.portal.blocked, audit.portal.blockers, audit.rules[0].blocker) == ("no", [], None)


@pytest.mark.parametrize(
    ("part", "change", "expected"),
    [
        ("pages", [], "it names the page 'p1', and does not tell of it"),
        ("rules", [], "it names the rule 'axe/image-alt', and does not tell of it"),
        ("services", [], "it names the service 'births', and does not tell of it"),
    ],
    ids=["pages", "rules", "services"],
)
def test_an_audit_that_was_cut_says_what_is_lost(
    part: str, change: list[Any], expected: str, tmp_path: Path
) -> None:
    with pytest.raises(AuditError, match=re.escape(expected)):
        read_audit(written(whole_audit() | {part: change}, tmp_path))


def test_keys_of_a_later_minor_version_are_passed_over(tmp_path: Path) -> None:
    later = whole_audit() | {"schema_version": "1.7", "new": 1}

    assert read_audit(written(later, tmp_path)).schema_version == "1.7"


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ([], "schema_version auditor portal run services pages findings causes rules"),
        (["portal"], "state reason score pillars blockers"),
        (["services", 0], "id name pages inferred state reason score pillars blockers"),
        (["portal", "score"], "value low high"),
        (["portal", "pillars"], " ".join(PILLARS)),
        (["services", 0, "pillars", "weight"], "value low high coverage"),
        (
            ["pages", 0],
            "id url final_url status kind state_of state reason language service wire_bytes rules",
        ),
        (["pages", 0, "rules", "axe/image-alt"], "passed failed cantTell"),
        (["pages", 0, "rules", "hard-text"], "untested"),
        (
            ["findings", 0],
            "rule pillar outcome page url selector snippet message severity criteria cause measured",
        ),
        (["causes", 0], "id"),
    ],
    ids=[
        "audit",
        "portal",
        "service",
        "score",
        "pillars",
        "pillar",
        "page",
        "counts",
        "untested",
        "finding",
        "cause",
    ],
)
def test_the_keys_that_readers_were_promised_are_there(path: list[str | int], keys: str) -> None:
    part: Any = json.loads(Audit.model_validate(whole_audit()).to_json())
    for step in path:
        part = part[step]

    assert set(keys.split()) <= set(part)


def test_what_was_not_measured_is_null_and_never_0() -> None:
    unmeasured = json.loads(Audit.model_validate(whole_audit()).to_json())["services"][1]

    assert unmeasured["score"] == {"value": None, "low": None, "high": None}


@pytest.mark.parametrize("points", [-0.01, 100.01], ids=["under 0", "over 100"])
def test_points_out_of_bounds_are_refused(points: float) -> None:
    wrong = whole_audit()
    wrong["portal"]["score"]["value"] = points

    with pytest.raises(ValueError, match="value"):
        Audit.model_validate(wrong)


# The schema


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["title"] == "audit.json, version 1.3"
    assert SCHEMA["description"].startswith("The Audit: the one result of a run")


def test_an_audit_fits_the_schema() -> None:
    jsonschema.validate(json.loads(Audit.model_validate(whole_audit()).to_json()), SCHEMA)


def paths(data: Any, *above: str | int) -> list[tuple[str | int, ...]]:
    """The way to each key that the shape, not the content, gives a name."""
    if isinstance(data, list):
        return [path for number, part in enumerate(data) for path in paths(part, *above, number)]
    if not isinstance(data, dict):
        return []
    free = (
        above[-1:]
        in [("rules",), ("channels",), ("measured",), ("missing",), ("pillars",), ("skills",), ("widgets",)]
        or "own_weights" in above
        or above[-2:-1] == ("cost",)  # what a page costs, by kind and by network
    )
    own = [] if free else [(*above, key) for key in data]
    return own + [path for key, part in data.items() for path in paths(part, *above, key)]


def without(path: tuple[str | int, ...]) -> dict[str, Any]:
    data = whole_audit()
    part: Any = data
    for step in path[:-1]:
        part = part[step]
    del part[path[-1]]
    return data


def test_an_audit_that_lacks_a_key_does_not_fit() -> None:
    schema = jsonschema.Draft202012Validator(SCHEMA)

    assert [path for path in paths(whole_audit()) if schema.is_valid(without(path))] == []


def test_only_what_may_differ_between_equal_runs_is_marked_volatile() -> None:
    volatile = {
        (name, key)
        for name, model in SCHEMA["$defs"].items()
        for key, field in model.get("properties", {}).items()
        if field.get("volatile")
    }

    assert volatile == {
        ("Program", "browser"),
        ("Program", "fonts"),
        ("Run", "id"),
        ("Run", "started_at"),
        ("Run", "finished_at"),
        ("Run", "pages_reused"),
        ("Page", "visited_at"),
        ("Page", "reused"),
        ("Page", "timed"),
        ("Finding", "picture"),
    }


# Files that are no audit


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param("", "is not an audit.json: at its start: Invalid JSON: ", id="empty"),
        pytest.param("<html>", "is not an audit.json: at its start: Invalid JSON: ", id="not JSON"),
        pytest.param("[]", "is not an audit.json: at its start: Input should be an object", id="a list"),
        pytest.param("{}", "is not an audit.json: at schema_version: Field required", id="nothing in it"),
        pytest.param(
            json.dumps(whole_audit() | {"pages": [{}]}),
            "is not an audit.json: at pages.0.id: Field required",
            id="another shape",
        ),
        pytest.param(
            json.dumps(whole_audit() | {"schema_version": "2.0"}),
            "has schema version 2.0; this program reads 1.x",
            id="newer major version",
        ),
    ],
)
def test_a_file_that_is_no_audit_is_told_in_one_sentence(content: str, expected: str, tmp_path: Path) -> None:
    file = written(content, tmp_path)

    with pytest.raises(AuditError) as error:
        read_audit(file)

    assert str(error.value).startswith(f"{file} {expected}")
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(AuditError) as error:
        read_audit(tmp_path / "none.json")

    assert str(error.value) == f"{tmp_path / 'none.json'} cannot be read: No such file or directory"


def test_a_folder_is_no_audit(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="cannot be read"):
        read_audit(tmp_path)


# The generated pages


@pytest.mark.parametrize("name", ["audit.schema.json", "cli.md", "rules.md"])
def test_the_committed_page_is_what_is_generated(name: str) -> None:
    committed = DOCS.joinpath(name).read_text(encoding="utf-8")

    assert committed == documents()[name], f"docs/{name} is out of date; run: make docs"


def test_pages_are_written_by_name(tmp_path: Path) -> None:
    main(tmp_path)

    assert {file.name: file.read_bytes().decode() for file in tmp_path.iterdir()} == documents()


def test_every_rule_is_in_the_catalogue_under_its_pillar() -> None:
    page = rules_page(all_rules().values())
    sections = dict(zip(PILLARS, page.split("\n## ")[1:], strict=True))

    for rule in all_rules().values():
        assert f"### `{rule.id}`\n" in sections[rule.pillar] or f"[{rule.id}](" in sections[rule.pillar]
    assert list(sections) == [pillar.value for pillar in Pillar]


def test_a_rule_with_a_file_is_told_with_its_documentation_and_examples() -> None:
    rule = all_rules()["heavy-page"]

    page = rules_page([rule])

    for words in (rule.rule.title, rule.documentation.why, rule.documentation.fix, rule.documentation.source):
        assert words in page
    for example in rule.rule.examples:
        assert f"- {example.name}: {example.expected.verdict}" in page
    assert "- Severity: serious (weight 7)\n" in page


def test_a_rule_of_a_table_is_a_row_and_no_element_of_the_page() -> None:
    area_alt = all_rules()["axe/area-alt"]

    page = rules_page([replace(area_alt, rule=replace(area_alt.rule, title="An <area> says nothing"))])

    assert "| An &lt;area> says nothing | critical | 2.4.4, 4.1.2 | always |\n" in page


@pytest.mark.parametrize(
    ("rule_id", "expected"),
    [
        pytest.param("axe/region", "never: advice", id="advice"),
        pytest.param("axe/autocomplete-valid", "en301549-3.2.1, wcag21-aa, wcag22-aa", id="since WCAG 2.1"),
        pytest.param("axe/meta-viewport", "always", id="another pillar"),
    ],
)
def test_the_catalogue_says_under_which_standards_a_rule_counts(rule_id: str, expected: str) -> None:
    assert f" | {expected} |\n" in rules_page([all_rules()[rule_id]])
